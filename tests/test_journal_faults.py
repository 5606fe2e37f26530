"""What the journal keeps when processes die, disks fill and bytes change."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from feedtui.library import whole_file
from feedtui.library.journal import Change, Journal, Tables
from journals import asides, flip, marks, mounted, outcome, put, redo, start, undo


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a snapshot is to be."""
    return tmp_path / "marks.json"


def test_three_hundred_kills_lose_nothing(tmp_path: Path) -> None:
    """Whatever a writer told before it was killed, appending or compacting, is there, and nothing counts as damage."""
    seen = outcome(start("die_at_random", tmp_path, 300))
    assert seen["lost"] == []
    assert seen["warnings"] == []
    assert seen["acknowledged"] >= 300


def test_two_processes_lose_nothing_to_each_other(tmp_path: Path) -> None:
    """Two writers of two thousand changes each, who compact meanwhile, leave all four thousand in one order."""
    both = [start("write", tmp_path, name, 2000) for name in "ab"]
    a, b = (outcome(process) for process in both)
    expected = {f"{name}-{index}" for name in "ab" for index in range(2000)}
    assert marks(tmp_path / "marks.json") == expected
    assert a["seqs"] == sorted(a["seqs"])
    assert len({*a["seqs"], *b["seqs"]}) == 4000
    assert a["warnings"] + b["warnings"] == []


@pytest.mark.parametrize("left", [b"0", b"01234567 12", b"01234567 40 {", None])
def test_a_torn_last_line_is_cut_off_by_the_next_writer(path: Path, left: bytes | None) -> None:
    """What a writer did not finish was never told: it is no damage, and what follows it is read."""
    put(Journal(path), "a", "b")
    file = path.with_suffix(".journal")
    position = Journal(path).position()
    file.write_bytes(file.read_bytes() + (file.read_bytes().splitlines()[-1][:-1] if left is None else left))
    reader = Journal(path)
    assert reader.position() == position
    assert reader.records_since(0)
    put(Journal(path), "c")
    assert marks(path) == set("abc")
    journal = Journal(path)
    assert [record.changes[0].key for record in journal.records_since(0) or []] == list("abc")
    assert journal.warnings == reader.warnings == []


def test_a_tail_of_zeros_is_cut_off(path: Path) -> None:
    """A power cut may leave a file longer than what was written to it."""
    put(Journal(path), "a")
    with path.with_suffix(".journal").open("ab") as file:
        file.write(b"\0" * 9000)
    put(Journal(path), "b")
    assert marks(path) == set("ab")


def test_a_flipped_byte_is_named_and_the_file_is_kept_before_it_is_rewritten(path: Path) -> None:
    """The reader is told which bytes; later changes, undo and compaction go on without the one that was there."""
    journal = Journal(path)
    put(journal, "a", "b", "c")
    position = journal.position()
    file = path.with_suffix(".journal")
    flip(file, file.read_bytes().index(b'"b"'))
    damaged = file.read_bytes()
    journal = Journal(path)
    assert marks(path) == set("ac")
    assert journal.documents()["marks"].keys() == set("ac")
    assert len(journal.warnings) == 1
    start = damaged.index(b"\n", damaged.index(b'"a"')) + 1
    end = damaged.index(b"\n", start) + 1
    assert journal.warnings == [
        f"{file}: bytes {start} to {end} are damaged. The change that was there is left out; every change before and "
        "after it is kept."
    ]
    put(journal, "d")
    assert [record.changes[0].key for record in journal.records_since(position) or []] == ["d"]
    assert journal.records_since(0) is None
    assert asides(path) == []
    journal.compact()
    journal.compact()
    (aside,) = asides(path)
    assert aside.read_bytes().startswith(damaged)
    assert aside.name in journal.warnings[-1]
    assert Journal(path).documents()["marks"].keys() == set("acd")


def test_a_damaged_first_line_costs_no_record(path: Path) -> None:
    """The line that ties the journal to its snapshot is made anew."""
    journal = Journal(path)
    put(journal, "a", "b")
    journal.compact()
    put(journal, "c")
    flip(path.with_suffix(".journal"), 12)
    assert marks(path) == set("abc")
    journal = Journal(path)
    put(journal, "d")
    assert marks(path) == set("abcd")
    assert len(asides(path)) == 1
    for expected in ("abc", "ab", "a"):
        assert undo(journal)
        assert marks(path) == set(expected)


def test_a_journal_of_rubbish_leaves_the_snapshot(path: Path) -> None:
    """A file of something else is kept aside and named, and the snapshot's documents stay."""
    journal = Journal(path)
    put(journal, "a")
    journal.compact()
    path.with_suffix(".journal").write_bytes(b"rubbish\n" * 3000)
    journal = Journal(path)
    assert journal.documents()["marks"].keys() == {"a"}
    assert "damaged" in journal.warnings[0]
    put(journal, "b")
    assert marks(path) == set("ab")
    assert asides(path)[0].read_bytes() == b"rubbish\n" * 3000


@pytest.mark.parametrize("text", [b"{broken", b"[]", b'{"marks": []}', b'{"marks": {"a": 1}}', b"\xff", b'"' * 9])
def test_a_damaged_snapshot_is_moved_aside(path: Path, text: bytes) -> None:
    """It is kept under a name that is told, and the journal's records still apply."""
    put(Journal(path), "a", "b")
    path.write_bytes(text)
    journal = Journal(path)
    assert journal.position() > 0
    assert journal.documents()["marks"].keys() == set("ab")
    (aside,) = asides(path)
    assert aside.read_bytes() == text
    assert aside.name in journal.warnings[0]
    put(journal, "c")
    journal.compact()
    assert marks(path) == set("abc")
    assert asides(path) == [aside]


def test_the_whole_documents_of_a_damaged_snapshot_are_kept(path: Path) -> None:
    """One bad line costs one document, and so does the end of the file."""
    journal = Journal(path)
    put(journal, *"abcdef")
    journal.compact(keep=0)
    data = path.read_bytes()
    path.write_bytes(data[: data.index(b'"f"') + 8].replace(b'"note": "c"', b'"note: "c"'))
    journal = Journal(path)
    put(journal, "g")
    assert marks(path) == set("abdeg")
    assert journal.warnings[0].endswith(
        f") and was moved to {asides(path)[0].name}. 4 of its documents could be read and were kept, as were the "
        "changes in marks.journal."
    )
    assert journal.warnings[0].startswith(f"{path} was damaged (")
    assert json.loads(path.read_bytes())["marks"].keys() == set("abde")


def test_a_damaged_name_of_a_table_gives_its_documents_to_no_other(path: Path) -> None:
    """They are left out, and told of by their number."""
    journal = Journal(path)
    put(journal, "a")
    with journal.turn() as turn:
        turn.append([Change("searches", "new", None, {"query": "is:new"})])
    journal.compact(keep=0)
    path.write_bytes(path.read_bytes().replace(b'"searches": {', b'"searches: {'))
    assert journal.documents() == {"marks": {"a": {"note": "a"}}}
    assert "1 of its documents" in journal.warnings[0]


def test_a_snapshot_damaged_under_a_writer_is_moved_aside(path: Path) -> None:
    """Damage that leaves size and time as they were is found by the next compaction, not written over."""
    journal = Journal(path)
    put(journal, "a", "b")
    journal.compact()
    status = path.stat()
    flip(path, 0)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    put(journal, "c")
    journal.compact()
    assert len(asides(path)) == 1
    assert marks(path) == set("abc")


def test_who_mends_second_finds_it_mended(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one reader waits to mend a snapshot, another has done so: its documents are there, and kept aside once."""
    other = Journal(path)
    put(other, "a", "b")
    other.compact(keep=0)
    path.write_bytes(path.read_bytes().replace(b'"note": "b"', b'"note: "b"'))
    real = whole_file.read_tables

    def meanwhile(file: Path) -> Tables | None:
        monkeypatch.setattr(whole_file, "read_tables", real)
        try:
            return real(file)
        finally:
            assert other.documents() == {"marks": {"a": {"note": "a"}}}

    monkeypatch.setattr(whole_file, "read_tables", meanwhile)
    journal = Journal(path)
    assert journal.documents() == {"marks": {"a": {"note": "a"}}}
    assert journal.warnings == []
    assert len(asides(path)) == 1


@pytest.mark.parametrize("task", ["fill_limit", "fill_disk"])
def test_a_full_disk_refuses_and_harms_nothing(tmp_path: Path, task: str) -> None:
    """What was kept stays, what was refused is told and is not there, and with room all goes on."""
    if task == "fill_limit":
        seen = outcome(start(task, tmp_path))
    else:
        seen = mounted(tmp_path, 'mount -t tmpfs -o size=64k none "$0"', task)
        assert len(seen["refused"]) == 3, "no room for a new snapshot either"
    assert len(seen["kept"]) > 3
    assert seen["full"] == sorted(seen["kept"])
    assert seen["after"] == sorted([*seen["kept"], "after"])
    assert all("marks.j" in refusal and "Make room" in refusal for refusal in seen["refused"])
    assert seen["warnings"] == []
    assert not [name for name in seen["files"] if name.endswith(".new")]


@pytest.mark.parametrize("number", [1, 2])
def test_a_crash_within_compaction_loses_and_doubles_nothing(path: Path, number: int) -> None:
    """Before the snapshot is replaced, and between it and the journal."""
    journal = Journal(path)
    put(journal, *"abcdef")
    with journal.turn() as turn:
        turn.append([Change("marks", "a", {"note": "a"}, None)])
    process = start("crash", path.parent, number)
    process.communicate(timeout=60)
    assert process.returncode < 0
    assert path.exists() is (number == 2)
    assert len(list(path.parent.glob("*.new"))) == 1
    for _ in range(2):
        journal = Journal(path)
        assert marks(path) == set("bcdef")
        assert undo(journal)
        assert marks(path) == set("abcdef")
        assert redo(journal)
        journal.compact()
        assert list(path.parent.glob("*.new")) == []
    assert journal.warnings == []


def test_a_folder_that_is_only_read_is_read(path: Path) -> None:
    """Its documents are there, a change is refused with a sentence, and a damaged snapshot is left as it is."""
    journal = Journal(path)
    put(journal, "a")
    read_only = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0"'
    seen = mounted(path.parent, read_only, "read")
    assert seen["documents"] == {"marks": {"a": {"note": "a"}}}
    assert seen["position"] == journal.position()
    assert "Read-only" in seen["refusal"]
    assert "not kept" in seen["refusal"]
    assert seen["warnings"] == []
    journal.compact()
    path.write_bytes(b'{\n"marks": {\n"b": {},\n')
    path.with_suffix(".journal").unlink()
    seen = mounted(path.parent, read_only, "read")
    assert seen["documents"] == {"marks": {"b": {}}}
    assert "was left as it is" in seen["warnings"][0]
    assert asides(path) == []


def test_a_writer_that_is_interrupted_leaves_nothing_half_done(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that interrupts while the disk works: the change was not told, so it does not come up later."""
    journal = Journal(path)
    put(journal, "a")

    def fdatasync(_: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, journal.turn() as turn:
        patch.setattr(os, "fdatasync", fdatasync)
        with pytest.raises(KeyboardInterrupt):
            turn.append([Change("marks", "b", None, {})])
        patch.undo()
        turn.append([Change("marks", "c", None, {})])
    assert marks(path) == set("ac")
