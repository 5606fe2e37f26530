"""A query as SQL: what must hold of a paper, and which words of the full-text index all its papers have."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from feedtui.library.schema import READ
from feedtui.papers.query import All, Count, Dates, Either, Flag, Kept, Named, Not, Query, Sort, Words

NAMES = {"tag": ("tag", "own"), "topic": ("topic",), "source": ("source",)}
"""The kinds of tags that a field compares by their whole names."""

HEADS = {"title": "title", "author": "authors"}
"""The columns of the index of titles and authors."""

Parameter = str | int


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of SQL with the values of its parameters."""

    sql: str
    values: tuple[Parameter, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """What a query may ask of the reader's session: rows that are selected, and the last import seen before."""

    selected: frozenset[int] = frozenset()
    seen: int = 0


class Clauses:
    """Writes the condition of a query on the paper whose row is `row`, a piece of SQL.

    `one_by_one` is for few candidates: each is looked up in the full-text index by itself, or read. Otherwise
    the index gives all its rows at once. What it cannot tell exactly (phrases, words of the abstract alone,
    notes) is asked of the SQL function `holds`, which has the leaves of `verified` by their number.
    """

    def __init__(self, db: sqlite3.Connection, row: str, scene: Scene, *, one_by_one: bool) -> None:
        self._db = db
        self._row = row
        self._scene = scene
        self._one_by_one = one_by_one
        self.verified: list[Words] = []

    def of(self, query: Query) -> Clause:
        """Return the condition."""
        match query:
            case All(parts):
                return joined(" and ", map(self.of, parts), "1")
            case Either(parts):
                return joined(" or ", map(self.of, parts), "0")
            case Not(part):
                inner = self.of(part)
                return Clause(f"not ({inner.sql})", inner.values)
            case Words():
                return self._words(query)
            case Flag():
                return self._flag(query)
            case Count(comparison, number):
                return self._paper(f"upvotes {comparison} ?", number)
            case Dates():
                return self._dates(query)
            case Named(paper):
                return Clause(f"{self._row} in (select paper from aliases where key = ?)", (paper,))
            case Sort():
                return Clause("1")
            case Kept():
                # `resolved` has put in its place what it finds.
                return Clause("0")

    def _words(self, words: Words) -> Clause:
        if words.field in NAMES:
            return tagged(self._row, tag_ids(self._db, words))
        if words.field == "note":
            return joined(" and ", (self._state("note"), self._verify(words)), "1")
        single = " " not in words.words
        if self._one_by_one and (words.prefix or not single):
            return self._verify(words)
        if single and not words.field:
            return self._found("words", expression(words))
        if single and words.field in HEADS:
            return self._found("heads", f"{{{HEADS[words.field]}}} : {expression(words)}")
        return joined(" and ", (self._found("words", expression(words)), self._verify(words)), "1")

    def _found(self, table: str, match: str) -> Clause:
        if self._one_by_one:
            sql = f"exists (select 1 from {table} as one where one.{table} match ? and one.rowid = {self._row})"
        else:
            # The plus keeps SQLite from asking the index for one row after the other.
            sql = f"+{self._row} in (select rowid from {table} where {table} match ?)"
        return Clause(sql, (match,))

    def _verify(self, words: Words) -> Clause:
        self.verified.append(words)
        return Clause(f"holds({self._row}, {len(self.verified) - 1})")

    def _flag(self, flag: Flag) -> Clause:
        match flag.field, flag.value:
            case "is", "unread":
                return Clause(
                    f"not exists (select 1 from tagged as one where one.tag = {READ} and one.paper = {self._row})"
                )
            case "is", "new":
                return self._paper("batch > ?", self._scene.seen)
            case "is", "selected":
                rows = json.dumps(sorted(self._scene.selected))
                return Clause(f"{self._row} in (select value from json_each(?))", (rows,))
            case "is", "revised":
                return self._paper(
                    "revised > (select min(json_extract(body, '$.read')) from documents where paper = one.id)"
                )
            case "has", "abstract":
                return self._paper("abstract <> ''")
            case "has", "pdf":
                return self._paper("(key glob 'arxiv:*' or json_extract(facts, '$.links.pdf') is not null)")
            case "has", "code":
                return tagged(self._row, named(self._db, "has", "code"))
            case "has", "tag":
                return tagged(self._row, own_tags(self._db))
            case _, state:
                return self._state(state)

    def _state(self, state: str) -> Clause:
        return tagged(self._row, named(self._db, "state", state))

    def _dates(self, dates: Dates) -> Clause:
        if dates.field != "read":
            bounds = _between(dates.field, dates.first, dates.last)
            inside = self._paper(bounds.sql, *bounds.values)
            return joined(" or ", (inside, self._relisted(dates)), "0") if dates.field == "listed" else inside
        # Of a paper that was two, the first time counts.
        first = f"select min(substr(json_extract(body, '$.read'), 1, 10)) from documents where paper = {self._row}"
        return _between(f"({first})", _iso(dates.first), _iso(dates.last))

    def _relisted(self, dates: Dates) -> Clause:
        bounds = _between("day", dates.first, dates.last)
        sql = f"exists (select 1 from relisted as one where one.paper = {self._row} and {bounds.sql})"
        return Clause(sql, bounds.values)

    def _paper(self, condition: str, *values: Parameter) -> Clause:
        return Clause(f"exists (select 1 from papers as one where one.id = {self._row} and {condition})", values)


def joined(by: str, clauses: Iterable[Clause], nothing: str) -> Clause:
    """Return clauses as one, in parentheses; `nothing` where there are none."""
    parts = list(clauses)
    if not parts:
        return Clause(nothing)
    return Clause(f"({by.join(part.sql for part in parts)})", tuple(value for part in parts for value in part.values))


def expression(words: Words) -> str:
    """Return the words as an FTS5 expression that finds at least the papers which have them in a row."""
    each = [f'"{word}"' for word in words.words.split()]
    return " AND ".join(each) + (" *" if words.prefix else "")


def index_expression(query: Query) -> str | None:
    """Return an FTS5 expression that finds at least the papers of a query, None where words alone cannot."""
    match query:
        case Words(field=field) if field not in NAMES and field != "note":
            return f"({expression(query)})"
        case All(parts):
            found = [part for part in map(index_expression, parts) if part]
            return f"({' AND '.join(found)})" if found else None
        case Either(parts):
            each = [index_expression(part) for part in parts]
            return f"({' OR '.join(part for part in each if part)})" if all(each) and each else None
        case _:
            return None


def tag_ids(db: sqlite3.Connection, words: Words) -> list[tuple[int, int]]:
    """Return the tags that a `tag:`, `topic:` or `source:` means, each with how many papers have it."""
    kinds = NAMES[words.field]
    marks = ", ".join("?" * len(kinds))
    if not words.prefix:
        sql = f"select id, total from tags where kind in ({marks}) and words = ?"
        return db.execute(sql, (*kinds, words.words)).fetchall()
    sql = f"select id, total from tags where kind in ({marks}) and substr(words, 1, ?) = ?"
    return db.execute(sql, (*kinds, len(words.words), words.words)).fetchall()


def named(db: sqlite3.Connection, kind: str, name: str) -> list[tuple[int, int]]:
    """Return the one tag of a kind and name, with how many papers have it, or none."""
    return db.execute("select id, total from tags where kind = ? and name = ?", (kind, name)).fetchall()


def own_tags(db: sqlite3.Connection) -> list[tuple[int, int]]:
    """Return all of the reader's own tags, each with how many papers have it."""
    return db.execute("select id, total from tags where kind = 'own' and total > 0").fetchall()


def tagged(row: str, ids: list[tuple[int, int]]) -> Clause:
    """Return the condition that a paper has any of some tags."""
    if not ids:
        return Clause("0")
    return Clause(f"exists (select 1 from tagged as one where one.tag in ({numbers(ids)}) and one.paper = {row})")


def numbers(ids: list[tuple[int, int]]) -> str:
    """Return the ids of tags as a list in SQL."""
    return ", ".join(str(tag) for tag, _ in ids)


def _between(column: str, first: Parameter | None, last: Parameter | None) -> Clause:
    bounds = [(f"{column} >= ?", first), (f"{column} <= ?", last)]
    kept = [(sql, value) for sql, value in bounds if value is not None]
    return joined(" and ", [Clause(f"{column} is not null"), *(Clause(sql, (value,)) for sql, value in kept)], "1")


def _iso(day: int | None) -> str | None:
    return None if day is None else (date(1970, 1, 1) + timedelta(days=day)).isoformat()
