"""What a backup changes in the documents that are here: as much as is new, and nothing away."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from feedtui.library.documents import (
    MARKS,
    SEARCHES,
    SOURCES,
    Document,
    aliases_of,
    documents_in,
    documents_of,
    mark_of,
    names_of,
    queries_of,
)
from feedtui.library.index import Index
from feedtui.library.mirror import document_of
from feedtui.library.records import Change
from feedtui.library.rows import COLUMNS, stored
from feedtui.library.whole_papers import Homes
from feedtui.moving.forms import ToldMark
from feedtui.moving.merging import free_name, later_document, merged_mark
from feedtui.moving.told import Told
from feedtui.papers.paper import NO_MARK, Paper, PaperId


@dataclass(slots=True)
class Changed:
    """The changes of documents, and how many of each kind they are."""

    changes: list[Change] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


def changes_of(db: sqlite3.Connection, told: Told) -> Changed:
    """Return what the documents beside the papers have to be changed by, to say what a backup says too."""
    changed = Changed()
    for name, changes in (
        ("marks", _marks(db, told.marks.values())),
        ("searches", _searches(db, told)),
        ("sources", _sources(db, told)),
        ("others", _others(db, told)),
    ):
        found = list(changes)
        # That a mark moves to its paper's present name is part of the same change.
        changed.counts[name] = sum(one.after is not None for one in found)
        changed.changes += found
    return changed


def _marks(db: sqlite3.Connection, told: Iterable[ToldMark]) -> Iterator[Change]:
    homes = Homes(db, Index(db))
    at_home: dict[int, list[ToldMark]] = {}
    lost = _Lost(db)
    for one in told:
        row = homes.row(one.names[0], one.names)
        if row is None:
            lost.take(one)
        else:
            at_home.setdefault(row, []).append(one)
    for row, some in at_home.items():
        yield from _at(db, row, some)
    yield from lost.changes()


def _at(db: sqlite3.Connection, row: int, told: Sequence[ToldMark]) -> Iterator[Change]:
    """Yield the changes that make what is said of a paper that is here its only mark."""
    held = documents_of(db, row)
    before = after = mark_of(held.values())
    for one in told:
        after = merged_mark(after, one.mark)
    if after == before:
        return
    paper = stored(db.execute(f"select {COLUMNS} from papers where id = ?", (row,)).fetchone()).paper
    names = [*aliases_of(db, row), *(name for one in held.items() for name in names_of(*one))]
    names += [name for one in told for name in one.names]
    yield from (Change(MARKS, key, document, None) for key, document in held.items() if key != paper.id)
    yield Change(MARKS, paper.id, held.get(paper.id), document_of(paper, after, names))


class _Lost:
    """Marks of papers that are not here: each with the mark that is here of the same paper, if there is one."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._before: dict[PaperId, Document | None] = {}
        self._after: dict[PaperId, Document] = {}

    def take(self, told: ToldMark) -> None:
        """Merge a mark."""
        key = self._key(told)
        held = self._after.get(key) or self._held(key)
        before = mark_of([held]) if held else NO_MARK
        after = merged_mark(before, told.mark)
        if after != before:
            names = [*(names_of(key, held) if held else ()), *told.names]
            title = str(held.get("title", "")) if held else ""
            document = document_of(Paper(key, title or told.title), after, names)
            self._before.setdefault(key, held)
            if document:
                # A title that is not known tells nothing of which paper it is.
                self._after[key] = {**document, "known_as": list(dict.fromkeys((key, *names)))}

    def changes(self) -> Iterator[Change]:
        """Yield what has changed."""
        for key, document in self._after.items():
            yield Change(MARKS, key, self._before[key], document)

    def _key(self, told: ToldMark) -> PaperId:
        own = told.names[0]
        if own in self._after or self._held(own):
            return own
        sure = [name for name in told.names if not name.startswith("title:")]
        sql = (
            "select documents.key from mark_names join documents on documents.key = mark_names.key"
            " where kind = ? and name = ? and paper is null order by documents.key"
        )
        found = (row[0] for name in sure for row in self._db.execute(sql, (MARKS, name)))
        return next(found, own)

    def _held(self, key: PaperId) -> Document | None:
        sql = "select body from documents where kind = ? and key = ?"
        found = self._db.execute(sql, (MARKS, key)).fetchone()
        return json.loads(found[0]) if found else None


def _searches(db: sqlite3.Connection, told: Told) -> Iterator[Change]:
    # One without a query, which somebody else wrote, has its name too.
    documents = documents_in(db, SEARCHES)
    held = {**dict.fromkeys(documents, ""), **queries_of(db)}
    is_ordered = any("place" in one for one in documents.values())
    for name, document in told.searches.items():
        free = free_name(name, document["query"], held)
        if free is not None:
            held[free] = document["query"]
            yield Change(SEARCHES, free, None, document)
        elif not is_ordered and "place" in document and documents.get(name, {}).get("query") == document["query"]:
            # An order is taken over where the reader made none.
            yield Change(SEARCHES, name, documents[name], {**documents[name], "place": document["place"]})


def _sources(db: sqlite3.Connection, told: Told) -> Iterator[Change]:
    held = documents_in(db, SOURCES)
    for address, document in told.sources.items():
        if address not in held:
            yield Change(SOURCES, address, None, document)


def _others(db: sqlite3.Connection, told: Told) -> Iterator[Change]:
    held = {table: documents_in(db, table) for table in {table for table, _ in told.others}}
    for (table, key), document in told.others.items():
        before = held[table].get(key)
        after = later_document(before, document)
        if after != before:
            yield Change(table, key, before, after)
