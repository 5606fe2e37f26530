"""TinyDB over the journal: its whole interface, but a change writes the documents that changed and no others.

Unlike stock TinyDB's, a table without documents is not listed among `tables()`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

from feedtui.library.journal import Change, Journal, Record, Tables, Turn
from feedtui.library.records import apply


class JournalStorage(Storage):
    """The documents of a journal, in memory and brought up to date at each look."""

    def __init__(self, journal: Journal | Path | str) -> None:
        self.journal = journal if isinstance(journal, Journal) else Journal(Path(journal))
        self._tables: Tables = {}
        self._position = -1
        self._turn: Turn | None = None
        self._mutex = threading.RLock()

    def read(self) -> Tables | None:
        """Return a copy of all tables, None while there is no document."""
        tables = {name: table for name, table in self.tables().items() if table}
        return cast(Tables, _copy(tables)) if tables else None

    def write(self, data: Tables) -> None:
        """Write what differs from the present documents, as one record."""
        with self.turn():
            now = self._tables
            names = dict.fromkeys([*now, *data])
            pairs = [(name, now.get(name, {}), data.get(name, {})) for name in names]
            self.append([one for name, old, new in pairs for one in _changes(name, old, {**dict.fromkeys(old), **new})])

    def tables(self) -> Tables:
        """Return the present documents; nothing in them is changed later, nor must the caller."""
        with self._mutex:
            if self._turn is None and (position := self.journal.position()) != self._position:
                self._follow(self.journal, position)
            return self._tables

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the journal, with the documents up to date; a turn within a turn is the same one."""
        with self._mutex:
            if self._turn:
                yield
                return
            with self.journal.turn() as turn:
                if turn.position != self._position:
                    self._follow(turn, turn.position)
                self._turn = turn
                try:
                    yield
                finally:
                    self._turn = None

    def append(self, changes: list[Change]) -> None:
        """Write changes, if there are any, as one record of the turn that is held."""
        if self._turn and changes:
            self._apply([self._turn.append(changes)])

    def _follow(self, source: Journal | Turn, position: int) -> None:
        later = source.records_since(self._position) if self._position >= 0 else None
        if later is None:
            self._tables, self._position = self.journal.documents(), position
        elif later:
            self._apply(later)

    def _apply(self, records: list[Record]) -> None:
        # Whoever reads the former tables meanwhile goes on with those.
        touched = {change.table for record in records for change in record.changes}
        tables = self._tables | {name: dict(self._tables.get(name, {})) for name in touched}
        for record in records:
            apply(tables, record)
        self._tables, self._position = tables, records[-1].seq


class JournalTable(Table):
    """A table of a `JournalStorage`: every call that changes something is one record, and all others are seen."""

    _known: Tables | None = None
    """The documents that the cached queries and the next id are of."""

    def insert(self, document: Mapping[str, Any]) -> int:
        """Insert a document, as `Table.insert`; its id is free in every process."""
        with self._store.turn():
            self._catch_up()
            return super().insert(document)

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[int]:
        """Update or insert, as `Table.upsert`, without a moment for another writer between the two."""
        with self._store.turn():
            return super().upsert(document, cond)

    def search(self, cond: QueryLike) -> list[Document]:
        """Return the matching documents, as `Table.search`."""
        self._catch_up()
        return super().search(cond)

    @property
    def _store(self) -> JournalStorage:
        return cast(JournalStorage, self._storage)

    def _catch_up(self) -> None:
        tables = self._store.tables()
        if tables is not self._known:
            self.clear_cache()
            self._next_id = None
            self._known = tables

    def _get_next_id(self) -> int:
        if not issubclass(self.document_id_class, int):
            raise ValueError(f"A document of the table {self.name} needs an id: give Document(…, doc_id=…).")
        return cast("Callable[[], int]", super()._get_next_id)()

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        return cast("dict[str, Mapping[str, Any]]", _Copies(self._store.tables().get(self.name, {})))

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        with self._store.turn():
            self._catch_up()
            edits = _Edits(self._store.tables().get(self.name, {}), self.document_id_class)
            updater(cast("dict[int, Mapping[str, Any]]", edits))
            self._store.append(edits.changes(self.name))
            self.clear_cache()
            self._known = self._store.tables()


class KeyedTable(JournalTable):
    """A table whose documents are keyed by text."""

    document_id_class = cast("type[int]", str)


class JournalDB(TinyDB):
    """A TinyDB over a journal, or over the one at a path; other ids than integers by another `table_class`."""

    table_class = JournalTable

    def __init__(self, journal: Journal | Path | str) -> None:
        super().__init__(journal, storage=JournalStorage)

    def tables(self) -> set[str]:
        """Return the names of the tables that have documents."""
        return {name for name, table in cast(JournalStorage, self.storage).tables().items() if table}


class _Copies(Mapping[str, Any]):
    """Documents by id, each copied when it is asked for: what a caller does to it changes nothing here."""

    def __init__(self, documents: Mapping[str, Any]) -> None:
        self._documents = documents

    def __getitem__(self, key: str) -> Any:
        return _copy(self._documents[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._documents)

    def __len__(self) -> int:
        return len(self._documents)


class _Edits(MutableMapping[Any, Any]):
    """A table for TinyDB to change; `changes` tells afterwards what it changed."""

    def __init__(self, documents: Mapping[str, Any], id_class: Callable[[str], Any]) -> None:
        self._documents = documents
        self._touched: dict[str, Any] = {}
        self._id_class = id_class

    def changes(self, name: str) -> list[Change]:
        """Return the changes of the table of this name."""
        return _changes(name, self._documents, self._touched)

    def clear(self) -> None:
        """Remove all documents."""
        self._touched = dict.fromkeys(self._documents)

    def __getitem__(self, doc_id: Any) -> Any:
        key = str(doc_id)
        if key not in self._touched:
            self._touched[key] = _copy(self._documents[key])
        if self._touched[key] is None:
            raise KeyError(doc_id)
        return self._touched[key]

    def __setitem__(self, doc_id: Any, document: Any) -> None:
        self._touched[str(doc_id)] = document

    def __delitem__(self, doc_id: Any) -> None:
        self._touched[str(doc_id)] = None

    def __iter__(self) -> Iterator[Any]:
        keys = dict.fromkeys([*self._documents, *self._touched])
        return (self._id_class(key) for key in keys if self._touched.get(key, key) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _changes(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Return what makes `old` documents `new` ones, None being a document that goes."""
    pairs = ((key, old.get(key), document) for key, document in new.items())
    return [Change(name, key, before, after) for key, before, after in pairs if not _is_same(before, after)]


def _is_same(one: Any, other: Any) -> bool:
    """Whether two values are the same JSON: 1 and True are not, though they are equal."""
    if type(one) is not type(other) or one != other:
        return False
    if isinstance(one, dict):
        return all(_is_same(value, other[key]) for key, value in one.items())
    return not isinstance(one, list) or all(map(_is_same, one, other))


def _copy(value: Any) -> Any:
    """Return a JSON value that shares nothing with another that can be changed."""
    if isinstance(value, dict):
        return {key: _copy(one) for key, one in value.items()}
    return [_copy(one) for one in value] if isinstance(value, list) else value
