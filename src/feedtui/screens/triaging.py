"""The command that goes through papers one by one."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work

from feedtui.papers.query import query_text
from feedtui.screens.selecting import Selecting

if TYPE_CHECKING:
    from textual.worker import Worker

    from feedtui.screens.verdicts import Round

_KEPT_AS = "triage"


class Triaging(Selecting):
    """Triage of the selection, of a query, or of what the list has, as far as it is unread."""

    @work(exclusive=True, group="dialog")
    async def action_triage(self, query: str = "") -> None:
        """Go through papers one by one: those of a query, the selected ones, or the unread ones of the list."""
        from feedtui.screens.triage import TriageScreen
        from feedtui.screens.verdicts import LATER, QUEUE, STAR, round_of

        self.stop_reading()
        if self.has_to_wait():
            return
        escapes = self.escapes
        await self.until_filled()
        chosen = bool(self.papers.selected) and not query
        rows = await self.meant_in_order(query) if query or chosen else self.papers.papers
        view = query or ("selection" if chosen else query_text(self.asked()))
        left = round_of(self.library.setting(_KEPT_AS), view)
        before = set(left.papers())
        judged = {self._row(paper) for paper in (left.papers(LATER) if not chosen else before)}
        waiting = array("q", (row for row in (rows if chosen else self.library.unread(rows)) if row not in judged))
        if not waiting:
            # What was put off is asked for again once all else is done.
            left = round_of(None, view)
            waiting = array("q", rows if chosen else self.library.unread(rows))
        if not waiting:
            what = "all papers of this list are read" if rows else "there are no papers in this list"
            self.say(f"Nothing to judge: {what}.")
            return
        if self.escapes != escapes:
            return
        screen = TriageScreen(self.library, waiting, left, self._keep_round, self.open_row)
        export = await self.app.push_screen_wait(screen)
        # Not all that waited: of more than a few thousand, none would stay in the list (see `staying.MOST`).
        self.kept.update(
            row for paper in left.papers() if paper not in before and (row := self._row(paper)) is not None
        )
        self.redraw()
        self.say(left.told())
        if export:
            kept = [row for paper in left.papers(STAR, QUEUE) if (row := self._row(paper)) is not None]
            self.export_rows(kept, "kept")

    def _row(self, paper: str) -> int | None:
        try:
            return self.library.row_of(paper)
        except KeyError:
            return None

    def open_row(self, row: int) -> None:
        """Open the page of the paper at a row."""
        raise NotImplementedError

    def export_rows(self, rows: Sequence[int], scope: str) -> Worker[None]:
        """Ask for format and file, and write papers."""
        raise NotImplementedError

    def _keep_round(self, left: Round) -> None:
        self.library.try_to_keep(_KEPT_AS, left.as_text())
