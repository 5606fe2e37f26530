"""A folder of notes: written, brought up to date, and never at the cost of what a person wrote."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.exports.note import BEGIN, END, read_note
from feedtui.exports.notes_folder import Remark, Written, write_notes
from feedtui.papers.paper import Item, Mark
from feedtui.papers.text import clean_line
from lanterns import HOSTILE, SIGNS, lantern
from recorded import recorded
from samples import TITLES, paper

ITEMS = [Item(paper(title, id=f"arxiv:2604.{at:05}", authors=("Ada Lamp",))) for at, title in enumerate(TITLES)]
NAMES = [
    "2604.00000 Lamp - Sparse Lanterns - Masked Modelling for Small Networks.md",
    "2604.00001 Lamp - Speaking Rivers - A Corpus of Spoken Questions.md",
    "2604.00002 Lamp - Retrieval by Moonlight - Dense Passages without Labels.md",
    "2604.00003 Lamp - How Far Do Image Captions Carry.md",
]


def names(folder: Path) -> list[str]:
    """Return the names of all that is in a folder."""
    return sorted(path.name for path in folder.iterdir())


def counts(told: Written) -> tuple[int, int, int]:
    """Return how many notes were written, brought up to date, and left."""
    return told.written, told.updated, told.unchanged


def test_a_note_each(tmp_path: Path) -> None:
    """Each paper has its note in a folder that is made; a second export changes nothing."""
    folder = tmp_path / "vault" / "papers"
    assert write_notes(folder, ITEMS) == Written(written=4)
    assert names(folder) == NAMES
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    assert write_notes(folder, iter(ITEMS)) == Written(unchanged=4)
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()} == before


def test_what_changed_is_brought_up_to_date(tmp_path: Path) -> None:
    """A note is found by its id, whatever its name is and in whatever folder inside; what a person wrote stays."""
    write_notes(tmp_path, ITEMS)
    renamed, moved = tmp_path / "my lamps.md", tmp_path / "read" / "2026" / NAMES[1]
    (tmp_path / NAMES[0]).rename(renamed)
    moved.parent.mkdir(parents=True)
    (tmp_path / NAMES[1]).rename(moved)
    text = "before\r\n" + renamed.read_text().partition("---\n")[2]
    renamed.write_bytes(b"---\n" + text.encode()[len("before\r\n") :] + b"\r\nMine: \xc3\xa9\n")
    changed = [replace(item, mark=Mark(note="Seen")) for item in ITEMS]
    assert counts(write_notes(tmp_path, [*changed[:2], *ITEMS[2:]])) == (0, 2, 2)
    assert renamed.read_bytes().endswith(f"Seen\n{END}\n".encode() + b"\r\nMine: \xc3\xa9\n")
    assert "Seen" in moved.read_text()
    assert names(tmp_path) == sorted([renamed.name, "read", *NAMES[2:]])


def test_other_files_are_never_written_over(tmp_path: Path) -> None:
    """A file of the same name that is not ours stays, and the note has another."""
    theirs = {NAMES[0]: b"Mine", NAMES[1]: b"---\ntitle: mine\n---\n", NAMES[2]: b"\xff\xfe", NAMES[3]: b""}
    for name, data in theirs.items():
        (tmp_path / name).write_bytes(data)
    for expected in ((4, 0, 0), (0, 0, 4)):
        assert counts(write_notes(tmp_path, ITEMS)) == expected
        assert {name: (tmp_path / name).read_bytes() for name in theirs} == theirs
        assert names(tmp_path) == sorted([*theirs, *(name.replace(".md", "-2.md") for name in theirs)])


@pytest.mark.parametrize("mark", [BEGIN, END])
def test_a_note_without_its_marks(tmp_path: Path, mark: str) -> None:
    """A note whose marks a person took away is the person's: it stays, a new one is written, and that is said once."""
    write_notes(tmp_path, ITEMS[:1])
    path = tmp_path / NAMES[0]
    path.write_text(path.read_text().replace(mark, "mine"))
    text = path.read_text()
    told = write_notes(tmp_path, ITEMS[:1])
    assert counts(told) == (1, 0, 0)
    ((what, why),) = [(one.what, one.why) for one in told.remarks]
    assert what == path.name
    assert path.name.replace(".md", "-2.md") in why
    assert write_notes(tmp_path, ITEMS[:1]) == Written(unchanged=1)
    assert path.read_text() == text


def test_copies_are_all_brought_up_to_date(tmp_path: Path) -> None:
    """Two notes of one paper both say what is so."""
    write_notes(tmp_path, ITEMS[:1])
    (tmp_path / "copy.md").write_bytes((tmp_path / NAMES[0]).read_bytes())
    assert counts(write_notes(tmp_path, [replace(ITEMS[0], mark=Mark(note="Seen"))])) == (0, 2, 0)
    assert all("Seen" in path.read_text() for path in tmp_path.iterdir())


def test_two_papers_never_share_a_note(tmp_path: Path) -> None:
    """Papers of one title, and of titles that some systems take for one, have notes of their own; a paper has one."""
    items = [
        Item(paper(title, id=f"url:https://a.example/{at}")) for at, title in enumerate(("Lamps", "Lamps", "LAMPS?"))
    ]
    assert write_notes(tmp_path, [*items, *items]) == Written(written=3, unchanged=3)
    found = [read_note(path.read_text()) for path in tmp_path.iterdir()]
    assert {note.id for note in found if note} == {item.paper.id for item in items}


def test_links_are_not_followed(tmp_path: Path) -> None:
    """Neither a note nor a folder that is a link is read or written through it."""
    outside, folder = tmp_path / "outside", tmp_path / "notes"
    write_notes(outside, ITEMS[:2])
    folder.mkdir()
    (folder / NAMES[0]).symlink_to(outside / NAMES[0])
    (folder / "inside").symlink_to(outside)
    (folder / NAMES[2]).symlink_to(tmp_path / "nowhere")
    before = {path.name: path.read_bytes() for path in outside.iterdir()}
    changed = [replace(item, mark=Mark(note="Seen")) for item in ITEMS[:3]]
    assert counts(write_notes(folder, changed)) == (3, 0, 0)
    assert {path.name: path.read_bytes() for path in outside.iterdir()} == before
    assert not (tmp_path / "nowhere").exists()
    assert {NAMES[0].replace(".md", "-2.md"), NAMES[1], NAMES[2].replace(".md", "-2.md")} <= set(names(folder))


def test_hidden_folders_and_other_files_are_left_alone(tmp_path: Path) -> None:
    """What an application keeps for itself in the folder is neither read nor changed."""
    write_notes(tmp_path / ".trash", ITEMS[:1])
    (tmp_path / "a.txt").write_bytes((tmp_path / ".trash" / NAMES[0]).read_bytes())
    (tmp_path / "folder.md").mkdir()
    assert counts(write_notes(tmp_path, ITEMS[:1])) == (1, 0, 0)
    assert names(tmp_path) == sorted([".trash", NAMES[0], "a.txt", "folder.md"])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a pipe with a name")
def test_a_pipe_is_no_note(tmp_path: Path) -> None:
    """A pipe is not waited for."""
    os.mkfifo(tmp_path / NAMES[0])
    assert counts(write_notes(tmp_path, ITEMS[:1])) == (1, 0, 0)
    assert names(tmp_path) == sorted([NAMES[0], NAMES[0].replace(".md", "-2.md")])


def test_a_note_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One failure is told and does not keep the others out; the note that was there stays whole."""
    write_notes(tmp_path, ITEMS[:2])
    before = (tmp_path / NAMES[0]).read_bytes()
    real = os.fsync
    calls = iter([OSError(28, "No space left on device"), None, OSError(28, "No space left on device"), None])

    def full(handle: int) -> None:
        if error := next(calls):
            raise error
        real(handle)

    monkeypatch.setattr("os.fsync", full)
    told = write_notes(tmp_path, [replace(item, mark=Mark(note="Seen")) for item in ITEMS])
    assert counts(told) == (1, 1, 0)
    why = "its note cannot be written: No space left on device."
    assert told.remarks == [Remark(TITLES[0], why), Remark(TITLES[2], why)]
    assert (tmp_path / NAMES[0]).read_bytes() == before
    assert names(tmp_path) == [NAMES[0], NAMES[1], NAMES[3]]


def test_a_note_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that cannot be read is named, and stays."""
    write_notes(tmp_path, ITEMS[:2])
    real = os.open

    def refused(path: Path, flags: int, mode: int = 0o777) -> int:
        if path == tmp_path / NAMES[0] and not flags & os.O_CREAT:
            raise PermissionError(13, "Permission denied")
        return real(path, flags, mode)

    monkeypatch.setattr("os.open", refused)
    told = write_notes(tmp_path, ITEMS[:2])
    assert counts(told) == (1, 0, 1)
    assert told.remarks == [Remark(NAMES[0], "it cannot be read: Permission denied. If it is a note, it stays.")]
    assert names(tmp_path) == sorted([*NAMES[:2], NAMES[0].replace(".md", "-2.md")])


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    """Where a file stands in the way there are no notes."""
    (tmp_path / "notes").touch()
    with pytest.raises(FileExistsError):
        write_notes(tmp_path / "notes", ITEMS)


@pytest.mark.parametrize("title", HOSTILE)
def test_no_paper_leaves_the_folder(tmp_path: Path, title: str) -> None:
    """Whatever a paper is called, its note is in the folder, and is found again."""
    hostile = f"../../{title}"
    items = [lantern(title), Item(paper(hostile, id=f"doi:10.1000/../../{title}", authors=(hostile,)))]
    folder = tmp_path / "a" / "b" / "notes"
    assert write_notes(folder, items) == Written(written=2)
    assert [path.name for path in (tmp_path / "a" / "b").iterdir()] == ["notes"]
    assert write_notes(folder, items) == Written(unchanged=2)


IDS = st.text(st.sampled_from([*SIGNS, "/", ";"]), min_size=1, max_size=12).map(clean_line).filter(bool)


@given(st.lists(IDS, min_size=1, max_size=5, unique=True))
def test_any_papers_have_a_note_each(tmp_path_factory: pytest.TempPathFactory, ids: list[str]) -> None:
    """Whatever identities and titles are, there are as many notes as papers, and each is found again."""
    folder = tmp_path_factory.mktemp("notes")
    items = [Item(paper(name, id=f"url:{name}")) for name in ids]
    assert write_notes(folder, items) == Written(written=len(ids))
    assert write_notes(folder, items) == Written(unchanged=len(ids))
    assert len(names(folder)) == len(ids)


def test_recorded_papers(tmp_path: Path) -> None:
    """A sample of the recorded papers is written, and found again."""
    items = [Item(told) for told in recorded()[::10]]
    assert write_notes(tmp_path, items) == Written(written=len(items))
    assert write_notes(tmp_path, items) == Written(unchanged=len(items))
