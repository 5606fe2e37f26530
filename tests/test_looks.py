"""Whether anything moves by itself, as the reader and the environment say."""

from __future__ import annotations

from pathlib import Path

import pytest

from driving import press, reader, reading, screen


async def test_nothing_moves_when_that_is_asked_for(tmp_path: Path) -> None:
    """`:motion off` is for this session and the next ones, until `:motion on`."""
    async with reading(tmp_path) as pilot:
        assert pilot.app.animation_level == "full"
        await press(pilot, "colon", *"motion off", "enter")
        assert "Nothing moves by itself." in screen(pilot)
    async with reading(tmp_path) as pilot:
        assert pilot.app.animation_level == "none"
        reader(pilot).run_command("motion")
        await pilot.pause()
        assert "Things may move." in screen(pilot)
        reader(pilot).run_command("motion sideways")
        await pilot.pause()
        assert "write :motion on or off" in screen(pilot)
    async with reading(tmp_path) as pilot:
        assert pilot.app.animation_level == "full"


async def test_the_environment_stills_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_MOTION is for every program of the terminal that knows it."""
    monkeypatch.setenv("NO_MOTION", "1")
    async with reading(tmp_path) as pilot:
        assert pilot.app.animation_level == "none"
