"""Choosing what a command is about, driven by keys."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from driving import press, reader, reading, screen, shows, starred
from feedtui.library.library import Library
from samples import TITLES


async def test_a_range_follows_the_cursor(tmp_path: Path) -> None:
    """V begins a range, moving makes it longer or shorter, v ends it, and a command is about all of it."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "v", "j", "j", "k")
        assert "2 selected" in screen(pilot)
        await press(pilot, "v", "j", "j")
        assert "2 selected" in screen(pilot)
        await press(pilot, "s")
        assert "2 papers starred." in screen(pilot)
    assert starred(tmp_path) == list(TITLES[:2])


async def test_a_range_is_given_up(tmp_path: Path) -> None:
    """Esc ends the range and leaves what was selected before it; again, and nothing is selected."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "x", "j", "v", "j")
        assert len(reader(pilot).papers.selected) == 3
        await press(pilot, "escape", "k")
        assert len(reader(pilot).papers.selected) == 1
        await press(pilot, "escape")
        assert not reader(pilot).papers.selected


async def test_commands_take_a_query(tmp_path: Path) -> None:
    """:star, :tag and the like are about what a query finds, whatever is in view, and are one undo."""
    async with reading(tmp_path) as pilot:
        reader(pilot).run_command(f'star title:"{TITLES[2]}"')
        await pilot.pause()
        assert "1 paper starred." in screen(pilot)
        reader(pilot).run_command("tag +later +vision -old is:unread")
        await pilot.pause()
        assert "Tags of 4 papers changed." in screen(pilot)
        reader(pilot).run_command("tag +none nothingfindsthis")
        await pilot.pause()
        assert "No paper is found" in screen(pilot)
        reader(pilot).run_command("star autor:x")
        await pilot.pause()
        assert "did you mean author" in screen(pilot)
        reader(pilot).run_command("tag later")
        await pilot.pause()
        assert "with a sign" in screen(pilot)
        await press(pilot, "u")
        assert "later" not in reader(pilot).library.counts().own
    assert starred(tmp_path) == list(TITLES[2:3])


@pytest.mark.parametrize(("answer", "unread"), [("yes", 0), ("y", 0), ("", 4), ("no", 4)])
async def test_all_are_marked_after_a_question(tmp_path: Path, answer: str, unread: int) -> None:
    """:read-all asks first, and is one undo."""
    async with reading(tmp_path) as pilot:
        reader(pilot).run_command("read-all")
        await shows(pilot, "mark 4 papers as read?")
        await press(pilot, *answer, "enter")
        counts = reader(pilot).library.counts().everything
        assert counts.unread == unread
        await press(pilot, "u")
        assert reader(pilot).library.counts().everything.unread == 4


async def test_numbers_stand_before_keys(tmp_path: Path) -> None:
    """`2j` moves by two and `3G` goes to the third; a number is for the next key alone."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "2", "j")
        assert reader(pilot).papers.cursor == 2
        await press(pilot, "2", "s", "k")
        assert reader(pilot).papers.cursor == 1
        await press(pilot, "4", "G")
        assert reader(pilot).papers.cursor == 3
        await press(pilot, "1", "0", "k")
        assert reader(pilot).papers.cursor == 0
        await press(pilot, "2", "g", "g")
        assert reader(pilot).papers.cursor == 1
        await press(pilot, "g", "g")
        assert reader(pilot).papers.cursor == 0


@pytest.mark.parametrize(("key", "shown"), [("A", "100 selected"), ("T", "1 of 100, 0 kept")])
async def test_quick_fingers_mean_the_whole_list(
    key: str, shown: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key for all papers that comes when only the first ones are listed is about all of them."""
    may_go, whole = threading.Event(), Library.whole

    def later(library: Library, *what: Any) -> Any:
        assert threading.current_thread() is threading.main_thread() or may_go.wait(30)
        return whole(library, *what)

    monkeypatch.setattr(Library, "whole", later)
    async with reading(tmp_path, titles=tuple(f"Lantern {number}" for number in range(100))) as pilot:
        await pilot.press(key)
        assert shown not in screen(pilot)
        may_go.set()
        await shows(pilot, shown)


@pytest.mark.parametrize("size", [(80, 24), (40, 10)])
async def test_esc_goes_back_step_by_step_and_opens_nothing(tmp_path: Path, size: tuple[int, int]) -> None:
    """First the range, then the selection, then the search; at last it says what does open the sidebar."""
    async with reading(tmp_path, size) as pilot:
        papers = reader(pilot).papers
        await press(pilot, "slash", *"is:unread", "enter", "x", "v", "j")
        assert len(papers.selected) == 3
        await press(pilot, "escape")
        assert len(papers.selected) == 1
        await press(pilot, "escape")
        assert (len(papers.selected), reader(pilot).search) == (0, "is:unread")
        await press(pilot, "escape")
        assert (reader(pilot).search, reader(pilot).pane) == ("", "list")
        before = screen(pilot)
        await press(pilot, "escape")
        assert "h opens the sidebar." in screen(pilot)
        await press(pilot, "h")
        assert "h opens" not in screen(pilot) != before
        assert reader(pilot).pane == "sidebar"
        await press(pilot, "escape")
        assert reader(pilot).pane == "list"
