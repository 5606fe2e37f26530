"""newsboat's list of feeds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.sources.newsboat_urls import looks_like_urls, read_urls
from feedtui.sources.outlines import Outline

LIST = """\
# lamps
https://lamp.example/feed.xml

http://river.example/atom.xml#top "~River notes" water "night sky"   # by moonlight
"https://quoted.example/a" light
"query:Unread Articles:unread = \\"yes\\""
"exec:touch {touched}" shell
"filter:rm -rf /:http://filtered.example/feed"
file:///home/ada/feed.xml
https://hidden.example/feed "!" secret
hf:daily papers
nonsense here
http://river.example/atom.xml fish
"""
REAL = Path("/work/shared/real/newsboat_urls")


def test_a_line_is_a_feed_and_its_tags() -> None:
    """Titles, quoted tags, comments; a feed that is named twice keeps the tags of both lines."""
    assert read_urls(LIST).outlines == (
        Outline("https://lamp.example/feed.xml"),
        Outline("http://river.example/atom.xml", "River notes", ("water", "night sky", "fish")),
        Outline("https://quoted.example/a", "", ("light",)),
        Outline("https://hidden.example/feed", "", ("secret",)),
        Outline("hf:daily", "", ("papers",)),
    )


def test_commands_are_never_run(tmp_path: Path) -> None:
    """What newsboat would run is named and left; so is what is no feed on the web."""
    touched = tmp_path / "touched"
    skipped = read_urls(LIST.format(touched=touched)).skipped
    assert not touched.exists()
    said = [(remark.what.partition(":")[0], remark.why) for remark in skipped]
    assert [what for what, _ in said] == [
        "query", "exec", "filter", "file", "! of https", "nonsense", "http",
    ]  # fmt: skip
    assert "saved search" in said[0][1]
    assert "runs none" in said[1][1]
    assert "runs none" in said[2][1]
    assert "feedtui import" in said[3][1]
    assert "hides" in said[4][1]
    assert "already" in said[6][1]


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        ('http://a.example/f "one \\"quoted\\" tag" two', ('one "quoted" tag', "two")),
        ("http://a.example/f\ttab\ttabs", ("tab", "tabs")),
        ('http://a.example/f "never closed', ("never closed",)),
        ("http://a.example/f c# #comment", ("c#",)),
        ('http://a.example/f "" twice twice', ("twice",)),
        ('http://a.example/f "\x1b[31mred"', ("[31mred",)),
    ],
)
def test_how_tags_are_written(line: str, tags: tuple[str, ...]) -> None:
    """As newsboat reads them, cleaned."""
    assert [one.folders for one in read_urls(line).outlines] == [tags]


@pytest.mark.parametrize(
    ("text", "is_list"),
    [
        (LIST, True),
        ("http://a.example/f", True),
        ('"exec:x" y', True),
        ("", False),
        ("# only a comment", False),
        ("A title\n\nIts abstract names https://lamp.example/code and no more.", False),
        ("See\nhttps://lamp.example/a\nand\nhttps://lamp.example/b", False),
        ("https://arxiv.org/abs/2301.03580\nhttps://arxiv.org/abs/2301.03581 note", False),
        ("<opml><outline xmlUrl='http://a.example/f'/></opml>", False),
    ],
)
def test_which_text_is_such_a_list(text: str, is_list: bool) -> None:
    """Nearly every line begins with an address that is no paper's."""
    assert looks_like_urls(text) is is_list


@given(
    st.text(max_size=80) | st.lists(st.sampled_from(['"', "\\", " ", "#", "~", "!", "\n", "http://a.b/"])).map("".join)
)
def test_any_text(text: str) -> None:
    """Any text is a list, perhaps an empty one, each feed once."""
    looks_like_urls(text)
    names = [one.address for one in read_urls(text).outlines]
    assert len(names) == len(set(names))


@pytest.mark.skipif(not REAL.is_dir(), reason="real lists are not here")
def test_real_lists() -> None:
    """Each line of lists that people published is a feed or named."""
    assert len(read_urls((REAL / "4rim_urls").read_text()).outlines) == 14
    (twice,) = read_urls((REAL / "newsboat_test-duplicate-urls.txt").read_text()).outlines
    assert twice.folders == ("tag1", "tag2", "tag3", "tag4")
    command = read_urls((REAL / "newsboat_926-urls").read_text())
    assert (command.outlines, len(command.skipped)) == ((), 1)
    assert all(looks_like_urls(file.read_text()) for file in REAL.iterdir())
