"""Papers as rows of a sparse matrix, and their products with weights."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from feedtui.ranking.features import BUCKETS, FIELD

Weights: TypeAlias = NDArray[np.float32]
"""What each feature adds to a score, by its number; number 0 adds nothing."""

_SATURATION = 2.5
"""BM25's k1: how soon a further mention of a word adds little. Chosen with `benchmarks/relevance.py` (with b = 1)."""
_FIELD_VALUE = 0.5
_STEPS = 72
"""Steps of one in which values are kept; the greatest, `_SATURATION` + 1, is below 256 steps."""
_AT_ONCE = 500
_LARGE = 10_000


@dataclass(frozen=True)
class Common:
    """How common each feature is: of `papers` papers in all, `counts` have it; `length` is their mean length."""

    counts: NDArray[np.int32]
    papers: int
    length: float

    @cached_property
    def rarity(self) -> NDArray[np.float64]:
        """BM25's inverse document frequency, which a document and what it is compared to have each.

        In a large library it is 0 for what is in every tenth paper: a third of all text, which tells next to nothing.
        """
        found: NDArray[np.float64] = np.log(1 + (self.papers - self.counts + 0.5) / (self.counts + 0.5))
        if self.papers >= _LARGE:
            found[self.counts > self.papers // 10] = 0
        return found

    @property
    def usual(self) -> float:
        """The mean length in steps of a fifth: a few more papers leave every value as it is."""
        return float(2 ** (round(math.log2(max(self.length, 1)) * 4) / 4))


@dataclass(frozen=True, slots=True)
class Matrix:
    """Papers, a row each: the numbers of their features and the values in `_STEPS`, from `starts[i]` on."""

    starts: NDArray[np.int64]
    features: NDArray[np.int32]
    values: NDArray[np.uint8]

    def __len__(self) -> int:
        """Return how many papers there are."""
        return len(self.starts) - 1

    def times(self, weights: Weights) -> NDArray[np.float32]:
        """Return the score of each paper: the sum of its values times the weights of their features."""
        scores = np.empty(len(self), np.float32)
        buffer = np.empty(0, np.float32)
        for first in range(0, len(self), _AT_ONCE):
            last = min(first + _AT_ONCE, len(self))
            start, end = self.starts[first], self.starts[last]
            if len(buffer) < end - start:
                buffer = np.empty(end - start, np.float32)
            part = buffer[: end - start]
            np.take(weights, self.features[start:end], out=part, mode="clip")
            np.multiply(part, self.values[start:end], out=part)
            scores[first:last] = np.add.reduceat(part, self.starts[first:last] - start)
        scores /= _STEPS
        return scores

    def pick(self, rows: NDArray[np.int64]) -> Matrix:
        """Return some of the papers, in the order asked for."""
        sizes = np.diff(self.starts)[rows]
        starts = np.concatenate(([0], np.cumsum(sizes)))
        places = np.arange(starts[-1]) + np.repeat(self.starts[rows] - starts[:-1], sizes)
        return Matrix(starts, self.features[places], self.values[places])

    def sum(self, strengths: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the sum of the papers' values, each paper as often as it has strength, by feature."""
        factors = np.repeat(strengths, np.diff(self.starts)) * self.values
        return np.bincount(self.features, factors, BUCKETS) / _STEPS

    def having(self, strengths: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the strengths of the papers that have a feature, added up, by feature."""
        counted: NDArray[np.float64] = np.bincount(
            self.features, np.repeat(strengths, np.diff(self.starts)), BUCKETS
        ).astype(np.float64)
        return counted

    def row(self, at: int) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """Return the features and the values of one paper."""
        inside = slice(self.starts[at], self.starts[at + 1])
        return self.features[inside], self.values[inside] / _STEPS


def matrix_of(bodies: Sequence[bytes], usual: float, telling: NDArray[np.bool_] | None = None) -> Matrix:
    """Return encoded papers as a matrix; `usual` is the length at which a word that is said once counts as one.

    Features that are not `telling` are left out.
    """
    entries = np.frombuffer(b"".join(bodies), np.uint32)
    sizes = np.fromiter(map(len, bodies), np.int64, len(bodies)) // 4
    starts = np.zeros(len(bodies) + 1, np.int64)
    np.cumsum(sizes, out=starts[1:])
    counts = (entries & 255).astype(np.float32)
    lengths = np.repeat(entries[starts[:-1]] * np.float32(_SATURATION / usual), sizes)
    values = counts * np.float32(_SATURATION + 1) / np.maximum(counts + lengths, 1)
    values[counts == FIELD] = _FIELD_VALUE
    features = (entries >> 8).astype(np.int32)
    # The length stands where a feature would: it is none, and its value is nothing.
    features[starts[:-1]], values[starts[:-1]] = 0, 0
    if telling is not None and len(bodies):
        kept = telling[features]
        kept[starts[:-1]] = True
        starts[1:] = np.cumsum(np.add.reduceat(kept, starts[:-1], dtype=np.int64))
        features, values = features[kept], values[kept]
    return Matrix(starts, features, np.rint(values * _STEPS).astype(np.uint8))
