"""Lists of papers as plain lines: arXiv ids, DOIs, addresses, and Markdown links with the papers' titles.

So arxiv-sanity's users, lists of starred papers and “awesome” pages keep them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedtui.papers.paper import PaperId
from feedtui.sources.found import Found, Unreadable
from feedtui.sources.paper_links import paper_at, plain_title
from feedtui.sources.references import Told, gather

KIND = "id-list"

_BULLET = re.compile(r"(?:[-*+•>]|\d{1,5}[.)])\s+(?:\[[ xX]\]\s+)?")
_LINK = re.compile(
    r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?(https?://[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)?)>?[^()]*\)"
)
_SCHEME = re.compile(r"(?:arxiv|doi)\s*:\s*", re.IGNORECASE)
_CATEGORY = re.compile(r"\s*\[[\w.-]+\]\Z")
_BETWEEN_IDS = re.compile(r"[,;\s]+")
_FIRST = re.compile(r"<?https?://\S+|[^\s,;|]+", re.IGNORECASE)
_AROUND = '*_`"“” \t,;:|–—-'
_NO_TITLE = frozenset("abs abstract arxiv doi html here link paper pdf preprint project url".split())


def looks_like_ids(text: str) -> bool:
    """Whether most lines, comments aside, name a paper."""
    lines = [line for _, line in _lines(text)]
    named = sum(bool(_read(line)) for line in lines)
    return bool(named) and named * 2 > len(lines)


def read_ids(text: str, source: str) -> Found:
    """Return the papers of a list in its order. One of which only the id is told has that in its title's place.

    Raises:
        Unreadable: No line names a paper.
    """
    told = [one for number, line in _lines(text) for one in _told(number, line)]
    if not any(one.arxiv or one.doi for one in told):
        raise Unreadable("No line of this list is an arXiv id, a DOI or the address of a paper.")
    return gather(told, KIND, source)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that say something, with their numbers, without what makes them items of a list."""
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        line = line.strip()
        if line and not line.startswith(("#", "%", "//")):
            yield number, _BULLET.sub("", line, count=1)


def _told(number: int, line: str) -> Iterator[Told]:
    where = f"line {number}"
    for paper, title in _read(line):
        kind, _, rest = paper.partition(":")
        if kind == "arxiv":
            yield Told(where, rest, title, arxiv=rest, by_id=True)
        else:
            yield Told(where, rest, title or rest, doi=rest, by_id=True)
    if not _read(line):
        yield Told(where, name=line, trouble="It is no arXiv id, DOI or address of a paper.")


def _read(line: str) -> list[tuple[PaperId, str]]:
    """Return the paper that a line names and its title, empty where none is told; or several papers by their ids."""
    for link in _LINK.finditer(line):
        if paper := paper_at(link[2]):
            return [(paper, _title(link[1]) or _title(_LINK.sub("", line[: link.start()])))]
    line = _SCHEME.sub(lambda scheme: scheme[0].replace(" ", ""), _CATEGORY.sub("", line), count=1)
    ids = [paper_at(word) for word in _BETWEEN_IDS.split(line) if word]
    if all(ids):
        return [(paper, "") for paper in ids if paper]
    first = _FIRST.match(line)
    paper = paper_at(first[0]) if first else None
    return [(paper, _title(line[first.end() :].partition(" #")[0]))] if first and paper else []


def _title(text: str) -> str:
    """Return what is a title in a text beside a paper's id; empty where it is only what the link is called."""
    text = plain_title(text.strip(_AROUND).rstrip("([").strip(_AROUND))
    words = text.lower().split()
    return text if any(map(str.isalpha, text)) and not paper_at(text) and not _NO_TITLE.issuperset(words) else ""
