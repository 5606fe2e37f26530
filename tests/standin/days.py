"""arXiv's calendar: on which days it announces, and when those days begin in New York."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

DAY = timedelta(days=1)
HOLIDAYS = frozenset(
    date(2026, month, day)
    for month, day in ((1, 1), (1, 19), (6, 19), (7, 3), (9, 7), (11, 26), (12, 25), (12, 29), (12, 31))
)
"""Days of 2026 without an announcement in the evening: https://info.arxiv.org/help/availability.html."""


def announces(day: date) -> bool:
    """Say whether arXiv's feeds of a day, made at its midnight, have anything: the evening before decides."""
    return day.weekday() < 5 and day - DAY * (3 if day.weekday() == 0 else 1) not in HOLIDAYS


def before(day: date) -> date:
    """Return the last day before a day on which there was an announcement."""
    day -= DAY
    while not announces(day):
        day -= DAY
    return day


def on_or_after(day: date) -> date:
    """Return the first day from a day on with an announcement."""
    while not announces(day):
        day += DAY
    return day


def midnight(day: date) -> datetime:
    """Return the start of a day in New York."""
    return datetime.combine(day, time(), eastern(day))


def cut_off(day: date) -> datetime:
    """Return until when one had to send a paper for it to be announced on a day: 14:00 the working day before."""
    last = before(day)
    return datetime.combine(last, time(14), eastern(last))


def eastern(day: date) -> timezone:
    """Return New York's offset: summer time from March's second to November's first Sunday."""
    march, november = date(day.year, 3, 8), date(day.year, 11, 1)
    begin, end = (first + (6 - first.weekday()) * DAY for first in (march, november))
    return timezone(timedelta(hours=-4 if begin <= day < end else -5))
