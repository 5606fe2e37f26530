"""What is sent to a terminal: the cells that differ, no more, and never so that another screen comes of it."""

from __future__ import annotations

import pyte
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from feedtui.widgets.canvas import Canvas

WIDTH, HEIGHT = 12, 3
CONSOLE = Console(color_system="truecolor", force_terminal=True)
STYLES = [None, Style(bold=True), Style(color="#ff0000", bgcolor="#000080"), Style(meta={"at": 1}, italic=True)]
Line = list[tuple[str, Style | None]]


def strip(pieces: Line, width: int = WIDTH) -> Strip:
    """Return a line of the screen."""
    return Strip([Segment(text, style) for text, style in pieces]).adjust_cell_length(width)


def whole(*lines: Line) -> LayoutUpdate:
    """Return the update that Textual makes for a whole screen."""
    empty: list[Line] = [[]] * (HEIGHT - len(lines))
    strips = [strip(line) for line in (*lines, *empty)]
    return LayoutUpdate([[line] for line in strips], Region(0, 0, WIDTH, HEIGHT))


def part(x: int, y: int, piece: Strip) -> ChopsUpdate:
    """Return the update that Textual makes for a part of a line."""
    ends = sorted({x, x + piece.cell_length, WIDTH} - {0})
    chops: list[dict[int, Strip | None]] = [dict.fromkeys([0, *ends[:-1]]) for _ in range(HEIGHT)]
    chops[y][x] = piece
    return ChopsUpdate(chops, [(y, x, x + piece.cell_length)], [ends] * HEIGHT)


class Glass:
    """A terminal that keeps what it is sent."""

    def __init__(self) -> None:
        self.screen = pyte.Screen(WIDTH, HEIGHT)
        self.stream = pyte.Stream(self.screen)
        # As Textual has it: lines do not go on in the next.
        self.stream.feed("\x1b[?7l")

    def send(self, canvas: Canvas) -> str:
        """Take what is sent, and return it."""
        sent = canvas.render_segments(CONSOLE)
        self.stream.feed(sent)
        return sent

    def cells(self) -> list[list[pyte.screens.Char]]:
        """Return all that is seen."""
        return [[self.screen.buffer[y][x] for x in range(WIDTH)] for y in range(HEIGHT)]


def test_what_is_there_is_not_sent_again() -> None:
    """The same screen costs nothing, another figure a few bytes."""
    canvas, glass = Canvas(), Glass()
    canvas.take(whole([("paper 1/85", STYLES[2])]), CONSOLE)
    glass.send(canvas)
    canvas.take(whole([("paper 1/85", STYLES[2])]), CONSOLE)
    assert not canvas.has_more
    canvas.take(whole([("paper 2/85", STYLES[2])]), CONSOLE)
    assert "/85" not in glass.send(canvas)
    assert glass.screen.display[0] == "paper 2/85  "
    canvas.take(part(6, 0, strip([("7", STYLES[2])], 1)), CONSOLE)
    assert "paper" not in glass.send(canvas)
    assert glass.screen.display[0] == "paper 7/85  "


def test_half_a_wide_letter_is_never_sent() -> None:
    """Terminals blank the other half, or do not."""
    canvas, glass = Canvas(), Glass()
    canvas.take(whole([("深度学习", None)]), CONSOLE)
    glass.send(canvas)
    canvas.take(whole([(" 深度学习", None)]), CONSOLE)
    glass.send(canvas)
    assert glass.screen.display[0] == " 深度学习   "
    canvas.take(part(2, 0, strip([("ab", None)], 2)), CONSOLE)
    glass.send(canvas)
    assert glass.screen.display[0] == "  ab 学习   "


def test_what_follows_a_letter_of_unsure_width_is_placed() -> None:
    """A terminal that takes it for wider or narrower has all that follows where it belongs."""
    canvas, glass = Canvas(), Glass()
    canvas.take(whole([("深 e\u0301 end", None)]), CONSOLE)
    sent = glass.send(canvas)
    assert "深\x1b[1;3H e\u0301\x1b[1;5H end" in sent


def test_a_screen_that_is_forgotten_is_sent_whole() -> None:
    """As it was, whatever was written on it."""
    canvas, glass = Canvas(), Glass()
    canvas.take(whole([("one", None)], [("two", STYLES[1])]), CONSOLE)
    glass.send(canvas)
    before = glass.cells()
    glass.stream.feed("\x1b[1;1H\x1b[7mgarbage\x1b[0m")
    assert glass.cells() != before
    canvas.forget()
    assert canvas.has_more
    glass.send(canvas)
    assert glass.cells() == before


def test_another_size_is_sent_whole() -> None:
    """Where the letters of the old one went, no one knows."""
    canvas = Canvas()
    canvas.take(whole([("one", None)]), CONSOLE)
    canvas.render_segments(CONSOLE)
    canvas.take(LayoutUpdate([[strip([("one", None)], 5)]], Region(0, 0, 5, 1)), CONSOLE)
    assert canvas.size == (5, 1)
    assert "one" in canvas.render_segments(CONSOLE)


# The emulator does not combine with wide letters.
LETTERS = st.lists(st.sampled_from([*"aab  cé深度★│👩", "e\u0301"]), max_size=8).map("".join)
PIECES = st.lists(st.tuples(LETTERS, st.sampled_from(STYLES)), max_size=4)
PARTS = st.tuples(st.integers(0, WIDTH - 1), st.integers(0, HEIGHT - 1), PIECES, st.integers(1, WIDTH))


def updated(change: list[Line] | tuple[int, int, Line, int]) -> LayoutUpdate | ChopsUpdate:
    """Return the update for a whole screen or for a part."""
    if isinstance(change, list):
        return whole(*change)
    x, y, pieces, width = change
    return part(x, y, strip(pieces, min(width, WIDTH - x)))


@settings(max_examples=80)
@given(st.lists(st.tuples(st.lists(PIECES, min_size=HEIGHT, max_size=HEIGHT) | PARTS, st.booleans()), max_size=8))
def test_what_is_seen_is_what_is_drawn(changes: list[tuple[list[Line] | tuple[int, int, Line, int], bool]]) -> None:
    """After any updates, of which some were never sent by themselves, as where the last one is drawn from nothing."""
    canvas, other, glass, fresh = Canvas(), Canvas(), Glass(), Glass()
    for change, is_sent in changes:
        for one in (canvas, other):
            one.take(updated(change), CONSOLE)
        if is_sent:
            glass.send(canvas)
    glass.send(canvas)
    fresh.send(other)
    assert not canvas.has_more
    assert glass.screen.display == fresh.screen.display
    assert glass.cells() == fresh.cells()
