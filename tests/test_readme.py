"""The README says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from feedtui.arguments import reference
from feedtui.cli import main
from feedtui.commands import COMMANDS, keys_table
from feedtui.exports.record import fields_table
from feedtui.window_commands import window_keys_table

README = Path(__file__).parents[1].joinpath("README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("table", [keys_table(), window_keys_table(), reference(), fields_table()])
def test_generated_tables_are_current(table: str) -> None:
    """The tables of keys, commands and JSON fields are those of the code; `.ci/readme` writes them."""
    assert table in README


def test_no_two_commands_share_a_key() -> None:
    """Every key does one thing."""
    keys = [key for command in COMMANDS for key in command.keys.split(",") if key]
    assert len(keys) == len(set(keys))


def test_every_command_can_be_run() -> None:
    """Each command of the table is a method of the reader's screen."""
    from feedtui.screens.reader import ReaderScreen

    assert all(callable(getattr(ReaderScreen, f"action_{command.action}")) for command in COMMANDS)


def _examples() -> list[str]:
    """Return the README's settings: its blocks as they stand, each of their lines alone, and those within sentences."""
    found = re.findall(r"`([a-z_-]+ = [^`]+)`", README.replace("\n", " "))
    for block in re.findall(r"```toml\n(.*?)```", README, re.DOTALL):
        found.append(block)
        table = ""
        for line in block.splitlines():
            if line.startswith("["):
                table = line
            else:
                found.append(f"{table}\n{line}")
    return found


def test_every_example_of_a_setting_is_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`feedtui config --check` has nothing to say of any, whichever of them a reader copies."""
    examples = _examples()
    assert len(examples) > 15
    for example in examples:
        (tmp_path / "settings.toml").write_text(example, encoding="utf-8")
        assert (main(["--home", str(tmp_path), "config", "--check"]), example) == (0, example), capsys.readouterr()
