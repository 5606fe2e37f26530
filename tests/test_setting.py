"""`:config`: the settings from within the reader."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from driving import press, reader, reading, screen, shows
from feedtui.config import Config, Rule
from feedtui.screens import editor
from terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pty")


def an_editor(folder: Path, content: str, code: int = 0) -> str:
    """Return a command that writes a file as somebody would who types that."""
    script = folder / "an editor.py"
    script.write_text(f"import sys, pathlib\npathlib.Path(sys.argv[1]).write_text({content!r})\nsys.exit({code})\n")
    return f"{sys.executable} '{script}'"


def test_keys_are_others_when_the_editor_ends(tmp_path: Path) -> None:
    """Without another start; what is wrong is told, and the file is mended in the same way."""
    home = tmp_path / "home"
    words = an_editor(tmp_path, '[keys]\nstar = "Q"\nquit = "Z Z"\nstra = "x"\n')
    terminal = Terminal(home, environment={"EDITOR": words, "VISUAL": ""})
    try:
        terminal.wait_for("s Star")
        terminal.type(":config\r")
        terminal.wait_for("line 4: there is no command stra; did you mean star?")
        terminal.type("q")
        terminal.wait_until_gone("Ignored in the settings")
        terminal.wait_for("Q Star")
        terminal.wait_for("Z Z Quit")
        terminal.type("Q")
        terminal.wait_for("1 paper starred.")
        terminal.type("ZZ")
        assert terminal.wait() == 0
    finally:
        terminal.close()


async def test_without_an_editor_the_file_is_written_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever edits it elsewhere says :config again, and it is taken over."""
    monkeypatch.delenv("EDITOR", raising=False)
    monkeypatch.delenv("VISUAL", raising=False)
    file = tmp_path / "settings.toml"
    async with reading(tmp_path, size=(300, 40)) as pilot:
        await press(pilot, "colon", *"config", "enter")
        await shows(pilot, f"No editor is named: set EDITOR, as in EDITOR=vim feedtui. The settings of {file}")
        assert "# refresh_every = 60" in file.read_text()
        file.write_text('refresh_every = 5\n[keys]\nhelp = "H"\n')
        await press(pilot, "colon", *"config", "enter")
        await shows(pilot, "H Help")
        assert reader(pilot).config.refresh_every == 5
        assert "Ignored" not in screen(pilot)


async def test_what_waits_for_the_next_start_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its name, if it changed."""
    monkeypatch.setattr(editor, "edit", lambda app, file: "")
    monkeypatch.setattr("feedtui.config.rules", lambda kind: {"patience": (Rule("", waits=True), 30.0)})
    async with reading(tmp_path, size=(300, 40)) as pilot:
        reader(pilot).config = Config(patience=9)
        await press(pilot, "colon", *"config", "enter")
        await shows(pilot, "are in force. At the next start only: patience.")


async def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """And nothing else happens."""
    async with reading(tmp_path, size=(300, 40)) as pilot:
        (tmp_path / "settings.toml").symlink_to(tmp_path / "nowhere" / "settings.toml")
        await press(pilot, "colon", *"config", "enter")
        await shows(pilot, "Quit")
        assert not (tmp_path / "nowhere").exists()
