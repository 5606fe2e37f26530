"""Keys and help, from the table of commands: first of where the reader is, and what is sought as it is typed."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from feedtui import __version__
from feedtui.commands import COMMANDS, Command
from feedtui.screens.dialog import Dialog
from feedtui.screens.drawn import DrawnApp
from feedtui.screens.help_text import help_text
from feedtui.window_commands import WINDOW_COMMANDS

__all__ = ["HelpScreen", "help_text"]
_KEYS = "{window-down} {window-up} scroll · {help-find} finds · esc"


class HelpScreen(Dialog[None]):
    """Every command with its keys, every window's keys, every sign, and how to search.

    `about` is the pane or the window that it was asked for in.
    """

    AUTO_FOCUS = ""
    # With priority the field has the focus before the next key is looked at, however quick it comes.
    FIRST = ("help-find",)

    def __init__(
        self, commands: Sequence[Command] = COMMANDS, about: str = "", windows: Sequence[Command] = WINDOW_COMMANDS
    ) -> None:
        super().__init__()
        self._told = (commands, about, windows)

    def compose(self) -> ComposeResult:
        """Make the window."""
        with Vertical(classes="window tall") as window:
            window.border_title = Content(f"feedtui {__version__}")
            window.border_subtitle = Content(self.keys_told(_KEYS))
            field = Input(id="help-find", placeholder="Find a key or what it does", compact=True)
            field.cursor_blink = False
            field.display = False
            yield field
            with VerticalScroll(can_focus=False):
                yield HelpText(*self._told)

    def action_find(self) -> None:
        """Ask for words; what has them is shown as they are typed."""
        field = self.query_one(Input)
        field.display = True
        self.set_focus(field)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Take a `/` for text where something is typed."""
        return action != "find" or not self.query_one(Input).has_focus

    def action_cancel(self) -> None:
        """Show everything again where something was sought, else close."""
        field = self.query_one(Input)
        if field.display:
            field.value = ""
            field.display = False
            self.set_focus(None)
        else:
            self.dismiss(None)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what has the words that are typed."""
        event.stop()
        self.query_one(HelpText).seek(event.value)
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go back to what was found."""
        event.stop()
        self.set_focus(None)


class HelpText(Static):
    """The help, set for the width that it has."""

    _sought = ""

    def __init__(self, commands: Sequence[Command], about: str, windows: Sequence[Command]) -> None:
        super().__init__()
        self._told = (commands, about, windows)

    def seek(self, sought: str) -> None:
        """Show only what has some words."""
        self._sought = sought
        self._set(self.size.width)

    def on_resize(self, event: events.Resize) -> None:
        """Set it for another width."""
        self._set(event.size.width)

    def _set(self, width: int) -> None:
        if width:
            plain = isinstance(self.app, DrawnApp) and self.app.in_ascii
            self.update(help_text(width, *self._told, sought=self._sought, plain=plain))
