"""Hints for new readers, on the status line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driving import press, reader, reading, screen
from feedtui.library.library import Library
from feedtui.library.origin import Origin
from feedtui.paths import places
from feedtui.screens.hinting import told_of
from samples import TITLES, paper

FIRST = "n next unread · s stars · / searches"


async def test_a_hint_goes_away_once_it_is_used(tmp_path: Path) -> None:
    """The keys that were pressed are told no more, neither now nor in the next session; others take their place."""
    async with reading(tmp_path) as pilot:
        assert FIRST in screen(pilot)
        await press(pilot, "s")
        await press(pilot, "j")
        assert "n next unread · / searches · T goes through unread" in screen(pilot)
        await press(pilot, "u")
        await press(pilot, "n", "q")
    async with reading(tmp_path) as pilot:
        assert "/ searches · T goes through unread · b for later" in screen(pilot)


async def test_what_is_typed_is_no_key(tmp_path: Path) -> None:
    """Letters of a search use no hint, and a message goes before all hints."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "slash", *"sparse nets", "escape")
        assert "n next unread · s stars · T goes through unread" in screen(pilot)
        await press(pilot, "m")
        assert "next unread" not in screen(pilot)
        assert "1 paper read" in screen(pilot)


async def test_nobody_is_told_for_ever(tmp_path: Path) -> None:
    """After three sessions hints give way to others."""
    for _ in range(3):
        async with reading(tmp_path) as pilot:
            assert FIRST in screen(pilot)
            await press(pilot, "q")
    async with reading(tmp_path) as pilot:
        assert "T goes through unread · b for later · ctrl+p finds anything" in screen(pilot)


async def test_hints_can_be_switched_off(tmp_path: Path) -> None:
    """`:hints off` is for good, `:hints on` begins anew."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "colon", *"hints off", "enter")
        assert "No more hints" in screen(pilot)
        await press(pilot, "j", "q")
        assert "next unread" not in screen(pilot)
    async with reading(tmp_path) as pilot:
        assert "next unread" not in screen(pilot)
        reader(pilot).run_command("hints maybe")
        await pilot.pause()
        assert "write :hints on or off" in screen(pilot)
        reader(pilot).run_command("hints")
        await press(pilot, "j")
        assert FIRST in screen(pilot)


@pytest.mark.parametrize(("size", "told"), [((40, 10), "n next unread · s stars"), ((80, 24), FIRST)])
async def test_as_many_are_told_as_fit(size: tuple[int, int], told: str, tmp_path: Path) -> None:
    """None is cut, and where the reader is stays on the line."""
    async with reading(tmp_path, size) as pilot:
        line = screen(pilot).splitlines()[-2]
        assert line.strip().startswith(told)
        assert line.strip().endswith("1/4 · All")


async def test_hints_name_the_keys_as_they_are_set(tmp_path: Path) -> None:
    """A key that the settings changed is told as it is."""
    (tmp_path / "settings.toml").write_text('[keys]\nstar = "K"\n')
    async with reading(tmp_path) as pilot:
        assert "K stars" in screen(pilot)


@given(st.text() | st.sampled_from(["[]", '{"off": 1}', '{"off": true, "used": 3, "sessions": {"a": "b"}}', "null"]))
def test_what_was_kept_may_be_damaged(kept: str) -> None:
    """Damage is a new reader."""
    assert told_of(kept).due(frozenset(), lambda name: True)[0] == "next-unread"


async def test_only_keys_that_would_do_something_are_told(tmp_path: Path) -> None:
    """None of papers where there are none, no full text where there is none, nothing to undo before a change."""
    library = Library(places(str(tmp_path)))
    library.add([paper(TITLES[0], "a"), paper(TITLES[1], "b", id="arxiv:2301.00001")], Origin("page", "test"))
    library.keep_setting("hints", json.dumps({"off": False, "used": ["star", "queue", "triage"], "sessions": {}}))
    library.close()
    async with reading(tmp_path, titles=()) as pilot:
        await press(pilot, "g")
        told = ["F full text" in screen(pilot)]
        await press(pilot, "j")
        told.append("F full text" in screen(pilot))
        assert sorted(told) == [False, True]
        assert "undoes" not in screen(pilot)
        await press(pilot, "slash", *"nowhere", "enter", "g")
        assert "ctrl+p finds anything · V another layout" in screen(pilot)
        assert "next unread" not in screen(pilot)
        await press(pilot, "escape", "m", "g")
        assert "u undoes" in screen(pilot)
