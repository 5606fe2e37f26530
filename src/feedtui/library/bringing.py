"""Brings papers into the library, a bounded number at a time, so that readers and other processes get their turns."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence

from feedtui.library.imports import begin_import, counted, sum_up
from feedtui.library.index import Index, many_at_once, mend
from feedtui.library.mirror import Mirror
from feedtui.library.origin import Added, Origin
from feedtui.library.ready import Ready
from feedtui.library.shelf import Shelf
from feedtui.papers.query import day_of
from feedtui.papers.topics import Sorting


class Bringing:
    """Imports over one connection."""

    def __init__(self, db: sqlite3.Connection, topics: Sorting) -> None:
        mend(db)
        self._db = db
        self._topics = topics

    def bring(self, papers: Iterable[Sequence[Ready]], origin: Origin, at: str, *, only_known: bool = False) -> Added:
        """Take the papers of a list in, in portions; with `only_known`, none that are not here already."""
        if only_known:
            papers = ([one for one in portion if self._knows(one)] for portion in papers)
        return self._brought(papers, origin, at, Index(self._db), lambda added: None)

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
        batch = begin_import(self._db, origin, at)
        for portion in portions:
            # Another process may have put papers at the top of a day between two portions.
            shelf = Shelf(self._db, index, Mirror(self._db, index), self._topics)
            added += self._taken(index, shelf, portion, origin, batch, at)
            sum_up(self._db, batch, added)
            report(added)
        return added

    def _knows(self, given: Ready) -> bool:
        sql = "select 1 from aliases where key = ?"
        return any(self._db.execute(sql, (name,)).fetchone() for name in given.names)

    def _taken(
        self, index: Index, shelf: Shelf, portion: Sequence[Ready], origin: Origin, batch: int, at: str
    ) -> Added:
        today = day_of(at) or 0
        told = min(at, f"{origin.told_at}T23:59:59Z") if origin.told_at else at
        outcomes = []
        with index.writing():
            for given in portion:
                paper = given.paper
                day = day_of(paper.listed or (paper.published if origin.by_date else None))
                outcomes.append(shelf.take(given, told, batch, today if day is None else min(day, today)))
        return counted(outcomes)
