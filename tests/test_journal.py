"""The journal as its caller sees it: changes, positions, compaction, old and foreign snapshots."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from tinydb import TinyDB

from feedtui.library.journal import Change, Journal, JournalError, Tables
from feedtui.library.whole_file import tables_as_text
from journals import change, notes, undo

STARRED = {"title": "Attention Is All You Need", "tags": ["nlp"], "starred": "2026-01-01T00:00:00Z"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a snapshot is to be."""
    return tmp_path / "marks.json"


def test_a_change_is_there_for_everyone_at_once(path: Path) -> None:
    """What was appended is read by another object, with its time and what it changed from."""
    one, other = Journal(path), Journal(path)
    assert other.position() == 0
    assert other.documents() == {}
    record = change(one, "arxiv:1", STARRED)
    assert other.position() == one.position() == record.seq
    assert other.documents() == {"marks": {"arxiv:1": STARRED}}
    assert other.records_since(0) == [record]
    assert datetime.fromisoformat(record.at).utcoffset() == timedelta(0)
    changed = change(other, "arxiv:1", {**STARRED, "note": "é ☃ \ud800"}, STARRED)
    assert one.records_since(record.seq) == [changed]
    assert one.documents()["marks"]["arxiv:1"]["note"] == "é ☃ \ud800"
    change(one, "arxiv:1", None, changed.changes[0].after)
    assert other.documents() == {}


def test_nothing_is_made_by_looking(path: Path) -> None:
    """A journal that is only asked makes no file, and none of its questions imports what it does not need."""
    code = """
import sys
from pathlib import Path
from feedtui.library.journal import Journal
journal = Journal(Path(sys.argv[1]))
assert (journal.position(), journal.documents(), journal.records_since(3)) == (0, {}, None)
assert not journal.should_compact()
assert not {"tinydb", "filelock", "textual", "tempfile"} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", code, str(path)], check=True)
    assert list(path.parent.iterdir()) == []


def test_the_file_is_what_the_format_says(path: Path) -> None:
    """Every line is a checksum, a length and JSON, and the numbers rise."""
    journal = Journal(path)
    first = change(journal, "a", STARRED)
    undo(journal)
    bodies = []
    for line in path.with_suffix(".journal").read_bytes().splitlines():
        checksum, length, body = line.split(b" ", 2)
        assert (len(checksum), int(checksum, 16), int(length)) == (8, crc32(body), len(body))
        bodies.append(json.loads(body))
    assert [body["changes"] for body in bodies] == [
        [],
        [["marks", "a", None, STARRED]],
        [["marks", "a", STARRED, None]],
    ]
    assert bodies[2]["undoes"] == bodies[1]["seq"] < bodies[2]["seq"]
    assert bodies[1]["at"] == first.at


def test_a_compacted_store_is_plain_tinydb_and_still_undoes(path: Path) -> None:
    """Stock TinyDB reads the snapshot; positions and undo go on behind it, as far as records were kept."""
    journal = Journal(path)
    seqs = [change(journal, str(i), {"note": i}).seq for i in range(10)]
    journal.compact()
    assert len(path.with_suffix(".journal").read_bytes().splitlines()) == 11
    journal.compact(keep=4)
    with TinyDB(path) as db:
        assert {document["note"] for document in db.table("marks").all()} == set(range(10))
    assert len(path.with_suffix(".journal").read_bytes().splitlines()) == 5
    later = Journal(path)
    assert later.position() == seqs[-1]
    assert [record.seq for record in later.records_since(seqs[5]) or []] == seqs[6:]
    assert later.records_since(seqs[4]) is None
    for _ in range(4):
        assert undo(later)
    assert undo(later) is None
    assert notes(later) == {str(i): i for i in range(6)}
    journal.compact(keep=0)
    assert notes(journal) == {str(i): i for i in range(6)}
    assert journal.records_since(later.position()) == []


@pytest.mark.parametrize("edited", [False, True])
def test_others_write_while_a_snapshot_is_made(path: Path, edited: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A compaction holds nobody up, and takes nothing away that came meanwhile, be it from stock TinyDB."""
    journal, other = Journal(path), Journal(path, patience=0.1)
    for key in "1234":
        change(journal, key, {"note": key})
    journal.compact(keep=0)
    record = change(journal, "5", {"note": "5"})

    def meanwhile(tables: Tables) -> list[bytes]:
        monkeypatch.setattr("feedtui.library.journal.tables_as_text", tables_as_text)
        for key in "67":
            change(other, key, {"note": key})
        if edited:
            with TinyDB(path) as db:
                db.table("marks").update({"note": "edited"}, doc_ids=[1])
        return tables_as_text(tables)

    monkeypatch.setattr("feedtui.library.journal.tables_as_text", meanwhile)
    journal.compact(keep=2)
    assert len(path.with_suffix(".journal").read_bytes().splitlines()) == 3
    assert notes(journal) == {"1": "edited" if edited else "1", **{key: key for key in "234567"}}
    with TinyDB(path) as db:
        assert len(db.table("marks")) == (7 if edited else 5)
    later = journal.records_since(record.seq)
    assert later is None if edited else [one.changes[0].key for one in later or []] == ["6", "7"]
    assert undo(journal)


def test_it_is_time_to_compact_when_the_journal_is_the_larger(path: Path) -> None:
    """From a megabyte on, and again only after as much was added, even where that much is kept for undo."""
    journal = Journal(path)
    long = {"note": "x" * 300_000}
    for index in range(3):
        change(journal, str(index), long)
    assert not journal.should_compact()
    change(journal, "3", long)
    assert journal.should_compact()
    journal.compact()
    assert not journal.should_compact()
    change(journal, "3", long, long)
    assert not journal.should_compact()
    change(journal, "3", long, long)
    change(journal, "3", long, long)
    assert journal.should_compact()


def test_very_large_records_are_not_all_kept(path: Path) -> None:
    """Undo of bulk changes is kept for the last of them, not for a thousand."""
    journal = Journal(path)
    for index in range(3):
        change(journal, "a", {"note": str(index) * 9_000_000})
    journal.compact()
    assert path.with_suffix(".journal").stat().st_size < 10_000_000
    assert undo(journal)


def test_a_snapshot_of_an_older_feedtui_is_taken_over(path: Path) -> None:
    """Marks that were there before there was a journal are read, and one change adds to them."""
    path.write_text(json.dumps({"marks": {"arxiv:1": STARRED}}), encoding="utf-8")
    journal = Journal(path)
    position = journal.position()
    assert position > 0
    assert journal.records_since(0) is None
    assert journal.documents() == {"marks": {"arxiv:1": STARRED}}
    record = change(journal, "arxiv:2", {"note": "new"})
    assert journal.records_since(position) == [record]
    assert Journal(path).documents()["marks"] == {"arxiv:1": STARRED, "arxiv:2": {"note": "new"}}


def test_an_edit_by_stock_tinydb_is_seen_and_kept(path: Path) -> None:
    """A program that writes the snapshot beside the journal does not undo what is in the journal alone."""
    journal = Journal(path)
    change(journal, "1", {"note": "old"})
    change(journal, "2", {"note": "snapshot"})
    journal.compact()
    change(journal, "3", {"note": "journal"})
    before = journal.position()
    with TinyDB(path) as db:
        db.table("marks").update({"note": "edited"}, doc_ids=[1])
    edited = journal.position()
    assert edited != before
    with TinyDB(path) as db:
        db.table("marks").update({"other": "edit"}, doc_ids=[1])
    assert journal.position() not in (before, edited)
    assert journal.records_since(before) is None
    expected = {"1": "edited", "2": "snapshot", "3": "journal"}
    assert notes(journal) == expected
    position = journal.position()
    record = change(journal, "4", {"note": "after"})
    assert journal.records_since(position) == [record]
    assert journal.records_since(before) is None
    journal.compact(keep=2)
    assert journal.records_since(before) is None
    assert journal.records_since(position) == [record]
    assert notes(journal) == {**expected, "4": "after"}


@pytest.mark.parametrize("with_times", [False, True])
def test_restored_files_are_noticed(path: Path, with_times: bool) -> None:
    """A mirror of the time after a backup does not take the restored files for its own, whatever is added to them."""
    journal = Journal(path)
    change(journal, "1", {"note": "1"})
    journal.compact()
    change(journal, "2", {"note": "2"})
    backup = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in (path, path.with_suffix(".journal"))}
    for key in "345":
        change(journal, key, {"note": key})
    mirrored = journal.position()
    for file, (data, time) in backup.items():
        file.write_bytes(data)
        if with_times:
            os.utime(file, ns=(time, time))
    assert journal.records_since(mirrored) is None
    for key in "678":
        change(journal, key, {"note": key})
        assert journal.records_since(mirrored) is None
    assert notes(journal).keys() == set("12678")


def test_a_newer_snapshot_beside_an_older_journal_loses_no_new_change(path: Path) -> None:
    """Changes get numbers behind those that the snapshot has, or they would count as in it already."""
    future = datetime.now(UTC) + timedelta(days=30)
    path.write_text(json.dumps({"_journal": {"1": {"seq": int(future.timestamp() * 1e6)}}, "marks": {"a": {}}}))
    journal = Journal(path)
    change(journal, "b", {"note": "new"})
    assert notes(journal) == {"a": None, "b": "new"}
    journal.compact()
    change(journal, "c", {"note": "newer"})
    assert notes(Journal(path)) == {"a": None, "b": "new", "c": "newer"}


def test_a_lost_journal_leaves_the_snapshot(path: Path) -> None:
    """Without its journal the snapshot is read and gets a new one."""
    journal = Journal(path)
    change(journal, "1", {"note": "1"})
    journal.compact()
    position = journal.position()
    path.with_suffix(".journal").unlink()
    assert journal.position() != position
    assert notes(journal) == {"1": "1"}
    change(journal, "2", {"note": "2"})
    assert notes(journal) == {"1": "1", "2": "2"}


def test_a_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    """A file where the folder should be is named, for reading and for writing."""
    (tmp_path / "folder").write_text("a file")
    journal = Journal(tmp_path / "folder" / "marks.json")
    for attempt in (journal.position, journal.documents, lambda: change(journal, "a", {}), journal.compact):
        with pytest.raises(JournalError, match="folder"):
            attempt()


def test_a_look_at_an_unchanged_journal_opens_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking for the position again costs no reading, and one new record costs a few kilobytes of it."""
    journal, other = Journal(path), Journal(path)
    with other.turn() as turn:
        for index in range(300):
            turn.append([Change("marks", str(index), None, {"note": "x" * 1000})])
    position = journal.position()
    opened: list[str] = []
    real: Callable[..., int] = os.open

    def noted(name: Any, *rest: Any, **more: Any) -> int:
        opened.append(str(name))
        return real(name, *rest, **more)

    monkeypatch.setattr(os, "open", noted)
    assert journal.position() == position
    assert opened == []
    change(other, "new", {})
    opened.clear()
    assert journal.position() > position
    assert opened == [str(path.with_suffix(".journal"))]
