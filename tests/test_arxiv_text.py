"""What arXiv's sources write alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.papers.paper import Links
from feedtui.sources.arxiv_text import (
    abstract_of,
    clean_names,
    day_told,
    doi_of,
    is_cut_off,
    iso_time,
    links_of,
    names_in,
    paper_named,
    time_told,
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Lamp, Bo River", ("Ada Lamp", "Bo River")),
        ("Ada Lamp,  Moon, Bo River", ("Ada Lamp", "Moon", "Bo River")),
        (" Moon", ("Moon",)),
        ("Ada Lamp (Lamp Inst., Riverside), Bo River (1)", ("Ada Lamp", "Bo River")),
        ("Ada Lamp (Inst. of Lamps (North), Riverside), Bo River", ("Ada Lamp", "Bo River")),
        ("A. Lamp (1), B. River (2) ((1) Lamp Inst., (2) River College)", ("A. Lamp", "B. River")),
        ("Ada Lamp, Jr., Bo River, III", ("Ada Lamp Jr.", "Bo River III")),
        ("Moonlight Collaboration, :, Ada Lamp", ("Moonlight Collaboration", "Ada Lamp")),
        ("Ada Lamp (Riverside, Bo River", ("Ada Lamp (Riverside", "Bo River")),
        ("Ren\\'e Lamp, Žofie Říční, 李 明", ("Ren\\'e Lamp", "Žofie Říční", "李 明")),
        ("Ada\x1b[2J Lamp\u202e, \n, ,", ("Ada[2J Lamp",)),
        ("Jr.", ("Jr.",)),
        ("", ()),
    ],
)
def test_names_are_parted_by_commas_outside_of_brackets(text: str, names: tuple[str, ...]) -> None:
    """Affiliations go, suffixes stay with their name, and what has no letter is no name."""
    assert names_in(text) == names


def test_names_that_are_given_one_by_one_are_cleaned() -> None:
    """The colon that arXiv gives behind a collaboration is nobody."""
    assert clean_names(["The Lamp  Collaboration", " :", "A.\nLamp"]) == ("The Lamp Collaboration", "A. Lamp")


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("oai:arXiv.org:2611.00001v2", "arxiv:2611.00001"),
        (" 2611.00001 ", "arxiv:2611.00001"),
        ("http://arxiv.org/abs/hep-th/9711200v3", "arxiv:hep-th/9711200"),
        ("oai:arXiv.org:math.CA/0611800", "arxiv:math/0611800"),
        ("oai:arXiv.org:", None),
        ("https://example.org/abs/2611.00001", None),
        ("", None),
    ],
)
def test_a_paper_is_known_in_all_of_arxivs_forms(text: str, paper: str | None) -> None:
    """By the same identity, whatever its version."""
    assert paper_named(text) == paper


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Wed, 29 Jul 2026 00:00:00 -0400", "2026-07-29"),
        ("Sun, 1 Nov 2026 00:00:00 +0000", "2026-11-01"),
        ("2026-11-23T00:00:00-05:00", "2026-11-23"),
        ("Thu 22 Jan 26 19:00:00 GMT", "2026-01-22"),
        ("Thu 20 Aug 98 18:00:00 GMT", "1998-08-20"),
        ("Mon, 31 Feb 2026 00:00:00 -0500", None),
        ("2026-02-31", None),
        ("Wed, 29 Jui 2026 00:00:00 -0400", None),
        ("tomorrow", None),
        ("", None),
    ],
)
def test_a_day_is_the_one_of_its_own_zone(text: str, day: str | None) -> None:
    """New York's midnight belongs to the day that begins there, not to the one that it still is elsewhere."""
    assert day_told(text) == day


@pytest.mark.parametrize(
    ("text", "time"),
    [
        (" Mon, 12 Jan 2026 20:33:39 GMT   (215kb)", "2026-01-12T20:33:39Z"),
        ("Mon, 12 Jan 2026 25:61:00 GMT", "2026-01-12"),
        ("Mon, 12 Jan 2026", "2026-01-12"),
        ("(215kb)", None),
    ],
)
def test_a_time_in_words(text: str, time: str | None) -> None:
    """Where the time of the day is none, the day remains."""
    assert time_told(text) == time


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-07-30T17:59:56Z", "2026-07-30T17:59:56Z"),
        ("2007-02-27T16:02:02-05:00", "2007-02-27T21:02:02Z"),
        ("2026-07-30T17:59:56", "2026-07-30T17:59:56Z"),
        (" 2026-07-30\n", "2026-07-30"),
        ("0001-01-01T00:00:00+05:00", None),
        ("2026-02-30", None),
        ("yesterdayT", None),
        ("", None),
    ],
)
def test_a_time_in_numbers_is_in_utc_and_a_day_stays_one(text: str, time: str | None) -> None:
    """What is neither is not guessed."""
    assert iso_time(text) == time


@given(st.text())
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    """Each gives a date or none."""
    for read in (iso_time, day_told, time_told):
        found = read(text)
        assert found is None or found[:4].isdigit()


def test_an_abstract_keeps_its_paragraphs() -> None:
    """Wrapped lines are joined; two spaces begin a paragraph."""
    assert abstract_of("  One\ntwo.\n  Three\r\nfour. ") == "One two.\n\nThree four."
    assert abstract_of("  One\ntwo &lt; three.\n") == "One two < three."


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.5555/lamp.1 10.5555/lamp.2", "10.5555/lamp.1"),
        (" https://doi.org/10.5555/A(1)2", "10.5555/A(1)2"),
        ("", None),
    ],
)
def test_of_several_dois_the_first_is_kept(text: str, doi: str | None) -> None:
    """What is none would make two papers one."""
    assert doi_of(text) == doi
    assert doi_of("in print") is None


def test_code_is_found_in_the_abstract_or_the_comments() -> None:
    """The abstract goes first; a page of another kind is no code."""
    assert links_of("See https://github.com/lamp/a.", "https://github.com/lamp/b") == Links(
        code="https://github.com/lamp/a"
    )
    assert links_of("See https://example.org/a.", "5 pages,\nhttps://github.com/lamp/b") == Links(
        code="https://github.com/lamp/b"
    )
    assert links_of("None.") == Links()


def test_where_a_document_breaks_off() -> None:
    """In its last entry, behind it, or not at all."""
    whole = b"<rss><item>a</item><item>b</item></rss>"
    assert not is_cut_off(whole, "rss")
    assert not is_cut_off(whole, "item")
    assert is_cut_off(whole[:-6], "rss")
    assert not is_cut_off(whole[:-6], "item")
    assert is_cut_off(whole[:-13], "item")
