"""How much of a feed is read: no publisher writes as much, and whoever does must not keep the reader waiting."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

One = TypeVar("One")

MOST_ENTRIES = 10_000
"""Entries of one feed; arXiv's longest lists of a day have less than half of it."""
MOST_SIGNS = 1_000_000
"""Signs that begin a tag or a reference in one feed: its mending takes some microseconds for each."""
SECONDS = 3.0
"""Time of the processor for each of the two steps from entries to papers."""

_SIGN = re.compile("[<&]")
_ENTRY = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)[\s/>]", re.IGNORECASE)


def bounded(text: str) -> tuple[str, str]:
    """Return the beginning of a feed's markup that is read, and why it is not all of it; "" where it is."""
    whole = len(text)
    told = ""
    if text.count("<") + text.count("&") > MOST_SIGNS:
        text = _before(text, _SIGN, MOST_SIGNS)
        told = f"The feed has more than {MOST_SIGNS:,} tags and references"
    begun = _before(text, _ENTRY, MOST_ENTRIES)
    if len(begun) < len(text):
        text, told = begun, _too_many()
    return text, f"{told}: its first {len(text) >> 10:,} of {whole >> 10:,} KB were read." if told else ""


def first_entries(entries: list[One]) -> tuple[list[One], str]:
    """Return the entries that are read, and why those are not all; "" where they are."""
    many = len(entries) > MOST_ENTRIES
    return entries[:MOST_ENTRIES], f"{_too_many()}: the first of its {len(entries):,} were read." if many else ""


def in_time(entries: Iterable[One]) -> Iterator[One]:
    """Yield entries until what is done with them has taken too long."""
    # The processor's time: on a busy machine a good feed is read to its end all the same.
    end = time.thread_time() + SECONDS
    for one in entries:
        yield one
        if time.thread_time() > end:
            return


def too_slow(entries: int) -> str:
    """Return that only some entries were read in time."""
    return f"Reading the feed took too long: its first {entries:,} entries were read."


def _too_many() -> str:
    return f"The feed has more than {MOST_ENTRIES:,} entries"


def _before(text: str, pattern: re.Pattern[str], count: int) -> str:
    """Return the text before the match behind the first so many, all of it where there are no more."""
    beyond = next(islice(pattern.finditer(text), count, None), None)
    return text[: beyond.start()] if beyond else text
