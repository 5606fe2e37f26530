"""A sync as a whole: what waits, what is lost, cut off, copied, refused, or done twice at once."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from feedtui.library.documents import SEARCHES
from feedtui.library.origin import Origin
from feedtui.moving import sync, sync_state
from feedtui.moving.sync import SyncError
from feedtui.papers.paper import Mark, Paper
from feedtui.papers.query import parse
from machines import KNOWN, TITLES, Machine, Reader, Two, note, star, tag


@pytest.fixture
def two(tmp_path: Path) -> Two:
    """Return two machines."""
    return Two(tmp_path)


def test_a_mark_waits_for_its_paper(tmp_path: Path, two: Two) -> None:
    """A star on a paper that is not here is kept, and shown when the paper comes."""
    star(two.one)
    two.sync(two.one)
    reader = Reader(tmp_path / "reader", two.world, known=[KNOWN[0]])
    with closing(reader.library) as library:
        assert reader.sync(two.folder).taken == 1
        assert not library.whole(parse("is:starred"))
        library.add([Paper(KNOWN[1][0], TITLES[1])], Origin("test", "test"))
        library.noticed()
        assert [library.item(row).paper.id for row in library.whole(parse("is:starred"))] == [KNOWN[1][0]]


def test_a_copied_data_folder_becomes_a_machine_of_its_own(tmp_path: Path, two: Two) -> None:
    """A machine set up from a copy of another's files is noticed by what that one wrote, and nothing is lost."""
    star(two.one, paper=0)
    two.sync()
    shutil.copytree(two.one.data, tmp_path / "copy" / "data")
    copy = Machine(tmp_path / "copy", two.world)
    star(two.one, paper=1)
    tag(copy, "x", paper=2)
    machines = {account.machine for account in two.sync(two.one, copy, two.one, copy, two.other)}
    assert len(machines) == 3
    assert len(list(two.folder.iterdir())) == 3
    for machine in (two.one, copy, two.other):
        assert machine.mark(0).starred
        assert machine.mark(1).starred
        assert machine.mark(2).tags == ("x",)


def test_lost_files_are_made_up_for(two: Two) -> None:
    """A folder that lost a file, one that lost all, and another folder are told everything again."""
    star(two.one)
    tag(two.other, "x")
    two.sync()
    for file in two.folder.iterdir():
        file.unlink()
    assert [account.sent for account in two.sync(two.one, two.other)] == [2, 0]
    late = Machine(two.folder.parent / "late", two.world)
    assert late.sync(two.folder).taken == 2


def test_a_machine_that_lost_what_it_knew_is_told_all(two: Two) -> None:
    """Marks that are gone with their whole file come back, and are not taken for taken away; nor is a lost memory."""
    star(two.one)
    two.sync()
    for file in two.one.data.glob("marks.*"):
        file.unlink()
    two.sync()
    assert all(mark.starred for mark in two.marks())
    (two.one.data / "sync.jsonl").unlink()
    assert two.sync(two.one)[0].machines == 2
    two.sync()
    assert all(mark.starred for mark in two.marks())


@pytest.mark.parametrize("what", ["damaged", "restored"])
def test_damage_here_takes_nothing_away_elsewhere(two: Two, what: str) -> None:
    """Marks that a damaged or an older file lacks are brought back by the next sync, from the other machine."""
    star(two.one, paper=0)
    two.one.compact(0)
    path = two.one.journal.path
    before = path.read_bytes()
    star(two.one, paper=1)
    two.one.compact(0)
    tag(two.one, "x", paper=2)
    two.sync()
    if what == "restored":
        path.write_bytes(before)
        path.with_suffix(".journal").unlink()
    else:
        path.write_bytes(path.read_bytes().replace(b'"starred"', b'"starr', 1))
    tag(two.other, "x", "y", paper=2)
    two.sync()
    for machine in (two.one, two.other):
        assert machine.mark(0).starred
        assert machine.mark(1).starred
        assert set(machine.mark(2).tags) >= {"x", "y"}


@pytest.mark.parametrize("when", ["prepared", "changed"])
def test_a_sync_that_is_cut_off_is_as_if_it_had_been_whole_or_not_at_all(
    two: Two, when: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the other changed at ten does not become a change of now, should the power fail while it is taken in."""
    two.one.keep(SEARCHES, "lamps", {"query": "at nine"})
    two.sync()
    two.wait()
    two.other.keep(SEARCHES, "lamps", {"query": "at ten"})
    two.wait()
    two.sync(two.other)
    third = Machine(two.folder.parent / "third", two.world)
    third.keep(SEARCHES, "lamps", {"query": "at eleven"})
    two.wait()
    name = "finish" if when == "changed" else "prepare"
    real = getattr(sync_state, name)

    def fail(*words: object) -> None:
        if when == "prepared":
            real(*words)
        raise KeyboardInterrupt

    monkeypatch.setattr(sync_state, name, fail)
    with pytest.raises(KeyboardInterrupt):
        two.sync(two.one)
    monkeypatch.undo()
    assert two.one.documents(SEARCHES)["lamps"]["query"] == ("at ten" if when == "changed" else "at nine")
    two.sync(two.one)
    assert two.one.documents(SEARCHES)["lamps"]["query"] == "at ten"
    assert third.sync(two.folder).taken == 0
    two.sync()
    for machine in (two.one, two.other, third):
        assert machine.documents(SEARCHES)["lamps"]["query"] == "at eleven"


def test_a_reader_that_marks_meanwhile_is_not_overrun(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """A star that comes between the look and the change is kept, shown and sent."""
    tag(two.other, "x")
    two.sync(two.other)
    real = sync_state.prepare

    def meanwhile(*words: object) -> None:
        monkeypatch.undo()
        star(two.one)
        real(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(sync_state, "prepare", meanwhile)
    two.sync()
    assert two.marks() == [Mark(starred=two.one.mark(1).starred, tags=("x",))] * 2
    assert two.one.mark(1).starred


def test_a_journal_that_is_written_all_the_time_is_told(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    """After some tries a sentence says that nothing was changed."""
    tag(two.other, "x")
    two.sync(two.other)
    real = sync_state.prepare

    def meanwhile(*words: object) -> None:
        note(two.one, two.world.word())
        real(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(sync_state, "prepare", meanwhile)
    with pytest.raises(sync.JournalError, match="Nothing was changed"):
        two.sync(two.one)
    assert two.one.mark(1).tags == ()
    monkeypatch.undo()
    two.sync()
    assert two.marks()[0] == two.marks()[1]
    assert two.one.mark(1).tags == ("x",)


def test_syncs_at_once_wait_for_each_other(two: Two) -> None:
    """Four at a time on each machine: no change is sent twice, taken in twice, or lost."""
    star(two.one)
    tag(two.other, "x")
    with ThreadPoolExecutor(8) as pool:
        accounts = list(pool.map(lambda machine: machine.sync(two.folder), [two.one, two.other] * 4))
    assert sum(account.sent for account in accounts) == 2
    two.sync()
    assert two.marks() == [Mark(starred=two.one.mark(1).starred, tags=("x",))] * 2
    assert len(list(two.folder.iterdir())) == 2


@pytest.fixture
def unwritable(two: Two) -> Path:
    """Return the own file of a machine, in whose place there is a folder."""
    machine = two.sync(two.one, two.other)[0].machine
    file = two.folder / f"feedtui-{machine}.jsonl"
    file.unlink()
    file.mkdir()
    return file


def test_a_folder_that_cannot_be_written_is_told(two: Two, unwritable: Path) -> None:
    """What the others changed is taken in all the same, and what was changed here goes out when it can be written."""
    star(two.one)
    tag(two.other, "x")
    two.sync(two.other)
    with pytest.raises(SyncError, match=r"cannot be written .*sent by the next sync"):
        two.sync(two.one)
    assert two.one.mark(1).tags == ("x",)
    unwritable.rmdir()
    two.sync()
    assert all(mark.starred for mark in two.marks())


def test_a_folder_that_is_not_there_is_not_made(two: Two) -> None:
    """A name that was mistyped, or a stick that is not plugged in, is told, and nothing is made."""
    with pytest.raises(SyncError, match=r"nowhere cannot be read .*Nothing was changed"):
        two.one.sync(two.folder / "nowhere")
    assert not (two.folder / "nowhere").exists()


def test_what_is_known_is_the_readers_alone(two: Two) -> None:
    """The files of a sync in the data folder can be read by nobody else."""
    two.sync()
    assert (two.one.data / "sync.jsonl").stat().st_mode & 0o77 == 0
