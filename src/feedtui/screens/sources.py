"""The sources: what is asked, how it went, and everything that can be done with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from feedtui.library.library import Library
from feedtui.library.locking import JournalError
from feedtui.papers.display import shown_time
from feedtui.papers.text import clean_line
from feedtui.screens.dialog import Dialog
from feedtui.widgets.line_list import LineList
from feedtui.widgets.source_list import Row, SourceList

_DAYS = 14
_LOOK_EVERY = 0.5
_NONE = "No sources yet. {} adds one: hf:daily, hf:trending, arxiv:cs.CL, or the address of any feed or page."
_KEYS = (
    "{sources-add} add · {sources-remove} remove · {sources-rename} rename · {sources-pause} pause · "
    "{sources-refresh} ask · {sources-papers} papers"
)


class SourcesScreen(Dialog[str]):
    """Answers with the name of the source whose papers are to be listed."""

    AUTO_FOCUS = ""

    def __init__(self, library: Library, refresh: Callable[[str], None], add: Callable[[str], None]) -> None:
        super().__init__()
        self._library = library
        self._refresh_one = refresh
        self._add = add
        self._asks = ""

    def compose(self) -> ComposeResult:
        """Make the window."""
        with Vertical(classes="window tall") as window:
            window.border_title = Content("Sources")
            window.border_subtitle = Content(self.keys_told(_KEYS))
            yield SourceList(id="sources")
            yield Static("", id="source-details", markup=False)
            field = Input(id="source-input", compact=True)
            field.cursor_blink = False
            field.display = False
            yield field

    def on_mount(self) -> None:
        """Show the sources, and follow how it goes with them."""
        self.query_one(SourceList).add_class("active")
        self._show()
        self.set_interval(_LOOK_EVERY, self._show)

    def _show(self) -> None:
        subscriptions = self._library.subscriptions
        papers, new = self._library.counts().sources, self._library.new_by_source()
        today = datetime.now(UTC).date()
        rows = []
        for one in subscriptions.all():
            total = papers[one.name].total if one.name in papers else 0
            days = subscriptions.days(one.name, today, _DAYS)
            rows.append(Row(one, subscriptions.standing(one.name), total, days, new.get(one.name, 0)))
        if self.query_one(SourceList).show(rows) or not rows:
            self._show_details()

    @on(LineList.Moved)
    def _show_details(self) -> None:
        row = self.query_one(SourceList).row
        self.query_one("#source-details", Static).update(Content("\n".join(_details(row)) if row else self._none()))

    def action_scroll(self, lines: int) -> None:
        """Move in the list."""
        self.query_one(SourceList).move(lines)

    def action_papers(self) -> None:
        """List the papers of the source under the cursor."""
        row = self.query_one(SourceList).row
        if row:
            self.dismiss(row.source.name)

    def action_cancel(self) -> None:
        """Leave the line that asks, else the window."""
        if self._asks:
            self._close_line()
        else:
            self.dismiss(None)

    def action_add(self) -> None:
        """Ask for an address."""
        self._ask("add", "Address of a feed or a page, hf:daily, arxiv:cs.CL …", "")

    def action_rename(self) -> None:
        """Ask for another title."""
        row = self.query_one(SourceList).row
        if row:
            self._ask("rename", "Title", row.source.title)

    def action_pause(self) -> None:
        """Leave a source alone, or ask it again."""
        row = self.query_one(SourceList).row
        if row:
            self._try(lambda: self._library.subscriptions.change(replace(row.source, paused=not row.source.paused)))

    def action_remove(self) -> None:
        """Remove a source; its papers stay."""
        row = self.query_one(SourceList).row
        if row:
            self._try(lambda: self._library.subscriptions.remove([row.source.name]))
            self._say(f"Removed {row.source.name}; its papers are kept.{self._back()}")

    def _back(self) -> str:
        key = self.key_of("sources-undo")
        return f" {key} brings it back." if key else ""

    def _none(self) -> str:
        return _NONE.format(self.key_of("sources-add") or self.key_of("add"))

    def action_undo(self) -> None:
        """Take the last change back."""
        self._try(self._library.undo)

    def action_refresh(self) -> None:
        """Ask the source under the cursor."""
        row = self.query_one(SourceList).row
        if row:
            self._refresh_one(row.source.name)
            self._say(f"Asking {row.source.name} …")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what was typed."""
        event.stop()
        asks, text = self._asks, event.value.strip()
        self._close_line()
        row = self.query_one(SourceList).row
        if asks == "add" and text:
            self._add(text)
            self._say(f"Looking at {clean_line(text)} …")
        elif asks == "rename" and row:
            self._try(lambda: self._library.subscriptions.change(replace(row.source, title=clean_line(text))))

    def _ask(self, what: str, placeholder: str, text: str) -> None:
        self._asks = what
        field = self.query_one(Input)
        field.placeholder, field.value = placeholder, text
        field.display = True
        field.focus()

    def _close_line(self) -> None:
        self._asks = ""
        self.query_one(Input).display = False
        self.set_focus(None)

    def _try(self, change: Callable[[], object]) -> None:
        try:
            change()
        except JournalError as error:
            self._say(str(error))
        self._show()

    def _say(self, sentence: str) -> None:
        self.notify(clean_line(sentence), timeout=6, markup=False)


def _details(row: Row) -> list[str]:
    """Return all that is known of a source, in lines."""
    standing = row.standing
    dates = [("asked", standing.asked), ("answered", standing.answered), ("last new paper", standing.new_at)]
    known = [f"{what} {shown_time(time)}" for what, time in dates if time]
    if standing.retry_at:
        known.append(f"next try {shown_time(standing.retry_at)}")
    return [clean_line(row.source.name), " · ".join(known) or "never asked", clean_line(standing.why)]
