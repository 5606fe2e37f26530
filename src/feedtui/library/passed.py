"""What was offered to the reader and passed over: after the second time it is not offered again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress

from feedtui.library.schema import CorpusError, connect
from feedtui.library.settings import remember, remembered
from feedtui.library.signals import keys_of, rows_of
from feedtui.papers.paper import PaperId
from feedtui.paths import Places

MOST_TIMES = 99
"""How often a paper is passed over at most, as other programs may tell it."""
_TIMES = 2
"""How often a paper is passed over until it is no longer offered."""
_NAME = "offered"
_REMEMBERED = 5_000
"""Papers of which it is remembered that they were passed over, the last ones."""


def note_passed(places: Places, rows: Iterable[int]) -> None:
    """Note that the reader passed over papers once more; where that cannot be kept, nothing is lost but this."""
    with suppress(sqlite3.Error, OSError, CorpusError), closing(connect(places.papers)) as db:
        db.execute("begin immediate")
        counts = passed_over(db)
        for paper in keys_of(db, rows).values():
            counts[paper] = counts.pop(paper, 0) + 1
        kept = dict(list(counts.items())[-_REMEMBERED:])
        remember(db, _NAME, json.dumps(kept, separators=(",", ":")))
        db.execute("commit")


def take_passed(db: sqlite3.Connection, told: Mapping[PaperId, int]) -> dict[PaperId, int]:
    """Take in how often papers were passed over elsewhere; return how often they were, the latest last.

    Of two numbers the greater counts: of the same passings over, told twice, that makes no more.
    """
    counts = passed_over(db)
    new = {paper: count for paper, count in told.items() if paper not in counts}
    greater = {paper: max(count, told.get(paper, 0)) for paper, count in counts.items()}
    taken = dict(list({**new, **greater}.items())[-_REMEMBERED:])
    if taken != counts:
        remember(db, _NAME, json.dumps(taken, separators=(",", ":")))
    return taken


def exchange_passed(places: Places, told: Mapping[PaperId, int]) -> Mapping[PaperId, int]:
    """Do as `take_passed` does with the papers of a library; where nothing can be kept, `told` is all there is."""
    with suppress(sqlite3.Error, OSError, CorpusError), closing(connect(places.papers)) as db:
        db.execute("begin immediate")
        counts = take_passed(db, told)
        db.execute("commit")
        return counts
    return told


def tired_of(db: sqlite3.Connection) -> set[int]:
    """Return the rows of the papers that were passed over twice."""
    return set(rows_of(db, [paper for paper, count in passed_over(db).items() if count >= _TIMES]))


def passed_over(db: sqlite3.Connection) -> dict[PaperId, int]:
    """Return by paper how often it was passed over, the latest last."""
    found: dict[PaperId, int] = json.loads(remembered(db, _NAME) or "{}")
    return found
