"""Names of files, completed as they are typed."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import feedtui.screens.path_names as path_names
from driving import hides, press, reader, reading, screen, shows, until
from feedtui.papers.half_typed import Completion
from feedtui.papers.text import clean_line
from feedtui.screens.path_names import Entry, Folders, completed_path, listed, meant
from samples import TITLES, page

HAS = {
    '"a/': [Entry("my page.txt", False), Entry("My folder", True)],
    "": [Entry("notes", True), Entry("page.txt", False)],
    "a/": [Entry(".hidden", False), Entry("my page.txt", False), Entry("My folder", True), Entry("list.bib", False)],
}


def entries(folder: str) -> Sequence[Entry]:
    """Return what some folders have."""
    return HAS.get(folder, ())


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("", ("notes/", "page.txt")),
        ("PA", ("page.txt",)),
        ("a/", ('"my page.txt"', '"My folder"/', "list.bib")),
        ("a/m", ('"my page.txt"', '"My folder"/')),
        ('a/"my p', ('"my page.txt"',)),
        ('"a/my', ('my page.txt"', "My folder/")),
        ("a/.", (".hidden",)),
        ("a/list.bib", ()),
        ("~", ("~/",)),
        ("b/", ()),
    ],
)
def test_names_complete_what_is_typed(text: str, candidates: tuple[str, ...]) -> None:
    """Folders with a slash, names with blanks in quotes, hidden ones after a dot alone."""
    assert completed_path(text, entries).candidates == candidates


@given(st.text(max_size=20))
def test_whatever_is_typed_nothing_breaks(text: str) -> None:
    """Nor does what is completed stand anywhere but in the line, and what is meant is a path."""
    found = completed_path(text, entries)
    assert 0 <= found.start <= len(text)
    assert isinstance(meant(text), Path)


def test_what_is_completed_is_the_file(tmp_path: Path) -> None:
    """With blanks, with quotes in its name, in folders with blanks, in UTF-8 or none."""
    (tmp_path / "my folder").mkdir()
    names = ["a b.txt", 'c "d" e.txt', "é.txt", *(["f\x1b[31mg.txt", "h\u202ei.txt"] if os.name == "posix" else [])]
    files = [tmp_path / "my folder" / name for name in names]
    if sys.platform == "linux":
        files.append(tmp_path / "my folder" / os.fsdecode(b"j\xffk.txt"))
    for file in files:
        file.write_text("x")
    head = f'{tmp_path}/"my folder"/'
    assert completed_path(f"{tmp_path}/my", lambda folder: listed(meant(folder))).candidates == ('"my folder"/',)
    offered = completed_path(head, lambda folder: listed(meant(folder)))
    assert {meant(head + one) for one in offered.candidates} == set(files)
    assert all(clean_line(one) == one for one in offered.candidates)
    assert meant(f'"{files[0]}"') == files[0]
    assert completed_path(f'"{tmp_path}/my folder/a', lambda folder: listed(meant(folder))).candidates == ('a b.txt"',)


def test_a_pattern_names_its_one_file(tmp_path: Path) -> None:
    """Of two it names neither."""
    (tmp_path / "one.txt").touch()
    assert meant(f"{tmp_path}/*.txt") == tmp_path / "one.txt"
    (tmp_path / "two.txt").touch()
    assert meant(f"{tmp_path}/*.txt") == tmp_path / "*.txt"


def test_folders_that_cannot_be_read_have_nothing(tmp_path: Path) -> None:
    """Nor do files."""
    (tmp_path / "file").touch()
    assert meant("x" * 5_000) == Path("x" * 5_000)
    assert listed(tmp_path / "file") == listed(tmp_path / "nowhere") == []


def test_few_folders_are_listed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that never answers costs a thread, however often it is asked for, and four of them are the most."""
    go, begun = threading.Event(), []

    def stuck(folder: Path) -> list[Entry]:
        begun.append(folder)
        assert go.wait(30)
        return [Entry("x", False)]

    came = threading.Semaphore(0)
    monkeypatch.setattr(path_names, "listed", stuck)
    folders = Folders(came.release)
    for _ in range(3):
        assert [folders.entries(f"/slow/{at}/") for at in range(9)] == [()] * 9
        folders.forget()
    go.set()
    assert all(came.acquire(timeout=30) for _ in range(4))
    assert len(begun) == 4


async def test_an_import_is_completed_by_tab(tmp_path: Path) -> None:
    """Folder after folder, to the file, which is then read."""
    (tmp_path / "saved pages").mkdir()
    (tmp_path / "saved pages" / "today's list.txt").write_text(page(tuple(f"Other {title}" for title in TITLES)))
    async with reading(tmp_path / "home", (80, 24)) as pilot:
        await press(pilot, *f":import {tmp_path}/s")
        await shows(pilot, '"saved pages"/')
        await press(pilot, "tab")
        await shows(pilot, '"today\'s list.txt"')
        await press(pilot, "tab")
        await press(pilot, "enter")
        await shows(pilot, "Not kept yet: enter keeps what was found")
        assert "4 papers found" in screen(pilot)
        await press(pilot, "enter")
        await shows(pilot, "4 new")


async def test_a_slow_folder_holds_no_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is typed is there at once; the names come when the folder answers."""
    go = threading.Event()
    monkeypatch.setattr(path_names, "listed", lambda folder: [Entry("late.txt", False)] if go.wait(30) else [])
    async with reading(tmp_path) as pilot:
        await press(pilot, *":import /slow/l", "tab")
        assert "import /slow/l" in screen(pilot)
        await hides(pilot, "late.txt")
        go.set()
        await shows(pilot, "late.txt")
        await press(pilot, "tab")
        assert "import /slow/late.txt" in screen(pilot)
        await press(pilot, "escape")
        await until(pilot, lambda: not reader(pilot).prompt.purpose)


def test_nothing_is_known_of_a_line_without_names() -> None:
    """An empty folder completes nothing."""
    assert completed_path("x/", lambda folder: ()) == Completion(2)
