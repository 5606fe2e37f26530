"""Dates as feeds write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.sources.feed_dates import read_date

EVENING = datetime(2026, 3, 21, 20, 4, 5, tzinfo=UTC)
LATE = datetime(2026, 3, 21, 20, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Sat, 21 Mar 2026 20:04:05 GMT", EVENING),
        (" Sat,\n 21  Mar\t2026 20:04:05 +0000 ", EVENING),
        ("21 Mar 26 20:04:05 UT", EVENING),
        ("Sat, 21 Mar 2026 15:04:05 EST", EVENING),
        ("sat, 21 mar 2026 13:04:05 pDt", EVENING),
        ("Sat, 21 Mar 2026 22:04:05 GMT+0200", EVENING),
        ("Sat, 21 Mar 2026 17:30:05 -02:34", EVENING),
        ("Saturday, 21-March-2026 20:04:05 Z", EVENING),
        ("Sat, 21(st) Mar(ch (the third)) 2026 20:04:05 +0000 (UTC)", EVENING),
        ("Sat, Mar 21st, 2026 8:04:05 PM", EVENING),
        ("Mar 21, 2026 8:04 p.m.", LATE),
        ("8:04 PM Mar 21 2026", LATE),
        ("Sat Mar 21 20:04:05 UTC 2026", EVENING),
        ("Sat Mar 21 20:04:05 2026", EVENING),
        ("mar, 21 mar 2026 21:04:05 +0100", EVENING),
        ("21 März 2026 20:04:05 +0000", EVENING),
        ("Sat, 21 Mar 2026 20:04 GMT", LATE),
        ("2026-03-21T20:04:05Z", EVENING),
        ("2026-03-21t20:04:05.25z", EVENING),
        ("2026-03-21T21:04:05+01:00", EVENING),
        ("2026-03-21 T 21:04:05 +0100", EVENING),
        ("2026-03-21 20:04:05", EVENING),
        ("2026-03-21T2104+01:00", LATE),
        ("20260321T200405Z", EVENING),
        ("2026/3/21 20:04:05", EVENING),
        ("2026-03-20T44:04:05Z", EVENING),
        ("Sat, 21 Mar 1998 00:00:00 GMT", datetime(1998, 3, 21, tzinfo=UTC)),
        ("21 Mar 98 12:00 AM", datetime(1998, 3, 21, tzinfo=UTC)),
    ],
)
def test_a_time(text: str, moment: datetime) -> None:
    """Times in every form that feeds were seen to use."""
    assert read_date(text) == (int(moment.timestamp()), None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026", "2026"),
        ("2026-03", "2026-03"),
        ("2026-3-1", "2026-03-01"),
        ("20260321", "2026-03-21"),
        ("2026/03/21", "2026-03-21"),
        ("Sat, 21 Mar 2026", "2026-03-21"),
        ("March 21, 2026", "2026-03-21"),
        ("2026 Mar 21", "2026-03-21"),
        ("March 2026", "2026-03"),
        ("03 Apr 02 1500 GMT", "2002-04-03"),
    ],
)
def test_less_than_a_time_stays_what_it_is(text: str, day: str) -> None:
    """A day, a month or a year is not made a midnight."""
    assert read_date(text) == (None, day)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2026-02-30",
        "2026-13-01",
        "0001-01-01T00:00:00Z",
        "1774123445",
        "Spring 2026",
        "32 Mar 2026",
        "21 Mar",
    ],
)
def test_no_date_is_made_up(text: str) -> None:
    """What names no day of the calendar is no date."""
    assert read_date(text) == (None, None)


@given(st.text("0123456789-/:T+. ,()\\MarchAPGZ", max_size=40) | st.text(max_size=200))
def test_any_text_has_one_date_or_none(text: str) -> None:
    """Never a crash, and never a time and a day at once."""
    seconds, day = read_date(text)
    assert seconds is None or day is None


@given(st.datetimes(min_value=datetime(1400, 1, 1), timezones=st.just(UTC)))
def test_a_time_in_iso_8601_is_read_back(moment: datetime) -> None:
    """Every moment comes back to the second."""
    assert read_date(moment.isoformat()) == (int(moment.replace(microsecond=0).timestamp()), None)
