"""The reader's one main screen: all commands over the three panes."""

from __future__ import annotations

import inspect

from feedtui.commands import BY_NAME, named
from feedtui.papers.query import query_text
from feedtui.papers.text import clean_line
from feedtui.screens.combining import Combining
from feedtui.screens.downloading import Downloading
from feedtui.screens.for_you import ForYou
from feedtui.screens.hinting import Hinting
from feedtui.screens.importing import Importing
from feedtui.screens.looks import Looks
from feedtui.screens.marking import Marking
from feedtui.screens.muting import Muting
from feedtui.screens.offering import Offering
from feedtui.screens.room import Room
from feedtui.screens.searching import Searching
from feedtui.screens.setting import Setting
from feedtui.screens.tagging import Tagging
from feedtui.screens.taking import Taking


class ReaderScreen(
    Hinting,
    Searching,
    ForYou,
    Marking,
    Tagging,
    Combining,
    Taking,
    Importing,
    Downloading,
    Muting,
    Room,
    Looks,
    Setting,
    Offering,
):
    """Finding, help and leaving; the other commands come from the classes it is made of."""

    def action_help(self) -> None:
        """Show keys and help, first those of the pane that keys move."""
        from feedtui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.commands, self.pane))

    def action_stats(self) -> None:
        """Show a year of reading in pictures."""
        from feedtui.screens.statistics import StatisticsScreen

        self.app.push_screen(StatisticsScreen(self.library))

    def action_keep_search(self) -> None:
        """Ask for the name under which the search goes to the sidebar."""
        mistake = self.mistake()
        if mistake:
            self.say(mistake)
        elif self.search:
            self.prompt.ask("keep", "keep this search as ", self.search)
        else:
            search, keep = self.key_of("search"), self.key_of("keep-search")
            self.say(f"Search first: {search} and some words, then {keep} keeps the search.")

    def action_kept_search(self, number: str = "") -> None:
        """Open a kept search by its number in the sidebar."""
        names = list(self.library.searches())
        if number.isdecimal() and 1 <= int(number) <= len(names):
            self.side.choose(names[int(number) - 1])
            self.go_to("list")
        else:
            search, keep = self.key_of("search"), self.key_of("keep-search")
            self.say(f"No kept search {number}: {search} and some words, then {keep} keeps one.")

    def action_forget_search(self) -> None:
        """Take the kept search that is open out of the sidebar."""
        row = self.side.row
        if row is None or not row.is_search:
            self.say("No kept search is open.")
        elif self.try_change(lambda: self.library.keep_search(row.label, None)):
            self.show_sidebar()
            self.say(f"Forgot the search {row.label}. {self.key_of('undo')} brings it back.")

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
        found = named(name, self.commands)
        if len(found) != 1:
            none = f"No command {name}; {self.key_of('help')} lists them."
            self.say(f"{name} may be {', '.join(found)}." if found else none)
            return
        action = getattr(self, f"action_{BY_NAME[found[0]].action}")
        if rest and not inspect.signature(action).parameters:
            self.say(f":{found[0]} takes nothing behind it.")
            return
        done = action(rest.strip()) if rest else action()
        if inspect.iscoroutine(done):
            self.call_later(lambda: done)

    def entered(self, purpose: str, text: str) -> None:
        """Run a command or keep a search; the rest is for the classes this is made of."""
        super().entered(purpose, text)
        if purpose == "command":
            self.run_command(text)
        elif purpose == "keep" and clean_line(text):
            self._keep(clean_line(text))

    def _keep(self, name: str) -> None:
        kept = query_text(self.asked())
        if self.try_change(lambda: self.library.keep_search(name, kept)):
            self.search = ""
            self.show_sidebar()
            self.side.choose(name)
            self.say(f"Kept as {name}.")
