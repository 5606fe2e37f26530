"""How the panes stand: side by side or one above the other, and how much room each of them has."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from fractions import Fraction

from textual import events
from textual.geometry import Size, clamp

from feedtui.screens.moving import Moving
from feedtui.widgets.abstract import MEASURE

AUTO, SIDE, STACKED = "auto", "side", "stacked"
_LAYOUTS = {
    AUTO: "Layout: auto, as the size allows.",
    SIDE: "Layout: side by side.",
    STACKED: "Layout: list above abstract.",
}
LAYOUTS = (*_LAYOUTS, "reset")
_KEPT = "layout"

_TINY, _NARROW, _SHORT = 80, 100, 20
"""Cells from which on two panes fit, and three; lines from which on two fit. The stylesheet's breakpoints."""
_MOST_CELLS = 1_000
_BROAD = 160
_SIDEBAR, _BROAD_SIDEBAR = 26, 36
"""Cells of the sidebar, and those that it has from `_BROAD` cells on, where no name of a topic is cut."""
_LEAST_SIDEBAR, _MOST_SIDEBAR = 16, 60
_LEAST_WIDE, _LEAST_HIGH = 24, 4
_MOST_ABSTRACT = MEASURE + 4
"""Cells of the abstract pane: its lines become no longer."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A layout, the cells of the sidebar, and the list's share of what list and abstract have together.

    A share is from 0 to 1: one for panes side by side, one for the list above. None is for as it begins.
    """

    layout: str = AUTO
    sidebar: int | None = None
    beside: float | None = None
    above: float | None = None


class Room(Moving):
    """The commands that arrange the panes; what they made is there again in the next session."""

    _shape = Shape()
    _shape_on_disk = Shape()
    _space = Size(0, 0)

    def on_mount(self) -> None:
        """Stand as in the last session."""
        shape = shape_of(self.library.setting(_KEPT))
        self._shape = self._shape_on_disk = replace(shape, layout=self.config.layout or shape.layout)
        self._arrange()

    def on_resize(self, event: events.Resize) -> None:
        """Stand as fits the size that the terminal has now."""
        self._space = event.size
        self._arrange()

    def action_layout(self, name: str = "") -> None:
        """Take a layout, or without a name the next one; `reset` gives the panes the sizes that they begin with."""
        shape = self._shape
        names = list(_LAYOUTS)
        name = name or names[(names.index(shape.layout) + 1) % len(names)]
        if name == "reset":
            self._shape = Shape(shape.layout)
            self.say("The panes have the sizes that they begin with.")
        elif name in _LAYOUTS:
            self._shape = replace(shape, layout=name)
            told = "Here is room for one pane." if self._is_single() else _LAYOUTS[name]
            self.say(told + self.until_left("layout", name))
        else:
            self.say(f"No layout {name}: write :layout side, stacked, auto or reset.")
        self._arrange()

    def action_larger(self) -> None:
        """Give the pane that keys move more room."""
        self._resize(self.number or 1)

    def action_smaller(self) -> None:
        """Give the pane that keys move less room."""
        self._resize(-(self.number or 1))

    def keep_place(self) -> None:
        """Keep how the panes stand too, if that changed."""
        super().keep_place()
        if self._shape != self._shape_on_disk and self.library.try_to_keep(_KEPT, json.dumps(asdict(self._shape))):
            self._shape_on_disk = self._shape

    def _is_single(self) -> bool:
        return self._space.width < _TINY or self._space.height < _SHORT

    def _is_stacked(self) -> bool:
        is_narrow = self._space.width < _NARROW
        return self._shape.layout == STACKED or (self._shape.layout == AUTO and is_narrow)

    def _arrange(self) -> None:
        """Give every pane its place and its size."""
        shape, stacked = self._shape, self._is_stacked()
        self.set_class(stacked and not self._is_single(), "stacked")
        is_wide = self._space.width >= _NARROW and not self._is_single()
        self.side.styles.width = self._sidebar() if is_wide else None
        share = None if self._is_single() else shape.above if stacked else shape.beside
        # Only of whole parts all cells are given out.
        part, whole = Fraction(share or 0).limit_denominator(_MOST_CELLS).as_integer_ratio()
        for pane, parts in ((self.papers, part), (self.abstract, whole - part)):
            size = f"{parts}fr" if share else None
            pane.styles.width, pane.styles.height = (None, size) if stacked else (size, None)

    def _resize(self, steps: int) -> None:
        if self._is_single() or self.has_class("zoomed"):
            self.say("One pane has all the room.")
            return
        if self.pane == "sidebar":
            cells = clamp(self._sidebar() + 2 * steps, _LEAST_SIDEBAR, _MOST_SIDEBAR)
            changed = cells != self._sidebar()
            self._shape = replace(self._shape, sidebar=cells)
            told = f"The sidebar has {cells} cells."
        else:
            shown, made, room = self._shared(steps if self.pane == "list" else -steps)
            changed = shown != made
            share = made / room
            if changed:
                shape = self._shape
                self._shape = replace(shape, above=share) if self._is_stacked() else replace(shape, beside=share)
            told = f"{self.pane.capitalize()}: {made if self.pane == 'list' else room - made} of {room}"
            told += " lines." if self._is_stacked() else " cells."
        more = "larger" if steps > 0 else "smaller"
        self.say(f"{told} :layout reset goes back." if changed else f"This pane cannot be {more} here.")
        self._arrange()

    def _sidebar(self) -> int:
        """Return the cells of the sidebar."""
        return self._shape.sidebar or (_BROAD_SIDEBAR if self._space.width >= _BROAD else _SIDEBAR)

    def _shared(self, steps: int) -> tuple[int, int, int]:
        """Return what the list has, what it is to have after some steps, and what it has to share with the abstract.

        They are lines where it stands above the abstract, two a step, else cells, four a step.
        """
        shown, other = self.papers.outer_size, self.abstract.outer_size
        if self._is_stacked():
            room = shown.height + other.height
            return shown.height, clamp(shown.height + 2 * steps, _LEAST_HIGH, room - _LEAST_HIGH), room
        room = shown.width + other.width
        least = max(_LEAST_WIDE, room - _MOST_ABSTRACT)
        return shown.width, clamp(shown.width + 4 * steps, least, max(least, room - _LEAST_WIDE)), room


def shape_of(kept: str | None) -> Shape:
    """Return the shape that was kept, the one to begin with where it is none or no longer makes sense."""
    with suppress(ValueError, TypeError):
        shape = Shape(**json.loads(kept or ""))
        shares = [share for share in (shape.beside, shape.above) if share is not None]
        fits = shape.layout in _LAYOUTS and _LEAST_SIDEBAR <= (shape.sidebar or _SIDEBAR) <= _MOST_SIDEBAR
        if fits and all(0 < share < 1 for share in shares):
            return shape
    return Shape()
