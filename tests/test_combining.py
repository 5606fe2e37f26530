"""Searches put together from the sidebar's rows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driving import press, reader, reading, screen, shows
from feedtui.library.library import Library
from feedtui.library.origin import Origin
from feedtui.papers.combining import ANY, WITH, WITHOUT, combined, signs_in
from feedtui.papers.query import EVERYTHING, Query, QueryError, parse, query_text
from feedtui.paths import places
from samples import TITLES, paper


@pytest.mark.parametrize(
    ("keys", "query"),
    [
        ("+a +b", "tag:a tag:b"),
        ("|a |b", "tag:a OR tag:b"),
        ("+a |b |c", "tag:a OR tag:b OR tag:c"),
        ("|a |b +c", "(tag:a OR tag:b) tag:c"),
        ("|a |b +c |d", "(tag:a OR tag:b OR tag:d) tag:c"),
        ("-a |b", "-tag:a tag:b"),
        ("+a -a", "-tag:a"),
        ("|a |b |b", "tag:a"),
        ("+a +a", ""),
        ("-a -a", ""),
    ],
)
def test_names_are_put_together(keys: str, query: str) -> None:
    """Each key makes its name part of the query, or takes it out again."""
    made: Query = EVERYTHING
    for key in keys.split():
        made = combined(made, parse(f"tag:{key[1]}"), key[0])
    assert made == parse(query)
    assert query_text(made) == query


@pytest.mark.parametrize(
    ("query", "name", "sign", "expected"),
    [
        ("tag:a lamp", "tag:b", ANY, "(tag:a OR tag:b) lamp"),
        ("lamp tag:a oil", "tag:b", ANY, "lamp (tag:a OR tag:b) oil"),
        ("lamp", "tag:b", ANY, "lamp tag:b"),
        ("(tag:a OR lamp) oil", "tag:b", ANY, "(tag:a OR lamp) oil tag:b"),
        ("tag:a", "-is:read", WITHOUT, "tag:a is:read"),
        ("tag:a is:read", "-is:read", WITHOUT, "tag:a"),
        ("tag:a is:read", "-is:read", WITH, "tag:a -is:read"),
        ("is:new search:kept", "topic:vision", ANY, "is:new (search:kept OR topic:vision)"),
    ],
)
def test_what_was_typed_stays_around_it(query: str, name: str, sign: str, expected: str) -> None:
    """A name joins the last name alone, not the words beside it; a row that means `not` is turned round."""
    assert query_text(combined(parse(query), parse(name), sign)) == expected


def test_each_row_has_its_sign() -> None:
    """Of all parts of a search, and the row that means `not` has the other one."""
    signs = signs_in(parse("tag:a (tag:b OR tag:c) -tag:d has:tag lamp"))
    told = {"tag:a": WITH, "tag:b": ANY, "tag:c": ANY, "tag:d": WITHOUT, "has:tag": WITH, "-has:tag": WITHOUT}
    assert {row: signs[parse(row)] for row in told} == told


@given(st.text(max_size=60), st.sampled_from((WITH, ANY, WITHOUT)))
def test_any_search_is_gone_on_with(text: str, sign: str) -> None:
    """What was typed before stays; the name is what the key says, and the line is read as what it means."""
    try:
        query = parse(text)
    except QueryError:
        return
    name = parse("tag:zz")
    made = combined(query, name, sign)
    assert name in signs_in(made)
    assert parse(query_text(made)) == made
    assert combined(made, name, signs_in(made)[name]) == combined(query, name, WITH) or name not in signs_in(
        combined(made, name, signs_in(made)[name])
    )


def test_papers_without_a_tag(tmp_path: Path) -> None:
    """`has:tag` is about the reader's own tags, whatever a source says."""
    library = tagged(tmp_path)
    library.add([paper("Of a source", tags=("cs.CL",))], Origin("page", "test"))
    assert len(library.whole(parse("has:tag"))) == 3
    assert [library.item(row).paper.title for row in library.whole(parse("-has:tag"))] == ["Of a source", TITLES[3]]
    library.close()


def tagged(home: Path) -> Library:
    """Return a library of four papers, tagged a; a and b; b; and nothing."""
    library = Library(places(str(home)))
    library.add([paper(title) for title in TITLES], Origin("page", "test"))
    rows = [library.row_of(paper(title).id) for title in TITLES]
    for row, names in zip(rows, (("aa",), ("aa", "bb"), ("bb",)), strict=False):
        library.change([row], lambda mark, names=names: replace(mark, tags=names))  # type: ignore[misc]
    return library


async def test_rows_are_chosen_by_keys(tmp_path: Path) -> None:
    """The list shows what the signs say, the line shows it as a query, and esc leads back to the row."""
    tagged(tmp_path).close()
    async with reading(tmp_path) as pilot:
        at = reader(pilot)
        await press(pilot, "plus")
        await shows(pilot, "In the sidebar (h)")
        await press(pilot, "h")
        at.side.open("tag:aa")
        await press(pilot, "x", "j", "plus")
        shown = await shows(pilot, "1/1")
        assert "+ aa" in shown
        assert "+ bb" in shown
        assert at.search == "tag:aa tag:bb"
        await press(pilot, "vertical_line")
        await shows(pilot, "/(tag:aa OR tag:bb) · 2/3")
        assert "| aa" in screen(pilot)
        await press(pilot, "minus", "k", "k", "j")
        shown = await shows(pilot, "− bb")
        assert at.papers.count() == 1
        assert TITLES[0][:20] in shown
        await press(pilot, "l", "h")
        assert (at.pane, at.papers.count()) == ("sidebar", 1)
        await press(pilot, "escape")
        await shows(pilot, "1/2 · aa")
        assert "− bb" not in screen(pilot)


async def test_what_was_put_together_is_edited_and_kept(tmp_path: Path) -> None:
    """The search line has the query; S keeps it; a kept search is a row like others; it is there after a restart."""
    tagged(tmp_path).close()
    async with reading(tmp_path) as pilot:
        at = reader(pilot)
        await press(pilot, "h")
        at.side.open("tag:aa")
        await press(pilot, "vertical_line", "j", "vertical_line", "slash", "right", *" moonlight", "enter")
        await shows(pilot, "1/1")
        assert TITLES[2][:20] in screen(pilot)
        at.keep_place()
    async with reading(tmp_path) as pilot:
        at = reader(pilot)
        assert (at.search, at.papers.count()) == ("(tag:aa OR tag:bb) moonlight", 1)
        await press(pilot, "escape", "h")
        at.side.open("tag:aa")
        await press(pilot, "vertical_line", "j", "vertical_line", "S", *"both", "enter")
        assert at.library.searches() == {"both": "(tag:aa OR tag:bb)"}
        assert (at.search, at.papers.count()) == ("", 3)
        at.side.choose("both")
        await press(pilot, "h", "minus")
        await shows(pilot, "1/1")
        assert at.search == "-search:both"
        assert TITLES[3][:20] in screen(pilot)
        await press(pilot, "g", "plus")
        await shows(pilot, "All is no part of a search")


async def test_a_row_opened_otherwise_ends_it(tmp_path: Path) -> None:
    """A kept search opened by its number is shown by itself; a renamed tag is found under its new name."""
    tagged(tmp_path).close()
    async with reading(tmp_path) as pilot:
        at = reader(pilot)
        at.library.keep_search("moon", "moonlight")
        at.redraw()
        await press(pilot, "h")
        at.side.open("tag:aa")
        await press(pilot, "plus")
        at.run_command("rename-tag aa cc")
        await shows(pilot, "2 papers now tagged cc")
        assert (at.search, at.papers.count()) == ("tag:cc", 2)
        at.run_command("kept-search 1")
        await shows(pilot, "1/1 · moon")
        assert at.search == ""
