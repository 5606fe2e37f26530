"""Where the parts of an entry are found among the elements that may hold them."""

from __future__ import annotations

import pytest

from feeds import only, rss


@pytest.mark.parametrize(
    ("item", "link"),
    [
        ("<item><link>\n  https://a.example/1\n </link></item>", "https://a.example/1"),
        ("<item><link>/one</link></item>", "https://site.example/one"),
        ("<item><guid>https://a.example/2</guid></item>", "https://a.example/2"),
        ('<item><guid isPermaLink="true">three</guid></item>', "https://site.example/x/three"),
        ("<item><guid>four</guid></item>", None),
        ("<item><link/><guid>https://a.example/5</guid></item>", "https://a.example/5"),
        ("<item><link>http://[broken</link></item>", "http://[broken"),
        ('<item xml:base="https://b.example/"><link>six</link></item>', "https://b.example/six"),
    ],
)
def test_a_link_is_an_address(item: str, link: str | None) -> None:
    """An RSS link is taken from the site, else from the guid, and is left as it is where it is broken."""
    assert only(rss(item)).link == link


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<description>An abstract of some length.</description><dc:abstract>Short.</dc:abstract>", "An abstract of"),
        (
            "<description>The abstract.</description><content:encoded>" + "long " * 2000 + "</content:encoded>",
            "The abs",
        ),
        ("<content:encoded>" + "long " * 2000 + "</content:encoded>", "long long"),
        ("<description> </description>", ""),
    ],
)
def test_the_account_is_the_longest_that_is_no_article(text: str, found: str) -> None:
    """Among description, content and abstract, whole articles come last."""
    assert only(rss(f"<item>{text}</item>")).text.startswith(found)
    assert bool(found) == bool(only(rss(f"<item>{text}</item>")).text)


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("<author>mail@a.example (Ann Lee)</author>", "Ann Lee"),
        ("<author>Ann Lee &lt;mail@a.example&gt;</author>", "Ann Lee"),
        ("<author>Ann Lee</author>", "Ann Lee"),
        ("<author><name>Ann Lee</name></author>", "Ann Lee"),
        ("<author>site</author><dc:creator>Ann Lee</dc:creator>", "Ann Lee"),
    ],
)
def test_an_author_has_a_name(author: str, name: str) -> None:
    """RSS's mail addresses go, and Dublin Core goes before RSS."""
    assert only(rss(f"<item>{author}</item>")).authors == (name,)


def test_media_of_a_video_tell_of_it() -> None:
    """Media RSS's title and description count where there are no others."""
    media = 'xmlns:media="http://search.yahoo.com/mrss/"'
    group = f"<media:group {media}><media:title>T</media:title><media:description>D</media:description></media:group>"
    entry = only(rss(f"<item>{group}</item>"))
    assert (entry.title, entry.text) == ("T", "D")


def test_text_encoded_twice_is_mended() -> None:
    """UTF-8 taken for Latin-1 is mended, but only where the whole text is such."""
    assert only(rss("<item><title>SchrÃ¶dinger, Ã la carte</title></item>")).title == "SchrÃ¶dinger, Ã la carte"
    assert only(rss("<item><title>SchrÃ¶dinger</title></item>")).title == "Schrödinger"
