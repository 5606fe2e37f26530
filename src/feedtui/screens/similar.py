"""Papers like others: a list of its own over whatever was listed, until esc."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from textual import work

from feedtui.papers.query import All, Either, Named, Query, Sort
from feedtui.papers.text import clean_line
from feedtui.screens.counting import LEARN
from feedtui.screens.ranked import Ranked
from feedtui.widgets.status_line import StatusLine


@dataclass(frozen=True, slots=True)
class Alike:
    """A list of papers like others, the nearest first, with what they share; `before` is where the cursor was."""

    place: tuple[str | None, str]
    label: str
    shared: Mapping[int, tuple[str, ...]]
    query: Query
    before: int | None


class Similar(Ranked):
    """The command that lists the neighbours of papers."""

    _alike: Alike | None = None

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
        """Return the papers that are like others, where those are listed."""
        if self.alike is not None:
            return [row for row in self.alike.shared if self._is_here(row)]
        return super().at_once(listed, stay)

    def fill(self, query: Query, listed: Query, stay: set[int], before: int | None) -> None:
        """List papers like others as they were found."""
        if self.alike is not None:
            self.filled(query, array("q", self.at_once(listed, stay)), before)
        else:
            super().fill(query, listed, stay, before)

    def shows_ranked(self) -> bool:
        """Whether the rank is asked for the order of the list: papers like others have theirs already."""
        return self.alike is None and super().shows_ranked()

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
        """Leave the status line to what papers share, and to how far learning is."""
        if self.alike is None and not self.is_under_way(LEARN):
            super().tell_of_new()

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
        if not rows or self.is_starter():
            return
        from feedtui.ranking.asked import alike

        self.say("Looking for papers like it …" if len(rows) == 1 else f"Looking for papers like these {len(rows)} …")
        try:
            found = await self.ask_rank(partial(alike, rows=rows))
            title = self.library.item(rows[0]).paper.title
        except Exception as error:
            self.cannot_rank(error)
            return
        shared = {row: tuple(map(clean_line, names)) for row, _, names in found if self._is_here(row)}
        if not shared:
            self.say("No paper here is like it.")
            return
        self._show_alike(shared, f"like “{title[:24]}…”" if len(rows) == 1 else f"like {len(rows)} papers")

    def _show_alike(self, shared: Mapping[int, tuple[str, ...]], label: str) -> None:
        named = Either(tuple(Named(self.library.item(row).paper.id) for row in shared))
        before = self.alike.before if self.alike is not None else self.papers.current
        self._alike = Alike(self._where(), label, shared, All((named, Sort("for-you"))), before)
        self.papers.selected.clear()
        self.papers.move_to(0)
        self.refill(next(iter(shared)))
        self.go_to("list")
        self.say("")

    def _where(self) -> tuple[str | None, str]:
        return (self.side.row.query if self.side.row else None, self.search)
