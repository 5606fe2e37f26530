"""Where the reader was: kept between sessions, and come back to."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass

from feedtui.screens.filling import Filling

_PLACE = "place"


@dataclass(frozen=True, slots=True)
class Place:
    """A view and a search, a paper's id, and its line in the list, the first is 0."""

    view: str = ""
    search: str = ""
    paper: str = ""
    line: int = 0


class Resuming(Filling):
    """Begins where the last session ended, unless the settings say `resume = false`."""

    _place = Place()

    def begin_at_place(self) -> None:
        """Show the view, the search and the paper of the last session, or all papers."""
        self._place = place = self._kept_place()
        self.side.begin_with(place.view)
        self.search = place.search
        row = None
        with suppress(KeyError):
            row = self.library.row_of(place.paper)
        self.refill(row, place.line)

    def keep_place(self) -> None:
        """Keep where the reader is now, if that changed."""
        papers = self.papers
        paper = self.current.paper.id if self.current else ""
        place = Place(self.view_query(), "" if self.half_typed else self.search, paper, papers.cursor)
        if place != self._place and self.library.try_to_keep(_PLACE, json.dumps(asdict(place))):
            self._place = place

    def _kept_place(self) -> Place:
        kept = self.library.setting(_PLACE)
        if kept is None or not self.config.resume:
            return Place()
        try:
            return Place(**json.loads(kept))
        except (ValueError, TypeError):
            return Place()
