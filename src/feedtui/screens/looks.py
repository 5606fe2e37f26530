"""How the reader looks: its theme."""

from __future__ import annotations

from difflib import get_close_matches

from feedtui.screens.panes import Panes

_SHORT = {"dark": "textual-dark", "light": "textual-light", "contrast": "contrast-dark"}
"""What names may be called in short."""


class Looks(Panes):
    """The commands that change looks; what they choose is there again in the next session."""

    def action_theme(self, name: str = "") -> None:
        """Take a theme, or without a name go from dark to light, or from light to dark."""
        known = self.app.available_themes
        name = _SHORT.get(name, name) or self._opposite()
        if self.app.no_color:
            self.say("NO_COLOR is set: these are the terminal's own colours.")
        elif name in known:
            self.app.theme = name
            self.library.try_to_keep("theme", name)
        else:
            near = get_close_matches(name, [*known, *_SHORT], 1)
            meant = f"; did you mean {near[0]}?" if near else "."
            self.say(f"No theme {name}{meant} The palette (ctrl+p) lists them.")

    def _opposite(self) -> str:
        """Return the light theme that goes with a dark one, or the dark one that goes with a light one."""
        now, is_dark = self.app.theme, self.app.current_theme.dark
        pair = now.replace("dark", "light") if is_dark else now.replace("light", "dark")
        is_pair = pair != now and pair in self.app.available_themes
        return pair if is_pair else _SHORT["light" if is_dark else "dark"]
