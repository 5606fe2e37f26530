"""What was offered in earlier sittings and left: papers are not pushed a third time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from feedtui.library.settings import remember, remembered
from feedtui.library.signals import keys_of, rows_of

_SITTINGS = 2
_NAME = "offered"
_REMEMBERED = 5_000
"""Papers of which it is remembered that they were passed over, the last ones."""


def passed_over(db: sqlite3.Connection, rows: Sequence[int]) -> None:
    """Note that papers were offered in a sitting and not opened."""
    counts = _counts(db)
    for paper in keys_of(db, rows).values():
        counts[paper] = counts.pop(paper, 0) + 1
    kept = dict(list(counts.items())[-_REMEMBERED:])
    remember(db, _NAME, json.dumps(kept, separators=(",", ":")))


def tired_of(db: sqlite3.Connection) -> set[int]:
    """Return the rows of the papers that were passed over in two sittings."""
    return set(rows_of(db, [paper for paper, count in _counts(db).items() if count >= _SITTINGS]))


def _counts(db: sqlite3.Connection) -> dict[str, int]:
    """Return by paper in how many sittings it was passed over, the latest last."""
    found: dict[str, int] = json.loads(remembered(db, _NAME) or "{}")
    return found
