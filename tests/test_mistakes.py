"""Garbage in the settings: the reader starts, and says what it ignores."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from driving import hides, press, reading, shows
from feedtui.commands import BY_NAME
from feedtui.config import Config, rules
from feedtui.config_reading import examined


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe\x00", "cannot be read"),
        (b"refresh_every = \n", "line 1: Invalid value."),
        (b"[[[[", "is not TOML"),
        (b"refesh_every = 5\n", "did you mean"),
        (b"[keys]\nstar = \"\xe2\x80\xae\"\nmail = 5\nup = ['ctrl+q']", "ctrl+q is reserved"),
        (b"keys = 'x'\nmail = []\nendpoints = 1979-05-27", "mail has to be a table"),
        (b"[keys]\n" + b"".join(b"'[red]%d' = 'x'\n" % at for at in range(50)), "there is no command [red]0"),
    ],
)
async def test_garbage_starts_and_is_told(tmp_path: Path, content: bytes, told: str) -> None:
    """The window says what is ignored, closes, and the reader is as ever."""
    (tmp_path / "settings.toml").write_bytes(content)
    async with reading(tmp_path) as pilot:
        await shows(pilot, "Ignored in the settings")
        await shows(pilot, told)
        await press(pilot, "escape")
        await hides(pilot, "Ignored in the settings")
        await press(pilot, "j", "s")
        await shows(pilot, "★")


async def test_on_a_small_screen_they_are_scrolled(tmp_path: Path) -> None:
    """To the last of many."""
    wrong = "\n".join(f"x{at} = {at}" for at in range(1, 31))
    (tmp_path / "settings.toml").write_text(wrong)
    async with reading(tmp_path, size=(40, 10)) as pilot:
        await shows(pilot, "line 1:")
        await press(pilot, "G")
        await shows(pilot, "line 30:")
        await press(pilot, "q")
        await hides(pilot, "line 30:")


NAMES = st.one_of(
    st.sampled_from([*rules(Config), "keys", "mail", "endpoints", "host", "from", "arxiv", *BY_NAME]),
    st.text(max_size=5),
)
SCALARS = st.one_of(
    st.integers(), st.floats(), st.booleans(), st.text(max_size=9), st.sampled_from(["g g", "ctrl+q", "s", "hf_secret"])
)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3))
TABLES = st.dictionaries(NAMES, VALUES | st.dictionaries(NAMES, VALUES, max_size=9), max_size=9)


def toml(value: object) -> str:
    """Return a value as TOML writes it, tables in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(name)} = {toml(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return json.dumps(value).replace("NaN", "nan").replace("Infinity", "inf")


def lines(table: Mapping[str, object]) -> bytes:
    """Return a table as a file."""
    return "\n".join(f"{json.dumps(name)} = {toml(value)}" for name, value in table.items()).encode()


@given(st.one_of(TABLES.map(lines), st.binary(), st.text().map(str.encode)))
def test_any_settings_are_read(content: bytes) -> None:
    """Whatever the file holds there are settings; a mistake is one line, and never has a value in it."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "settings.toml"
        file.write_bytes(content)
        config, mistakes = examined(file)
    assert config.refresh_every >= 0
    for one in mistakes:
        told = one.of("settings.toml")
        assert told.isprintable()
        assert told[-1] in ".?"
        assert "hf_secret" not in told or b'"hf_secret" =' in content


@settings(max_examples=3, deadline=None)
@given(st.one_of(TABLES.map(lines), st.binary(max_size=50)))
def test_any_settings_start_the_reader(content: bytes) -> None:
    """It says what it ignored, if anything, and ends by ctrl+q."""

    async def start(home: Path) -> None:
        _, mistakes = examined(home / "settings.toml")
        async with reading(home) as pilot:
            if mistakes:
                await shows(pilot, "Ignored in the settings")
                await press(pilot, "escape")
            await shows(pilot, "Sparse Lanterns:")
            await press(pilot, "ctrl+q")
            assert not pilot.app.is_running

    with TemporaryDirectory() as folder:
        (Path(folder) / "settings.toml").write_bytes(content)
        asyncio.run(start(Path(folder)))
