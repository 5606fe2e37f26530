"""The line at the bottom where a search, a command, tags or a note are typed."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.widgets import Input


_ARRIVE_WITHIN = 1.0
"""Seconds for which an answer waits for its last letters: all keys wait behind it."""


class Prompt(Horizontal):
    """Asks for one line. It is hidden while it asks for nothing."""

    class Typed(Message):
        """The text changed."""

        def __init__(self, purpose: str, text: str) -> None:
            super().__init__()
            self.purpose = purpose
            self.text = text

    purpose: str = ""
    """What is asked for, empty while nothing is."""

    def compose(self) -> ComposeResult:
        """Make the sign; the input is made when it is first asked for, which spares the start."""
        yield Static("", id="prompt-sign", markup=False)

    def ask(self, purpose: str, sign: str, text: str = "", known: tuple[str, ...] = ()) -> None:
        """Show the line and wait for an answer; the words of `known` complete what is typed."""
        from textual.suggester import SuggestFromList
        from textual.widgets import Input

        self.purpose = purpose
        self.query_one("#prompt-sign", Static).update(sign)
        field = self._field()
        field.suggester = SuggestFromList(known, case_sensitive=False) if known else None
        with field.prevent(Input.Changed):
            field.value = text
        # A search is mostly another one; a note that is there is gone on with.
        field.select_on_focus = purpose in ("search", "keep")
        field.cursor_position = len(text)
        self.display = True
        self.screen.set_focus(field)

    async def taken(self) -> tuple[str, str]:
        """Return what was asked for and what was typed, and close; keys on their way to the line come first."""
        field = self._field()
        await arrived(field)
        purpose = self.purpose
        self.close()
        return purpose, field.value

    def close(self) -> None:
        """Ask for nothing."""
        self.purpose = ""
        self.display = False
        self.screen.set_focus(None)

    def on_mount(self) -> None:
        """Begin hidden."""
        self.display = False

    def _field(self) -> Input:
        from textual.widgets import Input

        for field in self.query(Input):
            return field
        field = Input(id="prompt-input", compact=True)
        field.cursor_blink = False
        self.mount(field)
        return field

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what is typed."""
        event.stop()
        if self.purpose:
            self.post_message(self.Typed(self.purpose, event.value))


def takes(screen: Screen[Any], action: str) -> bool:
    """Whether a key of a screen is for an action: while its line asks, only `esc` and `enter` are, the rest is text."""
    asks = any(prompt.purpose for prompt in screen.query(Prompt))
    return action == "back" or asks == (action == "answer")


async def arrived(field: Input) -> None:
    """Wait until the keys that are on their way to a line are in it; a line that takes none holds nobody up."""
    come = asyncio.Event()
    if field.call_later(come.set):
        with suppress(TimeoutError):
            await asyncio.wait_for(come.wait(), _ARRIVE_WITHIN)
