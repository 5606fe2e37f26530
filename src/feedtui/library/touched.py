"""Which papers came, changed or went, for whoever keeps something beside them.

A log in the papers' file, written by triggers: each process's changes are in it. It is made when first followed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from feedtui.library.rows import COLUMNS, stored
from feedtui.library.schema import transaction
from feedtui.library.settings import setting
from feedtui.papers.paper import Paper

_LOG = (
    "create table if not exists touched (turn integer primary key autoincrement, paper integer not null)",
    "create trigger if not exists paper_came after insert on papers begin"
    " insert into touched (paper) values (new.id); end",
    "create trigger if not exists paper_changed after update of title, abstract, facts on papers"
    " when old.title <> new.title or old.abstract <> new.abstract or old.facts <> new.facts begin"
    " insert into touched (paper) values (new.id); end",
    "create trigger if not exists paper_went after delete on papers begin"
    " insert into touched (paper) values (old.id); end",
    "insert or ignore into settings (name, value) values ('touched', lower(hex(randomblob(8))))",
)


def begin_log(db: sqlite3.Connection) -> None:
    """Begin to log what is done to papers, if that has not begun."""
    if not _is_logged(db):
        with transaction(db):
            for statement in _LOG:
                db.execute(statement)


def log_name(db: sqlite3.Connection) -> str:
    """Return what no other library's log is called, empty where nothing is logged."""
    return (setting(db, "touched") or "") if _is_logged(db) else ""


def last_turn(db: sqlite3.Connection) -> int:
    """Return the number of the last entry of the log, 0 before the first."""
    if not _is_logged(db):
        return 0
    found = db.execute("select seq from sqlite_sequence where name = 'touched'").fetchone()
    return int(found[0]) if found else 0


def touched_since(db: sqlite3.Connection, turn: int, limit: int) -> list[tuple[int, int]]:
    """Return the next entries behind a turn, each its turn and its paper's row, which may be gone."""
    if not _is_logged(db):
        return []
    sql = "select turn, paper from touched where turn > ? order by turn limit ?"
    return db.execute(sql, (turn, limit)).fetchall()


def forget_touched(db: sqlite3.Connection, turn: int) -> None:
    """Shorten the log by what everybody has followed."""
    db.execute("delete from touched where turn <= ?", (turn,))


def papers_below(db: sqlite3.Connection, row: int, limit: int) -> Iterator[tuple[int, Paper]]:
    """Yield the next papers under a row, the newest first, each with its row."""
    for one in db.execute(f"select {COLUMNS} from papers where id < ? order by id desc limit ?", (row, limit)):
        kept = stored(one)
        yield kept.row, kept.paper


def papers_at(db: sqlite3.Connection, rows: list[int]) -> Iterator[tuple[int, Paper]]:
    """Yield the papers at some rows; those that are gone are passed over."""
    for row in rows:
        found = db.execute(f"select {COLUMNS} from papers where id = ?", (row,)).fetchone()
        if found is not None:
            yield row, stored(found).paper


def _is_logged(db: sqlite3.Connection) -> bool:
    return db.execute("select 1 from sqlite_master where name = 'touched'").fetchone() is not None
