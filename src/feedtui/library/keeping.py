"""Searches that the reader keeps, each change of them undoable."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING

from feedtui.library.finding import Finding

if TYPE_CHECKING:
    from feedtui.library.journal import Record
    from feedtui.library.marks import Marks


class Keeping(Finding):
    """Keeps, renames and orders searches. Each method raises `JournalError` where the change cannot be kept."""

    _clock: Callable[[], str]

    @property
    @abstractmethod
    def _marks(self) -> Marks: ...

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
