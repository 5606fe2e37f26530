"""The order of scored papers, the same on every machine."""

from __future__ import annotations

import sqlite3

import numpy as np
from numpy.typing import NDArray

from feedtui.library.signals import keys_of

_DIGITS = 6
"""Decimals that count: the last ones depend on how a processor adds."""
_LOOKED_THROUGH = 30_000
"""Places of an order that anybody may look through; behind them, papers of one score are left as they are listed."""


def are_among(rows: NDArray[np.int64], some: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return of each row whether it is one of some few; `np.isin` sorts all of them for that."""
    if not len(some):
        return np.zeros(len(rows), bool)
    rising = np.sort(some)
    places = np.minimum(np.searchsorted(rising, rows), len(rising) - 1)
    return np.asarray(rising[places] == rows)


def ordered(
    db: sqlite3.Connection, rows: NDArray[np.int64], scores: NDArray[np.float32], limit: int
) -> list[tuple[int, float]]:
    """Return at least `limit` papers with scores, the best first, those of one score in order of their ids."""
    rounded = np.round(scores.astype(np.float64), _DIGITS)
    if 0 < limit < len(rows):
        last = np.partition(rounded, len(rows) - limit)[len(rows) - limit]
        inside = rounded >= last
        rows, rounded = rows[inside], rounded[inside]
    order = np.argsort(-rounded, kind="stable")
    rows, rounded = rows[order], rounded[order]
    same = np.zeros(len(rows), bool)
    same[:-1] = rounded[1:] == rounded[:-1]
    same[1:] |= same[:-1]
    keys = keys_of(db, rows[:_LOOKED_THROUGH][same[:_LOOKED_THROUGH]].tolist())
    pairs = list(zip(rows.tolist(), rounded.tolist(), strict=True))
    head = sorted(pairs[:_LOOKED_THROUGH], key=lambda one: (-one[1], keys.get(one[0], "")))
    return head + pairs[_LOOKED_THROUGH:]
