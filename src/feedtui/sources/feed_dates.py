"""The dates of feeds: RFC 822, W3C-DTF (ISO 8601), and what publishers write in their place."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

_LONGEST = 120
_FIRST_YEAR = 1400
"""A year before is a zone, or what programs write where they have no date."""
_CENTURY = 69
"""Two digits from here on are of the twentieth century, as in RFC 2822's readers."""

_MONTHS = (
    "jan gen ene|feb fév fev|mar mär mrz|apr abr avr|may mai mag|jun giu juin|jul lug juil|aug ago aoû|sep set"
    "|oct okt ott out|nov|dec dez dic déc"
)
"""How the months begin, in English, French, German, Italian, Portuguese and Spanish."""
_MONTH = {begin: month for month, begins in enumerate(_MONTHS.split("|"), 1) for begin in begins.split()}
_EAST = {
    "akst": -9, "akdt": -8, "ast": -4, "edt": -4, "est": -5, "cdt": -5, "cst": -6, "mdt": -6, "mst": -7, "pdt": -7,
    "pst": -8, "hst": -10, "west": 1, "bst": 1, "cet": 1, "met": 1, "cest": 2, "mest": 2, "eet": 2, "eest": 3, "msk": 3,
    "jst": 9, "kst": 9, "aest": 10, "aedt": 11,
}  # fmt: skip
"""Hours from UTC. Other names are UTC: RFC 822's single letters were used with either sign (RFC 2822, 4.3)."""

_COMMENT = re.compile(r"\((?:[^()\\]|\\.)*\)")
_NUMBERS = re.compile(
    r"(?P<year>\d{4})(?:[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?|(?P<month2>\d\d)(?P<day2>\d\d))?"
    r"(?![\d/-])\s*T?\s*(?P<rest>.*)",
    re.DOTALL | re.IGNORECASE,
)
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?(?:[.,]\d+)?\s*([ap](?=\.?m\b))?", re.IGNORECASE)
_PLAIN_CLOCK = re.compile(r"(\d\d)(\d\d)(\d\d)?()")
_ZONE = re.compile(r"\s*(?:\.?m\b\.?)?\s*([a-z]*)\s*(?:([+-])(\d{1,2}):?(\d\d)?)?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_NUMBER = re.compile(r"\d+")


def read_date(text: str) -> tuple[int | None, str | None]:
    """Return the seconds since 1970 that a date names, or, where it names no time, the day, month or year (ISO 8601).

    A time without a zone is in UTC. Both are None for what is no date.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None, None
    try:
        return _numbers(text) or _words(text) or (None, None)
    except (ValueError, OverflowError):
        return None, None


def _numbers(text: str) -> tuple[int | None, str | None] | None:
    """Read `2026`, `2026-03-21`, `20260321`, `2026/3/21`, with a time or without."""
    match = _NUMBERS.match(text)
    if match is None:
        return None
    year, rest = int(match["year"]), match["rest"]
    month, day = match["month"] or match["month2"], match["day"] or match["day2"]
    if day and (clock := _CLOCK.match(rest) or _PLAIN_CLOCK.match(rest)):
        return _moment(year, int(month), int(day), clock), None
    if rest and not month:
        return None
    return None, _day(year, *(int(part) for part in (month, day) if part))


def _words(text: str) -> tuple[int | None, str | None] | None:
    """Read a date that names its month: RFC 822's, asctime's, and those with the month or the year in front."""
    while "(" in text and (plain := _COMMENT.sub(" ", text)) != text:
        text = plain
    clock = _CLOCK.search(text)
    told = f"{text[: clock.start()]} {text[clock.end() :]}" if clock else text
    months = [month for word in _WORD.findall(told.lower()) if (month := _MONTH.get(word[:3]) or _MONTH.get(word[:4]))]
    numbers = _NUMBER.findall(told)[:2]
    if not months or not numbers:
        return None
    # Weekdays come first, and some are spelt like months: Italian “mar, 15 nov 2022”.
    month = months[-1]
    if len(numbers) == 1:
        return (None, _day(int(numbers[0]), month)) if len(numbers[0]) == 4 else None
    day, year_written = reversed(numbers) if len(numbers[0]) == 4 else numbers
    number = int(year_written)
    if len(year_written) == 2:
        number += 1900 if number >= _CENTURY else 2000
    return (_moment(number, month, int(day), clock), None) if clock else (None, _day(number, month, int(day)))


def _day(*parts: int) -> str | None:
    """Return a year, its month and its day, as many as there are, as ISO 8601 writes them."""
    year, month, day = (*parts, 1, 1)[:3]
    written = date(year, month, day).isoformat()
    return written[: 1 + 3 * len(parts)] if year >= _FIRST_YEAR else None


def _moment(year: int, month: int, day: int, clock: re.Match[str]) -> int | None:
    """Return the seconds of a day, a time and the zone behind it; hours past the day's end are of the next."""
    if year < _FIRST_YEAR:
        return None
    hour, minute, second = (int(part or 0) for part in clock.groups()[:3])
    if clock[4] and hour <= 12:
        hour = hour % 12 + (12 if clock[4] in "pP" else 0)
    moment = datetime(year, month, day, tzinfo=UTC) + timedelta(hours=hour, minutes=minute, seconds=second)
    return int((moment - _offset(clock.string[clock.end() :])).timestamp())


def _offset(zone: str) -> timedelta:
    """Return how far east of UTC the zone lies that stands at the beginning of a text."""
    match = _ZONE.match(zone)
    if match is None or match[2] is None:
        return timedelta(hours=_EAST.get(match[1].lower(), 0) if match else 0)
    offset = timedelta(hours=int(match[3]), minutes=int(match[4] or 0))
    return -offset if match[2] == "-" else offset
