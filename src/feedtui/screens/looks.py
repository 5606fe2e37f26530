"""How the reader looks: its theme, its signs, and whether anything moves."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from textual import getters

from feedtui.config import SHORT_THEMES
from feedtui.screens.drawn import DrawnApp
from feedtui.screens.panes import Panes


class Looks(Panes):
    """The commands that change looks; what they choose is there again in the next session."""

    app = getters.app(DrawnApp)

    def action_theme(self, name: str = "") -> None:
        """Take a theme, or without a name go from dark to light, or from light to dark."""
        known = self.app.available_themes
        name = SHORT_THEMES.get(name, name) or self._opposite()
        if self.app.no_color:
            self.say("NO_COLOR is set: these are the terminal's own colours.")
        elif name in known:
            self.app.theme = name
            self.library.try_to_keep("theme", name)
            if again := self.until_left("theme", name):
                self.say(f"The theme is {name}.{again}")
        else:
            near = get_close_matches(name, [*known, *SHORT_THEMES], 1)
            meant = f"; did you mean {near[0]}?" if near else "."
            self.say(f"No theme {name}{meant} The palette ({self.key_of('palette')}) lists them.")

    def action_glyphs(self, name: str = "") -> None:
        """Draw signs and lines in ASCII or in Unicode; without a name in the other one."""
        now, can_all = self.app.in_ascii, self.app.terminal_encoding == "utf-8"
        name = name or ("unicode" if now else "ascii")
        if self._one_of("glyphs", name, ("unicode", "ascii")):
            self.app.in_ascii = name == "ascii"
            # Another terminal may show what this one does not, so that only ASCII is kept.
            self.library.try_to_keep("glyphs", "ascii" if name == "ascii" else None)
            lacks = f" This terminal is said to show {self.app.terminal_encoding} alone." if not can_all else ""
            told = f"Signs and lines are drawn in {'ASCII' if name == 'ascii' else 'Unicode'}.{lacks}"
            self.say(told + self.until_left("glyphs", name))

    def action_redraw(self) -> None:
        """Draw the screen anew."""
        self.say("The screen is drawn anew.")
        self.app.action_redraw()

    def action_motion(self, name: str = "") -> None:
        """Let things move, or nothing; without a name the other one."""
        name = name or ("on" if self.app.animation_level == "none" else "off")
        if self._one_of("motion", name, ("on", "off")):
            self.app.animation_level = "full" if name == "on" else "none"
            self.library.try_to_keep("motion", "off" if name == "off" else None)
            told = "Things may move." if name == "on" else "Nothing moves by itself."
            self.say(told + self.until_left("motion", name))

    def _one_of(self, what: str, name: str, names: Sequence[str]) -> bool:
        """Whether a name is one of some; if not, that is said."""
        if name not in names:
            self.say(f"No {what} {name}: write :{what} {' or '.join(names)}.")
        return name in names

    def _opposite(self) -> str:
        """Return the light theme that goes with a dark one, or the dark one that goes with a light one."""
        now, is_dark = self.app.theme, self.app.current_theme.dark
        pair = now.replace("dark", "light") if is_dark else now.replace("light", "dark")
        is_pair = pair != now and pair in self.app.available_themes
        return pair if is_pair else SHORT_THEMES["light" if is_dark else "dark"]
