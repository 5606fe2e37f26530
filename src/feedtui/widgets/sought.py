"""Looking for words in a text that is set in lines."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence


def pattern_of(text: str) -> re.Pattern[str] | None:
    """Return a pattern for what was typed, None for nothing; small letters find great ones too."""
    any_case = re.IGNORECASE if text == text.lower() else 0
    # A line may be broken wherever there is a space.
    return re.compile(r"\s+".join(map(re.escape, text.split())), any_case) if text.strip() else None


def next_place(lines: Sequence[int], at: int | None, step: int, top: int, page: int) -> int | None:
    """Return which place to go to next, or before, round and round; None where there are none.

    `lines` has the line of each place, `at` is the present one. Once that is off the screen, which begins at the line
    `top`, the next one is looked for from there.
    """
    if not lines:
        return None
    if at is not None and top <= lines[at] < top + page:
        return (at + step) % len(lines)
    first = bisect_left(lines, top)
    return (first if step > 0 else first - 1) % len(lines)


def starts_in(text: str, lines: Sequence[str]) -> list[int]:
    """Return where each of the lines that a text was broken into begins in it."""
    starts, at = [], 0
    for line in map(str.strip, lines):
        at = max(at, text.find(line, at))
        starts.append(at)
        at += len(line)
    return starts
