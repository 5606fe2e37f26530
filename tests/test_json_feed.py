"""JSON Feed, read back as JSON, held against its specification, and read by our own reader."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from itertools import count, islice
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedtui.exports.atom import instant
from feedtui.exports.json_feed import json_feed
from feedtui.papers.links import is_web, page_address
from feedtui.papers.paper import Item, Links, Mark, Paper
from feedtui.sources.feed import read_feed
from hostile import CLEAN_LINES
from lanterns import lantern
from recorded import recorded

TEXTS = {"id", "url", "title", "content_text", "summary", "date_published", "date_modified"}


def read_back(items: Sequence[Item], title: str = "Lamps") -> list[dict[str, Any]]:
    """Return the items of a feed that has what version 1.1 asks for, and nothing that it does not know."""
    feed = json.loads("".join(json_feed(items, title)))
    assert feed == {"version": "https://jsonfeed.org/version/1.1", "title": title, "items": feed["items"]}
    found: list[dict[str, Any]] = feed["items"]
    for item in found:
        assert {"id", "content_text", "_feedtui"} <= set(item) <= TEXTS | {"authors", "tags", "attachments", "_feedtui"}
        assert all(isinstance(item[name], str) for name in TEXTS & set(item))
        assert all(datetime.fromisoformat(item[name]).tzinfo for name in item if name.startswith("date_"))
        assert all(author["name"] for author in item.get("authors", ()))
        assert all(isinstance(tag, str) for tag in item.get("tags", ()))
        attached = item.get("attachments", ())
        assert all(is_web(file["url"]) and file["mime_type"] == "application/pdf" for file in attached)
        assert isinstance(item["_feedtui"], dict)
    assert len({item["id"] for item in found}) == len(items)
    return found


def test_an_item_tells_what_is_known() -> None:
    """The feed's own fields, and in feedtui's what has no place in them."""
    item = lantern(
        abstract="We light $n^2$ lamps.\n\nTwice.",
        summary="Lamps, lit.",
        published="2026-04",
        listed="2026-04-24",
        updated="2026-05-02T01:02:03Z",
        doi="10.1000/lamp",
        upvotes=0,
        links=Links(code="https://github.com/lamp/x", project="https://lamp.example"),
    )
    assert read_back([Item(item.paper, Mark(tags=("bright",)), ("agents",))]) == [
        {
            "id": "https://arxiv.org/abs/2604.01234",
            "url": "https://arxiv.org/abs/2604.01234",
            "title": "Math Takes Two: A test of lamps",
            "content_text": "We light n² lamps.\n\nTwice.",
            "summary": "Lamps, lit.",
            "date_published": "2026-04-01T00:00:00Z",
            "date_modified": "2026-05-02T01:02:03Z",
            "authors": [{"name": "Ada L. Lamp"}, {"name": "Ludo van Lampen"}],
            "tags": ["bright", "machine learning", "cs.CL", "cs.AI", "agents"],
            "attachments": [
                {"url": "https://arxiv.org/pdf/2604.01234", "mime_type": "application/pdf", "title": "PDF"}
            ],
            "_feedtui": {
                "id": "arxiv:2604.01234",
                "doi": "10.1000/lamp",
                "published": "2026-04",
                "listed": "2026-04-24",
                "updated": "2026-05-02T01:02:03Z",
                "upvotes": 0,
                "links": {"code": "https://github.com/lamp/x", "project": "https://lamp.example"},
            },
        }
    ]


@pytest.mark.parametrize(("abstract", "expected"), [("", ""), ("We.", "We.")])
def test_what_is_not_known_is_not_made_up(abstract: str, expected: str) -> None:
    """A paper known by its title has its title, and as much of a text as there is."""
    (item,) = read_back([Item(Paper("title:1", "On lamps", abstract, published="--03-21"))])
    assert (item["content_text"], item["title"]) == (expected, "On lamps")
    assert not {"date_published", "authors", "tags", "attachments", "summary"} & set(item)
    assert item["_feedtui"]["published"] == "--03-21"


def test_a_paper_that_is_only_listed_is_of_that_day() -> None:
    """Feed readers sort by a date; the library's own change counts before the source's."""
    told = lantern(published=None, listed="2026-04-24", updated="2026-05-01").paper
    assert read_back([Item(told)])[0]["date_published"] == "2026-04-24T00:00:00Z"
    (item,) = read_back([Item(told, revised="2026-06-02T03:04:05Z")])
    assert item["date_modified"] == "2026-06-02T03:04:05Z"


def test_a_feed_is_readable_line_by_line() -> None:
    """Letters beyond ASCII are written as they are, and each paper is a line."""
    items = [lantern(f"Núñez {at}", id=f"arxiv:2604.{at:05}") for at in range(2)]
    first, *lines, last = "".join(json_feed(items, "Lámparas")).splitlines()
    assert first == '{"version": "https://jsonfeed.org/version/1.1", "title": "Lámparas", "items": ['
    assert [f'"title": "Núñez {at}"' in line for at, line in enumerate(lines)] == [True, True]
    assert last == "]}"


def test_an_address_that_is_none_is_no_link() -> None:
    """`javascript:` leads nowhere."""
    links = Links(abs="javascript:a", pdf="javascript:b", code="javascript:c")
    assert "javascript" not in "".join(json_feed([lantern(links=links)], "Lamps"))


def test_a_feed_may_be_empty() -> None:
    """A query that finds nothing is a feed without items."""
    assert read_back([]) == []


@settings(max_examples=60)
@given(st.lists(CLEAN_LINES, max_size=3), CLEAN_LINES)
def test_any_text_comes_back_to_the_letter(lines: list[str], title: str) -> None:
    """Whatever a title, a name or a tag holds; our own reader takes the feed too."""
    items = [lantern(line, id=f"arxiv:2604.{at:05}", authors=(line,), tags=(line,)) for at, line in enumerate(lines)]
    found = read_back(items, title)
    assert [(item["title"], item["authors"], item["tags"]) for item in found] == [
        (line, [{"name": line}], [line]) for line in lines
    ]
    ours = read_feed("".join(json_feed(items, title)).encode(), {}, "https://x.org/feed")
    assert (ours.title, [entry.title for entry in ours.entries]) == (title, lines)


def test_papers_stream() -> None:
    """Items come as papers are asked for."""
    assert len(list(islice(json_feed((lantern(id=f"arxiv:2604.{at:05}") for at in count()), "Lamps"), 3))) == 3


def test_every_recorded_paper_comes_back() -> None:
    """Titles, authors, dates and links of all papers that were recorded; our own reader has the same titles."""
    papers = recorded()
    items = [Item(paper) for paper in papers]
    for paper, item in zip(papers, read_back(items), strict=True):
        told = item["_feedtui"]
        assert (item["title"], told["id"]) == (paper.title, paper.id)
        assert tuple(author["name"] for author in item.get("authors", ())) == paper.authors
        assert item.get("date_published") == (instant(paper.published) or instant(paper.listed))
        assert (told.get("published"), told.get("listed"), told.get("updated")) == (
            paper.published,
            paper.listed,
            paper.updated,
        )
        assert item.get("url", "") == page_address(paper)[0]
        assert Links(**told["links"]) == paper.links
    ours = read_feed("".join(json_feed(items, "Lamps")).encode(), {}, "https://x.org/feed")
    assert [entry.title for entry in ours.entries] == [paper.title for paper in papers]
