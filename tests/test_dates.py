"""Days and spans of days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.papers.dates import day_of, span_of, span_text

TODAY = date(2026, 11, 25)


def number(text: str) -> int:
    """Return a day's number, counted otherwise than by the code."""
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1970-01-01", "1970-01-01"),
        ("2024", "2024-01-01"),
        ("2026-03", "2026-03-01"),
        ("2026-03-21", "2026-03-21"),
        ("2026-03-21T23:30:00Z", "2026-03-21"),
        ("2026-03-21T23:30:00-05:00", "2026-03-22"),
        ("2026-03-21T03:00+09:00", "2026-03-20"),
        ("2026-03-21T23:30:00", "2026-03-21"),
        ("2026-03-21 23:30:00.123456+00:00", "2026-03-21"),
        ("2026-03-21T25:00:00Z", "2026-03-21"),
        ("0001-01-01T00:00:00+09:00", "0001-01-01"),
    ],
)
def test_the_day_of_a_date(text: str, day: str) -> None:
    """A date counts as its first day, a time as its day in UTC."""
    assert day_of(text) == number(day)


@pytest.mark.parametrize("text", [None, "", "--03-21", "2026-02-30", "2026-13", "0000", "26", "soon", "20260321"])
def test_what_has_no_day(text: str | None) -> None:
    """A day whose year is unknown is no day, nor is what is no date."""
    assert day_of(text) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-11", "2026-11-01", "2026-11-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-12", "2026-12-01", "2026-12-31"),
        ("9999", "9999-01-01", "9999-12-31"),
        ("2026-11-23", "2026-11-23", "2026-11-23"),
        ("2026-11-01..2026-11-23", "2026-11-01", "2026-11-23"),
        ("2025..2026-02", "2025-01-01", "2026-02-28"),
        ("2026-11..", "2026-11-01", None),
        ("..2026", None, "2026-12-31"),
        ("2w..yesterday", "2026-11-12", "2026-11-24"),
        ("today", "2026-11-25", "2026-11-25"),
        ("Yesterday", "2026-11-24", "2026-11-24"),
        ("1d", "2026-11-25", "2026-11-25"),
        ("7d", "2026-11-19", "2026-11-25"),
        ("2w", "2026-11-12", "2026-11-25"),
        ("3m", "2026-08-26", "2026-11-25"),
        ("1Y", "2025-11-26", "2026-11-25"),
        (">2026-01", "2026-02-01", None),
        (">=2026-01", "2026-01-01", None),
        ("<2026-01", None, "2025-12-31"),
        ("<=2026-01", None, "2026-01-31"),
        ("<7d", None, "2026-11-18"),
    ],
)
def test_spans(text: str, first: str | None, last: str | None) -> None:
    """Each way to write a span, with both its days."""
    assert span_of(text, TODAY) == (first and number(first), last and number(last))


@pytest.mark.parametrize(
    "text",
    ["", "..", ">", "soon", "7", "0d", "2026-13", "2026-1", "2026-11-31", "2026-03-21T10:00", "2026..2025", "2026..x"],
)
def test_no_spans(text: str) -> None:
    """What is no date, or ends before it begins, is no span."""
    assert span_of(text, TODAY) is None


def test_months_end() -> None:
    """A month back from a long month's end is the short month's end."""
    assert span_of("1m", date(2026, 3, 31)) == (number("2026-03-01"), number("2026-03-31"))
    assert span_of("1y", date(2024, 2, 29)) == (number("2023-03-01"), number("2024-02-29"))
    assert span_of("9999y", TODAY) == (number("0001-01-02"), number("2026-11-25"))


@given(st.dates(), st.dates())
def test_a_span_can_be_written(one: date, other: date) -> None:
    """The text of a span names the same days."""
    first, last = sorted((day - date(1970, 1, 1)) // timedelta(1) for day in (one, other))
    for span in ((first, last), (first, None), (None, last), (first, first)):
        assert span_of(span_text(*span), TODAY) == span


@given(st.text(st.sampled_from("0123456789-.<>=dwmytodasre T"), max_size=24))
def test_any_text_is_a_span_or_none(text: str) -> None:
    """No text breaks the reading of dates, and no span is empty."""
    day_of(text)
    first, last = span_of(text, TODAY) or (None, None)
    assert first is None or last is None or first <= last
