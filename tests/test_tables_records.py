"""What the journal adds to TinyDB: one record a call, undo, and other writers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where
from tinydb.table import Document

from feedtui.library.journal import Journal, JournalError
from feedtui.library.tables import JournalDB, JournalTable
from journals import together, undo


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the documents are kept."""
    return tmp_path / "db.json"


def records(path: Path) -> int:
    """Return how many changes the journal has."""
    return len(path.with_suffix(".journal").read_bytes().splitlines()) - 1


def test_each_call_is_one_record_of_what_changed(path: Path) -> None:
    """A call that changes nothing writes nothing, and one undo takes back a bulk change."""
    journal = Journal(path)
    db = JournalDB(journal)
    db.insert_multiple({"n": n} for n in range(50))
    assert records(path) == 1
    db.update({"n": 1}, doc_ids=[2])
    db.update({"n": 9}, where("n") == 1000)
    db.upsert({"n": 2}, where("n") == 2)
    assert records(path) == 1
    db.update({"n": 0}, where("n") < 10)
    (record,) = journal.records_since((journal.records_since(0) or [])[0].seq) or []
    assert [change.key for change in record.changes] == [str(n) for n in range(2, 11)]
    db.upsert(Document({"n": 99}, doc_id=99))
    assert records(path) == 3
    undo(journal)
    undo(journal)
    assert [document["n"] for document in db] == list(range(50))


def test_every_object_sees_what_another_writes(path: Path) -> None:
    """Also a remembered query and the next id, which another process may have used."""
    one, other = JournalDB(path), JournalDB(Journal(path))
    cond = where("n") == 1
    assert one.search(cond) == []
    assert [db.insert({"n": 1}) for db in (one, other, one, other)] == [1, 2, 3, 4]
    assert len(one.search(cond)) == len(other.search(cond)) == 4
    Journal(path).compact(keep=0)
    other.remove(doc_ids=[1])
    assert [document.doc_id for document in one.search(cond)] == [2, 3, 4]
    assert one.tables() == {"_default"}


def test_writers_in_threads_get_ids_of_their_own(path: Path) -> None:
    """Four threads insert and upsert through databases of their own; readers meanwhile see whole tables."""
    reader = JournalDB(path)

    def write(name: str) -> None:
        db = JournalDB(path)
        for index in range(20):
            db.insert({"by": name, "n": index})
            db.upsert({"key": index, "last": name}, where("key") == index)
            assert len(reader.all()) >= index

    together(write)
    assert len(reader) == 80 + 20


def test_upsert_leaves_no_moment_to_another_writer(path: Path) -> None:
    """Between finding that there is no document and inserting it nobody else can insert it."""
    other = JournalDB(Journal(path, patience=0.05))

    class Watched(JournalTable):
        """A table where another writer comes in between."""

        def update(self, *args: Any, **kwargs: Any) -> list[int]:
            """Update, and let the other one try."""
            updated = super().update(*args, **kwargs)
            with pytest.raises(JournalError, match="has held"):
                other.insert(Document({"by": "other"}, doc_id=1))
            return updated

    db = JournalDB(path)
    db.table_class = Watched
    assert db.upsert(Document({"by": "one"}, doc_id=1)) == [1]
    assert [dict(document) for document in other] == [{"by": "one"}]


def test_a_compacted_table_is_read_by_stock_tinydb(path: Path) -> None:
    """And what stock TinyDB then writes is read here."""
    db = JournalDB(path)
    db.insert_multiple({"n": n} for n in range(5))
    Journal(path).compact()
    with TinyDB(path) as stock:
        assert [document["n"] for document in stock] == [0, 1, 2, 3, 4]
        stock.update({"n": 7}, doc_ids=[1])
    assert [document["n"] for document in db] == [7, 1, 2, 3, 4]
    assert db.insert({"n": 8}) == 6
    assert db.tables() == {"_default"}
