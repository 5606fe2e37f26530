"""The papers: is the database whole, and does it say what the marks say."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import quote

from feedtui.doctor.found import Finding, failed, passed, warned
from feedtui.library.journal import Journal, LostMarks
from feedtui.library.lost_marks import refuse_if_lost
from feedtui.library.schema import VERSION
from feedtui.library.settings import followed
from feedtui.paths import Places

_AWAY = "Move it away and let your sources and imports bring the papers again; marks find them."
_MOST = 3
"""Faults of a database that are told; one is mostly behind many."""


def looked_at(places: Places) -> Iterator[Finding]:
    """Look at the papers' file; nothing in it is changed."""
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
            yield from _inside(db, places)
    except sqlite3.Error as error:
        yield failed("papers", f"{path}: {error}", f"{_AWAY} feedtui doctor --repair tries to save it.", "papers")


def _inside(db: sqlite3.Connection, places: Places) -> Iterator[Finding]:
    faults = [row[0] for row in db.execute(f"pragma quick_check({_MOST})")]
    if faults != ["ok"]:
        said = f"{places.papers} is damaged: {'; '.join(faults)}"
        yield failed("papers", said, f"feedtui doctor --repair saves what can be read. Else: {_AWAY}", "papers")
        return
    count = db.execute("select count(*) from papers").fetchone()[0]
    yield passed("papers", f"{count:,} in {places.papers.name}, {places.papers.stat().st_size >> 20:,} MB, whole")
    yield _words(db, count)
    yield _mirror(db, places)


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
