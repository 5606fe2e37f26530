"""A digest as plain text of 72 columns, and as Markdown."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from feedtui.digest import facts
from feedtui.digest.choosing import Digest, Entry
from feedtui.exports.markdown import destination, escape, link
from feedtui.papers.links import is_web

COLUMNS = 72
"""Cells of a line, but for addresses, which are never broken."""

_DOT = " · "


def text(digest: Digest) -> str:
    """Return a digest as plain text."""
    lines = [*wrapped(digest.subject)]
    for group in digest.groups:
        heading = list(wrapped(f"{group.name} ({len(group.entries):,})"))
        lines += ["", "", *heading, "-" * max(map(cells, heading))]
        for entry in group.entries:
            lines += ["", *_entry(entry)]
    if digest.more:
        lines += ["", "", digest.more]
    return "\n".join(lines) + "\n"


def markdown(digest: Digest) -> str:
    """Return a digest as Markdown."""
    parts = [f"# {escape(digest.subject)}"]
    for group in digest.groups:
        parts.append(f"## {escape(group.name)}")
        parts.append("\n".join(_bullet(entry) for entry in group.entries))
    if digest.more:
        parts.append(digest.more)
    return "\n\n".join(parts) + "\n"


def wrapped(line: str, indent: str = "", first: str | None = None) -> Iterator[str]:
    """Yield a line in lines of at most `COLUMNS` cells, parted at spaces; what has none is parted where it has to be.

    `first` stands before the first of them, `indent` before the others.
    """
    now, empty = (indent if first is None else first), True
    for word in line.split():
        while word:
            space = "" if empty else " "
            room = COLUMNS - cells(now) - len(space)
            if cells(word) <= room:
                now, word, empty = now + space + word, "", False
            elif empty:
                head = _fitting(word, room)
                yield now + head
                now, word = indent, word[len(head) :]
            else:
                yield now
                now, empty = indent, True
    if not empty:
        yield now


def cells(line: str) -> int:
    """Return how many cells of a terminal a line takes."""
    return sum(map(_width, line))


def _fitting(word: str, room: int) -> str:
    """Return the beginning of a word that fits, at least one character."""
    taken = 0
    for at, letter in enumerate(word):
        taken += _width(letter)
        if taken > room:
            return word[: at or 1]
    return word


def _width(letter: str) -> int:
    if letter.isascii():
        return 1
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in ("W", "F") else 1


def _entry(entry: Entry) -> Iterator[str]:
    paper = entry.item.paper
    yield from wrapped(facts.title(paper), "  ", "* ")
    for line in (_DOT.join(facts.byline(entry.item)), facts.gist(paper)):
        yield from wrapped(line, "  ")
    for address in (facts.address(paper), paper.links.code or ""):
        if is_web(address):
            yield f"  {address}"


def _bullet(entry: Entry) -> str:
    paper = entry.item.paper
    parts = list(map(escape, facts.byline(entry.item)))
    if paper.links.code and is_web(paper.links.code):
        parts.append(f"[code]({destination(paper.links.code)})")
    gist = escape(facts.gist(paper))
    return "  \n  ".join(part for part in (f"- {link(paper)}", _DOT.join(parts), gist) if part)
