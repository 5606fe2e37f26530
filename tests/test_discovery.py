"""Feeds that pages name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.sources.addresses import parse_address
from feedtui.sources.discovery import feeds_in
from feedtui.sources.outlines import Outline

URL = "https://lamp.example/blog/post.html"


def page(head: str, body: str = "") -> bytes:
    """Return an HTML page."""
    return f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


def found(head: str, body: str = "") -> list[str]:
    """Return the addresses that a page names."""
    return [one.address for one in feeds_in(page(head, body), URL)]


def test_declared_feeds_in_their_order_comments_last() -> None:
    """Title and type as the page gives them; what a page says to each reader of a comment comes last."""
    head = """
        <link rel="alternate" type="application/rss+xml" title="Post &raquo; Comments Feed" href="/blog/post/feed/">
        <link rel="stylesheet" href="style.css">
        <LINK REL="ALTERNATE" TYPE="Application/Atom+XML; charset=x" TITLE="Lamp \x1b[31m posts" HREF="../atom.xml#x">
        <link rel="alternate" type="application/feed+json" href="//json.example/feed.json">
        <link rel="alternate" type="application/rdf+xml" href="https://rdf.example/index.rdf">
        <link rel="alternate home" type="application/rss+xml" href="https://LAMP.example/atom.xml">
    """
    assert feeds_in(page(head, '<a href="/other.rss">x</a>'), URL) == (
        Outline("https://lamp.example/atom.xml", "Lamp [31m posts", (), "atom"),
        Outline("https://json.example/feed.json", "", (), "json"),
        Outline("https://rdf.example/index.rdf", "", (), "rdf"),
        Outline("https://lamp.example/blog/post/feed/", "Post » Comments Feed", (), "rss"),
    )


@pytest.mark.parametrize(
    ("base", "address"),
    [
        ('<base href="https://base.example/deep/">', "https://base.example/deep/feed"),
        ('<base href="/deep/">', "https://lamp.example/deep/feed"),
        ('<base target="_top"><base href="/deep/">', "https://lamp.example/deep/feed"),
        ('<base href="javascript:x/">', "https://lamp.example/blog/feed"),
        ('<base href="http://[/">', "https://lamp.example/blog/feed"),
    ],
)
def test_addresses_are_relative_to_the_base(base: str, address: str) -> None:
    """The page's own base counts, where it is one."""
    assert found(f'{base}<link rel="alternate" type="application/rss+xml" href="feed">') == [address]


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="alternate" type="text/css" href="/feed.xml">',
        '<link rel="alternate" hreflang="de" href="/de/">',
        '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">',
        '<link rel="alternate" type="application/json+oembed" href="/oembed?url=feed">',
        '<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">',
        '<link rel="alternate" type="application/rss+xml" href="file:///etc/passwd">',
        '<link rel="alternate" type="application/rss+xml" href="https://ada:secret@lamp.example/feed">',
        '<link rel="alternate" type="application/rss+xml" href="">',
        '<link rel="alternate" type="application/rss+xml">',
        f'<link rel="alternate" type="application/rss+xml" href="{URL}#top">',
        '<link type="application/rss+xml" href="/feed">',
    ],
)
def test_what_is_no_feed_of_the_page(link: str) -> None:
    """Other alternates, addresses that are not of the web, and the page itself."""
    assert found(link) == []


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="feed" href="/feed.xml">',
        '<link rel="alternate" type="text/xml" href="/feed.xml">',
        '<link rel="alternate" type="application/rss+xml" href="feed://lamp.example/feed.xml">',
        "</head><body><link rel=alternate type=application/rss+xml href=/feed.xml>",
    ],
)
def test_other_ways_to_declare(link: str) -> None:
    """HTML 5's `feed`, the plain type of XML, feed:, and a link in the body."""
    assert found(link) == ["https://lamp.example/feed.xml"]


def test_links_that_look_like_feeds() -> None:
    """They count where the page declares none."""
    body = """
        <a href="/about">About</a> <a href="mailto:feed@lamp.example">x</a> <a>none</a> <a href="http://[/feed">bad</a>
        <a href="/comments/feed/">Comments</a>
        <a href="/blog/feed/">The <b>feed</b></a> <a href="/RSS.xml" title="All">here</a> <a href="index.xml">i</a>
        <a href="atom.xml">a</a> <a href="/tags/lamps.rss">t</a> <a href="/?feed=rss2">q</a>
        <a href="/blog/feed/#x">again</a>
        <a href="https://reader.example/add/https://lamp.example/feed">Subscribe</a> <a href="/newsfeed-list">n</a>
        <a href="/sitemap.xml">map</a>
    """
    named = feeds_in(page("<title>Lamps</title>", body), URL)
    assert [one.address for one in named] == [
        "https://lamp.example/blog/feed/",
        "https://lamp.example/RSS.xml",
        "https://lamp.example/blog/index.xml",
        "https://lamp.example/blog/atom.xml",
        "https://lamp.example/tags/lamps.rss",
        "https://lamp.example/?feed=rss2",
        "https://lamp.example/comments/feed/",
    ]
    assert [one.title for one in named[:2]] == ["The feed", "All"]


def test_a_feed_that_is_a_source_of_ours() -> None:
    """A page that names arXiv's feed names arXiv's listing."""
    assert found('<link rel=alternate type=application/rss+xml href="https://rss.arxiv.org/rss/cs.cl">') == [
        "arxiv:cs.CL"
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n",
        b"\0\0\0",
        b"%PDF-1.7\n\xff\xfe\xfd",
        b'{"feed": 1}',
        b"<?xml version='1.0' encoding='no-such'?><rss/>",
    ],
)
def test_what_is_no_page(data: bytes) -> None:
    """It names no feed."""
    assert feeds_in(data, URL) == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_pages_in_any_encoding(encoding: str) -> None:
    """The declared encoding counts, a wrong one costs letters at most."""
    head = '<link rel="alternate" type="application/rss+xml" title="Lumi\u00e8re" href="/feed">'
    text = page(head).decode().replace("charset=utf-8", f"charset={encoding}")
    assert feeds_in(text.encode(encoding), URL) == (Outline("https://lamp.example/feed", "Lumi\u00e8re"),)


PIECES = st.sampled_from(
    '<html> <head> <link <a <base > rel="alternate" type="application/rss+xml" href="/feed" href="http://[" '
    "title='&#0;x' href= </a> <!-- --> \x00 <svg> <?xml feed://".split(" ")
)


@given(
    st.lists(PIECES, max_size=20).map(" ".join).map(str.encode) | st.binary(max_size=60),
    st.just(URL) | st.text(max_size=20),
)
def test_any_bytes_at_any_address(data: bytes, url: str) -> None:
    """Whatever is named is the name of a source."""
    for one in feeds_in(data, url):
        assert parse_address(one.address).name == one.address
