"""A session that begins where the last one ended."""

from __future__ import annotations

from pathlib import Path

from driving import press, reader, reading, screen, shows
from samples import TITLES


async def test_a_session_begins_where_the_last_one_ended(tmp_path: Path) -> None:
    """View, search and paper are those that the reader left by q."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "b", "j", "j", "b", "h", "j", "j", "j", "j", "l", "slash", *"sort:title", "enter", "j", "q")
    async with reading(tmp_path) as pilot:
        shown = await shows(pilot, "/sort:title · 2/2 · Queue")
        assert reader(pilot).papers.cursor == 1
        assert TITLES[1] not in shown


async def test_a_paper_that_left_the_view_leaves_the_line(tmp_path: Path) -> None:
    """A paper that was read in the view of unread ones is gone from it; the reader is where it was."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "h", "j", "l", "j", "j", "m", "q")
    async with reading(tmp_path) as pilot:
        await shows(pilot, "3/3 · Unread")


async def test_resuming_can_be_switched_off(tmp_path: Path) -> None:
    """With `resume = false` a session begins with all papers, at the top."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "j", "j", "q")
    (tmp_path / "settings.toml").write_text("resume = false\n")
    async with reading(tmp_path) as pilot:
        assert "1/4 · All" in screen(pilot)
