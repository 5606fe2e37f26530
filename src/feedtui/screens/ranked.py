"""The rank as the reader's screen asks it: in a process of its own, made ready for new papers by another."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from textual import work

from feedtui.papers.query import is_ranked, order_of, sense
from feedtui.papers.text import clean_line
from feedtui.screens.counting import LEARN
from feedtui.screens.errand import lines_of
from feedtui.screens.moving import Moving
from feedtui.screens.refreshing import Refreshing
from feedtui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from feedtui.ranking.helper import Helper
    from feedtui.ranking.ranker import Ranker

Answer = TypeVar("Answer")


class Ranked(Moving, Refreshing):
    """What every command that asks the rank needs; numpy is not imported here."""

    _helper: Helper | None = None
    _learned_of = -1
    """How many papers there were when the rank was last made ready."""

    def on_unmount(self) -> None:
        """End the helper."""
        if self._helper is not None:
            self._helper.close()

    async def ask_rank(self, question: Callable[[Ranker], Answer]) -> Answer:
        """Ask the rank, without a key that waits for it; it raises whatever went wrong."""
        if self._helper is None:
            from feedtui.ranking.helper import Helper

            config = self.config
            self._helper = Helper(self.library.places, half_life=config.half_life, surprises=config.surprises)
        return await asyncio.to_thread(self._helper.ask, question)

    async def meant_in_order(self, query: str) -> list[int]:
        """Return the papers of `meant`, in the order of the rank where the query asks for that."""
        rows, order = self.meant(query), order_of(sense(query))
        if not rows or not is_ranked(order) or self.library.shows_starter:
            return rows
        from feedtui.ranking.asked import sorted_rows

        try:
            return list((await self.ask_rank(partial(sorted_rows, rows=rows, order=order))).rows)
        except Exception as error:
            self.cannot_rank(error)
            return rows

    def cannot_rank(self, error: BaseException, *, by_itself: bool = False) -> None:
        """Say why the rank did not answer, and once alone where it was asked without the reader's asking."""
        gone = isinstance(error, KeyError)
        why = "it is now part of another paper" if gone else clean_line(str(error)) or type(error).__name__
        say = self.warn if by_itself else self.say
        say(f"The rank cannot be asked: {why}. Your papers and marks are kept.")

    def shows_ranked(self) -> bool:
        """Whether the list is in an order that the rank makes."""
        return is_ranked(order_of(self.asked())) and not self.library.shows_starter

    def learn_if_new(self) -> None:
        """Make the rank ready for papers that came since it was last made ready."""
        if self._learned_of != len(self.library) and not self.is_under_way(LEARN):
            self._learn()

    def is_starter(self) -> bool:
        """Whether the starter list is shown, of which nothing is learned; say so."""
        if self.library.shows_starter:
            self.say(f"The starter list is not ranked: {self.key_of('sources')} adds sources to learn from.")
        return self.library.shows_starter

    @work(group=LEARN, exit_on_error=False)
    async def _learn(self, *, listing: bool = True) -> None:
        """Look through new papers in another process; then list anew what waited for it."""
        status, told = self.query_one(StatusLine), ""
        self._learned_of = len(self.library)
        try:
            async with aclosing(lines_of(self.library.places, "learn")) as lines:
                async for line in lines:
                    told = clean_line(line)
                    status.go_on(f"for you: {told}")
        except OSError as error:
            told = clean_line(str(error))
        finally:
            status.go_on("")
            # A stop ends the waiting, too.
            self.call_later(self._learned, listing)
        if told and not told.endswith("looked through"):
            self.say(f"New papers could not be looked through: {told}")

    def _learned(self, listing: bool) -> None:
        self.tell_of_new()
        if listing and self.is_mounted and self.shows_ranked():
            self.refill()

    def _ended(self, sentence: str) -> None:
        """Make the rank ready for what came, if the reader has ever asked it."""
        super()._ended(sentence)
        if self.library.places.features.exists() and not self.is_under_way(LEARN):
            self._learn(listing=False)
