"""Papers as BibTeX, in the form in which arXiv gives it out, and as biblatex: UTF-8, an entry a paper.

arXiv's form: https://github.com/arXiv/arxiv-browse, `browse/formatting/cite.py`. Besides, an entry has the month, the
abstract, the reader's tags as keywords and note as annotation. A DOI is bare, as biblatex and styles want it. The
journal of a paper is not known, so that entries are `@misc`, and in biblatex `@online`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from feedtui.exports.latex import is_balanced, latex, latex_title
from feedtui.exports.reference import Keys, Reference, reference
from feedtui.papers.names import Name, straight
from feedtui.papers.paper import Item

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# Some readers take an `@` at the beginning of a line for the next entry, wherever it stands.
_AT_LINE_START = re.compile(r"\n\s*@")

_Fields = Iterable[tuple[str, str | None]]


def bibtex(items: Iterable[Item]) -> Iterator[str]:
    """Yield a BibTeX entry for each paper."""
    keys = Keys()
    for item in items:
        told = reference(item.paper)
        month = _MONTHS[told.date[1] - 1] if len(told.date) > 1 and 1 <= told.date[1] <= 12 else None
        yield _entry(
            "misc",
            keys.new(told),
            [
                ("title", latex_title(item.paper.title)),
                ("author", _authors(told.names)),
                ("year", told.year),
                ("month", month),
                ("eprint", told.eprint),
                ("archivePrefix", "arXiv" if told.eprint else None),
                ("primaryClass", told.category),
                *_common(item, told),
                ("annote", _text(item.mark.note)),
            ],
        )


def biblatex(items: Iterable[Item]) -> Iterator[str]:
    """Yield a biblatex entry for each paper."""
    keys = Keys()
    for item in items:
        told = reference(item.paper)
        yield _entry(
            "online" if told.address or told.doi else "misc",
            keys.new(told),
            [
                ("title", latex_title(item.paper.title)),
                ("author", _authors(told.names)),
                ("date", "-".join(f"{part:02}" for part in told.date)),
                ("eprint", told.eprint),
                ("eprinttype", "arxiv" if told.eprint else None),
                ("eprintclass", told.category),
                *_common(item, told),
                ("annotation", _text(item.mark.note)),
            ],
        )


def _common(item: Item, told: Reference) -> _Fields:
    return [
        ("doi", _verbatim(told.doi)),
        ("url", _verbatim(told.address)),
        ("abstract", _text(item.paper.abstract)),
        ("keywords", ", ".join(map(_keyword, item.mark.tags))),
    ]


def _entry(kind: str, key: str, fields: _Fields) -> str:
    """Return an entry with the fields that have a value; a month is one of BibTeX's own abbreviations."""
    lines = [f"@{kind}{{{key},"]
    for name, value in fields:
        if value:
            lines.append(f"      {name}={value}," if name == "month" else f"      {name}={{{value}}},")
    return "\n".join([*lines, "}", "", ""])


def _authors(names: Iterable[Name]) -> str:
    return " and ".join(map(_author, names))


def _author(name: Name) -> str:
    """Return a name so that BibTeX parts it as we do: as it is said, else turned, else in braces."""
    if name.is_whole:
        plain = latex(name.family)
        return plain if plain.isalpha() and plain.lower() not in ("and", "others") else f"{{{plain}}}"
    if _is_parted_alike(name):
        return latex(straight(name))
    if name.suffix:
        return ", ".join(map(latex, (name.last, name.suffix, name.given)))
    return ", ".join(latex(part) for part in (name.last, name.given) if part)


def _is_parted_alike(name: Name) -> bool:
    """Whether BibTeX finds the same parts in the name as it is said.

    To BibTeX, words in lower case are the particle, what follows them, else the last word, is the family name.
    """
    given, particle, family = name.given.split(), name.particle.split(), name.family.split()
    if name.suffix or not given or any(map(_is_low, (*given, *family))):
        return False
    return all(map(_is_low, particle)) and (bool(particle) or len(family) == 1)


def _is_low(word: str) -> bool:
    return next((letter.islower() for letter in word if letter.isalpha()), False)


def _keyword(tag: str) -> str:
    return f"{{{latex(tag)}}}" if "," in tag else latex(tag)


def _text(text: str) -> str:
    return _AT_LINE_START.sub(" @", latex(text))


def _verbatim(text: str | None) -> str | None:
    """Return an address or a DOI, in which nothing is escaped but what would end the field or begin a command."""
    if not text:
        return text
    unsafe = r"[\\^]" if is_balanced(text) else r"[\\^{}]"
    return re.sub(unsafe, lambda match: f"%{ord(match[0]):02X}", text)
