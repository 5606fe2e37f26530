"""What came is read in other processes, which are killed when they take too long."""

from __future__ import annotations

import asyncio
import hashlib
import multiprocessing
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from types import TracebackType
from typing import TypeVar

from pebble import ProcessExpired, ProcessPool

from feedtui.helpers import begin_helper
from feedtui.library.ready import Packed, pack, portions
from feedtui.papers.paper import Paper
from feedtui.papers.topics import Sorting
from feedtui.refreshing.readers import READERS, Given
from feedtui.sources.found import Found, Unreadable

Result = TypeVar("Result")

_PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Read:
    """What bytes held: `found` without its papers, which are in portions, the last of the list first.

    `digest` is the same whenever the list has the same papers.
    """

    found: Found
    count: int
    digest: str
    papers: Sequence[Sequence[Packed]]
    revised: Sequence[Sequence[Packed]]


class ReadingRoom:
    """The processes that read; use it as a context."""

    def __init__(self, topics: Sorting, patience: float) -> None:
        self._patience = patience
        self._pool = ProcessPool(
            max_workers=_PROCESSES,
            context=multiprocessing.get_context("spawn"),
            initializer=_begin,
            initargs=(topics,),
        )

    def __enter__(self) -> ReadingRoom:
        """Return the room; processes begin with the first bytes."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes, whatever they are at."""
        self._pool.stop()
        self._pool.join()

    async def read(self, given: Given) -> Read:
        """Read bytes into papers; raises `Unreadable`."""
        return await self.run(_read, given)

    async def run(self, function: Callable[..., Result], *arguments: object) -> Result:
        """Run a function that reads bytes.

        Raises:
            Unreadable: They are not what they should be, or reading them took too long.
        """
        future = self._pool.schedule(function, args=arguments, timeout=self._patience)
        try:
            return await asyncio.wrap_future(future)
        except TimeoutError as error:
            raise Unreadable(f"Reading it took longer than {self._patience:g} seconds and was stopped.") from error
        except ProcessExpired as error:
            raise Unreadable("Reading it broke the process that read it.") from error


_topics: Sorting


def _begin(topics: Sorting) -> None:
    global _topics
    begin_helper()
    _topics = topics


def _read(given: Given) -> Read:
    try:
        found = READERS[given.reader](given)
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable(f"feedtui cannot read it ({type(error).__name__}).") from None
    ids = sorted({paper.id for paper in (*found.papers, *found.revised)})
    return Read(
        found=replace(found, papers=(), revised=()),
        count=len(found.papers),
        digest=hashlib.sha256("\n".join(ids).encode()).hexdigest(),
        papers=_packed(found.papers),
        revised=_packed(found.revised),
    )


def _packed(papers: Sequence[Paper]) -> list[list[Packed]]:
    return [list(map(pack, portion)) for portion in portions(papers, _topics)]
