"""What the marks say of which papers are the reader's."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from feedtui.library.documents import documents_of, mark_of
from feedtui.library.schema import DAY, READ
from feedtui.papers.paper import PaperId

_KEPT = (
    "select distinct paper from tagged join tags on tags.id = tag"
    " where kind = 'own' or (kind = 'state' and name in ('starred', 'queued')) order by paper desc limit ?"
)
_HEAT = "coalesce(upvotes, 0), coalesce(listed, published, id >> 24)"
_TAGGED = "select paper from tagged join tags on tags.id = tag where kind = 'own' and name = ? order by paper desc"


@dataclass(frozen=True, slots=True)
class Kept:
    """A paper that the reader starred, queued or tagged, with when that was last done, ISO 8601.

    A tag has no time of its own: the paper's other times stand in, empty where there are none.
    """

    row: int
    paper: PaperId
    starred: bool
    at: str


def kept_papers(db: sqlite3.Connection, limit: int) -> list[Kept]:
    """Return the papers that the reader kept, at most `limit` from the top of the list, in order of their ids."""
    kept = []
    rows = [row for (row,) in db.execute(_KEPT, (limit,))]
    for row, key in keys_of(db, rows).items():
        mark = mark_of(documents_of(db, row).values())
        at = max(filter(None, (mark.starred, mark.queued)), default=mark.read or "")
        kept.append(Kept(row, key, mark.starred is not None, at))
    return sorted(kept, key=lambda one: one.paper)


def tagged_papers(db: sqlite3.Connection, tag: str) -> list[int]:
    """Return the rows of the papers that have an own tag."""
    return [row for (row,) in db.execute(_TAGGED, (tag,))]


def own_tags(db: sqlite3.Connection, at_least: int) -> list[str]:
    """Return the names of the own tags that at least so many papers have."""
    sql = "select name from tags where kind = 'own' and total >= ? order by name"
    return [name for (name,) in db.execute(sql, (at_least,))]


def read_papers(db: sqlite3.Connection, limit: int) -> list[int]:
    """Return the rows of the papers that were read: about `limit` of the newest days, each day whole."""
    sql = f"select paper from tagged where tag = {READ} order by paper desc limit 1 offset ?"
    last = db.execute(sql, (limit - 1,)).fetchone()
    sql = f"select paper from tagged where tag = {READ} and paper >= ?"
    return [row for (row,) in db.execute(sql, (last[0] // DAY * DAY if last else 0,))]


def unread_papers(db: sqlite3.Connection, limit: int) -> list[int]:
    """Return the rows of the papers at the top of the list that were not read."""
    sql = (
        "select id from papers indexed by papers_id"
        f" where not exists (select 1 from tagged where tag = {READ} and paper = papers.id) order by id desc limit ?"
    )
    return [row for (row,) in db.execute(sql, (limit,))]


def keys_of(db: sqlite3.Connection, rows: Iterable[int]) -> dict[int, PaperId]:
    """Return the identities of the papers at some rows; those that are gone are left out."""
    sql = "select id, key from papers where id in (select value from json_each(?))"
    return dict(db.execute(sql, (json.dumps(list(rows)),)).fetchall())


def rows_of(db: sqlite3.Connection, papers: Iterable[PaperId]) -> dict[int, PaperId]:
    """Return the rows of papers by any of their identities, in the order asked for, each with the one asked for."""
    found: dict[int, PaperId] = {}
    for paper in papers:
        (row,) = db.execute("select min(paper) from aliases where key = ?", (paper,)).fetchone()
        if row is not None:
            # Of two answers about what has become one paper, the later holds.
            found.pop(row, None)
            found[row] = paper
    return found


def upvoted(db: sqlite3.Connection, since: int, limit: int) -> list[tuple[int, PaperId, int, int]]:
    """Return unread papers listed since a day, a number from 1970 on, those with the most upvotes first.

    Each with its identity, its upvotes (0 where unknown) and its day.
    """
    sql = (
        f"select id, key, {_HEAT} from papers where id >= ?"
        f" and not exists (select 1 from tagged where tag = {READ} and paper = papers.id)"
        " order by upvotes desc nulls last, id desc limit ?"
    )
    return db.execute(sql, (since * DAY, limit)).fetchall()


def upvotes_of(db: sqlite3.Connection, rows: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Return the upvotes and the day, as `upvoted` does, of the papers at some rows."""
    sql = f"select id, {_HEAT} from papers where id in (select value from json_each(?))"
    return {row: (upvotes, day) for row, upvotes, day in db.execute(sql, (json.dumps(list(rows)),))}


def papers_with(db: sqlite3.Connection, words: Sequence[str]) -> list[int]:
    """Return the rows of the papers that have any of some words, newest first."""
    match = " OR ".join(f'"{word}"' for word in words)
    sql = "select rowid from words where words match ? order by rowid desc"
    return [row for (row,) in db.execute(sql, (match,))] if words else []


def commonness_of(db: sqlite3.Connection, words: Iterable[str]) -> dict[str, int]:
    """Return in how many papers each of some words is."""
    sql = "select papers from terms where term = ?"
    return {word: found[0] for word in words if (found := db.execute(sql, (word,)).fetchone())}
