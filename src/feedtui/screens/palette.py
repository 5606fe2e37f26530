"""The palette: commands, papers, tags, sources and kept searches, all by a few letters."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.strip import Strip
from textual.timer import Timer
from textual.widgets import Input

from feedtui.library.library import Library
from feedtui.papers.query import parse
from feedtui.papers.tex import readable
from feedtui.screens.dialog import Dialog
from feedtui.screens.palette_rows import MOST, PAPER, Row, matching
from feedtui.widgets.glyphs import CURSOR
from feedtui.widgets.line_list import LineList
from feedtui.widgets.paper_list import byline, fit
from feedtui.widgets.prompt import arrived

_KEYS = "{palette-down} {palette-up} move · {palette-choose} does it · esc"
_PAPERS = 20
"""Papers that are shown."""
_AT_ONCE = 2_000
"""Names that are looked through before the next key; with more, all but the first wait for the worker."""
_SOON = 0.08
"""Seconds without a key after which papers are looked for."""
_KIND, _NAME = 8, 16
"""Cells of a row's kind, and of a short name."""
_NARROW = 60
"""Cells below which nothing is said of a row but its name."""


class Rows(LineList):
    """A line a row: its kind, its name, and what is said of it."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.rows: Sequence[Row] = ()
        self.pattern: re.Pattern[str] | None = None

    def show(self, rows: Sequence[Row], text: str) -> None:
        """Show rows that were found by a text, with the cursor on the one that it was on, else on the first."""
        before = self.rows[self.cursor] if self.cursor < len(self.rows) else None
        words = text.split()
        self.pattern = re.compile("|".join(map(re.escape, words)), re.IGNORECASE) if words else None
        moved = self.cursor > 0 and before in rows
        self.rows = rows
        self.refill(rows.index(before) if moved and before is not None else 0)

    def count(self) -> int:
        """Return how many rows there are."""
        return len(self.rows)

    def render_line(self, y: int) -> Strip:
        """Draw line `y`; where nothing was found, that is said."""
        if self.rows or y:
            return super().render_line(y)
        line, style = Content.styled(" Nothing found.", "$text-muted"), self.visual_style
        return Strip(line.render_segments(style)).adjust_cell_length(self.size.width, style.rich_style)

    def row_lines(self, row: int, width: int, current: bool) -> list[Content]:
        """Return the one line of a row."""
        one = self.rows[row]
        room = width - _KIND - 3
        is_paper, is_told = one.kind == PAPER, width >= _NARROW
        name = Content(fit(one.label, max(1, room if is_paper or not is_told else room // 2)))
        if self.pattern is not None:
            name = name.highlight_regex(self.pattern, style="$text-accent")
        pad = "" if is_paper else " " * max(0, _NAME - name.cell_length)
        left = room - name.cell_length - len(pad) - 2
        said = f"  {fit(one.told, left)}" if is_told and left > 4 else ""
        return [
            Content.assemble(
                (CURSOR if current else " ", "$text-accent"),
                (f"{one.kind:<{_KIND}} ", "$text-muted"),
                name.stylize_before("bold"),
                pad,
                (said, "$text-muted"),
            )
        ]


class PaletteScreen(Dialog[Row]):
    """Ends with the row that was chosen.

    `rows` are what there is but for papers, which are looked for away from the keys, as are names where there are very
    many.
    """

    def __init__(self, library: Library, rows: Sequence[Row]) -> None:
        super().__init__()
        self._library = library
        self._rows = rows
        self._soon: Timer | None = None
        self._asked = ""
        """What the rows on screen were found by."""
        self._looks = False
        """Whether papers are being looked for."""

    def compose(self) -> ComposeResult:
        """Make the window."""
        with Vertical(classes="window tall") as window:
            window.border_title = Content("Find anything")
            window.border_subtitle = Content(self.keys_told(_KEYS))
            field = Input(id="palette-input", placeholder="Commands, papers, tags, sources, searches", compact=True)
            field.cursor_blink = False
            yield field
            yield Rows(id="palette-rows")

    def on_mount(self) -> None:
        """Show all commands."""
        self.query_one(Rows).add_class("active")
        self.query_one(Rows).show(self._rows[:_AT_ONCE], "")

    def action_scroll(self, lines: int) -> None:
        """Move in the list."""
        self.query_one(Rows).move(lines)

    async def action_choose(self) -> None:
        """End with the row under the cursor; keys on their way to the line come first."""
        field, rows = self.query_one(Input), self.query_one(Rows)
        await arrived(field)
        if field.value != self._asked:
            self._show(field.value)
        if rows.cursor < len(rows.rows):
            self.dismiss(rows.rows[rows.cursor])

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what is found by what is typed, and look for papers once nothing is typed for a moment."""
        event.stop()
        self._show(event.value)
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(_SOON, self._look) if event.value.strip() else None

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """Choose what was clicked."""
        self.dismiss(self.query_one(Rows).rows[event.row])

    def _show(self, text: str) -> None:
        self._asked = text
        self.query_one(Rows).show(matching(self._rows[:_AT_ONCE], text), text)

    def _look(self) -> None:
        # One at a time: what is asked for meanwhile is looked for when that has ended.
        if not self._looks and self._asked.strip():
            self._looks = True
            self._find(self._asked)

    @work(thread=True, group="palette", exit_on_error=False)
    def _find(self, text: str) -> None:
        names = matching(self._rows, text) if len(self._rows) > _AT_ONCE else None
        try:
            papers = self._library.some(parse(text, typing=True), _PAPERS)
        except sqlite3.Error:
            # The reader is leaving, or looks for something else.
            papers = []
        rows = [Row(PAPER, readable(one.paper.title), byline(one), one.paper.id) for one in papers]
        self.app.call_from_thread(self._are, text, names, rows)

    def _are(self, text: str, names: list[Row] | None, papers: list[Row]) -> None:
        """Show what was found, unless something else is asked for by now, which is looked for then."""
        self._looks = False
        if text != self._asked:
            self._look()
        elif self.is_attached:
            known = matching(self._rows, text) if names is None else names
            self.query_one(Rows).show([*known[:MOST], *papers], text)
