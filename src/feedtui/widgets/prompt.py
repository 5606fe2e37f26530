"""The line at the bottom where a search, a command, tags or a note are typed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.widgets import Input

    from feedtui.widgets.line_field import Aid, LineField


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

    class Hinted(Message):
        """There is something to say of what is being typed; `hint` gives it for a width, None ends it."""

        def __init__(self, hint: Callable[[int], Content] | None) -> None:
            super().__init__()
            self.hint = hint

    purpose: str = ""
    """What is asked for, empty while nothing is."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._sign = ""
        self.aids: dict[str, Callable[[], Aid]] = {}
        """What helps to type each thing that is asked for."""

    def compose(self) -> ComposeResult:
        """Make the sign; the input is made when it is first asked for, which spares the start."""
        yield Static("", id="prompt-sign", markup=False)

    def ask(self, purpose: str, sign: str, text: str = "", known: tuple[str, ...] = ()) -> None:
        """Show the line and wait for an answer; the words of `known` complete what is typed."""
        from feedtui.widgets.completing import last_of, one_of
        from feedtui.widgets.line_field import Aid

        self.purpose, self._sign = purpose, sign
        self.query_one("#prompt-sign", Static).update(sign)
        field = self._field()
        field.placeholder = ""
        helped = self.aids.get(purpose, Aid)()
        field.begin(text, Aid((last_of if purpose == "tag" else one_of)(known)) if known else helped)
        # A search is mostly another one; one that is wrong is mended, and a command that is there gone on with.
        mistake = field.mistake()
        field.select_on_focus = purpose in ("search", "keep") and mistake is None
        if mistake is not None:
            field.cursor_position = mistake.end
        self.display = True
        self.screen.set_focus(field)
        self.offer()

    def hint(self, text: str) -> None:
        """Show what might be typed, faint, while nothing is."""
        self._field().placeholder = text

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
        self.post_message(self.Hinted(None))

    def on_mount(self) -> None:
        """Begin hidden."""
        self.display = False

    def _field(self) -> LineField:
        from feedtui.widgets.line_field import LineField

        for field in self.query(LineField):
            return field
        field = LineField(id="prompt-input")
        self.mount(field)
        return field

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what is typed."""
        event.stop()
        if self.purpose:
            self.post_message(self.Typed(self.purpose, event.value))
            self.offer()

    def offer(self) -> None:
        """Have told what may come at the cursor, or what is wrong."""
        from feedtui.widgets.hint import candidates_line, mistake_line

        field = self._field()
        offered, at = field.offered()
        mistake = field.mistake()
        hint: Callable[[int], Content] | None = None
        if mistake is not None:
            before = Content(self._sign + field.value[: mistake.start]).cell_length

            hint = partial(mistake_line, mistake, lambda: before - int(field.scroll_x))
        elif offered.candidates:
            hint = partial(candidates_line, offered.candidates, at)
        self.post_message(self.Hinted(hint))


def asks(screen: Screen[Any]) -> bool:
    """Whether the line of a screen asks for something: keys are text then, all but `esc` and `enter`."""
    return any(prompt.purpose for prompt in screen.query(Prompt))


async def arrived(field: Input) -> None:
    """Wait until the keys that are on their way to a line are in it; a line that takes none holds nobody up."""
    come = asyncio.Event()
    if field.call_later(come.set):
        with suppress(TimeoutError):
            await asyncio.wait_for(come.wait(), _ARRIVE_WITHIN)
