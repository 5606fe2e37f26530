"""Which papers may stay in the list though a mark took them out of what the query finds."""

from __future__ import annotations

from collections.abc import Iterable

from feedtui.library.library import Library
from feedtui.papers.query import EVERYTHING, All, Either, Flag, Not, Query

MOST = 2_000
"""Papers that are looked at: after marking more at once, a search shows only what it finds."""

_STATES = ("read", "unread", "starred", "queued", "revised", "new")
_NOTHING = Either(())


def lasting(query: Query, passed: Query = EVERYTHING) -> Query:
    """Return what a query asks for whatever the reader did with a paper: its `is:` states hold for every paper."""
    match query:
        case Flag("is", state) if state in _STATES:
            return passed
        case Not(part):
            return Not(lasting(part, _NOTHING if passed == EVERYTHING else EVERYTHING))
        case All(parts):
            return All(tuple(lasting(part, passed) for part in parts))
        case Either(parts):
            return Either(tuple(lasting(part, passed) for part in parts))
    return query


def staying(library: Library, kept: Iterable[int], query: Query, selected: Iterable[int] = ()) -> set[int]:
    """Return those of the kept rows that match everything of a query but its states."""
    rows = set(kept)
    rest = lasting(query)
    if not rows or rest in (EVERYTHING, All((EVERYTHING,))):
        return rows
    chosen = set(selected)
    return {row for row in rows if _matches(library, row, rest, row in chosen)} if len(rows) <= MOST else set()


def _matches(library: Library, row: int, query: Query, selected: bool) -> bool:
    from feedtui.papers.matching import Subject, matches

    try:
        return matches(query, Subject(library.item(row), selected=selected))
    except KeyError:
        return False
