"""Changes of marks, in the order in which they were asked for: those of very many papers are made beside the keys."""

from __future__ import annotations

import sqlite3
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from textual import on, work
from textual.message import Message

from feedtui.library.library import Library
from feedtui.library.locking import JournalError
from feedtui.library.portions import Report, silent
from feedtui.papers.text import clean_line
from feedtui.screens.keying import Keying
from feedtui.widgets.status_line import StatusLine

_MERGED = "One of these papers is now part of another. Nothing was changed: {leave} unselects, then try again."
CHANGE = "change"
"""The group of the worker that changes very many papers."""
FEW = 200
"""Papers whose marks are changed at once: no key waits for so many."""

Changed = TypeVar("Changed")


class _Stopped(Exception):
    """The reader asked to stop."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The papers that a change is about: `rows` finds them, `number` is how many they are, None until it has."""

    rows: Callable[[], Sequence[int]]
    number: int | None


@dataclass(slots=True)
class _Task:
    """A change, and what is done with what it returns; `doing` says what goes on where it is made beside the keys."""

    make: Callable[[Report], Any]
    then: Callable[[Any], object]
    doing: str = ""
    number: int | None = None


class Changing(Keying):
    """Makes changes one after the other, each whole or not at all."""

    library: Library
    has_changed = False
    """Whether this session changed something, which can be undone."""

    class ChangeCame(Message):
        """So many papers are done, twice over: first their marks are made, then shown."""

        def __init__(self, done: int) -> None:
            super().__init__()
            self.done = done

    class ChangeEnded(Message):
        """The change is over: `failed` says why it was not made, else `made` is what it returned."""

        def __init__(self, made: object, failed: str) -> None:
            super().__init__()
            self.made, self.failed = made, failed

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._changes: deque[_Task] = deque()
        self._under_way: _Task | None = None
        self._is_stopped = threading.Event()

    def is_changing(self) -> bool:
        """Whether a change of very many papers is under way."""
        return self._under_way is not None

    def try_change(self, change: Callable[[], Changed]) -> Changed | None:
        """Make a change; one that cannot be kept is said on the status line and changes nothing.

        While very many papers are being changed it is made behind that, and None returned.
        """
        if self._under_way is not None:
            self._changes.append(_Task(lambda report: change(), lambda made: self.redraw()))
            self.say(f"This is done behind {self._under_way.doing}.")
            return None
        return self._try_it(change)[0]

    def in_turn(self, change: Callable[[], Changed], then: Callable[[Changed], object]) -> None:
        """Make a change of a few papers, at once or behind what is under way, and do something with what it returned.

        What fails is said on the status line, and changes nothing.
        """
        self._changes.append(_Task(lambda report: change(), then))
        self._change_next()

    def beside(self, doing: str, change: Callable[[Report], Changed], then: Callable[[Changed], object]) -> None:
        """Make a change of maybe very many papers beside the keys, as `in_turn`; `doing` says what goes on."""
        self._changes.append(_Task(change, then, doing))
        self._change_next()

    def change_chosen(
        self,
        chosen: Chosen,
        doing: str,
        change: Callable[[Sequence[int], Report], Changed],
        then: Callable[[Sequence[int], Changed], object],
    ) -> None:
        """Make a change of some papers: at once where they are known and few, else beside the keys."""
        rows: Sequence[int] = ()

        def make(report: Report) -> Changed:
            nonlocal rows
            rows = chosen.rows()
            task.number = len(rows)
            return change(rows, report)

        is_few = chosen.number is not None and chosen.number <= FEW
        task = _Task(make, lambda made: then(rows, made), "" if is_few else doing, chosen.number)
        self._changes.append(task)
        self._change_next()

    def stop_changing(self) -> bool:
        """Stop what is under way, and give up what was to be done beside the keys behind it; return whether there was.

        What is on the disk already goes on: it is shown in a moment.
        """
        if self._under_way is None:
            return False
        self._is_stopped.set()
        self._changes = deque(task for task in self._changes if not task.doing)
        self.say(f"Stopping {self._under_way.doing} …")
        return True

    def has_to_wait(self) -> bool:
        """Whether what writes by itself has to wait for a change of very many papers, which is then said."""
        if self._under_way is not None:
            self.say(f"That has to wait until {self._under_way.doing} is done; :stop stops it.")
        return self._under_way is not None

    def redraw(self) -> None:
        """Draw marks and counts anew."""
        raise NotImplementedError

    def _change_next(self) -> None:
        """Make the changes that wait, up to one that is made beside the keys."""
        while self._changes and self._under_way is None:
            task = self._changes.popleft()
            if task.doing and not self.library.shows_starter:
                self._under_way = task
                self.library.is_changing = True
                self._is_stopped.clear()
                self._tell_how_far(0)
                self._make_beside(task)
            else:
                made, failed = self._try_it(partial(task.make, silent))
                if not failed:
                    task.then(made)

    def _try_it(self, change: Callable[[], Changed]) -> tuple[Changed | None, bool]:
        """Make a change; return what it returned, and whether it failed, which is said."""
        try:
            made = change()
            self.has_changed = self.has_changed or bool(made)
            return made, False
        except (JournalError, KeyError) as error:
            self.say(self._why_not(error))
        return None, True

    @work(thread=True, group=CHANGE, exit_on_error=False)
    def _make_beside(self, task: _Task) -> None:
        """Make a change beside the keys."""

        def report(done: int, kept: bool) -> None:
            if self._is_stopped.is_set() and not kept:
                raise _Stopped
            self.post_message(self.ChangeCame(done))

        made, failed = None, f"{task.doing[:1].upper()}{task.doing[1:]} failed. Nothing was changed."
        try:
            made, failed = task.make(report), ""
        except _Stopped:
            failed = f"Stopped {task.doing}: nothing was changed."
        except (JournalError, KeyError) as error:
            failed = self._why_not(error)
        except (sqlite3.Error, OSError) as error:
            failed = f"{failed} ({error})"
        finally:
            self.post_message(self.ChangeEnded(made, failed))

    @on(ChangeCame)
    def _change_came(self, event: ChangeCame) -> None:
        self._tell_how_far(event.done)

    @on(ChangeEnded)
    def _change_ended(self, event: ChangeEnded) -> None:
        task, self._under_way = self._under_way, None
        self.library.end_changing()
        self.library.noticed()
        self.query_one(StatusLine).go_on("")
        if event.failed:
            self.say(clean_line(event.failed))
        elif task is not None:
            self.has_changed = True
            task.then(event.made)
        self._change_next()

    def _tell_how_far(self, done: int) -> None:
        """Say how far the change is: half of it is to make the marks, half to show them."""
        if self._under_way is not None:
            number = self._under_way.number
            far = f"{min(done // 2, number):,} of {number:,}" if number else f"{done // 2:,} papers" if done else "…"
            self.query_one(StatusLine).go_on(f"{self._under_way.doing} {far} · :stop stops it")

    def _why_not(self, error: JournalError | KeyError) -> str:
        return clean_line(str(error)) if isinstance(error, JournalError) else self.with_keys(_MERGED)
