"""`feedtui config`."""

from __future__ import annotations

import tomllib
from contextlib import closing
from pathlib import Path

import pytest

from feedtui.cli import main
from feedtui.library.library import Library
from feedtui.paths import places
from houses import LOOKS


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


def test_what_is_in_force_is_printed_with_where_it_came_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the file by its line, from the environment, chosen in the reader; a secret is not shown."""
    monkeypatch.setenv("HF_ENDPOINT", "https://mirror.example")
    monkeypatch.setenv("NO_MOTION", "1")
    with closing(Library(places(str(tmp_path)))) as library:
        for name, value in LOOKS.items():
            library.keep_setting(name, value)
    (tmp_path / "settings.toml").write_text(
        'patience = 5\ntoken = "hf_secret"\nglyphs = "unicode"\n\n'
        '[endpoints]\narxiv = "https://me:hf_secret@a.b"\n[keys]\nstar = ["*", "g s"]\ntriage-star = "f5"\n'
    )
    assert config(tmp_path, "--print") == 0
    out = capsys.readouterr().out
    lines = {" ".join(line.split()) for line in out.splitlines()}
    assert {
        "patience = 5 # settings.toml, line 1",
        "# token is set, and not shown # settings.toml, line 2",
        'theme = "textual-light" # chosen in the reader',
        'layout = "stacked" # chosen in the reader',
        'hints = "off" # chosen in the reader',
        'glyphs = "unicode" # settings.toml, line 3',
        'motion = "off" # NO_MOTION',
        'huggingface = "https://mirror.example" # HF_ENDPOINT',
        "# arxiv is set, and not shown # settings.toml, line 6",
        'star = ["*", "g s"] # settings.toml, line 8',
        'triage-star = "f5" # settings.toml, line 9',
    } <= lines
    assert "hf_secret" not in out
    assert tomllib.loads(out)["keys"] == {"top": "home", "star": ["*", "g s"], "triage-star": "f5"}
