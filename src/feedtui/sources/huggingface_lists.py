"""The addresses of Hugging Face's lists of papers, as https://huggingface.co/.well-known/openapi.json has them.

`base` is where the API is: `ENDPOINT`, or a mirror. A page is counted from 0; one behind the last is an empty list.
"""

from __future__ import annotations

from datetime import date
from urllib.parse import quote, urlencode

ENDPOINT = "https://huggingface.co"
MOST = 100
"""Papers that one answer may have; more are refused."""


def daily(base: str, day: date, page: int = 0) -> str:
    """Return the list of a day, by upvotes. A day that is still to come in UTC is refused; weekends are empty."""
    return _list(base, page, date=day.isoformat())


def weekly(base: str, day: date, page: int = 0) -> str:
    """Return the list of the week that has a day."""
    return _list(base, page, week=week_of(day))


def monthly(base: str, day: date, page: int = 0) -> str:
    """Return the list of the month that has a day."""
    return _list(base, page, month=month_of(day))


def trending(base: str, page: int = 0) -> str:
    """Return what is trending, of whatever day: the server takes no day together with this order."""
    return _list(base, page, sort="trending")


def search(base: str, query: str) -> str:
    """Return what a search finds; it has one page, and more than 250 characters of a query are refused."""
    return f"{_api(base)}/papers/search?{urlencode({'q': query, 'limit': MOST})}"


def paper(base: str, identifier: str) -> str:
    """Return one paper by its arXiv identifier, with or without `arxiv:`."""
    return f"{_api(base)}/papers/{quote(identifier.removeprefix('arxiv:'), safe='')}"


def week_of(day: date) -> str:
    """Return a day's week as the API writes it, `2026-W39`: an ISO week, which may be another year's."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def month_of(day: date) -> str:
    """Return a day's month as the API writes it, `2026-09`."""
    return f"{day.year}-{day.month:02}"


def _list(base: str, page: int, **asked: str) -> str:
    pages = {"p": page} if page else {}
    return f"{_api(base)}/daily_papers?{urlencode({**asked, 'limit': MOST, **pages})}"


def _api(base: str) -> str:
    return f"{base.rstrip('/')}/api"
