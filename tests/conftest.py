"""Settings that every test runs under."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Half of hypothesis' own number: all tests together have to end within minutes; tests/fuzz goes on for hours.
settings.register_profile("feedtui", deadline=None, max_examples=50, derandomize=bool(os.environ.get("CI")))
settings.load_profile("feedtui")


@pytest.fixture(autouse=True)
def _neutral(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the machine's own settings, clipboard and slowness out of the tests."""
    for name in ("NO_COLOR", "TMUX", "SSH_CONNECTION", "SSH_TTY", "DISPLAY", "WAYLAND_DISPLAY", "TEXTUAL_THEME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("FEEDTUI_HOME", str(tmp_path / "own"))
    monkeypatch.setattr("feedtui.library.search.PATIENCE", 60.0)
    # Nobody welcomes a test; those of the welcome say that they want it.
    monkeypatch.setattr("feedtui.screens.refreshing.SOON", 3600.0)


@pytest.fixture
def seed() -> str:
    """Return the page that feedtui began with, where it is there."""
    found = sorted(Path(__file__).parents[2].glob("shared/seed/*.txt"))
    if not found:
        pytest.skip("the seed page is not here")
    return found[0].read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with something in every room, which nobody changes."""
    from houses import furnish

    return furnish(tmp_path_factory.mktemp("house") / "home")


@pytest.fixture(scope="session")
def archive(house: Path) -> Path:
    """Return the backup of that home."""
    from feedtui.cli import main

    file = house.with_name("house.zip")
    assert main(["--home", str(house), "backup", str(file)]) == 0
    return file


@pytest.fixture
def home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return the words that name a home with a few papers."""
    from feedtui.cli import main
    from samples import page

    (tmp_path / "page.txt").write_text(page())
    words = ["--home", str(tmp_path / "home")]
    assert main([*words, "import", str(tmp_path / "page.txt")]) == 0
    capsys.readouterr()
    return words
