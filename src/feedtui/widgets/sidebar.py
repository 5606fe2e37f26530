"""The sidebar: views, topics and tags, each a query, with unread and total counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from feedtui.library.library import Count, Counts
from feedtui.papers.query import quoted
from feedtui.widgets.glyphs import CURSOR
from feedtui.widgets.line_list import LineList
from feedtui.widgets.paper_list import fit


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the sidebar; one without a query is a heading."""

    label: str
    query: str | None = None
    count: Count | None = None


class Sidebar(LineList):
    """Chooses what the list shows."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.rows: Sequence[Row] = ()

    def show(self, counts: Counts) -> None:
        """Show the counts, with the cursor where it was."""
        query = self.query_text
        rows = rows_of(counts)
        if query is not None and query not in [row.query for row in rows]:
            rows = [*rows, Row(query, query, Count())]
        changed = [row for row, (old, new) in enumerate(zip(self.rows, rows, strict=False)) if old != new]
        reshaped = len(rows) != len(self.rows)
        self.rows = rows
        if reshaped:
            self.refill(next(row for row, line in enumerate(rows) if line.query == (query or "")))
        else:
            for row in changed:
                self.redraw_row(row)

    @property
    def query_text(self) -> str | None:
        """The query of the row under the cursor."""
        return self.rows[self.cursor].query if self.cursor < len(self.rows) else None

    def count(self) -> int:
        """Return how many lines there are."""
        return len(self.rows)

    def can_rest(self, row: int) -> bool:
        """Whether the row is no heading."""
        return self.rows[row].query is not None

    def row_lines(self, row: int, width: int, current: bool) -> list[Content]:
        """Return the one line of a row."""
        line = self.rows[row]
        if line.query is None or line.count is None:
            return [Content.assemble((fit(" " + line.label, width), "bold $text-muted"))]
        figures = f"{line.count.unread}/{line.count.total} "
        room = max(1, width - len(figures) - 2)
        label = fit(line.label, room)
        gap = " " * max(1, width - 1 - Content(label).cell_length - len(figures))
        bar = CURSOR if current else " "
        return [
            Content.assemble((bar, "$text-accent"), (label, "bold" if current else ""), gap, (figures, "$text-muted"))
        ]


def rows_of(counts: Counts) -> list[Row]:
    """Return the sidebar's lines for some counts."""
    every = counts.everything
    rows = [
        Row("Views"),
        Row("All", "", every),
        Row("Unread", "is:unread", Count(every.unread, every.unread)),
        Row("Starred", "is:starred", counts.starred),
        Row("Queue", "is:queued", counts.queued),
    ]
    for heading, field, named in (("Tags", "tag", counts.tags), ("Topics", "topic", counts.topics)):
        if named:
            rows.append(Row(heading))
            rows += [Row(name, f"{field}:{quoted(name)}", count) for name, count in named.items()]
    return rows
