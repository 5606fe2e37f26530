"""The reader's marks, kept searches and sources: written to the journal, then followed by the mirror."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import reduce
from typing import TypeAlias

from feedtui.library.documents import Document, documents_in
from feedtui.library.held import held_at
from feedtui.library.index import Index
from feedtui.library.journal import Change, Journal, JournalError, Record, Turn
from feedtui.library.lost_marks import refuse_if_lost
from feedtui.library.mirror import Mirror
from feedtui.library.portions import Report, counting, portions, silent
from feedtui.library.reading import Reading
from feedtui.papers.paper import Mark, PaperId

Make: TypeAlias = Callable[[Mark], Mark]
"""Makes a paper's new mark of its former one."""


class Marks:
    """What is said of papers, over one connection. Every change is on disk when its method returns.

    Each raises `JournalError` with a sentence where the change could not be kept.
    """

    def __init__(self, journal: Journal, db: sqlite3.Connection) -> None:
        self._journal = journal
        self._db = db
        self._index = Index(db)
        self.mirror = Mirror(db, self._index)

    def is_behind(self) -> bool:
        """Whether the journal says more than the mirror: by another process, or since a follow was cut off."""
        return self._journal.position() != self.mirror.position()

    def catch_up(self) -> None:
        """Follow what the journal has and the mirror has not.

        Raises:
            LostMarks: The journal's files lost what the mirror has; that stays as it is.
        """
        if self.is_behind():
            # The records are read behind the lock: a star that came meanwhile must not be followed by older ones.
            with self._index.writing():
                self._take(self._missed(self._journal))

    def change(self, rows: Iterable[int], make: Make, report: Report = silent) -> int:
        """Make a new mark of the mark of each paper, all as one change; return how many changed.

        `report` is told how many papers are done, twice over: their marks are made first, and then shown. What it
        raises before they are on the disk leaves everything as it was.
        """
        with self._turn() as turn:
            return self._changed(turn, rows, lambda row: make, report)

    def here(self, rows: Iterable[int]) -> Iterator[int]:
        """Yield those of some rows at which there still is a paper."""
        return Reading(self._db).here(rows)

    def all_have(self, rows: Iterable[int], state: str) -> bool:
        """Whether all papers at some rows are `read`, `starred` or `queued`."""
        return Reading(self._db).all_have(rows, state)

    def change_each(self, makes: Mapping[PaperId, Make]) -> int:
        """Make a new mark for each of some papers, all as one change; return how many changed.

        Papers that are not here are passed over.
        """
        with self._turn() as turn:
            found = self._found(makes)
            return self._changed(turn, found, found.__getitem__, silent)

    def _found(self, makes: Mapping[PaperId, Make]) -> dict[int, Make]:
        """Return each paper once, though it may be named by several of its identities."""
        reading = Reading(self._db)
        rows: dict[int, list[Make]] = {}
        for name, make in makes.items():
            with suppress(KeyError):
                rows.setdefault(reading.row_of(name), []).append(make)
        return {row: _one_by_one(several) for row, several in rows.items()}

    def _changed(self, turn: Turn, rows: Iterable[int], make_of: Callable[[int], Make], report: Report) -> int:
        done = changed = 0

        def changes() -> Iterator[Change]:
            nonlocal done, changed
            for some in portions(rows):
                for row, held in zip(some, held_at(self._db, some), strict=True):
                    before = held.mark()
                    after = make_of(row)(before)
                    if after != before:
                        changed += 1
                        yield from held.changes(after)
                done += len(some)
                report(done, False)

        self._write(turn, changes(), report=lambda more, kept: report(done + more, kept))
        return changed

    def keep(self, table: str, documents: Mapping[str, Document | None]) -> Record | None:
        """Keep documents of a table by key, as one change; None forgets one. Return what that changed."""
        with self._turn() as turn:
            held = documents_in(self._db, table)
            changes = [Change(table, key, held.get(key), document) for key, document in documents.items()]
            return self._write(turn, [one for one in changes if one.before != one.after])

    def rewrite(self, wanted: Callable[[sqlite3.Connection], list[Change]]) -> Record | None:
        """Make what is wanted of the documents as they are now, as one change; return what that changed."""
        with self._turn() as turn:
            return self._write(turn, wanted(self._db))

    def undo(self, report: Report = silent) -> Record | None:
        """Take the last change back; return what that changed, None if there is nothing to take back.

        `report` is told as by `change`.
        """
        with self._turn() as turn:
            last = turn.last_undoable()
            return last and self._write(turn, counting(last.inverse(), report), undoes=last.seq, report=report)

    def redo(self, report: Report = silent) -> Record | None:
        """Make the change that was last taken back again; return what that changed, None if there is none."""
        with self._turn() as turn:
            last = turn.last_redoable()
            return last and self._write(turn, counting(last.inverse(), report), redoes=last.seq, report=report)

    @contextmanager
    def _turn(self) -> Iterator[Turn]:
        """Hold the journal with the mirror up to date."""
        with self._journal.turn() as turn:
            try:
                if turn.position != self.mirror.position():
                    self._follow(self._missed(turn))
                yield turn
            except sqlite3.Error as error:
                raise JournalError(f"Nothing was changed: the papers' file cannot be used ({error}).") from error

    def _missed(self, journal: Journal | Turn) -> list[Record] | None:
        """Return the records that the mirror has not, None where only all documents can tell."""
        position = self.mirror.position()
        return journal.records_since(position) if position >= 0 else None

    def _write(
        self,
        turn: Turn,
        changes: Iterable[Change],
        *,
        undoes: int | None = None,
        redoes: int | None = None,
        report: Report = silent,
    ) -> Record | None:
        record = turn.append_any(changes, undoes=undoes, redoes=redoes)
        if record is None:
            return None
        try:
            self._follow([record], report)
        except sqlite3.Error as error:
            raise JournalError(
                f"Kept in {self._journal.file}, but not shown yet: the papers' file cannot be written ({error})."
            ) from error
        return record

    def _follow(self, records: list[Record] | None, report: Report = silent) -> None:
        """Take records over into the mirror; None stands for records that are no longer there one by one."""
        with self._index.writing():
            self._take(records, report)

    def _take(self, records: list[Record] | None, report: Report = silent) -> None:
        if records is None:
            refuse_if_lost(self._journal, self._db)
            position = self._journal.position()
            self.mirror.rebuild(self._journal.documents(), position)
        else:
            self.mirror.follow(records, report)


def _one_by_one(makes: list[Make]) -> Make:
    return lambda mark: reduce(lambda made, make: make(made), makes, mark)
