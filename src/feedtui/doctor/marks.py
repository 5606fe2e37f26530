"""The reader's marks: is every record whole, and who is writing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from feedtui.doctor.found import Finding, failed, passed, warned
from feedtui.library.journal import Journal, LostMarks
from feedtui.library.records import Record, scan
from feedtui.library.whole_file import DamagedFile, read_tables
from feedtui.paths import Places

_REPAIRED = "feedtui doctor --repair keeps the damaged file aside and writes down what is whole."


def looked_at(places: Places) -> Iterator[Finding]:
    """Look at the snapshot, the journal behind it, and the lock."""
    try:
        Journal(places.marks).refuse_if_lost()
    except LostMarks as error:
        yield _lost_snapshot(error)
    else:
        yield _snapshot(places.marks)
    yield _journal(places.marks.with_suffix(".journal"))
    lock = places.marks.with_suffix(".lock")
    if lock.is_file():
        yield _lock(lock)


def _lost_snapshot(error: LostMarks) -> Finding:
    todo = "Run feedtui doctor --repair. What the papers do not know either, a backup may: feedtui restore."
    return failed("marks", str(error), todo, "lost marks")


def _snapshot(path: Path) -> Finding:
    try:
        tables = read_tables(path)
    except DamagedFile as error:
        return failed("marks", f"{path} is damaged ({error})", _REPAIRED, "marks")
    except OSError as error:
        return failed("marks", f"{path} cannot be read ({error.strerror or error})", "See to its rights.")
    if tables is None:
        return passed("marks", "all of them are in the journal so far")
    count = sum(len(table) for name, table in tables.items() if not name.startswith("_"))
    return passed("marks", f"{count:,} documents in {path.name}")


def _journal(path: Path) -> Finding:
    try:
        data = path.read_bytes() if path.exists() else b""
    except OSError as error:
        return failed("journal", f"{path} cannot be read ({error.strerror or error})", "See to its rights.")
    spans = list(scan(data))
    damaged = [span for span in spans if span.body is None]
    if damaged:
        first = damaged[0]
        said = f"{path}: {len(damaged)} places are damaged, the first at byte {first.start}"
        return failed("journal", said, f"All other changes are kept. {_REPAIRED}", "marks")
    count = sum(isinstance(span.body, Record) for span in spans)
    torn = len(data) - (spans[-1].end if spans else 0)
    tail = f"; the {torn} bytes behind them are of a change that was never said to be kept" if torn else ""
    return passed("journal", f"{count:,} changes{tail}")


def _lock(path: Path) -> Finding:
    from filelock import FileLock, Timeout

    try:
        with FileLock(path, timeout=0, fallback_to_soft=False):
            return passed("lock", "nobody is writing")
    except Timeout:
        return warned("lock", f"{path} is held{holder(path)}", "It is let go when that one has written, or ends.")
    except (OSError, NotImplementedError) as error:
        return warned("lock", f"{path} cannot be locked ({error})", "Run only one feedtui at a time on this folder.")


def holder(path: Path) -> str:
    """Return by which process a lock on a file is held, where the system tells."""
    if not sys.platform.startswith("linux"):
        return ""
    inode = f":{path.stat().st_ino}"
    for line in Path("/proc/locks").read_text().splitlines():
        words = line.split()
        if any(word.endswith(inode) for word in words):
            return f" by process {words[4]}"
    return ""
