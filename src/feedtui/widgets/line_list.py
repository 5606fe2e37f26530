"""A list of any length that draws only the lines on screen."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

_REMEMBERED = 500


class LineList(ScrollView, can_focus=False):
    """Rows of equal height, one of them under the cursor.

    It takes no focus: the screen sends the keys to the pane that is active, which has the class
    `active`. Subclasses say how many rows there are and what a row shows.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line-list--cursor"}
    ROW_HEIGHT: ClassVar[int] = 1

    lines_after: int = 0
    """Lines below the last row, which are on screen when the cursor is on that."""
    cursor: reactive[int] = reactive(0, repaint=False, init=False)
    """The row under the cursor."""

    class Moved(Message):
        """The cursor came to another row."""

        def __init__(self, lines: LineList, row: int) -> None:
            super().__init__()
            self.lines = lines
            self.row = row

        @property
        def control(self) -> LineList:
            """The list that posted it."""
            return self.lines

    class Chosen(Message):
        """A row was clicked."""

        def __init__(self, lines: LineList, row: int) -> None:
            super().__init__()
            self.lines = lines
            self.row = row

        @property
        def control(self) -> LineList:
            """The list that posted it."""
            return self.lines

    def count(self) -> int:
        """Return how many rows there are."""
        raise NotImplementedError

    def row_lines(self, row: int, width: int, current: bool) -> list[Content]:
        """Return the lines of a row, each at most `width` cells wide."""
        raise NotImplementedError

    def can_rest(self, row: int) -> bool:
        """Whether the cursor may stay on a row."""
        return True

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._drawn: dict[tuple[int, bool], list[Strip]] = {}
        self._drawn_in = 0

    def refill(self, cursor: int) -> None:
        """Draw anew after the rows changed, with the cursor on the given one."""
        self.virtual_size = Size(0, self.count() * self.ROW_HEIGHT + self.lines_after)
        self.set_reactive(LineList.cursor, max(0, min(cursor, self.count() - 1)))
        self._show_cursor()
        self.redraw()

    def redraw(self) -> None:
        """Draw all rows anew after what they show changed."""
        self._drawn.clear()
        self.refresh()

    def redraw_row(self, row: int) -> None:
        """Draw one row anew."""
        self._forget(row)
        top = row * self.ROW_HEIGHT - self.scroll_offset.y
        self.refresh(Region(0, top, self.size.width, self.ROW_HEIGHT))

    def move(self, rows: int) -> None:
        """Move the cursor by some rows, as far as there are any."""
        self.move_to(self.cursor + rows, 1 if rows >= 0 else -1)

    def move_to(self, row: int, step: int = 1) -> None:
        """Put the cursor on a row, or where it may not rest, on the nearest on in direction `step`, else back."""
        row = max(0, min(row, self.count() - 1))
        ahead, back = (range(row, self.count()), range(row, -1, -1))[::step]
        found = next((at for rows in (ahead, back) for at in rows if self.can_rest(at)), self.cursor)
        if found < self.count():
            self.cursor = found

    def page(self) -> int:
        """Return how many rows are on screen."""
        return max(1, self.size.height // self.ROW_HEIGHT)

    def watch_cursor(self, before: int, now: int) -> None:
        """Draw the two rows that changed and tell the screen."""
        self.redraw_row(before)
        self.redraw_row(now)
        self._show_cursor()
        self.post_message(self.Moved(self, now))

    def on_resize(self) -> None:
        """Keep the cursor on screen."""
        self._drawn.clear()
        self._show_cursor()

    def notify_style_update(self) -> None:
        """Draw anew in the new style."""
        super().notify_style_update()
        self._drawn.clear()

    def on_click(self, event: events.Click) -> None:
        """Move to the row that was clicked."""
        row = (event.y + self.scroll_offset.y) // self.ROW_HEIGHT
        if row < self.count() and self.can_rest(row):
            self.move_to(row)
            self.post_message(self.Chosen(self, row))

    def render_line(self, y: int) -> Strip:
        """Draw line `y` of the screen."""
        width = self.size.width
        row, line = divmod(y + self.scroll_offset.y, self.ROW_HEIGHT)
        style = self.visual_style
        if row >= self.count():
            return Strip.blank(width, style.rich_style)
        current = row == self.cursor
        if width != self._drawn_in:
            # It is drawn in another width before it is told of that.
            self._drawn.clear()
            self._drawn_in = width
        if (row, current) not in self._drawn:
            # Scrolling draws every line on screen again, and most of them are as they were.
            if len(self._drawn) > _REMEMBERED:
                self._drawn.clear()
            if current:
                style += Style.from_styles(self.get_component_styles("line-list--cursor"))
            self._drawn[row, current] = [
                Strip(content.render_segments(style)).adjust_cell_length(width, style.rich_style)
                for content in self.row_lines(row, width, current)
            ]
        return self._drawn[row, current][line]

    def _forget(self, row: int) -> None:
        for current in (True, False):
            self._drawn.pop((row, current), None)

    def _show_cursor(self) -> None:
        if not self.size.height:
            return
        after = self.lines_after if self.cursor == self.count() - 1 else 0
        region = Region(0, self.cursor * self.ROW_HEIGHT, 1, self.ROW_HEIGHT + after)
        self.scroll_to_region(region, animate=False, force=True, immediate=True)
