"""What the library keeps for itself under names: where an import stopped, the theme, what was seen."""

from __future__ import annotations

import sqlite3


def setting(db: sqlite3.Connection, name: str) -> str | None:
    """Return what was kept under a name, None if nothing was."""
    row = db.execute("select value from settings where name = ?", (name,)).fetchone()
    return row[0] if row else None


def keep_setting(db: sqlite3.Connection, name: str, value: str | None) -> None:
    """Keep a value under a name, or forget it."""
    if value is None:
        db.execute("delete from settings where name = ?", (name,))
    else:
        db.execute("insert or replace into settings (name, value) values (?, ?)", (name, value))


def last_import(db: sqlite3.Connection) -> int:
    """Return the number of the last import, 0 before the first."""
    return int(db.execute("select coalesce(max(id), 0) from imports").fetchone()[0])
