"""arXiv's records over OAI-PMH."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from damaging import damaged, is_clean, is_read_or_refused
from feedtui.papers.paper import Links, Paper
from feedtui.sources.arxiv_categories import categories
from feedtui.sources.arxiv_oai import list_records, looks_like_records, oai_set, read_records, resumed
from feedtui.sources.found import Found, Unreadable
from standin.arxiv import ArXiv
from standin.arxiv_oai import sets
from standin.client import ask
from standin.world import World

BASE = "https://oaipmh.arxiv.org"
TOKEN = "set=cs&skip=100|2026-11-23"


ABSTRACT = "  We light lanterns\nat $E < 2$.\n  They glow."


def record(
    number: str = "2611.00001", updated: str = "", title: str = "Lanterns at\n  Rivers", abstract: str = ABSTRACT
) -> str:
    """Return one record."""
    return f"""<record><header><identifier>oai:arXiv.org:{number}</identifier><datestamp>2026-11-23</datestamp>
<setSpec>cs:cs:CL</setSpec></header><metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/">
<id>{number}</id><created>2026-11-02</created>{f"<updated>{updated}</updated>" if updated else ""}
<authors><author><keyname>Lamp</keyname><forenames>Ada</forenames><suffix>Jr.</suffix><affiliation>Lamp</affiliation>
</author><author><keyname>Moon</keyname></author><author><keyname>:</keyname></author>
<author><keyname>van der Říční</keyname><forenames>Ž.</forenames></author></authors>
<title>{escape(title)}</title><categories>cs.LG cs.CL</categories>
<comments>5 pages, https://github.com/lamp/river</comments><journal-ref>Lantern Rev. 3</journal-ref>
<doi>10.5555/lamp.1</doi><license>http://creativecommons.org/licenses/by/4.0/</license>
<abstract>{escape(abstract)}</abstract></arXiv></metadata></record>
"""


def answer(content: str) -> bytes:
    """Return an answer with some content."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-11-24T05:54:30Z</responseDate>
<request verb="ListRecords" metadataPrefix="arXiv">http://oaipmh.arxiv.org/oai</request>
{content}</OAI-PMH>""".encode()


def listing(*records: str, token: str | None = None) -> bytes:
    """Return an answer with these records and, if given, what to ask with for the rest."""
    rest = "" if token is None else f'<resumptionToken expirationDate="2026-11-25">{escape(token)}</resumptionToken>'
    return answer(f"<ListRecords>{''.join(records)}{rest}</ListRecords>")


def read(data: bytes) -> Found:
    """Return what an answer holds for the subscription of cs.LG."""
    return read_records(data, "arxiv:cs.LG")


def asked(address: str) -> dict[str, str]:
    """Return what an address asks over OAI-PMH."""
    parts = urlsplit(address)
    assert (parts.netloc, parts.path) == ("oaipmh.arxiv.org", "/oai")
    return {name: values[0] for name, values in parse_qs(parts.query, strict_parsing=True).items()}


def test_a_paper_is_read_whole() -> None:
    """Its day stays a day, and its names are put together as they are said."""
    assert read(listing(record())).papers == (
        Paper(
            id="arxiv:2611.00001",
            title="Lanterns at Rivers",
            abstract="We light lanterns at $E < 2$.\n\nThey glow.",
            authors=("Ada Lamp Jr.", "Moon", "Ž. van der Říční"),
            published="2026-11-02",
            doi="10.5555/lamp.1",
            links=Links(code="https://github.com/lamp/river"),
            tags=("cs.LG", "cs.CL"),
            sources=("arxiv:cs.LG",),
        ),
    )


def test_a_paper_with_a_later_version_is_revised() -> None:
    """Old identifiers lose their subject class as everywhere."""
    found = read(listing(record(), record("math/0611800", updated="2026-11-20")))
    assert [paper.id for paper in found.papers] == ["arxiv:2611.00001"]
    assert [(one.id, one.published, one.updated) for one in found.revised] == [
        ("arxiv:math/0611800", "2026-11-02", "2026-11-20")
    ]


def test_a_broken_record_hides_none_of_its_neighbours() -> None:
    """Each is named, with what is wrong with it."""
    found = read(
        listing(
            record(),
            record("2611.00002").replace("<header>", '<header status="deleted">'),
            record("2611.00003", title=" "),
            record("lamp"),
            record("2611.00005").replace("arXiv>", "dc>").replace("<arXiv ", "<dc "),
            record("2611.00006"),
        )
    )
    assert [paper.id for paper in found.papers] == ["arxiv:2611.00001", "arxiv:2611.00006"]
    assert [(one.what, one.why) for one in found.skipped] == [
        ("record 2: oai:arXiv.org:2611.00002", "arXiv has taken the record away."),
        ("record 3: oai:arXiv.org:2611.00003", "The record has no title."),
        ("record 4: oai:arXiv.org:lamp", "The record has no arXiv identifier."),
        ("record 5: oai:arXiv.org:2611.00005", "The record is not in the format arXiv."),
    ]


@pytest.mark.parametrize(("token", "following"), [(TOKEN, TOKEN), ("", None), (" \n", None), (None, None)])
def test_the_rest_follows_by_a_token(token: str | None, following: str | None) -> None:
    """An empty one ends the list."""
    assert read(listing(record(), token=token)).following == following


def test_an_answer_that_nothing_matches_is_empty() -> None:
    """That is an error only by the letter of the protocol."""
    found = read(answer('<error code="noRecordsMatch">Nothing changed.</error>'))
    assert (found.kind, found.papers, found.revised, found.following) == ("arxiv-oai", (), (), None)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ('<error code="badResumptionToken">The token has expired.</error>', "The token has expired."),
        ('<error code="badArgument"/>', "badArgument."),
        ("<error/>", "it does not say which."),
    ],
)
def test_what_arxiv_says_of_a_bad_question_is_told(error: str, said: str) -> None:
    """In its words, else by its code."""
    with pytest.raises(Unreadable) as told:
        read(answer(error))
    assert str(told.value) == f"arXiv answered with an error: {said}"


def test_where_an_answer_breaks_off_its_whole_records_are_kept() -> None:
    """And that there was more is told."""
    data = listing(record(), record("2611.00002"), token=TOKEN)
    for cut, whole in ((data.rindex(b"They glow"), 1), (data.rindex(b"<resumptionToken"), 2)):
        found = read(data[:cut])
        assert (len(found.papers), found.following) == (whole, None)
        assert [one.what for one in found.skipped] == [f"after record {whole}"]


@pytest.mark.parametrize("data", [b"", b"Retry after 10 seconds", b"<html/>", b"<records/>"])
def test_what_is_no_answer_is_refused(data: bytes) -> None:
    """In a sentence."""
    with pytest.raises(Unreadable, match=r"\.$"):
        read(data)
    assert not looks_like_records(data)


def test_an_answer_is_recognised() -> None:
    """Also one without records."""
    assert looks_like_records(listing(record()))
    assert looks_like_records(answer("<error/>"))


def test_records_are_asked_for_by_the_days_of_their_change() -> None:
    """The rest is asked for by the token alone, whatever its letters are."""
    assert asked(list_records(f"{BASE}/", "cs:cs:CL", date(2026, 11, 20), date(2026, 11, 23))) == {
        "verb": "ListRecords",
        "metadataPrefix": "arXiv",
        "set": "cs:cs:CL",
        "from": "2026-11-20",
        "until": "2026-11-23",
    }
    assert asked(resumed(BASE, TOKEN)) == {"verb": "ListRecords", "resumptionToken": TOKEN}


@pytest.mark.parametrize(
    ("category", "named"),
    [
        ("cs.CL", "cs:cs:CL"),
        ("cs", "cs:cs"),
        ("math.OC", "math:math:OC"),
        ("q-bio.NC", "q-bio:q-bio:NC"),
        ("hep-th", "physics:hep-th"),
        ("astro-ph.GA", "physics:astro-ph:GA"),
        ("astro-ph", "physics:astro-ph"),
        ("physics.optics", "physics:physics:optics"),
        ("math-ph", "physics:math-ph"),
    ],
)
def test_a_category_is_a_set(category: str, named: str) -> None:
    """All archives of physics are sets of one group."""
    assert oai_set(category) == named


def test_the_stand_in_has_the_same_sets() -> None:
    """For each category that there is."""
    assert all(sets((category,)) == [oai_set(category)] for category in categories())


def test_the_stand_in_answers_what_it_is_asked() -> None:
    """Part by part, until all papers of a category that changed are there."""
    world, first = World(1, date(2026, 11, 24)), date(2026, 11, 23)
    with ArXiv(world) as server:
        server.records = 7
        address: str | None = list_records(server.base, oai_set("cs.LG"), first, world.today)
        papers: list[Paper] = []
        revised: list[Paper] = []
        while address is not None:
            found = read(ask(server.base, address.removeprefix(server.base)).body)
            papers += found.papers
            revised += found.revised
            address = resumed(server.base, found.following) if found.following else None
    changed = [one for one in world.papers.values() if one.by(world.today)[-1].announced >= first]
    of_category = {f"arxiv:{one.number}" for one in changed if "cs.LG" in one.categories}
    assert {paper.id for paper in (*papers, *revised)} == of_category
    assert len(papers) + len(revised) == len(of_category) > 7
    assert papers
    assert revised


@given(damaged(listing(record(), record("2611.00002", updated="2026-11-20"), token=TOKEN)))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """No document ends the reading in any other way than with a sentence, and nothing in it drives the terminal."""
    looks_like_records(data)
    assert is_read_or_refused(read, data)


@given(st.text(), st.text())
def test_nothing_in_a_text_drives_the_terminal(title: str, abstract: str) -> None:
    """Whatever the texts hold, what is kept of them is clean."""
    assert is_clean(read(listing(record(title=f"A {title}", abstract=abstract))))
