"""A year as a calendar: a column a week, a row a weekday, the fuller the more."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

LABEL = 4
"""Cells before the columns, for the weekdays."""
SHADES = "·░▒▓█"
"""None, then four shades, each for a quarter of the days on which there was any."""

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def mondays(first: date, today: date, width: int) -> tuple[list[date], int]:
    """Return the weeks that there is room for, the last ones, and how many cells each is wide: two where that fits."""
    weeks = (today - first).days // 7 + 1
    wide = 2 if LABEL + 2 * weeks <= width else 1
    shown = max(1, min(weeks, (width - LABEL) // wide))
    return [first + timedelta(7 * week) for week in range(weeks - shown, weeks)], wide


def month_names(weeks: Sequence[date], wide: int) -> str:
    """Return the line of months: each above the first week that begins in it, where there is room for its name."""
    line = " " * LABEL
    for at, week in enumerate(weeks):
        begins = not at or week.month != weeks[at - 1].month
        # A name is three cells and a space; one that the next would have to give way to is left out.
        room = all(week.month == later.month for later in weeks[at : at + -(-4 // wide)])
        if begins and room and len(line) <= LABEL + at * wide:
            line = f"{line:<{LABEL + at * wide}}{MONTHS[week.month - 1]} "
    return line.rstrip()


def heat_map(days: Mapping[date, int], first: date, today: date, width: int) -> list[str]:
    """Return the calendar of a year with the months above, the weekdays beside, and what each shade means below."""
    weeks, wide = mondays(first, today, width)
    edges = _edges([papers for day, papers in days.items() if day >= weeks[0]])
    lines = [month_names(weeks, wide)]
    for at, name in enumerate(_WEEKDAYS):
        dates = [week + timedelta(at) for week in weeks]
        cells = (SHADES[_shade(days.get(day, 0), edges)] * wide if day <= today else "" for day in dates)
        lines.append(f"{name:<{LABEL}}{''.join(cells)}")
    return [*lines, "", *textwrap.wrap("   ".join(_legend(days, weeks[0], edges)), width)]


def _edges(counts: Sequence[int]) -> list[int]:
    """Return the counts above which the next shade begins: a few very full days must not pale all others."""
    counts = sorted(filter(None, counts))
    return [counts[len(counts) * quarter // 4 - 1] for quarter in (1, 2, 3)] if len(counts) > 3 else [1, 2, 3]


def _shade(count: int, edges: Sequence[int]) -> int:
    return 1 + sum(count > edge for edge in edges) if count else 0


def _legend(days: Mapping[date, int], first: date, edges: Sequence[int]) -> Iterator[str]:
    yield f"{SHADES[0]} none"
    counts = [papers for day, papers in days.items() if day >= first and papers]
    for shade in range(1, len(SHADES)):
        those = [count for count in counts if _shade(count, edges) == shade]
        if those:
            least, most = min(those), max(those)
            yield f"{SHADES[shade]} {least:,}" + (f"–{most:,}" if most > least else "")
