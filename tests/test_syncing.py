"""`feedtui sync` as people and scripts use it: real processes, two homes, one folder."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from feedtui.cli import main
from feedtui.papers.identity import title_id
from samples import TITLES, page


def feedtui(home: Path, *words: str) -> subprocess.Popen[str]:
    """Start a command."""
    command = [sys.executable, "-m", "feedtui", "--home", str(home), *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")


def done(home: Path, *words: str, code: int = 0) -> str:
    """Run a command; return what it printed."""
    process = feedtui(home, *words)
    out, errors = process.communicate(timeout=60)
    assert process.returncode == code, errors
    return out + errors


@pytest.fixture
def homes(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Return two homes with the same papers, and a folder that both reach."""
    (tmp_path / "page.txt").write_text(page())
    homes = tmp_path / "laptop", tmp_path / "desk"
    for home in homes:
        assert main(["--home", str(home), "import", str(tmp_path / "page.txt")]) == 0
    (tmp_path / "shared").mkdir()
    return *homes, tmp_path / "shared"


def found(capsys: pytest.CaptureFixture[str], home: Path, query: str) -> list[str]:
    """Return the titles that a query finds."""
    capsys.readouterr()
    assert main(["--home", str(home), "list", query, "--json"]) == 0
    return [json.loads(line)["title"] for line in capsys.readouterr().out.splitlines()]


def test_two_machines_exchange_what_their_reader_did(
    homes: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """A star here and a note there are on both, and the command says how many changes went which way."""
    laptop, desk, shared = homes
    star, noted = title_id(TITLES[0]), title_id(TITLES[1])
    done(laptop, "mark", star, "--star")
    done(desk, "note", noted, "read this")
    done(desk, "tag", noted, "+later")
    assert done(laptop, "sync", str(shared)) == "Sync with no other machine yet: 0 changes taken in, 1 sent.\n"
    assert done(desk, "sync", str(shared)) == "Sync with 1 other machine: 1 change taken in, 2 sent.\n"
    told = json.loads(done(laptop, "sync", str(shared), "--json"))
    assert (told["machines"], told["taken"], told["sent"], told["unread"]) == (1, 2, 0, [])
    for home in (laptop, desk):
        assert found(capsys, home, "is:starred") == [TITLES[0]]
        assert found(capsys, home, "tag:later") == [TITLES[1]]
        assert found(capsys, home, "note:read") == [TITLES[1]]
    assert "unstarred" in done(desk, "undo")
    done(desk, "sync", str(shared))
    done(laptop, "sync", str(shared))
    assert found(capsys, laptop, "is:starred") == []


def test_syncs_that_run_at_once(homes: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    """Two processes on each of two homes: all end well, and both homes then have the same."""
    laptop, desk, shared = homes
    for home, title in ((laptop, TITLES[0]), (desk, TITLES[1])):
        done(home, "mark", title_id(title), "--star")
    running = [feedtui(home, "sync", str(shared)) for home in (laptop, desk) * 2]
    assert [process.communicate(timeout=60)[1] for process in running] == [""] * 4
    assert [process.returncode for process in running] == [0] * 4
    for home in (laptop, desk, laptop):
        done(home, "sync", str(shared))
    assert set(found(capsys, laptop, "is:starred")) == set(found(capsys, desk, "is:starred")) == set(TITLES[:2])
    assert len(list(shared.iterdir())) == 2


def test_files_that_cannot_be_read_are_named(
    homes: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """The exit code says so too; a file that has not arrived whole is no failure, and what is there is taken."""
    laptop, desk, shared = homes
    paper = title_id(TITLES[0])
    done(laptop, "mark", paper, "--star")
    done(laptop, "sync", str(shared))
    (file,) = shared.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[:-80])
    (shared / f"feedtui-{'0' * 16}.jsonl").symlink_to("/etc/passwd")
    assert main(["--home", str(desk), "sync", str(shared)]) == 1
    out, errors = capsys.readouterr()
    assert f"{file.name} has lines that are not whole" in out
    assert errors.startswith(f"feedtui-{'0' * 16}.jsonl was not read: it is a link.")
    file.write_bytes(whole)
    (shared / f"feedtui-{'0' * 16}.jsonl").unlink()
    assert main(["--home", str(desk), "sync", str(shared)]) == 0
    assert capsys.readouterr().out == "Sync with 1 other machine: 1 change taken in, 0 sent.\n"


def test_a_folder_that_is_not_there(homes: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    """It is said in a sentence, and the code is 1."""
    laptop, _, shared = homes
    assert main(["--home", str(laptop), "sync", str(shared / "nowhere")]) == 1
    assert "nowhere cannot be read (No such file or directory)" in capsys.readouterr().err


def test_a_machine_with_a_wrong_clock_is_named(
    homes: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its file's name is told, by which the reader can find out which machine it is."""
    laptop, desk, shared = homes
    done(laptop, "mark", title_id(TITLES[0]), "--star")
    done(laptop, "sync", str(shared))
    (file,) = shared.iterdir()
    monkeypatch.setattr("feedtui.moving.sync_merge.AHEAD", -timedelta(days=365))
    assert main(["--home", str(desk), "sync", str(shared)]) == 0
    assert f"the clock of the machine of {file.name} is ahead" in capsys.readouterr().out
