"""The line that says what is shown and what just happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.widget import Widget

from feedtui.papers.text import harmless
from feedtui.widgets.paper_list import fit

_DOT = " · "


class StatusLine(Widget):
    """What happened on the left, or else how far a long task is; where the reader is on the right."""

    message: str = ""
    doing: str = ""
    place: str = ""
    short: str = ""
    lessons: Sequence[str] = ()
    """Short hints, as many of which are shown as fit where nothing else is said."""
    hint: Callable[[int], Content] | None = None
    """What is said for a width of the line that is being typed; it goes before all else."""

    def help(self, hint: Callable[[int], Content] | None) -> None:
        """Show something of what is being typed, or nothing any more."""
        self.hint = hint
        self.refresh()

    def teach(self, lessons: Sequence[str]) -> None:
        """Show hints wherever nothing else is said, or none."""
        self.lessons = lessons
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
        if not told:
            return self._taught(width)
        place = self.place if Content(told + self.place).cell_length + 2 <= width else self.short
        told = fit(told, self._room())
        gap = " " * max(1, width - Content(told + place).cell_length)
        return Content.assemble(told, gap, (place, "$text-muted"))

    def _taught(self, width: int) -> Content:
        """Return the line with the hints that fit beside the place."""
        place = self.place if Content(self.place).cell_length <= width else self.short
        room = width - Content(place).cell_length - 2
        shown: list[str] = []
        for lesson in self.lessons:
            if Content(_DOT.join([*shown, lesson])).cell_length > room:
                break
            shown.append(lesson)
        taught = Content.styled(_DOT.join(shown), "$text-muted")
        gap = " " * max(0, width - taught.cell_length - Content(place).cell_length)
        return Content.assemble(taught, gap, (place, "$text-muted"))

    def _room(self) -> int:
        """Return the cells that a message may take."""
        return max(1, self.size.width - Content(self.short).cell_length - 2)
