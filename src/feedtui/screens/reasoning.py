"""Why a paper is the reader's or not: the window that tells it, and the answers given there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import work
from textual.timer import Timer

from feedtui.papers.paper import Item
from feedtui.papers.query import order_of
from feedtui.screens.similar import Similar

if TYPE_CHECKING:
    from feedtui.library.answers import Answers
    from feedtui.ranking.asked import Reasons

_RESTS = 0.2
"""Seconds for which the cursor is on a paper before its reasons are asked for."""


class Reasoning(Similar):
    """The command that tells reasons and takes answers to them."""

    _answers: Answers | None = None
    _always_why = False
    """Whether reasons are told below every abstract, not only in For you."""
    _told_of: int | None = None
    """The paper whose reasons are told, or are about to be."""
    _to_tell: Timer | None = None

    def show_current(self) -> None:
        """Tell the reasons for the paper once the cursor rests on it."""
        super().show_current()
        row = self.papers.current
        wanted = self._always_why or (self.shows_ranked() and order_of(self.asked()) == "for-you")
        if row is None or not wanted or self.library.shows_starter:
            self._told_of = None
            self.abstract.tell(())
        elif row != self._told_of:
            self._told_of = row
            if self._to_tell is not None:
                self._to_tell.stop()
            self._to_tell = self.set_timer(_RESTS, lambda: self._tell(row))

    @work(group="reasons", exit_on_error=False)
    async def _tell(self, row: int) -> None:
        from feedtui.ranking.asked import in_short, reasons_of

        if row != self.papers.current:
            return
        try:
            reasons = await self.ask_rank(partial(reasons_of, row=row))
        except Exception as error:
            self.cannot_rank(error, by_itself=True)
            return
        if row == self.papers.current == self._told_of:
            self.abstract.tell((f"For you: {reasons.score:.2f}", *in_short(reasons)))

    def redraw(self) -> None:
        """Rank anew after an answer, or after one was taken back."""
        self._told_of = None
        super().redraw()
        answers, before = self.library.answers(), self._answers
        self._answers = answers
        if before is not None and answers != before and self.shows_ranked():
            self.refill()

    @work(exclusive=True, group="dialog", exit_on_error=False)
    async def action_why(self, switch: str = "") -> None:
        """Say why the paper under the cursor is for the reader or not, and take the answer; or switch reasons on."""
        if switch:
            self._switch(switch)
            return
        item, row = self.pointed(), self.papers.current
        if item is None or row is None or self.is_starter():
            return
        from feedtui.ranking.asked import reasons_of
        from feedtui.screens.why import WhyScreen

        escapes = self.escapes
        try:
            reasons = await self.ask_rank(partial(reasons_of, row=row))
        except Exception as error:
            self.cannot_rank(error)
            return
        if self.escapes != escapes:
            return
        self._answers = self.library.answers()
        answer = await self.app.push_screen_wait(WhyScreen(item.paper.title, reasons))
        if answer == "never":
            await self._never(item, reasons)
        elif answer is not None:
            self._answer(item.paper.id, answer, f"{answer.title()} like this.")

    def _switch(self, switch: str) -> None:
        if switch not in ("on", "off"):
            self.say("Write :why on or :why off to have reasons below every abstract, or in For you alone.")
            return
        self._always_why = switch == "on"
        self.show_current()
        self.say("Reasons are below every abstract." if self._always_why else "Reasons are below abstracts in For you.")

    async def _never(self, item: Item, reasons: Reasons) -> None:
        """Ask for an author or a word of a paper that is never to be offered."""
        from feedtui.screens.choose import Choose
        from feedtui.screens.why import refusals

        queries = refusals(item, reasons)
        if not queries:
            self.say("Nothing in this paper has a say in its score yet: like less of it with -.")
            return
        chosen = await self.app.push_screen_wait(Choose("Never offer papers of", tuple(queries)))
        if chosen:
            self._answer(queries[chosen], "never", f"Never again: {chosen}.")

    def _answer(self, about: str, answer: str, sentence: str) -> None:
        if self.try_change(lambda: self.library.answer(about, answer)):
            self.redraw()
            self.say(f"{sentence} {self.key_of('undo')} takes it back.")
