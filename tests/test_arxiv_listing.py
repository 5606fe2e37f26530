"""arXiv's daily listings."""

from __future__ import annotations

from collections import Counter
from datetime import date
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from damaging import damaged, is_clean, is_read_or_refused
from feedtui.papers.paper import Links, Paper
from feedtui.sources.arxiv_listing import looks_like_listing, read_listing
from feedtui.sources.found import Found, Unreadable
from standin.arxiv_feeds import Daily, atom, rss
from standin.world import World

SPACES = (
    'xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:atom="http://www.w3.org/2005/Atom"'
)
CODE = "https://github.com/lamp/river"
MONDAY = "Mon, 23 Nov 2026 00:00:00 -0500"
CREATORS = "Ada Lamp (Lamp Inst., Riverside),  Moon, Žofie Říční (River Univ. (North)), Bo Bay Jr."


def item(number: str = "2611.00001v1", kind: str = "new", /, **changed: str | None) -> str:
    """Return an entry of the RSS feed with some of its elements changed, or left out where they are None."""
    fields: dict[str, str | None] = {
        "title": "Lanterns at Rivers:\n  A Study of $n < 3$ Lights",
        "link": f"https://arxiv.org/abs/{number[:10]}",
        "description": f"arXiv:{number} Announce Type: {kind} \nAbstract: We light lanterns\nat $E < 2$.\n  {CODE}.",
        "guid": f"oai:arXiv.org:{number}",
        "pubDate": MONDAY,
        "arxiv:announce_type": kind,
        "dc:rights": "http://creativecommons.org/licenses/by/4.0/",
        "dc:creator": CREATORS,
        **changed,
    }
    body = "".join(f"<{name}>{escape(text)}</{name}>\n" for name, text in fields.items() if text is not None)
    return f"<item>\n{body}<category>cs.CL</category>\n<category>cs.LG</category>\n</item>\n"


def feed(*items: str, title: str = "cs.LG updates on arXiv.org", link: str = "http://rss.arxiv.org/rss/cs.LG") -> bytes:
    """Return an RSS feed with these entries."""
    head = f"""<?xml version='1.0' encoding='UTF-8'?>
<rss {SPACES} version="2.0"><channel>
<title>{title}</title><link>{link}</link><description>{title} e-print archive.</description>
<atom:link href="{link}" rel="self" type="application/rss+xml"/>
<lastBuildDate>Mon, 23 Nov 2026 05:00:14 +0000</lastBuildDate>
<managingEditor>rss-help@arxiv.org</managingEditor>
<pubDate>{MONDAY}</pubDate>
<skipDays><day>Sunday</day><day>Saturday</day></skipDays>
"""
    return f"{head}{''.join(items)}</channel></rss>\n".encode()


ENTRY = """<entry><id>oai:arXiv.org:2203.01250v3</id><title>Lanterns</title>
<updated>2026-11-23T05:00:11.94+00:00</updated>
<link href="https://arxiv.org/abs/2203.01250" rel="alternate" type="text/html"/>
<summary>arXiv:2203.01250v3 Announce Type: replace-cross
Abstract: Revised.</summary><category term="math.AP"/><category term="math.OC"/>
<published>2026-11-23T00:00:00-05:00</published><arxiv:announce_type>replace-cross</arxiv:announce_type>
<arxiv:DOI>10.5555/lamp.257</arxiv:DOI>{authors}</entry>"""


def atom_feed(*entries: str) -> bytes:
    """Return an Atom feed with these entries."""
    return f"""<?xml version='1.0' encoding='UTF-8'?>
<feed {SPACES} xmlns="http://www.w3.org/2005/Atom" xml:lang="en-us"><id>http://rss.arxiv.org/atom/math.OC</id>
<title>math.OC updates on arXiv.org</title><updated>2026-11-23T05:00:11.941605+00:00</updated>
<link href="http://rss.arxiv.org/atom/math.OC" rel="self" type="application/atom+xml"/>
<subtitle>math.OC updates on the arXiv.org e-print archive.</subtitle>{"".join(entries)}</feed>""".encode()


FEED = feed(item(), item("2611.00002v1", "cross"), item("2203.01250v3", "replace", **{"arxiv:DOI": "10.5555/lamp.1"}))


def read(data: bytes) -> Found:
    """Return what a listing holds for the subscription of cs.LG."""
    return read_listing(data, "arxiv:cs.LG")


def test_a_new_paper_is_read_whole() -> None:
    """Its day is New York's, its submission is not told, its affiliations are left out."""
    assert read(feed(item())).papers == (
        Paper(
            id="arxiv:2611.00001",
            title="Lanterns at Rivers: A Study of $n < 3$ Lights",
            abstract="We light lanterns at $E < 2$.\n\n" + CODE + ".",
            authors=("Ada Lamp", "Moon", "Žofie Říční", "Bo Bay Jr."),
            listed="2026-11-23",
            links=Links(code=CODE),
            tags=("cs.CL", "cs.LG"),
            sources=("arxiv:cs.LG",),
        ),
    )


def test_what_a_listing_says_of_itself() -> None:
    """When it was made, what it is called, and on which days nothing comes."""
    found = read(FEED)
    assert (found.kind, found.title) == ("arxiv-listing", "cs.LG updates on arXiv.org")
    assert (found.list_date, found.told_at, found.built) == ("2026-11-23", "2026-11-23", "2026-11-23T05:00:14Z")
    assert found.quiet_days == ("Saturday", "Sunday")
    assert (found.skipped, found.damaged, found.following) == ((), (), None)


@pytest.mark.parametrize(
    ("title", "link", "tags"),
    [
        ("cs.LG updates on arXiv.org", "http://rss.arxiv.org/rss/cs.LG", ("cs.CL", "cs.LG", "cs.LG:cross-list")),
        ("cs updates on arXiv.org", "http://rss.arxiv.org/rss/cs", ("cs.CL", "cs.LG", "cs:cross-list")),
        ("arXiv.org", "http://rss.arxiv.org/rss/cond-mat.mes-hall", ("cs.CL", "cs.LG", "cond-mat.mes-hall:cross-list")),
        ("cs.CL, stat updates on arXiv.org", "http://rss.arxiv.org/rss/cs.CL+stat", ("cs.CL", "cs.LG")),
    ],
)
def test_a_cross_listed_paper_says_so(title: str, link: str, tags: tuple[str, ...]) -> None:
    """In the one category that the listing is of, where it is of one."""
    found = read(feed(item(), item("2611.00002v2", "cross"), title=title, link=link))
    assert found.cross_listed == 1
    assert found.papers[0].tags == ("cs.CL", "cs.LG")
    assert found.papers[1].tags == tags


@pytest.mark.parametrize("kind", ["replace", "replace-cross"])
def test_a_replaced_paper_is_revised_and_not_listed_again(kind: str) -> None:
    """The day of the announcement is that of its new version."""
    found = read(feed(item(), item("2203.01250v3", kind, **{"arxiv:DOI": "10.5555/lamp.1"})))
    assert len(found.papers) == 1
    (paper,) = found.revised
    assert (paper.id, paper.listed, paper.updated, paper.published) == ("arxiv:2203.01250", None, "2026-11-23", None)
    assert (paper.doi, paper.tags) == ("10.5555/lamp.1", ("cs.CL", "cs.LG"))
    assert found.cross_listed == 0


def test_a_listing_in_atom() -> None:
    """The same papers, and authors in either of Atom's forms; Atom has no days on which nothing comes."""
    creator = ENTRY.format(authors=f"<dc:creator>{CREATORS}</dc:creator>")
    elements = ENTRY.format(authors="<author><name>Ada Lamp</name></author><author><name>Moon</name></author>")
    found = read(atom_feed(creator, elements.replace("2203.01250", "2203.01251").replace("replace-cross", "cross")))
    assert (found.title, found.built) == ("math.OC updates on arXiv.org", "2026-11-23T05:00:11Z")
    assert (found.list_date, found.quiet_days) == ("2026-11-23", ())
    (revised,), (crossed,) = found.revised, found.papers
    assert (revised.id, revised.abstract, revised.doi) == ("arxiv:2203.01250", "Revised.", "10.5555/lamp.257")
    assert (revised.authors[:2], revised.updated) == (("Ada Lamp", "Moon"), "2026-11-23")
    assert (crossed.authors, crossed.listed) == (("Ada Lamp", "Moon"), "2026-11-23")
    assert crossed.tags == ("math.AP", "math.OC", "math.OC:cross-list")


@pytest.mark.parametrize(
    ("told", "built"),
    [("23 Nov 2026", "2026-11-23"), ("Fri, 31 Dec 9999 23:59:59 -1200", None), ("now", None)],
)
def test_when_a_listing_was_made_is_not_guessed(told: str, built: str | None) -> None:
    """A day stays a day, and a time that no calendar has is none."""
    assert read(feed().replace(b"Mon, 23 Nov 2026 05:00:14 +0000", told.encode())).built == built


def test_a_weekends_listing_is_empty_and_no_error() -> None:
    """It has no day of its own: the last announcement is another one's."""
    found = read(feed())
    assert (found.papers, found.revised, found.list_date, found.told_at) == ((), (), None, None)
    assert found.quiet_days == ("Saturday", "Sunday")


def test_a_stale_listing_is_of_the_day_that_its_entries_name() -> None:
    """However new it says it is."""
    found = read(feed(item(pubDate="Fri, 20 Nov 2026 00:00:00 -0500")))
    assert (found.papers[0].listed, found.list_date) == ("2026-11-20", "2026-11-20")
    assert found.built == "2026-11-23T05:00:14Z"


@pytest.mark.parametrize("form", ["description", "subtitle"])
def test_what_arxiv_says_of_a_bad_question_is_told(form: str) -> None:
    """In RSS and in Atom; nothing that it quotes drives the terminal."""
    data = feed(title="Feed error for query: http://rss.arxiv.org/rss/lamp").decode()
    data = data.replace("description>", f"{form}>").replace(
        "Feed error for query: http://rss.arxiv.org/rss/lamp e-print archive.", "Bad archive 'lamp&#x202e;'."
    )
    with pytest.raises(Unreadable, match=r"^arXiv answered with an error: Bad archive 'lamp'\.$"):
        read(data.encode())


@pytest.mark.parametrize(
    ("changed", "abstract"),
    [
        ({"description": "arXiv:2611.00001v1 Announce Type: new Abstract: On one line."}, "On one line."),
        ({"description": "Announce Type: new\nAbstract: No number."}, "No number."),
        ({"description": "arXiv:2611.00001v1 Announce Type: new"}, ""),
        ({"description": "Only an abstract."}, "Only an abstract."),
        ({"description": "arXiv:2611.00002 says otherwise."}, "arXiv:2611.00002 says otherwise."),
        ({"description": None}, ""),
    ],
)
def test_of_a_broken_description_is_kept_what_there_is(changed: dict[str, str | None], abstract: str) -> None:
    """The entry's own elements say the rest."""
    found = read(feed(item(**changed)))
    assert found.papers[0].abstract == abstract
    assert (found.papers[0].listed, found.damaged) == ("2026-11-23", ())


def test_the_description_says_what_kind_an_entry_is_where_nothing_else_does() -> None:
    """Feeds were seen without the element; where neither tells, the paper is kept and the doubt is told."""
    untold: dict[str, str | None] = {"arxiv:announce_type": None}
    found = read(feed(item("2203.01250v3", "replace", **untold), item(description="Lost.", **untold)))
    assert [paper.id for paper in found.revised] == ["arxiv:2203.01250"]
    assert [paper.abstract for paper in found.papers] == ["Lost."]
    (doubt,) = found.damaged
    assert doubt.what.startswith("entry 2: Lanterns at Rivers")
    assert "does not say whether it is new" in doubt.why


def test_a_broken_entry_hides_none_of_its_neighbours() -> None:
    """What has no title or no identifier, and what comes twice, is named."""
    nameless: dict[str, str | None] = {"guid": None, "link": "https://example.org/lamp"}
    last = item("2611.00003v1", guid="lost")  # its page names it too
    found = read(feed(item(), item("2611.00002v1", title=" "), item(**nameless), item(), last))
    assert [paper.id for paper in found.papers] == ["arxiv:2611.00001", "arxiv:2611.00003"]
    assert [one.why for one in found.skipped] == [
        "The entry has no title.",
        "The entry has no arXiv identifier.",
        "It is the same paper again in this listing.",
    ]
    assert found.skipped[0].what == "entry 2: https://arxiv.org/abs/2611.00002"


def test_an_entry_without_a_date_is_of_the_listings_day() -> None:
    """A date that is none is not guessed, where the listing has none either."""
    assert read(feed(item(pubDate=None))).papers[0].listed == "2026-11-23"
    undated = feed(item(pubDate="soon")).replace(MONDAY.encode(), b"later")
    assert (read(undated).papers[0].listed, read(undated).list_date) == (None, None)


def test_where_a_listing_breaks_off_its_whole_entries_are_kept() -> None:
    """The last one is left out unless it is whole, and that there was more is told."""
    data = feed(item(), item("2611.00002v1"))
    for cut, whole in ((data.rindex(b"lamp/river"), 1), (data.rindex(b"</channel>"), 2)):
        found = read(data[:cut])
        assert len(found.papers) == whole
        assert [one.what for one in found.skipped] == [f"after entry {whole}"]
    with pytest.raises(Unreadable, match="breaks off before its first paper"):
        read(data[: data.index(b"<item>")])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Rate exceeded.",
        b"<html><body>Down for maintenance</body></html>",
        b"<rss/>",
        b"<rss><channel><title>Lamp news</title></channel></rss>",
        b"<feed xmlns='http://www.w3.org/2005/Atom'><title>Lamps</title><entry><title>A</title></entry></feed>",
    ],
)
def test_what_is_no_listing_is_refused(data: bytes) -> None:
    """In a sentence."""
    with pytest.raises(Unreadable, match=r"\.$"):
        read(data)
    assert not looks_like_listing(data)


def test_a_listing_is_recognised() -> None:
    """In either form, empty, and where it is arXiv's answer to a bad question."""
    errors = feed(title="Feed error for query: http://rss.arxiv.org/rss/lamp")
    assert all(map(looks_like_listing, (FEED, feed(), atom_feed(), errors)))
    assert not looks_like_listing(b"<rss><title>My own updates on arXiv.org and more</title></rss>")


@pytest.mark.parametrize("write", [rss, atom])
def test_a_whole_day_of_the_stand_in_is_read(write: type) -> None:
    """Nothing is skipped, and all that was announced is there, in its order."""
    world, day = World(1, date(2026, 11, 24)), date(2026, 11, 24)
    announced = world.announced(day, ["cs.LG"])
    daily = Daily("http://rss.arxiv.org/rss/cs.LG", "cs.LG updates on arXiv.org", "", day, day, announced)
    found = read(write(daily).encode())
    kinds = Counter(one.kind for one in announced)
    assert (found.skipped, found.damaged, found.list_date) == ((), (), "2026-11-24")
    assert (found.cross_listed, len(found.revised)) == (kinds["cross"], kinds["replace"] + kinds["replace-cross"])
    new = [one.paper for one in announced if one.kind in ("new", "cross")]
    assert [paper.id for paper in found.papers] == [f"arxiv:{one.number}" for one in new]
    assert [paper.authors for paper in found.papers] == [tuple(author.name for author in one.authors) for one in new]


@given(damaged(FEED) | damaged(atom_feed(ENTRY.format(authors=""))))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """No document ends the reading in any other way than with a sentence, and nothing in it drives the terminal."""
    looks_like_listing(data)
    assert is_read_or_refused(read, data)


@given(st.text(), st.text(), st.text())
def test_nothing_in_a_text_drives_the_terminal(title: str, abstract: str, names: str) -> None:
    """Whatever the texts hold, what is kept of them is clean."""
    data = feed(item(**{"title": f"A {title}", "description": abstract, "dc:creator": names}))
    assert is_clean(read(data))
