"""What was offered to the reader and passed over: after the second time it is not offered again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress

from feedtui.library.schema import CorpusError, connect
from feedtui.library.settings import remember, remembered
from feedtui.library.signals import keys_of, rows_of
from feedtui.paths import Places

_TIMES = 2
_NAME = "offered"
_REMEMBERED = 5_000
"""Papers of which it is remembered that they were passed over, the last ones."""


def note_passed(places: Places, rows: Iterable[int]) -> None:
    """Note that the reader passed over papers once more; where that cannot be kept, nothing is lost but this."""
    with suppress(sqlite3.Error, OSError, CorpusError), closing(connect(places.papers)) as db:
        db.execute("begin immediate")
        counts = _counts(db)
        for paper in keys_of(db, rows).values():
            counts[paper] = counts.pop(paper, 0) + 1
        kept = dict(list(counts.items())[-_REMEMBERED:])
        remember(db, _NAME, json.dumps(kept, separators=(",", ":")))
        db.execute("commit")


def tired_of(db: sqlite3.Connection) -> set[int]:
    """Return the rows of the papers that were passed over twice."""
    return set(rows_of(db, [paper for paper, count in _counts(db).items() if count >= _TIMES]))


def _counts(db: sqlite3.Connection) -> dict[str, int]:
    """Return by paper how often it was passed over, the latest last."""
    found: dict[str, int] = json.loads(remembered(db, _NAME) or "{}")
    return found
