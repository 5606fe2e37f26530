"""The sidebar: views, kept searches, tags, topics and sources, each a query, with unread and total counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.content import Content

from feedtui.library.counts import Count, Counts
from feedtui.papers.combining import signs_in
from feedtui.papers.query import Kept, Query, quoted, sense
from feedtui.widgets.glyphs import ANY, CURSOR, WITH, WITHOUT
from feedtui.widgets.line_list import LineList
from feedtui.widgets.paper_list import fit

FOR_YOU = "is:unread sort:for-you"
"""The view of what is likely the reader's; it is ranked when it is opened, and has no count."""
NEW = "is:new"
UNTAGGED = "-has:tag"
"""The papers that the reader gave no tag; there are about as many as papers, and nobody counts them."""
_SIGNS = {"+": WITH, "|": ANY, "-": WITHOUT}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the sidebar; one without a query is a heading, one without a count is yet to be counted."""

    label: str
    query: str | None = None
    count: Count | None = None
    number: int | None = None
    """Of a kept search: the key that opens it."""

    @property
    def is_search(self) -> bool:
        """Whether it is a kept search."""
        return self.number is not None

    @property
    def is_tag(self) -> bool:
        """Whether it is a tag."""
        return not self.is_search and (self.query or "").startswith("tag:")

    @property
    def part(self) -> Query:
        """What it adds to a query that is put together from rows."""
        return Kept(self.label) if self.is_search else sense(self.query or "")


class Sidebar(LineList):
    """Chooses what the list shows."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.rows: Sequence[Row] = ()
        self._first = ""
        self._signs: dict[Query, str] = {}

    def show_signs(self, query: Query) -> None:
        """Show what each row is to a query that is put together from rows: with it, with any of them, without it."""
        signs = signs_in(query)
        if signs != self._signs:
            self._signs = signs
            self.redraw()

    def show(self, counts: Counts, searches: Mapping[str, tuple[str, Count | None]], new: Count | None = None) -> None:
        """Show the counts and the kept searches by name, with the cursor where it was as long as that is there."""
        before = self.row
        rows = rows_of(counts, searches, new)
        gone = before is not None and before.query not in [row.query for row in rows]
        if before is not None and gone and not before.is_search:
            rows.append(Row(before.label, before.query, Count()))
        changed = [row for row, (old, new) in enumerate(zip(self.rows, rows, strict=False)) if old != new]
        reshaped = [row.query for row in rows] != [row.query for row in self.rows]
        self.rows = rows
        if reshaped:
            query = before.query if before else self._first
            self.refill(next((at for at, row in enumerate(rows) if row.query == query), 1))
            if before is not None and before.is_search and gone:
                # A search that was forgotten while it was open leaves for all papers.
                self.post_message(self.Moved(self, self.cursor))
        else:
            for row in changed:
                self.redraw_row(row)

    def begin_with(self, query: str) -> None:
        """Put the cursor on the row of a query, without a word to the screen, which is about to list its papers."""
        self._first = query
        found = next((at for at, row in enumerate(self.rows) if row.query == query), None)
        if found is not None:
            self.refill(found)

    def choose(self, search: str) -> None:
        """Put the cursor on a kept search."""
        self.move_to(
            next((at for at, row in enumerate(self.rows) if row.is_search and row.label == search), self.cursor)
        )

    def open(self, query: str) -> bool:
        """Put the cursor on the row of a query; return whether there is one."""
        found = next((at for at, row in enumerate(self.rows) if row.query == query), None)
        if found is not None:
            self.move_to(found)
        return found is not None

    @property
    def row(self) -> Row | None:
        """The line under the cursor, None before there are any."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def count(self) -> int:
        """Return how many lines there are."""
        return len(self.rows)

    def can_rest(self, row: int) -> bool:
        """Whether the row is no heading."""
        return self.rows[row].query is not None

    def row_lines(self, row: int, width: int, current: bool) -> list[Content]:
        """Return the one line of a row."""
        line = self.rows[row]
        if line.query is None:
            return [Content.assemble((fit(" " + line.label, width), "bold $text-muted"))]
        unknown = "" if line.query in (FOR_YOU, UNTAGGED) else "… "
        figures = f"{line.count.unread}/{line.count.total}  " if line.count else unknown
        room = max(1, width - len(figures) - 2)
        sign = _SIGNS[self._signs[line.part]] + " " if self._signs and line.part in self._signs else ""
        label = fit(sign + (f"{line.number} {line.label}" if line.number else line.label), room)
        gap = " " * max(1, width - 1 - Content(label).cell_length - len(figures))
        bar = CURSOR if current else " "
        return [
            Content.assemble((bar, "$text-accent"), (label, "bold" if current else ""), gap, (figures, "$text-muted"))
        ]


def rows_of(counts: Counts, searches: Mapping[str, tuple[str, Count | None]], new: Count | None = None) -> list[Row]:
    """Return the sidebar's lines for some counts."""
    every = counts.everything
    rows = [
        Row("Views"),
        Row("All", "", every),
        Row("Unread", "is:unread", Count(every.unread, every.unread)),
        Row("For you", FOR_YOU),
        Row("Starred", "is:starred", counts.starred),
        Row("Queue", "is:queued", counts.queued),
        Row("New", NEW, new),
    ]
    if searches:
        rows.append(Row("Searches"))
        numbered = enumerate(searches.items(), 1)
        rows += [Row(name, query, count, number) for number, (name, (query, count)) in numbered]
    named = (("Tags", "tag", counts.own | counts.tags), ("Topics", "topic", counts.topics))
    for heading, field, each in (*named, ("Sources", "source", counts.sources)):
        if each:
            rows.append(Row(heading))
            if field == "tag" and counts.own:
                rows.append(Row("Untagged", UNTAGGED))
            rows += [Row(name, f"{field}:{quoted(name)}", count) for name, count in each.items()]
    return rows
