"""The line that says what is shown and what just happened."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.widget import Widget

from feedtui.papers.text import harmless
from feedtui.widgets.paper_list import fit


class StatusLine(Widget):
    """What happened on the left, or else how far a long task is; where the reader is on the right."""

    message: str = ""
    doing: str = ""
    place: str = ""
    short: str = ""
    hint: Callable[[int], Content] | None = None
    """What is said for a width of the line that is being typed; it goes before all else."""

    def help(self, hint: Callable[[int], Content] | None) -> None:
        """Show something of what is being typed, or nothing any more."""
        self.hint = hint
        self.refresh()

    def say(self, message: str) -> None:
        """Show a message, or none."""
        message = harmless(message)
        if message != self.message:
            self.message = message
            self.refresh()

    def go_on(self, doing: str) -> None:
        """Show how far a task is wherever there is no message; nothing when it has ended."""
        self.doing = harmless(doing)
        self.refresh()

    def put(self, place: str, short: str) -> None:
        """Show where the reader is, in short where there is no room for all of it."""
        place, short = harmless(place), harmless(short)
        if (place, short) != (self.place, self.short):
            self.place, self.short = place, short
            self.refresh()

    def fits(self) -> bool:
        """Whether the message can be shown whole."""
        return not self.size.width or len(fit(self.message, self._room())) == len(self.message)

    def render(self) -> Content:
        """Draw the line; what is too long gives way to the place in short."""
        width = max(1, self.size.width)
        if self.hint is not None:
            said = self.hint(self._room())
            gap = " " * max(1, width - said.cell_length - Content(self.short).cell_length)
            return Content.assemble(said, gap, (self.short, "$text-muted"))
        told = self.message or self.doing
        place = self.place if Content(told + self.place).cell_length + 2 <= width else self.short
        told = fit(told, self._room())
        gap = " " * max(1, width - Content(told + place).cell_length)
        return Content.assemble(told, gap, (place, "$text-muted"))

    def _room(self) -> int:
        """Return the cells that a message may take."""
        return max(1, self.size.width - Content(self.short).cell_length - 2)
