"""What counts as read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from textual import on
from textual.timer import Timer

from feedtui.library.library import utc_now
from feedtui.screens.counting import Counting
from feedtui.widgets.abstract import AbstractPane
from feedtui.widgets.line_list import LineList

READ_AFTER = 1.0
"""Seconds for which a paper that the reader went to is open before it counts as read."""


class Reading(Counting):
    """A paper is read when it was open for a while, or when it is left by a key that reads on.

    The reader went to a paper by moving to it, or into its pane. The first one on screen counts only after that,
    and those that change while the reader walks the sidebar do not.
    """

    _open_for: Timer | None = None
    _interrupted = False

    def read_soon(self) -> None:
        """Count the paper that is open as read if it stays open."""
        self.stop_reading()
        row = self.papers.current
        if row is not None and self.pane != "sidebar" and self.abstract.region:
            self._open_for = self.set_timer(READ_AFTER, lambda: self._is_read(row))

    def stop_reading(self) -> None:
        """Forget the paper that was open for too short a time."""
        if self._open_for is not None:
            self._open_for.stop()
            self._open_for = None

    def go_to(self, pane: str) -> None:
        """Make a pane the one that keys move, and its paper one that is being read."""
        super().go_to(pane)
        self.stop_reading()
        self.call_after_refresh(self.read_soon)

    def leave_read(self, row: int) -> None:
        """Mark a paper as read that the reader is done with; one that was revised is then read as it is now."""
        if self.library.item(row).is_revised:
            self.kept.add(row)
            now = utc_now()
            self._read_by(lambda: self.library.change([row], lambda mark: replace(mark, read=now)))
        else:
            self._count_read(row)

    def on_screen_suspend(self) -> None:
        """Stop the time while a window is over the paper."""
        self._interrupted = self._open_for is not None
        self.stop_reading()

    def on_screen_resume(self) -> None:
        """Begin the time anew when the window is closed."""
        if self._interrupted:
            self._interrupted = False
            self.call_after_refresh(self.read_soon)

    def _is_read(self, row: int) -> None:
        self._open_for = None
        if row == self.papers.current and self.current is not None:
            self._count_read(row)

    def _count_read(self, row: int) -> None:
        """Mark one paper as read and keep it in the list until the view is left."""
        self.kept.add(row)
        self._read_by(lambda: self.library.set_state([row], "read", True))

    def _read_by(self, change: Callable[[], int]) -> None:
        self.in_turn(change, lambda changed: self.redraw() if changed else None)

    @on(LineList.Moved, "#list")
    def _paper_changed(self) -> None:
        # By a key it is shown already.
        if self.papers.current != self.shown:
            self.show_current()
        self.read_soon()

    @on(LineList.Moved, "#sidebar")
    def _view_changed(self) -> None:
        if self.combined and self.pane == "sidebar":
            # Its cursor is looking for the next row to add.
            return
        if self.combined:
            self.search = ""
        self.stop_reading()
        self.kept.clear()
        self.papers.move_to(0)
        self.refill()

    @on(LineList.Chosen)
    def _row_clicked(self, event: LineList.Chosen) -> None:
        self.go_to(event.lines.id or "list")

    @on(AbstractPane.Clicked)
    def _abstract_clicked(self) -> None:
        self.go_to("abstract")
