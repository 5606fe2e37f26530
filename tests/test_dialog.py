"""Windows under quick fingers: keys that come before a window is there, and after it was answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from driving import press, reading, shows, strike
from samples import TITLES


@pytest.mark.parametrize(
    ("opens", "keys"),
    [("Y", "enter enter"), ("Y", "1 enter"), ("L", "enter enter"), ("E", "ctrl+s ctrl+s"), ("f", "q escape")],
)
async def test_a_second_answer_is_not_taken(
    opens: str, keys: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window is closed once, and the reader goes on."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("feedtui.screens.taking.copy_outside", lambda text: "the clipboard")
    async with reading(tmp_path) as pilot:
        await press(pilot, opens)
        strike(pilot, *keys.split())
        await press(pilot, "G")
        await shows(pilot, TITLES[0][:20])
        assert len(pilot.app.screen_stack) == 1


@pytest.mark.parametrize("keys", ["f e", "f a", "f R", "f j d u", "question_mark G", "E tab"])
async def test_keys_wait_for_the_window_that_opens(keys: str, tmp_path: Path) -> None:
    """A window that is about to be drawn takes keys once it has something to take them."""
    async with reading(tmp_path, (80, 24)) as pilot:
        for _ in range(2):
            strike(pilot, *keys.split())
            await press(pilot)
            strike(pilot, "escape", "escape")
            await press(pilot)
        assert pilot.app.is_running
        await shows(pilot, TITLES[0][:20])
