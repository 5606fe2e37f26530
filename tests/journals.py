"""Helpers of the journal's tests."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from feedtui.library.journal import Change, Journal, Record

WRITERS = str(Path(__file__).with_name("journal_writers.py"))


def put(journal: Journal, *keys: str) -> list[Record]:
    """Append one record for each of some new marks, which has its key as its note."""
    return [change(journal, key, {"note": key}) for key in keys]


def change(journal: Journal, key: str, after: dict[str, Any] | None, before: dict[str, Any] | None = None) -> Record:
    """Append a change of one mark."""
    with journal.turn() as turn:
        return turn.append([Change("marks", key, before, after)])


def undo(journal: Journal) -> Record | None:
    """Take the last change back."""
    with journal.turn() as turn:
        last = turn.last_undoable()
        return last and turn.append(last.inverse(), undoes=last.seq)


def redo(journal: Journal) -> Record | None:
    """Make the change that was last taken back again."""
    with journal.turn() as turn:
        last = turn.last_redoable()
        return last and turn.append(last.inverse(), redoes=last.seq)


def notes(journal: Journal) -> dict[str, Any]:
    """Return the note of each mark."""
    return {key: mark.get("note") for key, mark in journal.documents().get("marks", {}).items()}


def marks(path: Path) -> set[str]:
    """Return the keys of the marks that a fresh reader finds."""
    return set(Journal(path).documents().get("marks", {}))


def flip(file: Path, place: int, bit: int = 0) -> None:
    """Change one bit of a file."""
    data = bytearray(file.read_bytes())
    data[place] ^= 1 << bit
    file.write_bytes(bytes(data))


def asides(path: Path) -> list[Path]:
    """Return the damaged files that were kept."""
    return sorted(path.parent.glob("*.damaged-*"))


def start(task: str, folder: Path, *more: object) -> subprocess.Popen[str]:
    """Start a task of `journal_writers`."""
    command = [sys.executable, WRITERS, task, str(folder), *map(str, more)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def outcome(process: subprocess.Popen[str]) -> Any:
    """Return what a task printed when it is done."""
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    return json.loads(out)


def mounted(folder: Path, mount: str, task: str) -> Any:
    """Run a task in a namespace of its own where a file system is mounted on the folder."""
    unshare = shutil.which("unshare")
    if not unshare or subprocess.run([unshare, "-rm", "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system lets nobody mount a file system of their own")
    script = f'{mount} && exec "$1" "$2" {task} "$0"'
    done = subprocess.run(
        [unshare, "-rm", "sh", "-c", script, str(folder), sys.executable, WRITERS],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def together(write: Callable[[str], None]) -> None:
    """Let four threads, `a` to `d`, write at once; nothing may fail in any of them."""
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, "abcd"))
