"""The reader under keys of one's own: all others, half of them none, and sequences."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from driving import hides, press, reader, reading, screen, shows, starred
from feedtui.commands import BY_NAME, COMMANDS
from feedtui.keynames import written
from feedtui.screens import keying
from feedtui.screens.reader import ReaderScreen
from samples import TITLES

OTHERS = [f"{before}{letter}" for before in ("alt+", "Ä ", "Ö ", "f5 ", "f6 ") for letter in ascii_lowercase]
"""Keys that no command has as shipped."""


def keys(home: Path, table: dict[str, object]) -> None:
    """Write settings with keys."""
    home.mkdir(exist_ok=True)
    lines = [f"{name} = {json.dumps(value)}" for name, value in table.items()]
    (home / "settings.toml").write_text("\n".join(["[keys]", *lines]), encoding="utf-8")


async def rush(pilot: Pilot[Any], every: Iterable[str]) -> None:
    """Press keys faster than the screen is drawn."""
    for key in every:
        pilot.app.post_message(events.Key(key, None))
    await pilot.pause()


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return where the names of commands come that are called from now on, in place of what they do."""
    names: list[str] = []

    def noting(name: str) -> Callable[[ReaderScreen], None]:
        return lambda self: names.append(name)

    for command in COMMANDS:
        monkeypatch.setattr(ReaderScreen, f"action_{command.action}", noting(command.name))
    return names


async def test_every_shipped_key_calls_its_command(tmp_path: Path, called: list[str]) -> None:
    """Each calls one, and no other."""
    pressed = [(key, command.name) for command in COMMANDS for key in command.keys.split(",") if key]
    async with reading(tmp_path) as pilot:
        await rush(pilot, (key for key, _ in pressed))
        assert called == [name for _, name in pressed]


async def test_every_key_may_be_another(tmp_path: Path, called: list[str]) -> None:
    """Every command answers to its new key, and nothing to the old ones."""
    assert not {key for one in COMMANDS for key in map(written, one.keys.split(","))} & set(OTHERS)
    table = dict(zip(BY_NAME, OTHERS, strict=False))
    assert len(table) == len(COMMANDS)
    keys(tmp_path, dict(table))
    async with reading(tmp_path) as pilot:
        assert "Ignored" not in screen(pilot)
        await rush(pilot, (key for command in reader(pilot).commands for key in command.keys.split()))
        assert called == list(BY_NAME)
        called.clear()
        await rush(pilot, (key for one in COMMANDS for key in one.keys.split(",") if key))
        assert called == []


async def test_the_reader_works_under_other_keys(tmp_path: Path) -> None:
    """Footer, help and palette show the keys as they are, and what they do is what they did."""
    keys(tmp_path, {"down": "X", "star": "Q", "help": "H", "search": ",", "palette": "Z p", "quit": "Z Z"})
    async with reading(tmp_path) as pilot:
        shown = await shows(pilot, "Q Star")
        assert ", Search" in shown
        assert "H Help" in shown
        assert "Z Z Quit" in shown
        await press(pilot, "j", "s", "X", "Q")
        await shows(pilot, "★")
        await press(pilot, "H", "slash", *"unstar")
        await shows(pilot, "Q                 Star or unstar; or star QUERY")
        await press(pilot, "escape", "escape", "Z", "p", *"star")
        await shows(pilot, "(Q)")
        await press(pilot, "escape", "comma", *"moonlight")
        await hides(pilot, "Speaking Rivers:")
        await press(pilot, "escape", "Z", "Z")
        assert not pilot.app.is_running
    assert starred(tmp_path) == [TITLES[1]]


async def test_sentences_name_the_keys_as_they_are(tmp_path: Path) -> None:
    """Of a command without a key, its name."""
    keys(tmp_path, {"sources": "D", "refresh": "", "keep-search": "X", "search": "", "quit": "Z Z"})
    async with reading(tmp_path, titles=()) as pilot:
        await shows(pilot, "D adds sources, :refresh asks them;")
        await press(pilot, "X")
        await shows(pilot, "Search first: :search and some words, then X keeps the search.")
        await press(pilot, "ctrl+c")
        await shows(pilot, "Z Z quits.")


async def test_half_of_the_commands_may_have_no_key(tmp_path: Path) -> None:
    """They are called by their names, and the footer says so; the other half is as it was."""
    half = COMMANDS[COMMANDS.index(BY_NAME["star"]) % 2 :: 2]
    keys(tmp_path, dict.fromkeys([one.name for one in half if one.name != "command"], ""))
    async with reading(tmp_path, size=(200, 40)) as pilot:
        assert ":star Star" in await shows(pilot, " ctrl+q Quit" if BY_NAME["quit"] in half else " q Quit")
        await press(pilot, "s", "s", "s")
        assert "★" not in screen(pilot)
        await press(pilot, "colon", *"star", "enter")
        await shows(pilot, "★")


async def test_nothing_but_ctrl_q_may_be_left(tmp_path: Path) -> None:
    """Whoever unbinds everything is told, and can leave."""
    keys(tmp_path, dict.fromkeys(BY_NAME, ""))
    async with reading(tmp_path) as pilot:
        await shows(pilot, "command and palette are both without a key")
        await press(pilot, "escape")
        assert "ctrl+q Quit" in screen(pilot)
        await press(pilot, "q", "j", "enter", "escape", "tab", "ctrl+q")
        assert not pilot.app.is_running


async def test_keys_one_after_the_other(tmp_path: Path) -> None:
    """The status line shows what waits; a number before them counts; esc and other keys end it."""
    keys(tmp_path, {"top": ["g g", "home"], "bottom": "g e", "star": "g s"})
    async with reading(tmp_path) as pilot:
        papers = reader(pilot).papers
        await press(pilot, "g", "e")
        assert papers.cursor == len(TITLES) - 1
        await press(pilot, "g")
        await shows(pilot, "g …")
        await press(pilot, "g")
        assert papers.cursor == 0
        assert "g …" not in screen(pilot)
        await press(pilot, "3", "g", "g")
        assert papers.cursor == 2
        await press(pilot, "g", "escape")
        assert "g …" not in screen(pilot)
        await press(pilot, "s")
        await press(pilot, "g", "x")
        await shows(pilot, "g x is no command.")
        assert "★" not in screen(pilot)
        assert "selected" not in screen(pilot)
        await press(pilot, "g", "s")
        await shows(pilot, "★")


async def test_keys_that_wait_give_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a while the next key is a new one; a kept search is not opened by a number meanwhile."""
    monkeypatch.setattr(keying, "WAIT", 0.05)
    keys(tmp_path, {"top": "g g"})
    async with reading(tmp_path) as pilot:
        await press(pilot, "j", "2", "g")
        await hides(pilot, "g …")
        await press(pilot, "g")
        assert reader(pilot).papers.cursor == 1
        await hides(pilot, "g …")
        await press(pilot, "j")
        assert reader(pilot).papers.cursor == 2


async def test_a_window_takes_no_half_of_a_sequence(tmp_path: Path) -> None:
    """What was begun before it is forgotten; in it, its own keys hold."""
    keys(tmp_path, {"help": "H", "star": "g s"})
    async with reading(tmp_path) as pilot:
        await press(pilot, "H", "g", "escape", "s")
        assert "★" not in screen(pilot)


async def test_ctrl_q_quits_in_the_middle_of_a_sequence(tmp_path: Path) -> None:
    """Reserved is reserved."""
    keys(tmp_path, {"top": "g g"})
    async with reading(tmp_path) as pilot:
        await press(pilot, "g", "ctrl+q")
        assert not pilot.app.is_running


async def test_keys_are_text_while_something_is_typed(tmp_path: Path) -> None:
    """All but enter and esc, whatever they are set to; those do there what they always do."""
    keys(tmp_path, {"back": "Q", "into": "O", "star": "enter", "read": "escape", "leave": "", "top": "g g"})
    async with reading(tmp_path) as pilot:
        await press(pilot, "slash", *"ggQO")
        await shows(pilot, "ggQO")
        await press(pilot, "escape")
        await hides(pilot, "ggQO")
        await press(pilot, "enter")
        await shows(pilot, "★")
        await press(pilot, "slash", *"moonlight", "enter")
        await hides(pilot, "Speaking Rivers:")
        await press(pilot, "Q")
        await shows(pilot, "Speaking Rivers:")
