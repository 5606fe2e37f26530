"""The papers that may be offered, held in memory so that all of them are scored within a moment."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from feedtui.library.signals import unread_papers
from feedtui.library.touched import papers_at
from feedtui.ranking.features import bag_of, encoded
from feedtui.ranking.store import Store
from feedtui.ranking.vectors import Common, Matrix, Weights, matrix_of

MOST = 100_000
"""Unread papers that are held, those at the top of the list: 40 MB. Further ones are read when they are asked for."""
_BLOCK = 5_000
_AT_ONCE = 1_000
_FEW = 20_000
"""Papers that are looked up one by one; for more, all of them are read in their order, which is quicker."""


class Pool:
    """The features of the newest unread papers, and of any others on request."""

    def __init__(self, db: sqlite3.Connection, store: Store, common: Common) -> None:
        self._db = db
        self._store = store
        self._usual = common.usual
        self._telling = common.rarity > 0
        unread = unread_papers(db, MOST)
        blocks = list(self._unread(set(unread), unread[-1])) if unread else []
        self._blocks = [block for _, block in blocks]
        self.rows: NDArray[np.int64] = np.concatenate([rows for rows, _ in blocks] or [np.empty(0, np.int64)])

    def scores(self, weights: Weights) -> NDArray[np.float32]:
        """Return the scores of `rows`."""
        return np.concatenate([block.times(weights) for block in self._blocks] or [np.empty(0, np.float32)])

    def scores_of(self, rows: NDArray[np.int64], weights: Weights) -> NDArray[np.float32]:
        """Return the scores of any papers, 0 for those that are gone."""
        scores = np.zeros(len(rows), np.float32)
        # The pool's rows fall, as those of a list do.
        places = np.searchsorted(-self.rows, -rows)
        inside = places < len(self.rows)
        inside[inside] = self.rows[places[inside]] == rows[inside]
        for number, block in enumerate(self._blocks):
            here = np.flatnonzero(inside & (places // _BLOCK == number))
            if len(here):
                scores[here] = block.pick(places[here] % _BLOCK).times(weights)
        others = np.flatnonzero(~inside)
        if len(others) > _FEW:
            scores[others] = self._streamed(rows[others], weights)
        elif len(others):
            scores[others] = self.matrix(rows[others].tolist()).times(weights)
        return scores

    def _streamed(self, rows: NDArray[np.int64], weights: Weights) -> NDArray[np.float32]:
        """Return the scores of very many papers, in the order in which they stand in the file."""
        order = np.argsort(rows)
        rising, scores = rows[order], np.zeros(len(rows), np.float32)
        found = self._store.down_to(int(rising[0]))
        while some := list(islice(found, _BLOCK)):
            here = np.array([row for row, _ in some], np.int64)
            places = np.minimum(np.searchsorted(rising, here), len(rising) - 1)
            asked = rising[places] == here
            block = matrix_of([body for _, body in some], self._usual, self._telling)
            scores[order[places[asked]]] = block.times(weights)[asked]
        return scores

    def matrix(self, rows: Sequence[int]) -> Matrix:
        """Return the features of papers, those that the store has not yet found now; of one that is gone, none.

        Of very many that the store has not yet found, the others have none either: there is no time for them.
        """
        bodies = self._store.bodies(rows)
        missing = [row for row in rows if row not in bodies]
        bodies.update((row, encoded(bag_of(paper))) for row, paper in papers_at(self._db, missing[:_AT_ONCE]))
        return matrix_of([bodies.get(row, _NOTHING) for row in rows], self._usual, self._telling)

    def _unread(self, unread: set[int], last: int) -> Iterator[tuple[NDArray[np.int64], Matrix]]:
        rows: list[int] = []
        bodies: list[bytes] = []
        for row, body in self._store.down_to(last):
            if row in unread:
                rows.append(row)
                bodies.append(body)
            if len(rows) == _BLOCK:
                yield np.array(rows, np.int64), matrix_of(bodies, self._usual, self._telling)
                rows, bodies = [], []
        if rows:
            yield np.array(rows, np.int64), matrix_of(bodies, self._usual, self._telling)


_NOTHING = bytes(4)
