"""The papers: is the database whole, and does it say what the marks say."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import quote

from feedtui.doctor.found import Finding, failed, passed, warned
from feedtui.library.journal import Journal, LostMarks
from feedtui.library.lost_marks import refuse_if_lost
from feedtui.library.schema import VERSION, WORDS
from feedtui.library.settings import followed
from feedtui.paths import Places

_AWAY = "Move it away and let your sources and imports bring the papers again; marks find them."
_MOST = 3
"""Faults of a database that are told; one is mostly behind many."""
_SECONDS = 10.0
"""For looking through the whole file, unless all of it is asked for."""
_STEPS = 10_000
"""Steps of SQLite between two looks at the clock."""


def looked_at(places: Places, full: bool = False) -> Iterator[Finding]:
    """Look at the papers' file; nothing in it is changed.

    With `full` every page, index and word is looked at, however long it takes.
    """
    path = places.papers
    if not path.is_file():
        yield passed("papers", "none yet")
        return
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, timeout=10)) as db:
            version = db.execute("pragma user_version").fetchone()[0]
            if version != VERSION:
                said = f"{path} is of version {version}, this feedtui reads {VERSION}"
                yield failed("papers", said, "Use the feedtui that wrote it, or move the file away.")
                return
            yield from _inside(db, places, full)
    except sqlite3.Error as error:
        yield failed("papers", f"{path}: {error}", f"{_AWAY} feedtui doctor --repair tries to save it.", "papers")


def _inside(db: sqlite3.Connection, places: Places, full: bool) -> Iterator[Finding]:
    faults, is_whole = _faults(db, full)
    if faults:
        said = f"{places.papers} is damaged: {'; '.join(faults)}"
        yield failed("papers", said, f"feedtui doctor --repair saves what can be read. Else: {_AWAY}", "papers")
        return
    count = db.execute("select count(*) from papers").fetchone()[0]
    yield passed(
        "papers",
        f"{count:,} in {places.papers.name}, {places.papers.stat().st_size >> 20:,} MB{', whole' if is_whole else ''}",
    )
    if not is_whole:
        said = f"the first {_SECONDS:g} seconds of looking through {places.papers.name} found nothing wrong"
        yield passed("papers", f"{said}; feedtui doctor --full looks at all of it")
    yield _words(db, count)
    if full:
        yield _index(places)
    yield _mirror(db, places)


def _faults(db: sqlite3.Connection, full: bool) -> tuple[list[str], bool]:
    """Return what is wrong in the file, and whether all of it was looked at."""
    end = time.monotonic() + _SECONDS
    faults: list[str] = []
    if not full:
        db.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
    try:
        for (fault,) in db.execute(f"pragma {'integrity_check' if full else 'quick_check'}({_MOST})"):
            faults.append(fault)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        return faults, False
    finally:
        db.set_progress_handler(None, 0)
    return [fault for fault in faults if fault != "ok"], True


def _index(places: Places) -> Finding:
    """Let FTS5 look whether its index of words is whole: it takes that for a change, which is taken back."""
    try:
        with closing(sqlite3.connect(f"file:{quote(str(places.papers))}?mode=rw", uri=True, timeout=10)) as db:
            for table in WORDS:
                db.execute(f"insert into {table} ({table}) values ('integrity-check')")
            db.rollback()
    except sqlite3.OperationalError as error:
        return warned("index", f"it cannot be looked at ({error})", "Try again while no other feedtui writes.")
    except sqlite3.DatabaseError as error:
        said = f"the index of words is damaged ({error})"
        return failed("index", said, "feedtui doctor --repair makes the index anew.", "search")
    return passed("index", "every word's entry is whole")


def _words(db: sqlite3.Connection, papers: int) -> Finding:
    """Look whether each paper is in the index, and counted."""
    found = db.execute("select count(*) from heads_docsize").fetchone()[0]
    counted = db.execute("select total from tags where id = 2").fetchone()[0]
    if (found, counted) == (papers, papers):
        return passed("search", "every paper can be found by its words")
    said = f"{papers:,} papers, {found:,} of them in the index, {counted:,} counted"
    return failed("search", said, "feedtui doctor --repair makes the index anew.", "search")


def _mirror(db: sqlite3.Connection, places: Places) -> Finding:
    journal = Journal(places.marks)
    position = journal.position()
    if max(followed(db), 0) == position:
        return passed("mirror", "the papers show all marks")
    try:
        refuse_if_lost(journal, db)
    except LostMarks as error:
        return failed("mirror", str(error), "Do that before you mark anything.", "lost marks")
    return warned("mirror", "the papers do not show the newest marks yet", "The next start brings them in.", "mirror")
