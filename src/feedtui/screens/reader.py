"""The reader's one main screen: all commands over the three panes."""

from __future__ import annotations

import inspect

from feedtui.commands import BY_NAME, named
from feedtui.screens.combining import Combining
from feedtui.screens.downloading import Downloading
from feedtui.screens.for_you import ForYou
from feedtui.screens.importing import Importing
from feedtui.screens.keeping import Keeping
from feedtui.screens.marking import Marking
from feedtui.screens.muting import Muting
from feedtui.screens.tagging import Tagging
from feedtui.screens.taking import Taking


class ReaderScreen(Keeping, ForYou, Marking, Tagging, Combining, Taking, Importing, Downloading, Muting):
    """Finding, help and leaving; the other commands come from the classes it is made of."""

    def action_theme(self, name: str = "") -> None:
        """Change between dark and light."""
        name = name or ("light" if self.app.current_theme.dark else "dark")
        if self.app.no_color:
            self.say("NO_COLOR is set: these are the terminal's own colours.")
        elif name in ("dark", "light"):
            self.app.theme = f"textual-{name}"
        else:
            self.say(f"No theme {name}: write :theme dark or :theme light.")

    def action_palette(self) -> None:
        """Choose from all commands."""
        self.app.action_command_palette()

    def action_help(self) -> None:
        """Show keys and help."""
        from feedtui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen())

    def action_stats(self) -> None:
        """Show a year of reading in pictures."""
        from feedtui.screens.statistics import StatisticsScreen

        self.app.push_screen(StatisticsScreen(self.library))

    async def action_quit(self) -> None:
        """Quit; everything is on disk already, but for where the reader is."""
        self.keep_place()
        self.app.exit()

    def run_command(self, text: str) -> None:
        """Do what was typed behind the colon: a command's name, key or beginning, and what follows it."""
        name, _, rest = text.strip().partition(" ")
        if not name:
            return
        if name.isdecimal():
            self.go_to_line(int(name))
            return
        found = named(name)
        if len(found) != 1:
            self.say(f"No command {name}; ? lists them." if not found else f"{name} may be {', '.join(found)}.")
            return
        action = getattr(self, f"action_{BY_NAME[found[0]].action}")
        if rest and not inspect.signature(action).parameters:
            self.say(f":{found[0]} takes nothing behind it.")
            return
        done = action(rest.strip()) if rest else action()
        if inspect.iscoroutine(done):
            self.call_later(lambda: done)

    def entered(self, purpose: str, text: str) -> None:
        """Run a command; the rest is for the classes this is made of."""
        super().entered(purpose, text)
        if purpose == "command":
            self.run_command(text)
