"""The pictures of a year of reading, each under its title."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from textwrap import wrap
from unicodedata import category, east_asian_width

from feedtui.library.tallies import SourceTally, Tallies
from feedtui.papers.text import clean_line
from feedtui.statistics.bars import bar, columns, level
from feedtui.statistics.calendar import LABEL, MONTHS, heat_map, mondays, month_names

_HIGH, _LOW = 4, 2
"""Lines of the bars of papers read and starred a week."""
_TOPICS, _SOURCES = 10, 8
"""Topics and sources that are shown, those with the most papers."""
_MONTH = 4
"""Cells of a month's column, with the space behind it."""
_NARROWEST = 24


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in lines, none wider than it was asked for."""

    title: str
    lines: Sequence[str]


def pictures(tallies: Tallies, width: int) -> Iterator[Picture]:
    """Yield the pictures that a year makes, for a terminal of some cells; none is narrower than 24."""
    width = max(_NARROWEST, width)
    read = tallies.read
    if read:
        yield Picture("Papers read, a day", [*heat_map(read, tallies.first, tallies.today, width), *_sums(read, width)])
    for name, days, height in (("read", read, _HIGH), ("starred", tallies.starred, _LOW)):
        if days:
            weeks, wide = mondays(tallies.first, tallies.today, width)
            counts = by_week(days, weeks)
            drawn = [" " * LABEL + line for line in columns(counts, height, wide)]
            yield Picture(f"Papers {name}, a week, at most {max(counts):,}", [*drawn, month_names(weeks, wide)])
    if tallies.topics:
        yield Picture("Topics of papers read, a month", list(_topics(tallies, width)))
    if tallies.sources:
        yield Picture("Sources", list(_sources(tallies.sources, width)))


def by_week(days: Mapping[date, int], weeks: Sequence[date]) -> list[int]:
    """Return the sums of weeks, each named by its Monday."""
    return [sum(days.get(week + timedelta(day), 0) for day in range(7)) for week in weeks]


def _sums(days: Mapping[date, int], width: int) -> Iterator[str]:
    """Yield what a year comes to, a fact a line where the terminal is narrow."""
    run = longest = 1
    for one, other in pairwise(sorted(days)):
        run = run + 1 if other - one == timedelta(1) else 1
        longest = max(longest, run)
    best = max(days, key=lambda day: (days[day], day))
    facts = [
        f"{_number(sum(days.values()), 'paper')} on {_number(len(days), 'day')}",
        f"{longest} days in a row" if longest > 1 else "",
        f"{days[best]:,} on {best.isoformat()}",
    ]
    line = " · ".join(filter(None, facts))
    for fact in [line] if len(line) <= width else filter(None, facts):
        yield from wrap(fact, width)


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' * (count != 1)}"


def _topics(tallies: Tallies, width: int) -> Iterator[str]:
    """Yield a line a topic: a bar a month, all to one scale, and its papers of the year."""
    totals = {name: sum(months.values()) for name, months in tallies.topics.items()}
    shown = sorted(totals, key=lambda name: (-totals[name], name))[:_TOPICS]
    figures = max(len(f"{totals[name]:,}") for name in shown)
    label = min(24, width // 3, max(map(_cells, shown)))
    months = _months(tallies.today, max(1, min(12, (width - label - 1 - figures) // _MONTH)))
    most = max(tallies.topics[name].get(month, 0) for name in shown for month in months)
    yield " " * (label + 1) + " ".join(MONTHS[int(month[5:]) - 1] for month in months)
    for name in shown:
        counts = [tallies.topics[name].get(month, 0) for month in months]
        cells = "".join(f"{level(count, most) * 3 if count else '·':<{_MONTH}}" for count in counts)
        yield f"{_padded(name, label)} {cells}{totals[name]:>{figures},}"
    if len(totals) > len(shown):
        yield f"and {len(totals) - len(shown)} more topics"


def _months(today: date, count: int) -> list[str]:
    """Return the last months up to a day's, the earliest first, as in `2026-11`."""
    last = today.year * 12 + today.month - 1
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(last - count + 1, last + 1)]


def _sources(sources: Mapping[str, SourceTally], width: int) -> Iterator[str]:
    """Yield of each source a bar for all its papers, those read and those starred, to one scale."""
    shown = sorted(sources, key=lambda name: (-sources[name].read, -sources[name].all, name))[:_SOURCES]
    most = max(sources[name].all for name in shown)
    room = width - len("  starred ") - len(f" {most:,}")
    for name in shown:
        yield _padded(name, width).rstrip()
        one = sources[name]
        for label, value in (("all", one.all), ("read", one.read), ("starred", one.starred)):
            yield f"  {label:<7} {bar(value, most, room)} {value:,}"
    if len(sources) > len(shown):
        yield f"and {len(sources) - len(shown)} more sources"


def _padded(name: str, width: int) -> str:
    """Return a name in exactly some cells, cut where it is wider."""
    name = clean_line(name)
    if _cells(name) > width:
        while _cells(name) >= width:
            name = name[:-1]
        name += "…"
    return name + " " * (width - _cells(name))


def _cells(text: str) -> int:
    """Return how many cells of a terminal a text takes: two for wide letters, none for accents by themselves."""
    wide = sum(east_asian_width(letter) in ("W", "F") for letter in text)
    return len(text) + wide - sum(category(letter) in ("Mn", "Me", "Cf") for letter in text)
