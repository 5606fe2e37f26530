"""Where the candidates of a query come from: of the sources of rows that it allows, the one with the fewest."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from feedtui.library.clauses import (
    HEADS,
    NAMES,
    Parameter,
    Scene,
    expression,
    index_expression,
    named,
    numbers,
    own_tags,
    tag_ids,
)
from feedtui.library.news import MANY, some_new
from feedtui.library.schema import ALL
from feedtui.papers.query import NEW, All, Either, Flag, Query, Words

FEW = 2_000
"""Papers that can be looked at one by one within a frame or two."""

_ENDLESS = 1 << 62


@dataclass(frozen=True, slots=True)
class Driver:
    """A source of candidates: SQL that names them by `row`, about `size` of them.

    `covers` are the parts of the query that hold of every candidate.
    """

    row: str
    source: str
    values: tuple[Parameter, ...]
    size: int
    covers: tuple[Query, ...] = ()


def driver(db: sqlite3.Connection, query: Query, scene: Scene) -> Driver:
    """Return the best source for a query in a sitting."""
    parts = query.parts if isinstance(query, All) else (query,)
    best = _everything(db)
    for part in parts:
        ids = _tags(db, part)
        if ids is not None and len(ids) == 1 and ids[0][1] < best.size:
            covers = () if isinstance(part, Words) and part.field == "note" else (part,)
            best = Driver("tagged.paper", f"tagged where tag = {ids[0][0]}", (), ids[0][1], covers)
        elif part == NEW:
            size = some_new(db, scene.seen)
            if size < min(best.size, MANY):
                source = "papers indexed by papers_batch where batch > ?"
                best = Driver("papers.id", source, (scene.seen,), size, (part,))
        elif ids == []:
            return Driver("papers.id", "papers where 0", (), 0, (part,))
        elif ids is not None and (size := sum(total for _, total in ids)) < min(best.size, MANY):
            source = f"(select distinct paper from tagged where tag in ({numbers(ids)})) as any_of where 1"
            best = Driver("any_of.paper", source, (), size, (part,))
    spoken = [part for part in parts if index_expression(part)]
    if not spoken:
        return best
    size = min(commonness(db, part) for part in spoken)
    if best.size <= min(FEW, size):
        return best
    heads = [part for part in spoken if isinstance(part, Words) and part.field in HEADS]
    if len(heads) == len(spoken):
        match = " AND ".join(f"({{{HEADS[part.field]}}} : ({expression(part)}))" for part in heads)
        single = tuple(part for part in heads if " " not in part.words)
        return Driver("heads.rowid", "heads where heads match ?", (match,), size, single)
    exact = tuple(part for part in spoken if _is_exact(part))
    match = index_expression(All(tuple(spoken))) or ""
    return Driver("words.rowid", "words where words match ?", (match,), size, exact)


def commonness(db: sqlite3.Connection, query: Query) -> int:
    """Return about how many papers have the words of a part that has an index expression, at most."""
    match query:
        case Words(words, _, prefix):
            *whole, last = words.split()
            sizes = [_papers(db, word) for word in whole]
            sizes.append(_papers_beginning(db, last) if prefix else _papers(db, last))
            return min(sizes)
        case All(parts):
            return min((commonness(db, part) for part in parts if index_expression(part)), default=_ENDLESS)
        case Either(parts):
            return sum(commonness(db, part) for part in parts)
        case _:
            return _ENDLESS


def _everything(db: sqlite3.Connection) -> Driver:
    size = db.execute("select total from tags where id = ?", (ALL,)).fetchone()[0]
    # The index is a hundredth of the table, whose rows hold the texts.
    return Driver("papers.id", "papers indexed by papers_id", (), size)


def _tags(db: sqlite3.Connection, part: Query) -> list[tuple[int, int]] | None:
    """Return the tags one of which all papers of a part have, None if the part is not about tags."""
    match part:
        case Words(field=field) if field in NAMES:
            return tag_ids(db, part)
        case Words(field="note"):
            return named(db, "state", "note")
        case Flag("is", "read" | "starred" | "queued") | Flag("has", "note"):
            return named(db, "state", part.value)
        case Flag("has", "code"):
            return named(db, "has", "code")
        case Flag("has", "tag"):
            return own_tags(db)
        case Either(parts) if all(isinstance(one, Words) and one.field in NAMES for one in parts):
            return [found for one in parts for found in _tags(db, one) or ()]
        case _:
            return None


def _is_exact(part: Query) -> bool:
    """Whether the index of all words tells exactly which papers a part finds."""
    match part:
        case Words(words, field, _):
            return not field and " " not in words
        case All(parts) | Either(parts):
            return all(map(_is_exact, parts))
        case _:
            return False


def _papers(db: sqlite3.Connection, word: str) -> int:
    row = db.execute("select papers from terms where term = ?", (word,)).fetchone()
    return row[0] if row else 0


def _papers_beginning(db: sqlite3.Connection, word: str) -> int:
    sql = "select coalesce(sum(papers), 0) from terms where term >= ? and term < ?"
    return int(db.execute(sql, (word, after(word))).fetchone()[0])


def after(word: str) -> str:
    """Return the least text that is greater than every word that begins so."""
    return word[:-1] + chr(ord(word[-1]) + 1)
