"""A year of reading, as pictures in a window."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

from textual import events, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from feedtui.library.library import Library
from feedtui.library.tallies import Tallies
from feedtui.screens.dialog import Dialog
from feedtui.statistics.pictures import pictures

_TRIES = 3
_NOTHING = "Nothing was read yet: what you read is counted here by day, week, topic and source."


class StatisticsScreen(Dialog[None]):
    """The pictures, counted away from the keys and drawn for the width that there is."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library

    def compose(self) -> ComposeResult:
        """Make the window."""
        with VerticalScroll(classes="window whole", can_focus=False) as window:
            window.border_title = Content("A year of reading")
            window.border_subtitle = Content(self.keys_told("{window-down} {window-up} scroll · esc closes"))
            yield Pictures()

    def on_mount(self) -> None:
        """Begin to count; a library in memory has one connection, which threads must not share."""
        if self._library.shows_starter:
            self._show(self._library.tallies(datetime.now(UTC).date()))
        else:
            self._count()

    @work(thread=True, exclusive=True, group="statistics", exit_on_error=False)
    def _count(self) -> None:
        found: Tallies | str = ""
        for _ in range(_TRIES):
            try:
                found = self._library.tallies(datetime.now(UTC).date())
                break
            except sqlite3.Error as error:
                # A list that is filled meanwhile ends what other threads look for.
                found = f"The papers cannot be read ({error}). Your marks are kept."
        self.app.call_from_thread(self._show, found)

    def _show(self, found: Tallies | str) -> None:
        for body in self.query(Pictures):
            body.show(found)


class Pictures(Static):
    """The pictures, set anew for another width."""

    _found: Tallies | str = "Counting …"

    def show(self, found: Tallies | str) -> None:
        """Show what was counted, or a sentence."""
        self._found = found
        self._set(self.size.width)

    def on_resize(self, event: events.Resize) -> None:
        """Set them for another width."""
        self._set(event.size.width)

    def _set(self, width: int) -> None:
        if isinstance(self._found, str):
            self.update(Content(self._found))
        elif width:
            self.update(told(self._found, width))


def told(tallies: Tallies, width: int) -> Content:
    """Return the pictures under their titles."""
    parts: list[tuple[str, str]] = [] if tallies.read else [(f"{_NOTHING}\n\n", "")]
    for picture in pictures(tallies, width):
        parts += [(f"{picture.title}\n", "bold"), ("\n".join(picture.lines) + "\n\n", "")]
    return Content.assemble(*parts).rstrip()
