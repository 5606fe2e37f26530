"""What the reader does not want to see, and what they look out for."""

from __future__ import annotations

import re

from textual import work

from feedtui.papers.query import Either, Query, QueryError, mistake_in, parse, query_text
from feedtui.papers.text import clean_line
from feedtui.screens.reading import Reading


class Muting(Reading):
    """The commands that mute and watch."""

    _muted: list[str]
    _watched: list[str]

    def on_mount(self) -> None:
        """Mark what is watched."""
        self._muted, self._watched = self.library.muted(), []
        self._mark_watched()

    def action_mute(self, query: str = "") -> None:
        """Hide what a query finds, asked for where it is not given; nothing is deleted."""
        if not query:
            self.prompt.ask("command", ":", f"mute {self.search}")
            return
        mistake = mistake_in(query)
        if mistake:
            self.say(mistake)
            return
        text = query_text(parse(query))
        if not text:
            self.say("That would hide every paper.")
        elif self.try_change(lambda: self.library.mute(text)):
            self.redraw()
            self.say(f"Muted {text}. is:muted lists its papers, {self.key_of('undo')} shows them again.")
        else:
            self.say(f"{text} is muted already.")

    @work(exclusive=True, group="dialog")
    async def action_unmute(self, query: str = "") -> None:
        """Show again what a query hid, chosen where it is not given."""
        muted = self.library.muted()
        query = query or await self._chosen("Show again", muted, "Nothing is muted.")
        if not query:
            return
        if query not in muted:
            self.say(f"{query} is not muted.")
        elif self.try_change(lambda: self.library.mute(query, on=False)):
            self.redraw()
            self.say(f"No longer muted: {query}.")

    def action_watch(self, words: str = "") -> None:
        """Look out for words or a name, asked for where they are not given."""
        words = clean_line(words)
        if not words:
            self.prompt.ask("command", ":", "watch ")
        elif not _looked_for(words):
            self.say(f"{words} has no word to look for.")
        elif self.try_change(lambda: self.library.watch(words)):
            self._mark_watched()
            self.say(f"Watching {words}: it is underlined wherever it stands.")
        else:
            self.say(f"{words} is watched already.")

    @work(exclusive=True, group="dialog")
    async def action_unwatch(self, words: str = "") -> None:
        """Look out for words no longer, chosen where they are not given."""
        watched = self.library.watched()
        words = words or await self._chosen("Watch no longer", watched, "Nothing is watched.")
        if not words:
            return
        if words not in watched:
            self.say(f"{words} is not watched.")
        elif self.try_change(lambda: self.library.watch(words, on=False)):
            self._mark_watched()
            self.say(f"No longer watched: {words}.")

    def redraw(self) -> None:
        """Mark also what an undo or another reader may have changed."""
        self._mark_watched()
        super().redraw()
        muted = self.library.muted()
        if muted != self._muted:
            self._muted = muted
            self.refill()

    def _mark_watched(self) -> None:
        watched = self.library.watched()
        if watched != self._watched:
            self._watched = watched
            self.papers.watched = self.abstract.watched = _pattern(watched)
            self.papers.redraw()
            self.abstract.redraw()

    async def _chosen(self, title: str, names: list[str], nothing: str) -> str:
        if not names:
            self.say(nothing)
            return ""
        from feedtui.screens.choose import Choose

        return await self.app.push_screen_wait(Choose(title, tuple(names))) or ""


def _looked_for(words: str) -> Query | None:
    try:
        return parse(f'"{words.replace(chr(34), " ")}"') or None
    except QueryError:
        return None


def _pattern(watched: list[str]) -> re.Pattern[str] | None:
    """Return a pattern for all that is watched, None where nothing is."""
    if not watched:
        return None
    from feedtui.papers.highlight import matched

    return matched(Either(tuple(query for words in watched if (query := _looked_for(words)))))
