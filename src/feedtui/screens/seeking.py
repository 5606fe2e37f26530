"""Searching within the paper that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from feedtui.papers.text import clean_line
from feedtui.screens.moving import Moving
from feedtui.screens.searching import EDIT, SEARCH, SEEK, Searching
from feedtui.widgets.prompt import Prompt
from feedtui.widgets.sought import pattern_of

if TYPE_CHECKING:
    from feedtui.widgets.line_field import Aid


class Seeking(Searching, Moving):
    """While the abstract has the keys, a search is within it, and the keys for the next unread go to what it found."""

    _sought = ""

    def on_mount(self) -> None:
        """Have what was searched for before come back."""
        self.prompt.aids[SEEK] = self._seek_aid

    def action_search(self, text: str = "") -> None:
        """Search within the abstract where that has the keys, else among the papers."""
        if self.pane == "abstract" and not text:
            self.prompt.ask(SEEK, "in this paper /", self._sought)
        else:
            super().action_search(text)

    def action_next_unread(self) -> None:
        """Go to the next place that was found, else to the next unread paper."""
        if self._sought:
            self._go_to_hit(1)
        else:
            super().action_next_unread()

    def action_previous_unread(self) -> None:
        """Go to the place before that was found, else to the unread paper before."""
        if self._sought:
            self._go_to_hit(-1)
        else:
            super().action_previous_unread()

    def action_back(self) -> None:
        """End the search within the abstract."""
        if self.prompt.purpose == SEEK:
            self.prompt.close()
            self._end_seeking()
        elif self._sought and not self.prompt.purpose:
            self._end_seeking()
        else:
            was_typed = self.prompt.purpose in (SEARCH, EDIT)
            super().action_back()
            if was_typed and self.began_in:
                self.go_to(self.began_in)

    def go_to(self, pane: str) -> None:
        """End the search where another pane gets the keys."""
        if pane != "abstract" and self._sought:
            self._end_seeking()
        super().go_to(pane)

    def entered(self, purpose: str, text: str) -> None:
        """Go to the first place that was found."""
        super().entered(purpose, text)
        if purpose == SEEK:
            self._seek(text)
            if self._sought:
                self._go_to_hit(1)

    @on(Prompt.Typed)
    def _seek_typed(self, event: Prompt.Typed) -> None:
        if event.purpose == SEEK and self.prompt.purpose:
            self._seek(event.text)
            found = len(self.abstract.hits)
            self.say(f"{found} found" if self._sought else "")

    def _seek(self, text: str) -> None:
        self._sought = text if text.strip() else ""
        self.abstract.seek(pattern_of(self._sought))

    def _end_seeking(self) -> None:
        self._seek("")
        self.say("")

    def _go_to_hit(self, step: int) -> None:
        number = None
        for _ in range(self.number or 1):
            number = self.abstract.next_hit(step)
        self.read_soon()
        if number is None:
            self.say(clean_line(f"{self._sought} is not in this paper."))
        else:
            self.say(clean_line(f"/{self._sought}: {number} of {len(self.abstract.hits)}"))

    def _seek_aid(self) -> Aid:
        from feedtui.widgets.line_field import Aid

        return Aid(past=lambda: self._past(SEEK))
