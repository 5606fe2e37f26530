"""`feedtui config`."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from feedtui.cli import main


def config(home: Path, *words: str) -> int:
    """Run the command."""
    return main(["--home", str(home), "config", *words])


def test_it_writes_a_file_once_and_says_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The second time the file is looked at and stays as it is."""
    home = tmp_path / "new"
    assert config(home) == 0
    file = home / "settings.toml"
    assert str(file) in capsys.readouterr().out
    written = file.read_text(encoding="utf-8")
    assert config(home) == 0
    assert f"Nothing is wrong in {file}" in capsys.readouterr().out
    assert file.read_text(encoding="utf-8") == written
    assert list(home.iterdir()) == [file]


def test_the_default_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As TOML, to be looked at or kept elsewhere; nothing is written."""
    assert config(tmp_path, "--print") == 0
    out = capsys.readouterr().out
    assert tomllib.loads(out) == {"endpoints": {}, "mail": {}, "keys": {}}
    assert "# refresh_every = 60" in out
    assert not list(tmp_path.iterdir())


def test_checking_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a file all is well."""
    assert config(tmp_path, "--check") == 0
    assert "all is as shipped" in capsys.readouterr().out
    assert not list(tmp_path.iterdir())


def test_every_mistake_is_told_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Those of the reader alone as well; what is right beside them is not named, a secret is never shown."""
    file = tmp_path / "settings.toml"
    file.write_text(
        'patience = 5\nrefesh_every = 6\n\ntoken = ["hf_secret"]\n'
        '[keys]\nstar = "m"\nread = "q q q q q"\nundo = "ctrl+q"\n'
    )
    assert config(tmp_path, "--check") == config(tmp_path) == 1
    told = capsys.readouterr()
    lines = told.err.splitlines()
    assert lines[: len(lines) // 2] == lines[len(lines) // 2 :]
    assert f"{file}, line 2: there is no setting refesh_every; did you mean refresh_every?" in lines
    assert f"{file}, line 4: token has to be a text in quotes." in lines
    assert f"{file}, line 7: read: q q q q q are more than 4 keys." in lines
    assert f"{file}, line 8: undo: ctrl+q is reserved: it quits whatever else is set." in lines
    assert not any("patience" in line or "hf_secret" in line for line in lines)
    assert told.out == ""


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a sentence, not in a traceback."""
    (tmp_path / "file").write_text("")
    assert config(tmp_path / "file") == 1
    assert "cannot be written" in capsys.readouterr().err
