"""The help: first of where the reader is, searched as it is typed, and true of every window."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest
from textual.screen import Screen

import feedtui.screens
from driving import press, reader, reading, screen
from feedtui.commands import BY_NAME
from feedtui.screens.dialog import Dialog, Once
from feedtui.screens.help_text import help_text
from feedtui.screens.window_keys import PANES, WINDOWS
from feedtui.window_commands import SCROLLED, WINDOW_COMMANDS, groups_of, in_window


def windows() -> dict[str, type[Screen[object]]]:
    """Return every window by its class's name."""
    found: dict[str, type[Screen[object]]] = {}
    for module in pkgutil.iter_modules(feedtui.screens.__path__):
        for name, one in vars(importlib.import_module(f"feedtui.screens.{module.name}")).items():
            if isinstance(one, type) and issubclass(one, Once) and one not in (Once, Dialog):
                found[name] = one
    return found


def test_the_help_is_true_of_every_window() -> None:
    """Each window is told of, and each command of the windows' table is a method of its class."""
    found = windows()
    assert sorted(found) == sorted(WINDOWS)
    assert {one.group for one in WINDOW_COMMANDS} <= {*found, "Once", "Dialog"}
    for name, window in found.items():
        assert issubclass(window, Dialog) == (SCROLLED in groups_of(name))
        for one in in_window(name):
            assert callable(getattr(window, f"action_{one.action.partition('(')[0]}"))


def test_panes_are_told_of_by_commands_that_there_are() -> None:
    """What is said of a pane names commands of the one table."""
    assert {name for rows in PANES.values() for names, _ in rows for name in names.split()} <= set(BY_NAME)


@pytest.mark.parametrize(
    ("keys", "title"),
    [
        ([], "Here, in the list"),
        (["h"], "Here, in the sidebar"),
        (["l"], "Here, in the abstract"),
        (["f"], "Here, in the window Sources"),
        (["T"], "Here, in the window Triage"),
        (["Y"], "Here, in the window A choice"),
    ],
)
async def test_it_begins_where_the_reader_is(keys: list[str], title: str, tmp_path: Path) -> None:
    """`?` tells of the pane or the window first; esc goes back to it."""
    async with reading(tmp_path, (80, 24)) as pilot:
        await press(pilot, *keys)
        before = screen(pilot)
        await press(pilot, "question_mark")
        assert title in screen(pilot)
        assert title not in before
        await press(pilot, "escape")
        assert screen(pilot) == before


async def test_it_is_searched_as_it_is_typed(tmp_path: Path) -> None:
    """After / only rows are shown that have all the words; esc shows everything again, then closes."""
    async with reading(tmp_path, (80, 24)) as pilot:
        await press(pilot, "question_mark", "slash", *"pdf fetch")
        shown = screen(pilot)
        assert "Fetch the PDFs" in shown
        assert "Star or unstar" not in shown
        await press(pilot, "enter", "j")
        assert "Fetch the PDFs" in screen(pilot)
        await press(pilot, "slash", *" zzz")
        assert "Nothing of that is in the help." in screen(pilot)
        await press(pilot, "escape")
        assert "Here, in the list" in screen(pilot)
        await press(pilot, "escape")
        assert "Here, in the list" not in screen(pilot)
        assert reader(pilot).is_active


def test_keys_are_those_that_are_set() -> None:
    """A command without a key is called by its name, and arrows are words where signs would be letters."""
    assert "j ↓" in help_text(80).plain
    assert "j down" in help_text(80, plain=True).plain
    assert ":read-all" in help_text(80, sought="read-all").plain
