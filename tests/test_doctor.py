"""The doctor over files that are really damaged."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from breaking import flip, lose_page, unindex
from feedtui.cli import main
from feedtui.library.journal import Journal
from feedtui.library.library import Library
from feedtui.library.origin import Origin
from feedtui.papers.identity import title_id
from feedtui.papers.paper import Paper
from feedtui.papers.query import parse
from feedtui.paths import places

TITLES = [f"Lamps of kind {number}" for number in range(60)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with papers, some of them starred and tagged, the newest changes in the journal."""
    home = tmp_path_factory.mktemp("made") / "home"
    with closing(Library(places(str(home)))) as library:
        papers = [Paper(title_id(title), title, "They shine. " * 50, tags=("light",)) for title in TITLES]
        library.add(papers, Origin("test", "page"))
        library.set_state(library.whole(parse("kind"))[:2], "starred", True)
        library.set_state(library.whole(parse("kind"))[5:8], "read", True)
    return home


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    """Return a copy of that home, to be damaged."""
    return Path(shutil.copytree(made, tmp_path / "home"))


def examined(home: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, list[str]]]:
    """Return the exit code, and the levels of what was found, by what it is of."""
    code = main(["--home", str(home), "doctor", "--json", *words])
    levels: dict[str, list[str]] = {}
    for line in capsys.readouterr().out.splitlines():
        one = json.loads(line)
        levels.setdefault(one["what"], []).append(one["level"])
    return code, levels


def starred(home: Path) -> int:
    """Return how many papers have a star."""
    with closing(Library(places(str(home)))) as library:
        library.catch_up()
        return len(library.whole(parse("is:starred")))


def test_all_is_well(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A whole home passes, and nothing in it is changed by looking."""
    before = {path.name: path.read_bytes() for path in home.iterdir()}
    code, levels = examined(home, capsys)
    assert code == 0
    for what in ("folder", "privacy", "marks", "journal", "lock", "papers", "search", "mirror", "sources", "sqlite"):
        assert levels[what] == ["PASS"], what
    assert {path.name: path.read_bytes() for path in home.iterdir()} == before


def test_lines_for_people_say_what_to_do(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line a finding, and below one that is not well the way out."""
    home.chmod(0o755)
    assert main(["--home", str(home), "doctor"]) == 0
    shown = capsys.readouterr().out
    assert f"PASS  papers          {len(TITLES)} in papers.sqlite" in shown
    assert "WARN  privacy" in shown
    assert "feedtui doctor --repair closes them" in shown


def test_a_home_that_is_not_there_yet_is_fine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Before the first start there is nothing to find, and nothing is made."""
    assert examined(tmp_path / "new", capsys)[0] == 0
    assert not (tmp_path / "new").exists()


DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "a flipped byte of the journal": (lambda home: flip(home / "marks.journal", 200), "journal"),
    "no snapshot but garbage": (lambda home: (home / "marks.json").write_text("{garbage"), "marks"),
    "papers out of the index": (unindex, "search"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_found_and_repaired(name: str, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What fails is named; after the repair it passes, and the damaged files are kept beside."""
    damage, what = DAMAGE[name]
    damage(home)
    code, levels = examined(home, capsys)
    assert (code, levels[what]) == (1, ["FAIL"])
    assert examined(home, capsys, "--repair")[0] == 0
    assert list(home.glob("before-repair-*"))
    code, levels = examined(home, capsys)
    assert (code, levels[what]) == (0, ["PASS"])
    with closing(Library(places(str(home)))) as library:
        assert len(library.whole(parse("kind shine"))) == len(TITLES)


def test_the_index_and_its_counts_come_back_as_they_were(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every paper is found by its words again, and each tag counts what it did."""

    def counts() -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(home / "papers.sqlite")) as db:
            tags = db.execute("select kind, name, total, unread from tags order by kind, name").fetchall()
            return [*tags, *db.execute("select term, papers from terms order by term")]

    before = counts()
    unindex(home)
    assert counts() != before
    assert examined(home, capsys, "--repair")[0] == 0
    assert counts() == before
    assert starred(home) == 2


def test_a_broken_database_is_not_touched_if_it_cannot_be_saved(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says to move it away; the file and the marks are as they were."""
    (home / "papers.sqlite").write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    marks = (home / "marks.journal").read_bytes()
    assert main(["--home", str(home), "doctor", "--repair"]) == 1
    assert "Move it away" in capsys.readouterr().out
    assert (home / "papers.sqlite").read_bytes() == b"SQLite format 3\0" + b"\xff" * 5000
    assert (home / "marks.journal").read_bytes() == marks


@pytest.mark.parametrize("part", ["papers_upvotes", "words_data"])
def test_a_broken_part_of_the_database_is_made_anew(part: str, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An index that is damaged costs no paper."""
    lose_page(home, part)
    assert examined(home, capsys)[1]["papers"] == ["FAIL"]
    assert examined(home, capsys, "--repair")[0] == 0
    code, levels = examined(home, capsys)
    assert (code, levels["papers"]) == (0, ["PASS"])
    assert starred(home) == 2


def test_a_broken_page_of_papers_costs_what_is_on_it(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The papers before and behind it are saved, with their marks."""
    with closing(sqlite3.connect(home / "papers.sqlite")) as db:
        db.execute("pragma wal_checkpoint(truncate)")
        (size,) = db.execute("pragma page_size").fetchone()
    data = (home / "papers.sqlite").read_bytes()
    page = data.index(b"Lamps of kind 30") // size
    with (home / "papers.sqlite").open("r+b") as file:
        file.seek(page * size)
        file.write(b"\xff" * size)
    assert examined(home, capsys, "--repair")[0] == 0
    with closing(Library(places(str(home)))) as library:
        left = len(library.whole(parse("kind shine")))
    assert len(TITLES) - 10 < left < len(TITLES)
    assert starred(home) == 2


def test_papers_that_another_feedtui_has_open_are_not_replaced(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its later imports would be lost: the repair says who has them open, and does it when that one has ended."""
    lose_page(home, "remembered")
    code = f"""if True:
        import sys
        from feedtui.library.library import Library
        from feedtui.library.origin import Origin
        from feedtui.papers.identity import title_id
        from feedtui.papers.paper import Paper
        from feedtui.paths import places
        library = Library(places({str(home)!r}))
        print(len(library), flush=True)
        sys.stdin.readline()
        library.add([Paper(title_id("A late lamp of a kind"), "A late lamp of a kind")], Origin("late", "page"))
        library.close()"""
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        other.stdout.readline()
        assert main(["--home", str(home), "doctor", "--repair"]) == 1
        shown = capsys.readouterr().out
        assert "is open in another feedtui" in shown
        if Path("/proc/locks").exists():
            assert f"by process {other.pid}" in shown
        other.stdin.write(b"\n")
        other.stdin.close()
        assert other.wait(60) == 0
    assert examined(home, capsys, "--repair")[0] == 0
    with closing(Library(places(str(home)))) as library:
        assert len(library.whole(parse("kind"))) == len(TITLES) + 1


def test_a_very_large_library_is_looked_through_for_some_seconds(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says that not all was looked at and how to; asked for, all is, with no end but the last page."""
    monkeypatch.setattr("feedtui.doctor.papers._SECONDS", -1.0)
    monkeypatch.setattr("feedtui.doctor.papers._STEPS", 1)
    assert main(["--home", str(home), "doctor"]) == 0
    assert "feedtui doctor --full looks at all of it" in capsys.readouterr().out
    before = (home / "papers.sqlite").read_bytes()
    code, levels = examined(home, capsys, "--full")
    assert (code, levels["papers"], levels["index"]) == (0, ["PASS"], ["PASS"])
    assert (home / "papers.sqlite").read_bytes() == before


@pytest.mark.parametrize("table", ["words", "heads"])
def test_an_index_that_is_wrong_inside_is_found_when_asked(
    table: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Pages that are whole for SQLite and mean nothing to its index of words; the repair makes it anew."""
    with closing(sqlite3.connect(home / "papers.sqlite")) as db, db:
        db.execute(f"update {table}_data set block = zeroblob(length(block)) where id > 10")
    code, levels = examined(home, capsys, "--full")
    assert (code, "FAIL" in levels.get("index", levels["papers"])) == (1, True)
    assert examined(home, capsys, "--full", "--repair")[0] == 0
    with closing(Library(places(str(home)))) as library:
        assert len(library.whole(parse("kind shine"))) == len(TITLES)


@pytest.mark.skipif(sys.platform == "win32", reason="rights are other there")
def test_others_are_shut_out_and_leftovers_removed(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Rights become 0700 and 0600, and what a killed writer left is gone."""
    home.chmod(0o755)
    (home / "papers.sqlite").chmod(0o644)
    (home / "marks.12.new").write_text("half")
    os.utime(home / "marks.12.new", (0, 0))
    (home / "marks.13.new").write_text("being written")
    assert examined(home, capsys)[1]["left over"] == ["WARN"]
    assert examined(home, capsys, "--repair")[0] == 0
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "papers.sqlite").stat().st_mode) == 0o600
    assert not (home / "marks.12.new").exists()
    assert (home / "marks.13.new").exists()


@pytest.mark.parametrize("is_gone", [False, True])
def test_marks_of_a_lost_snapshot_come_back(home: Path, capsys: pytest.CaptureFixture[str], is_gone: bool) -> None:
    """An empty snapshot of zero bytes is no library without marks: the papers still know what was in it."""
    Journal(places(str(home)).marks).compact(keep=0)
    with closing(Library(places(str(home)))) as library:
        library.catch_up()
        library.noticed()
        library.set_state(library.whole(parse("kind"))[2:3], "starred", True)
    (home / "marks.json").write_bytes(b"")
    if is_gone:
        (home / "marks.json").unlink()
    code, levels = examined(home, capsys)
    assert (code, levels["marks"]) == (1, ["FAIL"])
    assert examined(home, capsys, "--repair")[0] == 0
    assert starred(home) == 3
    assert examined(home, capsys)[0] == 0


def test_what_stands_in_a_files_place_is_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder where the marks belong, a link where the papers do, an empty file: each is told, none ends the look."""
    (home / "marks.json").unlink(missing_ok=True)
    (home / "marks.json").mkdir()
    (home / "papers.sqlite").rename(home / "elsewhere.sqlite")
    (home / "papers.sqlite").symlink_to(home / "elsewhere.sqlite")
    code, levels = examined(home, capsys)
    assert code == 1
    assert levels["files"] == ["FAIL", "FAIL"]
    assert levels["lock"] == ["PASS"]


def test_who_is_writing_is_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Another process that holds the lock is named where the system tells."""
    code = f"import sys; from filelock import FileLock; held = FileLock({str(home / 'marks.lock')!r}); held.acquire(); "
    with subprocess.Popen(
        [sys.executable, "-c", f"{code}print(flush=True); sys.stdin.read()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        assert main(["--home", str(home), "doctor"]) == 0
        shown = capsys.readouterr().out
        other.kill()
    assert "WARN  lock" in shown
    if Path("/proc/locks").exists():
        assert f"by process {other.pid}" in shown


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_cannot_be_read_is_a_finding(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says so, and the rest is looked at."""
    home.chmod(0)
    try:
        assert examined(home, capsys)[1]["folder"] == ["FAIL"]
    finally:
        home.chmod(0o700)
