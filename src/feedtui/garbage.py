"""When the reader's garbage is collected: wholly while no key is pressed, in small steps while keys are."""

from __future__ import annotations

import gc
import mmap
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache

from textual._styles_cache import StylesCache

_FEW, _OFTEN = 4_000, 4
"""New objects after which the newest are looked through, and how often that is done before those that outlived it are
as well: milliseconds. What is drawn lives until the next key, so that it always outlives one look."""
_NEVER = 2**31 - 1
_MUCH = 8 << 20
"""Bytes by which the reader may grow before all is looked through between two keys."""
_OF_BLOCK = 100
"""Bytes of one of Python's blocks, about; by them it is told how much there is where the system does not say so."""


class Garbage:
    """What was collected last, and how much there has been since.

    Two things of Textual 8 make it more than it need be. Every line on screen refers to itself (`Strip.divide`
    remembers its answer), so that counting references alone frees none. And all lines that a widget drew outlive it
    until a thousand others have come (`StylesCache.get_inner_outer` remembers whom it answered): a megabyte a window.
    """

    def __init__(self) -> None:
        self._taken = _taken()

    def begin(self) -> None:
        """Leave what is there alone for ever, and look from now on for garbage among what comes."""
        gc.freeze()
        gc.set_threshold(_FEW, _OFTEN, _NEVER)
        gc.enable()

    def collect(self) -> None:
        """Collect all of it: a frame's time or two."""
        if forget := getattr(StylesCache.get_inner_outer, "cache_clear", None):
            forget()
        gc.collect()
        _trimmer()(0)
        self._taken = _taken()

    def collect_much(self) -> None:
        """Collect all of it if memory grew by much: who keeps pressing keys waits a moment once in minutes."""
        taken = _taken()
        self._taken = min(self._taken, taken)
        if taken - self._taken > _MUCH:
            self.collect()


def _taken() -> int:
    """Return the bytes of memory that this process takes; `/proc/self/statm` has them in pages, the second number."""
    try:
        with open("/proc/self/statm", "rb") as told:
            return int(told.read().split()[1]) * mmap.PAGESIZE
    except OSError:
        return sys.getallocatedblocks() * _OF_BLOCK


@cache
def _trimmer() -> Callable[[int], object]:
    """Return what gives the system back the memory that the C library keeps for later; only glibc does so if asked.

    Each thread has a heap of its own there, in which a few small blocks hold what a hundred thousand rows once took.
    """
    import ctypes

    with suppress(AttributeError, OSError, TypeError):
        trim: Callable[[int], object] = ctypes.CDLL(None).malloc_trim
        return trim
    return int
