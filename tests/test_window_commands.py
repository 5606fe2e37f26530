"""The windows' keys: other ones by the settings, and shown as they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driving import press, reader, reading, screen, shows, starred
from feedtui.commands import BY_NAME
from feedtui.config_reading import read_leniently
from feedtui.keymap import remapped, windows_remapped
from feedtui.papers.query import parse
from feedtui.window_commands import (
    BY_WINDOW_NAME,
    WINDOW_COMMANDS,
    groups_of,
    in_window,
    is_text,
    window_keys_table,
)

WINDOWS = sorted({one.group for one in WINDOW_COMMANDS} - {"Once", "Dialog"})


def told(table: dict[str, object]) -> list[str]:
    """Return what is wrong in a table."""
    return [clause for _, clause in (*remapped(table)[1], *windows_remapped(table)[1])]


def set_keys(home: Path, *lines: str) -> None:
    """Write settings with some keys."""
    home.mkdir(parents=True, exist_ok=True)
    (home / "settings.toml").write_text("\n".join(["[keys]", *lines]), encoding="utf-8")


def test_names_are_their_own() -> None:
    """None is a command of the reader's too: both stand in one table of the settings."""
    assert not BY_NAME.keys() & BY_WINDOW_NAME.keys()
    assert len(BY_WINDOW_NAME) == len(WINDOW_COMMANDS)
    assert told({}) == []


@pytest.mark.parametrize("window", WINDOWS)
def test_no_key_does_two_things_in_a_window(window: str) -> None:
    """As shipped; nor is one for text where letters are typed."""
    keys = [key for one in in_window(window) for key in one.keys.split(",") if key]
    assert len(keys) == len(set(keys))
    own = [one for one in WINDOW_COMMANDS if one.group == window]
    assert not [key for one in own for key in one.keys.split(",") if is_text(window, key)]


@pytest.mark.parametrize(
    ("table", "wrong"),
    [
        ({"triage-skp": "d"}, ["there is no command triage-skp; did you mean triage-skip?"]),
        ({"triage-skip": "s", "triage-star": "n"}, []),
        ({"triage-skip": "d", "triage-star": "d"}, ["triage-star: d is the key of triage-skip already"]),
        ({"triage-skip": "d", "sources-add": "d", "sources-remove": "D"}, []),
        (
            {"triage-skip": "s"},
            ['triage-skip has s now, and triage-star is without a key; give it another, or say triage-star = ""'],
        ),
        ({"sources-add": "g g"}, ["sources-add: g g are several keys, and a window takes one at a time"]),
        ({"help-close": "esc"}, ["help-close: esc is reserved: it leaves the window whatever else is set"]),
        ({"triage-star": "ctrl+q"}, ["triage-star: ctrl+q is reserved: it quits whatever else is set"]),
        ({"triage-star": 5}, ['triage-star has to be a key in quotes or a list of them, as in ["j", "g g"]']),
        (
            {"note-keep": "k"},
            ["note-keep: k is for the text of that window; take one with ctrl, or f2 to f12"],
        ),
        (
            {"links-copy": ["?", "f1"]},
            ["? is the key of links-copy, in whose window window-help is without one"],
        ),
        (
            {"window-help": "g"},
            [
                "g is the key of text-top, in whose window window-help is without one",
                "g is the key of window-top, and window-help is without one",
            ],
        ),
        ({"triage-star": ""}, []),
    ],
)
def test_what_is_wrong_is_named(table: dict[str, object], wrong: list[str]) -> None:
    """As for the reader's commands, and what only windows have."""
    assert told(table) == wrong


KEYS = st.sampled_from(["g", "s", "Q", "esc", "ctrl+i", "ctrl+q", "5", "f5", "?", "enter", "nokey", "", " ", "g g"])
VALUES = st.one_of(KEYS, st.lists(KEYS, max_size=3), st.integers(), st.none())


@given(st.dictionaries(st.one_of(st.sampled_from(list(BY_WINDOW_NAME)), st.text(max_size=9)), VALUES, max_size=20))
def test_whatever_is_set_no_key_means_two_things(table: dict[str, object]) -> None:
    """In no window; nothing takes letters from text, and what has lost its keys there is told."""
    commands, wrong = windows_remapped(table)
    for window in WINDOWS:
        made = in_window(window, commands)
        keys = [key for one in made for key in one.keys.split(",") if key]
        assert len(keys) == len(set(keys))
        assert "escape" not in keys
        own = [one for one in made if one.group == window]
        assert not [key for one in own for key in one.keys.split(",") if is_text(window, key)]
        shipped = {one.name: one.keys for one in in_window(window)}
        silent = {one.name for one in made if shipped[one.name] and not one.keys and one.name not in table}
        assert all(any(name in clause for _, clause in wrong) for name in silent)


def test_the_table_for_the_readme_has_them_all() -> None:
    """By their names in the settings."""
    assert all(f"`{name}`" in window_keys_table() for name in BY_WINDOW_NAME)
    assert groups_of("TriageScreen") == ("TriageScreen", "Once")


async def test_triage_goes_by_the_keys_that_are_set(tmp_path: Path) -> None:
    """Its line of keys and its help tell of them; the shipped ones do nothing any more."""
    set_keys(tmp_path, 'triage-star = "*"', 'triage-skip = "ctrl+n"', 'triage-later = ""', 'window-help = "f2"')
    async with reading(tmp_path) as pilot:
        await press(pilot, "T")
        await shows(pilot, "1 of")
        assert "* star" in screen(pilot)
        assert "ctrl+n skip" in screen(pilot)
        assert "later" not in screen(pilot)
        await press(pilot, "s", "n", "x", "l", "question_mark")
        assert "1 of" in screen(pilot)
        assert starred(tmp_path) == []
        await press(pilot, "asterisk", "ctrl+n")
        assert "3 of" in screen(pilot)
        assert len(starred(tmp_path)) == 1
        await press(pilot, "f2")
        assert "*                 Star the paper" in screen(pilot)
        assert "f2                The keys of the window" in screen(pilot)


async def test_windows_are_left_by_esc_whatever_is_set(tmp_path: Path) -> None:
    """With every key of every window taken away, each opens and closes."""
    set_keys(tmp_path, *(f'{name} = ""' for name in BY_WINDOW_NAME))
    assert read_leniently(tmp_path / "settings.toml")[1] == []
    async with reading(tmp_path, (80, 24)) as pilot:
        for key in ("T", "f", "i", "E", "L", "question_mark", "ctrl+p"):
            await press(pilot, key)
            assert not reader(pilot).is_active, key
            assert not re.search(r"\{[a-z]", screen(pilot))
            await press(pilot, "escape")
            assert reader(pilot).is_active, key


async def test_letters_of_links_are_those_that_are_free(tmp_path: Path) -> None:
    """With another key to copy, y is a letter of a link, and that key is none."""
    set_keys(tmp_path, 'links-copy = "a"')
    async with reading(tmp_path) as pilot:
        await press(pilot, "L")
        shown = screen(pilot)
        assert "a copies" in shown
        assert re.search(r"│▌? *b ", shown)
        assert not re.search(r"│▌? *a ", shown)


async def test_sentences_name_the_keys_that_are_set(tmp_path: Path) -> None:
    """In the sources, what undoes and what adds."""
    set_keys(tmp_path, 'sources-undo = "z"', 'sources-add = "+"')
    async with reading(tmp_path) as pilot:
        await press(pilot, "f")
        await shows(pilot, "+ adds one")
        await press(pilot, "escape", *":add hf:daily", "enter", "f")
        await shows(pilot, "hf:daily")
        await press(pilot, "d")
        await shows(pilot, "z brings it back")
        await press(pilot, "z")
        await shows(pilot, "hf:daily")


async def test_a_note_is_kept_by_another_key(tmp_path: Path) -> None:
    """What writes is text, the key that is set ends it."""
    set_keys(tmp_path, 'note-keep = "f2"', 'note-discard = "f3"')
    async with reading(tmp_path) as pilot:
        await press(pilot, "i", *"fine?")
        assert "f3 discards" in screen(pilot)
        await press(pilot, "f2")
        assert reader(pilot).is_active
        assert len(reader(pilot).library.whole(parse("note:fine"))) == 1
