"""RIS, read back by an independent reader."""

from __future__ import annotations

from itertools import count, islice
from typing import Any

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from feedtui.exports.ris import ris
from feedtui.papers.paper import Item, Mark
from feedtui.papers.tex import readable
from feedtui.papers.text import clean_line
from lanterns import HOSTILE, SIGNS, lantern
from samples import TITLES, paper


def read_back(items: list[Item]) -> list[dict[str, Any]]:
    """Return the records as an independent reader finds them."""
    return list(rispy.loads("".join(ris(items))))


def test_a_preprint() -> None:
    """A record has the type, names turned, date, links and identifier, a line each."""
    item = lantern("On Lamps: $x^2$", "First.\n\nSecond.", authors=("Ludo van Lampen Jr.", "Lamp Team", "Ada Lamp"))
    told = Item(item.paper, Mark(tags=("to read", "a, b"), note="See\np. 3"))
    assert "".join(ris([told])) == (
        "TY  - UNPB\r\nID  - vanlampen2026lampsx2\r\nTI  - On Lamps: x²\r\nAU  - van Lampen, Ludo, Jr.\r\n"
        "AU  - Lamp Team\r\nAU  - Lamp, Ada\r\nPY  - 2026\r\nDA  - 2026/04/23/\r\nPB  - arXiv\r\n"
        "AN  - arXiv:2604.01234\r\nUR  - https://arxiv.org/abs/2604.01234\r\nL1  - https://arxiv.org/pdf/2604.01234\r\n"
        "AB  - First.\r\n\r\nSecond.\r\nKW  - to read\r\nKW  - a, b\r\nN1  - See\r\np. 3\r\nER  - \r\n\r\n"
    )


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({}, "UNPB"),
        ({"doi": "10.1000/lamp"}, "JOUR"),
        ({"id": "doi:10.1000/lamp"}, "JOUR"),
        ({"id": "doi:10.1101/lamp"}, "UNPB"),
        ({"id": "url:https://lamp.example/a"}, "GEN"),
    ],
)
def test_what_kind_of_paper(facts: dict[str, object], kind: str) -> None:
    """A preprint, a paper with a DOI of its own, and what might be anything."""
    (record,) = read_back([lantern("Lamps", "", **facts)])
    assert record["type_of_reference"] == kind


def test_dates_in_their_precision() -> None:
    """A year alone has no month, and no year is none."""
    days = ("2026", "2026-04", "--04-23", None)
    records = read_back([lantern(id=f"doi:10.1000/{at}", published=day) for at, day in enumerate(days)])
    assert [record.get("year") for record in records] == ["2026", "2026", None, None]
    assert [record.get("date") for record in records] == [None, "2026/04//", None, None]


def test_text_that_looks_like_fields() -> None:
    """A paragraph of an abstract or a line of a note ends no record and begins no field."""
    item = lantern("Lamps", "We.\n\nER  - not\n\nTY  - JOUR\n\n  UR  - https://evil.example")
    told = Item(item.paper, Mark(note="a\nER - b\nTI  - c"))
    first, second = read_back([told, Item(paper(TITLES[0]))])
    assert first["urls"] == ["https://arxiv.org/abs/2604.01234"]
    assert first["abstract"].split() == "We. ER - not TY - JOUR UR - https://evil.example".split()
    assert second["title"] == TITLES[0]


@given(
    st.lists(
        st.text(st.sampled_from(SIGNS), min_size=1, max_size=30).map(clean_line).filter(bool)
        | st.sampled_from((*HOSTILE, "ER  - ", "TY  - JOUR")),
        min_size=1,
        max_size=4,
    )
)
def test_hostile_titles_read_back(titles: list[str]) -> None:
    """Whatever a title holds, it reads back as it is shown, and so do its neighbours."""
    items = [lantern(title, id=f"arxiv:2604.{at:05}") for at, title in enumerate(titles)]
    records = read_back(items)
    assert [record["title"] for record in records] == [readable(title).strip() for title in titles]
    assert [record["authors"] for record in records] == [["Lamp, Ada L.", "van Lampen, Ludo"]] * len(items)
    assert [record["accession_number"] for record in records] == [f"arXiv:2604.{at:05}" for at in range(len(items))]


def test_papers_stream() -> None:
    """Records come as papers are asked for."""
    assert len(list(islice(ris(lantern(id=f"arxiv:2604.{number:05}") for number in count()), 3))) == 3
    assert list(ris([])) == []
