"""Searches that the reader keeps, each change of them undoable."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from feedtui.library.finding import Finding
from feedtui.paths import Places

if TYPE_CHECKING:
    from feedtui.library.journal import Journal, Record
    from feedtui.library.marks import Marks


class Keeping(Finding):
    """Keeps, renames and orders searches. Each method raises `JournalError` where the change cannot be kept."""

    places: Places
    _clock: Callable[[], str]

    @property
    @abstractmethod
    def _marks(self) -> Marks: ...

    _lost_at: int | None = None
    """How far the marks' files went when they had lost what the papers show."""

    @cached_property
    def _journal(self) -> Journal:
        from feedtui.library.journal import Journal

        return Journal(self.places.marks)

    def refuse_if_lost(self) -> None:
        """Raise `LostMarks` where the marks' files lost what the papers still show."""
        from feedtui.library.lost_marks import refuse_if_lost

        refuse_if_lost(self._journal, self._db)

    def _follow_marks(self, marks: Marks) -> None:
        """Let the papers show what the marks' files have; where those lost something, it is kept, and a warning."""
        from feedtui.library.journal import LostMarks

        try:
            marks.catch_up()
        except LostMarks as error:
            self._lost_at = self._journal.position()
            if str(error) not in self._journal.warnings:
                self._journal.warnings.append(str(error))

    def keep_search(self, name: str, query: str | None) -> Record | None:
        """Keep a query under a name, in the place of one that has it; None forgets that."""
        from feedtui.library.searches import keep_changes

        return self._marks.rewrite(lambda db: keep_changes(db, name, query, self._clock()))

    def rename_search(self, old: str, new: str) -> Record | None:
        """Give a kept search a name that none has; queries that name it follow."""
        from feedtui.library.searches import rename_changes

        return self._marks.rewrite(lambda db: rename_changes(db, old, new))

    def move_search(self, name: str, to: int) -> Record | None:
        """Put a kept search at a place among them, the first is 0."""
        from feedtui.library.searches import move_changes

        return self._marks.rewrite(lambda db: move_changes(db, name, max(0, to)))
