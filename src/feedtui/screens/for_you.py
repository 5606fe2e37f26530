"""What is likely the reader's: the view For you, papers like others, and why."""

from __future__ import annotations

import asyncio
import sqlite3
from array import array
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import BrokenExecutor
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from textual import work

from feedtui.papers.paper import Item
from feedtui.papers.query import All, Either, Named, Query, Sort, order_of
from feedtui.papers.text import clean_line
from feedtui.screens.errand import lines_of
from feedtui.screens.moving import Moving
from feedtui.screens.refreshing import Refreshing
from feedtui.widgets.sidebar import FOR_YOU
from feedtui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from feedtui.library.answers import Answers
    from feedtui.ranking.asked import Offer, Reasons
    from feedtui.ranking.helper import Helper
    from feedtui.ranking.ranker import Ranker

Answer = TypeVar("Answer")

LEARN = "learn"
"""The group of the worker that looks through papers for the rank."""

_LOOKING = ("Looking for what is yours …", "esc goes back to the sidebar.")
_NOTHING = "Nothing more for you today."
_WRONG = (OSError, sqlite3.Error, BrokenExecutor)


@dataclass(frozen=True, slots=True)
class Alike:
    """A list of papers like others, the nearest first, with what they share; `before` is where the cursor was."""

    place: tuple[str | None, str]
    label: str
    shared: Mapping[int, tuple[str, ...]]
    query: Query
    before: int | None


class ForYou(Moving, Refreshing):
    """The commands that ask the rank. It works in a process of its own, and numpy is not imported here."""

    _helper: Helper | None = None
    _alike: Alike | None = None
    _answers: Answers | None = None
    _offer: Offer | None = None
    _listed: Sequence[int] = ()
    """What the view listed last, with what stayed in it."""
    _learned_of = -1
    """How many papers there were when the rank was last made ready."""

    def on_unmount(self) -> None:
        """End the helper."""
        if self._helper is not None:
            self._helper.close()

    @property
    def alike(self) -> Alike | None:
        """The list of papers like others, None where another one is shown."""
        if self._alike is not None and self._alike.place != self._where():
            self._alike = None
        return self._alike

    def asked(self) -> Query:
        """Return also the query of papers like others."""
        return self.alike.query if self.alike is not None else super().asked()

    def at_once(self, listed: Query, stay: set[int]) -> list[int]:
        """Return what was offered last, rather than papers that are not the reader's."""
        if self.alike is not None:
            return [row for row in self.alike.shared if self._is_here(row)]
        if self._is_for_you() and not self.search:
            wanted = set(self.library.unread(self._listed)) | stay
            return [row for row in self._listed if row in wanted and self._is_here(row)]
        return super().at_once(listed, stay)

    def fill(self, query: Query, listed: Query, stay: set[int], before: int | None) -> None:
        """Have papers ranked where the query asks for it."""
        if self.alike is not None:
            self.filled(query, array("q", self.at_once(listed, stay)), before)
        elif order_of(query) != "for-you" or self.library.shows_starter:
            super().fill(query, listed, stay, before)
        else:
            self._rank(query, listed, stay, before)
            if self._learned_of != len(self.library) and not self.is_under_way(LEARN):
                self._learn()

    def show_current(self) -> None:
        """Say also what a paper shares with those that it is like."""
        super().show_current()
        if self.alike is not None:
            shared = self.alike.shared.get(self.papers.current or 0, ())
            self.query_one(StatusLine).go_on(f"shares {', '.join(shared)}" if shared else "")

    def view_label(self) -> str:
        """Return what papers are like, where such a list is shown."""
        return self.alike.label if self.alike is not None else super().view_label()

    def tell_of_new(self) -> None:
        """Leave the status line to what papers share, to how far learning is, and to what it needs."""
        if self.alike is not None or self.is_under_way(LEARN):
            return
        super().tell_of_new()
        status = self.query_one(StatusLine)
        if self._is_for_you() and self._offer is not None and not self._offer.is_ready and not status.doing:
            status.go_on(self._offer.state)

    def redraw(self) -> None:
        """Rank anew after an answer, or after one was taken back."""
        super().redraw()
        answers, before = self.library.answers(), self._answers
        self._answers = answers
        if before is not None and answers != before and order_of(self.asked()) == "for-you" and self.alike is None:
            self.refill()

    def action_back(self) -> None:
        """Go from papers like others back to where that was asked for."""
        rests = self.prompt.purpose or self.has_class("zoomed") or self.pane == "abstract" or self.papers.selected
        if self.alike is None or rests:
            super().action_back()
        else:
            before, self._alike = self.alike.before, None
            self.refill(before)

    @work(exclusive=True, group="similar", exit_on_error=False)
    async def action_similar(self, query: str = "") -> None:
        """List the papers that are most like this one, the selected ones or those of a query."""
        rows = self.meant(query)
        if not rows or self._is_starter():
            return
        from feedtui.ranking.asked import alike

        self.say("Looking for papers like it …" if len(rows) == 1 else f"Looking for papers like these {len(rows)} …")
        try:
            found = await self._asked_rank(partial(alike, rows=rows))
            items = {row: self.library.item(row) for row, _, _ in found if self._is_here(row)}
            first = self.library.item(rows[0])
        except (*_WRONG, KeyError) as error:
            self._cannot(error)
            return
        if not items:
            self.say("No paper here is like it.")
            return
        shared = {row: tuple(map(clean_line, names)) for row, _, names in found if row in items}
        named = Either(tuple(Named(item.paper.id) for item in items.values()))
        label = f"like “{first.paper.title[:24]}…”" if len(rows) == 1 else f"like {len(rows)} papers"
        before = self.alike.before if self.alike is not None else self.papers.current
        self._alike = Alike(self._where(), label, shared, All((named, Sort("for-you"))), before)
        self.papers.selected.clear()
        self.papers.move_to(0)
        self.refill(next(iter(shared)))
        self.go_to("list")
        self.say("")

    @work(exclusive=True, group="dialog", exit_on_error=False)
    async def action_why(self) -> None:
        """Say why the paper under the cursor is for the reader or not, and take the answer."""
        item, row = self.pointed(), self.papers.current
        if item is None or row is None or self._is_starter():
            return
        from feedtui.ranking.asked import reasons_of
        from feedtui.screens.why import WhyScreen

        try:
            reasons = await self._asked_rank(partial(reasons_of, row=row))
        except (*_WRONG, KeyError) as error:
            self._cannot(error)
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
            self.say(f"{sentence} u takes it back.")

    @work(exclusive=True, group="fill", exit_on_error=False)
    async def _rank(self, query: Query, listed: Query, stay: set[int], before: int | None) -> None:
        """Have the papers of a query ranked, and list them."""
        from feedtui.ranking.asked import offer_of, sorted_rows

        try:
            rows = None
            if not self._is_for_you() or self.search:
                rows = await asyncio.to_thread(self.library.whole, listed, stay)
            if self._is_for_you():
                offer = await self._asked_rank(partial(offer_of, rows=rows))
                ranked = self._offered(offer, stay, keep=not self.search)
            else:
                ranked = await self._asked_rank(partial(sorted_rows, rows=list(rows or ())))
        except _WRONG as error:
            self._cannot(error)
            super().fill(query, listed, stay, before)
            return
        if query == self.asked() and not self.papers.cursor:
            # Whoever waits at the top, where the newest stood meanwhile, wants the best.
            self.papers.show(ranked, 0)
            self.show_current()
        self.filled(query, array("q", ranked), before)
        self.papers.redraw()
        self.tell_of_new()

    def _offered(self, offer: Offer, stay: set[int], *, keep: bool) -> list[int]:
        """Return what is offered, with the papers that stay where they were; say why that may be nothing."""
        said = _NOTHING if offer.is_ready else offer.state
        self.papers.empty = _LOOKING if self.is_under_way(LEARN) else (said, _LOOKING[1])
        rows = [row for row in offer.rows if row not in stay]
        for at, row in enumerate(self._listed):
            if row in stay:
                rows.insert(at, row)
        rows += sorted(stay.difference(rows), reverse=True)
        if keep:
            self._offer, self._listed = offer, rows
        return rows

    def _empty(self) -> tuple[str, ...]:
        return _LOOKING if self._is_for_you() and not self.search else super()._empty()

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
        finally:
            status.go_on("")
        self.call_later(self._learned, listing)

    def _learned(self, listing: bool) -> None:
        self.tell_of_new()
        if listing and self.alike is None and order_of(self.asked()) == "for-you":
            self.refill()

    def _ended(self, sentence: str) -> None:
        """Make the rank ready for what came, if the reader has ever asked it."""
        super()._ended(sentence)
        from feedtui.ranking.asked import CACHE

        if (self.library.places.data / CACHE).exists() and not self.is_under_way(LEARN):
            self._learn(listing=False)

    async def _asked_rank(self, question: Callable[[Ranker], Answer]) -> Answer:
        """Ask the rank, without a key that waits for it."""
        if self._helper is None:
            from feedtui.ranking.helper import Helper

            self._helper = Helper(self.library.places)
        return await asyncio.to_thread(self._helper.ask, question)

    def _cannot(self, error: BaseException) -> None:
        gone = isinstance(error, KeyError)
        why = "it is now part of another paper" if gone else clean_line(str(error)) or "its process ended"
        self.say(f"The rank cannot be asked: {why}. Your papers and marks are kept.")

    def _is_starter(self) -> bool:
        if self.library.shows_starter:
            self.say("The starter list is not ranked: f adds sources, then there are papers to learn from.")
        return self.library.shows_starter

    def _is_for_you(self) -> bool:
        return self.view_query() == FOR_YOU

    def _where(self) -> tuple[str | None, str]:
        return (self.side.row.query if self.side.row else None, self.search)
