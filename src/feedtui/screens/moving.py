"""Moving through the panes and the papers."""

from __future__ import annotations

from feedtui.screens.panes import PANES
from feedtui.screens.reading import Reading
from feedtui.widgets.line_list import LineList


class Moving(Reading):
    """The commands that move."""

    def action_down(self) -> None:
        """Move down by one."""
        self._move(1)

    def action_up(self) -> None:
        """Move up by one."""
        self._move(-1)

    def action_half_down(self) -> None:
        """Move down by half a page."""
        self._move(max(1, self._page() // 2))

    def action_half_up(self) -> None:
        """Move up by half a page."""
        self._move(-max(1, self._page() // 2))

    def action_page_down(self) -> None:
        """Move down by a page."""
        self._move(self._page())

    def action_page_up(self) -> None:
        """Move up by a page."""
        self._move(-self._page())

    def action_top(self) -> None:
        """Move to the first."""
        self._move(-self._length())

    def action_bottom(self) -> None:
        """Move to the last."""
        self._move(self._length())

    def action_into(self) -> None:
        """Go into the next pane to the right."""
        here = PANES.index(self.pane)
        if here + 1 < len(PANES):
            self.go_to(PANES[here + 1])

    def action_back(self) -> None:
        """Close the prompt, the zoom, the search or the selection, else go to the pane to the left."""
        if self.prompt.purpose:
            if self.prompt.purpose == "search":
                self.search = ""
                self.refill()
            self.prompt.close()
        elif self.has_class("zoomed"):
            self.remove_class("zoomed")
            self.go_to("list")
        elif self.pane == "abstract":
            self.go_to("list")
        elif self.papers.selected:
            self.papers.selected.clear()
            self.redraw()
        elif self.search:
            self.search = ""
            self.refill()
        elif self.pane == "list":
            self.remove_class("no-sidebar")
            self.add_class("with-sidebar")
            self.go_to("sidebar")

    def action_next_pane(self) -> None:
        """Go to the next pane, from the last to the first."""
        self._turn(1)

    def action_previous_pane(self) -> None:
        """Go to the pane before, from the first to the last."""
        self._turn(-1)

    def action_next_unread(self) -> None:
        """Leave this paper as read and go to the next unread one."""
        self._unread(1)

    def action_previous_unread(self) -> None:
        """Leave this paper as read and go to the unread one before."""
        self._unread(-1)

    def action_read_on(self) -> None:
        """Scroll the abstract; at its end go to the next unread paper."""
        if not self.is_at_papers():
            return
        if self.abstract.scroll_lines(max(1, self.abstract.page() - 2)):
            self.read_soon()
        else:
            self.action_next_unread()

    def go_to_line(self, number: int) -> None:
        """Go to a line of the list, the first is 1."""
        self.go_to("list")
        self.papers.move_to(number - 1)

    def action_zoom(self) -> None:
        """Show only the abstract, or all panes again."""
        self.toggle_class("zoomed")
        self.go_to("abstract" if self.has_class("zoomed") else "list")

    def action_sidebar(self) -> None:
        """Show the sidebar and go to it, or hide it."""
        shown = bool(self.side.region)
        self.remove_class("zoomed")
        self.set_class(shown, "no-sidebar")
        self.set_class(not shown, "with-sidebar")
        self.go_to("list" if shown else "sidebar")

    def _move(self, by: int) -> None:
        if self.pane == "abstract":
            self.abstract.scroll_lines(by)
        else:
            self._lines().move(by)
            # At once, so that list and abstract are one frame: told by a message, the abstract would be another.
            if self.pane == "list":
                self.show_current()

    def _lines(self) -> LineList:
        return self.side if self.pane == "sidebar" else self.papers

    def _page(self) -> int:
        return self.abstract.page() if self.pane == "abstract" else self._lines().page()

    def _length(self) -> int:
        return self.abstract.length() if self.pane == "abstract" else self._lines().count()

    def _turn(self, step: int) -> None:
        shown = [name for name in PANES if self.query_one(f"#{name}").display or name == self.pane]
        names = shown if len(shown) > 1 else list(PANES)
        self.go_to(names[(names.index(self.pane) + step) % len(names)])

    def _unread(self, step: int) -> None:
        papers = self.papers
        if papers.current is None or self.pointed() is None:
            return
        self.leave_read(papers.current)
        ahead = range(papers.cursor + 1, papers.count()) if step > 0 else range(papers.cursor - 1, -1, -1)
        found = self.library.first_unread(papers.papers[row] for row in ahead)
        if found is not None:
            papers.move_to(papers.papers.index(found), step)
        else:
            self.say("No unread paper further on." if step > 0 else "No unread paper before this one.")
