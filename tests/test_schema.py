"""The papers' file: made, shared, refused."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from feedtui.library.schema import VERSION, CorpusError, connect


def test_a_new_file_is_private_and_of_this_version(tmp_path: Path) -> None:
    """Folder and file are the reader's alone, whatever the umask."""
    before = os.umask(0)
    try:
        with closing(connect(tmp_path / "home" / "papers.sqlite")) as db:
            assert db.execute("pragma user_version").fetchone() == (VERSION,)
            assert db.execute("pragma journal_mode").fetchone() == ("wal",)
    finally:
        os.umask(before)
    assert (tmp_path / "home").stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in (tmp_path / "home").iterdir()} == {0o600}


def test_two_may_make_it_at_once(tmp_path: Path) -> None:
    """Processes that meet at a new file find one set of tables."""
    code = (
        "import sys; from pathlib import Path; from feedtui.library.schema import connect; connect(Path(sys.argv[1]))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "papers.sqlite")]
    started = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(4)]
    assert [process.communicate()[1] for process in started] == [b""] * 4
    with closing(connect(tmp_path / "papers.sqlite")) as db:
        assert db.execute("select count(*) from tags").fetchone() == (2,)


@pytest.mark.parametrize(("version", "said"), [(VERSION + 1, "newer feedtui"), (1, "before its first release")])
def test_a_file_of_another_version_is_left_alone(tmp_path: Path, version: int, said: str) -> None:
    """What this feedtui cannot read it does not touch."""
    path = tmp_path / "papers.sqlite"
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"pragma user_version = {version}")
    before = path.read_bytes()
    with pytest.raises(CorpusError, match=said):
        connect(path)
    assert path.read_bytes() == before


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    """A file that is no database is a sentence with its name."""
    path = tmp_path / "papers.sqlite"
    path.write_text("this is no database, but it is long enough to be looked at " * 20)
    with pytest.raises(CorpusError, match=r"papers\.sqlite cannot be opened"):
        connect(path)


def test_a_link_in_its_place_is_refused(tmp_path: Path) -> None:
    """Another's file is not written to through a link."""
    (tmp_path / "elsewhere").write_text("")
    (tmp_path / "papers.sqlite").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CorpusError, match=r"papers\.sqlite"):
        connect(tmp_path / "papers.sqlite")
    assert (tmp_path / "elsewhere").read_text() == ""
