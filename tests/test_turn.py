"""A writer's turn: appending, undo and redo."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedtui.library.journal import Change, Journal, Record, Tables
from feedtui.library.records import apply
from journals import change, notes, redo, undo


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a snapshot is to be."""
    return tmp_path / "marks.json"


def test_numbers_rise_under_a_clock_that_does_not(path: Path) -> None:
    """A clock that stands still or goes back makes no two records of one number."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    times = iter([now, now, now - timedelta(days=400), now - timedelta(days=1), now])
    journal = Journal(path, clock=lambda: next(times))
    seqs = [change(journal, str(index), {}).seq for index in range(4)]
    assert seqs == sorted(set(seqs))
    assert journal.documents()["marks"].keys() == set("0123")


def test_a_bulk_change_is_one_undo(path: Path) -> None:
    """Five hundred marks in one record are taken back by one."""
    journal = Journal(path)
    change(journal, "0", {"note": "kept"})
    with journal.turn() as turn:
        turn.append([Change("marks", str(i), {"note": "kept"} if i == 0 else None, {"read": "x"}) for i in range(500)])
    assert len(journal.documents()["marks"]) == 500
    undo(journal)
    assert notes(journal) == {"0": "kept"}
    redo(journal)
    assert len(journal.documents()["marks"]) == 500


def test_undo_goes_back_and_forth_and_a_new_change_ends_redo(path: Path) -> None:
    """The records are one line of history, also for an object that was not there when they were made."""
    change(Journal(path), "a", {"note": "1"})
    change(Journal(path), "a", {"note": "2"}, {"note": "1"})
    change(Journal(path), "b", {"note": "3"})
    assert redo(Journal(path)) is None
    undo(Journal(path))
    undo(Journal(path))
    assert notes(Journal(path)) == {"a": "1"}
    redo(Journal(path))
    assert notes(Journal(path)) == {"a": "2"}
    undo(Journal(path))
    undo(Journal(path))
    assert undo(Journal(path)) is None
    for _ in range(3):
        redo(Journal(path))
    assert notes(Journal(path)) == {"a": "2", "b": "3"}
    undo(Journal(path))
    change(Journal(path), "c", {"note": "4"})
    assert redo(Journal(path)) is None
    undo(Journal(path))
    assert notes(Journal(path)) == {"a": "2"}


def test_what_is_no_json_is_refused_and_harms_nothing(path: Path) -> None:
    """A document that cannot be written raises before a byte is, and the journal's own table is its own."""
    journal = Journal(path)
    change(journal, "a", {"note": "a"})
    with pytest.raises(TypeError):
        change(journal, "b", {"note": object()})
    with journal.turn() as turn, pytest.raises(ValueError, match="_journal"):
        turn.append([Change("_journal", "1", None, {})])
    change(journal, "c", {"note": "c"})
    assert notes(journal) == {"a": "a", "c": "c"}


def test_a_returned_record_is_what_is_on_the_disk(path: Path) -> None:
    """What the caller does to its own document afterwards changes no record."""
    tags = ["a"]
    record = change(Journal(path), "a", {"tags": tags, 1: (2, 3)})  # type: ignore[dict-item]
    tags.append("b")
    assert record.changes[0].after == {"tags": ["a"], "1": [2, 3]}
    assert Journal(path).records_since(0) == [record]


def test_documents_can_be_asked_for_within_a_turn(path: Path) -> None:
    """A writer that must rebuild its mirror does so while it holds the turn."""
    journal = Journal(path)
    change(journal, "a", {"note": "a"})
    with journal.turn() as turn:
        turn.append([Change("marks", "b", None, {"note": "b"})])
        assert turn.position == journal.position()
        assert notes(journal) == {"a": "a", "b": "b"}
        assert turn.records_since(turn.position) == []


STEPS = st.one_of(
    st.tuples(st.sampled_from("abc"), st.one_of(st.none(), st.integers(0, 3))),
    st.sampled_from(["undo", "redo", "reopen", "edit"]),
    st.integers(0, 5),
)


@settings(max_examples=60)
@given(steps=st.lists(STEPS, max_size=14))
def test_any_history_reads_as_it_was_made(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int | None] | str | int]
) -> None:
    """Documents follow every change, undo, redo and compaction, and so does a mirror from any former position."""
    path = tmp_path_factory.mktemp("history") / "marks.json"
    journal = Journal(path)
    past: list[dict[str, Any]] = [{}]
    future: list[dict[str, Any]] = []
    mirrors: dict[int, dict[str, Any]] = {}
    whole = True

    def documents() -> dict[str, Any]:
        return journal.documents().get("marks", {})

    for step in steps:
        mirrors[journal.position()] = documents()
        if isinstance(step, tuple):
            key, value = step
            change(journal, key, None if value is None else {"note": value}, past[-1].get(key))
            new = {name: document for name, document in past[-1].items() if name != key}
            past.append(new if value is None else {**new, key: {"note": value}})
            future = []
        elif step == "undo":
            done = undo(journal)
            assert bool(done) is (len(past) > 1) or not (done or whole)
            future += [past.pop()] if done else []
        elif step == "redo":
            done = redo(journal)
            assert bool(done) is bool(future) or not (done or whole)
            past += [future.pop()] if done else []
        elif step == "reopen":
            journal = Journal(path)
        elif step == "edit":
            path.write_text(path.read_text() if path.exists() else "{}")
        elif isinstance(step, int):
            journal.compact(keep=step if step < 4 else 1000)
            whole = whole and step >= 4
        assert documents() == past[-1]
        for position, mirror in mirrors.items():
            later = journal.records_since(position)
            assert later is None or _followed(mirror, later) == past[-1]
        assert journal.records_since(journal.position()) == []
    assert journal.warnings == []


def _followed(mirror: dict[str, Any], records: list[Record]) -> dict[str, Any]:
    tables: Tables = {"marks": dict(mirror)}
    for record in records:
        apply(tables, record)
    return tables["marks"]
