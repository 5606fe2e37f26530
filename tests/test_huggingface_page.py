"""Pages of huggingface.co/papers that were saved as HTML."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.papers.text import clean_line
from feedtui.sources.found import Found, Unreadable
from feedtui.sources.huggingface import read_list
from feedtui.sources.huggingface_page import looks_like_page, read_html
from hf_items import GONE, PAPER, answer, card, island, item, page

DAY: dict[str, Any] = {
    "canSubmit": False,
    "dateString": "2026-06-12",
    "dailyPapers": [{**item(), "upvoted": False}],
    "prevDate": "2026-06-11",
    "periodType": "day",
    "query": {},
    "isTrending": False,
}
ADDRESS = '<meta property="og:url" content="https://huggingface.co/papers/date/2026-06-12" />'


def ids(found: Found) -> list[str]:
    """Return the identifiers of the papers, without `arxiv:`."""
    return [paper.id.removeprefix("arxiv:") for paper in found.papers]


def daily(**changed: Any) -> Found:
    """Return what a page of many papers holds, some of whose data is changed."""
    props = {name: value for name, value in {**DAY, **changed}.items() if value is not GONE}
    return read_html(page(island("DailyPapers", props)), "page.html")


@pytest.mark.parametrize("props_first", [False, True])
def test_a_saved_page_has_all_that_the_api_has(props_first: bool) -> None:
    """It does not matter in which order a browser writes the attributes."""
    data = page(island("MainHeader", {"isPro": False}), island("DailyPapers", DAY, props_first=props_first))
    found = read_html(data, "hf:daily")
    assert found.papers == read_list(answer(item()), "hf:daily").papers
    assert (found.kind, found.list_date, found.told_at) == ("huggingface-page", "2026-06-12", "2026-06-12")
    assert (found.skipped, found.damaged) == ((), ())


def test_the_data_goes_before_what_is_shown() -> None:
    """A card has no abstract and no authors."""
    shown = card("2606.00001", "Another card")
    assert ids(read_html(page(shown, island("DailyPapers", DAY)), "page.html")) == ["2606.00467"]


def test_letters_and_markup_in_the_data_survive() -> None:
    """JSON in an attribute is written twice over."""
    title = 'A <b>"bold"</b> & ‘quoted’ 灯笼 title'
    found = daily(dailyPapers=[item(title=title)])
    assert found.papers[0].title == title


def test_a_day_page_dates_papers_that_have_no_day_of_their_own() -> None:
    """Papers of before March 2025 have none; a date that is none is not taken."""
    found = daily(dailyPapers=[item(submittedOnDailyAt=GONE)])
    assert (found.papers[0].listed, found.list_date) == ("2026-06-12", "2026-06-12")
    unknown = daily(dailyPapers=[item(submittedOnDailyAt=GONE)], dateString="soon")
    assert (unknown.papers[0].listed, unknown.list_date, unknown.told_at) == (None, None, None)


@pytest.mark.parametrize(
    "changed",
    [
        {"periodType": "week"},
        {"periodType": "month"},
        {"isTrending": True},
        {"query": {"q": "fog"}, "searchResults": ...},
    ],
)
def test_the_date_on_other_pages_is_not_their_papers(changed: dict[str, Any]) -> None:
    """It only says how late the page was made."""
    papers = [item(submittedOnDailyAt=GONE)]
    lists = {"searchResults": papers, "dailyPapers": []} if "searchResults" in changed else {"dailyPapers": papers}
    found = daily(**{**changed, **lists})
    assert (ids(found), found.papers[0].listed, found.list_date) == (["2606.00467"], None, None)
    assert found.told_at == "2026-06-12"
    later = daily(**{**changed, **lists}, dateString="2026-06-07")
    assert later.told_at == "2026-06-07"
    listed = daily(dailyPapers=[item()], periodType="week", dateString="2026-06-07")
    assert (listed.list_date, listed.told_at) == (None, "2026-06-12")


def test_a_search_page_holds_what_was_found() -> None:
    """And not the day's papers, which are there too, even where nothing was found."""
    other = item(id="2606.00001")
    assert ids(daily(query={"q": "fog"}, searchResults=[other])) == ["2606.00001"]
    assert ids(daily(query={"q": "fog"}, searchResults=[])) == []
    assert ids(daily(query={}, searchResults=[])) == ["2606.00467"]
    assert ids(daily(searchResults=None)) == ["2606.00467"]


def test_a_broken_item_of_the_data_is_a_remark() -> None:
    """Its neighbours come in."""
    found = daily(dailyPapers=[item(id="2606.00001"), item(id=2606.1), None, item(id="2606.00004")])
    assert ids(found) == ["2606.00001", "2606.00004"]
    assert [told.what.partition(":")[0] for told in found.skipped] == ["item 2", "item 3"]


def test_a_papers_own_page_is_read() -> None:
    """With the organization that is told beside the paper; it is the list of no day."""
    paper = {name: value for name, value in PAPER.items() if name != "organization"}
    props = {"paper": paper, "comments": [{"id": "1"}], "dailyPaperRank": 3, "organization": PAPER["organization"]}
    found = read_html(page(island("PaperContent", props)), "page.html")
    assert ids(found) == ["2606.00467"]
    assert found.papers[0].tags[-1] == "Lamp Works"
    assert (found.list_date, found.told_at) == (None, "2026-06-12")


@pytest.mark.parametrize("host", ["", "https://huggingface.co", "https://hf-mirror.example"])
def test_cards_are_read_where_the_data_is_gone(host: str) -> None:
    """Browsers may write whole addresses; the one who submitted a paper is no count of votes."""
    shown = [
        card("2606.00001", "Lanterns &amp; Fog", upvotes="1.2k", organization="Lamp Works", host=host),
        card("2606.00002", "Two\n  Lines", upvotes="-", host=host),
    ]
    found = read_html(page(*shown, head=ADDRESS), "page.html")
    first, second = found.papers
    assert (first.title, first.upvotes, first.comments, first.tags) == ("Lanterns & Fog", 1200, 2, ("Lamp Works",))
    assert (second.title, second.upvotes, second.tags) == ("Two Lines", None, ())
    assert ids(found) == ["2606.00001", "2606.00002"]
    assert {paper.listed for paper in found.papers} == {found.list_date} == {"2026-06-12"}


def test_cards_of_an_undated_page_have_no_day() -> None:
    """As the page of the latest papers is."""
    found = read_html(page(card("2606.00001", "Fog"), head=ADDRESS.replace("/date/2026-06-12", "")), "page.html")
    assert (found.papers[0].listed, found.list_date, found.told_at) == (None, None, None)


def test_a_card_shown_twice_is_one_paper() -> None:
    """Some pages have each card twice."""
    found = read_html(page(card("2606.00001", "Fog"), card("2606.00001", "Fog")), "page.html")
    assert ids(found) == ["2606.00001"]
    assert "again" in found.skipped[0].why


def test_links_that_are_no_papers_are_passed_over() -> None:
    """Not even one that cannot be taken apart is in the way."""
    other = '<article><h3><a href="http://[broken/papers/2606.00009">x</a><a href="/blog/fog">y</a></h3></article>'
    assert ids(read_html(page(other, card("2606.00001", "Fog")), "page.html")) == ["2606.00001"]


@pytest.mark.parametrize("props", ['{"dailyPapers": [', "[]", "{}", '{"dailyPapers": [{"id": 1}]}', ""])
def test_cards_stand_in_for_damaged_data(props: str) -> None:
    """Without any card, the reader is told that the data is damaged."""
    damaged = island("DailyPapers", props)
    assert ids(read_html(page(damaged, card("2606.00001", "Fog")), "page.html")) == ["2606.00001"]
    with pytest.raises(Unreadable, match="damaged"):
        read_html(page(damaged), "page.html")


@pytest.mark.parametrize("props", ["[]", "{}", '{"paper": {}', '{"paper": 3}'])
def test_a_damaged_page_of_one_paper_says_so(props: str) -> None:
    """It has no cards to read instead."""
    with pytest.raises(Unreadable, match="damaged"):
        read_html(page(island("PaperContent", props)), "page.html")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n",
        b"plain text",
        b"<",
        b"\0",
        b"<html></html>",
        page("<article><h3>No link</h3></article>"),
        b"<a>" * 99_999,
    ],
)
def test_what_is_no_page_of_papers_says_so(data: bytes) -> None:
    """Whatever is given as one."""
    with pytest.raises(Unreadable) as raised:
        read_html(data, "page.html")
    assert str(raised.value).endswith(".")


def test_a_page_of_many_papers_is_read_whole() -> None:
    """A month's page carries megabytes in one attribute."""
    many = [item(id=f"2606.{number:05}", summary="Long. " * 2000) for number in range(105)]
    found = daily(dailyPapers=many, periodType="month")
    assert len(found.papers) == 105


def test_broken_bytes_cost_no_more_than_themselves() -> None:
    """A NUL and a byte that is no UTF-8, in the middle of the data."""
    data = page(island("DailyPapers", {**DAY, "dailyPapers": [item(title="Lanterns XX Fog")]}))
    found = read_html(data.replace(b"XX", b"\xff\0"), "page.html")
    assert found.papers[0].title.startswith("Lanterns ")
    assert found.papers[0].title.endswith(" Fog")


def test_pages_are_recognised() -> None:
    """By what they carry or show, and nothing else that speaks of papers."""
    assert looks_like_page(b"\xef\xbb\xbf\n" + page(island("DailyPapers", DAY)))
    assert looks_like_page(page(island("PaperContent", {"paper": PAPER})))
    assert looks_like_page(page(card("2606.00001", "Fog")))
    assert not looks_like_page(json.dumps(DAY).encode())
    assert not looks_like_page(page("<article><h2><a href='/blog/1'>Fog</a></h2></article>"))
    assert not looks_like_page(b"<rss><channel><link>https://huggingface.co/papers/2606.00001</link></channel></rss>")
    assert not looks_like_page(b"DailyPapers data-props")


PIECES = st.sampled_from(
    [
        card("2606.00001", "Fog"),
        island("DailyPapers", DAY),
        island("PaperContent", {"paper": PAPER}),
        "<article>",
        "<h3>",
    ]
)


@given(st.lists(PIECES | st.text(max_size=40), max_size=5), st.binary(max_size=8), st.integers(0))
def test_any_page_is_read_or_unreadable(pieces: list[str], bytes_between: bytes, place: int) -> None:
    """Pieces of pages in any order, with bytes put in anywhere."""
    data = page(*pieces)
    cut = place % (len(data) + 1)
    data = data[:cut] + bytes_between + data[cut:]
    looks_like_page(data)
    try:
        found = read_html(data, "page.html")
    except Unreadable:
        return
    assert all(paper.title and clean_line(paper.title) == paper.title for paper in found.papers)


@given(
    st.recursive(
        st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_any_data_in_a_page_is_read_or_unreadable(value: object) -> None:
    """Whatever the data's fields are."""
    for changed in (
        {"dailyPapers": value},
        {"searchResults": value, "query": value},
        {"dateString": value, "periodType": value},
    ):
        with suppress(Unreadable):
            assert daily(**changed).kind == "huggingface-page"
