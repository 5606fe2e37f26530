"""An answer holds as long as its headers say, a day at most."""

from __future__ import annotations

import time
from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.network.freshness import fresh_until, http_date, is_fresh
from feedtui.network.memory import Remembered

NOW = 1_800_000_000.0


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"cache-control": "max-age=60"}, 60),
        ({"cache-control": "public, Max-Age = 60, must-revalidate"}, 60),
        ({"cache-control": 'max-age="60"'}, 60),
        ({"cache-control": "max-age=60", "age": "50"}, 10),
        ({"cache-control": "max-age=60", "age": "70"}, 0),
        ({"cache-control": "max-age=60", "age": "old"}, 60),
        ({"cache-control": "s-maxage=60"}, 0),
        ({"cache-control": "max-age=60, no-cache"}, 0),
        ({"cache-control": "no-store, max-age=60"}, 0),
        ({"cache-control": "max-age=31536000"}, 86_400),
        ({"cache-control": "max-age=-5"}, 0),
        ({"cache-control": f"max-age={'9' * 5000}"}, 86_400),
        ({"expires": formatdate(NOW + 90, usegmt=True)}, 90),
        ({"expires": formatdate(NOW + 90, usegmt=True), "date": formatdate(NOW + 30, usegmt=True)}, 60),
        ({"expires": formatdate(NOW + 90, usegmt=True), "cache-control": "max-age=5"}, 5),
        ({"expires": "0"}, 0),
        ({"expires": formatdate(NOW - 90, usegmt=True)}, 0),
    ],
)
def test_the_headers_say_how_long(headers: dict[str, str], seconds: float) -> None:
    """RFC 9111, 4.2.1: max-age before Expires, less the age that a cache tells."""
    assert fresh_until(headers, NOW) == NOW + seconds


def test_a_clock_that_was_set_back_makes_nothing_fresh() -> None:
    """Otherwise a feed would be silent until the wrong date."""
    assert is_fresh(Remembered(fresh_until=NOW + 60), NOW)
    assert not is_fresh(Remembered(fresh_until=NOW), NOW)
    assert not is_fresh(Remembered(fresh_until=NOW + 10 * 86_400), NOW)


@given(st.dictionaries(st.sampled_from(["cache-control", "expires", "date", "age"]), st.text()))
def test_any_headers_give_a_time(headers: dict[str, str]) -> None:
    """What a server writes is its own affair."""
    assert NOW <= fresh_until(headers, NOW) <= NOW + 86_400


def test_http_dates_are_read_in_their_own_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A date without a zone is in GMT, wherever the reader is."""
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        for text in (
            "Fri, 15 Jan 2027 08:00:00 GMT",
            "Fri, 15 Jan 2027 08:00:00 -0000",
            "Friday, 15-Jan-27 08:00:00 GMT",
        ):
            assert http_date(text) == NOW
    finally:
        monkeypatch.undo()
        time.tzset()
    assert http_date("Fri, 99 Jan 2027") is None
