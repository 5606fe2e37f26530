"""Searching in the reader, kept searches, and lists that are empty."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from driving import press, reader, reading, screen, shows
from feedtui.library.counts import Count
from feedtui.library.library import Library
from feedtui.library.origin import Origin
from feedtui.papers.query import parse
from feedtui.paths import places
from samples import TITLES, paper


@pytest.fixture(autouse=True)
def slow_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have no paper read by itself, however slow the machine is: undo is about what the tests do."""
    monkeypatch.setattr("feedtui.screens.reading.READ_AFTER", 3600.0)


def titles(pilot: Pilot[Any]) -> list[str]:
    """Return the titles in the list."""
    screen_of = reader(pilot)
    return [screen_of.library.item(row).paper.title for row in screen_of.papers.papers]


async def test_papers_just_read_do_not_stand_under_a_search_that_they_do_not_match(tmp_path: Path) -> None:
    """What was read stays in the unread view, and under a search only if it is what the search looks for."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "h", "j", "l", "n", "n", "m")
        assert titles(pilot) == list(TITLES)
        await press(pilot, "slash", *"moonl")
        assert titles(pilot) == [TITLES[2]]
        await press(pilot, "escape")
        assert titles(pilot) == list(TITLES)
        await press(pilot, "slash", *"captions", "enter")
        assert titles(pilot) == [TITLES[3]]


@pytest.mark.parametrize("keys", [("slash", *"autor:x", "enter"), ("colon", *"search", "space", *"autor:x", "enter")])
async def test_a_wrong_search_says_what_is_wrong(tmp_path: Path, keys: tuple[str, ...]) -> None:
    """While it is typed a search only filters; entered, its mistake is named, and what is typed next mends it."""
    async with reading(tmp_path) as pilot:
        await press(pilot, *keys)
        assert "unknown field autor:, did you mean author:?" in screen(pilot)
        await press(pilot, "x")
        assert not reader(pilot).papers.selected
        assert reader(pilot).prompt.purpose == "search"
        await press(pilot, "escape")
        assert "did you mean" not in screen(pilot)
        assert len(titles(pilot)) == len(TITLES)


@pytest.mark.parametrize("size", [(120, 40), (40, 10)])
async def test_an_empty_list_says_so_and_how_to_get_back(tmp_path: Path, size: tuple[int, int]) -> None:
    """Each empty view has its sentence, and the key that the next line names does what it says."""
    async with reading(tmp_path, size) as pilot:
        for down, sentence in (("jj", "No starred papers."), ("", "The queue is empty.")):
            await press(pilot, "h", "j", *down, "l")
            assert sentence in screen(pilot)
            assert "h goes back to the sidebar" in screen(pilot)
            await press(pilot, "h")
            assert reader(pilot).pane == "sidebar"
        await press(pilot, "g", "l", "slash", *"nowhere", "enter")
        assert "Nothing found." in screen(pilot)
        assert "esc undoes the search" in screen(pilot)
        await press(pilot, "escape")
        assert len(titles(pilot)) == len(TITLES)


async def test_a_kept_search_is_in_the_sidebar_until_it_is_forgotten(tmp_path: Path) -> None:
    """A search that is kept has its counts, outlives the sitting, and undo takes it back and redo keeps it."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "S")
        assert "Search first" in screen(pilot)
        await press(pilot, "slash", *"code", "enter", "m", "S")
        await press(pilot, *["backspace"] * 4, *"lamps", "enter")
        assert "Kept as lamps." in screen(pilot)
        row = reader(pilot).side.row
        assert row is not None
        assert (row.label, row.query, row.count) == ("lamps", "code", Count(3, 4))
        assert titles(pilot) == list(TITLES)
        await press(pilot, "slash", *"moonl", "enter", "S", "m", "enter")
        assert titles(pilot) == [TITLES[2]]
        await press(pilot, "u")
        assert titles(pilot) == list(TITLES)
        row = reader(pilot).side.row
        assert row is not None
        assert row.label == "All"
    async with reading(tmp_path) as pilot:
        await press(pilot, "u")
        assert "search lamps forgotten" in screen(pilot), screen(pilot).splitlines()[-3:]
        assert "Searches" not in screen(pilot)
        await press(pilot, "ctrl+r")
        assert "search lamps kept" in screen(pilot)
        assert ("lamps", Count(3, 4)) in [(row.label, row.count) for row in reader(pilot).side.rows]
        reader(pilot).side.choose("lamps")
        await press(pilot, "colon", *"forget", "enter")
        assert "Forgot the search lamps" in screen(pilot)
        assert reader(pilot).library.searches() == {}


async def test_undo_takes_one_change_back_at_a_time(tmp_path: Path) -> None:
    """One key undoes a change of several papers at once, in a later sitting too, and ctrl+r makes it again."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "u")
        assert "There is nothing to undo." in screen(pilot)
        await press(pilot, "x", "x", "s", "escape", "t", *"lamp", "enter")
    async with reading(tmp_path) as pilot:
        for key, said, starred in (
            ("u", "1 paper no longer tagged lamp", 2),
            ("u", "2 papers unstarred", 0),
            ("ctrl+r", "2 papers starred", 2),
            ("ctrl+r", "1 paper tagged lamp", 2),
        ):
            await press(pilot, key)
            assert said in screen(pilot)
            assert len(reader(pilot).library.whole(parse("is:starred"))) == starred
        await press(pilot, "ctrl+r")
        assert "There is nothing to redo." in screen(pilot)


async def test_entered_a_word_is_whole_where_it_is_found(tmp_path: Path) -> None:
    """Typing finds what begins so; enter takes the word as it is, and what begins so where nothing else is found."""
    async with reading(tmp_path, titles=("Cat and Lamp", "Category of Lamps", "A Dog")) as pilot:
        await press(pilot, "slash", *"cat")
        assert reader(pilot).papers.count() == 2
        await press(pilot, "enter")
        assert reader(pilot).papers.count() == 1
        await press(pilot, "slash", *"categ", "enter")
        assert "Category of Lamps" in screen(pilot)


async def test_papers_of_others_wait_until_they_are_asked_for(tmp_path: Path) -> None:
    """What another process brings does not move the list; the status line says how many there are, r lists them."""
    async with reading(tmp_path) as pilot:
        with closing(Library(places(str(tmp_path)))) as other:
            other.add([paper("A Lantern from Elsewhere")], Origin("other", "test"))
        while "1 new: r lists them" not in screen(pilot):
            await pilot.pause(0.05)
        assert reader(pilot).papers.count() == 4
        await press(pilot, "r")
        assert reader(pilot).papers.count() == 5
        assert "A Lantern from Elsewhere" in screen(pilot)
        assert "r lists them" not in screen(pilot)


async def test_a_digit_opens_a_kept_search(tmp_path: Path) -> None:
    """Kept searches have numbers in the sidebar, and the key of that number opens each."""
    async with reading(tmp_path) as pilot:
        reader(pilot).library.keep_search("lamps", "lanterns")
        reader(pilot).library.keep_search("water", "rivers")
        reader(pilot).show_sidebar()
        await press(pilot, "2")
        assert "2 water" in await shows(pilot, "1/1 · water")
        assert titles(pilot) == [TITLES[1]]
        await press(pilot, "1")
        await shows(pilot, "1/1 · lamps")
        assert titles(pilot) == [TITLES[0]]
        await press(pilot, "3")
        await shows(pilot, "No kept search 3")


@pytest.mark.parametrize("size", [(80, 24), (40, 10)])
async def test_a_search_begun_in_the_sidebar_shows_its_papers_as_it_is_typed(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    """Where the sidebar hides the list, that comes with the first letter; esc goes back to the sidebar."""
    async with reading(tmp_path, size) as pilot:
        await press(pilot, "h", "slash", *"moonl")
        assert "Moonlight" in screen(pilot)
        await press(pilot, "escape")
        assert "Starred" in screen(pilot)
        assert reader(pilot).pane == "sidebar"
        await press(pilot, "slash", *"moonl", "enter")
        assert reader(pilot).pane == "list"
        assert titles(pilot) == [TITLES[2]]
