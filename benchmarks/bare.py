"""The least that a three-pane Textual application can be, to measure feedtui against."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Footer


class Lines(ScrollView):
    """Rows that draw themselves."""

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        return Strip.blank(self.size.width) if y else Strip(self.app.console.render("FIRST-PAPER"))


class Text(Widget):
    """A text that draws itself."""

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        return Strip.blank(self.size.width)


class Bare(App[None]):
    """Sidebar, list, text and a footer."""

    CSS = "Horizontal {height: 1fr} Lines, Text {width: 1fr; height: 1fr} #side {width: 26}"
    BINDINGS = [Binding("q", "quit", "Quit"), Binding("j", "down", "Down")]  # noqa: RUF012

    def compose(self) -> ComposeResult:
        """Make the panes."""
        with Horizontal():
            yield Text(id="side")
            yield Lines()
            yield Text()
        yield Footer()


if __name__ == "__main__":
    Bare().run()
