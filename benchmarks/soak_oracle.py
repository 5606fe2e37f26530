"""What has to be there after the soak: every change that was acknowledged, unless a later one took it back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from feedtui.library.documents import MARKS, documents_in
from feedtui.library.journal import Journal, Record, Tables
from feedtui.library.library import Library
from feedtui.library.records import apply
from feedtui.paths import places

_TABLES = "select name from sqlite_master where sql like '%using fts5%'"


class History:
    """Follows the journal from its beginning, a record at a time, before compaction takes the old ones away.

    `seen` has every tag that any record gave, `taken_back` those that an undo took away. What the records make, one
    after the other, is what the documents have to be in the end.
    """

    def __init__(self, home: Path) -> None:
        self.seen: set[str] = set()
        self.taken_back: set[str] = set()
        self.faults: list[str] = []
        self.position = 0
        self._journal = Journal(places(str(home)).marks)
        self._tables: Tables = {}

    def follow(self) -> None:
        """Take the records that came since."""
        records = self._journal.records_since(self.position)
        if records is None:
            self.faults.append(f"the records after {self.position} are not there one by one")
            self.position, self._tables = self._journal.position(), self._journal.documents()
            return
        for record in records:
            if record.seq <= self.position:
                self.faults.append(f"record {record.seq} came after {self.position}")
            self.position = record.seq
            apply(self._tables, record)
            self._note(record)

    def _note(self, record: Record) -> None:
        for change in record.changes:
            if change.table == MARKS:
                before, after = (set((one or {}).get("tags", ())) for one in (change.before, change.after))
                self.seen |= after - before
                if record.undoes is not None:
                    self.taken_back |= before - after

    def missing(self, acknowledged: set[str]) -> list[str]:
        """Return the acknowledged tags that are lost."""
        self.follow()
        documents = self._journal.documents()
        there = {tag for mark in documents.get(MARKS, {}).values() for tag in mark.get("tags", ())}
        if documents != {name: table for name, table in self._tables.items() if table}:
            self.faults.append("the documents are not what the records make")
        self.faults += self._journal.warnings
        lost = acknowledged - there - (self.taken_back & self.seen)
        return [f"{tag} ({'was in the journal' if tag in self.seen else 'never came to the journal'})" for tag in lost]


def trouble_in(home: Path, titles: set[str]) -> Iterator[str]:
    """Yield what is wrong with the files: damage, marks that the papers do not show, imported papers that are lost."""
    at = places(str(home))
    with closing(Library(at)) as library:
        library.catch_up()
        yield from library.warnings
    documents = Journal(at.marks).documents()
    with closing(sqlite3.connect(at.papers)) as db:
        yield from (one for (one,) in db.execute("pragma integrity_check") if one != "ok")
        for (name,) in db.execute(_TABLES).fetchall():
            try:
                db.execute(f"insert into {name}({name}, rank) values ('integrity-check', 0)")
            except sqlite3.Error as error:
                yield f"the index {name}: {error}"
        for kind, table in documents.items():
            if documents_in(db, kind) != table:
                yield f"the papers' file shows other {kind} than the journal has"
        here = {title for (title,) in db.execute("select title from papers where title like 'Soaked %'")}
        yield from (f"the imported {title} is lost" for title in sorted(titles - here))
