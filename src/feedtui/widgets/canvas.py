"""What the terminal shows and what it is to show: only cells that differ are sent.

Textual sends all lines of a widget in which something may have changed, and of the screen where the layout may have,
often several times. Over a slow link the next key waits for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import compress, groupby, repeat
from operator import itemgetter, ne

from rich.cells import split_graphemes
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

Look = tuple[str, str]
"""What goes before and behind letters of a style."""
Cell = tuple[str, Look]
"""A letter with what combines with it, and its look; the second cell of a wide letter has no letter."""
_PLAIN: Look = ("", "")
_BLANK: Cell = (" ", _PLAIN)
_UNKNOWN: Cell = ("\0", _PLAIN)
"""Is equal to no cell that is drawn."""
_NEAR = 8
"""Cells between two changes that cost no more than to go from one to the other."""
_LOOK = itemgetter(1)
_LOOKS = 4096
"""Styles that are remembered at most."""


class Canvas(CompositorUpdate):
    """Takes each update of the screen, and renders what brings the terminal from what it shows to that."""

    def __init__(self) -> None:
        self._wanted: list[list[Cell]] = []
        self._shown: list[list[Cell]] = []
        self._changed: set[int] = set()
        self._looks: dict[Style | None, Look] = {}

    def forget(self) -> None:
        """Send everything anew: something else may have written on the terminal, or it has another size."""
        self._shown = [[_UNKNOWN] * len(line) for line in self._wanted]
        self._changed = set(range(len(self._wanted)))

    @property
    def size(self) -> tuple[int, int]:
        """Cells of a line, and lines."""
        return (len(self._wanted[0]), len(self._wanted)) if self._wanted else (0, 0)

    @property
    def has_more(self) -> bool:
        """Whether the terminal may not show everything yet."""
        return bool(self._changed)

    def take(self, update: LayoutUpdate | ChopsUpdate, console: Console) -> None:
        """Take what is to be shown from now on."""
        if isinstance(update, LayoutUpdate):
            self._fit(*update.region.size)
            pieces = _whole(update)
        else:
            self._fit(update.chop_ends[0][-1], len(update.chops))
            pieces = _parts(update)
        for x, y, strip in pieces:
            self._put(x, y, self._cells(strip, console))

    def render_segments(self, console: Console) -> str:
        """Return what is to be sent, which counts as shown from now on."""
        sent: list[str] = []
        look = _PLAIN
        for y in sorted(self._changed):
            line = self._wanted[y]
            for start, end in _differences(line, self._shown[y]):
                x, is_placed = start, False
                for new, cells in groupby(line[start:end], _LOOK):
                    if new != look:
                        sent += (look[1], new[0])
                        look = new
                    letters = [letter for letter, _ in cells]
                    if not is_placed:
                        sent.append(f"\x1b[{y + 1};{x + 1}H")
                    sent.append(_placed(letters, x, y))
                    x += len(letters)
                    # Terminals do not agree on how wide some letters are.
                    is_placed = len(letters[-1]) == 1
            self._shown[y] = line.copy()
        self._changed.clear()
        return "".join([*sent, look[1]])

    def _fit(self, width: int, height: int) -> None:
        """Have as many cells as the screen; in another size nothing is where it was."""
        if (width, height) != self.size:
            self._wanted = [[_BLANK] * width for _ in range(height)]
            self.forget()

    def _put(self, x: int, y: int, cells: list[Cell]) -> None:
        line = self._wanted[y]
        del cells[len(line) - x :]
        end = x + len(cells)
        if line[x:end] == cells:
            return
        # No letter is left of which one half is gone.
        if 0 < x < len(line) and not line[x][0]:
            line[x - 1] = (" ", line[x - 1][1])
        if end < len(line) and not line[end][0]:
            line[end] = (" ", line[end][1])
        line[x:end] = cells
        self._changed.add(y)

    def _cells(self, strip: Strip, console: Console) -> list[Cell]:
        cells: list[Cell] = []
        for text, style, control in strip:
            if not control:
                letters = text if text.isascii() else _letters(text)
                cells.extend(zip(letters, repeat(self._look(style, console)), strict=False))
        return cells

    def _look(self, style: Style | None, console: Console) -> Look:
        if (known := self._looks.get(style)) is not None:
            return known
        if len(self._looks) >= _LOOKS:
            self._looks.clear()
        before, _, behind = Strip([Segment("\0", style)]).render(console).partition("\0")
        return self._looks.setdefault(style, (before, behind))


@lru_cache(maxsize=_LOOKS)
def _letters(text: str) -> tuple[str, ...]:
    """Return what stands in each cell of a text: nothing in the second one of a wide letter."""
    cells: list[str] = []
    for start, end, width in split_graphemes(text)[0]:
        if width:
            cells += [text[start:end], *[""] * (width - 1)]
        elif cells:
            cells[-1] += text[start:end]
    return tuple(cells)


def _whole(update: LayoutUpdate) -> Iterator[tuple[int, int, Strip]]:
    """Give the pieces of all lines, with where they begin."""
    for y, strips in enumerate(update.strips, update.region.y):
        x = update.region.x
        for strip in strips:
            yield x, y, strip
            x += strip.cell_length


def _parts(update: ChopsUpdate) -> Iterator[tuple[int, int, Strip]]:
    """Give the pieces that an update is for, with where they begin, as `ChopsUpdate.render_segments` does."""
    for y, first, last in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=True):
            if strip is not None and x <= last and end > first:
                yield x, y, strip if x >= first and end <= last else strip.crop(0, min(end, last) - x)


def _placed(letters: list[str], x: int, y: int) -> str:
    """Return letters that stand side by side, each where it belongs though one before it may not be as wide as told."""
    text = "".join(letters)
    if len(text) == len(letters) and "" not in letters:
        return text
    sent: list[str] = []
    is_placed = True
    for at, letter in enumerate(letters):
        if letter:
            if not is_placed:
                sent.append(f"\x1b[{y + 1};{x + at + 1}H")
            sent.append(letter)
            is_placed = len(letter) == 1 and letters[at + 1 : at + 2] != [""]
    return "".join(sent)


def _differences(line: list[Cell], shown: list[Cell]) -> Iterator[tuple[int, int]]:
    """Give the first cell and the one behind the last of each stretch that is to be sent; no letter is parted."""
    start = end = -1
    for x in compress(range(len(line)), map(ne, line, shown)):
        if start >= 0 and x - end > _NEAR:
            yield _letter(start, end, line, shown)
            start = -1
        start, end = (x if start < 0 else start), x + 1
    if start >= 0:
        yield _letter(start, end, line, shown)


def _letter(start: int, end: int, line: list[Cell], shown: list[Cell]) -> tuple[int, int]:
    """Return a stretch with the whole of the letters at its ends, in what is shown as in what is to be."""
    while start and not (line[start][0] and shown[start][0]):
        start -= 1
    while end < len(line) and not (line[end][0] and shown[end][0]):
        end += 1
    return start, end
