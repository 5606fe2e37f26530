"""What a query says by name: kept searches, and what the reader muted."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from feedtui.library.documents import MUTED, documents_in, queries_of
from feedtui.papers.query import EVERYTHING, All, Either, Flag, Kept, Not, Query, parts_in, sense, without_sort
from feedtui.papers.query import MUTED as MUTED_PAPERS

_NOTHING = Not(EVERYTHING)


def resolved(db: sqlite3.Connection, query: Query) -> Query:
    """Return a query with what it names put in its place; an unknown name, or one that names itself, is nothing."""
    if not _names(query):
        return query
    muted = tuple(without_sort(sense(text)) for text in documents_in(db, MUTED))
    return _resolved(query, queries_of(db), Either(muted) if muted else _NOTHING, ())


def _resolved(query: Query, searches: Mapping[str, str], muted: Query, within: tuple[str, ...]) -> Query:
    match query:
        case Kept(name):
            known = next((one for one in searches if one.casefold() == name.casefold()), None)
            if known is None or known in within:
                return _NOTHING
            return _resolved(without_sort(sense(searches[known])), searches, muted, (*within, known))
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
    return any(isinstance(part, Kept) or part == MUTED_PAPERS for part in parts_in(query))
