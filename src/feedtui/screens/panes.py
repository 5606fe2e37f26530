"""The reader's three panes and what they show."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from feedtui.commands import COMMANDS
from feedtui.library.library import Library
from feedtui.papers.highlight import matched
from feedtui.papers.paper import Item, PaperId
from feedtui.papers.query import EVERYTHING, All, Query, parse
from feedtui.widgets.abstract import AbstractPane
from feedtui.widgets.keys_line import KeysLine
from feedtui.widgets.line_list import LineList
from feedtui.widgets.paper_list import PaperList
from feedtui.widgets.prompt import Prompt
from feedtui.widgets.sidebar import Sidebar
from feedtui.widgets.status_line import StatusLine

READ_AFTER = 1.0
"""Seconds for which a paper that the reader went to is open before it counts as read."""

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
        self.kept: set[PaperId] = set()
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
        self.side.show(self.library.counts())
        self.refill()
        for warning in self.library.warnings:
            self.notify(warning, severity="warning", timeout=20, markup=False)

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
        paper = self.papers.current
        return self.library.item(paper) if paper is not None else None

    def targets(self) -> list[PaperId]:
        """Return the papers that a command is about: the selected ones, else the one under the cursor."""
        selected = [paper for paper in self.papers.papers if paper in self.papers.selected]
        return selected or ([self.papers.current] if self.papers.current is not None else [])

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
        view = parse(self.side.query_text or "")
        typed = parse(self.search, typing=True)
        return All(tuple(part for part in (view, typed) if part != EVERYTHING)) if view != typed else view

    def refill(self) -> None:
        """List what the query finds, with the cursor on the paper where it was, if it is still there."""
        before = self.papers.current
        query = self.asked()
        found = self.library.find(query if query != All() else EVERYTHING, self.kept)
        self.papers.pattern = matched(query)
        self.papers.selected &= set(found)
        self.papers.show(found, found.index(before) if before in found else 0)
        self.show_current()

    def redraw(self) -> None:
        """Draw marks and counts anew; the list keeps its papers."""
        self.papers.refresh()
        self.side.show(self.library.counts())
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
        row = self.side.rows[self.side.cursor] if self.side.rows else None
        self.query_one(StatusLine).put(" · ".join([*parts, row.label if row else ""]))

    def read_soon(self) -> None:
        """Count the paper that is open as read if it stays open."""
        self.stop_reading()
        if self.abstract.region:
            self._reading = self.set_timer(READ_AFTER, self._is_read)

    def stop_reading(self) -> None:
        """Forget the paper that was open for too short a time."""
        if self._reading is not None:
            self._reading.stop()

    def count_read(self, paper: PaperId) -> None:
        """Mark one paper as read and keep it in the list until the view is left."""
        self.kept.add(paper)
        if self.library.set_state([paper], "read", True):
            self.redraw()

    def _is_read(self) -> None:
        if self.papers.current is not None and self.app.screen is self:
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
