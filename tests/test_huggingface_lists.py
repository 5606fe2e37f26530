"""The addresses of Hugging Face's lists."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.sources import huggingface_lists as lists
from feedtui.sources.huggingface_lists import ENDPOINT

DAY = date(2026, 6, 12)


def asked(address: str) -> tuple[str, dict[str, list[str]]]:
    """Return which route an address asks, and for what."""
    parts = urlsplit(address)
    assert parts.scheme == "https"
    return f"{parts.netloc}{parts.path}", parse_qs(parts.query, keep_blank_values=True, strict_parsing=True)


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        (lists.daily(ENDPOINT, DAY), {"date": ["2026-06-12"]}),
        (lists.weekly(ENDPOINT, DAY), {"week": ["2026-W24"]}),
        (lists.monthly(ENDPOINT, DAY), {"month": ["2026-06"]}),
        (lists.trending(ENDPOINT), {"sort": ["trending"]}),
        (lists.daily(ENDPOINT, DAY, 1), {"date": ["2026-06-12"], "p": ["1"]}),
        (lists.weekly(ENDPOINT, DAY, 2), {"week": ["2026-W24"], "p": ["2"]}),
        (lists.monthly(ENDPOINT, DAY, 3), {"month": ["2026-06"], "p": ["3"]}),
        (lists.trending(ENDPOINT, 4), {"sort": ["trending"], "p": ["4"]}),
    ],
)
def test_a_list_is_asked_for_by_its_day_as_much_as_one_answer_holds(address: str, wanted: dict[str, list[str]]) -> None:
    """A further page is asked for the same, and its number."""
    assert asked(address) == ("huggingface.co/api/daily_papers", {**wanted, "limit": ["100"]})


def test_a_mirror_is_asked_the_same() -> None:
    """Whether or not it is written with a slash."""
    route = "hf-mirror.example/hub/api/daily_papers"
    assert asked(lists.daily("https://hf-mirror.example/hub/", DAY))[0] == route
    assert asked(lists.daily("https://hf-mirror.example/hub", DAY))[0] == route


@given(st.text(min_size=1).filter(lambda text: text.isprintable()))
def test_a_search_is_asked_as_written(query: str) -> None:
    """Whatever its letters are, they are the query and nothing else of the address."""
    address = lists.search(ENDPOINT, query)
    assert asked(address) == ("huggingface.co/api/papers/search", {"q": [query], "limit": ["100"]})
    assert address.isascii()


def test_a_paper_is_asked_for_by_its_identifier() -> None:
    """In the form that papers have here too; what is none does not lead to another route."""
    assert lists.paper(ENDPOINT, "2503.02130") == "https://huggingface.co/api/papers/2503.02130"
    assert lists.paper(ENDPOINT, "arxiv:2503.02130") == "https://huggingface.co/api/papers/2503.02130"
    assert lists.paper(ENDPOINT, "a/../b?c#d") == "https://huggingface.co/api/papers/a%2F..%2Fb%3Fc%23d"


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 9, 21), "2026-W39"),
        (date(2026, 9, 27), "2026-W39"),
        (date(2025, 12, 29), "2026-W01"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
    ],
)
def test_a_week_begins_on_monday_and_may_be_another_years(day: date, week: str) -> None:
    """The last days of December and the first of January."""
    assert lists.week_of(day) == week


@given(st.dates())
def test_a_weeks_name_is_one_that_python_reads(day: date) -> None:
    """Each day lies in the week that it is named for."""
    year, week = map(int, lists.week_of(day).split("-W"))
    monday = date.fromisocalendar(year, week, 1)
    assert 0 <= (day - monday).days < 7
    assert lists.month_of(date(2026, 1, 31)) == "2026-01"
