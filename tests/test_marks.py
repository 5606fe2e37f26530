"""The reader's marks on disk."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from feedtui.library.library import Library
from feedtui.library.marks import Marks
from feedtui.library.storage import AtomicStorage
from feedtui.papers.paper import NO_MARK, Mark
from feedtui.papers.query import parse
from feedtui.paths import places
from samples import TITLES, paper

STAR = Mark(starred="2026-01-01T00:00:00Z", tags=("a",), note="n")


def kept(path: Path, *changes: tuple[str, Mark]) -> Marks:
    """Return marks to which some papers' were set and written."""
    marks = Marks(path)
    marks.set([(paper(title), mark) for title, mark in changes])
    assert marks.close()
    return marks


def test_marks_are_there_when_opened_again(tmp_path: Path) -> None:
    """Every part of a mark comes back, and a mark taken back is gone."""
    path = tmp_path / "marks.json"
    kept(path, (TITLES[0], STAR), (TITLES[1], STAR))
    assert Marks(path).of(paper(TITLES[0])) == STAR
    kept(path, (TITLES[0], NO_MARK))
    assert Marks(path).of(paper(TITLES[0])) == NO_MARK
    assert Marks(path).of(paper(TITLES[1])) == STAR
    assert (path.stat().st_mode & 0o777) == 0o600


def test_a_mark_follows_a_paper_that_gets_its_id(tmp_path: Path) -> None:
    """A star on a title stays when a source brings the paper's identifier, in marks and in the library."""
    library = Library(places(str(tmp_path)))
    library.add([paper(TITLES[0])], source="page", kind="test")
    library.set_state(library.find(), "starred", True)
    added = library.add([paper(TITLES[0], "Text.", id="arxiv:2301.00001")], source="page", kind="test")
    assert (added.new, added.updated) == (0, 1)
    assert library.find(parse("is:starred")) == ["arxiv:2301.00001"]
    library.change(["arxiv:2301.00001"], lambda mark: replace(mark, note="more"))
    library.close()
    again = Library(places(str(tmp_path)))
    assert again.item(paper(TITLES[0]).id).mark.note == "more"
    assert len(json.loads((tmp_path / "marks.json").read_text())["marks"]) == 1


def test_two_papers_of_one_title_do_not_share_a_mark(tmp_path: Path) -> None:
    """Two arXiv papers that share a title are two papers."""
    marks = Marks(tmp_path / "marks.json")
    one = paper("Same Title", id="arxiv:2301.00001")
    marks.set([(one, STAR)])
    assert marks.of(replace(one, id="arxiv:2301.00002")) == NO_MARK
    marks.close()


@pytest.mark.parametrize("text", ["{broken", "[]", '{"marks": []}', '{"marks": {"a": 1}}', "\xff"])
def test_a_damaged_file_is_moved_aside(tmp_path: Path, text: str) -> None:
    """A file that cannot be read is kept under another name, which is told."""
    path = tmp_path / "marks.json"
    path.write_text(text, encoding="latin-1")
    marks = kept(path, (TITLES[0], STAR))
    aside = next(tmp_path.glob("marks.json.damaged-*"))
    assert marks.damage is not None
    assert aside.name in marks.damage
    assert aside.read_text(encoding="latin-1") == text
    assert Marks(path).of(paper(TITLES[0])) == STAR


def test_a_file_damaged_meanwhile_is_moved_aside(tmp_path: Path) -> None:
    """Damage that comes while the reader runs is not written over either."""
    path = tmp_path / "marks.json"
    marks = Marks(path)
    path.write_text("{broken")
    marks.set([(paper(TITLES[0]), STAR)])
    assert marks.close()
    assert len(list(tmp_path.glob("marks.json.damaged-*"))) == 1
    assert Marks(path).of(paper(TITLES[0])) == STAR


def test_a_refused_change_is_told_and_written_later(tmp_path: Path) -> None:
    """What the disk refused stays in hand and is written once there is room."""
    blocked = tmp_path / "folder"
    blocked.write_text("a file where the folder should be")
    told: list[str] = []
    marks = Marks(blocked / "marks.json", told.append)
    marks.set([(paper(TITLES[0]), STAR)])
    assert not marks.flush()
    assert "not saved yet" in told[0]
    blocked.unlink()
    assert marks.close()
    assert Marks(blocked / "marks.json").of(paper(TITLES[0])) == STAR


def test_an_unreadable_file_is_told(tmp_path: Path) -> None:
    """A file that the system keeps from us is left alone and named."""
    (tmp_path / "marks.json").mkdir()
    assert "cannot be read" in str(Marks(tmp_path / "marks.json").damage)


def test_a_failed_write_leaves_the_former_file(tmp_path: Path) -> None:
    """Data that cannot be written leaves the file and nothing beside it."""
    storage = AtomicStorage(tmp_path / "marks.json")
    storage.write({"marks": {}})
    with pytest.raises(TypeError):
        storage.write({"marks": {"a": {"b": object()}}})
    assert storage.read() == {"marks": {}}
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["marks.json"]
