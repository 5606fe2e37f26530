"""The query language: one line of text to a tree, the same wherever papers are filtered.

Words are ANDed; `"a phrase"`, `pre*`, `OR`, `-word` or `NOT word`, parentheses, and `field:value`.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TypeAlias

from feedtui.papers.text import folded

TEXT_FIELDS = ("title", "abstract", "author", "tag", "topic", "source", "id", "note")
STATES = ("read", "unread", "starred", "queued")
THINGS = ("code", "note", "pdf", "abstract")
FIELDS = (*TEXT_FIELDS, "is", "has", "upvotes")

_TOKEN = re.compile(
    r"""\s*(?:(?P<paren>[()])|(?P<minus>-)(?=[^\s)])
    |(?:(?P<field>[A-Za-z]+):)?(?:"(?P<quoted>[^"]*)"?|(?P<bare>[^\s()"]+)))""",
    re.VERBOSE,
)
_COUNT = re.compile(r"(>=|<=|>|<|=)?(\d{1,9})$")
_WORDS = re.compile(r"[^\W_]+")
_DEPTH = 50


class QueryError(ValueError):
    """A query that cannot be understood; the message says what was meant, `at` where it goes wrong."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


@dataclass(frozen=True, slots=True)
class Words:
    """Consecutive words in a field, or anywhere when `field` is empty; `prefix`: the last may go on."""

    words: str
    field: str = ""
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """`is:` or `has:` with one of its values."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Count:
    """`upvotes:` compared to a number."""

    comparison: str
    number: int


@dataclass(frozen=True, slots=True)
class Not:
    """What `part` leaves out."""

    part: Query


@dataclass(frozen=True, slots=True)
class All:
    """What every part finds; with no part, everything."""

    parts: tuple[Query, ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """What any part finds."""

    parts: tuple[Query, ...]


Query: TypeAlias = Words | Flag | Count | Not | All | Either

EVERYTHING = All()


def tokens(text: str) -> str:
    """Return the words of `text` for comparing, each between single spaces: ` pre training `."""
    return f" {' '.join(_WORDS.findall(folded(text)))} "


def parse(text: str, *, typing: bool = False) -> Query:
    """Return the query that `text` says; while it is being typed, what is not yet sense is passed over.

    Raises:
        QueryError: The text is no query, and is not being typed.
    """
    return _Parser(text, typing).whole()


def quoted(value: str) -> str:
    """Return a value as it is written behind a field: in quotes where it has to be."""
    return value if re.fullmatch(r"[^\s()\"]+", value) else '"' + value.replace('"', "") + '"'


class _Parser:
    """Recursive descent over the tokens of one query."""

    def __init__(self, text: str, typing: bool) -> None:
        self.typing = typing
        self.text = text.rstrip()
        self.tokens = list(_TOKEN.finditer(self.text))
        self.at = 0
        self.depth = 0

    def whole(self) -> Query:
        parts = [self.either()]
        while self.at < len(self.tokens):
            if not self.typing:
                raise QueryError("there is a ) without its (", self.tokens[self.at].start("paren"))
            self.at += 1
            parts.append(self.either())
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def either(self) -> Query:
        parts = [self.every()]
        while self.bare() == "OR":
            self.at += 1
            parts.append(self.every())
        return parts[0] if len(parts) == 1 else Either(tuple(part for part in parts if part != EVERYTHING))

    def every(self) -> Query:
        parts = []
        while self.at < len(self.tokens) and self.bare() != "OR" and self.tokens[self.at]["paren"] != ")":
            part = self.one()
            if part != EVERYTHING:
                parts.append(part)
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def one(self) -> Query:
        if self.at == len(self.tokens):
            return EVERYTHING
        token = self.tokens[self.at]
        self.at += 1
        if token["paren"] == "(":
            return self.nested(token)
        if token["paren"]:
            self.at -= 1
            return EVERYTHING
        if token["minus"] or (token["bare"] == "NOT" and not token["field"]):
            part = self.deeper(token)
            return EVERYTHING if part == EVERYTHING else Not(part)
        return self.term(token)

    def deeper(self, token: re.Match[str]) -> Query:
        self.depth += 1
        if self.depth > _DEPTH:
            self.depth = 0
            self.at = len(self.tokens)
            return self.wrong("too many parentheses or minuses", token)
        part = self.one()
        self.depth -= 1
        return part

    def nested(self, token: re.Match[str]) -> Query:
        self.depth += 1
        if self.depth > _DEPTH:
            self.depth = 0
            self.at = len(self.tokens)
            return self.wrong("too many parentheses or minuses", token)
        part = self.either()
        self.depth -= 1
        if self.at < len(self.tokens):
            self.at += 1
        elif not self.typing:
            raise QueryError("there is a ( without its )", token.start())
        return part

    def bare(self) -> str | None:
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        return token["bare"] if token and not token["field"] else None

    def term(self, token: re.Match[str]) -> Query:
        field, value = (token["field"] or "").lower(), token["quoted"] or token["bare"] or ""
        if not field and value.endswith(":") and value[:-1].lower() in FIELDS:
            return self.wrong(f"nothing follows {value}", token)
        if field in ("is", "has"):
            known = STATES if field == "is" else THINGS
            if value in known:
                return Flag(field, value)
            return self.wrong(f"unknown {field}:{value}, {_meant(value, known, field + ':')}", token)
        if field == "upvotes":
            count = _COUNT.match(value)
            return (
                Count(count[1] or "=", int(count[2])) if count else self.wrong(f"upvotes:{value} is no number", token)
            )
        if field and field not in TEXT_FIELDS:
            if not self.typing:
                raise QueryError(f"unknown field {field}:, {_meant(field, FIELDS, '', ':')}", token.start("field"))
            field, value = "", f"{field} {value}"
        words = tokens(value).strip()
        last = self.typing and token.end() == len(self.text) and token["quoted"] is None
        return Words(words, field, prefix=value.endswith("*") or last) if words else EVERYTHING

    def wrong(self, message: str, token: re.Match[str]) -> Query:
        if self.typing:
            return EVERYTHING
        raise QueryError(message, token.start(token.lastgroup or 0))


def _meant(word: str, known: tuple[str, ...], before: str = "", after: str = "") -> str:
    """Return a question or a list that helps a person who mistyped `word`."""
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    if close:
        return f"did you mean {before}{close[0]}{after}?"
    return "known are " + ", ".join(before + name + after for name in known)
