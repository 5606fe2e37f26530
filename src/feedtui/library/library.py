"""The library's face: what screens, the command line and exports ask."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from feedtui.library.clauses import Scene
from feedtui.library.counts import everything
from feedtui.library.locking import JournalError
from feedtui.library.portions import Report, silent
from feedtui.library.remembering import Remembering
from feedtui.library.schema import CorpusError, connect
from feedtui.library.settings import followed, last_import
from feedtui.papers.paper import Mark, Paper, PaperId
from feedtui.paths import Places

# What writes is imported when something is first written: the first screen does not wait for it.
if TYPE_CHECKING:
    from pathlib import Path

    from feedtui.library.bringing import Bringing
    from feedtui.library.journal import Record
    from feedtui.library.marks import Marks
    from feedtui.library.origin import Added, Origin
    from feedtui.library.ready import Ready
    from feedtui.library.subscriptions import Subscriptions
    from feedtui.library.topic_rules import TopicRules
    from feedtui.papers.topics import Sorting


def utc_now() -> str:
    """Return the time in UTC, ISO 8601, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Library(Remembering):
    """All papers with their marks and topics. A paper is named by its row: the greater, the nearer to the top.

    With `starter`, an empty library shows the starter list, which is kept in memory; the first import takes
    its place. `whole`, `catch_up`, `add` and `change_each` may be called from other threads, everything else from one.

    Raises:
        CorpusError: The papers cannot be opened.
    """

    def __init__(self, places: Places, *, starter: bool = False, clock: Callable[[], str] = utc_now) -> None:
        self.places = places
        self._clock = clock
        path = places.papers if places.papers.exists() or not starter else None
        self._open(connect(path), path)
        self.shows_starter = starter and not len(self)
        if self.shows_starter:
            self._show_starter()
        self.scene = Scene(seen=int(self.setting("seen") or 0))

    def _open(self, db: sqlite3.Connection, path: Path | None) -> None:
        self._read_from(db, path)
        self._beside: sqlite3.Connection | None = None
        self.__dict__.pop("_marks", None)

    @property
    def warnings(self) -> list[str]:
        """What is wrong with the reader's files, a sentence each."""
        refused = f"{self.places.data} cannot be written to: what you mark may not be kept."
        found = (*self._journal.warnings, self._rules.trouble, refused if self.is_read_only else None)
        return [sentence for sentence in found if sentence]

    def change(self, rows: Iterable[int], make: Callable[[Mark], Mark], report: Report = silent) -> int:
        """Make a new mark of each paper's mark, as one change; return how many changed. Raises `JournalError`.

        In another thread, papers that are no longer here are passed over, and `noticed` tells of the change. `report`
        is told how many papers are done, twice over: what it raises until all are done once leaves all as it was.
        """
        with self._marking() as marks:
            return marks.change(rows if marks is self._marks else marks.here(rows), make, report)

    def change_each(self, makes: Mapping[PaperId, Callable[[Mark], Mark]]) -> int:
        """Make a new mark for each of some papers, as one change; see `change`. `noticed` tells of it."""
        with closing(connect(self.places.papers)) as db:
            return self._marks_over(db).change_each(makes)

    def set_state(self, rows: Iterable[int], state: str, on: bool, report: Report = silent) -> int:
        """Set or clear `read`, `starred` or `queued`; return how many papers changed. See `change`."""
        at = self._clock() if on else None
        return self.change(rows, lambda mark: mark.with_state(state, at), report)

    def toggle(self, rows: Sequence[int], state: str, report: Report = silent) -> tuple[int, bool]:
        """Set a state, or clear it where all papers have it; return how many changed, and whether it is set."""
        with self._marking() as marks:
            on = not marks.all_have(rows, state)
        return self.set_state(rows, state, on, report), on

    def retag(self, old: str, new: str | None) -> Record | None:
        """Give the papers of an own tag another one or none; queries that name it follow. Raises `JournalError`.

        `noticed` tells of it. Only of the starter list must it be asked in the thread that made this.
        """
        from feedtui.library.tagging import tag_changes

        self._reading.forget()
        if self.shows_starter:
            return self._marks.rewrite(lambda db: tag_changes(db, old, new))
        with closing(connect(self.places.papers)) as db:
            return self._marks_over(db).rewrite(lambda db: tag_changes(db, old, new))

    def undo(self, report: Report = silent) -> Record | None:
        """Take the last change back; return what that changed, None if there is none. See `change`."""
        with self._marking() as marks:
            return marks.undo(report)

    def redo(self, report: Report = silent) -> Record | None:
        """Make the change that was taken back again; return what that changed. See `change`."""
        with self._marking() as marks:
            return marks.redo(report)

    def may_undo_many(self) -> bool:
        """Whether the last change may be one of very many papers; it need not."""
        return self._journal.is_long()

    @contextmanager
    def _marking(self) -> Iterator[Marks]:
        """Give the marks over this thread's connection; what is remembered may be otherwise before and behind."""
        if self.shows_starter or self._elsewhere.is_own_thread():
            self._reading.forget()
            yield self._marks
            self._reading.forget()
        else:
            with closing(connect(self.places.papers)) as db:
                yield self._marks_over(db)
                # What was written comes into the file here, and not by `tidy` between two keys.
                with suppress(sqlite3.Error):
                    db.execute("pragma wal_checkpoint(passive)")

    def add(self, papers: Iterable[Paper], origin: Origin) -> Added:
        """Take papers in: new ones at the top of their day, known ones merged in their place."""
        from feedtui.library.ready import portions

        return self.add_ready(portions(tuple(papers), self.topics), origin)

    def add_ready(self, portions: Iterable[Sequence[Ready]], origin: Origin, *, only_known: bool = False) -> Added:
        """Take in papers that were made ready elsewhere; with `only_known`, none that are not here already."""
        with self._bringing() as bringing:
            return bringing.bring(portions, origin, self._clock(), only_known=only_known)

    def add_archive(
        self, portions: Iterable[Sequence[Ready]], origin: Origin, report: Callable[[Added], None]
    ) -> Added:
        """Take very many papers in, a portion at a time; what `report` raises stops there, and what is in stays."""
        with self._bringing() as bringing:
            return bringing.bring_archive(portions, origin, self._clock(), report)

    @contextmanager
    def _bringing(self) -> Iterator[Bringing]:
        from feedtui.library.bringing import Bringing

        db = connect(self.places.papers, cache_mb=64)
        try:
            self._follow_marks(self._marks_over(db))
            if not everything(db):
                self._rules.apply(db)
            yield Bringing(db, self.topics)
        except sqlite3.Error as error:
            sentence = f"{self.places.papers} cannot be written ({error}). What was in before is kept."
            raise CorpusError(sentence) from error
        finally:
            db.close()

    @property
    def subscriptions(self) -> Subscriptions:
        """The reader's sources, and what is remembered of them."""
        from feedtui.library.subscriptions import Subscriptions

        return Subscriptions(self._db, self._lasting(), self._marks, self._clock)

    @property
    def topics(self) -> Sorting:
        """The topics, ready to sort papers."""
        return self._rules.sorting

    def noticed(self) -> bool:
        """Return whether another connection or process wrote papers or marks since this was last asked."""
        if self.shows_starter and self.places.papers.exists() and everything(self._lasting()):
            self._leave_starter()
        version = int(self._db.execute("pragma data_version").fetchone()[0])
        changed = version != self._version
        self._version = version
        if changed:
            self._reading.forget()
        return changed

    def is_behind(self) -> bool:
        """Whether there are marks of other processes, or other topics, that the papers do not show yet."""
        if self.is_read_only:
            return False
        position = self._journal.position()
        return position not in (followed(self._db), self._lost_at) or self._rules.is_new_to(self._db)

    def catch_up(self) -> None:
        """Take over the marks of other processes, and the topics."""
        db = self._db if self.shows_starter else connect(self.places.papers)
        try:
            self._follow_marks(self._marks_over(db))
            if self._rules.is_new_to(db):
                self._rules.apply(db)
        except sqlite3.Error as error:
            raise CorpusError(f"{self.places.papers} cannot be written ({error}). Nothing is lost.") from error
        finally:
            if db is not self._db:
                db.close()
        if self.shows_starter:
            self._reading.forget()

    def known(self, papers: Iterable[Paper]) -> int:
        """Return how many of the papers the library holds already."""
        return 0 if self.shows_starter else sum(map(self._reading.knows, papers))

    def close(self) -> None:
        """Close the files, and compact the marks' if it is time."""
        self._elsewhere.close()
        self._db.close()
        if self._beside is not None:
            self._beside.close()
        # What cannot be done now is done at the next end; nothing depends on it.
        with suppress(JournalError):
            if self._journal.should_compact():
                self._journal.compact()

    def end_session(self) -> None:
        """Note what the reader has seen: papers of later imports are new."""
        if self.shows_starter:
            return
        with suppress(sqlite3.Error):
            listed = last_import(self._db) if self._listed is None else self._listed
            self.keep_setting("seen", str(listed))

    def _lasting(self, make: bool = False) -> sqlite3.Connection:
        """Return the papers' file, for what must outlast the starter list, which is in memory."""
        if self.shows_starter and (make or self.places.papers.exists()):
            self._beside = self._beside or connect(self.places.papers)
        return self._beside or self._db

    def _leave_starter(self) -> None:
        """Show the papers on disk now that there are any."""
        db, starter = self._lasting(), self._db
        self._open(db, self.places.papers)
        starter.close()
        self.shows_starter = False
        self._version = 0

    @cached_property
    def _rules(self) -> TopicRules:
        from feedtui.library.topic_rules import TopicRules

        return TopicRules(self.places.topics)

    @cached_property
    def _marks(self) -> Marks:
        return self._marks_over(self._db)

    def _marks_over(self, db: sqlite3.Connection) -> Marks:
        from feedtui.library.marks import Marks

        return Marks(self._journal, db)

    def _show_starter(self) -> None:
        from feedtui.library.starter import bring_starter

        self._db.close()
        self._open(connect(None), None)
        bring_starter(self._db, self.topics, self._clock())
        self.catch_up()
