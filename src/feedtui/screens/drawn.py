"""How the application is drawn: its colours, its signs, what moves, and what reaches the glass."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar, cast

from rich.console import RenderableType
from textual import events
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.binding import Binding, BindingType
from textual.filter import LineFilter
from textual.screen import Screen
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.timer import Timer

from feedtui.config import SHORT_THEMES, Config
from feedtui.library.library import Library
from feedtui.widgets.canvas import Canvas
from feedtui.widgets.glass import Glass
from feedtui.widgets.glyphs import terminal_encoding
from feedtui.widgets.themes import CONTRAST_DARK, CONTRAST_LIGHT, muted

_LOOK_AGAIN = 0.02
"""Seconds after which a terminal that was busy is looked at again."""


class PlainBar(ScrollBarRender):
    """Ends at whole cells, for which it takes no characters."""

    VERTICAL_BARS = HORIZONTAL_BARS = [" "] * 8


class DrawnApp(App[None]):
    """An application that is drawn as the environment says, else the settings file, else what was chosen last."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+l", "redraw", show=False, priority=True)]

    def __init__(self, library: Library, config: Config) -> None:
        # Textual takes NO_COLOR away, and makes all colours black unless it is told beforehand to use the terminal's.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.library = library
        self._canvas = Canvas()
        self._later: Timer | None = None
        self.terminal_encoding = terminal_encoding()
        chosen = {name: getattr(config, name) or library.setting(name) for name in ("theme", "glyphs", "motion")}
        asked = os.environ.get("FEEDTUI_ASCII") or ("1" if chosen["glyphs"] == "ascii" else "")
        self.in_ascii = asked not in ("", "0") or self.terminal_encoding != "utf-8"
        is_still = chosen["motion"] == "off" and "TEXTUAL_ANIMATIONS" not in os.environ
        if is_still or os.environ.get("NO_MOTION"):
            self.animation_level = "none"
        self.register_theme(CONTRAST_DARK)
        self.register_theme(CONTRAST_LIGHT)
        if self.no_color:
            self.theme = "ansi-dark"
        elif "TEXTUAL_THEME" not in os.environ:
            theme = SHORT_THEMES.get(chosen["theme"] or "", chosen["theme"])
            self.theme = theme if theme in self.available_themes else self.theme

    @property
    def in_ascii(self) -> bool:
        """Whether signs and lines are drawn in ASCII."""
        return self._glass.ascii

    @in_ascii.setter
    def in_ascii(self, on: bool) -> None:
        # What was drawn is remembered by the filter that drew it.
        self._glass = Glass(ascii=on, encoding=self.terminal_encoding)
        ScrollBar.renderer = PlainBar if on else ScrollBarRender
        if self.is_running:
            self.refresh_css()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters, the glass last."""
        return [*super().get_line_filters(), self._glass]

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Send what is drawn, but nothing that the terminal shows already."""
        if isinstance(renderable, (LayoutUpdate, ChopsUpdate)) and not self.is_headless:
            self._canvas.take(renderable, self.console)
            renderable = None
        if renderable is not None or not self._canvas.has_more:
            super()._display(screen, renderable)
        elif self._is_behind():
            # What comes until then is drawn as one; Textual would have the keys wait.
            self._later = self._later or self.set_timer(_LOOK_AGAIN, self._catch_up)
        else:
            super()._display(screen, cast("RenderableType", self._canvas))

    def _is_behind(self) -> bool:
        """Whether the terminal has not yet taken what was sent before."""
        if sys.platform == "win32" or self.is_web or sys.__stderr__ is None:
            return False
        return not select.select([], [sys.__stderr__.fileno()], [], 0)[1]

    def _catch_up(self) -> None:
        self._later = None
        self._display(self.screen, None)

    def action_redraw(self) -> None:
        """Draw everything anew: something else wrote on the terminal."""
        self._canvas.forget()
        self._display(self.screen, None)

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """Give the terminal away for a while; what it shows afterwards is drawn anew."""
        with super().suspend():
            yield
        self._canvas.forget()

    async def on_event(self, event: events.Event) -> None:
        """Draw everything anew when the terminal has another size, or is there again after a stop."""
        if isinstance(event, events.Resize):
            self._canvas.forget()
            if event.size == self._canvas.size:
                self._display(self.screen, None)
        await super().on_event(event)

    def get_css_variables(self) -> dict[str, str]:
        """Return the theme's variables, with a colour for bylines that can be read on any of its backgrounds."""
        found = super().get_css_variables()
        if found["text-muted"].startswith("auto") and not self.current_theme.ansi:
            found["text-muted"] = muted(found)
        return found
