"""The abstract pane: one paper, set in lines that are easy to read."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from feedtui.papers.display import shown_date
from feedtui.papers.links import page_address, pdf_address
from feedtui.papers.paper import Item
from feedtui.papers.tex import readable
from feedtui.papers.text import clean_line
from feedtui.widgets.glyphs import QUEUED, REVISED, STARRED, UNREAD, UPVOTES
from feedtui.widgets.sought import next_place, starts_in

MEASURE = 80
"""Cells of the longest line of running text."""


class AbstractPane(Widget, can_focus=False):
    """Draws its own wrapped lines and keeps its own place, so that a key costs one frame and no layout."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"abstract--more"}

    class Clicked(Message):
        """The pane was clicked."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._item: Item | None = None
        self._pattern: re.Pattern[str] | None = None
        self._before: tuple[str, str] | None = None
        self._saved = ""
        self._reasons: tuple[str, ...] = ()
        self._lines: list[Content] = []
        self._top = 0
        self._sought: re.Pattern[str] | None = None
        self._hit: int | None = None
        self.hits: list[int] = []
        """The lines in which what is searched for begins, one for each place."""

    def show(
        self,
        item: Item | None,
        pattern: re.Pattern[str] | None = None,
        before: tuple[str, str] | None = None,
        saved: str = "",
    ) -> None:
        """Show a paper from its beginning; the same paper stays where it is.

        `before` has the title and the abstract as they were when it was read, if they were others,
        `saved` the name of its PDF on disk.
        """
        if (item, pattern, before, saved) == (self._item, self._pattern, self._before, self._saved):
            return
        same = item is not None and self._item is not None and item.paper.id == self._item.paper.id
        self._item, self._pattern, self._before, self._saved = item, pattern, before, saved
        if not same:
            self._reasons, self._hit = (), None
        self._set_lines()
        self.scroll_lines(0 if same else -self._top)

    def tell(self, reasons: tuple[str, ...]) -> None:
        """Tell why the paper is the reader's or not, the heading first, until another paper is shown."""
        if reasons != self._reasons:
            self._reasons = reasons
            self.redraw()

    def seek(self, pattern: re.Pattern[str] | None) -> None:
        """Mark what a pattern finds, in place of all other marks; None ends that."""
        self._sought, self._hit = pattern, None
        self.redraw()

    def next_hit(self, step: int) -> int | None:
        """Go to the next place that was found, or to the one before, round and round; return its number."""
        self._hit = next_place(self.hits, self._hit, step, self._top, self.page())
        if self._hit is None:
            return None
        self._set_lines()
        line, page = self.hits[self._hit], self.page()
        on_screen = self._top <= line < self._top + page
        self.scroll_lines(0 if on_screen else line - page // 3 - self._top)
        return self._hit + 1

    watched: re.Pattern[str] | None = None
    """What the reader looks out for."""

    def redraw(self) -> None:
        """Set the paper anew after what is watched changed."""
        self._set_lines()
        self.refresh()

    def scroll_lines(self, lines: int) -> bool:
        """Scroll by some lines; return whether anything moved."""
        before = self._top
        self._top = max(0, min(self._top + lines, len(self._lines) - self.page()))
        self.refresh()
        return self._top != before

    def page(self) -> int:
        """Return how many lines of the paper are on screen."""
        height = self.size.height
        return max(1, height - 1) if len(self._lines) > height else height

    def length(self) -> int:
        """Return how many lines the paper has."""
        return len(self._lines)

    def on_resize(self) -> None:
        """Set the lines anew for the new width."""
        self._set_lines()
        self.scroll_lines(0)

    def notify_style_update(self) -> None:
        """Draw anew in the new theme."""
        super().notify_style_update()
        self.refresh()

    def on_click(self) -> None:
        """Tell the screen."""
        self.post_message(self.Clicked())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down by the wheel."""
        event.stop()
        self.scroll_lines(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up by the wheel."""
        event.stop()
        self.scroll_lines(-3)

    def render_line(self, y: int) -> Strip:
        """Draw line `y` of the pane; the last line tells how much there is below."""
        width, style = self.size.width, self.visual_style
        below = len(self._lines) - self._top - self.page()
        if y == self.size.height - 1 and len(self._lines) > self.size.height:
            more = f"{below} more line{'s' * (below != 1)} ↓" if below > 0 else "end"
            line = Content.assemble((more.rjust(min(width, MEASURE) - 1), "$text-muted"))
        elif self._top + y < len(self._lines):
            line = self._lines[self._top + y]
        else:
            return Strip.blank(width, style.rich_style)
        return Strip(line.render_segments(style)).adjust_cell_length(width, style.rich_style)

    def _set_lines(self) -> None:
        width = min(MEASURE, self.size.width - 2)
        if self._item is None or width < 1:
            self._lines = []
            return
        pattern = self._pattern if self._sought is None else None
        self._lines, self.hits = [], []
        for part in told(self._item, pattern, self._before, self._saved, self._reasons):
            marked, begins = self._marked(part)
            lines = marked.wrap(width) if marked else [marked]
            if begins:
                starts = starts_in(part.plain, [line.plain for line in lines])
                self.hits += [len(self._lines) + bisect_right(starts, begin) - 1 for begin in begins]
            self._lines += [Content(" ") + line for line in lines]

    def _marked(self, part: Content) -> tuple[Content, list[int]]:
        """Return a paragraph with what is searched for or watched marked, and where what was found begins."""
        if self._sought is None:
            return (part.highlight_regex(self.watched, style="underline") if self.watched else part), []
        begins: list[int] = []
        for found in self._sought.finditer(part.plain):
            is_current = len(self.hits) + len(begins) == self._hit
            part = part.stylize("bold reverse" if is_current else "underline", *found.span())
            begins.append(found.start())
        return part, begins


def told(
    item: Item,
    pattern: re.Pattern[str] | None,
    before: tuple[str, str] | None = None,
    saved: str = "",
    reasons: tuple[str, ...] = (),
) -> list[Content]:
    """Return what the pane tells of a paper, a paragraph each; an empty one is an empty line."""
    paper, mark = item.paper, item.mark
    title, abstract = before or ("", "")
    parts = [*_paragraphs(paper.title, pattern, title)]
    parts[0] = parts[0].stylize_before("bold")
    if before:
        parts.append(Content(f"{REVISED} revised since you read it"))
    if paper.authors:
        parts.append(Content(", ".join(paper.authors)))
    parts += [Content.assemble((line, "$text-muted")) for line in _facts(item, saved)]
    for label, text, was in (("Summary", paper.summary, ""), ("Abstract", paper.abstract, abstract)):
        if text:
            parts += [Content(), Content.assemble((label, "bold $text-muted"))]
            parts += _paragraphs(text, pattern, was)
    if reasons:
        parts += [Content(), Content.assemble((reasons[0], "bold $text-muted"))]
        parts += map(Content, reasons[1:])
    if mark.note:
        parts += [Content(), Content.assemble(("Note", "bold $text-muted"))]
        parts += [Content(readable(line)) for line in mark.note.split("\n")]
    return parts


def _facts(item: Item, saved: str) -> list[str]:
    """Return dates, state, tags, topics and links, a line each, where there are any."""
    paper, mark = item.paper, item.mark
    state = [
        f"{UNREAD} unread" if item.unread else "read",
        f"{STARRED} starred" if item.starred else "",
        f"{QUEUED} queued" if item.queued else "",
    ]
    dates = [f"{name} {shown_date(date)}" for name, date in _dates(item) if date]
    counts = [f"{UPVOTES}{paper.upvotes}"] if paper.upvotes is not None else []
    counts += [f"{paper.comments} comment{'' if paper.comments == 1 else 's'}"] if paper.comments is not None else []
    lines = [" · ".join(part for part in (*state, *dates, *counts) if part)]
    for label, names in (("Tags", (*mark.tags, *paper.tags)), ("Topics", item.topics)):
        if names:
            lines.append(f"{label}: {', '.join(names)}")
    page, own = page_address(paper)
    lines.append(page if own else "No source gave its address: y copies a search for its title.")
    shown = (("PDF", pdf_address(paper)), ("Code", paper.links.code), ("Project", paper.links.project))
    lines += [f"{label}: {address}" for label, address in shown if address]
    return [*lines, f"PDF: saved as {clean_line(saved)}"] if saved else lines


def _dates(item: Item) -> list[tuple[str, str | None]]:
    paper = item.paper
    return [("published", paper.published), ("listed", paper.listed), ("updated", paper.updated)]


def _paragraphs(text: str, pattern: re.Pattern[str] | None, before: str = "") -> list[Content]:
    """Return a text's paragraphs with an empty line between two, and with what changed where it was another before."""
    content = _changed(before, text) if before and before != text else Content(readable(text))
    spaced = [part for paragraph in content.split("\n\n") for part in (Content(), _marked(paragraph, pattern))]
    return spaced[1:]


def _changed(before: str, after: str) -> Content:
    """Return a text with the words it lost and gained, which brackets tell as well as the style does."""
    from feedtui.papers.revision import word_changes

    looks = {"same": ("", "", ""), "removed": ("[-", "-]", "strike $text-muted"), "added": ("{+", "+}", "underline")}
    pieces = []
    for kind, text in word_changes(before, after):
        opening, closing, style = looks[kind]
        pieces.append(Content.assemble((f"{opening}{readable(text)}{closing}", style)))
    return Content(" ").join(pieces)


def _marked(content: Content, pattern: re.Pattern[str] | None) -> Content:
    return content.highlight_regex(pattern, style="$warning reverse") if pattern is not None else content
