"""What can still be read of a damaged papers' file, written into a new one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from feedtui.library.reindexing import reindex
from feedtui.library.schema import WORDS, connect, transaction


def salvage(damaged: Path, new: Path) -> int:
    """Write what can be read of a file into one that is not there yet; return how many papers that are.

    The rows of each table are read from both of its ends, so that one broken page costs what is on it. The index of
    words is made anew.

    Raises:
        sqlite3.Error: Not even the list of its tables can be read, or the new file refuses.
    """
    with (
        closing(sqlite3.connect(f"file:{quote(str(damaged))}?mode=ro", uri=True)) as old,
        closing(connect(new)) as db,
    ):
        there = {name for (name,) in old.execute("select name from sqlite_master where type = 'table'")}
        if "papers" not in there:
            raise sqlite3.DatabaseError("it has no papers")
        for table in _tables(db):
            if table in there:
                with transaction(db):
                    _copy(old, db, table)
        return reindex(db)


def _tables(db: sqlite3.Connection) -> list[str]:
    """Return the tables but those of the index of words, papers first, of whose rows triggers speak."""
    names = [name for (name,) in db.execute("select name from sqlite_master where type = 'table' order by rowid")]
    return [name for name in names if name.partition("_")[0] not in WORDS and not name.startswith("sqlite_")]


def _copy(old: sqlite3.Connection, db: sqlite3.Connection, table: str) -> None:
    columns = db.execute(f"pragma table_info({table})").fetchall()
    names = ", ".join(column[1] for column in columns)
    order = [column[1] for column in sorted(columns, key=lambda column: column[5]) if column[5]] or ["rowid"]
    places = ", ".join("?" * len(columns))
    db.executemany(f"insert or replace into {table} ({names}) values ({places})", _rows(old, table, names, order))


def _rows(old: sqlite3.Connection, table: str, names: str, order: list[str]) -> Iterator[tuple[object, ...]]:
    for direction in ("", " desc"):
        by = ", ".join(f"{name}{direction}" for name in order)
        try:
            yield from old.execute(f"select {names} from {table} not indexed order by {by}")
            return
        except sqlite3.DatabaseError:
            continue
