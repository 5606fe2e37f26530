"""Searching within the abstract, driven by keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from driving import press, reader, reading, screen
from feedtui.library.library import Library
from feedtui.library.origin import Origin
from feedtui.paths import places
from samples import TITLES, abstract_for, paper


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a home with papers of long abstracts."""
    monkeypatch.setattr("feedtui.screens.reading.READ_AFTER", 3600.0)
    library = Library(places(str(tmp_path)))
    library.add([paper(title, abstract_for(title, 300)) for title in TITLES], Origin("page", "test"))
    library.close()
    return tmp_path


def marked(pilot: Pilot[Any], style: str) -> list[str]:
    """Return what is drawn in a style in the panes."""
    strips = pilot.app.screen._compositor.render_strips()[:-3]
    parts = [part for strip in strips for part in strip]
    return [part.text for part in parts if part.style and getattr(part.style, style)]


@pytest.mark.parametrize(("size", "colourless"), [((80, 24), False), ((120, 40), True)])
async def test_places_are_marked_and_gone_through(
    home: Path, size: tuple[int, int], colourless: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is typed is marked, n and N go round and say where they are, esc ends it and n is for papers again."""
    if colourless:
        monkeypatch.setenv("NO_COLOR", "1")
    async with reading(home, size, titles=()) as pilot:
        await press(pilot, "l", "slash", *"setting 4")
        assert "in this paper /setting 4" in screen(pilot)
        assert "11 found" in screen(pilot)
        assert reader(pilot).papers.count() == len(TITLES)
        await press(pilot, "enter")
        assert "/setting 4: 1 of 11" in screen(pilot)
        assert "setting 4" in "".join(marked(pilot, "reverse"))
        await press(pilot, "n")
        assert "/setting 4: 2 of 11" in screen(pilot)
        await press(pilot, "N", "N")
        assert "/setting 4: 11 of 11" in screen(pilot)
        assert "setting 49" in screen(pilot)
        await press(pilot, "3", "n")
        assert "/setting 4: 3 of 11" in screen(pilot)
        assert reader(pilot).papers.cursor == 0
        await press(pilot, "escape")
        assert reader(pilot).pane == "abstract"
        assert "setting 4" not in "".join(marked(pilot, "underline"))
        await press(pilot, "n")
        assert reader(pilot).papers.cursor == 1


async def test_what_is_not_there_is_said(home: Path) -> None:
    """Nothing found is told, in what was typed; the next search may begin with the last one."""
    async with reading(home, titles=()) as pilot:
        await press(pilot, "l", "slash", *"no such", "enter")
        assert "no such is not in this paper." in screen(pilot)
        await press(pilot, "escape", "slash", "up")
        assert "in this paper /no such" in screen(pilot)
        await press(pilot, "escape")
        assert "in this paper" not in screen(pilot)
        assert reader(pilot).pane == "abstract"


async def test_a_search_within_a_paper_ends_with_the_pane(home: Path) -> None:
    """In the list n goes to the next unread paper, and / searches papers."""
    async with reading(home, titles=()) as pilot:
        await press(pilot, "l", "slash", *"study", "enter", "tab", "tab")
        assert reader(pilot).pane == "list"
        await press(pilot, "n")
        assert reader(pilot).papers.cursor == 1
        await press(pilot, "slash", *"moon", "enter")
        assert reader(pilot).papers.count() == 1


async def test_marks_survive_another_width_and_another_paper(home: Path) -> None:
    """A new width breaks lines elsewhere and loses no place; space goes on to the next paper, marked too."""
    async with reading(home, titles=()) as pilot:
        pane = reader(pilot).abstract
        await press(pilot, "l", "slash", *"study", "enter")
        before = len(pane.hits)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert len(pane.hits) == before
        assert all("study" in pane._lines[line].plain for line in pane.hits)
        for _ in range(12):
            if reader(pilot).papers.cursor == 0:
                await press(pilot, "space")
        assert reader(pilot).papers.cursor == 1
        assert pane.hits
        await press(pilot, "n")
        assert f"/study: 1 of {len(pane.hits)}" in screen(pilot)
