"""Jumping by typing, driven by keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from driving import press, reader, reading, screen, shows, starred
from samples import TITLES

_MANY = ("A Lamp", *(f"Paper {number} of Tides" for number in range(70)), "Zebra Crossings")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_letters_lead_to_the_next_title(tmp_path: Path, size: tuple[int, int]) -> None:
    """The cursor goes to the next title with a word that begins so, as it is typed; enter stays, esc goes back."""
    async with reading(tmp_path, size) as pilot:
        papers = reader(pilot).papers
        await press(pilot, "apostrophe", "m")
        assert papers.cursor == 0
        await press(pilot, "o", "o")
        assert papers.cursor == 2
        assert TITLES[2][:20] in screen(pilot)
        await press(pilot, "enter")
        assert papers.cursor == 2
        assert not reader(pilot).prompt.purpose
        await press(pilot, "apostrophe", *"sp")
        assert papers.cursor == 0
        await press(pilot, "e", "a")
        assert papers.cursor == 1
        await press(pilot, "escape")
        assert papers.cursor == 2
        assert reader(pilot).papers.count() == len(TITLES)


async def test_what_begins_no_word_moves_nothing(tmp_path: Path) -> None:
    """It is said, and the cursor stays where the letters led before."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "apostrophe", *"rivx")
        assert reader(pilot).papers.cursor == 1
        assert "No title of this list has a word that begins rivx." in screen(pilot)
        await press(pilot, "backspace", "enter", "s")
    assert starred(tmp_path) == [TITLES[1]]


async def test_fast_fingers_act_on_what_they_jumped_to(tmp_path: Path) -> None:
    """Keys right behind enter are about the paper that the letters lead to, however far down it is."""
    async with reading(tmp_path, titles=_MANY) as pilot:
        await pilot.press("apostrophe", *"zeb", "enter", "s")
        await press(pilot)
    assert starred(tmp_path) == ["Zebra Crossings"]


async def test_letters_lead_to_a_row_of_the_sidebar(tmp_path: Path) -> None:
    """In the sidebar they go to the row whose name has such a word, and its papers are listed."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "h", "apostrophe", *"st", "enter")
        row = reader(pilot).side.row
        assert row is not None
        assert row.label == "Starred"
        assert reader(pilot).pane == "sidebar"
        await shows(pilot, "No starred papers.")
        await press(pilot, "apostrophe", *"you", "escape")
        assert reader(pilot).side.cursor == list(reader(pilot).side.rows).index(row)


async def test_a_paper_that_letters_lead_past_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While letters are typed no paper counts as read; where they stay, one does."""
    monkeypatch.setattr("feedtui.screens.reading.READ_AFTER", 0.05)
    async with reading(tmp_path) as pilot:
        await press(pilot, "apostrophe", *"ri")
        await pilot.pause(0.3)
        assert reader(pilot).library.counts().everything.unread == len(TITLES)
        await press(pilot, "enter")
        await shows(pilot, "3/3")
