"""What there is to learn from in a library, all of it in the order of the papers' ids: every machine adds alike."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from feedtui.library.answers import MORE, Answers
from feedtui.library.signals import Kept, keys_of, read_papers, rows_of
from feedtui.ranking.learning import QUEUED, STARRED, Lesson, strengths
from feedtui.ranking.pool import Pool

_MOST_PASSED = 2_000


def lesson_of(db: sqlite3.Connection, pool: Pool, kept: Sequence[Kept], answers: Answers, half_life: float) -> Lesson:
    """Return all that the marks say; `half_life` is in days."""
    known = {one.row for one in kept}
    passed = keys_of(db, [row for row in read_papers(db, _MOST_PASSED) if row not in known])
    answered = rows_of(db, answers.papers)
    lesson = Lesson(
        pool.matrix([]),
        np.empty(0),
        pool.matrix(sorted(passed, key=passed.__getitem__)),
        pool.matrix(list(answered)),
        [1 if answers.papers[paper] == MORE else -1 for paper in answered.values()],
    )
    return with_kept(lesson, pool, kept, half_life)


def with_kept(lesson: Lesson, pool: Pool, kept: Sequence[Kept], half_life: float) -> Lesson:
    """Return a lesson in which some papers are all that were kept."""
    worth = [(STARRED if one.starred else QUEUED, one.at) for one in kept]
    counts = strengths(worth, half_life) if worth else np.empty(0)
    return replace(lesson, kept=pool.matrix([one.row for one in kept]), strengths=counts)
