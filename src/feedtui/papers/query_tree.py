"""A query as a tree: what its parts mean, and how it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from dataclasses import field as column
from typing import TypeAlias
from urllib.parse import quote

from feedtui.papers.dates import span_text
from feedtui.papers.paper import PaperId
from feedtui.papers.words import name_words, spellings

WORD_FIELDS = ("title", "abstract", "author", "note")
NAME_FIELDS = ("tag", "topic", "source")
DATE_FIELDS = ("listed", "published", "read")


@dataclass(frozen=True, slots=True)
class Words:
    """Consecutive words in a field, or anywhere when `field` is empty; `prefix`: the last may go on.

    In one of the `NAME_FIELDS` they are the whole name, or with `prefix` its beginning.
    """

    words: str
    field: str = ""
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """`id:` with an identity that the paper has, be it its strongest or not."""

    paper: PaperId


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
class Dates:
    """A date between two days, both included, each a number since 1970-01-01 in UTC, None where it is open.

    `written` keeps `7d` as it was written, since next week it means other days; it is no part of the meaning.
    """

    field: str
    first: int | None
    last: int | None
    written: str = column(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Sort:
    """The order of the list; it finds everything."""

    name: str


@dataclass(frozen=True, slots=True)
class Kept:
    """`search:` with the name of a kept search: what that finds. The library knows what it is."""

    name: str


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


Query: TypeAlias = Words | Named | Flag | Count | Dates | Sort | Kept | Not | All | Either

EVERYTHING = All()
MUTED = Flag("is", "muted")
NEW = Flag("is", "new")
RANKED_BY_TAG = "tag:"


def every(parts: Iterable[Query]) -> Query:
    """Return the parts as one query that asks for all of them, without needless nesting."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, All) else (part,))]
    return flat[0] if len(flat) == 1 else All(tuple(flat))


def either(parts: Iterable[Query]) -> Query:
    """Return the parts as one query that asks for any of them; parts that ask for nothing do not count."""
    kept = tuple(part for part in parts if part != EVERYTHING)
    return Either(kept) if len(kept) > 1 else every(kept)


def parts_in(query: Query) -> Iterator[Query]:
    """Yield a query and all that it is made of."""
    yield query
    match query:
        case Not(part):
            yield from parts_in(part)
        case All(parts) | Either(parts):
            for part in parts:
                yield from parts_in(part)


def tag_query(name: str) -> Query:
    """Return the query that finds the papers with a tag."""
    return Words(name_words(name), "tag")


def replaced(query: Query, old: Query, new: Query) -> Query:
    """Return a query with one of its leaves in the place of another."""
    match query:
        case Not(part):
            return Not(replaced(part, old, new))
        case All(parts):
            return every(replaced(part, old, new) for part in parts)
        case Either(parts):
            # An `Either` within another is written without parentheses, and read as one.
            each = [replaced(part, old, new) for part in parts]
            return either(inner for part in each for inner in (part.parts if isinstance(part, Either) else (part,)))
    return new if query == old else query


def unmuted(query: Query) -> Query:
    """Return a query without the papers that the reader muted, unless it asks for those itself."""
    return query if MUTED in parts_in(query) else All((query, Not(MUTED)))


def order_of(query: Query) -> str:
    """Return the order that a query asks for last, empty if it asks for none."""
    if isinstance(query, All):
        return next(filter(None, map(order_of, reversed(query.parts))), "")
    return query.name if isinstance(query, Sort) else ""


def is_ranked(order: str) -> bool:
    """Whether an order is one that the rank makes: `for-you`, or `tag:` and the name of an own tag."""
    return order == "for-you" or order.startswith(RANKED_BY_TAG)


def without_sort(query: Query) -> Query:
    """Return a query without the order that it asks for."""
    if isinstance(query, All):
        return every(map(without_sort, query.parts))
    return EVERYTHING if isinstance(query, Sort) else query


def query_text(query: Query) -> str:
    """Return the line that `parse` reads as this query, if `parse` made it; the inverse of `parse`."""
    match query:
        case Words(words, field, prefix):
            return _behind(field, quoted(words + "*" * prefix))
        case Named(paper):
            # The escapes of a DOI are decoded when it is read.
            return _behind("id", quoted(quote(paper, safe=":/()") if paper.startswith("doi:") else paper))
        case Flag(field, value):
            return _behind(field, value)
        case Count(comparison, number):
            return f"upvotes:{'' if comparison == '=' else comparison}{number}"
        case Dates(field, first, last, written):
            return _behind(field, written or span_text(first, last))
        case Sort(name):
            return _behind("sort", quoted(name))
        case Kept(name):
            return _behind("search", quoted(name))
        case Not(part):
            return "-" + (f"({query_text(part)})" if isinstance(part, All) else _closed(part))
        case All(parts):
            return " ".join(map(_closed, parts))
        case Either(parts):
            return _compound(parts) or " OR ".join(map(_closed, parts))


def quoted(value: str) -> str:
    """Return a value as it is written behind a field: in quotes where it has to be, and with `'` for quotes in it."""
    value = value.replace('"', "'")
    return value if re.fullmatch(r"[^\s()]+", value) else f'"{value}"'


def _behind(field: str, value: str) -> str:
    return f"{field}:{value}" if field else value


def _closed(part: Query) -> str:
    """Return a part as it is written among others."""
    bare = not isinstance(part, Either) or _compound(part.parts)
    return query_text(part) if bare else f"({query_text(part)})"


def _compound(parts: tuple[Query, ...]) -> str:
    """Return the compound word, as in `title:pre-train*`, that asks for just these parts; empty if none does."""
    match parts:
        case (Words(apart, field, prefix), Words(joined)) if parts[1] == Words(joined, field, prefix):
            groups: list[list[str]] = []
            left = iter(apart.split())
            for whole in joined.split():
                groups.append([])
                while "".join(groups[-1]) != whole and (word := next(left, "")):
                    groups[-1].append(word)
            written = ".".join("-".join(group) for group in groups)
            if spellings(written) == (apart, joined):
                return _behind(field, written + "*" * prefix)
    return ""
