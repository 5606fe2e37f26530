"""The settings file as `feedtui config` writes it."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest

from feedtui.commands import COMMANDS
from feedtui.config import Config, Endpoints, Mail, rules
from feedtui.config_reading import examined
from feedtui.config_writing import default_settings, write_settings
from feedtui.window_commands import WINDOW_COMMANDS


def test_uncommented_it_reads_back_as_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every setting is in it, right as it stands: none was forgotten, none is told wrong."""
    monkeypatch.delenv("HF_TOKEN", raising=False)
    monkeypatch.delenv("HF_ENDPOINT", raising=False)
    text, count = re.subn(r"(?m)^# (?=[a-z_-]+ = )", "", default_settings())
    tables = tomllib.loads(text)
    named = {name: set(tables.pop(name)) for name in ("endpoints", "mail", "keys")}
    assert set(tables) == set(rules(Config))
    assert named["endpoints"] == set(rules(Endpoints))
    assert named["mail"] == set(rules(Mail))
    assert named["keys"] == {one.name for one in (*COMMANDS, *WINDOW_COMMANDS)}
    assert count == len(tables) + sum(map(len, named.values()))
    file = tmp_path / "settings.toml"
    file.write_text(text, encoding="utf-8")
    assert examined(file) == (Config(), [])


def test_every_setting_is_explained() -> None:
    """A reader finds beside it what it does."""
    lines = [line for line in default_settings().splitlines() if re.match(r"# [a-z_-]+ = ", line)]
    assert all(re.search(r"\S {1,}# \S", line) for line in lines)


def test_as_written_nothing_is_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It changes nothing until something is uncommented; it is its reader's alone, for it may hold a token."""
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    file = tmp_path / "new" / "settings.toml"
    assert write_settings(file)
    assert examined(file) == (Config(token="hf_secret"), [])
    if sys.platform != "win32":
        assert file.stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    """Nobody's settings are written over, whatever they are."""
    file = tmp_path / "settings.toml"
    file.write_text("refresh_every = 5\n")
    assert not write_settings(file)
    assert file.read_text() == "refresh_every = 5\n"
