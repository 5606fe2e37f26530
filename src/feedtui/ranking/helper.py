"""The rank in a process of its own: while it learns, it takes no time from the keys."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

from feedtui.helpers import begin_helper, start_tracker
from feedtui.paths import Places

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

    from feedtui.ranking.ranker import Ranker

Answer = TypeVar("Answer")

_BEHIND = 10
"""The niceness of the process: keys come first, and what is ranked is waited for."""

_rankers: dict[Places, Ranker] = {}
"""In the helper's process: the rank that it holds."""


class Helper:
    """One process, begun at the first question; questions are functions of `asked`, answered one after the other."""

    def __init__(self, places: Places, *, half_life: float, surprises: bool) -> None:
        self._places = places
        self._half_life = half_life
        self._surprises = surprises
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None

    def ask(self, question: Callable[[Ranker], Answer]) -> Answer:
        """Return what a question is answered; it waits, and is for a thread. It raises what the question raises.

        A process that was killed is begun anew, once.

        Raises:
            CorpusError: The papers cannot be opened.
            BrokenExecutor: The process cannot be kept alive.
        """
        from concurrent.futures import BrokenExecutor

        try:
            return self._asked(question).result()
        except BrokenExecutor:
            self.close()
            return self._asked(question).result()

    def close(self) -> None:
        """End the process, as soon as it has answered."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)

    def _asked(self, question: Callable[[Ranker], Answer]) -> Future[Answer]:
        with self._lock:
            if self._pool is None:
                from concurrent.futures import ProcessPoolExecutor
                from multiprocessing import get_context

                start_tracker()
                self._pool = ProcessPoolExecutor(1, get_context("spawn"), _begin)
            return self._pool.submit(_answer, self._places, self._half_life, self._surprises, question)


def _begin() -> None:
    begin_helper()
    if sys.platform != "win32":
        os.nice(_BEHIND)


def _answer(places: Places, half_life: float, surprises: bool, question: Callable[[Ranker], Answer]) -> Answer:
    from feedtui.ranking.ranker import Ranker

    if places not in _rankers:
        _rankers[places] = Ranker(places, half_life=half_life, surprises=surprises)
    return question(_rankers[places])
