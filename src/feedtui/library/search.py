"""Which papers a query finds, in which order: the first screenful at once, the whole list when there is time."""

from __future__ import annotations

import json
import math
import sqlite3
import time
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from feedtui.library.clauses import NAMES, Clause, Clauses, Parameter, Scene, index_expression
from feedtui.library.drivers import FEW, Driver, after, commonness, driver
from feedtui.papers.query import All, Either, Query, Words, is_ranked, order_of, without_sort

COMPLETIONS = 12
"""Words that a half-typed one stands for until the whole list is there: the commonest that begin so."""
PATIENCE = 0.03
"""Seconds for which a key may wait for the first rows, as when a phrase is rare and its words are common."""
_STEPS = 500
"""Steps of SQLite between two looks at the clock."""

SOON = 200
"""Papers that are looked for one by one, before all others are at once."""
RARE = 100
"""Papers of a word so rare that each of them is read, instead of the lists of its commoner neighbours."""

_COMMON_TERMS = "select term from terms indexed by terms_common where papers >= 64 and term >= ? and term < ?"
_TERMS = "select term from terms where term >= ? and term < ?"
_SHORT = 2


class Search:
    """One query over one connection.

    `holds` tells by the reference filter whether the paper at a row has some words.
    """

    def __init__(self, db: sqlite3.Connection, query: Query, holds: Callable[[int, Words], bool], scene: Scene) -> None:
        self._db = db
        self._query = without_sort(query)
        # The rank is asked by whoever shows the papers; here they are as without it.
        order = order_of(query)
        self._order = "newest" if not order or is_ranked(order) else order
        self._holds = holds
        self._scene = scene
        self._end = math.inf

    def first(self, limit: int, patience: float | None = None) -> list[int]:
        """Return the first rows; a half-typed word is taken for the commonest words that begin so.

        Beside a rare word, a half-typed one is looked for in the few papers that have the rare one. What is not
        found within `patience` seconds, `PATIENCE` if not given, is left to `whole`.
        """
        self._end = time.perf_counter() + (PATIENCE if patience is None else patience)
        self._db.set_progress_handler(self._is_late, _STEPS)
        try:
            return self._first(limit)
        except sqlite3.OperationalError:
            if not self._is_late():
                raise
            return []
        finally:
            self._db.set_progress_handler(None, 0)
            self._end = math.inf

    def _is_late(self) -> bool:
        return time.perf_counter() > self._end

    def _first(self, limit: int) -> list[int]:
        parts = self._query.parts if isinstance(self._query, All) else (self._query,)
        # Each half-typed word asks the table of terms once.
        completed = tuple(map(self._completed, parts))
        rare = min((commonness(self._db, part) for part in parts if _is_word(part)), default=RARE + 1) <= RARE
        meant = tuple(All() if rare and part != whole else whole for part, whole in zip(parts, completed, strict=True))
        source = driver(self._db, All(meant), self._scene)
        left = All(tuple(part for part, whole in zip(parts, meant, strict=True) if whole not in source.covers))
        if self._order in ("newest", "oldest"):
            return self._rows(left, source, limit).tolist()
        if self._order == "upvotes" and source.size > 10 * FEW:
            return self._most_upvotes(self._query, limit)
        return self._sorted(self._rows(left, source, 10 * FEW))[:limit]

    def whole(self) -> array[int]:
        """Return all rows, in order."""
        source = driver(self._db, self._query, self._scene)
        rows = self._rows(_without(self._query, source.covers), source, None)
        return rows if self._order in ("newest", "oldest") else array("q", self._sorted(rows))

    def each(self, limit: int | None = None) -> Iterator[int]:
        """Yield the rows that `whole` returns, or the first of them: some as they are found, then the others."""
        soonest = self._soonest()
        if soonest is None:
            yield from islice(self.whole(), limit)
            return
        done = []
        for row in islice(soonest, limit):
            done.append(row)
            yield row
        if len(done) == SOON and limit != SOON:
            known = set(done)
            others = (row for row in self.whole() if row not in known)
            yield from islice(others, None if limit is None else limit - SOON)

    def _soonest(self) -> Iterator[int] | None:
        """Return the first `SOON` rows as they are found, None in an order for which all have to be known."""
        source = driver(self._db, self._query, self._scene)
        if self._order in ("newest", "oldest"):
            sql, values = self._statement(_without(self._query, source.covers), source, SOON)
            return (row for (row,) in self._db.execute(sql, values))
        if self._order == "upvotes" and source.size > 10 * FEW:
            return iter(self._most_upvotes(self._query, SOON))
        return None

    def place(self, rows: Iterable[int]) -> array[int]:
        """Return some rows in this search's order."""
        kept = list(rows)
        if self._order in ("newest", "oldest"):
            return array("q", sorted(kept, reverse=self._order == "newest"))
        return array("q", self._sorted(kept))

    def _rows(self, left: Query, source: Driver, limit: int | None) -> array[int]:
        """Return the candidates of a source of which holds what is left to ask."""
        return self._fetched(*self._statement(left, source, limit))

    def _statement(self, left: Query, source: Driver, limit: int | None) -> tuple[str, tuple[Parameter, ...]]:
        condition = self._condition(left, source.row, limit is not None or source.size <= FEW)
        where = f"{source.source} {'and' if ' where ' in source.source else 'where'} {condition.sql}"
        direction = "asc" if self._order == "oldest" else "desc"
        sql = f"select {source.row} from {where} order by {source.row} {direction} limit ?"
        return sql, (*source.values, *condition.values, -1 if limit is None else limit)

    def _fetched(self, sql: str, values: Sequence[Parameter]) -> array[int]:
        """Return the rows that a statement gives, as far as there is time."""
        found = array("q")
        try:
            for (row,) in self._db.execute(sql, values):
                found.append(row)
        except sqlite3.OperationalError:
            if not self._is_late():
                raise
        return found

    def _condition(self, query: Query, row: str, one_by_one: bool) -> Clause:
        clauses = Clauses(self._db, row, self._scene, one_by_one=one_by_one)
        condition = clauses.of(query)
        verified = clauses.verified
        self._db.create_function("holds", 2, lambda row, leaf: self._holds(row, verified[leaf]))
        return condition

    def _most_upvotes(self, query: Query, limit: int) -> list[int]:
        """Walk the papers from the most upvotes on; those without any come last, the newest first."""
        condition = self._condition(query, "papers.id", True)
        found: list[int] = []
        for known, order in (("is not null", "upvotes desc, id desc"), ("is null", "id desc")):
            sql = f"select id from papers where upvotes {known} and {condition.sql} order by {order} limit ?"
            found += self._fetched(sql, (*condition.values, limit - len(found)))
        return found

    def _sorted(self, rows: Sequence[int]) -> list[int]:
        """Return rows by title, upvotes or relevance."""
        if self._order == "relevance":
            return self._relevant(rows)
        order = {"title": "title collate nocase, id desc", "upvotes": "upvotes desc nulls last, id desc"}[self._order]
        sql = f"select id from papers where id in (select value from json_each(?)) order by {order}"
        return self._fetched(sql, (json.dumps(list(rows)),)).tolist()

    def _relevant(self, rows: Sequence[int]) -> list[int]:
        """Return first the papers with the words in title, authors or tags, the best first, then the rest."""
        match = index_expression(self._query)
        if match is None:
            return list(rows)
        sql = "select rowid from heads where heads match ? order by bm25(heads, 10, 3, 3) limit ?"
        best = self._fetched(sql, (match, 10 * FEW))
        there = set(rows)
        first = dict.fromkeys(row for row in best if row in there)
        return [*first, *(row for row in rows if row not in first)]

    def _completed(self, query: Query) -> Query:
        """Return the query with its half-typed words taken for whole ones, and phrases that end in one for words."""
        match query:
            case Words(words, field, True) if field not in NAMES and field != "note":
                *whole, last = words.split()
                found = self._completions(last)
                either = Either(tuple(Words(word, field) for word in found)) if found else Words(last, field, True)
                return All((*(Words(word, field) for word in whole), either)) if whole else either
            case All(parts):
                return All(tuple(map(self._completed, parts)))
            case Either(parts):
                return Either(tuple(map(self._completed, parts)))
            case _:
                return query

    def _completions(self, word: str) -> list[str]:
        bounds = (word, after(word), COMPLETIONS)
        if len(word) <= _SHORT:
            found = self._db.execute(f"{_COMMON_TERMS} order by papers desc limit ?", bounds).fetchall()
            if len(found) == COMPLETIONS:
                return [term for (term,) in found]
        return [term for (term,) in self._db.execute(f"{_TERMS} order by papers desc limit ?", bounds)]


def _without(query: Query, covered: tuple[Query, ...]) -> Query:
    """Return what is left to ask of candidates for which some parts hold already."""
    if query in covered:
        return All()
    return All(tuple(part for part in query.parts if part not in covered)) if isinstance(query, All) else query


def _is_word(part: Query) -> bool:
    return isinstance(part, Words) and not part.field and not part.prefix
