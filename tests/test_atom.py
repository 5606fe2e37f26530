"""Atom, read back by feedparser and by our own reader, and held against RFC 4287."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import count, islice

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from feedtui.exports.atom import atom, instant, permanent_id
from feedtui.papers.links import is_web, page_address
from feedtui.papers.paper import Item, Links, Mark, Paper
from feedtui.sources.feed import read_feed
from hostile import CLEAN_LINES, LINES, PIECES
from lanterns import HOSTILE, lantern
from recorded import recorded

NOW = "2026-11-25T08:00:00Z"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
ATOM = "{http://www.w3.org/2005/Atom}"
OF_ENTRY = set("title id link published updated author category summary content".split())


def written(items: Sequence[Item], title: str = "Lamps") -> bytes:
    """Return a feed that has what RFC 4287 says that it must have."""
    data = "".join(atom(items, title, NOW)).encode()
    feed = etree.fromstring(data)
    assert feed.tag == f"{ATOM}feed"
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    entries = list(feed.iter(f"{ATOM}entry"))
    for element in (feed, *entries):
        for name in ("title", "id", "updated"):
            assert len(element.findall(ATOM + name)) == 1, name
        assert re.fullmatch(r"[a-z]+:[!-~]+", element.findtext(f"{ATOM}id", ""))
    for entry in entries:
        assert {etree.QName(child).localname for child in entry} <= OF_ENTRY
        alternates = [link for link in entry.iter(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert len(alternates) <= 1
        assert alternates or entry.find(f"{ATOM}content") is not None
        assert all(is_web(link.get("href", "")) for link in entry.iter(f"{ATOM}link"))
        assert all(name.text for name in entry.iter(f"{ATOM}name"))
        for time in (*entry.iter(f"{ATOM}published"), *entry.iter(f"{ATOM}updated")):
            assert RFC_3339.fullmatch(time.text or "")
            datetime.fromisoformat(time.text or "")
    identities = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(identities)) == len(items)
    return data


def read_back(items: Sequence[Item], title: str = "Lamps") -> feedparser.FeedParserDict:
    """Return the feed as feedparser has it by its own settings, with nothing to complain of."""
    found = feedparser.parse(written(items, title))
    assert not found.bozo, found.bozo_exception
    assert found.version == "atom10"
    return found


def names(entry: feedparser.FeedParserDict) -> tuple[str, ...]:
    """Return the authors of an entry."""
    return tuple(author.name for author in entry.get("authors", ()))


def test_an_entry_tells_what_is_known() -> None:
    """Title, authors, dates, links, tags and texts are in the places that RFC 4287 has for them."""
    item = lantern(
        abstract="We light $n^2$ lamps.\n\nTwice.",
        summary="Lamps, lit.",
        listed="2026-04-24",
        updated="2026-05",
        links=Links(
            html="https://arxiv.org/html/2604.01234",
            code="https://github.com/lamp/x",
            project="https://lamp.example",
            discussion="https://huggingface.co/papers/2604.01234",
        ),
    )
    feed = read_back([Item(item.paper, Mark(tags=("bright", "cs.CL")), ("language models",))])
    entry = feed.entries[0]
    assert (feed.feed.title, feed.feed.updated, feed.feed.author) == ("Lamps", NOW, "")
    assert entry.id == entry.link == "https://arxiv.org/abs/2604.01234"
    assert (entry.title, names(entry)) == (item.paper.title, ("Ada L. Lamp", "Ludo van Lampen"))
    assert (entry.published, entry.updated) == ("2026-04-23T09:00:00Z", "2026-05-01T00:00:00Z")
    assert [tag.term for tag in entry.tags] == ["bright", "cs.CL", "machine learning", "cs.AI", "language models"]
    assert (entry.summary, entry.content[0].value) == ("Lamps, lit.", "We light n² lamps.\n\nTwice.")
    assert [(link.rel, link.get("title"), link.href) for link in entry.links] == [
        ("alternate", None, "https://arxiv.org/abs/2604.01234"),
        ("related", "PDF", "https://arxiv.org/pdf/2604.01234"),
        ("related", "Full text", "https://arxiv.org/html/2604.01234"),
        ("related", "Code", "https://github.com/lamp/x"),
        ("related", "Project", "https://lamp.example"),
        ("replies", "Discussion", "https://huggingface.co/papers/2604.01234"),
    ]


def test_a_feed_to_the_letter() -> None:
    """What feed readers are given, with the types that they go by."""
    links = Links(code="https://github.com/lamp/x", discussion="https://huggingface.co/papers/2604.01234")
    items = [lantern("Lamps & oil", authors=("Ada",), tags=("lamps",), summary="Lit.", links=links)]
    expected = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<title type="text">Lamps</title>
<id>tag:feedtui.invalid,2026:feed:Lamps</id>
<updated>2026-11-25T08:00:00Z</updated>
<author><name/></author>
<generator>feedtui</generator>
<entry>
<title type="text">Lamps &amp; oil</title>
<id>https://arxiv.org/abs/2604.01234</id>
<link rel="alternate" type="text/html" href="https://arxiv.org/abs/2604.01234"/>
<link rel="related" type="application/pdf" title="PDF" href="https://arxiv.org/pdf/2604.01234"/>
<link rel="related" type="text/html" title="Code" href="https://github.com/lamp/x"/>
<link rel="replies" type="text/html" title="Discussion" href="https://huggingface.co/papers/2604.01234"/>
<published>2026-04-23T09:00:00Z</published>
<updated>2026-04-23T09:00:00Z</updated>
<author><name>Ada</name></author>
<category term="lamps"/>
<summary type="text">Lit.</summary>
</entry>
</feed>
"""
    assert "".join(atom(items, "Lamps", NOW)) == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2024", "2024-01-01T00:00:00Z"),
        ("2026-03", "2026-03-01T00:00:00Z"),
        ("2026-03-21", "2026-03-21T00:00:00Z"),
        ("2026-03-21T10:20", "2026-03-21T10:20:00Z"),
        ("2026-03-21 10:20:30", "2026-03-21T10:20:30Z"),
        ("2026-03-21T10:20:30.5+0200", "2026-03-21T10:20:30.5+02:00"),
        ("2026-03-21T10:20:30-11:30", "2026-03-21T10:20:30-11:30"),
        ("--03-21", None),
        ("2026-02-30", None),
        ("soon", None),
        (None, None),
    ],
)
def test_a_date_is_an_instant(date: str | None, expected: str | None) -> None:
    """A date of any precision is its first instant; one without a year is none."""
    assert instant(date) == expected


@pytest.mark.parametrize("date", ["--03-21", None])
def test_a_date_that_is_not_known_is_not_made_up(date: str | None) -> None:
    """The entry is as new as the feed, and was published at no time."""
    (entry,) = read_back([lantern(published=date)]).entries
    assert "published" not in entry
    assert entry.updated == NOW


def test_a_revised_paper_was_updated() -> None:
    """What the reader's own library saw change is what feed readers are told."""
    item = Item(lantern(updated="2026-05-01").paper, revised="2026-06-02T03:04:05Z")
    assert read_back([item]).entries[0].updated == "2026-06-02T03:04:05Z"


@pytest.mark.parametrize(
    ("identity", "expected"),
    [
        ("arxiv:math/0611800", "https://arxiv.org/abs/math/0611800"),
        ("doi:10.1000/(sici)1:2<3::aid>4#5", "https://doi.org/10.1000/(sici)1:2%3C3::aid%3E4%235"),
        ("url:https://lamp.example/a b?c=é", "tag:feedtui.invalid,2026:url:https://lamp.example/a%20b%3Fc%3D%C3%A9"),
        ("url:https://lamp.example/%7Ea?c=é&d", "https://lamp.example/%7Ea?c=%C3%A9&d"),
        ("title:0123abcd", "tag:feedtui.invalid,2026:title:0123abcd"),
    ],
)
def test_an_identity_stays(identity: str, expected: str) -> None:
    """A paper's identity in feeds never changes, whatever other addresses are found for it."""
    assert permanent_id(identity) == expected


def test_papers_on_one_page_are_two() -> None:
    """Proceedings have one address for many papers; feed readers show them all."""
    proceedings = Links(abs="https://lamp.example/proceedings")
    first, second = Paper("title:1", "On lamps", links=proceedings), Paper("title:2", "On oil", links=proceedings)
    assert [entry.link for entry in read_back([Item(first), Item(second)]).entries] == [proceedings.abs] * 2


def test_nobody_is_made_an_author() -> None:
    """A paper without authors has none, in our own reader neither."""
    item = lantern(authors=())
    assert names(read_back([item]).entries[0]) == ()
    assert read_feed(written([item]), {}, "https://x.org/feed").entries[0].authors == ()


def test_an_address_that_is_none_is_no_link() -> None:
    """`javascript:` leads nowhere, and a feed without a link to the paper is still a feed."""
    links = Links(abs="javascript:a", pdf="javascript:b", code="javascript:c")
    assert b"javascript" not in written([lantern(links=links)])


def test_a_feed_may_be_empty() -> None:
    """A query that finds nothing is a feed without entries."""
    assert read_back([]).entries == []


def is_mended(line: str) -> bool:
    """Whether feedparser takes a line for UTF-8 that was read as Latin-1, and makes another of it."""
    try:
        return line.encode("latin-1").decode() != line
    except UnicodeError:
        return False


@settings(max_examples=60)
@given(st.lists(CLEAN_LINES.filter(lambda line: not is_mended(line)), max_size=3), LINES)
def test_any_text_comes_back_to_the_letter(lines: list[str], title: str) -> None:
    """Whatever a title, a name or a tag holds is text; whatever the feed is called, it stays a feed."""
    items = [lantern(line, id=f"arxiv:2604.{at:05}", authors=(line,), tags=(line,)) for at, line in enumerate(lines)]
    feed = read_back(items, title)
    assert [(entry.title, names(entry)) for entry in feed.entries] == [(line, (line,)) for line in lines]
    assert [[tag.term for tag in entry.tags] for entry in feed.entries] == [[line] for line in lines]
    assert len(read_feed(written(items, title), {}, "https://x.org/feed").entries) == len(items)


@pytest.mark.parametrize("title", [*HOSTILE, *filter(str.strip, PIECES[:-4])])
def test_a_title_that_looks_like_marks(title: str) -> None:
    """It is no mark."""
    (entry,) = read_back([lantern(title)]).entries
    assert entry.title == title.strip()


def test_papers_stream() -> None:
    """Entries come as papers are asked for."""
    assert len(list(islice(atom((lantern(id=f"arxiv:2604.{at:05}") for at in count()), "Lamps", NOW), 4))) == 4


def test_every_recorded_paper_comes_back() -> None:
    """Titles, authors, dates and links of all papers that were recorded; our own reader has the same titles."""
    papers = recorded()
    data = written([Item(paper) for paper in papers])
    for paper, entry in zip(papers, etree.fromstring(data).iter(f"{ATOM}entry"), strict=True):
        assert entry.findtext(f"{ATOM}title") == paper.title
        assert tuple(name.text for name in entry.iter(f"{ATOM}name")) == paper.authors
        assert entry.findtext(f"{ATOM}published") == (instant(paper.published) or instant(paper.listed))
        (alternate, *others) = (link.get("href") for link in entry.iter(f"{ATOM}link"))
        assert alternate == page_address(paper)[0]
        assert set(others) >= {paper.links.code, paper.links.project, paper.links.discussion} - {None}
    assert [one.title for one in read_feed(data, {}, "https://x.org/feed").entries] == [one.title for one in papers]


def test_feedparser_has_recorded_papers() -> None:
    """One of them in five, for it takes its time."""
    papers = recorded()[::5]
    for paper, entry in zip(papers, read_back([Item(paper) for paper in papers]).entries, strict=True):
        assert (entry.title, names(entry), entry.link) == (paper.title, paper.authors, page_address(paper)[0])
        assert entry.get("published") == (instant(paper.published) or instant(paper.listed))
