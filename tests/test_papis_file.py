"""papis's info.yaml."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.sources.found import Carried, Unreadable
from feedtui.sources.papis_file import looks_like_papis, read_papis

INFO = """\
abstract: |-
  We write
  of lamps.
author: Lamp, Ada and van Roe, Bo
author_list:
- family: Lamp
  given: Ada
- family: van Roe
  given: Bo
doi: 10.1000/lamp
eprint: 2301.03580v1
files:
- lamp.pdf
month: 1
papis_id: 0123456789abcdef
ref: lamp2023
tags:
- lamps
- to read
time-added: 2023-02-01-10:20:30
title: 'On Lamps: a Study'
type: article
url: https://lamp.example/paper
year: 2023
"""


def test_a_whole_document() -> None:
    """What papis keeps of a paper and of its reader comes over."""
    found = read_papis(INFO, "bib:x")
    (paper,) = found.papers
    assert (paper.id, paper.title, paper.published) == ("arxiv:2301.03580", "On Lamps: a Study", "2023-01")
    assert (paper.authors, paper.abstract) == (("Ada Lamp", "Bo van Roe"), "We write of lamps.")
    assert (paper.doi, paper.links.abs) == ("10.1000/lamp", "https://lamp.example/paper")
    assert found.carried == {paper.id: Carried(tags=("lamps", "to read"), at="2023-02-01T10:20:30Z")}


@pytest.mark.parametrize(
    ("lines", "fact", "expected"),
    [
        ("author: Lamp, Ada and Roe, Bo", "authors", ("Ada Lamp", "Bo Roe")),
        ("author: [Ada Lamp, Bo Roe]", "authors", ("Ada Lamp", "Bo Roe")),
        ("date: 2023-01-09", "published", "2023-01-09"),
        ("year: '2023'\nmonth: Feb", "published", "2023-02"),
        ("keywords: lamps, night watch", "tags", ("lamps", "night watch")),
        ("url: http://arxiv.org/abs/2301.03580", "id", "arxiv:2301.03580"),
        ("eprint: 2301.03580", "id", "arxiv:2301.03580"),
        ("abstract: null", "abstract", ""),
        ("doi: 10.1000/9\neprint: PMC1\neprinttype: pubmed", "id", "doi:10.1000/9"),
        ("year: [1, 2]\nmonth: {a: b}\nauthor: 3", "published", None),
    ],
)
def test_other_forms(lines: str, fact: str, expected: object) -> None:
    """What older versions and other importers wrote is read too."""
    (paper,) = read_papis(f"title: On Lamps\nref: x\n{lines}\n", "bib:x").papers
    assert getattr(paper, fact) == expected


def test_a_broken_document_hides_no_other() -> None:
    """It is named with its line and the reason; so is one without a title."""
    text = f"---\n{INFO}---\ntitle: 'No End\nref: b\n---\nref: c\n---\ntitle: A Last Lamp\nref: d\n"
    found = read_papis(text, "bib:x")
    assert [paper.title for paper in found.papers] == ["On Lamps: a Study", "A Last Lamp"]
    broken, untitled = found.skipped
    assert broken.what == "line 27"
    assert "It is no YAML: line 2" in broken.why
    assert (untitled.what, untitled.why) == ("line 30: c", "It has no title.")


def test_what_is_papis() -> None:
    """It takes a title and a key of papis's."""
    assert looks_like_papis("\ufeff---\n" + INFO)
    assert looks_like_papis("author: Lamp, Ada\nfiles: [a.pdf]\ntitle: On Lamps\n")
    for text in ("", "title: A\nfoo: b\n", "Prose with\ntitle: A\nref: b\n", "@misc{a, title={A}}", '{"title": "A"}'):
        assert not looks_like_papis(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3",
        "- 1\n- 2",
        "title: [",
        "!!python/object/apply:os.system ['true']",
        "[" * 3_000,
        "title: &a [*a, *a]",
        "a: b",
    ],
)
def test_nothing_to_read(text: str) -> None:
    """What is no document of papis is refused; nothing in it is run."""
    with pytest.raises(Unreadable):
        read_papis(text, "bib:x")


@given(st.text(st.sampled_from("-:[]{}&*!|>'\"# \n\ta1"), max_size=60) | st.text(max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    """Whatever stands in another document, the first is read."""
    found = read_papis(f"{INFO}---\n{text}", "bib:x")
    assert found.papers[0].title == "On Lamps: a Study"
    assert all(paper.title.isprintable() for paper in found.papers)
