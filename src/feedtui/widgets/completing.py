"""What completes a line of names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from feedtui.papers.half_typed import MOST, Completion, beginning

_LAST = re.compile(r"[^\s,+-][^\s,]*$")


def one_of(known: Sequence[str]) -> Callable[[str], Completion]:
    """Return what completes a line that is one of some names."""
    return lambda text: Completion(0, _others(known, text))


def last_of(known: Sequence[str]) -> Callable[[str], Completion]:
    """Return what completes the last of several words, each a known name; a sign may stand before it."""

    def completed(text: str) -> Completion:
        word = _LAST.search(text)
        return Completion(word.start(), _others(known, word[0])) if word else Completion(len(text))

    return completed


def _others(known: Sequence[str], begun: str) -> tuple[str, ...]:
    found = tuple(beginning(known, begun)[:MOST])
    return () if found == (begun,) else found
