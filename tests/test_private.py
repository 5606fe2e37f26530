"""State files that are the reader's alone."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from feedtui.library.journal import Journal, JournalError
from feedtui.library.private import PrivateFileError, guard, make_folder, open_private
from journals import put


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a snapshot is to be."""
    return tmp_path / "marks.json"


@pytest.fixture(params=[0o000, 0o022, 0o777], ids=oct)
def _umask(request: pytest.FixtureRequest) -> Iterator[None]:
    former = os.umask(request.param)
    yield
    os.umask(former)


def mode(path: Path) -> int:
    """Return the rights on a file or folder."""
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.usefixtures("_umask")
def test_what_is_made_is_the_readers_alone(tmp_path: Path) -> None:
    """Folders are 0700 and files 0600, whatever the umask, also those that the journal makes."""
    folder = tmp_path / "made" / "deep"
    make_folder(folder)
    make_folder(folder)
    assert mode(folder) == mode(folder.parent) == 0o700
    guard(folder / "papers.sqlite")
    assert mode(folder / "papers.sqlite") == 0o600
    journal = Journal(folder / "own" / "marks.json")
    put(journal, "a")
    journal.compact()
    modes = {file.name: mode(file) for file in folder.rglob("*")}
    assert modes.pop("own") == 0o700
    assert modes.keys() == {"papers.sqlite", "marks.json", "marks.journal", "marks.lock"}
    assert set(modes.values()) == {0o600}


def test_what_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    """A folder and a file of the reader's keep their rights and what is in them."""
    tmp_path.chmod(0o755)
    file = tmp_path / "papers.sqlite"
    file.write_text("papers")
    file.chmod(0o640)
    make_folder(tmp_path)
    guard(file)
    os.close(open_private(file, os.O_RDWR | os.O_CREAT))
    assert (mode(tmp_path), mode(file), file.read_text()) == (0o755, 0o640, "papers")


def test_a_file_in_the_folders_place_is_told(tmp_path: Path) -> None:
    """Nothing is made of a file where the folder should be."""
    (tmp_path / "folder").write_text("")
    with pytest.raises(FileExistsError):
        make_folder(tmp_path / "folder")


def test_links_and_folders_are_refused(tmp_path: Path) -> None:
    """A link is not followed, even to a file of one's own, or to none."""
    target = tmp_path / "target"
    for exists in (False, True):
        link = tmp_path / f"link{exists}"
        link.symlink_to(target)
        for refuse in (guard, open_private, lambda path: open_private(path, os.O_RDWR | os.O_CREAT)):
            with pytest.raises(PrivateFileError, match=f"{link} is a link"):
                refuse(link)
        assert target.exists() is exists
        target.write_text("")
    with pytest.raises(PrivateFileError, match="not a file"):
        guard(tmp_path)


def test_a_file_that_changes_under_the_look_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What counts is the file that was opened, not the one that was looked at."""
    file = tmp_path / "file"
    file.write_text("")
    looked_at = os.lstat(file)
    file.unlink()
    os.mkfifo(file)
    monkeypatch.setattr(os, "lstat", lambda _: looked_at)
    with pytest.raises(PrivateFileError, match="not a file"):
        open_private(file, os.O_RDWR)


@pytest.mark.parametrize("suffix", [".json", ".journal", ".lock"])
def test_a_link_is_refused(path: Path, suffix: str) -> None:
    """A link to somebody's file is neither read nor written through, for each of the three files."""
    target = path.parent / "elsewhere"
    target.write_text("precious")
    path.with_suffix(suffix).symlink_to(target)
    journal = Journal(path)
    with pytest.raises(JournalError, match=f"marks{suffix} is a link"):
        put(journal, "a")
    if suffix != ".lock":
        with pytest.raises(JournalError, match="is a link"):
            journal.documents()
    assert target.read_text() == "precious"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
@pytest.mark.parametrize("suffix", [".json", ".journal", ".lock"])
def test_another_users_file_is_refused(path: Path, suffix: str) -> None:
    """What another user can change is not trusted."""
    file = path.with_suffix(suffix)
    file.write_text("{}")
    os.chown(file, 12345, 12345)
    with pytest.raises(JournalError, match="another user"):
        put(Journal(path), "a")
