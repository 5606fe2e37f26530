"""The pieces of a page copied from a browser, each told for what it is.

The wording is that of huggingface.co/papers between 2024 and 2026.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from feedtui.papers.text import clean_block, clean_line

LONG = 200
"""Characters from which a block is an abstract and no title."""
SENTENCE = 80
"""Characters from which a block that ends a sentence may be a summary."""

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_FURNITURE = {
    "get trending papers in your email inbox once a day!",
    "get trending papers in your email inbox!",
    "daily papers",
    "trending papers",
    "by ak and the research community",
    "byak and the research community",
    "by",
    "ak",
    "byak",
    "and the research community",
    "log in",
    "sign up",
    "hugging face",
    "view all",
    "load more",
}
_NAVIGATION = set(
    "hugging face models datasets spaces buckets new docs enterprise pricing log in sign up posts community website "
    "tasks huggingchat collections languages organizations blog papers subscribe daily weekly monthly previous next "
    "solutions learn forum discord github trending search".split()
)
_DATE = re.compile(
    r"(?:(?P<who>[^·]*)·\s*)?(?P<published>published on )?"
    r"(?P<month>[a-z]{3}) (?P<day>\d{1,2})(?:, (?P<year>\d{4}))?",
    re.IGNORECASE,
)
_COUNT = re.compile(r"(?:\[-\]\s*)?(?:(?P<number>\d{1,9}(?:[.,]\d{1,3})?)(?P<thousand>k?)|-)", re.IGNORECASE)
_AUTHORS = re.compile(r"(?:·\s*)?\d{1,5} authors?", re.IGNORECASE)
_GITHUB = re.compile(r"(?:github(?: [\d.,]+k?)?)?\s*(?:arxiv page)?(?:\s*project page)?", re.IGNORECASE)
_UPVOTE = re.compile(r"upvote(?: ([\d.,]+k?|-))?", re.IGNORECASE)
_SUBMITTED = re.compile(r"submitted by(?: (.+))?", re.IGNORECASE)


class Kind(Enum):
    """What a block is."""

    FURNITURE = auto()
    DATE = auto()
    COUNT = auto()
    AUTHORS = auto()
    UPVOTE = auto()
    SUBMITTED = auto()
    FIGURES = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the page: its text on one line, its paragraphs, and what it says."""

    kind: Kind
    text: str
    paragraphs: str = ""
    count: int | None = None
    date: str | None = None
    trending: bool = False

    @property
    def is_long(self) -> bool:
        """Whether it can only be running text."""
        return self.kind is Kind.TEXT and len(self.text) >= LONG

    @property
    def is_sentence(self) -> bool:
        """Whether it may be running text: long enough, and the end of a sentence."""
        return self.is_long or (self.kind is Kind.TEXT and len(self.text) >= SENTENCE and self.text[-1] in ".!?…)")


def blocks_of(text: str) -> list[Block]:
    """Return the blocks of a page, parted by empty lines, or by line breaks where there are none."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = [line.strip() for line in text.split("\n")]
    if any(not line for line in "\n".join(lines).strip().split("\n")):
        pieces: list[list[str]] = [[]]
        for line in lines:
            if line:
                pieces[-1].append(line)
            elif pieces[-1]:
                pieces.append([])
    else:
        pieces = [[line] for line in lines]
    return [block for piece in pieces for block in _told(piece) if block.text]


def _told(lines: list[str]) -> list[Block]:
    """Return a piece as one block, or as one a line where every line says something by itself."""
    each = [_block(line) for line in lines]
    if len(each) > 1 and any(block.kind is Kind.TEXT for block in each):
        return [_block("\n".join(lines))]
    return each


def _block(raw: str) -> Block:
    text = clean_line(raw, len(raw))
    plain = text.casefold()
    if len(text) > LONG:
        return Block(Kind.TEXT, text, clean_block(raw))
    if plain in _FURNITURE or plain == "·" or all(word in _NAVIGATION for word in plain.split()):
        return Block(Kind.FURNITURE, text, trending=plain == "trending papers")
    if _AUTHORS.fullmatch(text):
        return Block(Kind.AUTHORS, text)
    if match := _COUNT.fullmatch(text):
        return Block(Kind.COUNT, text, count=_number(match["number"], match["thousand"]))
    if match := _UPVOTE.fullmatch(text):
        number = _COUNT.fullmatch(match[1] or "-")
        return Block(Kind.UPVOTE, text, count=_number(number["number"], number["thousand"]) if number else None)
    if match := _SUBMITTED.fullmatch(text):
        return Block(Kind.SUBMITTED, text, paragraphs=match[1] or "")
    if _GITHUB.fullmatch(text):
        return Block(Kind.FIGURES, text)
    return _dated(text) or Block(Kind.TEXT, text, clean_block(raw))


def _dated(text: str) -> Block | None:
    """Return a block that ends in a date, alone or behind `·`."""
    match = _DATE.fullmatch(text)
    if match is None or match["month"].casefold() not in _MONTHS or not 1 <= int(match["day"]) <= 31:
        return None
    month = _MONTHS.index(match["month"].casefold()) + 1
    date = f"{match['year'] or '-'}-{month:02}-{int(match['day']):02}"
    return Block(Kind.DATE, text, date=date, trending=bool(match["published"]))


def _number(digits: str | None, thousand: str | None) -> int | None:
    """Return a count as the page writes it: `149`, `3.29k`, nothing for `-`."""
    if digits is None:
        return None
    if thousand:
        return round(float(digits.replace(",", ".")) * 1000)
    return int(digits.replace(",", "").replace(".", ""))
