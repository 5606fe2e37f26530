"""The reader's three panes and what they show."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable
from typing import ClassVar, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import get_current_worker

from feedtui.commands import COMMANDS
from feedtui.library.counts import Count
from feedtui.library.journal import JournalError
from feedtui.library.library import Library
from feedtui.papers.highlight import matched
from feedtui.papers.paper import Item
from feedtui.papers.query import EVERYTHING, All, Query, QueryError, parse
from feedtui.papers.text import clean_line
from feedtui.widgets.abstract import AbstractPane
from feedtui.widgets.keys_line import KeysLine
from feedtui.widgets.line_list import LineList
from feedtui.widgets.paper_list import PaperList
from feedtui.widgets.prompt import Prompt
from feedtui.widgets.sidebar import Sidebar
from feedtui.widgets.status_line import StatusLine

READ_AFTER = 1.0
"""Seconds for which a paper that the reader went to is open before it counts as read."""

AT_FIRST = 200
"""Papers that are listed before the whole list is known: more than fit on any screen."""

LOOK_EVERY = 0.5
"""Seconds between two looks at what other processes wrote."""

Changed = TypeVar("Changed")

PANES = ("sidebar", "list", "abstract")

_STARTER = (
    "85 known papers to begin with. For today's, copy the page huggingface.co/papers in a browser and "
    "paste it here; for a page saved as text, :import FILE."
)


class Panes(Screen[None]):
    """Sidebar, list and abstract over one library, with the prompt, the status line and the footer.

    Keys are bound here, not to the panes: `pane` says which of them they move. Everything that changes
    what is shown goes through `refill` or `redraw`.
    """

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        # With priority a key is done before the next one is looked at: quick fingers write into the prompt.
        Binding(
            one.keys,
            one.action,
            one.short or one.name,
            id=one.name,
            show=bool(one.short),
            tooltip=one.help,
            priority=True,
        )
        for one in COMMANDS
        if one.keys
    ]

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library
        self.pane = "list"
        self.search = ""
        self.kept: set[int] = set()
        self._counted: dict[str, Count] = {}
        self._warned = 0
        self._reading: Timer | None = None

    def compose(self) -> ComposeResult:
        """Make the panes."""
        if self.library.shows_starter:
            yield Static(_STARTER, id="hint", markup=False)
        with Container(id="panes"):
            yield Sidebar(id="sidebar")
            yield PaperList(self.library.item, id="list")
            yield AbstractPane(id="abstract")
        yield Prompt(id="prompt")
        yield StatusLine(id="status")
        yield KeysLine(id="keys")

    def on_mount(self) -> None:
        """Show the list."""
        self.go_to("list")
        self.show_sidebar()
        self.refill()
        self.set_interval(LOOK_EVERY, self._look)
        self._look()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Take keys for text while the prompt asks; only `esc` is a command then."""
        return action == "back" or not any(prompt.purpose for prompt in self.query(Prompt))

    @property
    def side(self) -> Sidebar:
        """The sidebar."""
        return self.query_one(Sidebar)

    @property
    def papers(self) -> PaperList:
        """The list."""
        return self.query_one(PaperList)

    @property
    def abstract(self) -> AbstractPane:
        """The abstract pane."""
        return self.query_one(AbstractPane)

    @property
    def prompt(self) -> Prompt:
        """The line that asks."""
        return self.query_one(Prompt)

    @property
    def current(self) -> Item | None:
        """The paper under the cursor."""
        row = self.papers.current
        try:
            return self.library.item(row) if row is not None else None
        except KeyError:
            return None

    def targets(self) -> list[int]:
        """Return the papers that a command is about: the selected ones, else the one under the cursor."""
        selected = self.papers.selected
        if selected:
            return [row for row in self.papers.papers if row in selected]
        return [] if self.papers.current is None or self.current is None else [self.papers.current]

    def say(self, message: str) -> None:
        """Say on the status line what happened."""
        self.query_one(StatusLine).say(message)

    def go_to(self, pane: str) -> None:
        """Make a pane the one that keys move."""
        self.pane = pane
        for name in PANES:
            self.query_one(f"#{name}").set_class(name == pane, "active")
            self.set_class(name == pane, f"at-{name}")

    def asked(self) -> Query:
        """Return the query that the sidebar and the search make together."""
        view = parse(self.side.row.query or "") if self.side.row else EVERYTHING
        typed = parse(self.search, typing=True)
        return All(tuple(part for part in (view, typed) if part != EVERYTHING)) if view != typed else view

    def refill(self) -> None:
        """List what the query finds: the first screens at once, all of it as soon as it is known."""
        before = self.papers.current
        query = self.asked()
        found = self.library.first(query, AT_FIRST, self.kept)
        self.papers.pattern = matched(query)
        self.papers.show(found, found.index(before) if before in found else 0)
        self.show_current()
        self.library.stop()
        self._fill(query, before)

    @work(thread=True, exclusive=True, group="fill", exit_on_error=False)
    def _fill(self, query: Query, before: int | None) -> None:
        """Find all papers of a query, away from the keys."""
        worker = get_current_worker()
        try:
            found = self.library.whole(query, self.kept)
        except sqlite3.OperationalError:
            return
        if not worker.is_cancelled:
            self.app.call_from_thread(self._filled, query, found, before)

    def _filled(self, query: Query, found: array[int], before: int | None) -> None:
        """Show all that a query found; the cursor stays on its paper, or goes back to the one it was on before."""
        if query != self.asked():
            return
        papers = self.papers
        here = papers.current if papers.cursor or before is None else before
        if papers.selected:
            papers.selected &= set(found)
        if list(papers.papers) != found.tolist()[: len(papers.papers)] or len(found) != papers.count():
            row = papers.cursor if papers.cursor < len(found) and found[papers.cursor] == here else None
            papers.show(found, row if row is not None else found.index(here) if here in found else 0)
            self.show_current()

    def redraw(self) -> None:
        """Draw marks and counts anew; the list keeps its papers."""
        self.papers.refresh()
        self.show_sidebar()
        self.show_current()

    def show_current(self) -> None:
        """Show the paper under the cursor and where the reader is."""
        self.abstract.show(self.current, self.papers.pattern)
        papers = self.papers
        parts = [f"{min(papers.cursor + 1, papers.count())}/{papers.count()}"]
        if papers.selected:
            parts.insert(0, f"{len(papers.selected)} selected")
        if self.search:
            parts.insert(0, f"/{self.search}")
        row = self.side.row
        self.query_one(StatusLine).put(" · ".join([*parts, row.label if row else ""]))

    def show_sidebar(self) -> None:
        """Show the counts as they are now, and have those of the kept searches found."""
        searches = self.library.searches()
        self.side.show(self.library.counts(), {name: (query, self._counted.get(query)) for name, query in searches.items()})
        if searches:
            self._count(searches)

    @work(thread=True, exclusive=True, group="count", exit_on_error=False)
    def _count(self, searches: dict[str, str]) -> None:
        """Count the papers of the kept searches, away from the keys."""
        worker = get_current_worker()
        try:
            counted = {query: self.library.count(parse(query)) for query in searches.values() if not worker.is_cancelled}
        except (sqlite3.OperationalError, QueryError):
            return
        if counted != self._counted and not worker.is_cancelled:
            self._counted = counted
            self.app.call_from_thread(self.show_sidebar)

    def _look(self) -> None:
        """Show what other processes changed. The list does not move: papers that came wait for the next view."""
        for warning in self.library.warnings[self._warned :]:
            self._warned += 1
            self.notify(warning, severity="warning", timeout=20, markup=False)
        if self.library.is_behind():
            self._catch_up()
        elif self.library.noticed():
            self.redraw()

    @work(thread=True, exclusive=True, group="catch-up", exit_on_error=False)
    def _catch_up(self) -> None:
        self.library.catch_up()

    def read_soon(self) -> None:
        """Count the paper that is open as read if it stays open."""
        self.stop_reading()
        if self.abstract.region:
            self._reading = self.set_timer(READ_AFTER, self._is_read)

    def stop_reading(self) -> None:
        """Forget the paper that was open for too short a time."""
        if self._reading is not None:
            self._reading.stop()

    def count_read(self, row: int) -> None:
        """Mark one paper as read and keep it in the list until the view is left."""
        self.kept.add(row)
        if self.try_change(lambda: self.library.set_state([row], "read", True)):
            self.redraw()

    def try_change(self, change: Callable[[], Changed]) -> Changed | None:
        """Make a change of marks; one that cannot be kept is said on the status line and changes nothing."""
        try:
            return change()
        except JournalError as error:
            self.say(clean_line(str(error)))
            return None

    def _is_read(self) -> None:
        if self.papers.current is not None and self.current is not None and self.app.screen is self:
            self.count_read(self.papers.current)

    @on(LineList.Moved, "#list")
    def _paper_changed(self) -> None:
        self.show_current()
        self.read_soon()

    @on(LineList.Moved, "#sidebar")
    def _view_changed(self) -> None:
        self.stop_reading()
        self.kept.clear()
        self.papers.move_to(0)
        self.refill()

    @on(LineList.Chosen)
    def _row_clicked(self, event: LineList.Chosen) -> None:
        self.go_to(event.lines.id or "list")

    @on(AbstractPane.Clicked)
    def _abstract_clicked(self) -> None:
        self.go_to("abstract")
