"""The days on which arXiv announces papers: https://info.arxiv.org/help/availability.html.

What is sent in before 14:00 in New York on a working day is announced and mailed at 20:00 that evening, on a Friday at
20:00 on Sunday. The listing with it, in RSS and Atom, is made at midnight and dated by the day that then begins: the
evening of Thursday is Friday's listing, the evening of Sunday is Monday's.

A holiday of arXiv's is a day without a cut-off at 14:00, and so without an evening. The listing dated by the holiday
itself is there, from the evening before; the one that is missing is that of the next weekday. So arXiv's news of 2012
to 2020 explain it, https://info.arxiv.org/new/: at Thanksgiving, what comes from Wednesday to Friday, 14:00, is
announced on Sunday. Its list of 2025 has Independence Day, a Friday, as Sunday, 6 July.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_DAY = timedelta(days=1)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONDAY, _THURSDAY, _FRIDAY = 0, 3, 4

_HOLIDAYS = {
    2026: frozenset(
        date(2026, month, day)
        for month, day in ((1, 1), (1, 19), (6, 19), (7, 3), (9, 7), (11, 26), (12, 25), (12, 29), (12, 31))
    )
}
"""The holidays of the years for which arXiv's own list is known; for other years see `_is_usual_holiday`."""
_FIXED = ((1, 1), (6, 19), (7, 4), (12, 25))
_FLOATING = ((1, _MONDAY, 3), (9, _MONDAY, 1), (11, _THURSDAY, 4))
"""Month, weekday, and which one of them: Martin Luther King's day, Labor Day, Thanksgiving."""


def announced_on(day: date) -> bool:
    """Whether there is a listing with that date, as far as the calendar tells: arXiv may put off any evening."""
    return day.weekday() <= _FRIDAY and not _is_holiday(_cut_off(day))


def why_quiet(day: date) -> str | None:
    """Return why no listing has that date, as a clause to go on or end a sentence; None if there should be one."""
    if day.weekday() > _FRIDAY:
        return f"it is {_WEEKDAYS[day.weekday()]}: arXiv announces nothing"
    before = _cut_off(day)
    if _is_holiday(before):
        return f"there was no announcement because of arXiv's holiday on {_WEEKDAYS[before.weekday()]}, {before}"
    return None


def latest_announcement(now: datetime) -> date:
    """Return the date of the last listing that should be out at an aware time."""
    day = eastern(now).date()
    while not announced_on(day):
        day -= _DAY
    return day


def announcements_between(first: date, last: date) -> list[date]:
    """Return the dates of the listings from one day to another, both included, the earliest first."""
    days = (first + _DAY * after for after in range((last - first).days + 1))
    return [day for day in days if announced_on(day)]


def listed_after(cut_off: date) -> date:
    """Return the date of the listing with what came in before 14:00 of a day on which arXiv did cut off."""
    return cut_off + _DAY * (7 - cut_off.weekday() if cut_off.weekday() >= _FRIDAY else 1)


def eastern(now: datetime) -> datetime:
    """Return an aware time as New York's clocks show it."""
    return now.astimezone(_new_york())


def _cut_off(listing: date) -> date:
    """Return the day until whose 14:00 a listing's papers came: the weekday before."""
    return listing - _DAY * (3 if listing.weekday() == _MONDAY else 1)


def _is_holiday(day: date) -> bool:
    told = _HOLIDAYS.get(day.year)
    return _is_usual_holiday(day) if told is None else day in told


def _is_usual_holiday(day: date) -> bool:
    """Whether a day is one of the seven federal holidays that arXiv keeps each year, moved off the weekend.

    Between Christmas and New Year arXiv leaves out one to three evenings more, others each year; they are not foretold.
    """
    if any((day.month, day.weekday(), (day.day + 6) // 7) == floating for floating in _FLOATING):
        return True
    kept_on = [day]
    if day.weekday() == _MONDAY:
        kept_on.append(day - _DAY)
    elif day.weekday() == _FRIDAY:
        kept_on.append(day + _DAY)
    return any((one.month, one.day) in _FIXED for one in kept_on)


@cache
def _new_york() -> tzinfo:
    try:
        return ZoneInfo("America/New_York")
    except ZoneInfoNotFoundError:
        # Without a table of zones it is winter all year: a summer's listing is awaited an hour late, none too early.
        return timezone(timedelta(hours=-5))
