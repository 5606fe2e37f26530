"""The account of imports that the papers' file keeps."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from feedtui.library.origin import Added, Origin
from feedtui.library.shelf import NEW, UNCHANGED, UPDATED


def begin_import(db: sqlite3.Connection, origin: Origin, at: str) -> int:
    """Begin the account of an import at a time, ISO 8601 in UTC; return its number."""
    sql = (
        "insert into imports (at, source, kind, list_date, found, new, updated, unchanged)"
        " values (?, ?, ?, ?, 0, 0, 0, 0) returning id"
    )
    return int(db.execute(sql, (at, origin.source, origin.kind, origin.list_date)).fetchone()[0])


def sum_up(db: sqlite3.Connection, number: int, added: Added) -> None:
    """Write down what an import has brought so far."""
    sums = (added.found, added.new, added.updated, added.unchanged, number)
    db.execute("update imports set found = ?, new = ?, updated = ?, unchanged = ? where id = ?", sums)


def counted(outcomes: Sequence[str]) -> Added:
    """Return what came of papers, as the shelf said of each, in numbers."""
    return Added(*(outcomes.count(outcome) for outcome in (NEW, UPDATED, UNCHANGED)))
