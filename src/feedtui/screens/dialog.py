"""A window over the reader that ends with an answer."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from rich.cells import cell_len
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList

from feedtui.commands import COMMANDS
from feedtui.screens.failing import Failing

Answer = TypeVar("Answer")

_DOT, _MORE = " · ", "? keys"


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
    _keys = ""
    """All that is told below the window."""

    def on_resize(self) -> None:
        """Tell below the window only keys for which there is room; the help has all."""
        self.call_after_refresh(self._fit_keys)

    def _fit_keys(self) -> None:
        for window in self.query(".window"):
            told = self._keys = self._keys or str(window.border_subtitle or "")
            parts, room = told.split(_DOT), window.size.width - 2
            while len(parts) > 1 and cell_len(_DOT.join(parts)) > room:
                parts[-2:] = [_MORE]
            window.border_subtitle = Content(_DOT.join(parts))

    def action_cancel(self) -> None:
        """Close without an answer."""
        self.dismiss(None)

    def action_scroll(self, lines: int) -> None:
        """Scroll what the window shows, or move in its list."""
        for body in self.query(VerticalScroll):
            body.scroll_relative(y=lines, animate=False)
        for choices in self.query(OptionList):
            choices.highlighted = max(0, min((choices.highlighted or 0) + lines, choices.option_count - 1))
