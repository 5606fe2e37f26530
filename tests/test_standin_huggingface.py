"""The stand-in for Hugging Face answers as the real one is known to: shapes, codes, headers, paging, traps."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote

import pytest

from standin.client import ask
from standin.huggingface import WINDOW, HuggingFace
from standin.world import World

WORLD = World(1, date(2026, 11, 24))


@pytest.fixture
def hf() -> Iterator[HuggingFace]:
    """Return Hugging Face on a Tuesday."""
    with HuggingFace(WORLD) as server:
        yield server


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("limit=101", "Too big: expected number to be <=100"),
        ("limit=x", "Invalid input"),
        ("p=-1", "Too small"),
        ("sort=upvotes", "Invalid option"),
        ("date=2026-11-25", "future"),
        ("date=2025-13-40", "Invalid ISO date"),
        ("date=2026-1-5", "Invalid ISO date"),
        ("week=2026-W60", "Invalid ISO date"),
        ("month=2026", "Invalid ISO date"),
    ],
)
def test_hugging_face_refuses(hf: HuggingFace, query: str, said: str) -> None:
    """What the API does not take is a 400 that says why."""
    reply = ask(hf.base, f"/api/daily_papers?{query}")
    assert reply.status == 400
    assert said in reply.json()["error"]


def test_hugging_face_orders_and_pages(hf: HuggingFace) -> None:
    """Lists are in the known orders, empty on Sundays and past the end, and linked page by page."""
    found, target = [], "/api/daily_papers?limit=100"
    while target:
        reply = ask(hf.base, target)
        found += reply.json()
        link = re.fullmatch(r'<(.+)>; rel="next"', reply.headers.get("Link", ""))
        target = link[1] if link else ""
    days = [one["paper"]["submittedOnDailyAt"] for one in found]
    assert days == sorted(days, reverse=True)
    assert len(found) == sum(map(len, WORLD.lists.values())) > 300
    assert len({one["paper"]["id"] for one in found}) < len(found)  # some are on two lists
    assert ask(hf.base, "/api/daily_papers?p=100").json() == []
    assert ask(hf.base, "/api/daily_papers?date=2026-11-22").json() == []  # a Sunday
    for period in ("date=2026-11-20", "week=2026-W47", "month=2026-11"):
        votes = [one["paper"]["upvotes"] for one in ask(hf.base, f"/api/daily_papers?{period}").json()]
        assert votes == sorted(votes, reverse=True)
        assert votes[0] > votes[-1]
    trending = ask(hf.base, "/api/daily_papers?sort=trending&date=2026-11-22").json()
    stars = [one["paper"]["githubStars"] for one in trending]
    assert stars == sorted(stars, reverse=True)
    assert trending[0]["paper"]["id"] < "2601"


def lag(item: Any) -> timedelta:
    """Return by how much the outer time of an item is too early."""
    return datetime.fromisoformat(item["paper"]["publishedAt"]) - datetime.fromisoformat(item["publishedAt"])


def test_hugging_face_items_have_their_traps(hf: HuggingFace) -> None:
    """What is inside and outside of `paper`, the wrong outer time, what fresh papers lack, times of day in March."""
    fresh = ask(hf.base, "/api/daily_papers?date=2026-11-24").json()
    older = ask(hf.base, "/api/daily_papers?week=2026-W46&limit=100").json()
    assert {lag(one) for one in older} == {timedelta(hours=5)}
    assert {lag(one) for one in ask(hf.base, "/api/daily_papers?date=2026-10-20").json()} == {timedelta(hours=4)}
    assert all("upvotes" in one["paper"] and "upvotes" not in one for one in fresh + older)
    assert all("numComments" in one and "numComments" not in one["paper"] for one in fresh + older)
    assert not any("ai_summary" in one["paper"] for one in fresh)
    assert all("ai_summary" in one["paper"] for one in older)
    assert 0 < sum("githubRepo" in one["paper"] for one in older) < len(older)
    assert any("\n  " in one["title"] for one in older)
    assert {one["paper"]["submittedOnDailyAt"] for one in fresh} == {"2026-11-24T00:00:00.000Z"}
    hf.world = World(1, date(2026, 3, 10))
    march = ask(hf.base, "/api/daily_papers?date=2026-03-10").json()
    assert not any(one["paper"]["submittedOnDailyAt"].endswith("T00:00:00.000Z") for one in march)
    assert "name" not in march[0]["paper"]["submittedOnDailyBy"]


def test_hugging_face_knows_single_papers(hf: HuggingFace) -> None:
    """A listed paper is found by id, by words and as Markdown; others are 404."""
    listed = ask(hf.base, "/api/daily_papers?date=2026-11-20").json()[0]["paper"]
    single = ask(hf.base, f"/api/papers/{listed['id']}").json()
    assert single["upvotes"] == listed["upvotes"]
    assert single["linkedModels"] is not None
    assert "numComments" not in single
    found = ask(hf.base, f"/api/papers/search?q={quote(listed['title'])}").json()
    assert listed["id"] in [one["paper"]["id"] for one in found[:3]]
    assert ask(hf.base, f"/papers/{listed['id']}.md").headers["Content-Type"].startswith("text/markdown")
    for target in ("/api/papers/1234.56789", "/api/papers/trending", "/papers/1234.56789.md"):
        assert ask(hf.base, target).status == 404
    assert ask(hf.base, "/api/papers/1234.56789").json() == {"error": "Paper not found"}


class Page(HTMLParser):
    """The island of a page, and the addresses in its headings."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.island: Any = None
        self.titled: list[str] = []
        self._heading = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in what matters."""
        found = dict(attrs)
        if found.get("data-target") == "DailyPapers":
            self.island = json.loads(found["data-props"] or "")
        if self._heading and tag == "a":
            self.titled.append(found["href"] or "")
        self._heading = tag == "h3"


def test_hugging_face_pages_have_island_and_cards(hf: HuggingFace) -> None:
    """A page has the API's items in its island and the same papers on its cards."""
    listed = ask(hf.base, "/api/daily_papers?date=2026-11-24").json()
    for target in ("/papers", "/papers/date/2026-11-24"):
        page = Page(ask(hf.base, target).body.decode())
        assert page.island["dailyPapers"] == [one | {"upvoted": False} for one in listed]
        assert page.titled == [f"/papers/{one['paper']['id']}" for one in listed]
    hf.world = World(1, date(2026, 11, 22))
    assert Page(ask(hf.base, "/papers").body.decode()).island["dateString"] == "2026-11-20"  # the last list
    trending = Page(ask(hf.base, "/papers/trending").body.decode())
    assert trending.titled[::2] == trending.titled[1::2]
    assert Page(ask(hf.base, "/papers?q=slot+attention").body.decode()).island["searchResults"]


def test_hugging_face_counts_down(hf: HuggingFace) -> None:
    """The headers count down to 429 and start anew with the next window; a token doubles the limit."""
    hf.limits["api"], now = 2, 10 * WINDOW + 100.0
    hf.clock = lambda: now
    replies = [ask(hf.base, "/api/daily_papers?limit=1") for _ in range(3)]
    assert [reply.status for reply in replies] == [200, 200, 429]
    assert [reply.headers["RateLimit"] for reply in replies] == [f'"api";r={left};t=200' for left in (1, 0, 0)]
    assert replies[0].headers["RateLimit-Policy"] == '"fixed window";"api";q=2;w=300'
    assert ask(hf.base, "/papers").headers["RateLimit"] == '"pages";r=99;t=200'
    assert ask(hf.base, "/api/daily_papers?limit=1", Authorization="Bearer x").status == 200
    now += WINDOW
    assert ask(hf.base, "/api/daily_papers?limit=1").status == 200
