"""Pages copied from a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.papers.text import clean_block, clean_line
from feedtui.sources.found import Unreadable
from feedtui.sources.page import DAILY, SEARCH, TRENDING, read_page
from samples import TITLES, abstract_for, page

SAMPLES = Path(__file__).parents[2] / "shared" / "samples" / "hf"

CARD = """[-] 12

{title}

{text}

4 authors

·

Feb 24, 2018

3
"""
TRENDING_CARD = """Submitted by

somebody

{title}

{text}

A University · {published}Sep 4, 2026

Upvote

1.5k

GitHub 110k arXiv Page
"""
DAILY_PAGE = """Daily Papers

by

AK

and the research community

Jun 12

Submitted by

first

149

A Fine Title: On Things

A University

1.2k

3

Submitted by second

-

Another One

·5 authors

12
"""


def test_the_page_it_began_with(seed: str) -> None:
    """The seed gives its 85 papers to the letter, its list date without a year, and its one damaged run."""
    found = read_page(seed)
    blocks = seed.split("\n\n")[5:]
    assert found.kind == SEARCH
    assert [paper.title for paper in found.papers] == [clean_line(block) for block in blocks[::2]]
    assert [paper.abstract for paper in found.papers] == [clean_block(block) for block in blocks[1::2]]
    assert len(found.papers) == 85
    assert found.list_date == "--03-21"
    assert {paper.listed for paper in found.papers} | {paper.published for paper in found.papers} == {None}
    assert [remark.what for remark in found.damaged] == [
        next(remark.what for remark in found.damaged if "[email protected] on RefCOCOg-test" in remark.what)
    ]
    codes = [paper.links.code for paper in found.papers if paper.links.code]
    assert len(codes) == 28
    assert all(code.startswith("https://github.com/") and not code.endswith(".") for code in codes)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
def test_recorded_pages() -> None:
    """The recorded search and trending pages give their papers once each."""
    search = read_page((SAMPLES / "paste_search_page_2026-07.txt").read_text())
    assert (search.kind, len(search.papers), search.list_date) == (SEARCH, 2, "--03-25")
    assert [paper.published for paper in search.papers] == ["2018-02-24", "2021-04-26"]
    trending = read_page((SAMPLES / "paste_trending_page_2026-10.txt").read_text())
    assert (trending.kind, len(trending.papers)) == (TRENDING, 2)
    assert [paper.upvotes for paper in trending.papers] == [149, 22]


def test_search_cards_with_figures() -> None:
    """Upvotes, date and comments of a search page go to their own paper."""
    cards = "\n".join(CARD.format(title=title, text=abstract_for(title)) for title in TITLES)
    found = read_page(f"Daily Papers\n\nsome query\n\nMar 25\n\n{cards}")
    assert [paper.title for paper in found.papers] == list(TITLES)
    assert {paper.upvotes for paper in found.papers} == {12}
    assert {paper.comments for paper in found.papers} == {3}
    assert {paper.published for paper in found.papers} == {"2018-02-24"}
    assert "some query" in [remark.what for remark in found.skipped]


def test_trending_shows_each_card_twice() -> None:
    """Each paper of the trending page comes once, its text as a summary, the second card named."""
    text = "A short account of a paper that ends as sentences do, and is long enough to be one of them."
    cards = [
        TRENDING_CARD.format(title=title, text=text, published=published)
        for title in TITLES
        for published in ("Published on ", "")
    ]
    found = read_page("Trending Papers\n\n" + "\n".join(cards))
    assert found.kind == TRENDING
    assert [paper.title for paper in found.papers] == list(TITLES)
    assert {(paper.summary, paper.abstract, paper.upvotes) for paper in found.papers} == {(text, "", 1500)}
    assert {paper.published for paper in found.papers} == {"2026-09-04"}
    assert sum(remark.why.startswith("the same card") for remark in found.skipped) == len(TITLES)


@pytest.mark.parametrize("text", [DAILY_PAGE, DAILY_PAGE.replace("\n\n", "\n"), DAILY_PAGE.replace("\n", "\r\n")])
def test_daily_page_has_titles_alone(text: str) -> None:
    """A day's page gives titles, upvotes and comments, listed on the page's day."""
    found = read_page(text)
    assert found.kind == DAILY
    assert [(paper.title, paper.upvotes, paper.comments) for paper in found.papers] == [
        ("A Fine Title: On Things", 149, 3),
        ("Another One", None, None),
    ]
    assert {paper.listed for paper in found.papers} == {"--06-12"}


def test_navigation_and_line_breaks_do_not_matter() -> None:
    """Site navigation, a byte order mark, and a page without empty lines read the same."""
    plain = read_page(page()).papers
    assert read_page("\ufeffModels Datasets Spaces Docs\n\n" + page()).papers == plain
    assert read_page(page().replace("\n\n", "\n")).papers == plain
    assert read_page(page().replace("\n", "\r\n")).papers == plain


def test_same_title_twice_is_one_paper() -> None:
    """A title that comes twice is one paper and the second is named."""
    found = read_page(page((*TITLES, TITLES[0])))
    assert len(found.papers) == len(TITLES)
    assert TITLES[0] in [remark.what for remark in found.skipped]


@pytest.mark.parametrize("text", ["", "Dear all,\n\nlunch is at noon.", "Submitted by\n\nme", "a\n" * 5000, "\x00\x1b"])
def test_other_text_is_no_page(text: str) -> None:
    """Text that is no page of papers is refused in a sentence."""
    with pytest.raises(Unreadable, match="No papers were found"):
        read_page(text)


TITLE = st.text(st.characters(codec="utf-8", categories=["Lu", "Ll", "Nd"]), min_size=3, max_size=40)


@given(st.lists(TITLE, min_size=1, max_size=8, unique_by=str.casefold))
def test_titles_and_abstracts_come_back(names: list[str]) -> None:
    """Whatever the titles are, each comes back with its own abstract, in page order."""
    titles = [f"On {name} and more: a study" for name in names]
    found = read_page(page(tuple(titles)))
    expected = {clean_line(title): clean_block(abstract_for(title)) for title in titles}
    assert {paper.title: paper.abstract for paper in found.papers}.items() <= expected.items()
    named = [paper.title for paper in found.papers] + [remark.what for remark in found.skipped]
    assert all(title in named for title in expected)
