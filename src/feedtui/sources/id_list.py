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

_BULLET = re.compile(r"\A(?:[-*+•>]|\d{1,5}[.)])\s+(?:\[[ xX]\]\s+)?")
_LINK = re.compile(
    r"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?(https?://[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)?)>?[^()]*\)"
)
_SCHEME = re.compile(r"(?:arxiv|doi)\s*:\s*", re.IGNORECASE)
_CATEGORY = re.compile(r"\s*\[[\w.-]+\]\Z")
# A DOI may have a semicolon in it.
_BETWEEN_IDS = re.compile(r"[,\s]+|;(?=\s|arxiv|doi|https?:|10\.|\d{4}\.|\Z)\s*", re.IGNORECASE)
_FIRST = re.compile(r"<?https?://\S+|(?:doi:)?10\.[^\s,|]+|[^\s,;|]+", re.IGNORECASE)
_AROUND = '*_`"“” \t,;:|–—-'
_QUOTES = "\"'`,;"
_LONGEST = 2_000
"""Characters of a word that may be an address."""
_NEXT = re.compile(r"\s[|#](?:\s|\Z)")
_CITATION = re.compile(r"[.)]\s")
_WORD = re.compile(r"\w+")
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
        line = line.strip().strip("|").strip()
        if any(map(str.isalnum, line)) and not line.startswith(("#", "%", "//")):
            yield number, _BULLET.sub("", line, count=1)


def _told(number: int, line: str) -> Iterator[Told]:
    where = f"line {number}"
    named = _read(line)
    for paper, title in named:
        kind, _, rest = paper.partition(":")
        if kind == "arxiv":
            yield Told(where, rest, title, arxiv=rest, by_id=True)
        else:
            yield Told(where, rest, title or rest, doi=rest, by_id=True)
    if not named:
        yield Told(where, name=line, trouble="It is no arXiv id, DOI or address of a paper.")


def _read(line: str) -> list[tuple[PaperId, str]]:
    """Return the paper that a line names and its title, empty where none is told; or several papers by their ids."""
    for link in _LINK.finditer(line):
        if paper := paper_at(link[2]):
            beside = line[link.end() :] if paper_at(_bare(link[1])) else ""
            return [(paper, _title(link[1]) or _title(_LINK.sub("", line[: link.start()])) or _title_behind(beside))]
    line = _SCHEME.sub(lambda scheme: scheme[0].replace(" ", ""), _CATEGORY.sub("", line), count=1)
    ids = [paper_at(_bare(word)) for word in _BETWEEN_IDS.split(line) if any(map(str.isalnum, word))]
    if all(ids):
        return [(paper, "") for paper in ids if paper]
    first = _FIRST.match(line)
    if first and (paper := paper_at(_bare(first[0]))):
        return [(paper, _title_behind(line[first.end() :]))]
    before, _, last = line.rpartition(" ")
    at = max(0, last.find("http"))
    paper = None if line.startswith("{") else paper_at(_bare(last[at:]))
    return [(paper, _title_before(f"{before} {last[:at]}"))] if paper else []


def _bare(word: str) -> str:
    """Return a word without quotes and brackets around it; those that it both opens and closes are its own."""
    word = word.strip(_QUOTES).lstrip("([").strip(_QUOTES)
    if len(word) > _LONGEST:
        return word
    for opening, closing in ("()", "[]") * 2:
        while word.endswith(closing) and word.count(closing) > word.count(opening):
            word = word[:-1].rstrip(_QUOTES)
    return word


def _title_behind(text: str) -> str:
    """Return the title in what stands behind an id, up to a table's next cell or a comment."""
    return _title(_NEXT.split(f" {text.lstrip(_AROUND)}", maxsplit=1)[0])


def _title_before(text: str) -> str:
    """Return the title in what stands before an id; words such as `see` are none, and neither is a whole citation."""
    title = _title(text).removesuffix(".")
    return title if " " in title and not title[0].islower() and not _CITATION.search(title) else ""


def _title(text: str) -> str:
    """Return what is a title in a text beside a paper's id; empty where it is only what the link is called."""
    text = plain_title(text.strip(_AROUND).rstrip("([").strip(_AROUND))
    words = _WORD.findall(text.lower())
    return text if any(map(str.isalpha, text)) and not paper_at(text) and not _NO_TITLE.issuperset(words) else ""
