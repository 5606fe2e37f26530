"""What the library keeps for itself under names: where an import stopped, the theme, what sources answered."""

from __future__ import annotations

import sqlite3


def setting(db: sqlite3.Connection, name: str) -> str | None:
    """Return what was kept under a name, None if nothing was."""
    return _value(db, "settings", name)


def keep_setting(db: sqlite3.Connection, name: str, value: str | None) -> None:
    """Keep a value under a name, or forget it."""
    _keep(db, "settings", name, value)


def remembered(db: sqlite3.Connection, name: str) -> str | None:
    """Return what was remembered of a source or a server, None if nothing was. It may be lost without harm."""
    return _value(db, "remembered", name)


def remember(db: sqlite3.Connection, name: str, value: str | None) -> None:
    """Remember something of a source or a server, or forget it."""
    _keep(db, "remembered", name, value)


def followed(db: sqlite3.Connection) -> int:
    """Return the number of the last record of the marks that the papers follow, -1 before the first."""
    return int(setting(db, "position") or -1)


def last_import(db: sqlite3.Connection) -> int:
    """Return the number of the last import, 0 before the first."""
    return int(db.execute("select coalesce(max(id), 0) from imports").fetchone()[0])


def _value(db: sqlite3.Connection, table: str, name: str) -> str | None:
    row = db.execute(f"select value from {table} where name = ?", (name,)).fetchone()
    return row[0] if row else None


def _keep(db: sqlite3.Connection, table: str, name: str, value: str | None) -> None:
    if value is None:
        db.execute(f"delete from {table} where name = ?", (name,))
    else:
        db.execute(f"insert or replace into {table} (name, value) values (?, ?)", (name, value))
