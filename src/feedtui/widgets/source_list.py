"""The sources as a list: how it went with each, in a sign and in words, and how many papers came a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from feedtui.library.subscriptions import Standing, Subscription
from feedtui.papers.text import clean_line
from feedtui.widgets.glyphs import CURSOR
from feedtui.widgets.line_list import LineList
from feedtui.widgets.paper_list import fit

SIGNS = {
    "never asked": "?",
    "fresh": "●",
    "unchanged": "·",
    "quiet": "○",
    "stale": "~",
    "failed": "!",
    "waiting": "…",
    "paused": "‖",
}
_BARS = " ▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True)
class Row:
    """A source, how it went with it, how many papers it has, and how many came on each of the last days."""

    source: Subscription
    standing: Standing
    papers: int = 0
    days: Sequence[int] = ()
    new: int = 0
    """Papers that it brought since the reader last left."""

    @property
    def state(self) -> str:
        """What is the matter with it, in a word."""
        return "paused" if self.source.paused else self.standing.state


class SourceList(LineList):
    """Two lines a source."""

    ROW_HEIGHT = 2

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.rows: Sequence[Row] = ()

    def show(self, rows: Sequence[Row]) -> bool:
        """Show sources, with the cursor where it was; return whether they are others than before."""
        if rows == self.rows:
            return False
        name = self.row.source.name if self.row else None
        self.rows = rows
        self.refill(next((at for at, row in enumerate(rows) if row.source.name == name), self.cursor))
        return True

    @property
    def row(self) -> Row | None:
        """The source under the cursor, None where there are none."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def count(self) -> int:
        """Return how many sources there are."""
        return len(self.rows)

    def row_lines(self, row: int, width: int, current: bool) -> list[Content]:
        """Return a source's two lines: what it is called and how many papers came, then how it went."""
        one = self.rows[row]
        new = f" {one.new:,} new" if one.new else ""
        figures = f"{new} {sparkline(one.days)} {one.papers:,} "
        title = fit(clean_line(one.source.title or one.source.name), max(1, width - 4 - len(figures)))
        gap = " " * max(1, width - 4 - Content(title).cell_length - len(figures))
        bar = CURSOR if current else " "
        told = one.state if one.source.paused else one.standing.told()
        alarm = "$text-error" if one.state in ("failed", "waiting", "stale") else "$text-muted"
        sign, name = (f"{SIGNS[one.state]} ", "bold"), (title, "bold" if current else "")
        return [
            Content.assemble((bar, "$text-accent"), sign, name, gap, figures),
            Content.assemble((bar, "$text-accent"), (fit(f"  {clean_line(told)}", width - 2), alarm)),
        ]


def sparkline(counts: Sequence[int]) -> str:
    """Return a bar a number, the greatest full; nothing for nought."""
    most = max(counts, default=0)
    return "".join(_BARS[-(-count * (len(_BARS) - 1) // most)] if most else " " for count in counts)
