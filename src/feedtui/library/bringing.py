"""Brings papers into the library, a bounded number at a time, so that readers and other processes get their turns."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence

from feedtui.library.index import Index, many_at_once, mend
from feedtui.library.mirror import Mirror
from feedtui.library.origin import Added, Origin
from feedtui.library.ready import Ready, ready
from feedtui.library.shelf import Shelf
from feedtui.papers.paper import Paper
from feedtui.papers.query import day_of
from feedtui.papers.topics import Sorting

AT_ONCE = 100
"""Papers of one transaction while a reader may be waiting to mark one."""


class Bringing:
    """Imports over one connection."""

    def __init__(self, db: sqlite3.Connection, topics: Sorting) -> None:
        mend(db)
        self._db = db
        self._topics = topics

    def bring(self, papers: Iterable[Paper], origin: Origin, at: str) -> Added:
        """Take the papers of a page in."""
        given = [ready(paper, self._topics) for paper in papers][::-1]
        some = [given[at : at + AT_ONCE] for at in range(0, len(given), AT_ONCE)]
        return self._brought(some, origin, at, Index(self._db), lambda added: None)

    def bring_archive(
        self, papers: Iterable[Sequence[Ready]], origin: Origin, at: str, report: Callable[[Added], None]
    ) -> Added:
        """Take an archive in; `report` is told of the sum after each portion, and what it raises stops the import."""
        with many_at_once(self._db):
            return self._brought(papers, origin, at, Index(self._db, counts_terms=False), report)

    def _brought(
        self,
        portions: Iterable[Sequence[Ready]],
        origin: Origin,
        at: str,
        index: Index,
        report: Callable[[Added], None],
    ) -> Added:
        added = Added()
        batch = self._begun(origin, at)
        for portion in portions:
            # Another process may have put papers at the top of a day between two portions.
            shelf = Shelf(self._db, index, Mirror(self._db, index), self._topics)
            added += self._taken(index, shelf, portion, origin, batch, at)
            sums = (added.found, added.new, added.updated, added.unchanged, batch)
            self._db.execute("update imports set found = ?, new = ?, updated = ?, unchanged = ? where id = ?", sums)
            report(added)
        return added

    def _begun(self, origin: Origin, at: str) -> int:
        sql = (
            "insert into imports (at, source, kind, list_date, found, new, updated, unchanged)"
            " values (?, ?, ?, ?, 0, 0, 0, 0) returning id"
        )
        row = self._db.execute(sql, (at, origin.source, origin.kind, origin.list_date)).fetchone()
        return int(row[0])

    def _taken(
        self, index: Index, shelf: Shelf, portion: Sequence[Ready], origin: Origin, batch: int, at: str
    ) -> Added:
        today = day_of(at) or 0
        outcomes = []
        with index.writing():
            for given in portion:
                day = day_of(given.paper.published if origin.is_archive else given.paper.listed)
                outcomes.append(shelf.take(given, at, batch, today if day is None else day))
        return Added(*(outcomes.count(outcome) for outcome in ("new", "updated", "unchanged")))
