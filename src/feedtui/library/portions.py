"""Very many papers, a bounded number at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

One = TypeVar("One")

AT_ONCE = 500


def portions(many: Iterable[One]) -> Iterator[list[One]]:
    """Yield lists of a bounded length, in order."""
    waiting = iter(many)
    while some := list(islice(waiting, AT_ONCE)):
        yield some
