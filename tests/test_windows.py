"""Windows on small screens: whole, with the reader behind them, and with no key cut."""

from __future__ import annotations

from pathlib import Path

import pytest

from driving import press, reading, screen

WINDOWS = [
    ("f", "Sources"),
    ("question_mark", "feedtui"),
    ("E", "Export"),
    ("Y", "Copy as"),
    ("ctrl+p", "Find anything"),
]


@pytest.mark.parametrize("size", [(40, 10), (80, 24)])
async def test_the_keys_below_a_window_are_whole(size: tuple[int, int], tmp_path: Path) -> None:
    """What there is no room for is left to `?`, and nothing is cut."""
    async with reading(tmp_path, size) as pilot:
        for key, title in WINDOWS:
            await press(pilot, key)
            await pilot.pause()
            shown = screen(pilot)
            assert f"╭─ {title}" in shown
            last = next(line for line in shown.splitlines() if "╰" in line)
            assert "…" not in last
            await press(pilot, "escape")


async def test_the_reader_is_seen_behind_a_window(tmp_path: Path) -> None:
    """A window lies over the reader, which shows what it is about."""
    async with reading(tmp_path, (80, 24)) as pilot:
        await press(pilot, "Y")
        assert "Sparse Lanterns" in screen(pilot)
        assert "n Next" in screen(pilot)
