"""The sidebar's counts, and what other threads and processes change meanwhile."""

from __future__ import annotations

import sqlite3
from array import array

from textual import work
from textual.worker import get_current_worker

from feedtui.library import news
from feedtui.library.counts import Count
from feedtui.papers.query import Query, sense
from feedtui.screens.resuming import Resuming
from feedtui.widgets.sidebar import NEW
from feedtui.widgets.status_line import StatusLine

CATCH_UP, ARCHIVE, REFRESH, LEARN = "catch-up", "archive", "refresh", "learn"
"""The groups of the workers that follow what others wrote, take an archive in, ask sources, and look through papers."""

LOOK_EVERY, SOON = 0.5, 0.1
"""Seconds between two looks at what others wrote, and until the first one: it must not hold up the first screen."""


class Counting(Resuming):
    """Keeps what is on screen true: everything that changes marks ends with `redraw`."""

    _counted: dict[str, Count]
    _to_count = False
    """Whether the kept searches are yet to be counted: a count is given up for the reader's own search."""
    _warned: set[str]
    _listed_of = 0
    """How many papers there were when the list was made."""

    def on_mount(self) -> None:
        """Show the list and the counts, and begin to look out."""
        self._counted, self._warned = {}, set()
        self.show_sidebar()
        self.begin_at_place()
        self.set_interval(LOOK_EVERY, self._look)
        self.set_timer(SOON, self._look)

    def redraw(self) -> None:
        """Draw marks and counts anew; the list keeps its papers."""
        self.papers.redraw()
        self.show_sidebar()
        self.show_current()

    def show_sidebar(self) -> None:
        """Show the counts as they are now, and have those of the kept searches found."""
        self._show_counts()
        queries = self._queries()
        self._to_count = bool(queries)
        if queries:
            self._count(queries)

    def filled(self, query: Query, found: array[int], before: int | None, muted: int = 0) -> None:
        """Go on with the count that the search interrupted."""
        super().filled(query, found, before, muted)
        if self._to_count:
            self._count(self._queries())

    def begin_anew(self) -> None:
        """Show the papers after an import, in place of the starter list if it was shown."""
        hint = self.query("#hint")
        if hint:
            # Other papers are at the rows now that were selected.
            self.papers.selected.clear()
            hint.remove()
        self.action_list_new()

    def _queries(self) -> list[str]:
        """Return the queries that are counted away from the keys: of the kept searches, and of what is new."""
        searches = list(self.library.searches().values())
        # In the first session, all papers are new.
        return [*searches, NEW] if self.library.scene.seen else searches

    def _show_counts(self) -> None:
        """Show the counts that are known."""
        searches = self.library.searches()
        named = {name: (query, self._counted.get(query)) for name, query in searches.items()}
        counts = self.library.counts()
        self.side.show(counts, named, self._counted.get(NEW) if self.library.scene.seen else counts.everything)

    @work(thread=True, exclusive=True, group="count", exit_on_error=False)
    def _count(self, queries: list[str]) -> None:
        """Count the papers of the kept searches, away from the keys."""
        worker = get_current_worker()
        counted = {}
        for query in queries:
            try:
                counted[query] = self.library.count(sense(query))
            except sqlite3.OperationalError:
                # The reader's search ends it with an error; `filled` begins it again.
                return
            if worker.is_cancelled:
                return
        self.app.call_from_thread(self._counts_are, counted)

    def _counts_are(self, counted: dict[str, Count]) -> None:
        self._to_count = False
        if counted != self._counted:
            self._counted = counted
            self._show_counts()

    def is_under_way(self, group: str) -> bool:
        """Whether a worker of a group has not ended yet."""
        return any(one.group == group and not one.is_finished for one in self.workers)

    def action_list_new(self) -> None:
        """List the papers that came in while the list stayed as it was."""
        self.kept.clear()
        self.show_sidebar()
        self.refill()

    def refill(self, before: int | None = None, line: int = 0) -> None:
        """List what the query finds now, with all papers that are here."""
        super().refill(before, line)
        self._listed_of = len(self.library)
        self.library.note_listed()
        self.tell_of_new()

    def tell_of_new(self) -> None:
        """Say how many papers came in that the list does not have, or in the view of new ones, what brought them.

        A long task that says how far it is goes before.
        """
        new = len(self.library) - self._listed_of
        if not (self.is_changing() or self.is_under_way(ARCHIVE) or self.is_under_way(REFRESH)):
            came = news.told(self.library.new_by_source()) if self.view_query() == NEW else ""
            waiting = f"{new:,} new: {self.key_of('list-new')} lists them"
            self.query_one(StatusLine).go_on(waiting if new > 0 else came)

    def _look(self) -> None:
        """Show what others changed. The list does not move: papers that came wait for the next view."""
        try:
            # While this reader changes very many papers, they are behind all the time.
            behind, warnings = not self.is_changing() and self.library.is_behind(), self.library.warnings
        except OSError as error:
            behind, warnings = False, [str(error)]
        for warning in warnings:
            self.warn(warning)
        starter = self.library.shows_starter
        if behind and starter:
            # A library in memory has one connection, which threads must not share.
            self.library.catch_up()
            self.redraw()
        elif behind and not self.is_under_way(CATCH_UP):
            self._catch_up()
        self.follow()

    def warn(self, sentence: str) -> None:
        """Say once what is wrong."""
        if sentence not in self._warned:
            self._warned.add(sentence)
            if self.has_one_pane():
                self.say(sentence)
                return
            self.notify(sentence, severity="warning", timeout=20, markup=False)

    def follow(self) -> None:
        """Show what others wrote: the first papers in place of the starter list, later ones when asked for."""
        starter = self.library.shows_starter
        if not self.library.noticed():
            return
        if starter and not self.library.shows_starter:
            self.begin_anew()
        else:
            # One after the other: a key that comes meanwhile goes before the next.
            for step in (self.papers.redraw_changed, self.show_sidebar, self.show_current, self.tell_of_new):
                self.call_later(step)

    @work(thread=True, group=CATCH_UP, exit_on_error=False)
    def _catch_up(self) -> None:
        self.library.catch_up()
