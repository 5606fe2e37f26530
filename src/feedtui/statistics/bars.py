"""Bars of block characters, which are as long as an eighth of a cell tells."""

from __future__ import annotations

from collections.abc import Sequence

_UP = " ▁▂▃▄▅▆▇█"
_ALONG = " ▏▎▍▌▋▊▉█"


def columns(values: Sequence[int], height: int, wide: int = 1) -> list[str]:
    """Return upright bars in some lines, the greatest value as high as all of them; what is not nought is seen."""
    most = max(values, default=0)
    heights = [_eighths(value, most, height) for value in values]
    lines = []
    for below in range(8 * (height - 1), -1, -8):
        lines.append("".join(_UP[max(0, min(8, one - below))] * wide for one in heights).rstrip())
    return lines


def level(value: int, most: int) -> str:
    """Return one cell that is as full as a value is great."""
    return _UP[_eighths(value, most, 1)]


def bar(value: int, most: int, width: int) -> str:
    """Return a bar along the line, `width` cells for the greatest value; what is not nought is seen."""
    eighths = _eighths(value, most, width)
    return (_ALONG[8] * (eighths // 8) + _ALONG[eighths % 8]).rstrip()


def _eighths(value: int, most: int, cells: int) -> int:
    return max(1, round(8 * cells * value / most)) if value > 0 else 0
