"""The reader's documents beside the papers, so that one statement can ask for both.

The journal is the truth; this follows it. `position` says up to which of its records.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from types import MappingProxyType

from feedtui.library.documents import MARKS, Document, documents_at, mark_of, names_of
from feedtui.library.index import Index, Tag, retagged, tags_of_mark
from feedtui.library.journal import Record
from feedtui.library.portions import Report, portions, silent
from feedtui.library.rows import COLUMNS, stored
from feedtui.library.settings import followed
from feedtui.papers.account import identities
from feedtui.papers.paper import NO_MARK, Mark, Paper, PaperId
from feedtui.papers.text import clean_line

_MARK_TAGS = (
    "select paper, kind, name from tagged join tags on tags.id = tag"
    " where paper in (select value from json_each(?)) and kind in ('state', 'own')"
)
_MOST_WAITING = 4_000
"""Papers whose words are held before they are written."""

_FORMER = "select paper, body from documents where kind = ? and key = ?"
_FIELDS = tuple(field.name for field in fields(Mark))
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Mirror:
    """Documents by table and key, each mark with the paper it is of."""

    def __init__(self, db: sqlite3.Connection, index: Index) -> None:
        self._db = db
        self._index = index

    def position(self) -> int:
        """Return the number of the last record that is followed here, -1 before the first."""
        return followed(self._db)

    def follow(self, records: Iterable[Record], report: Report = silent) -> None:
        """Take over records; the caller holds the transaction. `report` is told how many changes are in."""
        done = 0
        for record in records:
            for some in portions(record.changes):
                self._put_all((change.table, change.key, change.after) for change in some)
                self._index.write_words(_MOST_WAITING)
                done += len(some)
                report(done, True)
            self._stamp(record.seq)

    def rebuild(self, tables: dict[str, dict[str, Document]], position: int) -> None:
        """Take over all documents anew; the caller holds the transaction."""
        held = {(kind, key): body for kind, key, body in self._db.execute("select kind, key, body from documents")}
        wanted = {(kind, _named(kind, key)): body for kind, table in tables.items() for key, body in table.items()}
        gone = held.keys() - wanted.keys()
        changed = (one for one, document in wanted.items() if held.get(one) != _text(document))
        for some in portions([*gone, *changed]):
            self._put_all((kind, key, wanted.get((kind, key))) for kind, key in some)
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
            home = self._home(names_of(key, json.loads(body)), key)
            self._db.execute("update documents set paper = ? where kind = ? and key = ?", (home, MARKS, key))
            self._refresh(row for row in (former, home) if row not in (None, gone))

    def _put_all(self, documents: Iterable[tuple[str, str, Document | None]]) -> None:
        """Take over what became of some documents by kind and key, None where one is gone; the last word counts."""
        wanted = {(kind, _named(kind, key)): document for kind, key, document in documents}
        rows: dict[int | None, None] = {}
        gone: list[tuple[str, str]] = []
        come: list[tuple[str, str]] = []
        kept: list[tuple[str, str, int | None, str]] = []
        for (kind, key), document in wanted.items():
            was, body = self._db.execute(_FORMER, (kind, key)).fetchone() or (None, None)
            home = None
            if kind == MARKS:
                before = names_of(key, json.loads(body)) if body is not None else []
                after = names_of(key, document) if document is not None else []
                # Where its names are as they were, so is its paper: see `relink`.
                home = was if before == after else self._home(after, key)
                gone += [(name, key) for name in before if name not in after]
                come += [(name, key) for name in after if name not in before]
            if document is not None:
                kept.append((kind, key, home, _text(document)))
            rows |= {was: None, home: None}
        self._db.executemany("delete from mark_names where name = ? and key = ?", gone)
        lost = [one for one, document in wanted.items() if document is None]
        self._db.executemany("delete from documents where kind = ? and key = ?", lost)
        self._db.executemany("insert or replace into documents (kind, key, paper, body) values (?, ?, ?, ?)", kept)
        self._db.executemany("insert or ignore into mark_names (name, key) values (?, ?)", sorted(come))
        known = {key: document for (kind, key), document in wanted.items() if kind == MARKS and document is not None}
        self._refresh((row for row in rows if row is not None), known)

    def _home(self, names: Sequence[str], key: str) -> int | None:
        """Return the row of the paper that a mark with names is of, the first of which is its key.

        A title alone does not bring a mark from a paper with an identity of its own to another such paper.
        """
        for name in names:
            for row, paper in self._db.execute(
                "select papers.id, papers.key from aliases join papers on papers.id = aliases.paper"
                " where aliases.key = ? order by papers.id",
                (name,),
            ):
                strangers = not key.startswith("title:") and not paper.startswith("title:")
                if not (name.startswith("title:") and strangers):
                    return int(row)
        return None

    def _refresh(self, rows: Iterable[int], known: Mapping[str, Document] = MappingProxyType({})) -> None:
        """Give papers the tags that their marks say; of some keys the documents are known."""
        for some in portions(dict.fromkeys(rows)):
            marks = {row: mark_of(documents.values()) for row, documents in documents_at(self._db, some, known).items()}
            before: dict[int, list[Tag]] = {row: [] for row in some}
            for row, kind, name in self._db.execute(_MARK_TAGS, (json.dumps(some),)):
                before[row].append((kind, name))
            for row in some:
                self._find_by(row, [name for kind, name in before[row] if kind == "own"], marks[row].tags)
            self._index.retag_all((row, before[row], tags_of_mark(marks[row])) for row in some)

    def _find_by(self, row: int, before: Iterable[str], after: Iterable[str]) -> None:
        """Make a paper findable by the words of the reader's tags that it has, and no longer by those it had."""
        was, now = tuple(sorted(before)), tuple(sorted(after))
        if was != now:
            found = self._db.execute(f"select {COLUMNS} from papers where id = ?", (row,)).fetchone()
            self._index.change_tags(row, retagged(stored(found).paper, was, now))

    def _stamp(self, position: int) -> None:
        self._db.execute("insert or replace into settings (name, value) values ('position', ?)", (str(position),))


def document_of(paper: Paper, mark: Mark, aliases: Iterable[PaperId] = ()) -> Document | None:
    """Return a mark as it is kept, None for one that says nothing."""
    return mark_document(paper.title, (*identities(paper), *aliases), mark)


def mark_document(title: str, names: Iterable[PaperId], mark: Mark) -> Document | None:
    """Return a mark of a paper with a title and identities as it is kept, None for one that says nothing."""
    if mark == NO_MARK:
        return None
    facts = {name: value for name in _FIELDS if (value := getattr(mark, name))}
    if mark.tags:
        facts["tags"] = list(mark.tags)
    return {"title": title, "known_as": list(dict.fromkeys(names)), **facts}


def _text(document: Document) -> str:
    return _storable(_encode(document))


def _named(kind: str, key: str) -> str:
    """Return a document's key: but for a paper's id, it is a name that is shown."""
    return _storable(key) if kind == MARKS or key.isprintable() else clean_line(key)


def _storable(text: str) -> str:
    """Return text as SQLite takes it: JSON may hold halves of characters, which are none."""
    return text if text.isascii() else text.encode(errors="replace").decode()
