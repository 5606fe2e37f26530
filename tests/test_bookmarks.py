"""Bookmarks of browsers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.sources.bookmarks import looks_like_bookmarks, read_bookmarks
from feedtui.sources.found import Carried, Unreadable

HEAD = "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<TITLE>Bookmarks</TITLE>\n<H1>Bookmarks</H1>\n"
CHROME = (
    HEAD + '<DL><p>\n    <DT><H3 ADD_DATE="1600000000" PERSONAL_TOOLBAR_FOLDER="true">Bookmarks bar</H3>\n    <DL><p>\n'
    "        <DT><H3>Lamps &amp; Co</H3>\n        <DL><p>\n            <DT><H3>Old</H3>\n            <DL><p>\n"
    '                <DT><A HREF="https://arxiv.org/abs/2301.03580v2" ADD_DATE="1673500000" ICON="data:x;base64,>">'
    "[2301.03580] On &lt;Lamps&gt;</A>\n            </DL><p>\n        </DL><p>\n"
    '        <DT><A HREF="https://news.example/?a=1&amp;b=2">The News</A>\n    </DL><p>\n'
    '    <DT><A HREF="https://openreview.net/forum?id=abc">Lanterns | OpenReview</A>\n</DL><p>\n'
)


def test_papers_with_their_folders() -> None:
    """Papers come with clean titles, folders as tags and the day; the browser's own folders are no tags."""
    found = read_bookmarks(CHROME, "bib:x")
    assert [(paper.id, paper.title) for paper in found.papers] == [
        ("arxiv:2301.03580", "On <Lamps>"),
        ("url:https://openreview.net/forum?id=abc", "Lanterns"),
    ]
    assert found.carried == {"arxiv:2301.03580": Carried(tags=("Lamps & Co", "Old"), at="2023-01-12T05:06:40Z")}
    assert [remark.what for remark in found.skipped] == ["line 14: The News"]


def test_firefox() -> None:
    """Firefox writes tags as an attribute; a bookmark that is called by its address has no title of its own."""
    text = HEAD + (
        '<DL><p><DT><H3 UNFILED_BOOKMARKS_FOLDER="true">Weitere</H3><DL><p>'
        '<DT><A HREF=\'https://arxiv.org/pdf/2301.03581\' TAGS="lamp,to read" LAST_MODIFIED="1">2301.03581.pdf</A>'
        '<DT><A HREF="https://lamp.example/a.pdf">A Paper of Lamps</A></DL><p></DL>'
    )
    found = read_bookmarks(text, "bib:x")
    assert [(paper.id, paper.title) for paper in found.papers] == [
        ("arxiv:2301.03581", "arXiv:2301.03581"),
        ("url:https://lamp.example/a.pdf", "A Paper of Lamps"),
    ]
    assert found.papers[1].links.pdf == "https://lamp.example/a.pdf"
    assert found.carried["arxiv:2301.03581"].tags == ("lamp", "to read")


def test_pinboard() -> None:
    """Pinboard parts tags by spaces and has a description below, which is the reader's note."""
    text = HEAD + (
        '<DL><p><DT><A HREF="https://arxiv.org/abs/2301.03580" ADD_DATE="1673500000" TOREAD="1" TAGS="lamp to-read">'
        "[2301.03580] On Lamps</A>\n<DD>Good &amp; short.\n"
        '<DT><A HREF="https://arxiv.org/abs/2301.03581" TOREAD="0" TAGS="">On More Lamps</A>\n</DL></p>'
    )
    found = read_bookmarks(text, "bib:x")
    assert [paper.title for paper in found.papers] == ["On Lamps", "On More Lamps"]
    assert found.carried == {
        "arxiv:2301.03580": Carried(tags=("lamp", "to-read"), note="Good & short.", at="2023-01-12T05:06:40Z")
    }


def test_the_same_paper_in_two_folders() -> None:
    """It is one paper with both tags, even if its bookmarks are called differently."""
    one = '<DT><H3>{}</H3><DL><p><DT><A HREF="https://doi.org/10.1000/lamp">{}</A></DL>'
    found = read_bookmarks(HEAD + "<DL>" + one.format("x", "On Lamps") + one.format("y", "On Lamps, again"), "bib:x")
    assert [paper.id for paper in found.papers] == ["doi:10.1000/lamp"]
    assert found.carried["doi:10.1000/lamp"].tags == ("x", "y")


def test_many_other_bookmarks_are_counted() -> None:
    """Fifty are named, the rest is one remark."""
    found = read_bookmarks(HEAD + '<DT><A HREF="https://news.example/">News</A>\n' * 62, "bib:x")
    assert not found.papers
    assert len(found.skipped) == 51
    assert found.skipped[-1].what == "12 more bookmarks"


def test_what_is_none() -> None:
    """The first line says what it is."""
    assert looks_like_bookmarks("\ufeff\n" + CHROME.lower())
    assert not looks_like_bookmarks("<!DOCTYPE html><a href=x>NETSCAPE-Bookmark-file-1</a>")
    with pytest.raises(Unreadable, match="no bookmarks"):
        read_bookmarks(HEAD, "bib:x")


@given(st.text(st.sampled_from("<>/\"'=ADLH3REF \n&;\x1b"), max_size=80) | st.text(max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    """Whatever stands before a bookmark, it is read."""
    found = read_bookmarks(f'{HEAD}{text}\n">\'><DT><A HREF="https://arxiv.org/abs/2301.03580">On Lamps</A>', "bib:x")
    assert "arxiv:2301.03580" in {paper.id for paper in found.papers} or "<" in text
    assert all(paper.title.isprintable() for paper in found.papers)
