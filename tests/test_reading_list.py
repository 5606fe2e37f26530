"""Reading lists that feedtui wrote in Markdown come back."""

from __future__ import annotations

import json
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedtui.cli import main
from feedtui.exports.markdown import Style, markdown
from feedtui.library.library import Library
from feedtui.library.origin import Origin
from feedtui.library.starter import starter_papers
from feedtui.papers.paper import Item, Links, Mark, Paper
from feedtui.papers.text import clean_line
from feedtui.paths import places
from feedtui.sources import kinds
from feedtui.sources.found import Carried, Found, Unreadable
from feedtui.sources.reading_list import looks_like_reading_list
from lanterns import HOSTILE, lantern
from samples import paper

STARRED = Mark(starred="2026-11-01T08:00:00Z")
STYLES = (Style(), Style(abstracts=True), Style(grouped=True, abstracts=True, front_matter=True, date="2026-11-25"))


def back(*items: Item, style: Style | None = None) -> Found:
    """Return what is read of a list of papers."""
    found = kinds.read(markdown(items, style).encode())
    assert found.kind == "markdown"
    return found


@pytest.mark.parametrize("style", STYLES)
def test_a_list_comes_back(style: Style) -> None:
    """Titles, ids, authors, dates, tags, code, stars, notes and abstracts, in any style of a list."""
    one = lantern(
        "Lamps [of] *U-Net* & <unk>: part_2",
        "We light.\n\nTwice, at https://a.b/c_d.",
        upvotes=3,
        links=Links(code="https://github.com/lamp/x_y"),
    ).paper
    note = "Read *this* <b>.\nAnd:\n\n- a\n- b\n\n  more"
    other = Paper("url:https://a.b/lamp_(1)", "Rivers #1", authors=tuple(f"Ann {name}" for name in "ABCDEFGH"))
    found = back(
        Item(one, Mark(starred=STARRED.starred, tags=("own tag",), note=note), ("agents",)), Item(other), style=style
    )
    papers = {told.id: told for told in found.papers}
    first, second = papers[one.id], papers[other.id]
    assert (first.title, first.authors, first.published) == (one.title, one.authors, "2026-04-23")
    assert first.tags == ("own tag", *one.tags, "agents")
    assert first.abstract == (one.abstract if style.abstracts else "")
    assert (second.title, second.authors) == (other.title, other.authors[:6])
    assert found.carried == {one.id: Carried(starred=True, note=note)}
    assert found.skipped == found.damaged == ()


def test_a_paper_known_by_its_title_keeps_its_identity() -> None:
    """Its link is a search, which is no address of it; a day without a year is none of a calendar."""
    found = back(Item(paper("Lamps", summary="Short.", listed="--03-21"), STARRED), style=STYLES[1])
    assert [(one.id, one.links, one.published, one.abstract) for one in found.papers] == [
        (paper("Lamps").id, Links(), None, "")
    ]


def test_starter_papers_come_back(tmp_path: Path) -> None:
    """Each with its title, and to where they were they bring no new one, be it that a list has no id but an address."""
    papers = starter_papers()
    found = back(*map(Item, papers), style=STYLES[1])
    assert {one.title for one in found.papers} == {one.title for one in papers}
    with closing(Library(places(str(tmp_path)))) as library:
        library.add(papers, Origin("x", "test"))
        assert library.add(found.papers, Origin("bib:markdown", "markdown")).new == 0


@settings(max_examples=100)
@given(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=20).map(clean_line), min_size=1, max_size=4), st.text())
def test_whatever_stands_in_a_list_each_paper_comes_back(titles: list[str], note: str) -> None:
    """No title and no note hides a neighbour."""
    items = [
        Item(paper(title or "x", id=f"arxiv:2604.{at:05}", authors=("Ann Author",)), Mark(note=clean_line(note)))
        for at, title in enumerate(titles)
    ]
    assert [one.id for one in back(*items).papers] == [item.paper.id for item in items]


@settings(max_examples=100)
@given(st.lists(st.sampled_from(["# a", "- [x](https://a.b)", "- x", "  y · 2024", "", "  > q", "---", "z"])))
def test_any_lines_are_read_or_told(lines: list[str]) -> None:
    """Nothing breaks it."""
    with suppress(Unreadable):
        assert kinds.read("\n".join(lines).encode(), "markdown").kind == "markdown"


@pytest.mark.parametrize(
    "text",
    [
        "# Awesome lamps\n\n- [Lamps](https://arxiv.org/abs/2301.03580) - the first\n- [Code](https://github.com/a/b)\n",
        "- [Lamps](https://arxiv.org/abs/2301.03580)\n  Ann · 2024\n",
        "# Notes\n\nSome text.\n\n- an item\n  and more of it\n",
    ],
)
def test_other_lists_are_not_taken_for_it(text: str) -> None:
    """Lists of links and notes are what they were before."""
    assert not looks_like_reading_list(text)


def test_nothing_is_there_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Into a new home all papers come with their marks, into the same one nothing new comes."""
    home, other, file = str(tmp_path / "a"), str(tmp_path / "b"), tmp_path / "list.md"
    (tmp_path / "ids.bib").write_text(
        "@misc{a, title={Lamps}, eprint={2301.03580}, archiveprefix={arXiv}, author={Ada Lamp}, year={2023}}\n"
        "@misc{b, title={Rivers}, author={Ann River}, year={2024}}\n"
    )
    assert main(["--home", home, "import", str(tmp_path / "ids.bib")]) == 0
    assert main(["--home", home, "mark", "2301.03580", "--star"]) == 0
    assert main(["--home", home, "note", "2301.03580", "Read *this*."]) == 0
    assert main(["--home", home, "export", "--format", "markdown", "--output", str(file)]) == 0
    for place, new in ((home, 0), (other, 2), (other, 0)):
        capsys.readouterr()
        assert main(["--home", place, "import", "--json", str(file)]) == 0
        told = json.loads(capsys.readouterr().out)
        assert (told["kind"], told["found"], told["new"]) == ("markdown", 2, new)
    for place in (home, other):
        capsys.readouterr()
        assert main(["--home", place, "list", "is:starred", "--json"]) == 0
        (one,) = map(json.loads, capsys.readouterr().out.splitlines())
        assert (one["id"], one["title"], one["note"]) == ("arxiv:2301.03580", "Lamps", "Read *this*.")
