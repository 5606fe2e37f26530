"""A window over the reader that ends with an answer."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import OptionList

from feedtui.commands import COMMANDS
from feedtui.screens.failing import Failing

Answer = TypeVar("Answer")


class Once(Failing[Answer | None], Generic[Answer]):
    """A screen over the reader that is left once: of two answers in quick keys the second is not the reader's."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("question_mark,f1", "help", show=False)]

    def action_help(self) -> None:
        """Show the keys of this window, and all others."""
        from feedtui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(getattr(self.app.screen_stack[0], "commands", COMMANDS), type(self).__name__))

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """End with an answer, unless it has ended."""
        return super().dismiss(result) if self.is_active else AwaitComplete()


class Dialog(Once[Answer], ModalScreen[Answer | None]):
    """Closed without an answer by `esc`; what is too long is scrolled by the keys that move."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Close", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("ctrl+d,pagedown,space", "scroll(10)", show=False),
        Binding("ctrl+u,pageup", "scroll(-10)", show=False),
        Binding("g,home", "scroll(-100000)", show=False),
        Binding("G,end", "scroll(100000)", show=False),
    ]

    def action_cancel(self) -> None:
        """Close without an answer."""
        self.dismiss(None)

    def action_scroll(self, lines: int) -> None:
        """Scroll what the window shows, or move in its list."""
        for body in self.query(VerticalScroll):
            body.scroll_relative(y=lines, animate=False)
        for choices in self.query(OptionList):
            choices.highlighted = max(0, min((choices.highlighted or 0) + lines, choices.option_count - 1))
