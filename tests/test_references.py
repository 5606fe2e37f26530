"""From what entries tell to papers."""

from __future__ import annotations

import pytest

from feedtui.sources.found import Carried, Remark
from feedtui.sources.references import Told, arxiv_in, arxiv_noted, decoded, doi_in, gather, iso_date, iso_day, moment


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("arXiv:2301.03580v2 [cs.CL]", "2301.03580"),
        ("arXiv preprint arXiv:2301.03580", "2301.03580"),
        ("http://arxiv.org/abs/hep-th/9711200", "hep-th/9711200"),
        ("https://arxiv.org/pdf/2301.03580.pdf", "2301.03580"),
        ("10.48550/ARXIV.2301.03580", "2301.03580"),
        ("abs/2301.03580", "2301.03580"),
        ("2301.03580", None),
        ("10.1000/2301.03580", None),
        ("vol. 2301.03580", None),
        ("arXiv", None),
    ],
)
def test_identifiers_of_arxiv(text: str, identifier: str | None) -> None:
    """A number is arXiv's only where it is said to be."""
    assert arxiv_in(text) == identifier


def test_identifiers_in_notes() -> None:
    """A note that begins with an identifier tells the paper's own; one that speaks of a paper does not."""
    assert arxiv_noted("Good.\narXiv:2301.03580 [cs]") == "2301.03580"
    assert arxiv_noted("Compare with arXiv:2301.03580 and https://arxiv.org/abs/2301.03580.") is None


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.1000/Lamp_1(2)", "10.1000/Lamp_1(2)"),
        ("doi: 10.1000/lamp.", "10.1000/lamp"),
        ("http://dx.doi.org/10.1000/a%3Cb%3E", "10.1000/a<b>"),
        ("10.1000", None),
        ("", None),
    ],
)
def test_dois(text: str, doi: str | None) -> None:
    """A DOI is found in whatever form it is written."""
    assert doi_in(text) == doi


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2016/12//", "2016-12"),
        ("2016/12/30/Spring", "2016-12-30"),
        ("2016-12-30/2017-01-02", "2016-12-30"),
        ("2016///", "2016"),
        ("2016/00/00", "2016"),
        ("2016/13/01", "2016"),
        ("2016/02/31", "2016-02"),
        ("2016~", "2016"),
        ("July 1948", "1948-07"),
        ("3 July 1948", "1948-07-03"),
        ("YEAR/MONTH/DAY/", None),
        ("99", None),
        ("", None),
    ],
)
def test_dates(text: str, date: str | None) -> None:
    """A date has the precision that it was given in, and what no calendar has is left out."""
    assert iso_date(text) == date
    assert iso_day(0) is None


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2019-03-04", "2019-03-04T00:00:00Z"),
        ("{2019.03.04}", "2019-03-04T00:00:00Z"),
        ("2019-03-04 05:06:07", "2019-03-04T05:06:07Z"),
        ("2019-03-04-05:06:07", "2019-03-04T05:06:07Z"),
        ("2019-03-04T05:06:07.123+02:00", "2019-03-04T03:06:07Z"),
        ("2019-03-04 23:06:07 -0500", "2019-03-05T04:06:07Z"),
        ("2019-03-04T05:06Z", "2019-03-04T05:06:00Z"),
        ("2019-02-31", None),
        ("0001-01-01T00:00:00+23:59", None),
        ("1970-01-01", None),
        ("March 2019", None),
        ("", None),
    ],
)
def test_time_stamps(text: str, time: str | None) -> None:
    """The time stamps of programs are in UTC; what is no time, or one before there were such programs, is none."""
    assert moment(text) == time


def test_an_arxiv_id_is_enough() -> None:
    """An entry without a title comes in by its arXiv id, and a title of another entry takes its place."""
    told = [Told("line 1", "a", arxiv="2301.03580v2"), Told("line 2", "b", doi="10.1000/x")]
    found = gather(told, "bibtex", "bib:x")
    assert [(paper.id, paper.title, paper.sources) for paper in found.papers] == [
        ("arxiv:2301.03580", "arXiv:2301.03580", ("bib:id",))
    ]
    assert [remark.what for remark in found.skipped] == ["line 2: b"]
    (paper,) = gather([*told[:1], Told("line 3", "c", "On Lamps", arxiv="2301.03580")], "bibtex", "bib:x").papers
    assert (paper.title, paper.sources) == ("On Lamps", ("bib:x",))


def test_encodings() -> None:
    """A file that is not UTF-8 is read as it says that it is written, else as Windows writes."""
    assert decoded("\ufeffZoë".encode()) == "Zoë"
    assert decoded("% Encoding: ISO8859_1\nZoë".encode("latin-1")).endswith("Zoë")
    assert decoded("% Encoding: GBK\n灯".encode("gbk")).endswith("灯")
    assert decoded("Zoë – “x”".encode("cp1252")) == "Zoë – “x”"
    assert decoded("% Encoding: no-such\nZoë".encode("cp1252")).endswith("Zoë")


def test_what_is_shared_is_nobodys() -> None:
    """A book's DOI and address in all of its chapters make no single paper of them."""
    told = [
        Told(f"line {at}", title=title, doi="10.1000/book", addresses=("https://lamp.example/book",))
        for at, title in enumerate(("The Making of Lamps", "The Mending of Lamps"))
    ]
    found = gather(told, "bibtex", "bib:x")
    assert [paper.id.partition(":")[0] for paper in found.papers] == ["title", "title"]
    assert [paper.doi for paper in found.papers] == [None, None]
    assert [paper.links.abs for paper in found.papers] == ["https://lamp.example/book"] * 2


def test_the_same_paper_twice() -> None:
    """A later entry adds what the first did not tell, and its marks; it is said which one that was."""
    told = [
        Told("line 1", "a", "On Lamps", arxiv="2301.03580", carried=Carried(tags=("x",), note="one")),
        Told("line 9", "b", "On.", arxiv="2301.03580", abstract="We.", carried=Carried(True, False, ("y", "x"), "two")),
    ]  # fmt: skip
    found = gather(told, "bibtex", "bib:x")
    (paper,) = found.papers
    assert (paper.title, paper.abstract) == ("On Lamps", "We.")
    assert [remark.what for remark in found.skipped] == ["line 9: b"]
    assert found.carried == {"arxiv:2301.03580": Carried(True, False, ("x", "y"), "one\n\ntwo")}


def test_two_papers_of_one_title() -> None:
    """Of two papers that only their authors tell apart, nothing of the second is said of the first."""
    told = [
        Told("line 1", "a", "Introduction", ("Ada Lamp",)),
        Told("line 9", "b", "Introduction", ("Bo Roe",), abstract="We."),
        Told("line 12", "c", "Introduction", ("Ada Lamp",), published="2001"),
    ]
    found = gather(told, "bibtex", "bib:x")
    (paper,) = found.papers
    assert (paper.authors, paper.abstract, paper.published) == (("Ada Lamp",), "", "2001")
    assert found.skipped[0] == Remark("line 9: b", "Another one has this title, and no identifier tells them apart.")


def test_addresses() -> None:
    """Only web addresses are kept; the page of an identity that is known is no other page."""
    told = Told(
        "line 1",
        title="On Lamps",
        doi="10.1000/lamp",
        addresses=("javascript:alert(1)", "http://dx.doi.org/10.1000/lamp", "https://lamp.example/a.pdf"),
    )
    (paper,) = gather([told], "ris", "ris:x").papers
    assert (paper.links.abs, paper.links.pdf) == (None, "https://lamp.example/a.pdf")


def test_markup_and_damage() -> None:
    """HTML of titles and abstracts is read, what is hostile is cleaned, and lost letters are told."""
    told = Told(
        "line 1", "k", "<i>Lamp</i> \x1b[31m&amp; R\ufffde", abstract="<jats:p>One.</jats:p><jats:p>Two.</jats:p>"
    )
    found = gather([told], "csl-json", "csl:x")
    (paper,) = found.papers
    assert paper.title == "Lamp [31m& R\ufffde"
    assert paper.abstract == "One.\n\nTwo."
    assert found.damaged == (Remark("line 1: k", "Letters of it could not be read."),)
