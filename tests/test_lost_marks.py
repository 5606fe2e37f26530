"""Files of the marks that are lost, emptied or cut while feedtui is closed: nothing is forgotten, all comes back."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from feedtui.cli import main
from feedtui.library.journal import Journal, LostMarks
from feedtui.library.library import Library
from feedtui.library.origin import Origin
from feedtui.papers.query import parse
from feedtui.paths import places
from samples import TITLES, paper


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home with one star in the snapshot, and a later star, a queued paper and a search in the journal."""
    path = tmp_path / "home"
    with closing(Library(places(str(path)))) as library:
        library.add([paper(title) for title in TITLES], Origin("test", "test"))
        library.noticed()
        rows = library.whole(parse(""))
        library.set_state(rows[:1], "starred", True)
        Journal(library.places.marks).compact(keep=0)
        library.set_state(rows[1:2], "starred", True)
        library.set_state(rows[:1], "queued", True)
        library.keep_search("lamps", "lanterns")
    return path


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs a command over the home, as a process of its own would."""

    def run(*words: str) -> Ran:
        code = main(["--home", str(home), *words])
        return Ran(code, *capsys.readouterr())

    return run


def marked(home: Path) -> dict[str, list[str]]:
    """Return titles by query as whoever starts feedtui sees them."""
    with closing(Library(places(str(home)))) as library:
        library.catch_up()
        library.noticed()
        found = {query: library.whole(parse(query)) for query in ("is:starred", "is:queued")}
        return {query: sorted(library.item(row).paper.title for row in rows) for query, rows in found.items()}


def _cut(path: Path) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-2]))


def _flip_last(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-9] ^= 0xFF
    path.write_bytes(data)


def _empty(*names: str) -> Callable[[Path], object]:
    return lambda home: [(home / name).write_bytes(b"") for name in names]


def _remove(*names: str) -> Callable[[Path], object]:
    return lambda home: [(home / name).rename(home / f"former-{name}") for name in names]


LOSSES: dict[str, tuple[Callable[[Path], object], str]] = {
    "an empty snapshot": (_empty("marks.json"), "marks.json is empty"),
    "no snapshot": (_remove("marks.json"), "marks.json is gone"),
    "an empty journal": (_empty("marks.journal"), "marks.journal lost the last changes"),
    "no journal": (_remove("marks.journal"), "marks.journal lost the last changes"),
    "neither": (_remove("marks.json", "marks.journal"), "marks.journal lost the last changes"),
    "both empty": (_empty("marks.json", "marks.journal"), "marks.journal lost the last changes"),
    "a journal that was cut": (lambda home: _cut(home / "marks.journal"), "marks.journal lost the last changes"),
    "damage in its last line": (lambda home: _flip_last(home / "marks.journal"), "lost the last changes"),
}


@pytest.mark.parametrize("name", LOSSES)
def test_nothing_is_forgotten_and_a_repair_brings_all_back(name: str, home: Path, run: Run) -> None:
    """Every command shows the marks as they were, none changes them, and after the repair they are written down."""
    before = marked(home)
    assert [len(titles) for titles in before.values()] == [2, 1]
    lose, said = LOSSES[name]
    lose(home)
    listed = run("list", "is:starred")
    assert (listed.code, len(listed.out.splitlines())) == (0, 2)
    assert said in listed.err
    assert "feedtui doctor --repair" in listed.err
    for words in (("mark", paper(TITLES[2]).id, "--star"), ("undo",)):
        refused = run(*words)
        assert (refused.code, refused.out) == (1, "")
        assert said in refused.err
    assert marked(home) == before
    examined = run("doctor")
    assert (examined.code, said in examined.out) == (1, True)
    assert run("doctor", "--repair").code == 0
    assert run("doctor").code == 0
    tables = Journal(home / "marks.json").documents()
    assert len(tables["marks"]) == 2
    assert tables["searches"].keys() == {"lamps"}
    assert marked(home) == before
    assert run("mark", paper(TITLES[2]).id, "--star").code == 0
    assert len(marked(home)["is:starred"]) == 3
    assert marked(home)["is:queued"] == before["is:queued"]


def test_a_start_in_a_process_of_its_own_forgets_nothing(home: Path) -> None:
    """Files as a crash of the disk leaves them, and nothing in memory from before it."""
    before = marked(home)
    for name in ("marks.json", "marks.journal"):
        (home / name).write_bytes(b"")
    for words, code in (
        (("list",), 0),
        (("mark", paper(TITLES[2]).id, "--read"), 1),
        (("doctor", "--repair"), 0),
        (("list",), 0),
    ):
        command = [sys.executable, "-m", "feedtui", "--home", str(home), *words]
        ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert (ran.returncode, "Traceback" in ran.stderr) == (code, False), ran.stderr
    assert marked(home) == before


@pytest.mark.parametrize("name", ["no snapshot", "no journal"])
def test_other_machines_are_not_told_that_marks_were_taken_back(
    name: str, home: Path, tmp_path: Path, run: Run
) -> None:
    """A sync is refused, and a backup has what the papers know."""
    shared = tmp_path / "shared"
    shared.mkdir()
    assert run("sync", str(shared)).code == 0
    sent = {path.name: path.read_bytes() for path in shared.iterdir()}
    lose, said = LOSSES[name]
    lose(home)
    refused = run("sync", str(shared))
    assert (refused.code, said in refused.err) == (1, True)
    assert {path.name: path.read_bytes() for path in shared.iterdir()} == sent
    assert run("backup", str(tmp_path / "kept.zip")).code == 0
    with zipfile.ZipFile(tmp_path / "kept.zip") as archive:
        (member,) = [one for one in archive.namelist() if one.endswith("marks.jsonl")]
        assert len(archive.read(member).splitlines()) == 2


def test_papers_still_come_in(home: Path) -> None:
    """An import into such a library keeps what it brings, and the marks."""
    before = marked(home)
    (home / "marks.json").unlink()
    with closing(Library(places(str(home)))) as library:
        library.add([paper("A Paper That Comes Later")], Origin("test", "test"))
        with pytest.raises(LostMarks):
            library.refuse_if_lost()
    assert marked(home) == before


def test_a_snapshot_that_another_program_emptied_is_followed(home: Path) -> None:
    """Tables without documents are an answer, and no loss; what was changed since the snapshot still counts."""
    (home / "marks.json").write_text("{}")
    assert [len(titles) for titles in marked(home).values()] == [2, 1]
    Journal(home / "marks.json").compact(keep=0)
    (home / "marks.json").write_text("{}")
    assert [len(titles) for titles in marked(home).values()] == [0, 0]
