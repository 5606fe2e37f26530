"""The reader's documents beside the papers, so that one statement can ask for both.

The journal is the truth; this follows it. `position` says up to which of its records.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, replace

from feedtui.library.documents import MARKS, Document, documents_of, mark_of, names_of
from feedtui.library.index import Index, findable, marks_of
from feedtui.library.journal import Record
from feedtui.library.rows import COLUMNS, stored
from feedtui.library.settings import followed
from feedtui.papers.account import identities
from feedtui.papers.matching import Subject
from feedtui.papers.paper import NO_MARK, Item, Mark, Paper, PaperId
from feedtui.papers.text import clean_line


class Mirror:
    """Documents by table and key, each mark with the paper it is of."""

    def __init__(self, db: sqlite3.Connection, index: Index) -> None:
        self._db = db
        self._index = index

    def position(self) -> int:
        """Return the number of the last record that is followed here, -1 before the first."""
        return followed(self._db)

    def follow(self, records: Iterable[Record]) -> None:
        """Take over records; the caller holds the transaction."""
        position = None
        for record in records:
            for change in record.changes:
                self._put(change.table, change.key, change.after)
            position = record.seq
        if position is not None:
            self._stamp(position)

    def rebuild(self, tables: dict[str, dict[str, Document]], position: int) -> None:
        """Take over all documents anew; the caller holds the transaction."""
        held = {(kind, key): body for kind, key, body in self._db.execute("select kind, key, body from documents")}
        wanted = {(kind, _named(kind, key)): body for kind, table in tables.items() for key, body in table.items()}
        for kind, key in held.keys() - wanted.keys():
            self._put(kind, key, None)
        for (kind, key), document in wanted.items():
            if held.get((kind, key)) != _text(document):
                self._put(kind, key, document)
        self._stamp(position)

    def relink(self, names: Iterable[PaperId], gone: int | None = None) -> None:
        """Find the papers of the marks with these names anew, and of those whose paper is gone."""
        if self._db.execute("select 1 from mark_names limit 1").fetchone() is None:
            return
        keys = {
            key
            for name in names
            for (key,) in self._db.execute("select key from mark_names where name = ?", (name,)).fetchall()
        }
        if gone is not None:
            keys |= {key for (key,) in self._db.execute("select key from documents where paper = ?", (gone,))}
        for key in sorted(keys):
            former, body = self._db.execute(
                "select paper, body from documents where kind = ? and key = ?", (MARKS, key)
            ).fetchone()
            home = self._home(key, json.loads(body))
            self._db.execute("update documents set paper = ? where kind = ? and key = ?", (home, MARKS, key))
            self._refresh(row for row in (former, home) if row not in (None, gone))

    def _put(self, kind: str, key: str, document: Document | None) -> None:
        key = _named(kind, key)
        former = self._db.execute(
            "select paper, body from documents where kind = ? and key = ?", (kind, key)
        ).fetchone()
        if former and kind == MARKS:
            names = [(name, key) for name in names_of(key, json.loads(former[1]))]
            self._db.executemany("delete from mark_names where name = ? and key = ?", names)
        home = self._home(key, document) if document is not None and kind == MARKS else None
        if document is None:
            self._db.execute("delete from documents where kind = ? and key = ?", (kind, key))
        else:
            values = (kind, key, home, _text(document))
            self._db.execute("insert or replace into documents (kind, key, paper, body) values (?, ?, ?, ?)", values)
            if kind == MARKS:
                names = [(name, key) for name in names_of(key, document)]
                self._db.executemany("insert or ignore into mark_names (name, key) values (?, ?)", names)
        self._refresh(row for row in (former and former[0], home) if row is not None)

    def _home(self, key: str, document: Document) -> int | None:
        """Return the row of the paper that a mark is of.

        A title alone does not bring a mark from a paper with an identity of its own to another such paper.
        """
        for name in names_of(key, document):
            for row, paper in self._db.execute(
                "select papers.id, papers.key from aliases join papers on papers.id = aliases.paper"
                " where aliases.key = ? order by papers.id",
                (name,),
            ):
                strangers = not key.startswith("title:") and not paper.startswith("title:")
                if not (name.startswith("title:") and strangers):
                    return int(row)
        return None

    def _refresh(self, rows: Iterable[int]) -> None:
        """Give papers the tags that their marks say."""
        for row in dict.fromkeys(rows):
            mark = mark_of(documents_of(self._db, row).values())
            before = self._db.execute(
                "select kind, name from tagged join tags on tags.id = tag where paper = ? and kind in ('state', 'own')",
                (row,),
            ).fetchall()
            after = marks_of(Item(Paper("", ""), mark))
            own = tuple(sorted(name for kind, name in before if kind == "own"))
            if own != tuple(sorted(mark.tags)):
                found = self._db.execute(f"select {COLUMNS} from papers where id = ?", (row,)).fetchone()
                item = Item(stored(found).paper)
                self._index.remove_words(row, findable(Subject(replace(item, mark=Mark(tags=own)))))
                self._index.add_words(row, findable(Subject(replace(item, mark=Mark(tags=tuple(sorted(mark.tags)))))))
            self._index.retag(row, before, after)

    def _stamp(self, position: int) -> None:
        self._db.execute("insert or replace into settings (name, value) values ('position', ?)", (str(position),))


def document_of(paper: Paper, mark: Mark, aliases: Iterable[PaperId] = ()) -> Document | None:
    """Return a mark as it is kept, None for one that says nothing."""
    if mark == NO_MARK:
        return None
    facts = {name: value for name, value in asdict(mark).items() if value}
    if mark.tags:
        facts["tags"] = list(mark.tags)
    return {"title": paper.title, "known_as": list(dict.fromkeys((*identities(paper), *aliases))), **facts}


def _text(document: Document) -> str:
    return _storable(json.dumps(document, ensure_ascii=False, separators=(",", ":")))


def _named(kind: str, key: str) -> str:
    """Return a document's key: but for a paper's id, it is a name that is shown."""
    return _storable(key) if kind == MARKS or key.isprintable() else clean_line(key)


def _storable(text: str) -> str:
    """Return text as SQLite takes it: JSON may hold halves of characters, which are none."""
    return text if text.isascii() else text.encode(errors="replace").decode()
