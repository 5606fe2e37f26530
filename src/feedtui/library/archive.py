"""arXiv's snapshot: taken in as it is read, and gone on with where an earlier import of it stopped."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from feedtui.helpers import begin_helper
from feedtui.library.library import Library
from feedtui.library.origin import Added, Origin
from feedtui.library.ready import Packed, Ready, pack, ready, unpack
from feedtui.papers.paper import Paper
from feedtui.papers.topics import Sorting
from feedtui.sources.arxiv_snapshot import looks_like_snapshot, read_snapshot
from feedtui.sources.found import Found, Remark

KIND = "arxiv-snapshot"
MOST_REMARKS = 1_000
"""Lines that could not be read and are named; further ones are counted."""

_HEAD = 64 * 1024
LARGE, SMALL = 8 * 1024 * 1024, 512 * 1024
"""Bytes of the file that are read, made ready and written at once: some 4,000 papers, or 250 beside a reader, who
waits with a star for as long as one portion is written."""
_AHEAD = 2
"""Portions that each process makes ready while one is written."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is: bytes of the file, and what they brought."""

    done: int
    size: int
    added: Added


def is_archive(path: Path) -> bool:
    """Whether a file is arXiv's snapshot; one that cannot be opened is not."""
    try:
        with path.open("rb") as file:
            return looks_like_snapshot(file.read(_HEAD))
    except OSError:
        return False


def keep_archive(
    library: Library, path: Path, report: Callable[[Progress], None], *, portion: int = LARGE
) -> tuple[Found, Added]:
    """Take a snapshot in; what `report` raises stops it, and the next import of the file goes on from there."""
    reading = _Reading(path)
    reading.resume(library.setting(reading.name))

    def told(added: Added) -> None:
        library.keep_setting(reading.name, f"{reading.done} {reading.lines}")
        report(Progress(reading.done, reading.size, added))

    added = library.add_archive(reading.portions(library.topics, portion), Origin(str(path), KIND, by_date=True), told)
    library.keep_setting(reading.name, None)
    return Found(KIND, (), tuple(reading.remarks)), added


_Portion: TypeAlias = tuple[int, int, Future[tuple[list[Packed], list[Remark]]]]


class _Reading:
    """One way through the file, in portions that other processes make ready."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = path.stat().st_size
        self.name = f"archive {path.resolve()} {self.size}"
        self.done = self.lines = 0
        self.remarks: list[Remark] = []

    def resume(self, stopped: str | None) -> None:
        """Go on where an earlier import stopped: behind so many bytes and lines."""
        self.done, self.lines = map(int, (stopped or "0 0").split())

    def portions(self, topics: Sorting, size: int) -> Iterator[list[Ready]]:
        """Yield the papers; `done` bytes and `lines` end with those that were yielded last."""
        waiting: deque[_Portion] = deque()
        lines_read = self.lines
        context = multiprocessing.get_context("spawn")
        workers = os.cpu_count() or 2
        with self.path.open("rb") as file, ProcessPoolExecutor(workers, context, _begin, (topics,)) as pool:
            file.seek(self.done)
            try:
                while lines := file.readlines(size):
                    made = pool.submit(_made_ready, lines, lines_read)
                    lines_read += len(lines)
                    waiting.append((file.tell(), lines_read, made))
                    if len(waiting) > workers * _AHEAD:
                        yield self._next(waiting)
                while waiting:
                    yield self._next(waiting)
            finally:
                pool.shutdown(wait=False, cancel_futures=True)

    def _next(self, waiting: deque[_Portion]) -> list[Ready]:
        self.done, self.lines, made = waiting.popleft()
        papers, remarks = made.result()
        self.remarks += remarks[: MOST_REMARKS - len(self.remarks)]
        return list(map(unpack, papers))


_topics: Sorting


def _begin(topics: Sorting) -> None:
    """Set a process up to make papers ready."""
    global _topics
    begin_helper()
    _topics = topics


def _made_ready(lines: list[bytes], before: int) -> tuple[list[Packed], list[Remark]]:
    read = list(read_snapshot(lines, before + 1))
    papers = [pack(ready(one, _topics)) for one in read if isinstance(one, Paper)]
    return papers, [one for one in read if isinstance(one, Remark)]
