"""What is likely the reader's: the view For you, and any search in the order of the rank."""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work

from feedtui.papers.paper import NO_MARK
from feedtui.papers.query import Query, order_of
from feedtui.screens.counting import LEARN
from feedtui.screens.reasoning import Reasoning
from feedtui.widgets.line_list import LineList
from feedtui.widgets.sidebar import FOR_YOU
from feedtui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from feedtui.ranking.asked import Offer

_LOOKING = "Looking for what is yours …"
_NOTHING = "Nothing more for you today."
_FULL = "The best for now: others follow as you read these."


class ForYou(Reasoning):
    """Lists that the rank puts in order. It works in a process of its own."""

    _offer: Offer | None = None
    _listed: Sequence[int] = ()
    """What the view listed last, with what stayed in it."""
    _stood_on: int | None = None
    """The paper of the view under the cursor."""
    _passed: frozenset[int] = frozenset()
    """Papers of the view that the cursor left, since it was opened."""

    def refill(self, before: int | None = None, line: int = 0) -> None:
        """Tell of likelihood only where the rank made the order; what was passed over is noted with its view left."""
        if not self.shows_ranked():
            self.papers.levels, self.papers.surprises = {}, frozenset()
        if not self._is_for_you():
            self.papers.ending = ""
            self._leave()
        super().refill(before, line)

    def keep_place(self) -> None:
        """Note also, before the end, what was passed over."""
        from feedtui.library.passed import note_passed

        super().keep_place()
        if rows := self._passed_over():
            note_passed(self.library.places, rows)

    def action_list_new(self) -> None:
        """List anew, as if the view were opened again."""
        self._leave()
        super().action_list_new()

    def at_once(self, listed: Query, stay: set[int]) -> list[int]:
        """Return what was offered last, rather than papers that are not the reader's."""
        if self.alike is None and self._is_for_you() and not self.search:
            wanted = set(self.library.unread(self._listed)) | stay
            return [row for row in self._listed if row in wanted and self._is_here(row)]
        return super().at_once(listed, stay)

    def fill(self, query: Query, listed: Query, stay: set[int], before: int | None) -> None:
        """Have papers ranked where the query asks for it."""
        if self.shows_ranked():
            self._rank(query, listed, stay, before)
            self.learn_if_new()
        else:
            super().fill(query, listed, stay, before)

    def tell_of_new(self) -> None:
        """Say what learning needs, where nothing else is under way."""
        super().tell_of_new()
        status = self.query_one(StatusLine)
        free = self.alike is None and not self.is_under_way(LEARN) and not status.doing
        if free and self._is_for_you() and self._offer is not None and not self._offer.is_ready:
            status.go_on(self._offer.state)

    @work(exclusive=True, group="fill", exit_on_error=False)
    async def _rank(self, query: Query, listed: Query, stay: set[int], before: int | None) -> None:
        """Have the papers of a query ranked, and list them."""
        from feedtui.ranking.asked import offer_of, sorted_rows

        try:
            rows = None
            if not self._is_for_you() or self.search:
                rows = await asyncio.to_thread(self.library.whole, listed, stay)
            ranked: Sequence[int]
            levels: Mapping[int, int]
            if self._is_for_you():
                offer = await self.ask_rank(partial(offer_of, rows=rows))
                ranked = self._offered(offer, stay, keep=not self.search)
                # Those that stay though they were read are as likely as they were.
                levels, surprises = {**self.papers.levels, **offer.levels}, offer.surprises
            else:
                order = await self.ask_rank(partial(sorted_rows, rows=rows or (), order=order_of(query)))
                ranked, levels, surprises = order.rows, order.levels, frozenset()
        except Exception as error:
            self.cannot_rank(error)
            super().fill(query, listed, stay, before)
            return
        if query == self.asked():
            self.papers.levels, self.papers.surprises = levels, surprises
            self._show_ranked(query, ranked, before)

    def _show_ranked(self, query: Query, ranked: Sequence[int], before: int | None) -> None:
        papers = self.papers
        if not papers.cursor:
            # Whoever waits at the top, where the newest stood meanwhile, wants the best.
            papers.show(ranked, 0)
            self.show_current()
        self.filled(query, array("q", ranked), before)
        papers.show(papers.papers, papers.cursor)
        self._stood_on = papers.current
        self.tell_of_new()

    def _offered(self, offer: Offer, stay: set[int], *, keep: bool) -> list[int]:
        """Return what is offered, with the papers that stay where they were; say why that may be nothing."""
        said = offer.state if not (offer.is_ready and offer.is_whole) else _FULL if offer.is_full else _NOTHING
        self.papers.ending = said if offer.is_ready else ""
        if not self.search:
            self.papers.empty = (_LOOKING if self.is_under_way(LEARN) else said, super()._empty()[-1])
        rows = [row for row in offer.rows if row not in stay]
        for at, row in enumerate(self._listed):
            if row in stay:
                rows.insert(at, row)
        rows += sorted(stay.difference(rows), reverse=True)
        if keep:
            self._offer, self._listed = offer, rows
        return rows

    @on(LineList.Moved, "#list")
    def _passed_by(self, event: LineList.Moved) -> None:
        if self._is_for_you() and self.shows_ranked() and event.row < self.papers.count():
            if self._stood_on is not None:
                self._passed |= {self._stood_on}
            self._stood_on = self.papers.papers[event.row]

    def _leave(self) -> None:
        if rows := self._passed_over():
            self._note_passed(rows)

    def _passed_over(self) -> list[int]:
        """Return the papers that were passed over and got no mark, and forget them."""
        rows, self._stood_on, self._passed = self._passed, None, frozenset()
        items = {row: self.library.item(row) for row in rows if self._is_here(row)}
        return [row for row, item in items.items() if item.unread and item.mark == NO_MARK]

    @work(thread=True, group="passed", exit_on_error=False)
    def _note_passed(self, rows: list[int]) -> None:
        from feedtui.library.passed import note_passed

        note_passed(self.library.places, rows)

    def _empty(self) -> tuple[str, ...]:
        said = super()._empty()
        return (_LOOKING, said[-1]) if self._is_for_you() and not self.search else said

    def _is_for_you(self) -> bool:
        return self.view_query() == FOR_YOU
