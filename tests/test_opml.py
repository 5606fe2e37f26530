"""Lists of feeds as OPML."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from feedtui.papers.text import clean_line
from feedtui.sources.found import Unreadable
from feedtui.sources.opml import FEED_TYPES, looks_like_opml, read_opml, write_opml
from feedtui.sources.outlines import Outline

LIST = """<?xml version="1.0" encoding="UTF-8"?>
<!-- <outline text="Off" xmlUrl="http://off.example/f"/> -->
<opml version="2.0">
  <head><title>Lamps</title></head>
  <body>
    <outline text="Light">
      <outline text="Lamp &amp; Co" type="rss" xmlUrl="https://Lamp.example/feed?a=1&amp;b=2" htmlUrl="https://lamp.example/"/>
      <outline title="Rivers" text="Moonlight">
        <outline title="River notes" text="" type="ATOM" xmlUrl=" https://river.example/atom.xml "></outline>
      </outline>
    </outline>
    <outline text="Lone" xmlUrl="http://lone.example/rss"/>
  </body>
</opml>
"""
REAL = Path("/work/shared/real/opml")

CLEAN = st.text(max_size=20).map(clean_line).filter(lambda text: clean_line(text) == text)
NAMES = st.sampled_from(
    [
        "hf:daily", "hf:weekly", "hf:monthly", "hf:trending", "hf:search?q=red+%22lamp%22+%26+co",
        "arxiv:cs.CL", "arxiv:hep-th", "arxiv:query?ti:%22red+lamp%22+AND+cat:cs.CL", "https://example.org/feed?a=1&b='2'",
        "http://example.org/<x>",
    ]
)  # fmt: skip


def body(outlines: str) -> bytes:
    """Return OPML around some outlines."""
    return f"<opml version='2.0'><head/><body>{outlines}</body></opml>".encode()


def test_a_list_in_its_order_with_its_folders() -> None:
    """Address, title, folders and type; a folder is no source and nothing to remark on."""
    read = read_opml(LIST.encode())
    assert read.outlines == (
        Outline("https://lamp.example/feed?a=1&b=2", "Lamp & Co", ("Light",), "rss"),
        Outline("https://river.example/atom.xml", "River notes", ("Light", "Moonlight"), "atom"),
        Outline("http://lone.example/rss", "Lone", (), "rss"),
    )
    assert read.skipped == ()


@pytest.mark.parametrize(
    ("outline", "address", "title"),
    [
        ('<outline text="A" xmlurl="http://a.example/f"/>', "http://a.example/f", "A"),
        ('<OUTLINE TEXT="A" XMLURL="http://a.example/f"/>', "http://a.example/f", "A"),
        ('<outline text="A" url="http://a.example/f"/>', "http://a.example/f", "A"),
        ('<outline text="A" type="rss" url="http://a.example/f"/>', "http://a.example/f", "A"),
        ('<outline type="oddity" text="A" xmlUrl="http://a.example/f"/>', "http://a.example/f", "A"),
        ('<outline text="Caf&eacute; &nbsp;A" xmlUrl="http://a.example/f"/>', "http://a.example/f", "Café A"),
        ('<outline text="A" xmlUrl="http://a.example/f?a=1&copy=2"/>', "http://a.example/f?a=1&copy=2", "A"),
        ('<outline text="the "red" lamp" xmlUrl="http://a.example/f"/>', "http://a.example/f", "the"),
        ('<outline text="x<y" xmlUrl=http://a.example/f />', "http://a.example/f", "x<y"),
        ('<outline text="a > b" xmlUrl="http://a.example/f"/>', "http://a.example/f", "a > b"),
        ('<outline text="http://a.example/f" title="A" xmlUrl="http://a.example/f"/>', "http://a.example/f", "A"),
        ('<outline text="\x1b[31mA" xmlUrl="http://a.example/f"/>', "http://a.example/f", "[31mA"),
        ('<outline text="A" xmlUrl="http://rss.arxiv.org/rss/cs.CL"/>', "arxiv:cs.CL", "A"),
    ],
)
def test_what_readers_write_wrongly_is_read(outline: str, address: str, title: str) -> None:
    """Wrong case, wrong attributes, HTML's entities and broken quotes: the feed is there all the same."""
    read = read_opml(body(outline))
    assert [(one.address, one.title) for one in read.outlines] == [(address, title)]
    assert read.skipped == ()


@pytest.mark.parametrize(
    ("outline", "what", "why"),
    [
        ('<outline text="A" type="link" url="http://a.example/"/>', "A", "type link"),
        ('<outline text="A" type="include" url="http://a.example/x.opml"/>', "A", "type include"),
        ('<outline text="A" type="HTML+XPath" xmlUrl="http://a.example/"/>', "A", "type html+xpath"),
        ('<outline text="A" type="rss"/>', "A", "no xmlUrl"),
        ('<outline text="A" htmlUrl="http://a.example/"/>', "A", "no xmlUrl"),
        ('<outline text="A" xmlUrl="ftp://a.example/f"/>', "A", "only http and https"),
        ('<outline xmlUrl="http://ada:secret@a.example/f"/>', "a.example/f", "password"),
        ('<outline text="A" xmlUrl="http://rss.arxiv.org/rss/cs.CL+cs.LG"/>', "A", "each by itself"),
        ('<outline text="C"><outline text="B" xmlUrl="HTTP://ok.example/f"/></outline>', "B", "already, and here in C"),
    ],
)
def test_what_is_no_feed_is_named(outline: str, what: str, why: str) -> None:
    """It costs itself alone."""
    good = '<outline text="ok" xmlUrl="http://ok.example/f"/>'
    read = read_opml(body(good + outline + '<outline text="last" xmlUrl="http://last.example/f"/>'))
    assert [one.title for one in read.outlines] == ["ok", "last"]
    assert [remark.what for remark in read.skipped] == [what]
    assert why in read.skipped[0].why


def test_a_file_that_breaks_off_says_so() -> None:
    """What came before the break is kept, and it is not called whole."""
    read = read_opml(LIST.encode()[: LIST.index('<outline text="Lone"') + 20])
    assert [one.title for one in read.outlines] == ["Lamp & Co", "River notes"]
    assert "breaks off" in read.skipped[-1].why


def test_a_tag_without_an_end_loses_no_neighbour() -> None:
    """A missing quote or bracket ends at the next outline; a feed that is not closed is no folder."""
    read = read_opml(
        body(
            '<outline text="F"><outline text="A" xmlUrl="http://a.example/f">'
            '<outline text="B xmlUrl="http://b.example/f"/>'
            '<outline text="C" xmlUrl="http://c.example/f"</outline>'
        )
    )
    assert [(one.title, one.folders) for one in read.outlines] == [("A", ("F",)), ("C", ("F",))]
    assert len(read.skipped) == 1


@pytest.mark.parametrize(
    "data",
    [
        LIST.replace("River", "Rivière").encode("utf-16"),
        LIST.replace("River", "Rivière").replace("UTF-8", "iso-8859-1").encode("latin-1"),
        LIST.replace("River", "Rivière").encode("cp1252"),
        b"\xef\xbb\xbf\n" + LIST.replace("River", "Rivière").encode(),
        LIST.replace("River", "Rivière").replace("UTF-8", "no-such-one").encode(),
    ],
)
def test_any_encoding(data: bytes) -> None:
    """What the declaration says may be wrong."""
    assert looks_like_opml(data)
    assert [one.title for one in read_opml(data).outlines] == ["Lamp & Co", "Rivière notes", "Lone"]


def test_folders_as_deep_as_they_like() -> None:
    """Depth costs no recursion; the outermost folders are kept."""
    deep = 100_000
    read = read_opml(body('<outline text="F">' * deep + '<outline xmlUrl="http://a.example/f"/>' + "</outline>" * deep))
    assert [one.address for one in read.outlines] == ["http://a.example/f"]
    assert set(read.outlines[0].folders) == {"F"}
    assert read_opml(write_opml(read.outlines, "deep").encode()).outlines == read.outlines


def test_no_entity_is_defined_by_a_file() -> None:
    """A document that defines entities in terms of others does not grow."""
    nested = "".join(f'<!ENTITY e{at} "{f"&e{at - 1};" * 10}">' for at in range(1, 10))
    bomb = f'<!DOCTYPE opml [<!ENTITY e0 "lamp">{nested}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    read = read_opml((bomb + body('<outline text="&e9;&f;" xmlUrl="http://a.example/f"/>').decode()).encode())
    assert [(one.address, one.title) for one in read.outlines] == [("http://a.example/f", "&e9;&f;")]


def test_what_is_no_opml() -> None:
    """An RSS feed is not taken for a list of feeds, nor is a list without feeds for something else."""
    feed = b"<?xml version='1.0'?><rss version='2.0'><channel><title>opml</title></channel></rss>"
    assert not looks_like_opml(feed)
    assert not looks_like_opml(b"")
    with pytest.raises(Unreadable, match="no OPML"):
        read_opml(feed)
    assert looks_like_opml(b"\n<?xml version='1.0'?><!DOCTYPE opml><!-- a --><opml version='1.0'/>")
    assert read_opml(body("")).outlines == ()


def test_written_for_other_readers_too() -> None:
    """ArXiv's sources are feeds anywhere; Hugging Face's are links, which other readers leave out."""
    names = ("arxiv:cs.CL", "arxiv:query?all:red+lamp", "hf:daily", "hf:search?q=red+lamp", "https://a.example/f")
    text = write_opml([Outline(name, f"N {at}", ("Own",)) for at, name in enumerate(names)], "Mine & yours")
    root = etree.fromstring(text.encode())
    assert (root.tag, root.get("version"), root.findtext("head/title")) == ("opml", "2.0", "Mine & yours")
    folder = root.find("body/outline")
    assert folder is not None
    assert [(one.get("type"), one.get("xmlUrl") or one.get("url")) for one in folder] == [
        ("rss", "https://rss.arxiv.org/rss/cs.CL"),
        (
            "rss",
            "https://export.arxiv.org/api/query?search_query=all:red+lamp"
            "&sortBy=submittedDate&sortOrder=descending&max_results=100",
        ),
        ("link", "https://huggingface.co/papers"),
        ("link", "https://huggingface.co/papers?q=red+lamp"),
        ("rss", "https://a.example/f"),
    ]
    assert all(one.get("text") for one in root.iter("outline"))


def test_a_name_of_a_later_version_is_no_loss() -> None:
    """Where our own name means nothing, the feed's address does; where there is none, it is said."""
    own = 'xmlns:feedtui="urn:feedtui" feedtui:source="hf:someday"'
    read = read_opml(body(f'<outline text="A" {own} xmlUrl="http://a.example/f"/><outline text="B" {own}/>'))
    assert [one.address for one in read.outlines] == ["http://a.example/f"]
    assert [remark.what for remark in read.skipped] == ["B"]
    assert 'feedtui:source="hf:daily"' in write_opml([Outline("hf:daily")], "")
    kept = write_opml([Outline("arxiv:gone.XX", "Gone"), Outline("hf:daily", "Daily")], "")
    assert [one.title for one in read_opml(kept.encode()).outlines] == ["Daily"]


@given(
    st.lists(
        st.builds(
            Outline,
            address=NAMES | st.integers(0, 999).map(lambda at: f"https://h{at}.example/f"),
            title=CLEAN.filter(lambda text: "://" not in text),
            folders=st.lists(CLEAN.filter(bool), max_size=3).map(tuple),
            kind=st.sampled_from(FEED_TYPES),
        ),
        max_size=6,
        unique_by=lambda one: one.address,
    ),
    CLEAN,
)
def test_what_is_written_is_read(outlines: list[Outline], title: str) -> None:
    """Names, titles, folders and order come back exactly, and an XML parser reads the same."""
    # Hugging Face's lists are written as links, which are no kind of feed.
    given = tuple(Outline(one.address, one.title, one.folders) if one.address[:3] == "hf:" else one for one in outlines)
    text = write_opml(given, title)
    read = read_opml(text.encode())
    assert read.outlines == given
    assert read.skipped == ()
    assert len(etree.fromstring(text.encode()).findall(".//outline[@htmlUrl]")) == sum(
        one.address.startswith("arxiv:") and "query" not in one.address for one in given
    )


PIECES = st.sampled_from(
    '<opml> <outline </outline> <outline> /> > <!-- --> <![CDATA[ ]]> " \' text= xmlUrl= type= "rss" url= '
    "& &amp; &#0; &#xD800; http://a.example/f feedtui:source=hf:daily &eacute; \x00 <?xml".split(" ")
)


@given(st.lists(PIECES, max_size=20).map(" ".join).map(str.encode) | st.binary(max_size=80))
def test_any_bytes(data: bytes) -> None:
    """A list, perhaps empty, or `Unreadable`: never anything else."""
    looks_like_opml(data)
    try:
        read = read_opml(data)
    except Unreadable:
        return
    assert read_opml(write_opml(read.outlines, "again").encode()).outlines == read.outlines


@pytest.mark.skipif(not REAL.is_dir(), reason="real lists are not here")
def test_real_lists() -> None:
    """Every feed of lists that other readers wrote is taken, and comes back from our own."""
    for file in REAL.glob("*.opml"):
        data = file.read_bytes()
        read = read_opml(data)
        assert looks_like_opml(data), file
        assert len(read.outlines) == data.count(b"xmlUrl="), file
        assert read.skipped == (), file
        assert read_opml(write_opml(read.outlines, "x").encode()).outlines == read.outlines, file
