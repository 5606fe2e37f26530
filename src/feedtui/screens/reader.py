"""The reader's one main screen: all commands over the three panes."""

from __future__ import annotations

import inspect

from textual import on

from feedtui.commands import BY_NAME
from feedtui.papers.query import query_text
from feedtui.papers.text import clean_line
from feedtui.screens.marking import Marking
from feedtui.screens.moving import Moving
from feedtui.screens.taking import Taking
from feedtui.widgets.prompt import Prompt


class ReaderScreen(Moving, Marking, Taking):
    """Finding, help and leaving; the other commands come from the classes it is made of."""

    def action_search(self) -> None:
        """Search as it is typed."""
        self.prompt.ask("search", "/", self.search)

    def action_command(self) -> None:
        """Ask for a command by its name."""
        self.prompt.ask("command", ":", known=tuple(BY_NAME))

    def action_theme(self) -> None:
        """Change between dark and light."""
        self.app.theme = "textual-light" if self.app.current_theme.dark else "textual-dark"

    def action_palette(self) -> None:
        """Choose from all commands."""
        self.app.action_command_palette()

    def action_help(self) -> None:
        """Show keys and help."""
        from feedtui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen())

    def action_keep_search(self) -> None:
        """Ask for the name under which the search goes to the sidebar."""
        if self.search:
            self.prompt.ask("keep", "keep this search as ", self.search)
        else:
            self.say("Search first: / and some words, then S keeps the search.")

    def action_forget_search(self) -> None:
        """Take the kept search that is open out of the sidebar."""
        row = self.side.row
        if row is None or not row.is_search:
            self.say("No kept search is open.")
        elif self.try_change(lambda: self.library.keep_search(row.label, None)):
            self.show_sidebar()
            self.say(f"Forgot the search {row.label}. u brings it back.")

    async def action_quit(self) -> None:
        """Quit; everything is on disk already."""
        self.app.exit()

    def run_command(self, text: str) -> None:
        """Do what was typed behind the colon: a command's name or its beginning, and what follows it."""
        name, _, rest = text.strip().partition(" ")
        found = [name] if name in BY_NAME else [known for known in BY_NAME if known.startswith(name)]
        if not name:
            return
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

    @on(Prompt.Typed)
    def _typed(self, event: Prompt.Typed) -> None:
        if event.purpose == "search":
            self._search(event.text)

    @on(Prompt.Answered)
    def _entered(self, event: Prompt.Answered) -> None:
        if event.purpose == "search":
            self._search(event.text)
            self.go_to("list")
        elif event.purpose == "command":
            self.run_command(event.text)
        elif event.purpose == "keep" and clean_line(event.text):
            self._keep(clean_line(event.text))

    def _keep(self, name: str) -> None:
        kept = query_text(self.asked())
        if self.try_change(lambda: self.library.keep_search(name, kept)):
            self.search = ""
            self.show_sidebar()
            self.side.choose(name)
            self.say(f"Kept as {name}.")

    def _search(self, text: str) -> None:
        if text != self.search:
            self.search = text
            self.stop_reading()
            self.refill()
