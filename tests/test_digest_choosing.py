"""Which papers a digest shows, and under what."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests import chosen, keep
from feedtui.digest.choosing import OTHER, Entry, choose, day_in_words, grouped, since_of
from feedtui.digest.shown import Known
from feedtui.library.library import Library
from feedtui.library.origin import Origin
from feedtui.papers.paper import Item, Mark, Paper
from feedtui.papers.query import EVERYTHING
from feedtui.paths import places
from samples import paper

NOW = datetime(2026, 11, 25, 7, 30, tzinfo=UTC)


def titles(entries: list[Entry]) -> list[str]:
    """Return the titles, in order."""
    return [entry.item.paper.title for entry in entries]


def listed(title: str, day: str, upvotes: int | None = None) -> Paper:
    """Return a paper with the day of its listing."""
    return replace(paper(title), listed=day, upvotes=upvotes)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1d", "2026-11-24"),
        ("12h", "2026-11-24"),
        ("6h", "2026-11-25"),
        ("2w", "2026-11-11"),
        (" 7D ", "2026-11-18"),
        ("2026-11-23", "2026-11-23"),
        ("2026-11", "2026-11-01"),
        ("yesterday", "2026-11-24"),
        ("9999w", "1835-04-08"),
    ],
)
def test_since_is_a_time_ago_or_a_date(text: str, day: str) -> None:
    """A day ago is yesterday: what was listed after yesterday's digest is not lost between two."""
    assert since_of(text, NOW) == date.fromisoformat(day)


def test_since_counts_in_utc() -> None:
    """Days of lists are days in UTC, wherever the reader is."""
    early = datetime(2026, 11, 25, 3, tzinfo=timezone(timedelta(hours=9)))
    assert since_of("1h", early) == date(2026, 11, 24)


@given(st.text(max_size=12))
def test_any_other_text_is_no_time(text: str) -> None:
    """Nothing crashes; what is understood is a date."""
    assert isinstance(since_of(text, NOW), date | None)


@pytest.mark.parametrize("text", ["", "soon", "0d", "-1d", "<2026", "1.5d", "..2026-11"])
def test_no_beginning_is_no_time(text: str) -> None:
    """A span without a first day does not say since when."""
    assert since_of(text, NOW) is None


def test_the_best_come_first_then_the_newest(tmp_path: Path) -> None:
    """More upvotes go before fewer, those without any come last, the newer before the older."""
    keep(
        tmp_path,
        [
            listed("Old Lamps", "2026-11-20"),
            listed("New Lamps", "2026-11-24"),
            listed("Few Votes", "2026-11-22", 3),
            listed("Many Votes", "2026-11-21", 30),
            listed("No Votes", "2026-11-23", 0),
        ],
    )
    assert titles(chosen(tmp_path)) == ["Many Votes", "Few Votes", "No Votes", "New Lamps", "Old Lamps"]
    assert titles(chosen(tmp_path, since="2026-11-22")) == ["Few Votes", "No Votes", "New Lamps"]
    assert titles(chosen(tmp_path, "lamps sort:oldest")) == ["New Lamps", "Old Lamps"]
    assert titles(chosen(tmp_path, "-lamps -many")) == ["Few Votes", "No Votes"]


def test_a_paper_is_new_when_it_was_listed_or_else_came_in(tmp_path: Path) -> None:
    """Listed again counts, too; who tells no day of listing, like arXiv's API, tells of it some days later."""
    keep(tmp_path, [paper("Old Lamps"), listed("Old Fog", "2026-11-10"), paper("Rivers")], at="2026-11-10T07:00:00Z")
    late = replace(paper("Late Lamps"), published="2026-11-13T18:00:00Z")
    keep(tmp_path, [late], Origin("arxiv:cs.CL", "arxiv-api", by_date=True), "2026-11-16T05:00:00Z")
    again = [listed("Old Fog", "2026-11-16"), listed("Rivers", "2026-11-17"), listed("Past", "2026-11-12")]
    keep(tmp_path, again, at="2026-11-17T07:00:00Z")
    assert sorted(titles(chosen(tmp_path, since="2026-11-16"))) == ["Late Lamps", "Old Fog", "Rivers"]
    assert sorted(titles(chosen(tmp_path, since="2026-11-17"))) == ["Rivers"]
    assert len(chosen(tmp_path, since="2026-11-10")) == 5


def test_an_archive_is_not_new_on_the_day_it_comes(tmp_path: Path) -> None:
    """Of millions of papers, those count that were published since."""
    told = [replace(paper(title), published=day) for title, day in (("Old", "1998-02-03"), ("New", "2026-11-24"))]
    keep(tmp_path, told, Origin("snapshot.json", "arxiv-snapshot", by_date=True), "2026-11-25T07:00:00Z")
    assert titles(chosen(tmp_path, since="2026-11-18")) == ["New"]


def test_most_leaves_the_others_for_later(tmp_path: Path) -> None:
    """The best are kept, and the rest are counted."""
    keep(tmp_path, [listed(f"Paper {number}", "2026-11-24", number) for number in range(5)])
    with closing(Library(places(str(tmp_path)))) as library:
        entries, left = choose(library, EVERYTHING, date(2026, 1, 1), Known(), 2)
    assert (titles(entries), left) == (["Paper 4", "Paper 3"], 3)


def test_what_is_muted_is_passed_over(tmp_path: Path) -> None:
    """Unless it is asked for."""
    keep(tmp_path, [listed("Bright Lamps", "2026-11-24"), listed("Dull Surveys", "2026-11-24")])
    with closing(Library(places(str(tmp_path)))) as library:
        library.mute("surveys")
    assert titles(chosen(tmp_path)) == ["Bright Lamps"]
    assert titles(chosen(tmp_path, "is:muted")) == ["Dull Surveys"]


def test_a_paper_that_merged_is_the_same_paper(tmp_path: Path) -> None:
    """Shown by its title alone, it is not shown again when it has an arXiv id, nor when its DOI was shown."""
    keep(tmp_path, [listed("Lanterns in the Fog", "2026-11-24")], Origin("page", "test"))
    known = Known([chosen(tmp_path)[0].names])
    named = replace(listed("Lanterns in the Fog", "2026-11-24"), id="arxiv:2606.00467", doi="10.1000/lamps")
    keep(tmp_path, [named], Origin("hf:daily", "test"))
    assert len(chosen(tmp_path)) == 1
    assert not chosen(tmp_path, known=known)
    known = Known([["doi:10.1000/lamps"]])
    assert not chosen(tmp_path, known=known)


def test_groups_go_by_topic_own_tag_and_the_sources_tag() -> None:
    """The first of them that there is; groups stand in the order of their best papers, the others last."""
    lamp = paper("A", tags=("cs.CL",))
    items = [
        Item(paper("B")),
        Item(lamp, topics=("lamps", "fog")),
        Item(lamp, Mark(tags=("mine", "yours"))),
        Item(paper("D"), Mark(tags=("mine",)), ("lamps",)),
        Item(lamp),
        Item(paper("C"), topics=("lamps",)),
    ]
    groups = grouped([Entry(item, ()) for item in items])
    assert [(group.name, len(group.entries)) for group in groups] == [
        ("lamps", 3),
        ("mine", 1),
        ("cs.CL", 1),
        (OTHER, 1),
    ]


def test_a_day_is_written_in_english() -> None:
    """Whatever the locale is."""
    assert day_in_words(date(2026, 3, 1)) == "1 March 2026"
