"""The line that says what is shown and what just happened."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.widget import Widget

from feedtui.papers.text import harmless
from feedtui.widgets.paper_list import fit

_DOT = " · "
_MOST_LINES = 3
"""Lines that a message has where it may have several."""


class StatusLine(Widget):
    """What happened on the left, or else how far a long task is; where the reader is on the right."""

    message: str = ""
    doing: str = ""
    place: str = ""
    short: str = ""
    lessons: Sequence[str] = ()
    """Short hints, as many of which are shown as fit where nothing else is said."""
    grows = False
    """Whether a message that is too long for the line makes it higher, where a notification would hide the list."""
    _lines: Sequence[str] = ()
    """The lines of a message that is too long for one."""
    hint: Callable[[int], Content] | None = None
    """What is said for a width of the line that is being typed; it goes before all else."""

    def help(self, hint: Callable[[int], Content] | None) -> None:
        """Show something of what is being typed, or nothing any more."""
        self.hint = hint
        self.refresh()

    def teach(self, lessons: Sequence[str]) -> None:
        """Show hints wherever nothing else is said, or none."""
        if list(lessons) != list(self.lessons):
            self.lessons = lessons
            self.refresh()

    def say(self, message: str) -> None:
        """Show a message, or none."""
        message = harmless(message)
        if message != self.message:
            self.message = message
            self._set_lines()
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
        """Whether the message can be shown whole, or as much of it as this line may show."""
        return bool(self._lines) or not self.size.width or len(fit(self.message, self._room())) == len(self.message)

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
        if self._lines and self.message:
            return self._high(width)
        place = self.place if Content(told + self.place).cell_length + 2 <= width else self.short
        told = fit(told, self._room())
        gap = " " * max(1, width - Content(told + place).cell_length)
        return Content.assemble(told, gap, (place, "$text-muted"))

    def _set_lines(self) -> None:
        """Make the line as high as the message needs, where it may be."""
        before, self._lines = len(self._lines), ()
        if self.grows and self.size.width and len(fit(self.message, self._room())) < len(self.message):
            width = self.size.width
            lines = [one.plain for one in Content(self.message).wrap(width)]
            last = fit(" ".join(line.strip() for line in lines[_MOST_LINES - 1 :]), width)
            self._lines = lines if len(lines) <= _MOST_LINES else [*lines[: _MOST_LINES - 1], last]
        if len(self._lines) != before:
            self.styles.height = len(self._lines) or 1

    def _high(self, width: int) -> Content:
        """Return a message of several lines, with the place in short where the last of them has room for it."""
        last = Content(self._lines[-1])
        room = width - last.cell_length - Content(self.short).cell_length
        place = f"{' ' * room}{self.short}" if room > 1 else ""
        return Content.assemble("\n".join(self._lines), (place, "$text-muted"))

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
