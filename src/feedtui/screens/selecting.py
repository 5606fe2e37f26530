"""Choosing the papers that a command is about: by selecting them, or by a query."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Sequence
from contextlib import suppress

from textual import on

from feedtui.papers.query import Query, mistake_in, parse
from feedtui.papers.text import clean_line
from feedtui.screens.changing import FEW, Chosen
from feedtui.screens.reading import Reading
from feedtui.widgets.line_list import LineList

_TRIES = 50
_AT_ONCE = 2_000
"""Papers of a library that answers any query before a key is late."""


class Selecting(Reading):
    """The commands that select. A range goes from where it was begun to the cursor, wherever that moves."""

    _begun: int | None = None
    """The line of the list at which a range was begun."""
    _before: frozenset[int] = frozenset()
    """What was selected before the range."""
    _is_for_all = False
    """Whether all papers are to be selected that the list will have."""

    def action_select(self) -> None:
        """Select or unselect the paper under the cursor and move down; a range ends."""
        self._begun = None
        if self.papers.current is not None and self.pointed() is not None:
            self.papers.selected ^= {self.papers.current}
            self.papers.redraw_row(self.papers.cursor)
            self.papers.move(1)
            self.show_current()

    def action_select_range(self) -> None:
        """Begin a range at the cursor, or end it where the cursor is."""
        if self._begun is not None:
            self._begun = None
            self.say(f"{len(self.papers.selected)} selected.")
        elif self.pointed() is not None:
            self._begun, self._before = self.papers.cursor, frozenset(self.papers.selected)
            self._reach()
            end, back = self.key_of("select-range"), self.key_of("leave")
            self.say(f"Selecting from here: move, then {end} ends the range, {back} gives it up.")

    def action_select_all(self) -> None:
        """Select every paper in view, or none if all are selected."""
        self._begun = None
        every = set(self.papers.papers)
        self._is_for_all = self.is_filling() and self.papers.selected != every
        self.papers.selected = set() if self.papers.selected == every else every
        self.papers.redraw()
        self.show_current()

    def refill(self, before: int | None = None, line: int = 0) -> None:
        """End a range: its lines are others now."""
        self._begun, self._is_for_all = None, False
        super().refill(before, line)

    def filled(self, query: Query, found: array[int], before: int | None, muted: int = 0) -> None:
        """Select also those that the list did not have yet when all were selected."""
        super().filled(query, found, before, muted)
        if self._is_for_all and query == self.asked():
            self._is_for_all = False
            self.papers.selected = set(self.papers.papers)
            self.papers.redraw()
            self.show_current()

    def unselect(self) -> bool:
        """Give a range up, else select nothing; return whether there was either."""
        begun, self._begun, self._is_for_all = self._begun, None, False
        if begun is None and not self.papers.selected:
            return False
        self.papers.selected = set(self._before if begun is not None else ())
        self.redraw()
        return True

    def meant(self, query: str) -> list[int]:
        """Return the papers that a command is about: those of a query if one is given, else `targets`."""
        if not query:
            return self.targets()
        mistake = mistake_in(query)
        if mistake:
            self.say(mistake)
            return []
        found = list(self.library.whole(parse(query)))
        if not found:
            self.say(none_found(query))
        return found

    def chosen(self, query: str) -> Chosen | None:
        """Return the papers that a change is about, as `meant`; those of a query are found when it is made."""
        if query and len(self.library) > _AT_ONCE:
            mistake = mistake_in(query)
            if mistake:
                self.say(mistake)
            return None if mistake else Chosen(lambda: self._found(query), None)
        many = len(self.papers.selected) > FEW and not query
        rows: Sequence[int] = self._selected() if many else self.meant(query)
        return Chosen(lambda: rows, len(rows)) if rows else None

    def _selected(self) -> array[int]:
        """Return the papers that are selected, some of which may no longer be here."""
        selected = self.papers.selected
        return array("q", (row for row in self.papers.papers if row in selected) if self.is_at_papers() else ())

    def _found(self, query: str) -> array[int]:
        """Return the rows that a query finds, though a search that is typed meanwhile ends others."""
        for _ in range(_TRIES):
            with suppress(sqlite3.OperationalError):
                return self.library.whole(parse(query))
        return self.library.whole(parse(query))

    async def meant_in_order(self, query: str) -> list[int]:
        """Return the papers of `meant`, also in an order for which others have to be asked."""
        return self.meant(query)

    @on(LineList.Moved, "#list")
    def _reach(self) -> None:
        """Let the range reach to the cursor."""
        if self._begun is not None:
            first, last = sorted((self._begun, self.papers.cursor))
            self.papers.selected = set(self._before).union(self.papers.papers[first : last + 1])
            self.papers.redraw()
            self.show_current()


def none_found(query: str) -> str:
    """Return that a query finds nothing."""
    return clean_line(f"No paper is found by {query}.")
