"""Searches, answers and words that the reader keeps, each change of them undoable."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from feedtui.library.documents import ANSWERS, MUTED, WATCHED
from feedtui.library.finding import Finding
from feedtui.paths import Places

if TYPE_CHECKING:
    from feedtui.library.answers import Answers
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
