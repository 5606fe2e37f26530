"""What is asked of the papers, whichever file or memory they are in."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from feedtui.library.clauses import Scene
from feedtui.library.counts import Count, Counts, counts_of, everything
from feedtui.library.documents import MUTED, WATCHED, documents_in, queries_of
from feedtui.library.elsewhere import Elsewhere
from feedtui.library.news import new_by_source
from feedtui.library.reading import Reading, Revision
from feedtui.library.resolving import resolved
from feedtui.library.schema import DAY
from feedtui.library.settings import last_import
from feedtui.papers.dates import date_of, number_of
from feedtui.papers.paper import Item, PaperId
from feedtui.papers.query import All, Flag, Query

if TYPE_CHECKING:
    from feedtui.library.tallies import Tallies

_ARRIVED = """
select id from papers where listed >= :first
union select paper from relisted where day >= :first
union select id from papers where listed is null and id >= :row
union select id from papers where listed is null
    and batch in (select id from imports where at >= :day and kind <> 'arxiv-snapshot')
"""


class Finding:
    """The papers over one connection, and over further ones for other threads.

    `whole`, `some` and `items` may be called from other threads, everything else from one. `scene` is what queries may
    ask of the reader's sitting.
    """

    scene: Scene
    _listed: int | None = None
    """The last import whose papers the reader could see."""
    _news_of: tuple[int, int] | None = None
    """How many papers and imports there were when those that are new were counted."""

    def _read_from(self, db: sqlite3.Connection, path: Path | None) -> None:
        self._db = db
        db.executescript("pragma wal_autocheckpoint = 0; pragma busy_timeout = 3000")
        self._reading = Reading(db)
        self._elsewhere = Elsewhere(path, self._reading)
        self._news: dict[str, int] = {}
        self._news_of = None
        self._version = int(db.execute("pragma data_version").fetchone()[0])

    def __len__(self) -> int:
        """Return how many papers there are."""
        return everything(self._db)

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be kept, since the folder or the files cannot be written to."""
        return bool(self._db.execute("pragma query_only").fetchone()[0])

    def item(self, row: int) -> Item:
        """Return the paper at a row; raises `KeyError` if it is no longer there."""
        return self._reading.item(row)

    def items(self, rows: Iterable[int]) -> Iterator[Item]:
        """Yield the papers at some rows, in any thread; those that are no longer there are passed over."""
        with self._elsewhere.reading() as reading:
            yield from reading.items(rows)

    def meant(self, query: Query) -> Query:
        """Return a query with what it names put in its place: kept searches, and what is muted."""
        return resolved(self._db, query)

    def row_of(self, paper: PaperId) -> int:
        """Return the row of the paper with any of its identities; raises `KeyError` if it is not here."""
        return self._reading.row_of(paper)

    def first(self, query: Query, limit: int, also: Collection[int] = ()) -> list[int]:
        """Return the first rows that a query finds, at once, and with them those named in `also`."""
        search = self._reading.search(query, self.scene)
        found = search.first(limit)
        missing = set(also).difference(found)
        return list(search.place([*found, *missing]))[:limit] if missing else found

    def some(self, query: Query, limit: int) -> list[Item]:
        """Return the first papers that a query finds within a second, in any thread; raises as `whole` does."""
        with self._elsewhere.reading() as reading:
            return list(reading.items(reading.search(query, self.scene).first(limit, 1.0)))

    def whole(self, query: Query, also: Collection[int] = ()) -> array[int]:
        """Return all rows that a query finds, in its order, and those named in `also`.

        Raises:
            sqlite3.OperationalError: `stop` was called meanwhile.
        """
        with self._elsewhere.reading() as reading:
            search = reading.search(query, self.scene)
            found = search.whole()
            missing = set(also).difference(found)
            return search.place([*found, *missing]) if missing else found

    def each(self, query: Query, limit: int | None = None) -> Iterator[int]:
        """Yield the rows that `whole` returns, or the first of them; some come before all are found."""
        with self._elsewhere.reading() as reading:
            yield from reading.search(query, self.scene).each(limit)

    def count(self, query: Query) -> Count:
        """Count the papers that a query finds; raises as `whole` does."""
        return Count(len(self.whole(All((query, Flag("is", "unread"))))), len(self.whole(query)))

    def day(self, row: int) -> str:
        """Return the day under which the list has a paper, ISO 8601: when it was listed, else published or brought."""
        return date_of(row // DAY).isoformat()

    def arrived(self, since: date) -> set[int]:
        """Return the papers that were listed since a day in UTC, again or first, or came in if nobody told when.

        Those of an archive did not come today: of them the days count under which the list has them.
        """
        first = number_of(since)
        values = {"first": first, "row": first * DAY, "day": since.isoformat()}
        return {row for (row,) in self._db.execute(_ARRIVED, values)}

    def names(self, row: int) -> list[PaperId]:
        """Return every identity by which the paper at a row is known; raises `KeyError` if it is no longer there."""
        from feedtui.library.documents import aliases_of
        from feedtui.papers.account import identities

        return list(dict.fromkeys((*identities(self.item(row).paper), *aliases_of(self._db, row))))

    def unread(self, rows: Iterable[int]) -> Iterator[int]:
        """Yield those of some rows that were not read, in any thread."""
        with self._elsewhere.reading() as reading:
            yield from reading.unread(rows)

    def here(self, rows: Iterable[int]) -> Iterator[int]:
        """Yield those of some rows at which there still is a paper."""
        return self._reading.here(rows)

    def stop(self) -> None:
        """Let every `whole` that is under way end with an error."""
        self._elsewhere.stop()

    def revisions(self, row: int) -> list[Revision]:
        """Return what a paper's title and abstract were before each change."""
        return self._reading.revisions(row)

    def as_read(self, row: int) -> Revision | None:
        """Return a paper's title and abstract as they were when it was read, None where they are still so."""
        item = self.item(row)
        if not item.is_revised:
            return None
        read = item.mark.read or ""
        return next((one for one in self.revisions(row) if one.at > read), None)

    def own_tag(self, text: str) -> str | None:
        """Return the reader's own tag that a text names, None if it is no tag of theirs."""
        from feedtui.library.tagging import own_tag

        return own_tag(self._db, text)

    def authors(self, begun: str, near: Iterable[int] = ()) -> list[str]:
        """Return authors with a word that begins so, at once: of the newest papers, and of those at rows `near`."""
        from feedtui.library.authors import authors_of

        return authors_of(self._db, begun, near)

    def titled(self, rows: Sequence[int], start: int, begun: str) -> int | None:
        """Return where in some rows, from a place on and round to it, a title has a word that begins so.

        It may be asked in any thread, and raises as `whole` does.
        """
        from feedtui.library.titles import place_of

        with self._elsewhere.reading() as reading:
            return place_of(reading.db, rows, start, begun)

    def new_by_source(self) -> dict[str, int]:
        """Return how many papers are new, by the source that brought each, the one that brought most first."""
        key = (len(self), last_import(self._db))
        if key != self._news_of:
            self._news_of, self._news = key, new_by_source(self._db, self.scene.seen)
        return self._news

    def tallies(self, today: date) -> Tallies:
        """Return what was read and starred in the year up to a day, in any thread; raises `sqlite3.Error`."""
        from feedtui.library.tallies import tallies_of

        with self._elsewhere.reading() as reading:
            return tallies_of(reading.db, today)

    def note_listed(self) -> None:
        """Note that the reader can see all that came in until now: what comes later is new next time."""
        self._listed = last_import(self._db)

    def counts(self) -> Counts:
        """Count the papers of each view, topic, tag and source."""
        return counts_of(self._db)

    def searches(self) -> dict[str, str]:
        """Return the queries of the kept searches by name."""
        return queries_of(self._db)

    def muted(self) -> list[str]:
        """Return the queries whose papers the reader does not want to see."""
        return list(documents_in(self._db, MUTED))

    def watched(self) -> list[str]:
        """Return the words and names that the reader looks out for."""
        return list(documents_in(self._db, WATCHED))

    def tidy(self) -> None:
        """Bring what was written into the papers' file, which is better done while nobody waits for a key."""
        with suppress(sqlite3.Error):
            self._db.execute("pragma wal_checkpoint(passive)")
