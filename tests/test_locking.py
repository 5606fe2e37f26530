"""One writer at a time."""

from __future__ import annotations

import errno
import fcntl
import os
import threading
from pathlib import Path

import filelock
import pytest

from feedtui.library.journal import Journal, JournalError
from journals import marks, put, start, together

ERRORS = [NotImplementedError("no"), OSError(errno.ENOLCK, "no"), OSError(errno.EOPNOTSUPP, "no")]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a snapshot is to be."""
    return tmp_path / "marks.json"


def test_a_lock_that_another_process_holds_is_named(path: Path) -> None:
    """Reading goes on; a change waits, then says which file is held, and works when it is free."""
    holder = start("hold", path.parent)
    assert holder.stdout
    assert holder.stdout.readline() == "held\n"
    journal = Journal(path, patience=0.1)
    assert journal.documents() == {}
    with pytest.raises(JournalError, match=r"marks\.lock for 0.1 seconds"):
        put(journal, "a")
    holder.communicate("", timeout=60)
    put(journal, "a")
    assert marks(path) == {"a"}


def test_a_file_system_without_locks_is_told_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where flock does not exist the journal goes on alone."""

    def flock(*_: object) -> None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

    monkeypatch.setattr(fcntl, "flock", flock)
    journal = Journal(path)
    put(journal, "a", "b")
    assert marks(path) == set("ab")
    (sentence,) = journal.warnings
    assert "marks.lock cannot be locked" in sentence
    assert "only one feedtui" in sentence


@pytest.mark.parametrize("error", ERRORS)
def test_every_kind_of_missing_lock_is_told(path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Network file systems have their own ways to say it."""

    def acquire(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(filelock.FileLock, "acquire", acquire)
    journal = Journal(path)
    put(journal, "a", "b")
    assert marks(path) == set("ab")
    assert len(journal.warnings) == 1


def test_a_turn_does_not_nest(path: Path) -> None:
    """A second turn of the same thread would wait for itself; it is told so at once."""
    journal = Journal(path)
    with journal.turn(), pytest.raises(RuntimeError, match="turn already"), journal.turn():
        pass
    put(journal, "a")


@pytest.mark.parametrize("shared", [True, False])
def test_threads_take_turns(path: Path, shared: bool) -> None:
    """Threads of one journal, and of one each, lose nothing to each other."""
    journal = Journal(path)

    def write(name: str) -> None:
        own = journal if shared else Journal(path)
        for index in range(40):
            put(own, f"{name}-{index}")

    together(write)
    assert len(journal.documents()["marks"]) == 160
    records = journal.records_since(0) or []
    assert len({record.seq for record in records}) == 160


def test_a_wait_for_another_thread_ends(path: Path) -> None:
    """A thread that does not get its turn in time is told which file is held."""
    journal = Journal(path, patience=0.05)
    told: list[BaseException] = []

    def write() -> None:
        try:
            put(journal, "a")
        except JournalError as error:
            told.append(error)

    with journal.turn():
        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
    assert "marks.lock" in str(told[0])
    assert "not kept" in str(told[0])
