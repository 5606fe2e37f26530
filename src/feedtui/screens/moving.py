"""Moving through the panes and the papers."""

from __future__ import annotations

from feedtui.screens.panes import PANES
from feedtui.screens.selecting import Selecting
from feedtui.widgets.line_list import LineList

_MOST = 1_000_000
"""No number that is typed is greater."""
_ALONE = 0.6
"""Seconds after which a digit is no number before a key."""


class Moving(Selecting):
    """The commands that move."""

    number: int = 0
    """What was typed in digits just before the key that is being answered, 0 for nothing."""
    _digits: int = 0
    _line: int = 0
    """The line that the key before went to by a number: `5gg` is `5g`, and a `g` more."""
    _went_to: int = 0
    _leaves = False
    """Whether `esc` goes back, which opens no sidebar."""

    def begin_key(self) -> None:
        """Another key was pressed: what the one before said goes, a number counts for this one alone."""
        self.say("")
        self.number, self._digits = self._digits, 0
        self._line, self._went_to = self._went_to, 0

    def action_digit(self, digit: int) -> None:
        """Take a digit of a number: what follows is done so many times; a number alone opens a kept search."""
        self._digits = number = min(self.number * 10 + digit, _MOST)
        self.say(str(number))
        if 0 < number < 10 and self.library.searches():
            self.set_timer(_ALONE, lambda: self._alone(number))

    def _alone(self, number: int) -> None:
        if self._digits == number and not self.is_waiting():
            self._digits = 0
            self.run_command(f"kept-search {number}")

    def run_command(self, text: str) -> None:
        """Do what was typed behind the colon."""
        raise NotImplementedError

    def action_down(self) -> None:
        """Move down by one, or by the number before the key."""
        self._move(self.number or 1)

    def action_up(self) -> None:
        """Move up by one, or by the number before the key."""
        self._move(-(self.number or 1))

    def action_half_down(self) -> None:
        """Move down by half a page."""
        self._move(max(1, self._page() // 2) * (self.number or 1))

    def action_half_up(self) -> None:
        """Move up by half a page."""
        self._move(-max(1, self._page() // 2) * (self.number or 1))

    def action_page_down(self) -> None:
        """Move down by a page."""
        self._move(self._page() * (self.number or 1))

    def action_page_up(self) -> None:
        """Move up by a page."""
        self._move(-self._page() * (self.number or 1))

    def action_top(self) -> None:
        """Move to the first, or to the line of the number before the key."""
        self._went_to = self.number
        self._move_to(self.number or self._line or 1)

    def action_bottom(self) -> None:
        """Move to the last, or to the line of the number before the key."""
        self._move_to(self.number or self._length())

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
        elif self.unselect():
            return
        elif self.search and not (self.combined and self.pane == "list"):
            self.search = ""
            self.refill()
        elif self.pane == "list" and self._leaves and (self.has_one_pane() or self.has_class("no-sidebar")):
            self.say(self.with_keys("{back} opens the sidebar."))
        elif self.pane == "list":
            self.remove_class("no-sidebar")
            self.add_class("with-sidebar")
            self.go_to("sidebar")

    def action_leave(self) -> None:
        """Go back a step, but open no sidebar that is not on screen; from one that hides the list, go to that."""
        if self.pane == "sidebar" and self.has_one_pane() and not self.prompt.purpose:
            self.go_to("list")
            return
        self._leaves = True
        try:
            self.action_back()
        finally:
            self._leaves = False

    def action_next_pane(self) -> None:
        """Go to the next pane, from the last to the first."""
        self._turn(1)

    def action_previous_pane(self) -> None:
        """Go to the pane before, from the first to the last."""
        self._turn(-1)

    def action_next_unread(self) -> None:
        """Leave this paper as read and go to the next unread one."""
        for _ in range(self.number or 1):
            self._unread(1)

    def action_previous_unread(self) -> None:
        """Leave this paper as read and go to the unread one before."""
        for _ in range(self.number or 1):
            self._unread(-1)

    def action_read_on(self) -> None:
        """Scroll the abstract; at its end go to the next unread paper."""
        if not self.is_at_papers():
            return
        if self.abstract.scroll_lines(max(1, self.abstract.page() - 2)):
            self.read_soon()
        else:
            Moving.action_next_unread(self)

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

    def _move_to(self, line: int) -> None:
        """Move to a line, the first is 1."""
        if self.pane == "abstract":
            self.abstract.scroll_lines(-self._length())
            self.abstract.scroll_lines(line - 1)
        else:
            self._lines().move_to(line - 1)
            self._move(0)

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
        found = next(self.library.unread(papers.papers[row] for row in ahead), None)
        if found is not None:
            papers.move_to(papers.papers.index(found), step)
        else:
            self.say("No unread paper further on." if step > 0 else "No unread paper before this one.")
