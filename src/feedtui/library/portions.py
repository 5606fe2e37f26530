"""Very many papers, a bounded number at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeAlias, TypeVar

One = TypeVar("One")
Report: TypeAlias = Callable[[int, bool], object]
"""Told how many are done, and whether the change is on the disk. What it raises before that stops the change."""

AT_ONCE = 1_000


def portions(many: Iterable[One]) -> Iterator[list[One]]:
    """Yield lists of a bounded length, in order."""
    waiting = iter(many)
    while some := list(islice(waiting, AT_ONCE)):
        yield some


def silent(done: int, kept: bool) -> None:
    """Tell nobody how many are done."""


def counting(many: Iterable[One], report: Report) -> Iterator[One]:
    """Yield all, and report how many there were now and then."""
    done = 0
    for some in portions(many):
        yield from some
        done += len(some)
        report(done, False)
