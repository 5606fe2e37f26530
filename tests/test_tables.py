"""TinyDB's own behaviour, over stock TinyDB and over the journal; and what the journal adds."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from tinydb import JSONStorage, Query, TinyDB, where
from tinydb.operations import add, delete, increment
from tinydb.table import Document, Table

from feedtui.library.tables import JournalDB, JournalStorage, JournalTable, KeyedTable

Open = Callable[[], TinyDB]


class StockKeyedTable(Table):
    """A stock table keyed by text."""

    document_id_class = cast("type[int]", str)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the documents are kept."""
    return tmp_path / "db.json"


@pytest.fixture(params=["stock", "journal", "stock table over the journal"])
def opened(request: pytest.FixtureRequest, path: Path) -> Open:
    """Return what opens the same file, in each kind of TinyDB."""

    def open_db() -> TinyDB:
        if request.param == "stock":
            db = TinyDB(path, storage=JSONStorage)
        elif request.param == "journal":
            db = JournalDB(path)
        else:
            db = TinyDB(path, storage=JournalStorage)
        request.addfinalizer(db.close)
        return db

    return open_db


@pytest.fixture
def db(opened: Open) -> TinyDB:
    """Return a TinyDB of three documents in its default table."""
    db = opened()
    db.insert_multiple({"n": n, "tags": ["a", "b"][:n]} for n in range(3))
    return db


def contents(db: TinyDB) -> dict[int, dict[str, Any]]:
    """Return all documents of the default table by id."""
    return {document.doc_id: dict(document) for document in db}


def test_inserted_documents_are_found(db: TinyDB, opened: Open) -> None:
    """By query, by id, in another object over the same file; ids go up."""
    assert db.insert({"n": 9, "text": "é\n☃ \ud800"}) == 4
    for one in (db, opened()):
        assert len(one) == 4
        assert [document["n"] for document in one.all()] == [0, 1, 2, 9]
        assert one.search(where("n") > 1) == [{"n": 2, "tags": ["a", "b"]}, {"n": 9, "text": "é\n☃ \ud800"}]
        assert one.get(doc_id=4) == one.get(where("n") == 9)
        assert one.get(Query().tags.any(["b"])) == {"n": 2, "tags": ["a", "b"]}
        assert [document.doc_id for document in one.get(doc_ids=[1, 4, 7]) or []] == [1, 4]
        assert one.get(doc_id=7) is None
        assert one.contains(doc_id=4)
        assert not one.contains(where("n") == 7)
        assert one.count(where("n") < 2) == 2
    with pytest.raises(RuntimeError):
        db.get()


def test_ids_of_ones_own_are_kept(db: TinyDB) -> None:
    """A `Document` brings its id; the next free one is behind it, and one that is taken is refused."""
    assert db.insert(Document({"n": 7}, doc_id=12)) == 12
    assert db.insert({"n": 8}) == 13
    assert db.insert_multiple([Document({"n": 5}, 20), Document({"n": 6}, 21)]) == [20, 21]
    before = contents(db)
    with pytest.raises(ValueError, match="already exists"):
        db.insert(Document({}, doc_id=12))
    with pytest.raises(ValueError, match="already exists"):
        db.insert_multiple([{"n": 30}, Document({}, doc_id=12)])
    with pytest.raises(ValueError, match="not a Mapping"):
        db.insert(cast(Any, [1]))
    assert contents(db) == before


def test_an_id_is_not_given_twice_while_the_database_is_open(db: TinyDB) -> None:
    """Not even that of the last document, when it is removed."""
    db.remove(doc_ids=[3])
    assert db.insert({}) == 4


def test_updates(db: TinyDB, opened: Open) -> None:
    """Fields and functions, by query, by id and for all."""
    assert db.update({"x": 1}, where("n") > 0) == [2, 3]
    assert db.update(increment("n"), doc_ids=[1, 99]) == [1]
    assert db.update(add("n", 5), doc_ids=[3]) == [3]
    assert db.update(delete("tags")) == [1, 2, 3]
    expected = {1: {"n": 1}, 2: {"n": 1, "x": 1}, 3: {"n": 7, "x": 1}}
    assert contents(db) == contents(opened()) == expected


def test_updates_by_several_queries(db: TinyDB, opened: Open) -> None:
    """Each document is changed by each query that matches it, in order."""
    updates = [({"n": 5}, where("n") == 1), (increment("n"), where("n") == 5), ({"y": 0}, where("n") == 0)]
    assert db.update_multiple(updates) == [1, 2, 2]
    assert [found.get("n") for found in contents(opened()).values()] == [0, 6, 2]
    assert db.get(where("y") == 0) == {"n": 0, "tags": [], "y": 0}


def test_a_failing_update_changes_nothing(db: TinyDB, opened: Open) -> None:
    """Neither in memory nor in the file."""
    before = contents(db)
    with pytest.raises(KeyError):
        db.update(increment("missing"))

    def spoil(document: Any) -> None:
        document["n"] = object()

    with pytest.raises(TypeError):
        db.update(spoil, doc_ids=[2])
    assert contents(db) == contents(opened()) == before


def test_upsert(db: TinyDB, opened: Open) -> None:
    """Updates what is there, inserts what is not."""
    assert db.upsert({"n": 1, "x": 1}, where("n") == 1) == [2]
    assert db.upsert({"n": 50}, where("n") == 50) == [4]
    assert db.upsert(Document({"y": 2}, doc_id=4)) == [4]
    assert db.upsert(Document({"n": 60}, doc_id=9)) == [9]
    with pytest.raises(ValueError, match="doc_id"):
        db.upsert({"n": 1})
    assert {n: found for n, found in contents(opened()).items() if n > 1} == {
        2: {"n": 1, "tags": ["a"], "x": 1},
        3: {"n": 2, "tags": ["a", "b"]},
        4: {"n": 50, "y": 2},
        9: {"n": 60},
    }


def test_remove_and_truncate(db: TinyDB, opened: Open) -> None:
    """By query, by id, all."""
    assert db.remove(where("n") == 0) == [1]
    assert db.remove(doc_ids=[3, 99]) == [3]
    with pytest.raises(RuntimeError):
        db.remove()
    assert contents(db) == contents(opened()) == {2: {"n": 1, "tags": ["a"]}}
    db.truncate()
    assert len(db) == len(opened()) == 0
    assert db.insert({}) == 1


def test_tables(db: TinyDB, opened: Open) -> None:
    """Tables have their own ids and documents, and can be dropped."""
    db.table("other").insert({"n": 7})
    assert db.tables() == opened().tables() == {"_default", "other"}
    assert [document.doc_id for document in db.table("other")] == [1]
    db.drop_table("other")
    db.drop_table("never")
    assert db.tables() == opened().tables() == {"_default"}
    assert len(db.table("other")) == 0
    db.drop_tables()
    assert db.tables() == opened().tables() == set()
    assert opened().storage.read() in (None, {})


def test_what_a_caller_does_to_a_document_changes_nothing(db: TinyDB, opened: Open) -> None:
    """Documents that are returned, and those that were given, are copies."""
    given: dict[str, Any] = {"n": 7, "tags": ["a"]}
    db.insert(given)
    given["tags"].append("mine")
    for document in (*db.all(), db.get(doc_id=3), *(db.get(doc_ids=[1]) or [])):
        assert document is not None
        document["tags"].append("mine")
        document["n"] = "mine"
    assert contents(db) == contents(opened())
    assert "mine" not in json.dumps(contents(db))


def test_a_loop_over_documents_may_insert(db: TinyDB) -> None:
    """It goes over those that were there when it began."""
    for document in db:
        db.insert({"copy of": document["n"]})
    assert len(db) == 6


def test_a_search_after_a_change_sees_it(db: TinyDB) -> None:
    """Remembered results of a query end with every change."""
    cond = where("n") == 1
    assert len(db.search(cond)) == len(db.search(cond)) == 1
    db.update({"n": 1})
    assert len(db.search(cond)) == 3
    db.truncate()
    assert db.search(cond) == []


def test_values_that_are_equal_but_not_the_same_are_written(db: TinyDB, opened: Open) -> None:
    """1 and true are different in JSON, also deep within a document."""
    db.update({"n": True, "tags": [1, {"a": 0}]}, doc_ids=[2])
    db.update({"n": 1, "tags": [True, {"a": False}]}, doc_ids=[2])
    found = opened().get(doc_id=2)
    assert json.dumps(found) == '{"n": 1, "tags": [true, {"a": false}]}'


@pytest.mark.parametrize("kind", [StockKeyedTable, KeyedTable])
def test_ids_may_be_text(path: Path, kind: type[Table], request: pytest.FixtureRequest) -> None:
    """Documents keyed by a paper's identity, in stock TinyDB and here."""

    def table() -> Any:
        db = JournalDB(path) if issubclass(kind, JournalTable) else TinyDB(path)
        request.addfinalizer(db.close)
        db.table_class = cast(Any, kind)
        return db.table("marks")

    marks = table()
    key = "arxiv:2301.03580"
    assert marks.upsert(Document({"n": 1}, cast(int, key))) == [key]
    assert marks.upsert(Document({"x": 2}, cast(int, key))) == [key]
    assert marks.insert(Document({"n": 3}, cast(int, "7"))) == "7"
    assert table().get(doc_id=key) == {"n": 1, "x": 2}
    assert [document.doc_id for document in table().search(where("n") > 0)] == [key, "7"]
    assert marks.update({"n": 4}, doc_ids=[key, "none"]) == [key]
    assert marks.remove(where("n") == 4) == [key]
    assert [document.doc_id for document in table()] == ["7"]
    with pytest.raises((ValueError, TypeError)):
        marks.insert({"n": 5})
