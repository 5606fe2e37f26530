"""Hints for new readers: keys that they never used, a few at a time, each until it is used or was told often enough."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice

from feedtui.library.saved import has_text
from feedtui.papers.text import clean_line
from feedtui.screens.downloading import Downloading
from feedtui.screens.moving import Moving
from feedtui.widgets.status_line import StatusLine

_HINTS = {
    "next-unread": "next unread",
    "star": "stars",
    "search": "searches",
    "triage": "goes through unread",
    "undo": "undoes",
    "queue": "for later",
    "full-text": "full text",
    "palette": "finds anything",
    "export": "exports",
    "select": "selects",
    "tag": "tags",
    "refresh": "asks the sources",
    "layout": "another layout",
}
"""Commands and what they do in two or three words, the first to know first."""
_AT_ONCE, _SESSIONS = 3, 3
"""Hints that are told at once, and sessions in which one is told at most."""
_KEPT = "hints"
_NEAR = 50
"""Papers among which an unread one is looked for: no key may wait for a hint."""


@dataclass(slots=True)
class Told:
    """Which hints were used, in how many sessions each other one was told, and whether none is wanted."""

    off: bool = False
    used: set[str] = field(default_factory=set)
    sessions: dict[str, int] = field(default_factory=dict)

    def due(self, now: frozenset[str], does: Callable[[str], bool]) -> list[str]:
        """Return the hints to tell, by their commands; those that are told `now` stay until they are used.

        `does` says whether a command would do something where the reader is: of others nothing is told.
        """
        if self.off:
            return []
        waiting = (
            one for one in _HINTS if one not in self.used and (one in now or self.sessions.get(one, 0) < _SESSIONS)
        )
        return list(islice(filter(does, waiting), _AT_ONCE))

    def written(self) -> str:
        """Return it as it is kept."""
        return json.dumps({"off": self.off, "used": sorted(self.used), "sessions": self.sessions})


class Hinting(Moving, Downloading):
    """Tells hints on the status line wherever nothing else is said there."""

    _told = Told(off=True)
    _in_session: frozenset[str] = frozenset()
    """The hints that this session told already."""
    _hints_on_disk = ""

    def on_mount(self) -> None:
        """Begin with the hints that are due."""
        self._told = told_of(self.library.setting(_KEPT))
        if self.config.hints:
            self._told.off = self.config.hints == "off"
        self._hints_on_disk = self._told.written()
        # What keys would do is known once there is a list.
        self.call_after_refresh(self._hint_told)

    def show_current(self) -> None:
        """Tell the hints that go with the paper under the cursor."""
        super().show_current()
        self._hint_told()

    async def call(self, action: str) -> None:
        """Do what keys stand for; those that were used need no hint any more."""
        await super().call(action)
        self._use(action)

    def action_hints(self, name: str = "") -> None:
        """Tell no hints, or all again from the beginning; without a name the other one."""
        name = name or ("on" if self._told.off else "off")
        if name not in ("on", "off"):
            self.say(f"No hints {clean_line(name)}: write :hints on or off.")
            return
        self._told = Told(off=name == "off")
        self._hint_told()
        told = "Hints begin anew." if name == "on" else f"No more hints; {self.key_of('help')} has all keys."
        self.say(told + self.until_left("hints", name))

    def keep_place(self) -> None:
        """Keep also what was told and used, if that changed."""
        super().keep_place()
        written = self._told.written()
        if written != self._hints_on_disk and self.library.try_to_keep(_KEPT, written):
            self._hints_on_disk = written

    def _use(self, action: str) -> None:
        """Need no hint any more for the commands that do something."""
        names = {one.name for one in self.commands if one.action == action and one.name in _HINTS}
        if not names <= self._told.used:
            self._told.used |= names
            self._hint_told()

    def _does(self, name: str) -> bool:
        """Whether a command would do something where the reader is."""
        papers = self.papers
        if name == "undo":
            return self.has_changed
        if name == "refresh":
            return bool(self.library.subscriptions.all())
        if name == "layout":
            return not self.has_class("-tiny") and not self.has_class("-short")
        if name in ("next-unread", "triage"):
            first = papers.cursor + 1 if name == "next-unread" else 0
            return next(self.library.unread(islice(papers.papers, first, first + _NEAR)), None) is not None
        if name == "full-text":
            item = self.current
            return item is not None and item.paper.id not in self.without_text and has_text(self.library, item.paper)
        return name in ("search", "palette") or papers.current is not None

    def _hint_told(self) -> None:
        """Tell the hints that are due; each that is told first in this session counts."""
        due = self._told.due(self._in_session, self._does)
        self.query_one(StatusLine).teach([f"{self.key_of(one)} {_HINTS[one]}" for one in due])
        for one in set(due) - self._in_session:
            self._told.sessions[one] = self._told.sessions.get(one, 0) + 1
        self._in_session |= set(due)


def told_of(kept: str | None) -> Told:
    """Return what was kept; where it is damaged, hints begin anew."""
    with suppress(ValueError, TypeError, AttributeError, KeyError, OverflowError):
        found = json.loads(kept or "")
        sessions = {str(name): int(times) for name, times in found["sessions"].items()}
        return Told(found["off"] is True, {str(name) for name in found["used"]}, sessions)
    return Told()
