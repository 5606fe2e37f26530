"""arXiv's query API: its answers, and how it is asked."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from damaging import damaged, is_clean, is_read_or_refused
from feedtui.papers.paper import Links, Paper
from feedtui.sources import arxiv_api
from feedtui.sources.arxiv_api import by_ids, by_query, by_title, looks_like_answer, read_answer, submitted_between
from feedtui.sources.found import Found, Unreadable
from standin.arxiv import ArXiv
from standin.client import ask
from standin.world import World

BASE = "https://export.arxiv.org"
SCHEME = 'scheme="http://arxiv.org/schemas/atom"'


def entry(number: str = "2611.00001v2", title: str = "Lanterns at\n  Rivers", abstract: str = "  We light one.") -> str:
    """Return one entry."""
    return f"""<entry><id>http://arxiv.org/abs/{number}</id><title>{escape(title)}</title>
<updated>2026-11-20T08:00:00Z</updated>
<link href="https://arxiv.org/abs/{number}" rel="alternate" type="text/html"/>
<link href="https://arxiv.org/pdf/{number}" rel="related" type="application/pdf" title="pdf"/>
<summary>{escape(abstract)}</summary>
<category term="cs.CL" {SCHEME}/><category term="cs.LG" {SCHEME}/><category term="I.2.7" {SCHEME}/>
<category term="68T50" {SCHEME}/><published>2026-11-02T17:59:56Z</published>
<arxiv:comment>5 pages, https://github.com/lamp/river</arxiv:comment><arxiv:primary_category term="cs.LG"/>
<arxiv:journal_ref>Lantern Rev. 3 (2026) 7</arxiv:journal_ref>
<author><name>Ada Lamp</name><arxiv:affiliation>Lamp Inst.</arxiv:affiliation></author><author><name>:</name></author>
<author><name>Žofie  Říční</name></author><arxiv:doi>10.5555/lamp.1 10.5555/lamp.2</arxiv:doi></entry>"""


def answer(*entries: str, total: object = 1, start: object = 0, size: object = 10) -> bytes:
    """Return an answer with these entries."""
    return f"""<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom"
 xmlns="http://www.w3.org/2005/Atom"><id>https://arxiv.org/api/abc</id>
<title>arXiv Query: search_query=all:lantern&amp;id_list=&amp;start={start}&amp;max_results={size}</title>
<updated>2026-11-24T12:00:00Z</updated>
<opensearch:itemsPerPage>{size}</opensearch:itemsPerPage><opensearch:totalResults>{total}</opensearch:totalResults>
<opensearch:startIndex>{start}</opensearch:startIndex>{"".join(entries)}</feed>
""".encode()


ERROR = """<entry><id>https://arxiv.org/api/errors#incorrect_id_format_for_lamp</id><title>Error</title>
<summary>incorrect id format for lamp&#x1b;[2J</summary><author><name>arXiv api core</name></author></entry>"""


def read(data: bytes) -> Found:
    """Return what an answer holds for a subscription."""
    return read_answer(data, "arxiv:query?all:lantern")


def asked(address: str) -> dict[str, str]:
    """Return what an address asks the API for."""
    parts = urlsplit(address)
    assert address.isascii()
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "export.arxiv.org", "/api/query")
    return {name: values[0] for name, values in parse_qs(parts.query, strict_parsing=True).items()}


def test_a_paper_is_read_whole() -> None:
    """Its primary category is first, its own pages follow from its id, its affiliations are left out."""
    assert read(answer(entry())).papers == (
        Paper(
            id="arxiv:2611.00001",
            title="Lanterns at Rivers",
            abstract="We light one.",
            authors=("Ada Lamp", "Žofie Říční"),
            published="2026-11-02T17:59:56Z",
            updated="2026-11-20T08:00:00Z",
            doi="10.5555/lamp.1",
            links=Links(code="https://github.com/lamp/river"),
            tags=("cs.LG", "cs.CL", "I.2.7", "68T50"),
            sources=("arxiv:query?all:lantern",),
        ),
    )


@pytest.mark.parametrize(
    ("number", "identity", "updated"),
    [
        ("2611.00001v1", "arxiv:2611.00001", None),
        ("2611.00001v12", "arxiv:2611.00001", "2026-11-20T08:00:00Z"),
        ("2611.00001", "arxiv:2611.00001", None),
        ("hep-th/9711200v1", "arxiv:hep-th/9711200", None),
        ("hep-th/9711200v3", "arxiv:hep-th/9711200", "2026-11-20T08:00:00Z"),
    ],
)
def test_only_a_later_version_is_an_update(number: str, identity: str, updated: str | None) -> None:
    """The id has no version."""
    (paper,) = read(answer(entry(number))).papers
    assert (paper.id, paper.published, paper.updated) == (identity, "2026-11-02T17:59:56Z", updated)


@pytest.mark.parametrize(
    ("count", "total", "start", "size", "following"),
    [
        (1, 1, 0, 10, None),
        (2, 7, 0, 2, "2"),
        (2, 7, 4, 2, "6"),
        (1, 7, 6, 2, None),
        (1, 7, 4, 2, "5"),
        (0, 0, 0, 10, None),
        (0, 7, 10, 10, None),
        (0, 7, 0, 0, None),
        (1, 90_000, 29_998, 2, "29999"),
        (2, 90_000, 29_998, 2, None),
    ],
)
def test_the_rest_of_a_list_follows(count: int, total: int, start: int, size: int, following: str | None) -> None:
    """Where the page was short too, but not beyond what arXiv gives."""
    entries = [entry(f"2611.0000{number}v1") for number in range(count)]
    found = read(answer(*entries, total=total, start=start, size=size))
    assert (len(found.papers), found.following, found.damaged) == (count, following, ())


def test_an_empty_page_of_a_list_that_goes_on_is_to_be_asked_for_again() -> None:
    """The same start follows, and that is told."""
    found = read(answer(total=1_234, start=500, size=100))
    assert (found.papers, found.following) == ((), "500")
    assert [(one.what, one.why) for one in found.damaged] == [
        ("from paper 501 on", "The page is empty, though 1,234 papers were found.")
    ]


def test_what_arxiv_says_of_a_bad_question_is_told() -> None:
    """It writes errors as entries; nothing that it quotes drives the terminal."""
    with pytest.raises(Unreadable, match=r"^arXiv answered with an error: incorrect id format for lamp\[?2?J?\.$"):
        read(answer(ERROR))


def test_a_broken_entry_hides_none_of_its_neighbours() -> None:
    """What has no title or no identifier, and what comes twice, is named, and counts for what follows."""
    entries = [entry(), entry("2611.00002v1", title=" "), entry("lamp"), entry(), entry("2611.00003v1", title="0")]
    found = read(answer(*entries, total=9))
    assert [paper.id for paper in found.papers] == ["arxiv:2611.00001", "arxiv:2611.00003"]
    assert [one.why for one in found.skipped] == [
        "The entry has no title.",
        "The entry has no arXiv identifier.",
        "It is the same paper again in this answer.",
    ]
    assert found.following == "5"


def test_where_an_answer_breaks_off_the_rest_follows() -> None:
    """An entry that is not whole is asked for again."""
    data = answer(entry(), entry("2611.00002v1"), total=2)
    for cut, whole in ((data.rindex(b"<author>"), 1), (data.rindex(b"</feed>"), 2)):
        found = read(data[:cut])
        assert (len(found.papers), found.following) == (whole, "1" if whole == 1 else None)
        assert [one.what for one in found.skipped] == [f"after entry {whole}"]


@pytest.mark.parametrize(
    "data",
    [b"", b"Rate exceeded.", b"<html/>", b"<feed/>", b"<feed><title>Lamps</title></feed>", answer(total="many")],
)
def test_what_is_no_answer_is_refused(data: bytes) -> None:
    """In a sentence."""
    with pytest.raises(Unreadable, match=r"\.$"):
        read(data)


def test_an_answer_is_recognised() -> None:
    """Also one of an earlier server; another feed in Atom is none."""
    assert looks_like_answer(answer(entry()))
    assert looks_like_answer(answer().replace(b"<title>arXiv", b'<title type="html">ArXiv'))
    assert not looks_like_answer(b"<feed><title>arXiv news</title></feed>")
    assert not looks_like_answer(b"<p>A title such as</p><title>arXiv Query: x</title>")


def test_papers_are_asked_for_by_their_identifiers() -> None:
    """As many as there are."""
    assert asked(by_ids(BASE, ["arxiv:2611.00001", "hep-th/9711200"])) == {
        "id_list": "2611.00001,hep-th/9711200",
        "max_results": "2",
    }


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.integers(0, 40_000), st.integers(1, 5_000))
def test_a_query_is_asked_as_written(query: str, start: int, size: int) -> None:
    """Whatever its letters are, and never for more than arXiv gives."""
    found = asked(by_query(f"{BASE}/", query, start, size))
    assert (found["search_query"], found["start"]) == (query, str(start))
    assert (found["sortBy"], found["sortOrder"]) == ("submittedDate", "descending")
    assert int(found["max_results"]) <= arxiv_api.MOST_AT_ONCE
    assert start + int(found["max_results"]) <= max(start, arxiv_api.MOST)


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("Lanterns at Rivers", 'ti:"Lanterns at Rivers"'),
        ('"Lanterns": (Re)visited, AND $n<3$?', 'ti:"Lanterns Re visited AND n 3"'),
        ("Don't Stop Pre-training v2.0", 'ti:"Don\'t Stop Pre training v2.0"'),
        ("\\'Etude of {B}ayes", 'ti:"\'Etude of B ayes"'),
        ("word " * 90, f'ti:"{" ".join(["word"] * 40)}"'),
    ],
)
def test_a_title_is_asked_for_as_a_phrase(title: str, query: str) -> None:
    """Nothing in it is taken for the language of queries."""
    assert asked(by_title(BASE, title))["search_query"] == query


@pytest.mark.parametrize(
    ("category", "term"),
    [("cs.CL", "cat:cs.CL"), ("hep-th", "cat:hep-th"), ("cs", "cat:cs.*"), ("math", "cat:math.*")],
)
def test_the_papers_of_some_days(category: str, term: str) -> None:
    """Of a category, or of all those of an archive; the last day is whole."""
    found = asked(submitted_between(BASE, category, date(2026, 11, 20), date(2026, 11, 23), 500, 500))
    assert found["search_query"] == f"{term} AND submittedDate:[202611200000 TO 202611232359]"
    assert (found["start"], found["max_results"]) == ("500", "500")


def test_the_stand_in_answers_what_it_is_asked() -> None:
    """Page by page, with one that comes empty; titles find their papers; a bad identifier is told."""
    world = World(1, date(2026, 11, 24))
    with ArXiv(world) as server:

        def answered(address: str) -> Found:
            assert address.startswith(server.base)
            return read(ask(server.base, address.removeprefix(server.base)).body)

        server.empty_at.add(20)
        starts: list[int] = []
        papers: list[Paper] = []
        following: str | None = "0"
        while following is not None:
            starts.append(int(following))
            days = date(2026, 11, 16), date(2026, 11, 20)
            found = answered(submitted_between(server.base, "cs.LG", *days, starts[-1], 20))
            papers += found.papers
            following = found.following
        assert starts[:4] == [0, 20, 20, 40]
        assert papers == sorted(papers, key=lambda paper: str(paper.published), reverse=True)
        assert all("2026-11-16" <= str(paper.published) <= "2026-11-20T23:59:59Z" for paper in papers)
        (one, *_) = answered(by_title(server.base, papers[3].title)).papers
        assert one.id == papers[3].id
        assert [paper.id for paper in answered(by_ids(server.base, [one.id, "2611.99999"])).papers] == [one.id]
        with pytest.raises(Unreadable, match="incorrect id format for lamp"):
            answered(by_ids(server.base, ["lamp"]))


@given(damaged(answer(entry(), entry("2611.00002v1"), total=5)) | damaged(answer(ERROR)))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """No document ends the reading in any other way than with a sentence, and nothing in it drives the terminal."""
    looks_like_answer(data)
    assert is_read_or_refused(read, data)


@given(st.text(), st.text())
def test_nothing_in_a_text_drives_the_terminal(title: str, abstract: str) -> None:
    """Whatever the texts hold, what is kept of them is clean."""
    assert is_clean(read(answer(entry(title=f"A {title}", abstract=abstract))))
