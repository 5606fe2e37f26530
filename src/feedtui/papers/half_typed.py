"""A line that is being typed: what may come at its cursor, and where a query in it is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from feedtui.papers.query import CHOICES, FIELDS, PASTED, TOKEN, QueryError, parse, quoted
from feedtui.papers.query_tree import DATE_FIELDS
from feedtui.papers.text import clean_line
from feedtui.papers.words import tokens

MOST = 60
"""Candidates that are offered at one place."""

_DAYS = ("today", "yesterday", "7d", "2w", "3m", "1y")
_VALUES = {**CHOICES, **dict.fromkeys(DATE_FIELDS, _DAYS), "upvotes": (">10", ">50", ">100")}

Names: TypeAlias = Callable[[str, str], Iterable[str]]
"""Returns the names that a field may have, the likeliest first, given the field and how the name begins."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What may take the place of a line's text from `start` to the cursor, as it is written there."""

    start: int = 0
    candidates: tuple[str, ...] = ()

    def behind(self, before: int) -> Completion:
        """Return it for a line that has so many characters before."""
        return Completion(self.start + before, self.candidates)


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a query, and from where to where in its text."""

    sentence: str
    start: int
    end: int


def completion(text: str, names: Names) -> Completion:
    """Return what may come at the end of a query's beginning: fields, or the values of the field that stands there."""
    found = list(TOKEN.finditer(text))
    last = found[-1] if found and found[-1].end() == len(text) else None
    if last is None or last["value"] is None:
        return Completion(len(text), tuple(f"{field}:" for field in FIELDS))
    if last["end"] or (last["quoted"] is not None and not last["field"]):
        return Completion(len(text))
    field, at, begun = (last["field"] or "").lower(), last.start("value"), last["quoted"] or ""
    if last["quoted"] is None:
        begun = last["value"]
    if not field and begun.lower().removesuffix(":") in FIELDS and begun.endswith(":"):
        field, at, begun = begun.lower()[:-1], len(text), ""
    if not field:
        return _offered(at, text, _words(begun.lower()))
    known = _VALUES[field] if field in _VALUES else names(field, begun)
    return _offered(at, text, map(quoted, beginning(known, begun)))


def beginning(names: Iterable[str], begun: str) -> list[str]:
    """Return the names that begin so, in any case and with any accents, then those of which a later word does."""
    small, word = begun.casefold(), tokens(begun).rstrip()
    each = [(name, name.casefold().startswith(small)) for name in names]
    later = (name for name, whole in each if not whole and word and word in tokens(name))
    return [*(name for name, whole in each if whole), *later]


def mistake_at(text: str, *, typing: bool = False) -> Mistake | None:
    """Return the first mistake of a query, None if it is one; while typing, none that more letters may yet mend."""
    try:
        parse(text)
    except QueryError as error:
        token = next((one for one in TOKEN.finditer(text) if one.end() > error.at), None)
        end = token.end() if token else len(text)
        if typing and (text[error.at : error.at + 1] == "(" or (token and end == len(text) and _may_go_on(text))):
            return None
        return Mistake(clean_line(str(error)), error.at, max(end, error.at + 1))
    return None


def _words(begun: str) -> Iterable[str]:
    """Yield the fields that begin so, and those of a fixed value that does."""
    yield from (f"{field}:" for field in FIELDS if field.startswith(begun))
    if len(begun) > 1:
        yield from (f"{field}:{value}" for field in CHOICES for value in CHOICES[field] if value.startswith(begun))


def _offered(at: int, text: str, candidates: Iterable[str]) -> Completion:
    found = tuple(islice(dict.fromkeys(candidates), MOST))
    return Completion(at, () if found == (text[at:],) else found)


def _may_go_on(text: str) -> bool:
    """Whether the last word of a text may be the beginning of another one that is no mistake."""
    *_, last = TOKEN.finditer(text)
    if not last["field"]:
        return last["paren"] is None
    field, value = last["field"].lower(), (last["quoted"] or last["value"]).lower()
    if field in CHOICES:
        return any(known.startswith(value) for known in CHOICES[field])
    return field in FIELDS or field in PASTED
