"""The reader's three panes, and what every command needs of them."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Static

from feedtui.config import SHORT_THEMES, Config
from feedtui.library.library import Library
from feedtui.library.saved import saved_pdf
from feedtui.papers.paper import Item
from feedtui.screens.changing import FEW, Changing
from feedtui.widgets.abstract import AbstractPane
from feedtui.widgets.keys_line import KeysLine
from feedtui.widgets.paper_list import PaperList
from feedtui.widgets.prompt import Prompt, asks
from feedtui.widgets.sidebar import Sidebar
from feedtui.widgets.status_line import StatusLine

PANES = ("sidebar", "list", "abstract")

_STARTER = (
    "85 known papers to begin with, until others come: {sources} adds sources, {refresh} asks them; pages of "
    "huggingface.co/papers can be pasted here."
)


class Panes(Changing):
    """Sidebar, list and abstract over one library, with the prompt, the status line and the footer.

    Keys are taken here, not by the panes: `pane` says which of them they move.
    """

    AUTO_FOCUS = ""

    def __init__(self, library: Library, config: Config | None = None) -> None:
        self.config = config or Config()
        super().__init__(self.config.commands)
        self.library = library
        self.pane = "list"
        self.search = ""
        self.half_typed = False
        self.shown: int | None = None
        """The paper that the abstract shows."""
        self.muted = 0
        """How many papers of the view are not listed, for the reader muted them."""
        self.kept: set[int] = set()
        """Papers that stay in the list until the view is left, though a mark that they got takes them out of it."""

    def compose(self) -> ComposeResult:
        """Make the panes."""
        if self.library.shows_starter:
            keys = {name: self.key_of(name) for name in ("sources", "refresh")}
            yield Static(_STARTER.format_map(keys), id="hint", markup=False)
        with Container(id="panes"):
            yield Sidebar(id="sidebar")
            papers = PaperList(self.library.item, id="list")
            papers.add_class("active")
            yield papers
            yield AbstractPane(id="abstract")
        yield Prompt(id="prompt")
        yield StatusLine(id="status")
        yield KeysLine(self.commands, id="keys")

    def is_asking(self) -> bool:
        """Whether a line is being typed."""
        return asks(self)

    async def action_answer(self) -> None:
        """Take what was typed in the prompt."""
        self.entered(*await self.prompt.taken())

    def entered(self, purpose: str, text: str) -> None:
        """Do what was asked for with what was typed."""

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

    def has_one_pane(self) -> bool:
        """Whether the sidebar is on screen alone or not at all: there is no room for it beside the list."""
        return not self.has_class("-wide") or self.has_class("-short")

    def is_at_papers(self) -> bool:
        """Whether papers are on screen for a command to act on; where only the sidebar is, say how to get there."""
        alone = self.pane == "sidebar" and self.has_one_pane()
        if alone:
            self.say(f"Go to a paper first ({self.key_of('into')}).")
        return not alone

    def pointed(self) -> Item | None:
        """Return the paper that a command about one is about, None if none is on screen."""
        return self.current if self.is_at_papers() else None

    def _is_here(self, row: int) -> bool:
        """Whether there is still a paper at a row: it may have become part of another one."""
        try:
            self.library.item(row)
        except KeyError:
            return False
        return True

    def targets(self) -> list[int]:
        """Return the papers that a command is about: the selected ones, else the one under the cursor."""
        if not self.is_at_papers():
            return []
        selected = self.papers.selected
        if len(selected) > FEW:
            return list(self.library.here(row for row in self.papers.papers if row in selected))
        if selected:
            return [row for row in self.papers.papers if row in selected and self._is_here(row)]
        return [] if self.papers.current is None or self.current is None else [self.papers.current]

    def say(self, message: str) -> None:
        """Say on the status line what happened, until the next key; what is too long for it is shown whole above.

        On a small screen the line grows instead: nothing may hide the paper under the cursor there.
        """
        status = self.query_one(StatusLine)
        status.grows = self.has_one_pane()
        if not status.fits():
            # What was notified of the message before would hide what this one is about.
            self.app.clear_notifications()
        status.say(message)
        if not status.fits():
            self.notify(message, timeout=12, markup=False)

    def until_left(self, name: str, value: str) -> str:
        """Return a sentence where the settings file has something else than was chosen now, which goes before."""
        told = getattr(self.config, name)
        again = f" The settings file says {told}: it is that again at the next start."
        return again if SHORT_THEMES.get(told, told) not in ("", value) else ""

    def go_to(self, pane: str) -> None:
        """Make a pane the one that keys move."""
        self.pane = pane
        for name in PANES:
            self.query_one(f"#{name}").set_class(name == pane, "active")
            self.set_class(name == pane, f"at-{name}")

    def view_label(self) -> str:
        """Return what the view is called."""
        return self.side.row.label if self.side.row else ""

    def show_current(self) -> None:
        """Show the paper under the cursor and where the reader is."""
        item, row = self.current, self.papers.current
        self.shown = row
        was = self.library.as_read(row) if item is not None and row is not None else None
        before = (was.title, was.abstract) if was is not None else None
        saved = saved_pdf(self.library, item.paper) if item is not None else None
        self.abstract.show(item, self.papers.pattern, before, str(saved or ""))
        papers = self.papers
        short = f"{min(papers.cursor + 1, papers.count())}/{papers.count()}"
        if self.muted:
            short = f"{self.muted} muted · {short}"
        if papers.selected:
            short = f"{len(papers.selected)} selected · {short}"
        parts = (f"/{self.search}" if self.search else "", short, self.view_label())
        whole = " · ".join(part for part in parts if part)
        self.query_one(StatusLine).put(whole, short)
