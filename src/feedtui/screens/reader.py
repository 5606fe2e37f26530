"""The reader's one main screen: all commands over the three panes."""

from __future__ import annotations

import inspect

from textual import on

from feedtui.commands import BY_NAME, named
from feedtui.crashes import did
from feedtui.papers.query import query_text
from feedtui.papers.text import clean_line
from feedtui.screens.combining import Combining
from feedtui.screens.downloading import Downloading
from feedtui.screens.for_you import ForYou
from feedtui.screens.importing import Importing
from feedtui.screens.marking import Marking
from feedtui.screens.muting import Muting
from feedtui.screens.setting import Setting
from feedtui.screens.tagging import Tagging
from feedtui.screens.taking import Taking
from feedtui.widgets.prompt import Prompt


class ReaderScreen(ForYou, Marking, Tagging, Combining, Taking, Importing, Downloading, Muting, Setting):
    """Finding, help and leaving; the other commands come from the classes it is made of."""

    def action_search(self, text: str = "") -> None:
        """Search as it is typed, or for what is given."""
        if text:
            self._search_for(text)
        else:
            self.prompt.ask("search", "/", self.search)

    def action_command(self) -> None:
        """Ask for a command by its name."""
        self.prompt.ask("command", ":", known=tuple(BY_NAME))

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

        self.app.push_screen(HelpScreen(self.commands))

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
            self.say("Search first: / and some words, then S keeps the search.")

    def action_kept_search(self, number: str = "") -> None:
        """Open a kept search by its number in the sidebar."""
        names = list(self.library.searches())
        if number.isdecimal() and 1 <= int(number) <= len(names):
            self.side.choose(names[int(number) - 1])
            self.go_to("list")
        else:
            self.say(f"No kept search {number}: / and some words, then S keeps one.")

    def action_forget_search(self) -> None:
        """Take the kept search that is open out of the sidebar."""
        row = self.side.row
        if row is None or not row.is_search:
            self.say("No kept search is open.")
        elif self.try_change(lambda: self.library.keep_search(row.label, None)):
            self.show_sidebar()
            self.say(f"Forgot the search {row.label}. u brings it back.")

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
            self.say(f"No command {name}; ? lists them." if not found else f"{name} may be {', '.join(found)}.")
            return
        action = getattr(self, f"action_{BY_NAME[found[0]].action}")
        if rest and not inspect.signature(action).parameters:
            self.say(f":{found[0]} takes nothing behind it.")
            return
        did(found[0])
        done = action(rest.strip()) if rest else action()
        if inspect.iscoroutine(done):
            self.call_later(lambda: done)

    @on(Prompt.Typed)
    def _typed(self, event: Prompt.Typed) -> None:
        if event.purpose == "search" and self.prompt.purpose:
            self._search(event.text, half_typed=True)

    def entered(self, purpose: str, text: str) -> None:
        """Search, run a command or keep a search; the rest is for the classes this is made of."""
        super().entered(purpose, text)
        if purpose == "search":
            self._search_for(text)
        elif purpose == "command":
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

    def _search_for(self, text: str) -> None:
        """Search for what was entered, go to what was found, and say what is wrong with it."""
        self._search(text, half_typed=False)
        if text and not self.papers.papers:
            # No paper has the last word as it is: what begins so is better than nothing.
            self._search(text, half_typed=True)
        mistake = self.mistake()
        if mistake:
            # What is typed next mends the search, and must not be keys over the list.
            self.prompt.ask("search", "/", text)
            self.say(mistake)
            return
        self.go_to("list")

    def _search(self, text: str, *, half_typed: bool) -> None:
        if (text, half_typed) != (self.search, self.half_typed):
            self.search, self.half_typed = text, half_typed
            self.stop_reading()
            self.refill()
