"""Files that are never written over, and never half written."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from errno import EISDIR
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.exports.files import write_new, write_over
from feedtui.papers.filenames import file_name
from feedtui.papers.paper import Paper
from test_filenames import HOSTILE


def failing() -> Iterator[str]:
    """Yield more than a buffer holds, then fail as a full disk does."""
    yield "a" * 100_000
    raise OSError(28, "No space left on device")


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    """Each file is written whole, and none over another."""
    paths = [write_new(tmp_path / "list.md", (text, "\r\n", "é")) for text in "abc"]
    assert [path.name for path in paths] == ["list.md", "list-2.md", "list-3.md"]
    assert [path.read_bytes() for path in paths] == [f"{text}\r\né".encode() for text in "abc"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["list-2.md", "list-3.md", "list.md"]


def test_pieces_are_written_as_they_come(tmp_path: Path) -> None:
    """The file has its name only when all of it is there."""

    def parts() -> Iterator[str]:
        yield "a" * 100_000
        assert not (tmp_path / "list.md").exists()
        (written,) = tmp_path.iterdir()
        assert written.stat().st_size > 0

    assert write_new(tmp_path / "list.md", parts()).stat().st_size == 100_000


def test_nothing_is_left_of_a_failure(tmp_path: Path) -> None:
    """What could not be written whole is not there, and what was there stays."""
    there = write_new(tmp_path / "there.md", "kept")
    with pytest.raises(OSError, match="No space"):
        write_new(tmp_path / "list.md", failing())
    with pytest.raises(OSError, match="No space"):
        write_over(there, failing())
    assert [path.name for path in tmp_path.iterdir()] == ["there.md"]
    assert there.read_text() == "kept"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full only when the last bytes are written leaves nothing either."""
    real = os.open

    def full(path: str | Path, flags: int, mode: int = 0o777) -> int:
        real_handle = real(path, flags, mode)
        if not str(path).endswith(".new"):
            return real_handle
        os.close(real_handle)
        return real("/dev/full", os.O_WRONLY)

    monkeypatch.setattr("os.open", full)
    with pytest.raises(OSError, match="No space"):
        write_new(tmp_path / "list.md", ("a", "b"))
    assert not list(tmp_path.iterdir())


def test_a_name_that_cannot_be_given_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the last step fails, the name is free again."""

    def replace(written: Path, path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.replace", replace)
    with pytest.raises(PermissionError):
        write_new(tmp_path / "list.md", "a")
    assert not list(tmp_path.iterdir())


def test_links_are_not_followed(tmp_path: Path) -> None:
    """A link counts as taken, wherever it leads; replaced, it is the link that goes."""
    target, link = tmp_path / "target", tmp_path / "list.md"
    link.symlink_to(target)
    assert write_new(link, "a").name == "list-2.md"
    assert not target.exists()
    target.write_text("kept")
    assert write_new(link, "a").name == "list-3.md"
    write_over(link, "b")
    assert (target.read_text(), link.read_text()) == ("kept", "b")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_permissions(tmp_path: Path) -> None:
    """A new file has the permissions that the reader's files have; one that is replaced keeps its own."""
    plain = tmp_path / "plain"
    plain.touch()
    path = write_new(tmp_path / "list.md", "a")
    assert path.stat().st_mode == plain.stat().st_mode
    path.chmod(0o640)
    write_over(path, ("b", "c"))
    assert path.stat().st_mode & 0o777 == 0o640
    assert path.read_text() == "bc"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """The name of a folder is refused, and so is a file in a folder that is not there."""
    for path in (tmp_path, Path(), tmp_path / ".."):
        with pytest.raises(IsADirectoryError):
            write_new(path, "a")
    with pytest.raises(FileNotFoundError):
        write_new(tmp_path / "none" / "list.md", "a")


def test_what_another_left_is_not_in_the_way(tmp_path: Path) -> None:
    """A file left by a process that was killed stays, and the export is written beside it."""
    left = tmp_path / f".feedtui-{os.getpid()}-0.new"
    left.write_text("left")
    assert write_new(tmp_path / "list.md", "a").read_text() == "a"
    assert left.read_text() == "left"


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    """Whoever gives the name of a folder is told which it is."""
    with pytest.raises(IsADirectoryError) as told:
        write_new(tmp_path, ["text"])
    assert (told.value.errno, told.value.filename) == (EISDIR, str(tmp_path))


@pytest.mark.skipif(sys.platform == "win32", reason="needs links")
@given(st.lists(HOSTILE, min_size=1, max_size=4), st.sampled_from(["arxiv:", "doi:", "url:", "title:"]), HOSTILE)
def test_no_title_leads_out_of_the_folder(titles: list[str], kind: str, rest: str) -> None:
    """Whatever papers are called, each has a file of its own in the folder, and what was there stays as it was."""
    with TemporaryDirectory() as there:
        outside, folder = Path(there, "outside"), Path(there, "folder")
        outside.write_text("kept")
        folder.mkdir()
        names = [file_name(Paper(kind + rest, title), ".md") for title in titles]
        (folder / names[0]).symlink_to(outside)
        paths = [write_new(folder / name, (f"paper {at}",)) for at, name in enumerate(names)]
        assert [path.read_text() for path in paths] == [f"paper {at}" for at in range(len(names))]
        assert {path.parent for path in paths} == {folder}
        assert all(not path.is_symlink() and len(path.name.encode()) <= 255 for path in paths)
        assert outside.read_text() == "kept"
        assert sorted(path.name for path in Path(there).iterdir()) == ["folder", "outside"]
        assert len(list(folder.iterdir())) == len(names) + 1
