"""The reader's marks, kept searches and sources: written to the journal, then followed by the mirror."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import reduce
from typing import TypeAlias

from feedtui.library.documents import (
    MARKS,
    Document,
    aliases_of,
    documents_in,
    documents_of,
    mark_of,
    names_of,
)
from feedtui.library.index import Index
from feedtui.library.journal import Change, Journal, JournalError, Record, Turn
from feedtui.library.lost_marks import refuse_if_lost
from feedtui.library.mirror import Mirror, document_of
from feedtui.library.reading import Reading
from feedtui.papers.paper import Mark, Paper, PaperId

_Making: TypeAlias = tuple[int, Paper, Callable[[Mark], Mark]]
"""A paper's row, the paper, and what makes its new mark."""


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

    def change(self, papers: Iterable[tuple[int, Paper]], make: Callable[[Mark], Mark]) -> int:
        """Make a new mark of each paper's mark, all as one change; return how many changed."""
        return self._change((row, paper, make) for row, paper in papers)

    def change_each(self, makes: Mapping[PaperId, Callable[[Mark], Mark]]) -> int:
        """Make a new mark for each of some papers, all as one change; return how many changed.

        Papers that are not here are passed over.
        """
        return self._change(self._found(makes))

    def _found(self, makes: Mapping[PaperId, Callable[[Mark], Mark]]) -> Iterator[_Making]:
        """Yield each paper once, though it may be named by several of its identities."""
        reading = Reading(self._db)
        rows: dict[int, list[Callable[[Mark], Mark]]] = {}
        for name, make in makes.items():
            with suppress(KeyError):
                rows.setdefault(reading.row_of(name), []).append(make)
        for row, several in rows.items():
            yield row, reading.item(row).paper, _one_by_one(several)

    def _change(self, makings: Iterable[_Making]) -> int:
        with self._turn() as turn:
            changes: list[Change] = []
            changed = 0
            for row, paper, make in makings:
                held = documents_of(self._db, row)
                before = mark_of(held.values())
                after = make(before)
                if after != before:
                    names = [*aliases_of(self._db, row), *(name for one in held.items() for name in names_of(*one))]
                    changes += _changes(held, paper, document_of(paper, after, names))
                    changed += 1
            self._write(turn, changes)
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

    def undo(self) -> Record | None:
        """Take the last change back; return what that changed, None if there is nothing to take back."""
        with self._turn() as turn:
            last = turn.last_undoable()
            return last and self._write(turn, last.inverse(), undoes=last.seq)

    def redo(self) -> Record | None:
        """Make the change that was last taken back again; return what that changed, None if there is none."""
        with self._turn() as turn:
            last = turn.last_redoable()
            return last and self._write(turn, last.inverse(), redoes=last.seq)

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
        self, turn: Turn, changes: list[Change], *, undoes: int | None = None, redoes: int | None = None
    ) -> Record | None:
        if not changes:
            return None
        record = turn.append(changes, undoes=undoes, redoes=redoes)
        try:
            self._follow([record])
        except sqlite3.Error as error:
            raise JournalError(
                f"Kept in {self._journal.file}, but not shown yet: the papers' file cannot be written ({error})."
            ) from error
        return record

    def _follow(self, records: list[Record] | None) -> None:
        """Take records over into the mirror; None stands for records that are no longer there one by one."""
        with self._index.writing():
            self._take(records)

    def _take(self, records: list[Record] | None) -> None:
        if records is None:
            refuse_if_lost(self._journal, self._db)
            position = self._journal.position()
            self.mirror.rebuild(self._journal.documents(), position)
        else:
            self.mirror.follow(records)


def _one_by_one(makes: list[Callable[[Mark], Mark]]) -> Callable[[Mark], Mark]:
    return lambda mark: reduce(lambda made, make: make(made), makes, mark)


def _changes(held: dict[str, Document], paper: Paper, document: Document | None) -> list[Change]:
    """Return the changes that make `document` the paper's only one."""
    gone = [Change(MARKS, key, before, None) for key, before in held.items() if key != paper.id]
    if document is None and paper.id not in held:
        return gone
    return [*gone, Change(MARKS, paper.id, held.get(paper.id), document)]
