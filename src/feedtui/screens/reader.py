"""The reader's one main screen: all commands over the three panes."""

from __future__ import annotations

import inspect

from feedtui.commands import BY_NAME, named
from feedtui.crashes import did
from feedtui.screens.combining import Combining
from feedtui.screens.downloading import Downloading
from feedtui.screens.for_you import ForYou
from feedtui.screens.hinting import Hinting
from feedtui.screens.importing import Importing
from feedtui.screens.jumping import Jumping
from feedtui.screens.keeping import Keeping
from feedtui.screens.looks import Looks
from feedtui.screens.marking import Marking
from feedtui.screens.muting import Muting
from feedtui.screens.offering import Offering
from feedtui.screens.room import Room
from feedtui.screens.seeking import Seeking
from feedtui.screens.setting import Setting
from feedtui.screens.suggesting import Suggesting
from feedtui.screens.tagging import Tagging
from feedtui.screens.taking import Taking


class ReaderScreen(
    Hinting,
    Offering,
    Seeking,
    Jumping,
    Keeping,
    Room,
    ForYou,
    Suggesting,
    Marking,
    Tagging,
    Combining,
    Taking,
    Importing,
    Downloading,
    Muting,
    Looks,
    Setting,
):
    """Finding, help and leaving; the other commands come from the classes it is made of."""

    _quits = False
    """Whether the reader is to end once what is under way is done."""

    def action_help(self) -> None:
        """Show keys and help, first those of the pane that keys move."""
        from feedtui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.commands, self.pane, self.config.window_commands))

    def action_stats(self) -> None:
        """Show a year of reading in pictures."""
        from feedtui.screens.statistics import StatisticsScreen

        self.app.push_screen(StatisticsScreen(self.library))

    async def action_quit(self) -> None:
        """Quit; everything is on disk already, but for where the reader is, and a change that is under way."""
        if not self.is_changing():
            self._quit()
        elif self._quits:
            self.stop_changing()
        else:
            self._quits = True
            self.in_turn(lambda: None, lambda made: self._quit())
            self.say(f"feedtui ends when that is done; {self.key_of('quit')} again stops it, and changes nothing.")

    def _quit(self) -> None:
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
        found = named(name, self.commands)
        if len(found) != 1:
            none = f"No command {name}; {self.key_of('help')} lists them."
            self.say(f"{name} may be {', '.join(found)}." if found else none)
            return
        action = getattr(self, f"action_{BY_NAME[found[0]].action}")
        if rest and not inspect.signature(action).parameters:
            self.say(f":{found[0]} takes nothing behind it.")
            return
        did(found[0])
        done = action(rest.strip()) if rest else action()
        if inspect.iscoroutine(done):
            self.call_later(lambda: done)

    def entered(self, purpose: str, text: str) -> None:
        """Run a command; the rest is for the classes this is made of."""
        super().entered(purpose, text)
        if purpose == "command":
            self.run_command(text)
