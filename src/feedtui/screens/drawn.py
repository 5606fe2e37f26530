"""How the application is drawn: its colours, its signs, what moves, and what reaches the glass."""

from __future__ import annotations

import os
from collections.abc import Sequence

from textual.app import App
from textual.filter import LineFilter
from textual.scrollbar import ScrollBar, ScrollBarRender

from feedtui.config import SHORT_THEMES, Config
from feedtui.library.library import Library
from feedtui.widgets.glass import Glass
from feedtui.widgets.glyphs import terminal_encoding
from feedtui.widgets.themes import CONTRAST_DARK, CONTRAST_LIGHT, muted


class PlainBar(ScrollBarRender):
    """Ends at whole cells, for which it takes no characters."""

    VERTICAL_BARS = HORIZONTAL_BARS = [" "] * 8


class DrawnApp(App[None]):
    """An application that is drawn as the environment says, else the settings file, else what was chosen last."""

    def __init__(self, library: Library, config: Config) -> None:
        # Textual takes NO_COLOR away, and makes all colours black unless it is told beforehand to use the terminal's.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.library = library
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

    def get_css_variables(self) -> dict[str, str]:
        """Return the theme's variables, with a colour for bylines that can be read on any of its backgrounds."""
        found = super().get_css_variables()
        if found["text-muted"].startswith("auto") and not self.current_theme.ansi:
            found["text-muted"] = muted(found)
        return found
