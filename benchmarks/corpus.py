"""A made-up arXiv snapshot of any size, and the queries that a researcher would type into it.

Run `python benchmarks/corpus.py N FILE [--seed S]`: N papers in the form of
`arxiv-metadata-oai-snapshot.json`, JSON Lines, the same for the same seed. No paper in it is real.
"""

from __future__ import annotations

import argparse
import calendar
import json
import random
import sys
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.corpus_text import JOURNALS, Topic, abstract, author, rare_word, shares, title, topic, typed

MOST = 10_000_000
"""Papers in a corpus at most: beyond, a month would need more numbers than arXiv's identifiers have."""

_ENCODE = json.JSONEncoder(separators=(",", ":")).encode
_DAY = 86_400
_OLDEST, _OLD, _NEW, _LAST = (1992, 1), (2007, 3), (2007, 4), (2026, 11)
_UNICODE = calendar.timegm((2012, 1, 1, 0, 0, 0))
_NOW = calendar.timegm((2026, 11, 24, 20, 0, 0))
_CODE = ("cs.", "eess.", "stat.")
_TEX = {"é": r"\'e", "á": r"\'a", "í": r"\'i", "ó": r"\'o", "ü": r"\"u", "ö": r"\"o", "ä": r"\"a", "ñ": r"\~n"}
_TEX |= {"è": r"\`e", "ã": r"\~a", "š": r"\v{s}", "č": r"\v{c}", "ř": r"\v{r}", "ç": r"\c{c}", "ł": r"{\l}"}
_ACCENTS = str.maketrans(_TEX)
_QUIRKS = (
    ("title", " of ", "  &amp;  "),
    ("abstract", "\n", "\r\n"),
    ("abstract", ". ", ".  "),
    ("authors", ",", " (1),"),
)
_KINDS = {"word": 25, "two": 22, "three": 10, "title": 8, "last": 12, "name": 5, "rare": 8, "common": 6, "wrong": 4}


def typed_queries(count: int, seed: int = 0) -> list[str]:
    """Return queries of one to four words: topic words, names, rare words, common words, some misspelt."""
    rng = random.Random(f"queries {seed}")
    kinds = rng.choices(list(_KINDS), list(_KINDS.values()), k=count)
    pairs, weights = shares(0.8, 2023)
    fields = rng.choices(pairs, cum_weights=weights, k=count)
    return [typed(rng, kind, topic(name)) for kind, (name, _) in zip(kinds, fields, strict=True)]


def write(count: int, path: Path, seed: int = 0) -> None:
    """Write a corpus of `count` papers, with a line of progress on stderr."""
    start = time.perf_counter()
    with path.open("w", encoding="ascii", newline="\n") as file:
        for number, line in enumerate(lines(count, seed), 1):
            file.write(line)
            if number % 10_000 == 0 or number == count:
                pace = number / (time.perf_counter() - start)
                print(f"\r{number:,} of {count:,} papers, {pace:,.0f} a second", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def lines(count: int, seed: int = 0) -> Iterator[str]:
    """Yield the lines of a corpus: April 2007 to November 2026 in order, then, as arXiv's file does, 1 % older ones.

    Raises:
        ValueError: More than `MOST` papers are asked for.
    """
    if count > MOST:
        raise ValueError(f"A corpus has at most {MOST:,} papers.")
    rng = random.Random(f"papers {seed}")
    old = count // 100
    plan = [*_months(_NEW, _LAST, count - old, 7), *_months(_OLDEST, _OLD, old, 20)]
    for year, month, papers in plan:
        begin = calendar.timegm((year, month, 1, 0, 0, 0))
        length = _DAY * (24 if (year, month) == _LAST else calendar.monthrange(year, month)[1])
        width = 4 if year < 2015 and papers < 10_000 else 5
        pairs, weights = shares(max(year - _NEW[0], 0) / (_LAST[0] - _NEW[0]), year)
        for number, (name, category) in enumerate(rng.choices(pairs, cum_weights=weights, k=papers), 1):
            at = begin + int(length * (number - rng.random()) / papers)
            if (year, month) >= _NEW:
                record = _record(rng, f"{year % 100:02}{month:02}.{number:0{width}}", at, topic(name), category)
            else:
                archive = category.partition(".")[0]
                record = _record(rng, f"{archive}/{year % 100:02}{month:02}{number:03}", at, topic(name), category)
                field, plain, odd = _QUIRKS[number % len(_QUIRKS)]
                record[field] = str(record[field]).replace(plain, odd, 20)
            yield _ENCODE(record) + "\n"


def _record(rng: random.Random, name: str, at: int, field: Topic, category: str) -> dict[str, object]:
    """Return one paper, first sent at a time in seconds, with arXiv's fields in arXiv's order."""
    chance = rng.random
    authors = _authors(rng, old=at < _UNICODE)
    names = [f"{first} {last}" for last, first in authors]
    said = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 and at < _UNICODE else ", ".join(names)
    text = abstract(rng, field)
    comments = f"{int(4 + 50 * chance())} pages, {int(1 + 20 * chance())} figures" if chance() < 0.7 else None
    if category.startswith(_CODE) and chance() < 0.18:
        address = f"https://github.com/{authors[0][0].lower()}/{rare_word(rng).lower()}"
        if chance() < 0.3:
            comments = f"Code: {address}"
        else:
            text += f" Code is available at {address}."
    times = _versions(rng, at)
    has_doi = chance() < 0.25
    others = rng.choices(field.categories, field.shares, k=int(4 * chance() ** 2.5))
    return {
        "id": name,
        "submitter": names[0],
        "authors": _wrapped(said, "  "),
        "title": _wrapped(title(rng, field), "  "),
        "comments": comments,
        "journal-ref": f"{rng.choice(JOURNALS)} {int(200 * chance())}, {at % 9_000}" if has_doi else None,
        "doi": f"10.{1_000 + at % 97}/{category[:4]}.{int(1e7 * chance())}" if has_doi else None,
        "report-no": f"{authors[0][0][:4].upper()}-{at % 10_000}" if chance() < 0.07 else None,
        "categories": " ".join(dict.fromkeys((category, *others))),
        "license": "http://arxiv.org/licenses/nonexclusive-distrib/1.0/",
        "abstract": f"  {_paragraphs(rng, text)}\n",
        "versions": [{"version": f"v{number}", "created": _created(sent)} for number, sent in enumerate(times, 1)],
        "update_date": time.strftime("%Y-%m-%d", time.gmtime(min(times[-1] + int(4 * chance()) * _DAY, _NOW))),
        "authors_parsed": [[last, first, ""] for last, first in authors],
    }


def _authors(rng: random.Random, *, old: bool) -> list[tuple[str, str]]:
    """Return one to eight last and first names; old papers have initials, and their accents are TeX."""
    authors = [author(rng) for _ in range(1 + int(8 * rng.random() ** 1.6))]
    if old and rng.random() < 0.7:
        authors = [(last, first[0] + ".") for last, first in authors]
    if old or rng.random() < 0.4:
        authors = [(last.translate(_ACCENTS), first.translate(_ACCENTS)) for last, first in authors]
    return authors


def _paragraphs(rng: random.Random, text: str) -> str:
    """Return an abstract in lines; one in twenty has two paragraphs."""
    if rng.random() < 0.05:
        first, stop, second = text.partition(". ")
        return f"{_wrapped(first)}.\n  {_wrapped(second)}" if stop else _wrapped(text)
    return _wrapped(text)


def _wrapped(text: str, indent: str = "") -> str:
    """Return the text in lines of at most 79 characters, as arXiv's mails have them."""
    parts, start, last = [], 0, len(text) - 79
    while start < last:
        cut = text.rfind(" ", start, start + 80)
        if cut <= start:
            break
        parts.append(text[start:cut])
        start = cut + 1
    return f"\n{indent}".join([*parts, text[start:]])


def _months(first: tuple[int, int], last: tuple[int, int], papers: int, rise: float) -> Iterator[tuple[int, int, int]]:
    """Yield year, month and how many of the papers came in it; the last month has `rise` times the first one's."""
    months = [(year, month) for year in range(first[0], last[0] + 1) for month in range(1, 13)]
    months = months[months.index(first) : months.index(last) + 1]
    sums = list(accumulate(1 + (rise - 1) * at / len(months) for at in range(len(months))))
    done = 0
    for (year, month), total in zip(months, sums, strict=True):
        until = round(papers * total / sums[-1])
        yield year, month, until - done
        done = until


def _versions(rng: random.Random, at: int) -> list[int]:
    """Return when a paper's versions were sent, in seconds; three in ten have several."""
    times = [at]
    while rng.random() < 0.3 and times[-1] < _NOW:
        times.append(min(times[-1] + int(rng.expovariate(1 / (90 * _DAY))), _NOW))
    return times


def _created(at: int) -> str:
    return time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(at)).replace(", 0", ", ", 1)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("count", type=int, metavar="N", help=f"papers, at most {MOST:,}")
    asked.add_argument("file", type=Path, metavar="FILE", help="where to write")
    asked.add_argument("--seed", type=int, default=0)
    options = asked.parse_args()
    write(options.count, options.file, options.seed)
