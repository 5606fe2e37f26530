"""What keys are called."""

from __future__ import annotations

from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.commands import COMMANDS
from feedtui.keynames import HELD, NAMED, SIGNS, key_named, shown, written


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("j", "j"),
        ("G", "G"),
        ("5", "5"),
        ("?", "question_mark"),
        ("+", "plus"),
        ("ctrl++", "ctrl+plus"),
        (",", "comma"),
        ("§", "section_sign"),
        ("ä", "ä"),
        ("€", "euro_sign"),
        ("esc", "escape"),
        ("Return", "enter"),
        ("PgDn", "pagedown"),
        ("↓", "down"),
        ("F1", "f1"),
        ("shift+a", "A"),
        ("shift+tab", "shift+tab"),
        ("Ctrl+X", "ctrl+x"),
        ("shift+ctrl+left", "ctrl+shift+left"),
        ("colon", "colon"),
        ("", None),
        ("jj", None),
        ("ctrl", None),
        ("ctrl+", None),
        ("cmd+x", None),
        ("ctrl+ctrl+x", None),
        ("shift+1", None),
        ("f25", None),
        ("\x1b", None),
        ("\u200b", None),
    ],
)
def test_what_people_write_is_textuals_name(text: str, key: str | None) -> None:
    """As it stands on keyboards, or as Textual calls it; anything else is no key."""
    assert key_named(text) == key


def test_every_shipped_key_is_written_as_it_is_read() -> None:
    """What stands in the settings file as it is written means the same key when it is read."""
    for keys in (keys for command in COMMANDS for keys in command.keys.split(",") if keys):
        assert key_named(written(keys)) == keys


@given(st.lists(st.sampled_from(HELD), unique=True), st.sampled_from([*ascii_lowercase, *SIGNS.values(), *NAMED]))
def test_every_key_is_written_as_it_is_read(held: list[str], key: str) -> None:
    """With whatever is held down beside it."""
    named = key_named("+".join([*held, written(key)]))
    if named is not None:
        assert key_named(written(named)) == named
    assert named is not None or held == ["shift"]


@given(st.text(max_size=12))
def test_any_text_is_a_key_or_none(text: str) -> None:
    """Whatever is written, nothing breaks, and a key's name has no space in it."""
    assert " " not in (key_named(text) or "")


def test_sequences_are_shown_with_spaces() -> None:
    """As they are pressed."""
    assert shown("g escape") == "g esc"
    assert shown("ctrl+slash question_mark") == "ctrl+/ ?"
    assert written("z down") == "z down"
