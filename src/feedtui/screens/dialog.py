"""A window over the reader that ends with an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from rich.cells import cell_len
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList

from feedtui.commands import BY_NAME, Command
from feedtui.config import Config
from feedtui.screens.failing import Failing
from feedtui.window_commands import TYPED, first_key, in_window

Answer = TypeVar("Answer")

_DOT = " · "
_NAMED = re.compile(r"\{([a-z-]+)\}")


class Once(Failing[Answer | None], Generic[Answer]):
    """A screen over the reader that is left once: of two answers in quick keys the second is not the reader's.

    What keys do in it stands in the table of `window_commands.py`, but for those of `BINDINGS`, which are not set.
    """

    FIRST: ClassVar[tuple[str, ...]] = ()
    """Commands whose keys are looked at before the line in which something is typed has them."""

    def on_mount(self) -> None:
        """Bind the keys that the reader set."""
        name = type(self).__name__
        for one in in_window(name, self.commands):
            before = name in TYPED and one.group == name
            for key in filter(None, one.keys.split(",")):
                self._bindings.bind(key, one.action, show=False, priority=before or one.name in self.FIRST)

    @property
    def commands(self) -> Sequence[Command]:
        """The commands of all windows, under the keys that the reader set."""
        return self._config.window_commands

    @property
    def _config(self) -> Config:
        config = getattr(self.app.screen_stack[0], "config", None)
        return config if isinstance(config, Config) else Config()

    def key_of(self, name: str, rather: str = "") -> str:
        """Return the first key of a command, of a window or of the reader; without a key, the reader's by its name."""
        commands = (*self.commands, *self._config.commands)
        return first_key(commands, name, rather) or (f":{name}" if name in BY_NAME else "")

    def keys_told(self, line: str) -> str:
        """Return a line of keys, with the key of each command in braces; of those without one nothing is told."""
        told = []
        for part in line.split(_DOT):
            keys = {name: self.key_of(name) for name in _NAMED.findall(part)}
            if all(keys.values()):
                told.append(part.format_map(keys))
        return _DOT.join(told)

    def action_help(self) -> None:
        """Show the keys of this window, and all others."""
        from feedtui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self._config.commands, type(self).__name__, self.commands))

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """End with an answer, unless it has ended."""
        return super().dismiss(result) if self.is_active else AwaitComplete()


class Dialog(Once[Answer], ModalScreen[Answer | None]):
    """Closed without an answer by `esc`; what is too long is scrolled by the keys that move."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Close", show=False)]
    _keys = ""
    """All that is told below the window."""

    def on_resize(self) -> None:
        """Tell below the window only keys for which there is room; the help has all."""
        self.call_after_refresh(self._fit_keys)

    def _fit_keys(self) -> None:
        for window in self.query(".window"):
            told = self._keys = self._keys or str(window.border_subtitle or "")
            parts, room = told.split(_DOT), window.size.width - 2
            key = self.key_of("window-help", "f1" if type(self).__name__ in TYPED else "")
            while len(parts) > 1 and cell_len(_DOT.join(parts)) > room:
                parts[-2:] = [f"{key} keys"] if key else []
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
