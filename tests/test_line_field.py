"""The prompt's line: what was typed before, what may come next, and what is wrong, driven by keys."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from driving import press, reader, reading, screen
from feedtui.library.library import Library
from feedtui.library.origin import Origin
from feedtui.papers.query import EVERYTHING
from feedtui.paths import places
from feedtui.widgets.line_field import LineField
from samples import TITLES, paper

_WHO = (("Jane Doe",), ("Ada van Berg",), ("Janet Wu",), ("Li Wei",))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Make a home with papers of some authors, the first with tags, and a kept search."""
    library = Library(places(str(tmp_path)))
    library.add([paper(title, authors=who) for title, who in zip(TITLES, _WHO, strict=True)], Origin("page", "test"))
    library.change(library.first(EVERYTHING, 1), lambda mark: replace(mark, tags=("graph learning", "tides")))
    library.keep_search("to read", "moon*")
    library.close()
    return tmp_path


def line(pilot: Pilot[Any]) -> str:
    """Return what is in the prompt's line."""
    return str(reader(pilot).query_one(LineField).value)


def below(pilot: Pilot[Any]) -> str:
    """Return the line below the prompt."""
    return screen(pilot).splitlines()[-2]


def underlined(pilot: Pilot[Any]) -> str:
    """Return what is underlined in the prompt's line."""
    strip = pilot.app.screen._compositor.render_strips()[-3]
    return "".join(part.text for part in strip if part.style and part.style.underline)


@pytest.mark.parametrize("size", [(80, 24)])
async def test_tab_completes_a_search(home: Path, size: tuple[int, int]) -> None:
    """Tab puts fields and names there one after the other and comes back to what was typed; the search follows."""
    async with reading(home, size) as pilot:
        await press(pilot, "slash", *"aut")
        assert "author:" in below(pilot)
        await press(pilot, "tab", *"jan")
        assert '"Jane Doe"  "Janet Wu"' in below(pilot)
        await press(pilot, "tab")
        assert line(pilot) == 'author:"Jane Doe"'
        assert TITLES[0][:15] in screen(pilot)
        assert TITLES[2][:20] not in screen(pilot)
        await press(pilot, "tab")
        assert line(pilot) == 'author:"Janet Wu"'
        await press(pilot, "tab")
        assert line(pilot) == "author:jan"
        await press(pilot, "shift+tab", "enter")
        assert reader(pilot).search == 'author:"Janet Wu"'
        assert "to read" not in below(pilot)


async def test_names_of_the_library_are_completed(home: Path) -> None:
    """Own tags, sources, topics and kept searches complete their fields; what stands behind the cursor stays."""
    async with reading(home) as pilot:
        for typed, whole in (("tag:gr", 'tag:"graph learning"'), ("search:to", 'search:"to read"')):
            await press(pilot, "slash", *typed, "tab")
            assert line(pilot) == whole
            await press(pilot, "escape")
        await press(pilot, "slash", *"is:u moon", *["left"] * 5, "tab")
        assert line(pilot) == "is:unread moon"


async def test_fast_fingers_complete_what_they_typed(home: Path) -> None:
    """Keys that come at once are taken in their order."""
    async with reading(home) as pilot:
        await pilot.press("slash", *"is:unr", "tab", "space", *"tag:ti", "tab", "enter")
        await press(pilot)
        assert reader(pilot).search == "is:unread tag:tides"


async def test_many_candidates_are_paged(home: Path) -> None:
    """What does not fit is behind a sign, and comes when tab gets there."""
    async with reading(home, (40, 10)) as pilot:
        await press(pilot, "slash")
        assert "title:" in below(pilot)
        assert "\u203a" in below(pilot)
        await press(pilot, "shift+tab")
        assert line(pilot) == "upvotes:"
        await press(pilot, "shift+tab")
        assert "read:" in below(pilot)
        assert "\u2039" in below(pilot)


async def test_a_mistake_is_marked_where_it_is(home: Path) -> None:
    """What is wrong is underlined, with a sign and its sentence below; nothing is left of that when it is mended."""
    async with reading(home, (80, 24)) as pilot:
        await press(pilot, "slash", *"moon autor:x tide")
        assert underlined(pilot) == "autor:x"
        assert "did you mean author:?" in below(pilot)
        assert below(pilot).index("^") == screen(pilot).splitlines()[-3].index("autor:x")
        await press(pilot, "enter")
        assert reader(pilot).prompt.purpose == "search"
        assert underlined(pilot) == "autor:x"
        await press(pilot, *["left"] * 4, "h")
        assert line(pilot) == "moon author:x tide"
        assert underlined(pilot) == ""
        assert "^" not in below(pilot)


async def test_a_half_typed_value_is_wrong_only_when_it_is_entered(home: Path) -> None:
    """`is:un` is not called wrong while it may become `is:unread`; entered, it is."""
    async with reading(home) as pilot:
        await press(pilot, "slash", *"is:un")
        assert "did you mean" not in screen(pilot)
        await press(pilot, "enter")
        assert "did you mean is:unread?" in below(pilot)
        assert underlined(pilot) == "un"


async def test_searches_come_back(home: Path) -> None:
    """Up and down go through earlier searches, those that begin as is typed; the next session has them too."""
    async with reading(home) as pilot:
        for text in ("moon", "tide", "mask", "moon", "autor:x"):
            await press(pilot, "slash", "ctrl+u", *text, "enter", "escape")
            assert reader(pilot).search == ""
        await press(pilot, "q")
    async with reading(home) as pilot:
        await press(pilot, "slash", "up")
        assert line(pilot) == "moon"
        assert TITLES[2][:20] in screen(pilot)
        assert TITLES[0][:15] not in screen(pilot)
        await press(pilot, "ctrl+p", "ctrl+p", "up")
        assert line(pilot) == "tide"
        await press(pilot, "ctrl+n", "down", "down")
        assert line(pilot) == ""
        await press(pilot, *"m", "up", "up", "up")
        assert line(pilot) == "mask"
        await press(pilot, "enter")
        assert reader(pilot).search == "mask"


async def test_commands_are_completed_and_come_back(home: Path) -> None:
    """Behind the colon tab completes names and what commands take; up brings the last one."""
    async with reading(home) as pilot:
        await press(pilot, "colon", *"them", "tab", "tab", "tab")
        assert line(pilot) == "theme light"
        await press(pilot, "escape", "colon", *"star is:unr", "tab")
        assert line(pilot) == "star is:unread"
        await press(pilot, "escape", "colon", *"tag +ti", "tab", *" tag:gr", "tab")
        assert line(pilot) == 'tag +tides tag:"graph learning"'
        await press(pilot, "escape", "colon", *"delete-tag gr", "tab")
        assert line(pilot) == 'delete-tag "graph learning"'
        await press(pilot, "enter", "colon", "up")
        assert line(pilot) == 'delete-tag "graph learning"'
        await press(pilot, "escape", "slash", "up")
        assert line(pilot) == ""


async def test_the_palette_is_not_opened_while_a_line_asks(home: Path) -> None:
    """ctrl+p opens the palette over the list, and in a line goes to what was typed before."""
    async with reading(home) as pilot:
        await press(pilot, "slash", "ctrl+p")
        assert len(pilot.app.screen_stack) == 1
        await press(pilot, "escape", "ctrl+p")
        assert len(pilot.app.screen_stack) == 2
