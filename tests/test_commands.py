"""Every command: in the palette, in the help, and its key does on the screen what a reader would notice."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from command_rows import NARROW, ROWS
from driving import hides, press, reading, screen, shows, strike
from feedtui.commands import COMMANDS, Command, shown_keys
from feedtui.keymap import remapped
from feedtui.library.library import Library
from feedtui.library.origin import Origin
from feedtui.papers.paper import Links
from feedtui.paths import places
from feedtui.screens.counting import LEARN, REFRESH
from feedtui.screens.palette_rows import matching, rows_of_commands
from samples import TITLES, abstract_for, page, paper

_NOWHERE = "http://127.0.0.1:9"
"""Where nobody answers."""


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with four papers and a source that cannot be reached, which nobody changes."""
    home = tmp_path_factory.mktemp("furnished") / "home"
    home.mkdir()
    servers = "".join(f"{name} = '{_NOWHERE}'\n" for name in "huggingface arxiv_rss arxiv_api arxiv_oai arxiv".split())
    (home / "settings.toml").write_text(f"refresh_every = 0\n[endpoints]\n{servers}")
    with closing(Library(places(str(home)))) as library:
        papers = [
            paper(title, abstract_for(title), id=f"arxiv:2301.0000{at}", links=Links(code=f"{_NOWHERE}/code/{at}"))
            for at, title in enumerate(TITLES, 1)
        ]
        library.add(papers, Origin("page", "test"))
        library.subscriptions.add({"hf:daily": ""})
        library.keep_search("moon", "moon*")
        library.watch("rivers")
        library.mute("title:fog")
        library.noticed()
    return home


@pytest.fixture
def place(tmp_path: Path, furnished: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of that home, beside a page to import, with a clipboard that takes all."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("feedtui.screens.taking.copy_outside", lambda text: "the clipboard")
    for module in ("refreshing", "ranked"):
        monkeypatch.setattr(f"feedtui.screens.{module}.lines_of", _asking)
    (tmp_path / "page.txt").write_text(page(tuple(f"Other {title}" for title in TITLES)))
    return shutil.copytree(furnished, tmp_path / "home")


async def _asking(*_: object) -> AsyncGenerator[str, None]:
    """Stand for a command in another process that asks and asks: those are tried where they are at home."""
    await asyncio.Event().wait()
    yield ""


def test_no_command_is_without_a_row() -> None:
    """Whoever adds a command says in `command_rows.py` what a reader notices of it."""
    assert [command.name for command in COMMANDS if command.name not in ROWS] == []
    assert [name for name in ROWS if name not in {command.name for command in COMMANDS}] == []


def test_no_two_commands_have_one_key() -> None:
    """Nor is one's key the beginning of another's, as shipped."""
    assert remapped({}) == (COMMANDS, [])


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
async def test_a_command_does_what_a_reader_notices(command: Command, place: Path) -> None:
    """Its first key, or its name where it has none, changes the screen as its row says."""
    row = ROWS[command.name]
    async with reading(place, row.size, titles=()) as pilot:
        for key in ("", *row.before.split()):
            strike(pilot, *key.split())
            await settled(pilot)
        before, colours = screen(pilot), _colours(pilot)
        assert not row.shows or row.shows not in before, before
        assert row.gone in before, before
        strike(pilot, *_keys(command))
        if row.shows:
            await shows(pilot, row.shows)
        if row.gone:
            await hides(pilot, row.gone)
        await until(pilot, lambda: not row.recolours or colours != _colours(pilot))
        await until(pilot, lambda: row.ends is not pilot.app.is_running)


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until the keys are done, and what they started, but for windows and for asking servers."""
    await pilot.pause()
    while busy := [one for one in pilot.app.workers if one.group not in ("dialog", REFRESH, LEARN)]:
        await pilot.app.workers.wait_for_complete(busy)
        await pilot.pause()


async def until(pilot: Pilot[Any], holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end, screen(pilot)
        await asyncio.sleep(0.01)


def _keys(command: Command) -> list[str]:
    """Return the keys that give a command: its first, or those that type its row's words."""
    if command.keys:
        return command.keys.split(",")[0].split()
    assert ROWS[command.name].typed.split()[0] == command.name
    return ["colon", *ROWS[command.name].typed, "enter"]


def _colours(pilot: Pilot[Any]) -> set[str]:
    strips = pilot.app.screen._compositor.render_strips()
    return {str(segment.style.bgcolor) for strip in strips for segment in strip if segment.style}


async def test_the_palette_finds_every_command(place: Path) -> None:
    """Each is found by its name, with its help; what is chosen is done."""
    rows = list(rows_of_commands(COMMANDS))
    for command in COMMANDS:
        assert command.name == matching(rows, command.name)[0].value
    async with reading(place, NARROW, titles=()) as pilot:
        strike(pilot, "ctrl+p", *"select-all")
        await shows(pilot, "Select all papers in view")
        await press(pilot, "enter")
        await shows(pilot, "4 selected")


async def test_the_help_has_every_command(place: Path) -> None:
    """Its keys, or its name where it has none, stand beside what it does."""
    async with reading(place, (200, 200), titles=()) as pilot:
        await press(pilot, "question_mark")
        lines = (await shows(pilot, COMMANDS[-1].help)).splitlines()
    for command in COMMANDS:
        keys = " ".join(shown_keys(command)) or f":{command.name}"
        assert [line for line in lines if keys in line and command.help[:40] in line], command.name
