"""Kept searches: edited, renamed, put in another order, and undone, driven by keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from driving import press, reader, reading, screen, shows
from feedtui.library.library import Library
from feedtui.library.origin import Origin
from feedtui.papers.query import parse
from feedtui.paths import places
from feedtui.widgets.line_field import LineField
from samples import TITLES, paper
from terminal import feedtui

_SEARCHES = {"alpha": "lanterns", "moon": "moon*", "water": "rivers sort:oldest", "wet": "search:Water OR fog"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Make a home with four papers and four kept searches, one of which uses another."""
    library = Library(places(str(tmp_path)))
    library.add([paper(title) for title in TITLES], Origin("page", "test"))
    for name, query in _SEARCHES.items():
        library.keep_search(name, query)
    library.mute("search:moon -lanterns")
    library.close()
    return tmp_path


def numbered(pilot: Pilot[Any]) -> list[str]:
    """Return the kept searches as the sidebar shows them."""
    return [f"{row.number} {row.label}" for row in reader(pilot).side.rows if row.is_search]


def kept(pilot: Pilot[Any]) -> dict[str, str]:
    """Return the kept searches."""
    return dict(reader(pilot).library.searches())


async def typed(pilot: Pilot[Any], text: str) -> None:
    """Type a command and enter it."""
    await press(pilot, "colon", *text, "enter")


@pytest.mark.parametrize("size", [(80, 24)])
async def test_a_kept_search_is_edited(home: Path, size: tuple[int, int]) -> None:
    """Its query is searched as it is typed in the line; entered it is kept, and u brings the old one back."""
    async with reading(home, size, titles=()) as pilot:
        await press(pilot, "1")
        await shows(pilot, "1/1 · alpha")
        await typed(pilot, "edit-search")
        assert "alpha: lanterns" in screen(pilot)
        await press(pilot, *" OR captions")
        assert reader(pilot).papers.count() == 2
        await press(pilot, "enter")
        assert kept(pilot)["alpha"] == "lanterns OR captions"
        assert "alpha is now lanterns OR captions" in screen(pilot)
        assert reader(pilot).papers.count() == 2
        assert reader(pilot).search == ""
        await press(pilot, "u")
        assert "search alpha changed" in screen(pilot)
        assert kept(pilot)["alpha"] == "lanterns"


async def test_an_edit_is_given_up_or_mended(home: Path) -> None:
    """Esc leaves the search as it was; a wrong query is asked for again, with its mistake."""
    async with reading(home, titles=()) as pilot:
        await typed(pilot, "edit-search wet")
        await press(pilot, *" autor:x", "enter")
        assert "did you mean author:?" in screen(pilot)
        assert reader(pilot).query_one(LineField).value.endswith("autor:x")
        await press(pilot, "escape")
        assert kept(pilot) == _SEARCHES
        row = reader(pilot).side.row
        assert row is not None
        assert row.label == "wet"
        assert reader(pilot).papers.count() == 1
        await typed(pilot, "edit-search nosuch")
        assert "No kept search nosuch" in screen(pilot)


async def test_a_renamed_search_is_followed(home: Path) -> None:
    """Searches and muted queries that use it name it anew; all of that is one undo, and redo does it again."""
    async with reading(home, titles=()) as pilot:
        await typed(pilot, "kept-search water")
        await typed(pilot, "rename-search to sea")
        assert "water is now called to sea; wet follows" in screen(pilot)
        assert kept(pilot)["wet"] == 'search:"to sea" OR fog'
        assert kept(pilot)["to sea"] == _SEARCHES["water"]
        assert "water" not in kept(pilot)
        row = reader(pilot).side.row
        assert row is not None
        assert row.label == "to sea"
        await press(pilot, "u")
        assert "search to sea renamed water, search wet changed" in screen(pilot)
        assert kept(pilot) == _SEARCHES
        await press(pilot, "ctrl+r")
        assert kept(pilot)["wet"] == 'search:"to sea" OR fog'
        await typed(pilot, "kept-search moon")
        await typed(pilot, "rename-search")
        await press(pilot, "ctrl+u", *"night", "enter")
        assert reader(pilot).library.muted() == ["search:night -lanterns"]


async def test_a_name_that_is_taken_is_not_given_twice(home: Path) -> None:
    """A rename to another's name says so and changes nothing; another case of its own is taken."""
    async with reading(home, titles=()) as pilot:
        await typed(pilot, "kept-search water")
        await typed(pilot, "rename-search MOON")
        assert "There is a search moon already" in screen(pilot)
        assert kept(pilot) == _SEARCHES
        await typed(pilot, "rename-search Water")
        assert kept(pilot)["wet"] == "search:Water OR fog"
        assert "Water" in kept(pilot)


async def test_searches_are_put_in_order(home: Path) -> None:
    """K, J and :move-search change the order, and the keys 1 to 9 with it; it lasts, and is undone."""
    async with reading(home, titles=()) as pilot:
        assert numbered(pilot) == ["1 alpha", "2 moon", "3 water", "4 wet"]
        await press(pilot, "4")
        await shows(pilot, "1/1 · wet")
        await press(pilot, "K")
        assert "J move the kept search" in screen(pilot)
        await press(pilot, "h", "K", "K")
        assert "wet is now number 2" in screen(pilot)
        assert numbered(pilot) == ["1 alpha", "2 wet", "3 moon", "4 water"]
        row = reader(pilot).side.row
        assert row is not None
        assert row.label == "wet"
        await press(pilot, "J")
        await typed(pilot, "kept-search alpha")
        await typed(pilot, "move-search 4")
        assert numbered(pilot) == ["1 moon", "2 wet", "3 water", "4 alpha"]
        await typed(pilot, "move-search sideways")
        assert "a number from 1 to 4" in screen(pilot)
    async with reading(home, titles=()) as pilot:
        await press(pilot, "1")
        await shows(pilot, "· moon")
        await press(pilot, "u")
        assert "searches reordered" in screen(pilot)
        assert numbered(pilot) == ["1 alpha", "2 moon", "3 wet", "4 water"]
        reader(pilot).library.keep_search("aa", "fog")
        reader(pilot).show_sidebar()
        assert numbered(pilot)[-1] == "5 aa"


@pytest.mark.parametrize(("answer", "query"), [("yes", "captions"), ("no", "moon*"), ("", "moon*")])
async def test_a_name_that_exists_is_asked_about(home: Path, answer: str, query: str) -> None:
    """S under a name that is there, in any case, puts the search in its place only after a question."""
    async with reading(home, titles=()) as pilot:
        await press(pilot, "slash", *"captions", "enter", "S", "ctrl+u", *"Moon", "enter")
        assert "moon exists: replace it?" in screen(pilot)
        await press(pilot, *answer, "enter")
        assert kept(pilot) == {**_SEARCHES, "moon": query}
        if answer == "yes":
            assert "Kept as moon." in screen(pilot)
            await press(pilot, "u")
            assert kept(pilot) == _SEARCHES


def test_a_search_without_a_query_can_be_forgotten(tmp_path: Path) -> None:
    """What another program wrote without a query is no search, and takes no place among them."""
    library = Library(places(str(tmp_path)))
    library._marks.keep(
        "searches", {"odd": {"place": "first"}, "b": {"query": "x", "place": True}, "a": {"query": "y"}}
    )
    assert list(library.searches()) == ["a", "b"]
    assert library.move_search("b", 0)
    assert list(library.searches()) == ["b", "a"]
    assert library.keep_search("odd", None)
    assert library.keep_search("odd", None) is None
    assert library.meant(parse("search:B")) == parse("x")
    library.close()


def test_the_order_outlives_a_backup(home: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A backup that is restored elsewhere has the searches in the reader's order."""
    library = Library(places(str(home)))
    library.move_search("wet", 0)
    library.close()
    other = tmp_path_factory.mktemp("other")
    feedtui(home, "backup", str(other / "all.zip"))
    feedtui(other / "home", "restore", str(other / "all.zip"))
    restored = Library(places(str(other / "home")))
    assert list(restored.searches()) == ["wet", "alpha", "moon", "water"]
    restored.close()
