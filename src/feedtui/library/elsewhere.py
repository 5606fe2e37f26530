"""Papers read away from the keys: a connection for each thread that asks."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

from feedtui.library.reading import Reading
from feedtui.library.schema import connect


class Elsewhere:
    """The readings of a library by thread; `here` is that of the thread which made this.

    A library in memory has no path; other threads read a copy of it.
    """

    def __init__(self, path: Path | None, here: Reading) -> None:
        self._path = path
        self._here = here
        self._thread = threading.get_ident()
        self._own = threading.local()
        self._others: list[sqlite3.Connection] = []

    def reading(self) -> Reading:
        """Return this thread's reading, which remembers nothing from the time before."""
        if threading.get_ident() == self._thread:
            return self._here
        if self._path is None:
            # A connection that calls back into Python must not be shared: both threads would wait for ever.
            copy = connect(None)
            self._here.db.backup(copy)
            return Reading(copy)
        if not hasattr(self._own, "reading"):
            db = connect(self._path)
            self._others.append(db)
            self._own.reading = Reading(db)
        reading: Reading = self._own.reading
        reading.forget()
        return reading

    def stop(self) -> None:
        """Let everything that other threads are looking for end with an error."""
        for db in self._others:
            db.interrupt()

    def close(self) -> None:
        """Close what other threads opened."""
        for db in self._others:
            db.close()
