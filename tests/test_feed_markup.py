"""Feeds that are no XML, and feeds that are meant to do harm."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds import ATOM, ATOM_03, JSON_FEED, RDF, RSS, RSS_091, URL, only, read, rss
from feedtui.sources.feed import read_feed
from feedtui.sources.feed_entry import Feed
from feedtui.sources.found import Unreadable

SECONDS = 2.0
"""What the largest hostile body below may take on a slow machine; each takes a tenth of it on a quick one."""

MALFORMED = {
    "prefixes without namespaces": "<item><title>T</title><link>https://a.example/1</link><dc:creator>A</dc:creator></item>",
    "an end left out": "<item><title>T<link>https://a.example/1</link><dc:creator>A</dc:creator></item>",
    "the item's end left out": "<item><title>T</title><link>https://a.example/1</link><dc:creator>A</dc:creator>",
    "tags of HTML": "<item><description>one<br>two<p></description><title>T</title><link>https://a.example/1</link>"
    "<dc:creator>A</dc:creator></item>",
    "an end too much": "<item></b></description><title>T</title><link>https://a.example/1</link><dc:creator>A</dc:creator></item>",
    "capitals": "<ITEM><TITLE>T</TITLE><LINK>https://a.example/1</LINK><DC:Creator>A</DC:Creator></ITEM>",
    "attributes without quotation marks": "<item id=1 id=2 new><title>T</title><link rel=alternate href=https://a.example/1>"
    "<dc:creator>A</dc:creator></item>",
    "forbidden characters": "<item><title>\x0bT\x00</title><link>https://a.example/1</link><dc:creator>A&#1;</dc:creator></item>",
    "two hyphens in a comment": "<!-- -- <item> --><item><title>T</title><link>https://a.example/1</link>"
    "<dc:creator>A</dc:creator></item>",
    "deep markup": f"<item><description>{'<b>' * 900}</description><title>T</title><link>https://a.example/1</link>"
    "<dc:creator>A</dc:creator></item>",
}


@pytest.mark.parametrize("item", MALFORMED.values(), ids=MALFORMED)
def test_a_broken_item_is_read_and_hides_no_neighbour(item: str) -> None:
    """Title, link and author of the broken item are found, and the items around it are."""
    before, after = ("<item><title>Before</title></item>", "<item><title>After</title></item>")
    entries = read(rss(before + item + after)).entries
    assert [entry.title for entry in entries] == ["Before", "T", "After"]
    assert (entries[1].link, entries[1].authors) == ("https://a.example/1", ("A",))


def test_signs_that_are_no_markup_are_kept() -> None:
    """What cannot be a tag or a reference is text."""
    assert only(rss("<item><title>P < 0.05 & x<y: &lt;3 &unknown; R&D;</title></item>")).title.startswith(
        "P < 0.05 & x<y"
    )
    assert only(rss("<item><title>a <3 &unknown; R&D</title></item>")).title == "a <3 &unknown; R&D"


def test_a_feed_cut_short_keeps_what_came() -> None:
    """A download that broke off has the entries before the break."""
    entries = read(RSS[: RSS.index("A second") + 4]).entries
    assert [entry.title for entry in entries] == ["Learning <i>slowly</i> & surely", "A se"]


def test_what_stands_before_the_feed_does_no_harm() -> None:
    """A warning of the server before the declaration is passed over."""
    assert read("\n\n  Warning: line 3\n" + RSS).entries == read(RSS).entries


def test_an_entry_within_an_entry_is_none_of_the_feed() -> None:
    """A quoted item neither counts nor gives its title."""
    quoted = '<sx:conflicts xmlns:sx="http://sx.example/"><item><title>Quoted</title></item></sx:conflicts>'
    assert only(rss(f"<item><title>T</title>{quoted}</item>")).title == "T"


def test_no_file_is_fetched_and_no_entity_expanded() -> None:
    """Entities that a feed declares stay as they are written."""
    declared = (
        '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY b "bb"><!ENTITY % c SYSTEM "http://c/">]>'
    )
    entry = only(declared + rss("<item><title>&a;&b;</title><link>https://a.example/&b;</link></item>"))
    assert (entry.title, entry.link) == ("&a;&b;", "https://a.example/&b;")


def _bomb() -> str:
    names = "".join(f'<!ENTITY n{at} "{f"&n{at - 1};" * 10}">' for at in range(1, 12))
    return f'<!DOCTYPE rss [<!ENTITY n0 "ha">{names}]>' + rss("<item><title a='&n11;'>&n11;</title></item>")


HOSTILE = {
    "entities in entities": _bomb(),
    "tags never ended": rss("<item>" + "<a>" * 100_000),
    "signs": rss("<item><description>" + "<&" * 200_000),
    "comments never ended": "<!--" * 100_000,
    "document types": "<!DOCTYPE " * 50_000,
    "instructions": "<?" * 200_000,
    "attributes": rss("<item " + " ".join(f'a{at}="1"' for at in range(30_000)) + "/>"),
    "a long attribute": rss("<item " + "a" * 300_000 + " b></item>"),
    "quotation marks": rss("<item><a " + "\"'" * 100_000),
    "items never ended": rss("<item><title>T" * 10_000),
    "a web page": "<html>" + '<div class="x"><p>hello<a href=http://e>x</div>' * 10_000,
    "spaces": " " * 2_000_000,
    "spaces in a link": rss("<item><link>a" + " " * 300_000 + "b</link></item>"),
    "an author of mail signs": rss("<item><author>" + "@" * 200_000 + "</author></item>"),
    "a long date": rss("<item><pubDate>" + "1 (" * 100_000 + "</pubDate></item>"),
    "lists in lists": '{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 100_000,
    "a long number": '{"version": ' + "9" * 200_000 + "}",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_bodies_take_no_time(text: str) -> None:
    """No body takes time with the square of its length, or grows."""
    begun = time.process_time()
    try:
        feed = read(text)
    except Unreadable:
        feed = Feed("none")
    assert time.process_time() - begun < SECONDS
    assert sum(len(entry.title) for entry in feed.entries) < len(text)


MARKUP = "<item> </item> <entry> <![CDATA[ ]]> <!-- & &#0; &#xD800; &eacute; < > \" = xml:base='http://[ \ufffe".split()
PIECES = st.sampled_from([RSS, RDF, ATOM, ATOM_03, RSS_091, json.dumps(JSON_FEED), "<title type='a/b'>", *MARKUP])


@given(
    st.lists(PIECES | st.text(max_size=9), max_size=5),
    st.integers(0, 3000),
    st.sampled_from(["utf-8", "utf-7", "utf-16"]),
)
def test_any_text_is_a_feed_or_unreadable(pieces: list[str], cut: int, charset: str) -> None:
    """Pieces of feeds in any order, cut anywhere, never crash."""
    data = "".join(pieces).encode(charset if charset != "utf-7" else "utf-8", "replace")[:cut]
    _is_feed_or_unreadable(data, {"content-type": f"text/xml; charset={charset}"})


@given(
    st.binary(max_size=300),
    st.sampled_from(["", "utf-7", "hz", "punycode", "iso-2022-jp", "base64", "cp037", "no such"]),
)
def test_any_bytes_are_a_feed_or_unreadable(data: bytes, charset: str) -> None:
    """Bytes in any alleged encoding never crash."""
    for body in (data, b"<rss><channel><item><title>" + data, b'{"version": "jsonfeed.org", "items": [' + data):
        _is_feed_or_unreadable(body, {"Content-Type": f"text/xml; charset={charset}"})


def _is_feed_or_unreadable(data: bytes, headers: dict[str, str]) -> None:
    try:
        feed = read_feed(data, headers, URL)
    except Unreadable:
        return
    assert feed.kind in ("rss", "rdf", "atom", "json")
    assert all(isinstance(entry.title, str) for entry in feed.entries)
