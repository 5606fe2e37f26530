"""Jumping to a paper or a row by typing how one of its words begins."""

from __future__ import annotations

import asyncio
import sqlite3

from textual import on, work

from feedtui.papers.text import clean_line
from feedtui.screens.moving import Moving
from feedtui.widgets.prompt import Prompt

_JUMP = "jump"


class Jumping(Moving):
    """The list follows what is typed: enter stays where that led, esc goes back to where it began."""

    _jumped_from = 0

    def action_jump(self) -> None:
        """Ask for letters, and go to what they begin a word of: in the sidebar a row, else a title of the list."""
        if self.pane == "abstract":
            self.go_to("list")
        lines = self._lines()
        if lines.count():
            self._jumped_from = lines.cursor
            self.prompt.ask(_JUMP, "'")

    async def action_answer(self) -> None:
        """Stay where the letters lead: the keys that come next are about that paper."""
        if self.prompt.purpose != _JUMP:
            await super().action_answer()
            return
        self.workers.cancel_group(self, _JUMP)
        _, text = await self.prompt.taken()
        await self._jump(text)
        self.go_to(self.pane)

    def action_back(self) -> None:
        """Go back to where it began."""
        if self.prompt.purpose != _JUMP:
            super().action_back()
            return
        self.workers.cancel_group(self, _JUMP)
        self.prompt.close()
        self._lines().move_to(self._jumped_from)

    def read_soon(self) -> None:
        """Count no paper as read that letters only lead past."""
        if self.prompt.purpose == _JUMP:
            self.stop_reading()
        else:
            super().read_soon()

    @on(Prompt.Typed)
    def _letters_typed(self, event: Prompt.Typed) -> None:
        if event.purpose == _JUMP == self.prompt.purpose:
            self._follow_letters(event.text)

    @work(exclusive=True, group=_JUMP, exit_on_error=False)
    async def _follow_letters(self, text: str) -> None:
        await self._jump(text)

    async def _jump(self, text: str) -> None:
        """Go to the first place from where it began on, and say so if there is none."""
        place: int | None = self._jumped_from
        if not text.strip():
            self._lines().move_to(self._jumped_from)
            return
        if self.pane == "sidebar":
            place = self._row_with(text)
        else:
            place = await self._title_with(text)
        if place is not None:
            self._lines().move_to(place)
            self._move(0)
        else:
            where = "row has" if self.pane == "sidebar" else "title of this list has"
            self.say(clean_line(f"No {where} a word that begins {text.strip()}."))

    async def _title_with(self, text: str) -> int | None:
        rows, start = self.papers.papers, self._jumped_from
        if self.library.shows_starter:
            return self.library.titled(rows, start, text)
        try:
            # Away from the keys: a beginning that is rare may be far down in a long list.
            return await asyncio.to_thread(self.library.titled, rows, start, text)
        except sqlite3.OperationalError:
            return None

    def _row_with(self, text: str) -> int | None:
        from feedtui.papers.half_typed import beginning

        rows, start = self.side.rows, self._jumped_from
        places = [*range(start, len(rows)), *range(start)]
        return next((at for at in places if self.side.can_rest(at) and beginning((rows[at].label,), text)), None)
