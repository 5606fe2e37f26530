"""The line that says what is shown and what just happened."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from feedtui.widgets.paper_list import fit


class StatusLine(Widget):
    """What happened on the left, where the reader is on the right. It never changes the layout."""

    message: str = ""
    place: str = ""

    def say(self, message: str) -> None:
        """Show a message, or none."""
        self.message = message
        self.refresh()

    def put(self, place: str) -> None:
        """Show where the reader is."""
        self.place = place
        self.refresh()

    def render(self) -> Content:
        """Draw the line; a long message pushes the place out."""
        width = max(1, self.size.width)
        message = fit(self.message, width)
        room = width - Content(message).cell_length - 2
        place = self.place if Content(self.place).cell_length <= room else ""
        gap = " " * (width - Content(message).cell_length - Content(place).cell_length)
        return Content.assemble(message, gap, (place, "$text-muted"))
