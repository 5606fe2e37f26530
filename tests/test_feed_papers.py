"""Entries of feeds as papers."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.papers.identity import title_id
from feedtui.papers.links import is_web
from feedtui.papers.paper import Links, Paper
from feedtui.papers.text import clean_block, clean_line
from feedtui.sources.feed import read_feed
from feedtui.sources.feed_entry import Entry, Feed
from feedtui.sources.feed_papers import papers_of, plain_address
from feedtui.sources.found import Found, Unreadable

REAL = Path(__file__).parents[2] / "shared" / "real"
SOURCE = "https://lamps.org/feed"
NOON = int(datetime(2024, 3, 21, 12, tzinfo=UTC).timestamp())
MIDNIGHT = int(datetime(2024, 3, 22, tzinfo=UTC).timestamp())
PAGE = "https://lamps.org/papers/1"


def found(*entries: Entry, **facts: object) -> Found:
    """Return what a feed of these entries gives."""
    return papers_of(Feed("rss", entries=entries, **facts), SOURCE)  # type: ignore[arg-type]


def paper(**facts: object) -> Paper:
    """Return the paper of one entry."""
    given_facts: dict[str, object] = {"title": "On lamps", **facts}
    (only,) = found(Entry(**given_facts)).papers  # type: ignore[arg-type]
    return only


def test_an_entry_is_read_whole() -> None:
    """Each fact of an entry goes to its place, cleaned, and the feed's own are told."""
    entry = Entry(
        title="<p><strong>On <em>lamps</em> &amp; H<sub>2</sub>O</strong></p>",
        link=f"{PAGE}?utm_source=rss",
        published=NOON,
        updated=MIDNIGHT,
        authors=("Lamp, Ada", "Moon, Bo"),
        text="<h2>Abstract</h2><p>We <i>light</i> lamps.</p><p>Code: https://github.com/ada/lamps.</p>",
        identifiers=("tag:lamps.org,2024:1", "doi:10.1000/Lamps.1"),
        tags=("Lamps", " ", "<b>Water</b>", "Lamps", "https://lamps.org/tags"),
    )
    told = found(entry, title="The &amp; Lamps", built=NOON, quiet_days=("Sunday",))
    assert told == Found(
        kind="feed",
        papers=(
            Paper(
                id="doi:10.1000/lamps.1",
                title="On lamps & H₂O",
                abstract="We light lamps.\n\nCode: https://github.com/ada/lamps.",
                authors=("Ada Lamp", "Bo Moon"),
                published="2024-03-21T12:00:00Z",
                listed="2024-03-21",
                updated="2024-03-22",
                doi="10.1000/Lamps.1",
                links=Links(abs=PAGE, code="https://github.com/ada/lamps"),
                tags=("Lamps", "Water"),
                sources=(SOURCE,),
            ),
        ),
        title="The & Lamps",
        built="2024-03-21T12:00:00Z",
        quiet_days=("Sunday",),
    )


@pytest.mark.parametrize(
    ("link", "identifiers", "identity"),
    [
        ("https://arxiv.org/abs/2401.01234v2", (), "arxiv:2401.01234"),
        ("http://arxiv.org/pdf/2401.01234", (), "arxiv:2401.01234"),
        (PAGE, ("oai:arXiv.org:2401.01234v1",), "arxiv:2401.01234"),
        (PAGE, ("https://doi.org/10.48550/arXiv.2401.01234",), "arxiv:2401.01234"),
        (PAGE, ("10.1000/l.1",), "doi:10.1000/l.1"),
        (PAGE, ("doi: 10.1000/l.1",), "doi:10.1000/l.1"),
        ("https://dx.doi.org/10.1000/l.1?rft_dat=source%3Ddrss", (), "doi:10.1000/l.1"),
        ("https://lamps.org/doi/full/10.1000/l.1?af=R", (), "doi:10.1000/l.1"),
        ("https://lamps.org/doi/10.1000/l.1/abstract", (), "doi:10.1000/l.1"),
        ("https://www.biorxiv.org/content/10.1101/2024.01.02.1v1.full?rss=1", (), "doi:10.1101/2024.01.02.1"),
        (f"{PAGE}?id=7&utm_medium=rss&rss=yes", (), f"url:{PAGE}?id=7"),
        (None, (f"{PAGE}?dgcid=rss_sd_all",), f"url:{PAGE}"),
        (PAGE, ("2401.01234", "post/1234567", "0028-0836"), f"url:{PAGE}"),
        ("javascript:alert(1)", (), title_id("On lamps")),
        (None, (), title_id("On lamps")),
    ],
)
def test_what_identifies(link: str | None, identifiers: tuple[str, ...], identity: str) -> None:
    """An arXiv id, a DOI or the address, from the identifiers and the link, else the title."""
    assert paper(link=link, identifiers=identifiers).id == identity


@pytest.mark.parametrize("text", ["arXiv:2401.01234", "https://doi.org/10.1000/l.1", "DOI: 10.1000/l.1"])
def test_a_mention_identifies_nothing(text: str) -> None:
    """An id in a title or an abstract is not the entry's own."""
    told = paper(title=f"A reply to {text}", text=f"<p>{text}</p><p>We reply to {text} at length.</p>", link=PAGE)
    assert (told.id, told.doi) == (f"url:{PAGE}", None)


def test_what_entries_share_identifies_none() -> None:
    """A blog whose entries all link to its front page, under the journal's DOI, keeps them all."""
    home = "https://lamps.org/"
    entries = [Entry(f"Lamp {n}", link=home, identifiers=("10.1000/journal",)) for n in range(3)]
    told = found(*entries, Entry("Lamp 4", link=home, identifiers=(PAGE,)))
    assert [paper.id for paper in told.papers] == [*(title_id(f"Lamp {n}") for n in range(3)), f"url:{PAGE}"]
    assert {(paper.doi, paper.links.abs) for paper in told.papers} == {(None, home)}
    (only,) = found(Entry("Lamp", link=f"{home}?rss=1"), link=home).papers
    assert only.id == title_id("Lamp")


def test_the_same_paper_twice_is_told() -> None:
    """The first of two entries of one paper stays, and the other is named."""
    told = found(Entry("On lamps", link=f"{PAGE}?utm_source=a", text="One."), Entry("On lamps", link=PAGE, text="Two."))
    assert [paper.abstract for paper in told.papers] == ["One."]
    assert [(remark.what, "entry 2" in remark.why) for remark in told.skipped] == [("On lamps", True)]


def test_an_entry_without_a_title() -> None:
    """It is called by how its text begins; with neither it is left out and named, and its neighbours stay."""
    text = "<p>" + "A word of lamps " * 20 + "</p>"
    told = found(Entry(text=text), Entry(link=PAGE), Entry("On lamps"))
    assert [paper.title for paper in told.papers] == ["A word of lamps " * 6 + "A…", "On lamps"]
    assert [remark.what for remark in told.skipped] == [f"entry 2: {PAGE}"]


@pytest.mark.parametrize(
    "title",
    [
        "On lamps. (arXiv:2401.01234v1 [cs.CL])",
        "On lamps (arXiv:2401.01234v2 [cs.CL] UPDATED)",
        "On lamps. (arXiv:math/0101234v1 [math.AG] CROSS LISTED)",
        "[PDF][HTML] On lamps",
        "Lamps, Vol. 7, Pages 919: On lamps",
        "\ufeffOn lamps",
    ],
)
def test_titles_lose_what_feeds_add(title: str) -> None:
    """What arXiv, Google Scholar and MDPI put around a title is gone."""
    assert paper(title=title).title == "On lamps"


@pytest.mark.parametrize("title", ["[CLS] is a < b", "On <unk> (arXiv and others)", "[Re] Lamps", "Lamps (2024)"])
def test_titles_keep_what_is_theirs(title: str) -> None:
    """Brackets of the title's own stay."""
    assert paper(title=title).title == title


@pytest.mark.parametrize(
    ("facts", "dates"),
    [
        ({"published": NOON}, ("2024-03-21T12:00:00Z", "2024-03-21", None)),
        ({"published": MIDNIGHT, "updated": MIDNIGHT}, ("2024-03-22", "2024-03-22", None)),
        ({"day": "2024-03", "published": NOON}, ("2024-03", None, None)),
        ({"day": "2024-03-21", "updated": NOON}, ("2024-03-21", "2024-03-21", "2024-03-21T12:00:00Z")),
        ({"updated": NOON}, (None, "2024-03-21", "2024-03-21T12:00:00Z")),
        ({"text": "Publication date: 3 May 2024 Source: Lamps"}, ("2024-05-03", "2024-05-03", None)),
        ({"published": NOON, "text": "Publication date: May 2030"}, ("2024-03-21T12:00:00Z", "2024-03-21", None)),
        ({"published": 10**15, "updated": 0}, (None, None, None)),
    ],
)
def test_dates(facts: dict[str, object], dates: tuple[str | None, ...]) -> None:
    """Dates have the precision that the feed gave; only a full day is one of listing."""
    told = paper(**facts)
    assert (told.published, told.listed, told.updated) == dates


@pytest.mark.parametrize(
    ("facts", "links"),
    [
        ({"link": f"{PAGE}.pdf"}, Links(abs=f"{PAGE}.pdf", pdf=f"{PAGE}.pdf")),
        ({"link": "https://arxiv.org/pdf/2401.01234"}, Links(pdf="https://arxiv.org/pdf/2401.01234")),
        ({"link": PAGE, "text": f'<a href="{PAGE}/pdf/">PDF</a>'}, Links(abs=PAGE, pdf=f"{PAGE}/pdf/")),
        ({"link": PAGE, "text": f'<a href="{PAGE}/pdf/">here</a>'}, Links(abs=PAGE)),
        ({"link": "https://lamps.org/\x1b[2J"}, Links()),
    ],
)
def test_links(facts: dict[str, object], links: Links) -> None:
    """A page and a PDF are told apart; what is no web address is no link."""
    assert paper(**facts).links == links


def test_addresses_lose_only_what_is_known() -> None:
    """What says which page is meant stays, in its place."""
    assert plain_address(f"{PAGE}?b=2&utm_x=1&a=&src=rss&src=7#top") == f"{PAGE}?b=2&a=&src=7#top"
    assert plain_address("https://pubmed.ncbi.nlm.nih.gov/1/?fc=2&v=3") == "https://pubmed.ncbi.nlm.nih.gov/1/"
    assert plain_address(f"{PAGE}?v=3&fc=2") == f"{PAGE}?v=3&fc=2"
    assert plain_address(f"{PAGE}?q=a b") == f"{PAGE}?q=a%20b"
    assert plain_address("ftp://lamps.org/") is None


def test_many_tags() -> None:
    """No entry fills the screen with its tags."""
    assert paper(tags=tuple(map(str, range(1000)))).tags == tuple(map(str, range(20)))


TEXT = st.text() | st.sampled_from(
    ["<p>A</p>", "Abstract", "Authors: A B, C D", "10.1000/x", "https://[::1", PAGE, "&lt;"]
)
TIME = st.none() | st.integers()
ENTRIES = st.builds(
    Entry,
    title=TEXT,
    link=st.none() | TEXT,
    published=TIME,
    updated=TIME,
    day=st.none() | TEXT,
    authors=st.lists(TEXT, max_size=3).map(tuple),
    text=st.lists(TEXT, max_size=4).map("\n\n".join),
    identifiers=st.lists(TEXT, max_size=3).map(tuple),
    tags=st.lists(TEXT, max_size=3).map(tuple),
)


@given(st.lists(ENTRIES, max_size=4).map(tuple), TEXT, st.none() | TEXT, TIME)
def test_no_feed_is_too_broken(entries: tuple[Entry, ...], title: str, link: str | None, built: int | None) -> None:
    """Whatever its entries hold, each is a clean paper or named, and no paper comes twice."""
    told = papers_of(Feed("rss", title, link, entries, built), SOURCE)
    assert len(told.papers) + len(told.skipped) == len(entries)
    assert len({paper.id for paper in told.papers}) == len(told.papers)
    for paper in told.papers:
        lines = (paper.title, *paper.authors, *paper.tags, paper.doi or "")
        assert all(clean_line(line) == line for line in lines)
        assert clean_block(paper.abstract) == paper.abstract
        assert all(is_web(link) for link in (paper.links.abs, paper.links.pdf, paper.links.code) if link)


@pytest.mark.skipif(not REAL.is_dir(), reason="the recorded feeds are not here")
def test_recorded_feeds_read_well() -> None:
    """No tag, entity or label of a publisher is left in what real journals, labs and blogs say."""
    read = 0
    for file in sorted(file for name in ("journals", "labs", "hf_rss", "biorxiv") for file in (REAL / name).iterdir()):
        try:
            told = papers_of(read_feed(file.read_bytes(), {}, SOURCE), SOURCE)
        except Unreadable:
            continue
        read += len(told.papers)
        for text in (text for paper in told.papers for text in (paper.title, paper.abstract, *paper.authors)):
            left = [
                sign for sign in ("</", "<p", "<br", "&amp;", "&lt;", "&#", "mso-", "Publication date:") if sign in text
            ]
            assert not left, (file.name, text)
        assert not any(paper.abstract.startswith(("Abstract", "ABSTRACT", "DOI:")) for paper in told.papers)
    assert read > 2000
