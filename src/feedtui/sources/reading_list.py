"""Reading lists in Markdown as feedtui itself writes them: `feedtui export --format markdown`.

A paper is an item at the beginning of a line; its authors, date, tags, upvotes, code and star stand on the line below,
parted by ` · `, then its note, then the abstract as a quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from feedtui.sources.found import Carried, Found, Unreadable
from feedtui.sources.paper_links import paper_at
from feedtui.sources.references import Told, gather, iso_date

KIND = "markdown"

_ITEM = re.compile(r"- (?:\[((?:[^\[\]\\]|\\.)*)\]\((https?://[^\s()<>]*)\)|(.*?))( \(search\))? {0,2}")
_FACTS = re.compile(r"  (?=[^\s>-])")
_FRONT = re.compile(r"---\n(?:.*\n)*?---\n")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}|[A-Z][a-z]{2} \d{1,2}")
_CODE = re.compile(r"\[code\]\((https?://[^\s()<>]*)\)")
_UPVOTES = re.compile(r"▲\d+")
_NOTE, _SUMMARY, _STAR, _ET_AL = "Note:", "Summary: ", "★", " et al."
_GLANCE = 200
"""Items that are looked at."""


@dataclass(slots=True)
class _Item:
    """An item of a list: the number of its first line, and its lines."""

    number: int
    head: re.Match[str]
    lines: list[str] = field(default_factory=list)


def looks_like_reading_list(text: str) -> bool:
    """Whether a text is a heading and items as feedtui writes them, most of them with facts below."""
    lines = _lines(text)
    if not next(filter(None, lines), "").startswith("# "):
        return False
    if any(line and line[0] not in " #" and not _ITEM.fullmatch(line) for line in lines[:_GLANCE]):
        return False
    below = [after for line, after in zip(lines, [*lines[1:], ""], strict=True) if line.startswith("- ")][:_GLANCE]
    return bool(below) and sum(bool(_FACTS.match(one)) for one in below) * 2 > len(below)


def read_reading_list(text: str, source: str) -> Found:
    """Return the papers of a reading list with their stars and notes; of several dates a list has one.

    Which tags are the reader's own it does not say, so that they are the papers'. Of many authors it has the first six.

    Raises:
        Unreadable: It has no items.
    """
    told = [_told(item) for item in _items(text)]
    if not told:
        raise Unreadable("There are no papers in this reading list.")
    return gather(told, KIND, source)


def _lines(text: str) -> list[str]:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    front = _FRONT.match(text)
    return (text[front.end() :] if front else text).split("\n")


def _items(text: str) -> Iterator[_Item]:
    whole = text.removeprefix("\ufeff").replace("\r\n", "\n")
    lines = _lines(text)
    before = whole.count("\n") + 1 - len(lines)
    item: _Item | None = None
    for number, line in enumerate(lines, before + 1):
        head = _ITEM.fullmatch(line) if line.startswith("- ") else None
        if head or line.startswith("#"):
            if item:
                yield item
            item = _Item(number, head) if head else None
        elif item:
            item.lines.append(line)
    if item:
        yield item


def _told(item: _Item) -> Told:
    linked, destination, plain, is_searched = item.head.groups()
    address = _address(destination or "")
    lines = item.lines
    facts = lines.pop(0).strip().split(" · ") if lines and _FACTS.match(lines[0]) else []
    note, quoted = _note_and_quote(lines)
    code = next((_address(found[1]) for one in facts if (found := _CODE.fullmatch(one))), "")
    texts = [one for one in facts if one != _STAR and not _CODE.fullmatch(one) and not _UPVOTES.fullmatch(one)]
    at = next((at for at, one in enumerate(texts) if _DATE.fullmatch(one)), min(1, len(texts)))
    date = texts[at] if at < len(texts) and _DATE.fullmatch(texts[at]) else ""
    authors, names = texts[:at][:1], texts[at + bool(date) :]
    paper = paper_at(address) or ""
    kind, _, rest = paper.partition(":")
    return Told(
        where=f"line {item.number}",
        title=_text(linked if address else plain),
        authors=tuple(_text(name) for one in authors for name in one.removesuffix(_ET_AL).split(", ")),
        published=iso_date(date) if date[:1].isdigit() else None,
        abstract="" if quoted.startswith(_SUMMARY) else quoted,
        arxiv=rest if kind == "arxiv" else None,
        doi=rest if kind == "doi" else None,
        addresses=tuple(one for one in (address, code) if one and not is_searched),
        tags=tuple(_text(name) for one in names for name in one.split(", ")),
        carried=Carried(starred=_STAR in facts, note=note),
        by_id=bool(paper),
    )


def _note_and_quote(lines: list[str]) -> tuple[str, str]:
    """Return the note, which is Markdown, and the text that is quoted below it."""
    lines = [line.rstrip() for line in lines]
    while lines and not lines[-1]:
        lines.pop()
    at = len(lines)
    while at and lines[at - 1].startswith("  >"):
        at -= 1
    quoted = "\n".join(_text(line.removeprefix("  >").strip()) for line in lines[at:])
    rest = "\n".join(line.removeprefix("  ") for line in lines[:at]).strip("\n")
    note = rest.removeprefix(f"{_NOTE} ") if rest.startswith(_NOTE) else ""
    return note.replace("\\<", "<"), quoted


def _address(destination: str) -> str:
    """Return an address as it was; a link in Markdown has no parentheses in it."""
    return _text(destination).replace("%28", "(").replace("%29", ")")


def _text(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)
