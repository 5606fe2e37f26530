"""Papers read away from the keys: a connection for each thread that asks."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from feedtui.library.reading import Reading
from feedtui.library.schema import connect

_PATIENCE = 5.0
"""Seconds for which `close` waits for a thread that goes on reading though its statements are interrupted."""

_CLOSED = "the library is closed"

_CACHE_MB = 2
"""Of pages that each thread's connection keeps: there are as many threads as ever asked at once."""


@dataclass(slots=True)
class _Own:
    """A thread's connection; `users` counts the readings under way over it."""

    db: sqlite3.Connection
    reading: Reading
    users: int = 0


class Elsewhere:
    """The readings of a library by thread; `here` is that of the thread which made this.

    A library in memory has no path; other threads read a copy of it.
    """

    def __init__(self, path: Path | None, here: Reading) -> None:
        self._path = path
        self._here = here
        self._thread = threading.get_ident()
        self._local = threading.local()
        self._others: list[_Own] = []
        self._lock = threading.Lock()
        self._is_closed = False

    def is_own_thread(self) -> bool:
        """Whether this is the thread that made the library."""
        return threading.get_ident() == self._thread

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """Give this thread's reading, which remembers nothing from the time before.

        Raises:
            sqlite3.OperationalError: The library is closed, or was while a statement was under way.
        """
        if self.is_own_thread():
            yield self._here
        elif self._path is None:
            # A connection that calls back into Python must not be shared: both threads would wait for ever.
            with closing(connect(None)) as copy:
                self._here.db.backup(copy)
                yield Reading(copy)
        else:
            own = self._begun(self._path)
            try:
                yield own.reading
            except sqlite3.OperationalError as error:
                # SQLite has several words for a statement that was interrupted, one for each place where it stood.
                if self._is_closed:
                    raise sqlite3.OperationalError(_CLOSED) from error
                raise
            finally:
                self._ended(own)

    def _begun(self, path: Path) -> _Own:
        own: _Own | None = getattr(self._local, "own", None)
        if own is None:
            db = connect(path, cache_mb=_CACHE_MB)
            own = self._local.own = _Own(db, Reading(db))
            with self._lock:
                self._others.append(own)
        with self._lock:
            if self._is_closed:
                raise sqlite3.OperationalError(_CLOSED)
            own.users += 1
        own.reading.forget()
        return own

    def _ended(self, own: _Own) -> None:
        """Let go of what was read: there are many threads, and each would keep some megabytes until it reads again."""
        if own.users == 1 and own is getattr(self._local, "own", None):
            own.reading.forget()
            with suppress(sqlite3.Error):
                own.db.execute("pragma shrink_memory")
        with self._lock:
            own.users -= 1

    def stop(self) -> None:
        """Let everything that other threads are looking for end with an error."""
        for own in self._others:
            own.db.interrupt()

    def close(self) -> None:
        """Close what other threads opened, once they have let go: to close it under a statement ends the process."""
        with self._lock:
            self._is_closed = True
        end = time.monotonic() + _PATIENCE
        for own in self._others:
            while own.users and time.monotonic() < end:
                own.db.interrupt()
                time.sleep(0.001)
            if not own.users:
                own.db.close()
