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
from feedtui.library.documents import ANSWERS, MUTED, WATCHED
from feedtui.library.keeping import Keeping
from feedtui.library.locking import JournalError
from feedtui.library.schema import CorpusError, connect
from feedtui.library.settings import followed, keep_setting, last_import, setting
from feedtui.papers.paper import Mark, Paper, PaperId
from feedtui.paths import Places

# What writes is imported when something is first written: the first screen does not wait for it.
if TYPE_CHECKING:
    from pathlib import Path

    from feedtui.library.answers import Answers
    from feedtui.library.bringing import Bringing
    from feedtui.library.journal import Journal, Record
    from feedtui.library.marks import Marks
    from feedtui.library.origin import Added, Origin
    from feedtui.library.ready import Ready
    from feedtui.library.subscriptions import Subscriptions
    from feedtui.library.topic_rules import TopicRules
    from feedtui.papers.topics import Sorting


def utc_now() -> str:
    """Return the time in UTC, ISO 8601, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Library(Keeping):
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

    def answers(self) -> Answers:
        """Return what the reader answered to the rank."""
        from feedtui.library.answers import answers_of

        return answers_of(self._db)

    def answer(self, about: str, answer: str | None) -> Record | None:
        """Keep `more` or `less` about a paper's id, or `never` about a query; None forgets. Raises `JournalError`."""
        from feedtui.library.answers import answer_document

        return self._marks.keep(ANSWERS, {about: answer_document(answer, self._clock())})

    def mute(self, query: str, on: bool = True) -> Record | None:
        """Hide what a query finds, or show it again. Raises `JournalError`."""
        return self._marks.keep(MUTED, {query: {"at": self._clock()} if on else None})

    def watch(self, words: str, on: bool = True) -> Record | None:
        """Look out for words or a name, or no longer. Raises `JournalError`."""
        return self._marks.keep(WATCHED, {words: {"at": self._clock()} if on else None})

    def change(self, rows: Iterable[int], make: Callable[[Mark], Mark]) -> int:
        """Make a new mark of each paper's mark, as one change; return how many changed. Raises `JournalError`."""
        # Read inside the turn: what is remembered may have become part of another paper.
        self._reading.forget()
        changed = self._marks.change(rows, make)
        self._reading.forget()
        return changed

    def change_each(self, makes: Mapping[PaperId, Callable[[Mark], Mark]]) -> int:
        """Make a new mark for each of some papers, as one change; see `change`. `noticed` tells of it."""
        with closing(connect(self.places.papers)) as db:
            return self._marks_over(db).change_each(makes)

    def set_state(self, rows: Iterable[int], state: str, on: bool) -> int:
        """Set or clear `read`, `starred` or `queued`; return how many papers changed. Raises `JournalError`."""
        at = self._clock() if on else None
        return self.change(rows, lambda mark: mark.with_state(state, at))

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

    def undo(self) -> Record | None:
        """Take the last change back; return what that changed, None if there is none. Raises `JournalError`."""
        self._reading.forget()
        return self._marks.undo()

    def redo(self) -> Record | None:
        """Make the change that was taken back again; return what that changed. Raises `JournalError`."""
        self._reading.forget()
        return self._marks.redo()

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
            self._marks_over(db).catch_up()
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
        return self._journal.position() != followed(self._db) or self._rules.is_new_to(self._db)

    def catch_up(self) -> None:
        """Take over the marks of other processes, and the topics."""
        db = self._db if self.shows_starter else connect(self.places.papers)
        try:
            self._marks_over(db).catch_up()
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

    def setting(self, name: str) -> str | None:
        """Return what was kept under a name of the library's own, None if nothing was."""
        return setting(self._lasting(), name)

    def keep_setting(self, name: str, value: str | None) -> None:
        """Keep a value under a name of the library's own, or forget it."""
        keep_setting(self._lasting(make=True), name, value)

    def try_to_keep(self, name: str, value: str | None) -> bool:
        """Keep a setting whose loss does no harm, where that can be done; return whether it was."""
        with suppress(sqlite3.Error, OSError):
            if not self.is_read_only:
                self.keep_setting(name, value)
                return True
        return False

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
    def _journal(self) -> Journal:
        from feedtui.library.journal import Journal

        return Journal(self.places.marks)

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
