"""The line at the bottom where a search, a command, tags or a note are typed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.widgets import Input


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
        from textual.widgets import Input

        from feedtui.widgets.completing import LastWord, SuggestFromList

        self.purpose = purpose
        self.query_one("#prompt-sign", Static).update(sign)
        field = self._field()
        suggester = LastWord(known) if purpose == "tag" else SuggestFromList(known, case_sensitive=False)
        field.suggester = suggester if known else None
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

    async def on_key(self, event: events.Key) -> None:
        """Take what is suggested by tab, which would leave the line else."""
        if event.key == "tab" and self.purpose:
            event.stop()
            event.prevent_default()
            field = self._field()
            await arrived(field)
            suggester = field.suggester
            found = await suggester.get_suggestion(field.value) if suggester is not None else None
            if found and field.cursor_at_end:
                field.value = found
                field.cursor_position = len(found)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what is typed."""
        event.stop()
        if self.purpose:
            self.post_message(self.Typed(self.purpose, event.value))


def asks(screen: Screen[Any]) -> bool:
    """Whether the line of a screen asks for something: keys are text then, all but `esc` and `enter`."""
    return any(prompt.purpose for prompt in screen.query(Prompt))


async def arrived(field: Input) -> None:
    """Wait until the keys that are on their way to a line are in it."""
    come = asyncio.Event()
    field.call_later(come.set)
    await come.wait()
