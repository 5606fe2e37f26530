"""From marks to weights: what a paper's features add to its score.

The score is linear. With `v` the values of a paper's features (BM25's term frequency, so that long papers have no
advantage) and `r` their rarity, two papers are as near as the sum of `r² v v'`. The rank is nearness to the mean
of the papers that the reader kept, less a part of the nearness to those that were read and not kept (Rocchio 1971).
What tells these two apart counts more for nearness than `r²`. A score of 1 is as near as those kept are to each other
in the mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from feedtui.ranking.vectors import Common, Matrix, Weights

NEEDED = 3
"""Papers that have to be kept before anything is learned from them."""
HALF_LIFE = 180.0
"""Days after which a mark counts half as much as a new one."""
STARRED, QUEUED = 1.0, 0.7

_AGAINST = 1.0
_CONTRAST = 6.0
"""How much more a feature counts for each standard error by which it tells papers kept from others, after the first.

This and `_AGAINST` were chosen over the recorded days of `benchmarks/ranking.py days`, with other fields than its own.
"""
_DOUBT = 20.0
"""Papers read and not kept that count half of what very many do."""
_LEAST = 0.02
"""The nearness of papers kept that have nothing in common, as a part of that of each to itself."""
_EMPHASIS = 1.0
"""The score that a paper has after "more like this"; after "less like this" it is that below nothing."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is learned from: papers kept, each with its strength, papers read and not kept, and answers.

    `signs` are of the answers, 1 for more like this paper and -1 for less, in the order in which they were given.
    """

    kept: Matrix
    strengths: NDArray[np.float64]
    passed: Matrix
    answered: Matrix
    signs: Sequence[int]


def strengths(kept: Sequence[tuple[float, str]], half_life: float) -> NDArray[np.float64]:
    """Return what papers kept count, by the strength of their marks and its time, halved in each half-life.

    The time is measured back from the newest mark, not from now: that the reader was away changes nothing. A
    half-life is a day at least.
    """
    days = np.array([_day(at) for _, at in kept])
    ages = (np.nanmax(days) if np.isfinite(days).any() else 0.0) - days
    half_life = max(half_life, 1.0)
    known = np.where(np.isfinite(ages), ages, half_life)
    return np.array([strength for strength, _ in kept]) * 0.5 ** (known / half_life)


def learned(lesson: Lesson, common: Common) -> Weights:
    """Return the weights; all are 0 where nothing was kept and nothing answered."""
    squares = common.rarity**2
    weights = np.zeros(len(squares))
    if len(lesson.kept):
        shares = lesson.strengths / lesson.strengths.sum()
        mean = lesson.kept.sum(shares)
        if len(lesson.passed):
            squares = squares * _contrast(lesson, shares)
        weights = mean - _doubted(lesson.passed) if len(lesson.passed) else mean
        weights = squares * weights / _nearness(lesson.kept, shares, squares * mean, squares)
    for at, sign in enumerate(lesson.signs):
        features, values = lesson.answered.row(at)
        score, size = weights[features] @ values, squares[features] @ values**2
        short = sign * _EMPHASIS - score
        if size and short * sign > 0:
            # The least change of weights that gives this paper its score; papers like it move with it.
            np.add.at(weights, features, short / size * squares[features] * values)
    weights[0] = 0
    return weights.astype(np.float32)


def _contrast(lesson: Lesson, shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how much more each feature counts for telling papers kept from those that were read and not kept.

    It grows with the standard errors by which the logarithms of the two rates of having it differ: a word of most
    papers kept and of no other says more than a rare one that a single paper has.
    """
    kept, passed = len(lesson.kept), len(lesson.passed)
    among_kept, among_passed = lesson.kept.having(shares * kept), lesson.passed.having(np.ones(passed))
    contrast = np.ones(len(among_kept))
    found = np.flatnonzero(among_kept + among_passed)
    among_kept, among_passed = among_kept[found] + 0.5, among_passed[found] + 0.5
    difference = np.log(among_kept / (kept + 1)) - np.log(among_passed / (passed + 1))
    errors = np.abs(difference) / np.sqrt(1 / among_kept + 1 / among_passed)
    contrast[found] += _CONTRAST * np.maximum(errors - 1, 0)
    return contrast


def _doubted(passed: Matrix) -> NDArray[np.float64]:
    """Return the mean of the papers read and not kept, as far as it counts."""
    many = len(passed)
    return passed.sum(np.full(many, 1 / many)) * (_AGAINST * many / (many + _DOUBT))


def _nearness(
    kept: Matrix, shares: NDArray[np.float64], weights: NDArray[np.float64], squares: NDArray[np.float64]
) -> float:
    """Return how near the papers kept are to the mean of the others, in the mean."""
    total = least = 0.0
    for at, share in enumerate(shares):
        features, values = kept.row(at)
        own = squares[features] @ values**2
        others = (weights[features] @ values - share * own) / (1 - share) if share < 1 else 0.0
        total += share * others
        least += share * own * _LEAST
    return float(max(total, least)) or 1.0


def _day(at: str) -> float:
    try:
        time = datetime.fromisoformat(at)
    except ValueError:
        return float("nan")
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp() / 86_400
