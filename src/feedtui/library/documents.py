"""The reader's documents as they stand beside the papers: marks of papers, kept searches, and sources."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeAlias

from feedtui.notes import clean_note
from feedtui.papers.paper import NO_MARK, Mark, PaperId
from feedtui.papers.text import clean_line

MARKS, SEARCHES, SOURCES, ANSWERS = "marks", "searches", "sources", "answers"
MUTED, WATCHED = "muted", "watched"
"""The tables of documents."""

Document: TypeAlias = dict[str, Any]

_AT = "select paper, key, body from documents where paper in (select value from json_each(?)) order by paper, kind, key"


def documents_of(db: sqlite3.Connection, row: int) -> dict[str, Document]:
    """Return the marks of the paper at a row, by key; there is one, but after two papers became one."""
    found = db.execute("select key, body from documents where paper = ?", (row,))
    return {key: json.loads(body) for key, body in found}


def documents_at(
    db: sqlite3.Connection, rows: Sequence[int], known: Mapping[str, Document] = MappingProxyType({})
) -> dict[int, dict[str, Document]]:
    """Return `documents_of` the papers at some rows, by row; some of the documents are known by key."""
    marks: dict[int, dict[str, Document]] = {row: {} for row in rows}
    for row, key, body in db.execute(_AT, (json.dumps(list(rows)),)):
        marks[row][key] = known[key] if key in known else json.loads(body)
    return marks


def aliases_of(db: sqlite3.Connection, row: int) -> list[PaperId]:
    """Return every identity that any of several sources told of the paper at a row; none where there is one source."""
    from feedtui.library.rows import account
    from feedtui.papers.account import identities

    told = db.execute("select told, at, body from accounts where paper = ?", (row,))
    return [name for one in told for name in identities(account(*one).paper)]


def documents_in(db: sqlite3.Connection, table: str) -> dict[str, Document]:
    """Return the documents of a table by key, in the keys' order."""
    found = db.execute("select key, body from documents where kind = ? order by key", (table,))
    return {key: json.loads(body) for key, body in found}


def names_of(key: str, document: Document) -> list[PaperId]:
    """Return every identity by which the paper of a mark is known, its own first."""
    return list(dict.fromkeys((key, *_texts(document.get("known_as")))))


def queries_of(db: sqlite3.Connection) -> dict[str, str]:
    """Return the queries of the kept searches by name, in the reader's order, but for those without a query."""
    found = documents_in(db, SEARCHES)
    named = {name: found[name].get("query") for name in places_of(found)}
    return {name: query for name, query in named.items() if isinstance(query, str)}


def places_of(searches: Mapping[str, Document]) -> list[str]:
    """Return the names of kept searches in the reader's order; those that were given no place come last."""

    def place(name: str) -> float:
        told = searches[name].get("place")
        return told if type(told) is int else float("inf")

    return sorted(searches, key=lambda name: (place(name), name))


def mark_of(documents: Iterable[Document]) -> Mark:
    """Return the mark that documents of one paper make: of each state its first time, all tags, all notes."""
    marks = [_mark(document) for document in documents]
    if len(marks) < 2:
        return marks[0] if marks else NO_MARK
    states = {
        name: min((time for mark in marks if (time := getattr(mark, name))), default=None)
        for name in ("read", "starred", "queued")
    }
    tags = tuple(dict.fromkeys(tag for mark in marks for tag in mark.tags))
    return Mark(**states, tags=tags, note="\n\n".join(dict.fromkeys(mark.note for mark in marks if mark.note)))


def _mark(document: Document) -> Mark:
    """Return a mark; what another program wrote into it is cleaned, and says nothing where it is of another type."""
    read, starred, queued, note = (
        found if isinstance(found := document.get(name), str) and found else None
        for name in ("read", "starred", "queued", "note")
    )
    read, starred, queued = (
        time if time is None or time.isprintable() else clean_line(time) or None for time in (read, starred, queued)
    )
    tags = tuple(tag if tag.isprintable() else clean_line(tag) for tag in _texts(document.get("tags")))
    if note and not note.replace("\n", "").isprintable():
        note = clean_note(note)
    return Mark(read, starred, queued, tuple(filter(None, tags)), note or "")


def _texts(value: object) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list | tuple) else ()
