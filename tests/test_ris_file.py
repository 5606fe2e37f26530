"""RIS files of many programs."""

from __future__ import annotations

from pathlib import Path

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from feedtui.exports.ris import ris
from feedtui.papers.links import page_address
from feedtui.papers.paper import Item, Mark, Paper
from feedtui.papers.tex import readable
from feedtui.papers.text import clean_line
from feedtui.sources.found import Carried, Unreadable
from feedtui.sources.references import decoded
from feedtui.sources.ris_file import looks_like_ris, read_ris
from lanterns import HOSTILE, SIGNS, lantern

REAL = Path(__file__).parents[2] / "shared" / "real" / "ris"


def only(*lines: str) -> Paper:
    """Return the one paper of a record of some lines."""
    found = read_ris("\n".join(("TY  - JOUR", "TI  - On Lamps", *lines, "ER  - ")), "ris:x")
    (paper,) = found.papers
    assert not found.skipped
    assert not found.damaged
    return paper


def test_a_record() -> None:
    """Title, names, date, identifiers, links, abstract and keywords."""
    text = (
        "\ufeff1.\r\nTY  - JOUR\r\nT1  - On <i>Lamps</i>\r\nA1  - Lamp,Ada \r\nAU  - van Roe, Bo, Jr.\r\n"
        "Doe, Cy\r\nPY  - 2016\r\nDA  - 2016/12/30/\r\nDO  - https://doi.org/10.1000/Lamp\r\n"
        "UR  - https://lamp.example/a; https://lamp.example/b\r\nL1  - https://lamp.example/a.pdf\r\n"
        "L1  - file:///home/a.pdf\r\nN2  - We write.\r\nKW  - lamps\r\nKW  - red, green\r\nT2  - Journal\r\nER  -\r\n"
    )
    found = read_ris(text, "ris:x")
    (paper,) = found.papers
    assert paper.title == "On Lamps"
    assert paper.authors == ("Ada Lamp", "Bo van Roe Jr.", "Cy Doe")
    assert (paper.id, paper.doi, paper.published) == ("doi:10.1000/lamp", "10.1000/Lamp", "2016-12-30")
    assert (paper.links.abs, paper.links.pdf) == ("https://lamp.example/a", "https://lamp.example/a.pdf")
    assert (paper.abstract, paper.tags) == ("We write.", ("lamps", "red, green"))
    assert found.carried == {}


@pytest.mark.parametrize(
    ("lines", "identity"),
    [
        (("AN  - arXiv:2301.03580",), "arxiv:2301.03580"),
        (("UR  - http://arxiv.org/abs/2301.03580v2",), "arxiv:2301.03580"),
        (("DO  - 10.48550/arXiv.2301.03580",), "arxiv:2301.03580"),
        (("N1  - doi: 10.1000/lamp",), "doi:10.1000/lamp"),
        (("M3  - doi: 10.1000/lamp",), "doi:10.1000/lamp"),
        (("UR  - //lamp.example/a", "UR  - https://lamp.example/a"), "url:https://lamp.example/a"),
    ],
)
def test_identities(lines: tuple[str, ...], identity: str) -> None:
    """Each publisher's way of saying which paper it is."""
    assert only(*lines).id == identity


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (("PY  - 1948/07//",), "1948-07"),
        (("Y1  - 2013", "PY  - 2013/04/18", "PY  - 2013/02/15/received"), "2013-04-18"),
        (("PY  - 2016", "DA  - 2015/12/30"), "2015-12-30"),
        (("PY  - ///", "Y1  - 2001///"), "2001"),
        (("PY  - in press",), None),
    ],
)
def test_dates(lines: tuple[str, ...], date: str | None) -> None:
    """The date that says most, in the precision that it has."""
    assert only(*lines).published == date


def test_long_texts() -> None:
    """An abstract of paragraphs has them, one that is wrapped is one, and a list goes on on further lines."""
    long = "We write of lamps and of the light that they give to those who read at night. " * 2
    assert only(f"AB  - {long}", "", "And more.", "Yes.").abstract == f"{long.strip()}\n\nAnd more.\n\nYes."
    wrapped = ("AB  - We write of lamps and of the light that they give to those who", "read at night.")
    assert only(*wrapped).abstract == "We write of lamps and of the light that they give to those who read at night."
    assert only("KW  - lamps", "light").tags == ("lamps", "light")
    assert only("KW  - lamps; light, night").tags == ("lamps", "light", "night")


def test_notes() -> None:
    """A note is the reader's, as text; what publishers write as one is none."""
    notes = "N1  - <p>See <b>p. 3</b></p>\nN1  - Cited By :10\nRN  - Good, unlike 10.1000/x."
    found = read_ris(f"TY  - JOUR\nTI  - On Lamps\n{notes}\nER  - ", "ris:x")
    assert found.carried == {found.papers[0].id: Carried(note="Good, unlike 10.1000/x.\n\nSee p. 3")}
    assert found.papers[0].doi is None


def test_broken_records() -> None:
    """A record without beginning, end or title hides no other, and is named with its line."""
    text = (
        "TI  - No Beginning of Lamps\nER  - \n\nTY  - JOUR\nTI  - No End of Lamps\nTY  - JOUR\nAU  - Lamp, Ada\n"
        "DO  - 10.1000/untitled\nER  - \nrubbish\nTY  - JOUR\nTI  - Cut Off Lamps"
    )
    found = read_ris(text, "ris:x")
    assert [paper.title for paper in found.papers] == ["No Beginning of Lamps", "No End of Lamps", "Cut Off Lamps"]
    assert [remark.what for remark in found.damaged] == ["line 4: No End of Lamps", "line 11: Cut Off Lamps"]
    assert [(remark.what, remark.why) for remark in found.skipped] == [("line 6: 10.1000/untitled", "It has no title.")]


def test_what_is_ris() -> None:
    """A record's first line is enough, wherever it stands, and nothing else is."""
    assert looks_like_ris("\ufeffTY  - JOUR\r\nTI  - A\r\n")
    assert looks_like_ris("1.\n\n  TY - UNPB\n")
    assert looks_like_ris("\ufeff\nJF  - Lamps\nT1  - On Lamps\nER  -\n")
    for text in ("", "TI  - A", "STY  - JOUR x", "TY  - a sentence\n", "@misc{k, title={A}}"):
        assert not looks_like_ris(text)
    with pytest.raises(Unreadable, match="no records"):
        read_ris("nothing", "ris:x")


@given(
    st.lists(
        st.text(st.sampled_from(SIGNS), min_size=1, max_size=30).map(clean_line).filter(bool)
        | st.sampled_from((*HOSTILE, "ER  - ", "TY  - JOUR")),
        min_size=1,
        max_size=4,
    )
)
def test_what_was_exported_comes_back(titles: list[str]) -> None:
    """Titles as they are shown, authors, dates, links, tags and notes are the same as before."""
    mark = Mark(tags=("a_b", "c, d"), note="x\ny\n\nz")
    items = [
        Item(lantern(title, "We.\n\nThey.", id=f"arxiv:2604.{at:05}").paper, mark) for at, title in enumerate(titles)
    ]
    found = read_ris("".join(ris(items)), "ris:x")
    assert len(found.papers) == len(items)
    assert not found.damaged
    for item, paper in zip(items, found.papers, strict=True):
        assert (paper.id, paper.authors, paper.published) == (item.paper.id, item.paper.authors, "2026-04-23")
        assert page_address(paper) == page_address(item.paper)
        assert (paper.abstract, paper.tags) == (item.paper.abstract, mark.tags)
        assert found.carried[paper.id] == Carried(note=mark.note)
        if "<" not in item.paper.title:
            assert paper.title == clean_line(readable(item.paper.title))


@given(st.text(st.sampled_from("TYERIAUKWDOPN1 -\n\r\t/;,.\ufeff2é"), max_size=80) | st.text(max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    """Whatever stands behind a record, the record is read."""
    looks_like_ris(text)
    found = read_ris(f"TY  - JOUR\nTI  - T\nER  - \n{text}", "ris:x")
    assert found.papers[0].title == "T"
    assert all(paper.title.isprintable() for paper in found.papers)


@pytest.mark.skipif(not REAL.is_dir(), reason="the recorded files are not here")
def test_every_record_of_recorded_files_is_accounted_for() -> None:
    """Each record is a paper or is named as left out, and no title that an independent reader finds is missing."""
    for path in sorted(REAL.glob("*.ris")):
        text = decoded(path.read_bytes())
        found = read_ris(text, "ris:x")
        others = rispy.loads(text)
        assert len(found.papers) + len(found.skipped) >= len(others)
        titles = {other.get("title") or other.get("primary_title") for other in others} - {None}
        assert {clean_line(title) for title in titles} <= {paper.title for paper in found.papers}
