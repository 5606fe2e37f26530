"""A long text in lines of its own, of which only those on screen are drawn."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from feedtui.papers.tex import readable
from feedtui.widgets.abstract import MEASURE
from feedtui.widgets.sought import next_place

_HEADING = re.compile(r"(#{1,6}) (.+)")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A piece of text on one line; `depth` is that of a heading, 0 for any other."""

    text: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line on screen: of which paragraph, and from which character of it on; an empty one is a gap."""

    paragraph: int
    start: int
    text: str


class TextPane(Widget, can_focus=False):
    """Keeps its place by paragraphs, so that another width does not lose it. The text is set away from the keys."""

    class Moved(Message):
        """Another part of the text is on screen."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.paragraphs: list[Paragraph] = []
        self.lines: list[Line] = []
        self.hits: list[int] = []
        """The lines in which what is searched for begins."""
        self.top = 0
        self._firsts: list[int] = []
        self._pattern: re.Pattern[str] | None = None
        self._hit: int | None = None

    def set(self, paragraphs: list[Paragraph], lines: list[Line], first: int) -> None:
        """Show a text, set for the width of the pane, from a paragraph on."""
        self.paragraphs, self.lines = paragraphs, lines
        self._firsts = [line.paragraph for line in lines]
        self._find_hits()
        self.top = 0
        self.go_to(first)

    def page(self) -> int:
        """Return how many lines are on screen."""
        return max(1, self.size.height)

    def measure(self) -> int:
        """Return the cells that a line may have."""
        return max(1, min(MEASURE, self.size.width - 2))

    def scroll_lines(self, lines: int) -> None:
        """Scroll by some lines, as far as there are any."""
        self.top = max(0, min(self.top + lines, len(self.lines) - self.page()))
        self.refresh()
        self.post_message(self.Moved())

    def paragraph(self) -> int:
        """Return the first paragraph on screen."""
        return self._firsts[self.top] if self.top < len(self._firsts) else 0

    def go_to(self, paragraph: int) -> None:
        """Show a paragraph at the top, or as far up as the end of the text allows."""
        self.scroll_lines(bisect_left(self._firsts, paragraph) - self.top)

    def heading(self) -> int | None:
        """Return the paragraph that is the heading of what is at the top, None before the first."""
        at = min(self.paragraph(), len(self.paragraphs) - 1)
        return next((one for one in range(at, -1, -1) if self.paragraphs[one].depth), None)

    def search(self, pattern: re.Pattern[str] | None) -> None:
        """Mark what a pattern finds, wherever lines are broken."""
        self._pattern = pattern
        self._find_hits()
        self.refresh()

    def next_hit(self, step: int) -> int | None:
        """Go to the next place that was found below the top, or above it, round and round; return its number."""
        self._hit = next_place(self.hits, self._hit, step, self.top, self.page())
        if self._hit is None:
            return None
        self.scroll_lines(self.hits[self._hit] - self.top)
        return self._hit + 1

    def render_line(self, y: int) -> Strip:
        """Draw line `y` of the pane."""
        width, style, at = self.size.width, self.visual_style, self.top + y
        if at >= len(self.lines):
            return Strip.blank(width, style.rich_style)
        line = self.lines[at]
        content = Content(line.text)
        if line.text and self.paragraphs[line.paragraph].depth:
            content = content.stylize("bold")
        if self._pattern is not None and line.text:
            for found in self._pattern.finditer(self.paragraphs[line.paragraph].text):
                first, last = found.start() - line.start, found.end() - line.start
                if last > 0 and first < len(line.text):
                    content = content.stylize("$warning reverse", max(0, first), min(last, len(line.text)))
        return Strip((Content(" ") + content).render_segments(style)).adjust_cell_length(width, style.rich_style)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down by the wheel."""
        event.stop()
        self.scroll_lines(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up by the wheel."""
        event.stop()
        self.scroll_lines(-3)

    def notify_style_update(self) -> None:
        """Draw anew in the new theme."""
        super().notify_style_update()
        self.refresh()

    def _find_hits(self) -> None:
        self.hits, self._hit = [], None
        if self._pattern is None:
            return
        begins = {
            (at, found.start())
            for at, one in enumerate(self.paragraphs)
            for found in self._pattern.finditer(one.text)
            if found[0]
        }
        by_paragraph: dict[int, list[int]] = {}
        for at, start in begins:
            by_paragraph.setdefault(at, []).append(start)
        for number, line in enumerate(self.lines):
            starts = by_paragraph.get(line.paragraph, ()) if line.text else ()
            if any(line.start <= start < line.start + len(line.text) for start in starts):
                self.hits.append(number)


def paragraphs_of(text: str) -> list[Paragraph]:
    """Return the paragraphs of a full text as it is kept, their formulas as they are read."""
    found = []
    for part in filter(None, map(str.strip, text.split("\n\n"))):
        heading = _HEADING.fullmatch(part)
        words = heading[2] if heading else part.removeprefix("\\")
        found.append(Paragraph(" ".join(readable(words).split()), len(heading[1]) if heading else 0))
    return found


def lines_of(paragraphs: Sequence[Paragraph], width: int) -> list[Line]:
    """Return the lines of paragraphs, at most `width` cells wide, with a gap between two."""
    lines: list[Line] = []
    for at, one in enumerate(paragraphs):
        if lines:
            lines.append(Line(at - 1, 0, ""))
        lines += [Line(at, start, one.text[start:end]) for start, end in _broken(one.text, width)]
    return lines


def _broken(text: str, width: int) -> list[tuple[int, int]]:
    """Return where the lines of a text begin and end: at spaces, within a word only where it is too long."""
    is_plain = text.isascii()
    found, start = [], 0
    while start < len(text):
        end = _fitting(text, start, width, is_plain)
        if end < len(text):
            space = text.rfind(" ", start, end + 1)
            end = space if space > start else end
        found.append((start, end))
        start = end + (text[end : end + 1] == " ")
    return found


def _fitting(text: str, start: int, width: int, is_plain: bool) -> int:
    """Return the end of what fits on one line, at least one character."""
    end = min(len(text), start + width)
    if is_plain:
        return end
    wide = cell_len(text[start:end])
    while wide > width and end > start + 1:
        end -= max(1, (wide - width) // 2)
        wide = cell_len(text[start:end])
    return max(end, start + 1)
