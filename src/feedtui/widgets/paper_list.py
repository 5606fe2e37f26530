"""The list of papers: two lines a paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip

from feedtui.papers.display import paper_date, shown_authors
from feedtui.papers.paper import Item
from feedtui.papers.tex import readable
from feedtui.papers.text import harmless
from feedtui.widgets.glyphs import (
    CODE,
    CURSOR,
    LEVELS,
    NOTE,
    QUEUED,
    REVISED,
    SELECTED,
    STARRED,
    SURPRISE,
    UNREAD,
    UPVOTES,
    WATCHED,
)
from feedtui.widgets.line_list import LineList

_GUTTER = 5


class PaperList(LineList):
    """Titles with their state; under each its authors or topics, date, upvotes and code."""

    ROW_HEIGHT: ClassVar[int] = 2

    pattern: reactive[re.Pattern[str] | None] = reactive[re.Pattern[str] | None](None)
    """What the current search looks for."""

    watched: re.Pattern[str] | None = None
    """What the reader looks out for."""

    def __init__(self, lookup: Callable[[int], Item], *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lookup = lookup
        self.papers: Sequence[int] = ()
        self.selected: set[int] = set()
        self.day_of: Callable[[int], str] | None = None
        """Under which day the list has a paper; None where it is in another order than that of days."""
        self.empty: tuple[str, ...] = ()
        self.ending = ""
        """What is said below the last paper."""
        self.levels: Mapping[int, int] = {}
        """How likely papers are the reader's, in steps of `LEVELS`."""
        self.surprises: Set[int] = frozenset()
        self._items: dict[int, Item | None] = {}

    def show(self, papers: Sequence[int], cursor: int) -> None:
        """Show the papers at these rows of the library, with the cursor on the given line of the list."""
        self.papers = papers
        self.lines_after = 1 if self.ending and papers else 0
        self.refill(cursor)

    def render_line(self, y: int) -> Strip:
        """Draw line `y` of the screen; an empty list says why it is empty, another one why it ends."""
        said = (self.ending,) if self.papers else self.empty
        line_said = y + self.scroll_offset.y - self.count() * self.ROW_HEIGHT
        if not 0 <= line_said < len(said):
            return super().render_line(y)
        line = Content.assemble((f"{' ' * _GUTTER}{said[line_said]}", "$text-muted"))
        style = self.visual_style
        return Strip(line.render_segments(style)).adjust_cell_length(self.size.width, style.rich_style)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines without looking for borders and padding, which the list has not: a third of a key's time."""
        _, background = self.background_colors
        strips = [self.render_line(y) for y in crop.line_range]
        for each in self.get_line_filters():
            strips = [strip.apply_filter(each, background) for strip in strips]
        whole = crop.column_span == (0, self.size.width)
        return strips if whole else [strip.crop(*crop.column_span) for strip in strips]

    @property
    def current(self) -> int | None:
        """The paper under the cursor, None while the list is empty."""
        return self.papers[self.cursor] if self.cursor < len(self.papers) else None

    def count(self) -> int:
        """Return how many papers are listed."""
        return len(self.papers)

    def redraw_changed(self) -> None:
        """Draw anew those rows on screen whose papers are not as they were drawn, and forget the others."""
        first = self.scroll_offset.y // self.ROW_HEIGHT
        on_screen = range(first, first + self.page() + 1)
        for row, drawn in list(self._items.items()):
            if row not in on_screen:
                self._forget(row)
            elif row < self.count() and self._item(row) != drawn:
                self.redraw_row(row)

    def _item(self, row: int) -> Item | None:
        try:
            return self._lookup(self.papers[row])
        except KeyError:
            return None

    def row_lines(self, row: int, width: int, current: bool) -> list[Content]:
        """Return the title's line and the byline."""
        paper = self.papers[row]
        item = self._items[row] = self._item(row)
        if item is None:
            return [Content(), Content("     now part of another paper")]
        room = max(1, width - _GUTTER - 1)
        bar = CURSOR if current else " "
        signs = "".join(
            sign if on else " "
            for sign, on in ((SELECTED, paper in self.selected), (UNREAD, item.unread), (STARRED, item.starred))
        )
        title = Content(fit(readable(item.paper.title), room))
        begins, ends = self._day(row, item)
        facts = Content(self._facts(paper, item, room - cell_len(begins) - bool(begins)))
        if self.watched is not None:
            title, facts = (text.highlight_regex(self.watched, style="underline") for text in (title, facts))
        if self.pattern is not None:
            title = title.highlight_regex(self.pattern, style="$warning reverse")
        weight = "bold" if item.unread else "$text-muted"
        gap = " " * (room - facts.cell_length - cell_len(begins))
        # A rule between two days that takes no line.
        rule = "underline" if ends else ""
        return [
            Content.assemble((bar, "$text-accent"), (signs, "$text-warning"), " ", title.stylize_before(weight)),
            Content.assemble(
                (bar, "$text-accent"),
                (f"{LEVELS[self.levels.get(paper, 0)]:>{_GUTTER - 2}} ", "dim"),
                facts.stylize_before("$text-muted"),
                gap,
                (begins, "bold $text-muted"),
            ).stylize(rule, 1),
        ]

    def _facts(self, row: int, item: Item, room: int) -> str:
        """Return the byline, with a sign before it where its paper is a surprise or has what is watched."""
        paper = item.paper
        text = f"{SURPRISE} surprise · {byline(item)}" if row in self.surprises else byline(item)
        said = (paper.title, *paper.authors, paper.abstract, paper.summary)
        sign = f"{WATCHED} " if self.watched is not None and any(map(self.watched.search, said)) else ""
        return fit(sign + text, room)

    def _day(self, row: int, item: Item) -> tuple[str, bool]:
        """Return the day that begins with a row, empty where none does, and whether one ends with it.

        A day on which a paper only came in, for no source told another, is not told: dates are the sources' own.
        """
        if self.day_of is None:
            return "", False
        day = self.day_of(self.papers[row])
        before = self.day_of(self.papers[row - 1]) if row else None
        after = self.day_of(self.papers[row + 1]) if row + 1 < self.count() else day
        is_told = any(date and date.startswith(day) for date in (item.paper.listed, item.paper.published))
        return day if day != before and is_told else "", day != after


def byline(item: Item) -> str:
    """Return a paper's authors, or its topics where no source named any, and its figures."""
    paper = item.paper
    who = shown_authors(paper.authors, 3) or ", ".join((*item.mark.tags, *paper.tags, *item.topics))
    parts = [who, paper_date(paper)]
    if paper.upvotes is not None:
        parts.append(f"{UPVOTES}{paper.upvotes}")
    if paper.links.code:
        parts.append(CODE)
    if item.queued:
        parts.append(QUEUED)
    if item.is_revised:
        parts.append(REVISED)
    if item.mark.note:
        parts.append(NOTE)
    figures = " · ".join(part for part in parts[1:] if part)
    return f"{figures} · {who}" if figures and who else figures or who


def fit(text: str, width: int) -> str:
    """Return `text` in at most `width` cells, an ellipsis for what is cut."""
    text = harmless(text)
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…"
