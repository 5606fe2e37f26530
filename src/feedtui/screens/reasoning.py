"""Why a paper is the reader's or not: the window that tells it, and the answers given there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import work

from feedtui.papers.paper import Item
from feedtui.screens.similar import Similar

if TYPE_CHECKING:
    from feedtui.library.answers import Answers
    from feedtui.ranking.asked import Reasons


class Reasoning(Similar):
    """The command that tells reasons and takes answers to them."""

    _answers: Answers | None = None

    def redraw(self) -> None:
        """Rank anew after an answer, or after one was taken back."""
        super().redraw()
        answers, before = self.library.answers(), self._answers
        self._answers = answers
        if before is not None and answers != before and self.shows_ranked():
            self.refill()

    @work(exclusive=True, group="dialog", exit_on_error=False)
    async def action_why(self) -> None:
        """Say why the paper under the cursor is for the reader or not, and take the answer."""
        item, row = self.pointed(), self.papers.current
        if item is None or row is None or self.is_starter():
            return
        from feedtui.ranking.asked import reasons_of
        from feedtui.screens.why import WhyScreen

        try:
            reasons = await self.ask_rank(partial(reasons_of, row=row))
        except Exception as error:
            self.cannot_rank(error)
            return
        self._answers = self.library.answers()
        answer = await self.app.push_screen_wait(WhyScreen(item.paper.title, reasons))
        if answer == "never":
            await self._never(item, reasons)
        elif answer is not None:
            self._answer(item.paper.id, answer, f"{answer.title()} like this.")

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
