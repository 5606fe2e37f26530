"""Days, and the spans of days that queries name. A day is its number since 1970-01-01, in UTC."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TypeAlias

Span: TypeAlias = tuple[int | None, int | None]
"""First and last day, both included; None where the span is open."""

_EPOCH = date(1970, 1, 1).toordinal()
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})([T ].*)?)?)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_AGO = re.compile(r"([1-9][0-9]{0,3})([dwmy])")
_COMPARED = re.compile(r"(>=|<=|>|<)?(.+)")


def day_of(text: str | None) -> int | None:
    """Return the first day of a paper's date or time, None for what is no date or lacks its year.

    `2026` and `2026-03` count as their first day. A time is taken to UTC; without a zone it is in UTC.
    """
    match = _DATE.fullmatch(text or "")
    if match is None:
        return None
    try:
        day = date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None
    return number_of(_utc_day(match[0], day) if match[4] else day)


def number_of(day: date) -> int:
    """Return the number of a day."""
    return day.toordinal() - _EPOCH


def date_of(day: int) -> date:
    """Return the day of a number."""
    return date.fromordinal(day + _EPOCH)


def earliness(date: str) -> tuple[bool, bool, str]:
    """Return what dates are sorted by: those that name a day, from the earliest; then a year; then neither."""
    return date.startswith("--"), len(date) < len("2026-03-21"), date


def listing_days(days: Iterable[str]) -> tuple[str | None, tuple[str, ...]]:
    """Return the earliest of the dates of lists, and the further days, the earliest first."""
    told = sorted(set(days), key=earliness)
    return next(iter(told), None), tuple(day for day in told[1:] if _DAY.match(day))


def span_of(text: str, today: date) -> Span | None:
    """Return the days that a query names, None if it names none.

    A period is `2026`, `2026-11`, `2026-11-23`, `7d`, `2w`, `3m`, `1y` (up to `today`), `today` or `yesterday`;
    `A..B` goes from the first day of A to the last of B, and either may be missing; `>A` begins after the last
    day of A, `>=A` with its first, `<A` ends before its first, `<=A` with its last.
    """
    begin, dots, end = text.lower().partition("..")
    if dots:
        return _between(begin, end, today)
    match = _COMPARED.fullmatch(begin)
    period = _period(match[2], today) if match else None
    if match is None or period is None:
        return None
    first, last = period
    spans: dict[str | None, Span] = {
        None: period, ">": (last + 1, None), ">=": (first, None), "<": (None, first - 1), "<=": (None, last)
    }  # fmt: skip
    return spans[match[1]]


def span_text(first: int | None, last: int | None) -> str:
    """Return a span as a query writes it."""
    days = ["" if day is None else date_of(day).isoformat() for day in (first, last)]
    return days[0] if first == last else "..".join(days)


def _between(begin: str, end: str, today: date) -> Span | None:
    """Return the span from one period to another, None if both are missing or it ends before it begins."""
    start, stop = (_period(text, today) if text else None for text in (begin, end))
    if (begin and start is None) or (end and stop is None) or (start and stop and start[0] > stop[1]):
        return None
    return (start and start[0], stop and stop[1]) if start or stop else None


def _period(text: str, today: date) -> tuple[int, int] | None:
    now = number_of(today)
    if text in ("today", "yesterday"):
        day = now - (text == "yesterday")
        return day, day
    if ago := _AGO.fullmatch(text):
        return number_of(_before(today, int(ago[1]), ago[2])) + 1, now
    match, first = _DATE.fullmatch(text), day_of(text)
    if match is None or first is None or match[4]:
        return None
    year, month = int(match[1]), int(match[2] or 12)
    last = date(year, month, int(match[3] or _days(year, month)))
    return first, number_of(last)


def _before(today: date, count: int, unit: str) -> date:
    """Return the day that lies some days, weeks, months or years back, at the earliest the first that there is."""
    try:
        if unit in "dw":
            return today - timedelta(count * (7 if unit == "w" else 1))
        months = today.year * 12 + today.month - 1 - count * (12 if unit == "y" else 1)
        year, month = months // 12, months % 12 + 1
        return date(year, month, min(today.day, _days(year, month)))
    except (ValueError, OverflowError):
        return date.min


def _utc_day(text: str, otherwise: date) -> date:
    try:
        moment = datetime.fromisoformat(text)
        return (moment.astimezone(UTC) if moment.tzinfo else moment).date()
    except (ValueError, OverflowError):
        return otherwise


def _days(year: int, month: int) -> int:
    from calendar import monthrange

    return monthrange(year, month)[1]
