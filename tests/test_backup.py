"""Everything in one archive: whole or not at all, of one moment, readable by other tools, without secrets."""

from __future__ import annotations

import hashlib
import io
import json
import os
import resource
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest

from feedtui.cli import main
from feedtui.library.journal import Change, Journal
from feedtui.library.origin import Origin
from feedtui.moving import describing
from feedtui.moving.backup import backup
from feedtui.papers.query import EVERYTHING
from feedtui.paths import places
from houses import TOKEN, lines_of, opened
from samples import paper

AT = "2026-11-25T08:00:00Z"
_STUCK = """
import sys
from pathlib import Path
from feedtui.moving.backup import backup
from feedtui.moving.writing import new_file
from feedtui.paths import places

def wait(done, whole):
    print("now", flush=True)
    sys.stdin.read()

with new_file(Path(sys.argv[2])) as (file, placed):
    backup(places(sys.argv[1]), file, "2026-11-25T08:00:00Z", wait)
"""
_LIMITED = """
import resource, sys
from feedtui.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (120_000, 120_000))
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def home(house: Path, tmp_path: Path) -> Path:
    """Return a home of one's own with something in every room."""
    return Path(shutil.copytree(house, tmp_path / "home"))


def written(home: Path, report: Callable[[int, int], None] = lambda done, whole: None) -> io.BytesIO:
    """Return the archive of a home."""
    stream = io.BytesIO()
    backup(places(str(home)), stream, AT, report)
    return stream


def test_an_archive_tells_what_it_holds(house: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is counted in words, and the manifest has the sums of every file; any tool can check and read it."""
    file = tmp_path / "house.zip"
    assert main(["--home", str(house), "backup", str(file)]) == 0
    shown = capsys.readouterr()
    assert shown.out == (
        "5 papers, 3 marks, 1 search, 2 sources, 3 other entries, 1 paper of a digest, 1 paper passed over"
        f" written to {file}\n"
    )
    with ZipFile(file) as archive:
        assert archive.testzip() is None
        manifest = json.loads(archive.read("manifest.json"))
        assert (manifest["format"], manifest["counts"]["papers"]) == (describing.FORMAT, 5)
        for name, told in manifest["files"].items():
            data = archive.read(name)
            assert (hashlib.sha256(data).hexdigest(), len(data)) == (told["sha256"], told["bytes"])
        assert set(archive.namelist()) == {*manifest["files"], "manifest.json"}
        assert archive.namelist()[0] == "README.txt"


def test_the_readme_tells_every_field(house: Path, tmp_path: Path) -> None:
    """No file and no field is in an archive that its README does not name."""
    file = tmp_path / "house.zip"
    main(["--home", str(house), "backup", str(file)])
    with ZipFile(file) as archive:
        text, names = archive.read("README.txt").decode(), archive.namelist()
    assert max(map(len, text.splitlines())) <= 82
    for name in set(names) - {"README.txt"}:
        assert name in text
        if name.endswith(".jsonl"):
            _, _, part = text.partition(f"\n{name}\n")
            told = {line.split()[0] for line in part.split("\n\n")[0].splitlines() if line.startswith("  ")}
            accounts = [one for paper_ in lines_of(file, name) for one in paper_.get("accounts", ())]
            assert {field for line in lines_of(file, name) for field in line} <= told
            assert {field for one in accounts for field in one} <= describing.ACCOUNT.keys()


def test_a_name_that_is_taken_is_left_alone(house: Path, tmp_path: Path) -> None:
    """The next one gets -2, be the taken one a link; nobody else may read it."""
    file, outside = tmp_path / "house.zip", tmp_path / "outside"
    file.symlink_to(outside)
    old = os.umask(0)
    try:
        for _ in range(2):
            assert main(["--home", str(house), "backup", str(file)]) == 0
    finally:
        os.umask(old)
    assert not outside.exists()
    assert sorted(path.name for path in tmp_path.glob("*.zip*")) == ["house-2.zip", "house-3.zip", "house.zip"]
    assert stat.S_IMODE((tmp_path / "house-2.zip").stat().st_mode) == 0o600


def test_secrets_stay_at_home(house: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A token is in no file of the archive, and it is said that it is missing."""
    file = tmp_path / "house.zip"
    main(["--home", str(house), "backup", str(file)])
    assert "Left out of the settings: token" in capsys.readouterr().err
    with ZipFile(file) as archive:
        assert not [name for name in archive.namelist() if TOKEN.encode() in archive.read(name)]
        assert archive.read("settings.toml") == b"refresh_every = 30\n"
        assert json.loads(archive.read("manifest.json"))["left_out"] == ["token"]


@pytest.mark.parametrize("mode", ["wb", "ab"])
def test_a_backup_into_a_pipe(house: Path, tmp_path: Path, mode: str) -> None:
    """`-` is standard output, be that a file that is appended to; the account goes to standard error."""
    file = tmp_path / "house.zip"
    with file.open(mode) as out:
        command = [sys.executable, "-m", "feedtui", "--home", str(house), "backup", "-"]
        done = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, check=True, timeout=60)
    assert b"5 papers" in done.stderr
    with ZipFile(file) as archive:
        assert archive.testzip() is None
        assert len(archive.read("papers.jsonl").splitlines()) == 5


def test_a_closed_pipe_is_quiet(house: Path) -> None:
    """Whoever reads may stop."""
    command = [sys.executable, "-m", "feedtui", "--home", str(house), "backup", "-"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


def test_an_archive_is_of_one_moment(home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What a reader that is open does meanwhile is not in it, neither papers nor marks."""
    monkeypatch.setattr("feedtui.moving.backup._TOLD_EVERY", 1)

    def meanwhile(done: int, whole: int) -> None:
        if done == 1:
            with closing(opened(home)) as library:
                library.add([paper("A Late Paper")], Origin("test", "test"))
                library.noticed()
                assert library.set_state(library.whole(EVERYTHING), "read", True) == 6

    file = tmp_path / "house.zip"
    file.write_bytes(written(home, meanwhile).getvalue())
    assert "A Late Paper" not in [one["accounts"][0]["title"] for one in lines_of(file, "papers.jsonl")]
    assert [one.get("read") for one in lines_of(file, "marks.jsonl")] == [None] * 3


def test_marks_that_the_papers_do_not_show_yet_are_there(home: Path, tmp_path: Path) -> None:
    """Where another process wrote one, the journal is what counts; half of a pair of surrogates spoils nothing."""
    with Journal(home / "marks.json").turn() as turn:
        turn.append([Change("marks", "title:else", None, {"title": "Elsewhere \ud800", "starred": AT})])
    file = tmp_path / "house.zip"
    file.write_bytes(written(home).getvalue())
    told = {one["id"]: one for one in lines_of(file, "marks.jsonl")}
    assert len(told) == 4
    assert told["title:else"]["starred"] == AT
    assert len(list(lines_of(file, "others.jsonl"))) == 3


def test_a_kill_leaves_no_half_file(home: Path, tmp_path: Path) -> None:
    """After kill -9 in the middle there is nothing under the name, and the next backup gets it."""
    file = tmp_path / "house.zip"
    command = [sys.executable, "-c", _STUCK, str(home), str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"now\n"
        assert len(list(tmp_path.glob("house.zip*.new"))) == 1
        process.kill()
        process.wait(60)
    assert not file.exists()
    assert main(["--home", str(home), "backup", str(file)]) == 0
    with ZipFile(file) as archive:
        assert archive.testzip() is None


def fill(home: Path) -> None:
    """Let the archive of a home be some hundred thousand bytes."""
    with closing(opened(home)) as library:
        texts = [hashlib.shake_256(str(number).encode()).hexdigest(15_000) for number in range(12)]
        library.add([paper(f"Noise {number}", text) for number, text in enumerate(texts)], Origin("test", "test"))


def test_a_file_that_may_not_grow_is_a_sentence(home: Path, tmp_path: Path) -> None:
    """A backup that does not fit is none: nothing of it is left, and it is said."""
    fill(home)
    command = [sys.executable, "-c", _LIMITED, "--home", str(home), "backup", str(tmp_path / "house.zip")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr == f"{tmp_path / 'house.zip'} cannot be written: File too large. No backup was made.\n"
    assert not list(tmp_path.glob("house.zip*"))
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 120_000


def test_a_full_disk_is_a_sentence(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Likewise on a small disk."""
    fill(home)
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=100k", "none", str(disk)]
    if os.geteuid() or shutil.which("mount") is None or subprocess.run(mount, check=False).returncode:
        pytest.skip("no small disk can be had here")
    try:
        assert main(["--home", str(home), "backup", str(disk / "house.zip")]) == 1
        assert "No space left on device. No backup was made." in capsys.readouterr().err
        assert not list(disk.iterdir())
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_what_cannot_be_written_to(house: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder, and a folder that is not there, are sentences; a terminal is not written to."""
    for file in (tmp_path, tmp_path / "none" / "house.zip"):
        assert main(["--home", str(house), "backup", str(file)]) == 1
        assert "cannot be written" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_a_terminal_gets_no_archive(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing but a sentence is shown there."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert main(["--home", str(house), "backup", "-"]) == 1
    shown = capsys.readouterr()
    assert (shown.out, "no text for a terminal" in shown.err) == ("", True)


def test_without_links_a_name_is_taken_first(house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a file system that has no links a backup is put in place all the same, and nothing is written over."""

    def refused(*words: object) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr("os.link", refused)
    file = tmp_path / "house.zip"
    file.write_text("mine")
    assert main(["--home", str(house), "backup", str(file)]) == 0
    assert file.read_text() == "mine"
    assert len(list(lines_of(tmp_path / "house-2.zip", "papers.jsonl"))) == 5


def test_an_empty_library_has_a_backup(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is a backup too."""
    assert main(["--home", str(tmp_path / "home"), "backup", str(tmp_path / "b.zip")]) == 0
    assert capsys.readouterr().out.startswith("0 papers, 0 marks, 0 searches, 0 sources written")
