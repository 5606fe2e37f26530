"""What breaks on a disk, in the files of a home."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path


def flip(path: Path, at: int) -> None:
    """Turn every bit of a byte."""
    data = bytearray(path.read_bytes())
    data[at] ^= 0xFF
    path.write_bytes(data)


def unindex(home: Path) -> None:
    """Take papers out of the index, and make a count wrong."""
    with closing(sqlite3.connect(home / "papers.sqlite")) as db, db:
        db.execute("delete from heads_docsize where id in (select id from heads_docsize limit 3)")
        db.execute("update tags set total = 3 where id = 2")


def lose_page(home: Path, part: str) -> None:
    """Write over the first page of a table or an index of the papers."""
    with closing(sqlite3.connect(home / "papers.sqlite")) as db:
        db.execute("pragma wal_checkpoint(truncate)")
        (page,) = db.execute("select rootpage from sqlite_master where name = ?", (part,)).fetchone()
        (size,) = db.execute("pragma page_size").fetchone()
    with (home / "papers.sqlite").open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * 64)
