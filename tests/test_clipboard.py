"""What becomes of a copied text."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyperclip
import pytest

from feedtui import clipboard
from feedtui.paths import places


def test_over_ssh_only_the_terminal_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The far machine's clipboard is not the reader's."""
    monkeypatch.setenv("SSH_CONNECTION", "1")
    monkeypatch.setattr(pyperclip, "copy", lambda text: pytest.fail("asked"))
    assert clipboard.copy_outside("x") is None


def test_the_system_clipboard(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's clipboard is named when it took the text, and only then."""
    taken: list[str] = []
    monkeypatch.setattr(pyperclip, "copy", taken.append)
    assert clipboard.copy_outside("x") == "the clipboard"
    assert taken == ["x"]

    def refuse(text: str) -> None:
        raise pyperclip.PyperclipException

    monkeypatch.setattr(pyperclip, "copy", refuse)
    assert clipboard.copy_outside("x") is None


def test_tmux_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tmux that is gone or refuses took nothing."""
    monkeypatch.setenv("TMUX", "/nowhere,1,0")
    monkeypatch.setenv("PATH", "/nowhere")
    assert clipboard.copy_outside("x") is None
    monkeypatch.setattr(subprocess, "run", lambda *words, **more: subprocess.CompletedProcess([], 0))
    assert clipboard.copy_outside("x") == "tmux's buffer"


def test_a_browser_needs_a_window(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a display there is no browser; on a Mac there is, but not over SSH."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("WSL_DISTRO_NAME", raising=False)
    assert not clipboard.has_browser()
    monkeypatch.setenv("DISPLAY", ":0")
    assert clipboard.has_browser()
    monkeypatch.setattr(sys, "platform", "darwin")
    assert clipboard.has_browser()
    monkeypatch.setenv("SSH_CONNECTION", "1")
    assert not clipboard.has_browser()


def test_places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A home named by hand goes before FEEDTUI_HOME, and that before the platform's own."""
    monkeypatch.setenv("FEEDTUI_HOME", str(tmp_path / "b"))
    assert places(str(tmp_path / "a")).marks == tmp_path / "a" / "marks.json"
    assert places().papers == tmp_path / "b" / "papers.sqlite"
    monkeypatch.delenv("FEEDTUI_HOME")
    assert "feedtui" in str(places().topics)
