"""Kept searches: one kept, one renamed wherever it is named, and their order."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from feedtui.library.documents import SEARCHES, Document, documents_in, places_of
from feedtui.library.journal import Change
from feedtui.library.tagging import query_changes, renamed
from feedtui.papers.query import Kept, Query


def keep_changes(db: sqlite3.Connection, name: str, query: str | None, at: str) -> list[Change]:
    """Return what keeps a query under a name, in the place of one that has it; None forgets that."""
    before = documents_in(db, SEARCHES).get(name)
    if query is None:
        return [Change(SEARCHES, name, before, None)] if before is not None else []
    if before is not None and before.get("query") == query:
        return []
    return [Change(SEARCHES, name, before, {**(before or {}), "query": query, "at": at})]


def rename_changes(db: sqlite3.Connection, old: str, new: str) -> list[Change]:
    """Return what gives a kept search a name that none has; every query that names it follows."""
    held = documents_in(db, SEARCHES)
    if old not in held or new in held:
        return []
    own: Document = held[old]
    others = []
    for change in query_changes(db, _is(old), Kept(new)):
        if (change.table, change.key) == (SEARCHES, old):
            own = change.after or own
        else:
            others.append(change)
    return [Change(SEARCHES, old, held[old], None), Change(SEARCHES, new, None, own), *others]


def move_changes(db: sqlite3.Connection, name: str, to: int) -> list[Change]:
    """Return what puts a kept search at a place among them, the first is 0."""
    held = documents_in(db, SEARCHES)
    names = [one for one in places_of(held) if one != name]
    names.insert(to, name)
    if names == places_of(held):
        return []
    placed = {one: {**held[one], "place": place} for place, one in enumerate(names) if one in held}
    return [Change(SEARCHES, one, held[one], document) for one, document in placed.items() if held[one] != document]


def with_search_renamed(text: str, old: str, new: str) -> str:
    """Return a query as it is when a kept search is called otherwise."""
    return renamed(text, _is(old), Kept(new)) or text


def _is(name: str) -> Callable[[Query], bool]:
    """Return whether a part of a query names a kept search, in any case."""
    return lambda part: isinstance(part, Kept) and part.name.casefold() == name.casefold()
