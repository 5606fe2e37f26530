"""JSON Lines that feedtui printed come back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.exports.record import record
from feedtui.papers.paper import Item, Mark, Paper
from feedtui.sources.found import Carried, Unreadable
from feedtui.sources.json_records import looks_like_records, read_records
from feedtui.sources.kinds import read

AT = "2026-11-25T10:00:00Z"
LAMPS = Paper(
    "arxiv:2301.03580", "On Lamps", abstract="We write of lamps.", authors=("Ada Lamp",), published="2023-01-09",
    doi="10.1000/lamps", tags=("cs.CV",),
)  # fmt: skip
PLAIN = Paper("title:14e48851409d3c8cbcf9", "A Plain Lamp")


def written(*items: Item) -> str:
    """Return what feedtui prints of papers."""
    return "".join(json.dumps(record(item), ensure_ascii=False) + "\n" for item in items)


def test_papers_and_marks_come_back() -> None:
    """Facts, identity, tags and the reader's marks are those that were printed."""
    mark = Mark(starred=AT, tags=("to read",), note="Good.\nIdea.")
    found = read(written(Item(LAMPS, mark), Item(PLAIN, Mark())).encode())
    assert found.kind == "json-lines"
    lamps, plain = found.papers
    assert (lamps.id, lamps.title, lamps.abstract) == (LAMPS.id, LAMPS.title, LAMPS.abstract)
    assert (lamps.authors, lamps.published, lamps.doi) == (LAMPS.authors, LAMPS.published, LAMPS.doi)
    assert lamps.tags == LAMPS.tags
    assert plain.title == PLAIN.title
    assert found.carried == {lamps.id: Carried(starred=True, tags=("to read",), note="Good.\nIdea.", at=AT)}


def test_a_broken_line_hides_no_other() -> None:
    """It is named by its number; the papers around it are read."""
    first, second = written(Item(LAMPS), Item(PLAIN)).splitlines()
    found = read_records("\n".join([first, second[:40], "[1]", second]), "bib:x")
    assert [paper.title for paper in found.papers] == ["On Lamps", "A Plain Lamp"]
    assert [one.what for one in found.skipped] == ["line 2", "line 3"]


def test_an_id_that_a_line_claims_is_no_identity() -> None:
    """A paper's id follows from its DOI, addresses and title: a line cannot take another paper's place."""
    line = json.dumps({"id": "title:14e48851409d3c8cbcf9", "title": "Another Lamp"})
    assert read_records(line, "bib:x").papers[0].id != PLAIN.id


@given(st.dictionaries(st.sampled_from(sorted(record(Item(LAMPS)))), st.recursive(st.none() | st.text(), st.lists)))
def test_odd_values_are_no_danger(values: dict[str, object]) -> None:
    """Whatever stands in a field, the line is read or named."""
    line = json.dumps({"id": "url:x", "title": "T", **values})
    if looks_like_records(line):
        found = read_records(line, "bib:x")
        assert len(found.papers) + len(found.skipped) == 1
    else:
        with pytest.raises(Unreadable):
            read_records(line, "bib:x")
