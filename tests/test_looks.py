"""Whether anything moves by itself, as the reader and the environment say."""

from __future__ import annotations

from pathlib import Path

import pytest

from driving import press, reader, reading, screen
from feedtui.config import SHORT_THEMES, THEMES
from feedtui.library.looks import looks_chosen
from feedtui.paths import places


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


async def test_the_settings_file_goes_before_what_was_chosen(tmp_path: Path) -> None:
    """What it sets is there at every start; a command changes it until then, and says so; without it that is kept."""
    file = tmp_path / "settings.toml"
    file.write_text('theme = "light"\nmotion = "off"\nlayout = "stacked"\nglyphs = "ascii"\nhints = "off"\n')
    for _ in range(2):
        async with reading(tmp_path, (120, 40)) as pilot:
            assert (pilot.app.theme, pilot.app.animation_level) == ("textual-light", "none")
            assert reader(pilot).has_class("stacked")
            assert "next unread" not in screen(pilot)
            assert screen(pilot).isascii()
            for command in ("theme nord", "motion on", "layout side", "hints on"):
                reader(pilot).run_command(command)
                await pilot.pause()
                assert "The settings file says" in screen(pilot)
            assert (pilot.app.theme, pilot.app.animation_level) == ("nord", "full")
            assert not reader(pilot).has_class("stacked")
            reader(pilot).keep_place()
    file.unlink()
    async with reading(tmp_path, (120, 40)) as pilot:
        assert (pilot.app.theme, pilot.app.animation_level) == ("nord", "full")
        assert not reader(pilot).has_class("stacked")
    assert looks_chosen(places(str(tmp_path))) == {"theme": "nord", "layout": "side", "hints": "on"}


async def test_all_themes_can_be_set(tmp_path: Path) -> None:
    """The list with which the file is checked is that of the themes there are."""
    async with reading(tmp_path) as pilot:
        known = {SHORT_THEMES.get(name, name) for name in THEMES}
        assert known == set(pilot.app.available_themes)
