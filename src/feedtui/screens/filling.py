"""What the list shows: the papers that the sidebar and the search ask for together."""

from __future__ import annotations

import re
from array import array
from contextlib import suppress
from dataclasses import replace

from textual import work
from textual.worker import WorkerError, get_current_worker

from feedtui.papers.query import EVERYTHING, MUTED, All, Query, mistake_in, order_of, parse, sense, unmuted
from feedtui.screens.panes import Panes
from feedtui.screens.staying import staying

AT_FIRST = 60
"""Papers that are listed before the whole list is known: more than fit on any screen."""

_EMPTY = {
    "": "There are no papers yet.",
    "is:unread": "No unread papers.",
    "is:new": "Nothing came since you last left.",
    "is:starred": "No starred papers.",
    "is:queued": "The queue is empty.",
}
_BY_DAY = ("", "newest", "oldest")
"""The orders in which the papers of a day stand together."""


class Filling(Panes):
    """Fills the list: the first screens at once, all of it as soon as it is known."""

    combined = False
    """Whether the search was put together from rows of the sidebar: it is all that the list shows."""

    def asked(self) -> Query:
        """Return the query that the sidebar and the search make together."""
        view = sense(self.view_query())
        typed = parse(self.search, typing=True) if self.half_typed else sense(self.search)
        return All(tuple(part for part in (view, typed) if part != EVERYTHING)) if view != typed else view

    def view_query(self) -> str:
        """Return the query of the sidebar's row, that of all papers while the search is put together from its rows."""
        return (self.side.row.query or "") if self.side.row and not self.combined else ""

    def mistake(self) -> str:
        """Return what is wrong with the search and where, empty if it is a query."""
        return mistake_in(self.search)

    def refill(self, before: int | None = None, line: int = 0) -> None:
        """List what the query finds now, with the cursor on the paper at row `before`, else where it was.

        A paper that is not found leaves the cursor at `line`.
        """
        before = self.papers.current if before is None else before
        self.combined = self.combined and bool(self.search)
        query = self.asked()
        self.library.scene = replace(self.library.scene, selected=frozenset(self.papers.selected))
        listed = unmuted(query) if self.library.muted() else query
        meant = self.library.meant(query)
        stay = staying(self.library, self.kept, meant, self.papers.selected)
        self.workers.cancel_group(self, "fill")
        self.library.stop()
        found = self.at_once(listed, stay)
        self.muted = 0
        self.papers.pattern = _matched(meant) if meant != EVERYTHING else None
        self.papers.day_of = self.library.day if order_of(query) in _BY_DAY else None
        self.papers.empty = self._empty()
        self.papers.show(found, found.index(before) if before in found else line)
        self.show_current()
        self.side.show_signs(sense(self.search) if self.combined else EVERYTHING)
        ranked = order_of(query) == "for-you"
        searched = self.search or listed != query or (self.side.row and self.side.row.is_search)
        if searched or ranked or len(found) >= AT_FIRST:
            self.call_after_refresh(self.fill, query, listed, stay, before)
        else:
            # A view's first rows are all of them where there are so few; a search's may not be.
            self.filled(query, array("q", found), before)

    def is_filling(self) -> bool:
        """Whether the list has but its first papers yet."""
        return any(one.group == "fill" and not one.is_finished for one in self.workers)

    async def until_filled(self) -> None:
        """Wait until the list has all its papers."""
        for one in [one for one in self.workers if one.group == "fill"]:
            with suppress(WorkerError):
                await one.wait()

    def at_once(self, listed: Query, stay: set[int]) -> list[int]:
        """Return the first rows of a query, those for which no key has to wait, and those that stay."""
        return self.library.first(listed, AT_FIRST, stay)

    def fill(self, query: Query, listed: Query, stay: set[int], before: int | None) -> None:
        """Begin to find all papers of a query; `filled` shows them."""
        self._fill(query, listed, stay, before)

    @work(thread=True, exclusive=True, group="fill", exit_on_error=False)
    def _fill(self, query: Query, listed: Query, stay: set[int], before: int | None) -> None:
        """Find all papers of a query, and how many of them are muted, away from the keys."""
        worker = get_current_worker()
        try:
            found = self.library.whole(listed, stay)
            muted = 0 if listed == query else len(self.library.whole(All((query, MUTED))))
        except Exception:
            # A search that another one took the place of is ended by an error.
            if worker.is_cancelled:
                return
            raise
        if not worker.is_cancelled:
            self.app.call_from_thread(self.filled, query, found, before, muted)

    def filled(self, query: Query, found: array[int], before: int | None, muted: int = 0) -> None:
        """Show all that a query found; the cursor stays on its paper, or goes back to the one it was on before."""
        if query != self.asked():
            return
        if muted != self.muted:
            self.muted = muted
            self.show_current()
        papers = self.papers
        here = papers.current if papers.cursor or before is None else before
        if papers.selected:
            papers.selected &= set(found)
        if array("q", papers.papers) != found:
            row = papers.cursor if papers.cursor < len(found) and found[papers.cursor] == here else None
            papers.show(
                found, row if row is not None else found.index(here) if here is not None and here in found else 0
            )
            self.show_current()

    def _empty(self) -> tuple[str, ...]:
        """Return what an empty list says: that nothing was found, and how to get back."""
        if self.search:
            return ("Nothing found.", f"{self.key_of('leave')} undoes the search.")
        more = f" {self.key_of('refresh')} asks the sources." if self.view_query() == "is:new" else ""
        return (
            _EMPTY.get(self.view_query(), "Nothing found.") + more,
            f"{self.key_of('back')} goes back to the sidebar.",
        )


def _matched(query: Query) -> re.Pattern[str] | None:
    from feedtui.papers.highlight import matched

    return matched(query)
