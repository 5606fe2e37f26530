"""The features of every paper, found once and kept beside the papers.

A cache: it may be deleted at any time and is made anew. Any number of processes may bring it up to date at once.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from feedtui.library.private import guard, make_folder
from feedtui.library.schema import transaction
from feedtui.library.touched import (
    begin_log,
    forget_touched,
    last_turn,
    log_name,
    papers_at,
    papers_below,
    touched_since,
)
from feedtui.papers.paper import Paper
from feedtui.ranking.features import BUCKETS, VERSION, bag_of, encoded
from feedtui.ranking.vectors import Common

_TABLES = """
create table features (paper integer primary key, body blob not null);
create table state (name text primary key, value) without rowid;
"""
_AT_ONCE = 1_000
"""Papers of one step, a fifth of a second; beside their features, a megabyte of counts is written."""
_EVERYTHING = 1 << 62
_ASKED = 500


class Store:
    """The features of the papers behind `papers`, in a file, or in memory where the file cannot be written."""

    def __init__(self, path: Path | None, papers: sqlite3.Connection) -> None:
        self._papers = papers
        self._db = _opened(path)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def turn(self) -> tuple[int, int]:
        """Return what changes whenever the features do."""
        return self._number("turn"), self._number("below", _EVERYTHING)

    def is_whole(self) -> bool:
        """Whether every paper is in here, but for those of the last moments."""
        return self._number("below", _EVERYTHING) == 0

    def catch_up(self, report: Callable[[int], None] = lambda papers: None) -> None:
        """Find the features of all papers that are new or changed, the newest first.

        `report` is told how many were looked at so far; what it raises stops here, and what is done stays. It may
        sleep there, to leave the machine to others.
        """
        with suppress(sqlite3.OperationalError):
            # Papers that cannot be written to do not change either.
            begin_log(self._papers)
        self._begin_anew_for(log_name(self._papers))
        done = 0
        while taken := self._step():
            done += taken
            report(done)
        with suppress(sqlite3.OperationalError):
            forget_touched(self._papers, self._number("turn"))

    def _begin_anew_for(self, log: str) -> None:
        """Forget everything if it is of another library, such as one that was restored, or of one without a log."""
        with transaction(self._db):
            found = self._db.execute("select value from state where name = 'log'").fetchone()
            if not log or found != (log,):
                self._db.execute("delete from features")
                self._db.execute("delete from state")
                self._db.execute("insert into state (name, value) values ('log', ?)", (log,))

    def _step(self) -> int:
        """Take a few papers in; return how many entries were looked at, 0 if there are none left."""
        with transaction(self._db):
            below = self._number("below", _EVERYTHING)
            if below == _EVERYTHING:
                # What is touched from now on is looked at behind the papers that are there.
                self._keep("turn", last_turn(self._papers))
            if below:
                found = list(papers_below(self._papers, below, _AT_ONCE))
                self._replace([row for row, _ in found], found)
                self._keep("below", found[-1][0] if found else 0)
                return len(found) or 1
            entries = touched_since(self._papers, self._number("turn"), _AT_ONCE)
            if entries:
                rows = sorted({row for _, row in entries})
                self._replace(rows, papers_at(self._papers, rows))
                self._keep("turn", entries[-1][0])
            return len(entries)

    def _replace(self, rows: Sequence[int], papers: Iterable[tuple[int, Paper]]) -> None:
        """Put papers in the place of what is known of some rows, and count how common their features are."""
        former = self.bodies(rows)
        bodies = {row: encoded(bag_of(paper)) for row, paper in papers}
        gone = [(row,) for row in former.keys() - bodies.keys()]
        self._db.executemany("delete from features where paper = ?", gone)
        self._db.executemany("insert or replace into features (paper, body) values (?, ?)", bodies.items())
        counts, length = self._counts(), self._number("length")
        for sign, some in ((-1, former.values()), (1, bodies.values())):
            changes: Counter[int] = Counter()
            for body in some:
                told = array("I", body)
                length += sign * told[0]
                changes.update(entry >> 8 for entry in told[1:])
            counts[list(changes)] += sign * np.fromiter(changes.values(), np.int32, len(changes))
        self._keep("counts", counts.tobytes())
        self._keep("length", length)
        self._keep("papers", self._number("papers") + len(bodies) - len(former))

    def common(self) -> Common:
        """Return how common each feature is."""
        papers = self._number("papers")
        return Common(self._counts(), papers, self._number("length") / max(papers, 1))

    def bodies(self, rows: Sequence[int]) -> dict[int, bytes]:
        """Return what is known of papers, each as `encoded` told it; of some, nothing may be known yet."""
        found: dict[int, bytes] = {}
        for at in range(0, len(rows), _ASKED):
            some = rows[at : at + _ASKED]
            marks = ",".join("?" * len(some))
            found.update(self._db.execute(f"select paper, body from features where paper in ({marks})", some))
        return found

    def down_to(self, row: int) -> Iterator[tuple[int, bytes]]:
        """Yield the rows and the features of the papers from the top of the list down to a row."""
        yield from self._db.execute("select paper, body from features where paper >= ? order by paper desc", (row,))

    def _counts(self) -> NDArray[np.int32]:
        found = self._db.execute("select value from state where name = 'counts'").fetchone()
        return np.frombuffer(found[0], np.int32).copy() if found else np.zeros(BUCKETS, np.int32)

    def _number(self, name: str, otherwise: int = 0) -> int:
        found = self._db.execute("select value from state where name = ?", (name,)).fetchone()
        return int(found[0]) if found else otherwise

    def _keep(self, name: str, value: int | bytes) -> None:
        self._db.execute("insert or replace into state (name, value) values (?, ?)", (name, value))


def _opened(path: Path | None) -> sqlite3.Connection:
    """Open the file, made anew if it is not of this version or damaged; one in memory where that fails."""
    for _ in range(2):
        if path is None:
            break
        try:
            return _connected(path)
        except (OSError, sqlite3.OperationalError):
            break
        except sqlite3.DatabaseError:
            discard(path)
    return _prepared(sqlite3.connect(":memory:", isolation_level=None))


def discard(path: Path) -> None:
    """Delete the file and what SQLite keeps beside it."""
    for end in ("", "-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + end).unlink()


def _connected(path: Path) -> sqlite3.Connection:
    make_folder(path.parent)
    guard(path)
    db = sqlite3.connect(path, timeout=10, isolation_level=None)
    try:
        with suppress(sqlite3.OperationalError):
            db.execute("pragma journal_mode = wal")
        db.execute("pragma synchronous = normal")
        return _prepared(db)
    except BaseException:
        db.close()
        raise


def _prepared(db: sqlite3.Connection) -> sqlite3.Connection:
    with transaction(db):
        version = db.execute("pragma user_version").fetchone()[0]
        if version not in (0, VERSION):
            raise sqlite3.DatabaseError("features of another feedtui")
        if version == 0:
            for statement in _TABLES.split(";"):
                db.execute(statement)
            db.execute(f"pragma user_version = {VERSION}")
    return db
