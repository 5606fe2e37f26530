"""The days on which arXiv announces papers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.sources import arxiv_calendar
from feedtui.sources.arxiv_calendar import (
    announced_on,
    announcements_between,
    eastern,
    latest_announcement,
    listed_after,
    why_quiet,
)

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("holiday", "missing"),
    [
        (date(2026, 1, 1), date(2026, 1, 2)),
        (date(2026, 1, 19), date(2026, 1, 20)),
        (date(2026, 6, 19), date(2026, 6, 22)),
        (date(2026, 7, 3), date(2026, 7, 6)),
        (date(2026, 9, 7), date(2026, 9, 8)),
        (date(2026, 11, 26), date(2026, 11, 27)),
        (date(2026, 12, 25), date(2026, 12, 28)),
        (date(2026, 12, 29), date(2026, 12, 30)),
        (date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_a_holiday_of_2026_leaves_out_the_listing_of_the_next_weekday(holiday: date, missing: date) -> None:
    """The holiday's own listing is of the evening before; it is the evening of the holiday that falls out."""
    assert announced_on(holiday)
    assert not announced_on(missing)
    assert f"holiday on {holiday:%A}, {holiday}" in str(why_quiet(missing))


def test_2026_has_no_other_holidays() -> None:
    """Nine weekdays of the year, the first of the next included, are without a listing."""
    days = [date(2026, 1, 2) + timedelta(after) for after in range(365)]
    assert sum(day.weekday() < 5 and not announced_on(day) for day in days) == 9


@pytest.mark.parametrize(
    ("year", "missing"),
    [
        (2024, {"01-02", "01-16", "06-20", "07-05", "09-03", "11-29", "12-26"}),
        (2025, {"01-02", "01-21", "06-20", "07-07", "09-02", "11-28", "12-26"}),
        (2027, {"01-01", "01-04", "01-19", "06-21", "07-06", "09-07", "11-26", "12-27"}),
    ],
)
def test_other_years_have_the_usual_holidays(year: int, missing: set[str]) -> None:
    """Seven a year, moved off the weekend; those of 2025 are arXiv's own but for one that it added after Christmas."""
    days = [date(year, 1, 1) + timedelta(after) for after in range(365)]
    assert {f"{day:%m-%d}" for day in days if day.weekday() < 5 and not announced_on(day)} == missing


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 11, 28), "it is Saturday: arXiv announces nothing"),
        (date(2026, 11, 29), "it is Sunday: arXiv announces nothing"),
        (date(2026, 11, 27), "there was no announcement because of arXiv's holiday on Thursday, 2026-11-26"),
        (date(2026, 12, 28), "there was no announcement because of arXiv's holiday on Friday, 2026-12-25"),
        (date(2026, 11, 24), None),
    ],
)
def test_why_there_is_nothing(day: date, why: str | None) -> None:
    """In words that stand as a sentence when the first is capitalised."""
    assert why_quiet(day) == why


@given(DAYS)
def test_a_day_has_a_listing_or_a_reason(day: date) -> None:
    """Never both, never neither."""
    assert announced_on(day) == (why_quiet(day) is None)


@pytest.mark.parametrize(
    ("now", "latest"),
    [
        (datetime(2026, 11, 24, 4, 59, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 11, 24, 5, 0, tzinfo=UTC), date(2026, 11, 24)),
        (datetime(2026, 7, 29, 3, 59, tzinfo=UTC), date(2026, 7, 28)),
        (datetime(2026, 7, 29, 4, 0, tzinfo=UTC), date(2026, 7, 29)),
        (datetime(2026, 11, 23, 1, 0, tzinfo=UTC), date(2026, 11, 20)),
        (datetime(2026, 11, 28, 12, 0, tzinfo=UTC), date(2026, 11, 26)),
        (datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Asia/Tokyo")), date(2026, 11, 23)),
    ],
)
def test_a_listing_is_out_at_midnight_in_new_york(now: datetime, latest: date) -> None:
    """In summer and winter, on weekends and after a holiday, wherever the reader is."""
    assert latest_announcement(now) == latest


def test_without_a_table_of_zones_it_is_winter(monkeypatch: pytest.MonkeyPatch) -> None:
    """A listing is then awaited an hour late in summer, and never too early."""

    def missing(key: str) -> ZoneInfo:
        raise ZoneInfoNotFoundError(key)

    monkeypatch.setattr(arxiv_calendar, "ZoneInfo", missing)
    arxiv_calendar._new_york.cache_clear()
    try:
        assert latest_announcement(datetime(2026, 7, 29, 4, 30, tzinfo=UTC)) == date(2026, 7, 28)
        assert latest_announcement(datetime(2026, 7, 29, 5, 0, tzinfo=UTC)) == date(2026, 7, 29)
    finally:
        arxiv_calendar._new_york.cache_clear()


def test_new_yorks_clock() -> None:
    """Its day decides what is quiet."""
    assert eastern(datetime(2026, 11, 23, 4, 0, tzinfo=UTC)).date() == date(2026, 11, 22)


def test_the_listings_of_some_days() -> None:
    """Both ends are included; there are none where the last day is before the first."""
    days = announcements_between(date(2026, 11, 20), date(2026, 11, 30))
    assert [f"{day:%d}" for day in days] == ["20", "23", "24", "25", "26", "30"]
    assert announcements_between(date(2026, 11, 24), date(2026, 11, 23)) == []


@pytest.mark.parametrize(
    ("cut_off", "listed"),
    [
        (date(2026, 1, 22), date(2026, 1, 23)),
        (date(2026, 1, 23), date(2026, 1, 26)),
        (date(2026, 1, 26), date(2026, 1, 27)),
    ],
)
def test_what_was_cut_off_on_a_day_is_listed_on_the_next_weekday(cut_off: date, listed: date) -> None:
    """Friday's papers are on Monday."""
    assert listed_after(cut_off) == listed


@given(DAYS)
def test_a_cut_off_is_listed_on_a_weekday(day: date) -> None:
    """The first one behind it."""
    listed = listed_after(day)
    assert listed.weekday() < 5
    assert all((day + timedelta(after)).weekday() > 4 for after in range(1, (listed - day).days))
