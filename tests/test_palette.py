"""The palette, driven by keys: it finds anything by a few letters, and goes there."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driving import hides, press, reader, reading, screen, shows
from feedtui.commands import COMMANDS
from feedtui.library.finding import Finding
from feedtui.papers.paper import Item
from feedtui.papers.query import Query
from feedtui.screens.palette_rows import matching, rows_of_commands
from samples import TITLES

_ROWS = list(rows_of_commands(COMMANDS))


async def test_each_kind_is_found_and_gone_to(tmp_path: Path) -> None:
    """Commands are done, papers come under the cursor, tags and searches are listed, themes are taken."""
    async with reading(tmp_path) as pilot:
        library = reader(pilot).library
        library.keep_search("nets of moons", "networks")
        await press(pilot, "t", *"lunar", "enter")
        await press(pilot, "ctrl+p", *"lun")
        assert "tag      lunar" in await shows(pilot, "1 of 1 unread")
        await press(pilot, "enter")
        assert "1/1 · lunar" in screen(pilot)
        await press(pilot, "ctrl+p", *"nets of", "enter")
        assert "nets of moons" in screen(pilot)
        await press(pilot, "ctrl+p", *"select-all", "enter")
        assert "selected" in screen(pilot)
        await press(pilot, "escape", "ctrl+p", *"gruvbox", "enter")
        assert pilot.app.theme == "gruvbox"


async def test_a_paper_is_gone_to(tmp_path: Path) -> None:
    """One of the list comes under the cursor; one that the list has not is listed alone, until esc."""
    async with reading(tmp_path) as pilot:
        title = TITLES[2]
        await press(pilot, "ctrl+p", *"moonlight")
        await shows(pilot, f"paper    {title[:20]}")
        await press(pilot, "enter")
        assert "3/4 · All" in screen(pilot)
        await press(pilot, "slash", *TITLES[0].split()[0], "enter")
        assert "1/1" in screen(pilot)
        await press(pilot, "ctrl+p", *"moonlight")
        await shows(pilot, f"paper    {title[:20]}")
        await press(pilot, "enter")
        assert title[:20] in screen(pilot)
        await press(pilot, "escape")
        assert "/4 · All" in screen(pilot)


async def test_keys_move_while_something_is_typed(tmp_path: Path) -> None:
    """Arrows, ctrl+n and ctrl+p move in the rows, esc leaves everything as it was."""
    async with reading(tmp_path, (80, 24)) as pilot:
        before = screen(pilot)
        await press(pilot, "ctrl+p", *"open-", "down", "ctrl+n", "up")
        assert "▌command  open-pdf" in screen(pilot)
        await press(pilot, *"zz")
        assert "Nothing found." in screen(pilot)
        await press(pilot, "escape")
        assert screen(pilot) == before


async def test_no_key_waits_for_papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While papers are looked for, keys are answered; when they come for what is no longer asked, others are sought."""
    begun, let_go, asked = threading.Event(), threading.Event(), []
    some = Finding.some

    def slow(self: Finding, query: Query, limit: int) -> list[Item]:
        asked.append(limit)
        begun.set()
        assert let_go.wait(30)
        return some(self, query, limit)

    monkeypatch.setattr(Finding, "some", slow)
    async with reading(tmp_path, (80, 24)) as pilot:
        await pilot.press("ctrl+p", *"spar")
        while not begun.is_set():
            await pilot.pause(0.01)
        await pilot.press(*["backspace"] * 4, *"theme")
        assert "command  theme" in await shows(pilot, "Change between dark")
        await pilot.press(*["backspace"] * 5, *"speaking")
        let_go.set()
        await shows(pilot, f"paper    {TITLES[1][:20]}")
        await hides(pilot, f"paper    {TITLES[0][:20]}")
        assert set(asked) == {20}
        await press(pilot, "escape")


def test_names_that_begin_so_come_first() -> None:
    """A whole name goes before a beginning, that before a part, that before what is said; letters alone are last."""
    assert next(row.label for row in matching(_ROWS, "read")) == "read"
    assert next(row.label for row in matching(_ROWS, "pd")) == "open-pdf"
    assert "fetch" in [row.label for row in matching(_ROWS, "pdfs")]
    assert [row.label for row in matching(_ROWS, "rdall")] == ["read-all"]
    assert matching(_ROWS, "zzzz") == []
    assert matching(_ROWS, "") == _ROWS


@given(st.text())
def test_anything_may_be_typed(text: str) -> None:
    """What is found is of the rows that there are, and each at most once."""
    found = matching(_ROWS, text)
    assert len(set(found)) == len(found)
    assert set(found) <= set(_ROWS)


async def test_hostile_names_are_text(tmp_path: Path) -> None:
    """Markup in a title is shown as it is, and does nothing."""
    async with reading(tmp_path, titles=("[Re] Reproducing [/red] [@click=app.quit]X[/]",)) as pilot:
        await press(pilot, "ctrl+p", *"reproducing")
        assert "[Re] Reproducing [/red] [@click=app.quit]X[/]" in await shows(pilot, "paper    [Re]")
