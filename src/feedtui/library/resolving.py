"""What a query says by name: kept searches, and what the reader muted."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from feedtui.library.documents import MUTED, documents_in, queries_of
from feedtui.papers.query import EVERYTHING, All, Either, Flag, Kept, Not, Query, QueryError, parse, without_sort

_NOTHING = Not(EVERYTHING)


def resolved(db: sqlite3.Connection, query: Query) -> Query:
    """Return a query with what it names put in its place; an unknown name, or one that names itself, is nothing."""
    if not _names(query):
        return query
    muted = tuple(without_sort(_sense(text)) for text in documents_in(db, MUTED))
    return _resolved(query, queries_of(db), Either(muted) if muted else _NOTHING, ())


def _resolved(query: Query, searches: Mapping[str, str], muted: Query, within: tuple[str, ...]) -> Query:
    match query:
        case Kept(name):
            known = next((one for one in searches if one.casefold() == name.casefold()), None)
            if known is None or known in within:
                return _NOTHING
            return _resolved(without_sort(_sense(searches[known])), searches, muted, (*within, known))
        case Flag("is", "muted"):
            return muted if not _names(muted) else _resolved(muted, searches, _NOTHING, within)
        case Not(part):
            return Not(_resolved(part, searches, muted, within))
        case All(parts):
            return All(tuple(_resolved(part, searches, muted, within) for part in parts))
        case Either(parts):
            return Either(tuple(_resolved(part, searches, muted, within) for part in parts))
    return query


def _names(query: Query) -> bool:
    match query:
        case Kept() | Flag("is", "muted"):
            return True
        case Not(part):
            return _names(part)
        case All(parts) | Either(parts):
            return any(map(_names, parts))
    return False


def _sense(text: str) -> Query:
    """Return the query of a text; of one that somebody wrote wrong, what of it is sense."""
    try:
        return parse(text)
    except QueryError:
        return parse(text, typing=True)
