"""Records of very many changes, which stay on the disk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from feedtui.library.journal import Change, Journal, JournalError
from feedtui.library.long_records import LONG, LongChanges
from journals import change, flip, put, redo, undo

NOTE = 'n\u00f8te ],["marks"," ' * 60
MANY = [Change("marks", f"arxiv:{number}", None, {"note": NOTE, "n": [[1], [number]]}) for number in range(1_300)]


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """Return a journal with a short record, a long one, and a short one."""
    journal = Journal(tmp_path / "marks.json")
    put(journal, "before")
    with journal.turn() as turn:
        turn.append(MANY)
    put(journal, "after")
    return journal


def test_a_long_record_is_what_was_written(journal: Journal) -> None:
    """All of its changes are read, forwards, backwards and one by one, though the file is replaced meanwhile."""
    _, long, _ = journal.records_since(0) or []
    assert isinstance(long.changes, LongChanges)
    assert journal.file.stat().st_size > LONG
    journal.compact(keep=0)
    assert list(long.changes) == MANY
    assert list(reversed(long.changes)) == MANY[::-1]
    assert len(long.changes) == len(MANY)
    assert (long.changes[-1], long.changes[700], long.changes[1:3]) == (MANY[-1], MANY[700], MANY[1:3])
    with pytest.raises(IndexError):
        long.changes[len(MANY)]


def test_a_long_line_is_as_every_feedtui_reads_it(journal: Journal) -> None:
    """It is one line of JSON, in the layout of all others."""
    line = journal.file.read_bytes().split(b"\n")[2]
    _, length, text = line.split(b" ", 2)
    body = json.loads(text)
    assert (len(text), list(body)) == (int(length), ["seq", "at", "changes"])
    assert body["changes"] == [[one.table, one.key, one.before, one.after] for one in MANY]


def test_a_long_record_is_one_undo(journal: Journal) -> None:
    """It is taken back whole and made again whole, and others beside it stay."""
    every = journal.documents()
    assert undo(journal)
    taken = undo(journal)
    assert taken
    assert taken.undoes
    assert isinstance(taken.changes, LongChanges)
    assert journal.documents() == {"marks": {"before": {"note": "before"}}}
    again = redo(journal)
    assert again
    assert again.redoes == taken.seq
    assert redo(journal)
    assert Journal(journal.path).documents() == every


def test_what_is_raised_meanwhile_leaves_all_as_it_was(journal: Journal) -> None:
    """A change that is given up halfway is none, and leaves no file."""

    def changes() -> list[Change]:
        raise KeyError("gone")

    before, files = journal.file.read_bytes(), set(journal.path.parent.iterdir())
    with pytest.raises(KeyError), journal.turn() as turn:
        turn.append(one if one is not MANY[-1] else changes()[0] for one in MANY)
    assert journal.file.read_bytes() == before
    assert set(journal.path.parent.iterdir()) == files
    change(journal, "later", {})


def test_a_long_record_that_is_damaged_or_torn(journal: Journal) -> None:
    """Damage in it is told, and costs no other; one without its end was never kept."""
    data = journal.file.read_bytes()
    place = data.index(b"arxiv:700")
    flip(journal.file, place)
    fresh = Journal(journal.path)
    assert set(fresh.documents()["marks"]) == {"before", "after"}
    assert any("damaged" in sentence for sentence in fresh.warnings)
    journal.file.write_bytes(data[:place])
    fresh = Journal(journal.path)
    assert set(fresh.documents()["marks"]) == {"before"}
    put(fresh, "next")
    assert set(Journal(journal.path).documents()["marks"]) == {"before", "next"}


def test_a_full_disk_keeps_nothing_of_it(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the end of a long record cannot be written, nothing of it stays."""

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    before = journal.file.read_bytes()
    monkeypatch.setattr("feedtui.library.turn.sync", full)
    with pytest.raises(JournalError, match="No space"), journal.turn() as turn:
        turn.append(MANY)
    assert journal.file.read_bytes() == before
