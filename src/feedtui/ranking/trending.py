"""What is offered before anything is learned: upvotes by age.

A paper's score is `(upvotes + 1) / (days + 2) ** 1.5`, with the days since it was listed, else published, else since it
came. The two days more keep today's papers from winning with a single upvote; at the power of 1.5 a paper of five days
ago needs 6.5 times the upvotes of one of today.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from feedtui.library.signals import upvoted, upvotes_of

WINDOW = 60
"""Days that are looked at."""
_LOOKED_AT = 300


def heat(upvotes: int, days: int) -> float:
    """Return the score of a paper with some upvotes that has been listed for some days."""
    return float((upvotes + 1) / (max(days, 0) + 2) ** 1.5)


def hottest(db: sqlite3.Connection, today: int) -> list[tuple[int, float]]:
    """Return the rows of unread papers with their scores, the best first, of one score in order of their ids.

    It looks at those with the most upvotes of the last `WINDOW` days before `today`, a number of days since 1970.
    """
    papers = upvoted(db, today - WINDOW, _LOOKED_AT)
    scored = [(-heat(upvotes, today - day), paper, row) for row, paper, upvotes, day in papers]
    return [(row, -score) for score, paper, row in sorted(scored)]


def heats(db: sqlite3.Connection, rows: Sequence[int], today: int) -> list[float]:
    """Return the scores of the papers at some rows."""
    papers = upvotes_of(db, rows)
    return [heat(upvotes, today - day) for upvotes, day in (papers.get(row, (0, 0)) for row in rows)]
