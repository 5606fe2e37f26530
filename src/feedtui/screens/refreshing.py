"""Sources: asked beside the reader, looked at, added."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, datetime

from textual import work

from feedtui.papers.query import quoted
from feedtui.papers.text import clean_line
from feedtui.screens.counting import REFRESH
from feedtui.screens.errand import lines_of
from feedtui.screens.reading import Reading
from feedtui.widgets.status_line import StatusLine

SOON, EVERY = 1.0, 60.0
"""Seconds until the sources are first asked, and between two looks at whether it is time to ask them again."""

_MOST_SAID = 4
"""Lines of a command that are left on the status line when it has ended."""


@dataclass(slots=True)
class Tally:
    """How far the asking is."""

    sources: int
    done: int = 0
    failed: int = 0
    new: int = 0
    trouble: str = ""

    def take(self, line: str) -> None:
        """Count what a line of `feedtui refresh --json` tells."""
        try:
            told = json.loads(line)
            self.failed += told["error"] is not None
            self.new += told["new"]
            self.done += 1
        except (ValueError, TypeError, KeyError):
            self.trouble = clean_line(line)

    def under_way(self) -> str:
        """Say how far it is."""
        failed = f", {self.failed} failed" if self.failed else ""
        return f"asking sources: {self.done} of {self.sources} done{failed}, {self.new:,} new"

    def ended(self, key_of: Callable[[str], str], *, waiting: bool) -> str:
        """Say what came of it, and whether papers wait to be listed; `key_of` knows the keys of commands."""
        if self.trouble:
            return self.trouble
        failed = f" {self.failed} failed: {key_of('sources')} tells why." if self.failed else ""
        asked = f"{self.done} source{'s' * (self.done != 1)}"
        if not self.new:
            return f"Nothing new from {asked}.{failed}"
        listed = f": {key_of('list-new')} lists them" if waiting else ""
        return f"{self.new:,} new papers from {asked}{listed}.{failed}"


class Refreshing(Reading):
    """The commands about sources."""

    def on_mount(self) -> None:
        """Ask the sources soon, if it is time."""
        self.set_timer(SOON, self._begin)
        self.set_interval(EVERY, self._refresh_if_old)

    def action_refresh(self, source: str = "") -> None:
        """Ask the sources for papers: one, or all that are not paused."""
        sources = [one.name for one in self.library.subscriptions.all() if not one.paused]
        if self.is_under_way(REFRESH):
            self.say("The sources are being asked; :stop stops it.")
        elif source:
            self._refresh(1, source)
        elif sources:
            self._refresh(len(sources))
        else:
            self.say(f"There are no sources yet: {self.key_of('sources')} shows how to add some.")

    def action_resolve(self, query: str = "") -> None:
        """Look up the papers that are known by their titles alone: of a query, of the selection, or this one."""
        if self.is_under_way(REFRESH):
            self.say("The sources are being asked; :stop stops it.")
        elif query:
            self._run("resolve", query)
        else:
            papers = [self.library.item(row).paper for row in self.targets()]
            titled = [paper.id for paper in papers if paper.id.startswith("title:")]
            if titled:
                self._run("resolve", " OR ".join(f"id:{paper}" for paper in titled))
            elif papers:
                self.say("This paper is known by more than its title.")

    def action_add(self, addresses: str = "") -> None:
        """Add sources by their addresses, asked for where they are not given."""
        if addresses and self.is_under_way(REFRESH):
            self.say("The sources are being asked; try again when that is done.")
        elif addresses:
            self._run("add", *addresses.split())
        else:
            self.prompt.ask("command", ":", "add ")

    @work(exclusive=True, group="dialog")
    async def action_sources(self) -> None:
        """Show the sources; `enter` there lists the papers of one."""
        from feedtui.screens.sources import SourcesScreen

        if self.has_to_wait():
            return
        name = await self.app.push_screen_wait(SourcesScreen(self.library, self.action_refresh, self.action_add))
        if name is not None and not self.side.open(f"source:{quoted(name)}"):
            self.say(f"There are no papers of {name} yet.")
        elif name is not None:
            self.go_to("list")

    async def _begin(self) -> None:
        """Offer sources to whoever has none and no papers, else ask them if it is time."""
        if self.library.shows_starter and not self.library.subscriptions.all() and not self.library.setting("welcomed"):
            self._welcome()
        else:
            self._refresh_if_old()

    @work(exclusive=True, group="dialog")
    async def _welcome(self) -> None:
        from feedtui.screens.welcome import WelcomeScreen

        chosen = await self.app.push_screen_wait(WelcomeScreen())
        if not self.library.is_read_only:
            self.library.keep_setting("welcomed", "yes")
        if chosen:
            self._run("add", *chosen)
        else:
            self.say(f"{self.key_of('sources')} adds sources whenever you like; a page that you paste is read as well.")

    def _refresh_if_old(self) -> None:
        """Ask the sources if they were last asked longer ago than the settings say."""
        subscriptions = self.library.subscriptions
        asked = [subscriptions.standing(one.name).asked or "" for one in subscriptions.all() if not one.paused]
        every = self.config.refresh_every
        if asked and every and not self.is_under_way(REFRESH) and _minutes_since(max(asked)) >= every:
            self._refresh(len(asked))

    @work(group=REFRESH, exit_on_error=False)
    async def _refresh(self, count: int, *names: str) -> None:
        """Ask sources, and tell how far it is."""
        tally = Tally(count)

        def told(line: str) -> str:
            tally.take(line)
            return tally.under_way()

        await self._errand(("refresh", "--json", *names), tally.under_way(), told)
        self._ended(tally.ended(self.key_of, waiting=len(self.library) > self._listed_of))

    @work(group=REFRESH, exit_on_error=False)
    async def _run(self, *words: str) -> None:
        """Run another command that asks servers, and tell what it says."""
        said: list[str] = []

        def told(line: str) -> str:
            said.append(clean_line(line))
            return said[-1]

        await self._errand(words, f"{words[0]} …", told)
        self._ended(" ".join(said[-_MOST_SAID:]) or "Done.")

    async def _errand(self, words: Sequence[str], begun: str, told: Callable[[str], str]) -> None:
        """Run a command in another process; the status line shows what `told` makes of each of its lines."""
        status, starter = self.query_one(StatusLine), self.library.shows_starter
        status.go_on(begun)
        try:
            async with aclosing(lines_of(self.library.places, *words)) as lines:
                async for line in lines:
                    status.go_on(told(line))
        finally:
            status.go_on("")
        self.follow()
        if starter and not self.library.shows_starter:
            # Its first papers took the place of the starter list while more were on their way.
            self.begin_anew()

    def _ended(self, sentence: str) -> None:
        """Say what came of asking, and what waits to be listed."""
        self.say(sentence)
        self.call_later(self.tell_of_new)


def _minutes_since(time: str) -> float:
    try:
        return (datetime.now(UTC) - datetime.fromisoformat(time)).total_seconds() / 60
    except ValueError:
        return float("inf")
