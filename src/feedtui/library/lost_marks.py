"""Marks that the papers still show and their own files no longer have: nothing forgets them, a repair brings them back.

The papers follow the journal, so that they never know more than it, unless one of its files was lost, emptied or cut.
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from feedtui.library import whole_file
from feedtui.library.journal import Journal, LostMarks
from feedtui.library.locking import WriterLock, refusing
from feedtui.library.records import Record, apply, scan
from feedtui.library.settings import followed
from feedtui.library.whole_file import OWN_TABLE, DamagedFile, Tables


def refuse_if_lost(journal: Journal, db: sqlite3.Connection) -> None:
    """Raise `LostMarks` where the papers' file knows of changes that the files of the marks lost."""
    journal.refuse_if_lost()
    position = followed(db)
    if journal.reaches(position) or db.execute("select 1 from documents limit 1").fetchone() is None:
        return
    raise LostMarks(
        f"{journal.file} lost the last changes of your marks, which the papers still show. They are kept there, and "
        "nothing can be marked until you run feedtui doctor --repair, which writes them down again."
    )


def bring_back(journal: Journal, db: sqlite3.Connection) -> int:
    """Write into the snapshot what the papers know and the marks' files lost; return how many documents that are.

    What only those files have stays. Their former state is the caller's to keep.

    Raises:
        JournalError: The files cannot be read or written; they are as they were.
    """
    with WriterLock(journal.path.with_suffix(".lock"), 10.0, journal.warnings.append).held():
        with refusing(journal.file, "read"):
            records = [span.body for span in scan(_bytes(journal.file)) if isinstance(span.body, Record)]
        with refusing(journal.path, "read"):
            held = _snapshot(journal.path)
        included = whole_file.included_in(held)
        for record in records:
            if record.seq > included:
                apply(held, record)
        position = followed(db)
        wanted: Tables = {name: dict(table) for name, table in held.items() if name != OWN_TABLE}
        for kind, key, body in db.execute("select kind, key, body from documents order by kind, key"):
            wanted.setdefault(kind, {})[key] = json.loads(body)
        for record in records:
            if record.seq > position:
                apply(wanted, record)
        newest = max((position, included, *(record.seq for record in records)))
        with refusing(journal.path, "written"):
            # Whole or not at all, so that no start in between takes what is left for everything.
            whole_file.write_tables(journal.path, {OWN_TABLE: {"1": {"seq": newest}}, **wanted})
    return sum(held.get(kind, {}).get(key) != one for kind, table in wanted.items() for key, one in table.items())


def _bytes(path: Path) -> bytes:
    try:
        return whole_file.read_whole(path)
    except FileNotFoundError:
        return b""


def _snapshot(path: Path) -> Tables:
    try:
        return whole_file.read_tables(path) or {}
    except DamagedFile:
        return whole_file.salvage(path)
