"""Feeds of every format, well-formed and not."""

from __future__ import annotations

import json

import pytest

from feeds import ATOM, ATOM_03, JSON_FEED, RDF, RSS, RSS_091, URL, only, read, rss
from feedtui.sources.feed import looks_like_feed, read_feed
from feedtui.sources.feed_entry import Entry
from feedtui.sources.found import Unreadable


def test_rss() -> None:
    """RSS 2.0 with Dublin Core and content: times, quiet days, addresses, authors as they are written."""
    feed = read(RSS)
    assert (feed.kind, feed.title, feed.link) == ("rss", "Journal of Slow Learning", "https://press.example/jsl/")
    assert feed.built == 1774065600
    assert feed.quiet_days == ("Saturday", "Sunday")
    first, second = feed.entries
    assert first == Entry(
        title="Learning <i>slowly</i> & surely",
        link="https://press.example/jsl/1",
        published=1774063800,
        authors=("Ada Ruiz, Bo Lind and Cy Oyelaran",),
        text="<p>We ask how slow a rate can be before a network stops to learn.</p>",
        identifiers=("oai:press.example:1",),
        tags=("learning", "rates"),
    )
    assert (second.link, second.authors) == ("https://press.example/jsl/two", ("Dee Marsh",))


def test_rdf_with_dublin_core_and_prism() -> None:
    """A day stays a day, and all that names the paper is kept."""
    feed = read(RDF)
    assert (feed.kind, feed.title, feed.link) == ("rdf", "Cells Weekly", "https://press.example/cells")
    assert feed.entries == (
        Entry(
            title="Cells that count",
            link="https://press.example/cells/7",
            day="2026-03-19",
            authors=("Eve Adeyemi", "Fay Brandt"),
            text="Some cells count to seven.",
            identifiers=("https://press.example/cells/7", "doi:10.5555/cells.7", "10.5555/cells.7"),
            tags=("Cell biology",),
        ),
    )


def test_atom() -> None:
    """Markup in titles is kept, `xml:base` counts, the page is chosen, and an entry's authors go before the feed's."""
    feed = read(ATOM)
    assert (feed.kind, feed.title, feed.link) == ("atom", "Lab notes", "https://blog.example/lab/")
    assert feed.built == 1773990000
    first, second = feed.entries
    assert first.title == "<div>Why H<sub>2</sub>O is wet</div>"
    assert first.link == "https://blog.example/lab/notes/1"
    assert (first.published, first.day, first.updated) == (None, "2026-03", 1773993600)
    assert first.authors == ("Gus Hale", "Ida Kern")
    assert (first.text, first.tags) == ("<p>It wets.</p>", ("chem.water",))
    assert second.link == "https://blog.example/lab/notes/2"
    assert second.authors == ("The Lab",)


def test_atom_03() -> None:
    """Atom 0.3 has other names for its dates, and contents in base 64."""
    entry = only(ATOM_03)
    assert (entry.title, entry.link) == ("Old &amp; good", "http://old.example/1")
    assert (entry.published, entry.text) == (1071318569, "Base 64 text")


def test_names_of_html_and_bare_ampersands_are_what_they_were_meant_to_be() -> None:
    """RSS 0.91's document type declares names of letters; it is not fetched, and they are letters all the same."""
    feed = read(RSS_091)
    assert feed.title == "Café talk"
    assert feed.entries[0].title == "Renée é — Müller"
    assert feed.entries[0].link == "http://old.example/a?b=1&c=2"


def test_json_feed() -> None:
    """JSON Feed 1.1: numbers as identifiers, items that are none, authors of the feed."""
    feed = read(json.dumps(JSON_FEED))
    assert (feed.kind, feed.title, feed.link) == ("json", "Threads", "https://threads.example/")
    first, second = feed.entries
    assert first == Entry(
        title="On knots",
        link="https://threads.example/41",
        published=1774000800,
        updated=1774087200,
        authors=("Kit Rho",),
        text="<p>Knots hold.</p>",
        identifiers=("41",),
        tags=("topology",),
    )
    assert (second.link, second.day, second.authors) == ("https://threads.example/42", "2026-03", ("Jo Quill",))


def test_json_feed_1_names_its_author_otherwise_and_breaks_lines_in_texts() -> None:
    """JSON Feed 1.0, with escaped slashes and a tab where JSON forbids it."""
    text = (
        '{"version": "https:\\/\\/jsonfeed.org\\/version\\/1", "author": {"name": "Lu"}, "items": [{"title": "A\tB"}]}'
    )
    assert only(text) == Entry(title="A B", authors=("Lu",))


def test_links_are_relative_to_where_the_response_says_it_lies() -> None:
    """Content-Location goes before the address that was asked for."""
    text = "<rss><channel><item><link>/one</link></item></channel></rss>"
    feed = read_feed(text.encode(), {"Content-Location": "https://there.example/feed"}, URL)
    assert feed.entries[0].link == "https://there.example/one"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "empty"),
        (b" \r\n\0", "empty"),
        (b"Not found", "neither XML nor a JSON Feed"),
        (b"<!DOCTYPE html><html><head><title>503</title><body><p>Gone<br></html>", "web page"),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'><body/></html>", "web page"),
        (b"<opml version='2.0'><body><outline/></body></opml>", "opml"),
        (b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><Person/></rdf:RDF>", "rdf"),
        (b"<rss version='2.0'>", "nothing in it"),
        (b'{"error": "rate limit"}', "JSON Feed"),
        (b"[1, 2]", "JSON Feed"),
        (b"{", "JSON"),
        (b"null", "JSON Feed"),
        (b"\x1f\x8b\x08\x00\x00\x00", "neither"),
    ],
)
def test_what_is_no_feed_is_said_to_be_none(body: bytes, said: str) -> None:
    """Pages, errors, lists of feeds and rubbish are told for what they are."""
    with pytest.raises(Unreadable, match=said) as error:
        read_feed(body, {}, URL)
    assert str(error.value).startswith("This is") or str(error.value).startswith("The ")


@pytest.mark.parametrize("text", [RSS, RDF, ATOM, ATOM_03, RSS_091, json.dumps(JSON_FEED)])
def test_a_feed_looks_like_one(text: str) -> None:
    """A file is known for a feed by how it begins."""
    assert looks_like_feed(text.encode())
    assert looks_like_feed(b"\xef\xbb\xbf\n<!-- <html> -->" + text.encode()) or text.startswith("{")


@pytest.mark.parametrize(
    "text", ["", "<html><feed>", "A page on <feed forward> nets", "<opml><body>", '{"items": []}', "<rssx>"]
)
def test_other_files_do_not_look_like_feeds(text: str) -> None:
    """Pages, texts and lists of feeds are left to those who read them."""
    assert not looks_like_feed(text.encode())


def test_a_feed_without_entries_is_a_feed() -> None:
    """On Sundays arXiv has none."""
    assert read(rss("")).entries == ()
