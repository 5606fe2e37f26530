"""The shared folder: copies, strangers, links, and this machine's own file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from feedtui.library.documents import MARKS
from feedtui.moving import sync_folder
from feedtui.moving.sync_file import line, lines_of, read_lines
from feedtui.moving.sync_folder import read_folder, send
from feedtui.moving.sync_merge import Fact, Ledger

A, B, C = "a" * 16, "b" * 16, "c" * 16
AT = "2026-11-01T08:00:00.000000+00:00"


def ledger_of(*values: str, by: str = A) -> Ledger:
    """Return a ledger with the notes of some papers."""
    ledger = Ledger()
    for value in values:
        ledger.entry(MARKS, [f"arxiv:{value}"]).tell("note", Fact(AT, by, value))
    return ledger


def write(path: Path, *values: str) -> None:
    """Write a file that tells these notes."""
    path.write_bytes(
        b"".join(part for one in ledger_of(*values) for part in lines_of(one, [("note", one.facts["note"][0])]))
    )


def told(folder: sync_folder.Folder) -> set[str]:
    """Return the notes that the files of a folder tell."""
    return {str(fact.value) for entry in folder.told for fact in entry.facts["note"]}


def test_copies_that_programs_make_are_read_and_nothing_else_is(tmp_path: Path) -> None:
    """Each of two versions counts, whatever the one is called now; other files are nobody's business."""
    names = [
        f"feedtui-{A}.jsonl",
        f"feedtui-{A} (conflicted copy 2026-11-24).jsonl",
        f"feedtui-{A} (Bob's conflicted copy 2026-11-24).jsonl",
        f"feedtui-{A}.sync-conflict-20261124-101112-ABCDEFG.jsonl",
        f"feedtui-{A}_conflict-20261124-101112.jsonl",
        f"feedtui-{A}-LAPTOP.jsonl",
        f"feedtui-{A} 2.jsonl",
        f"feedtui-{A}.jsonl~HEAD",
        f"feedtui-{A}.jsonl (SFConflict b@c.de 2026-11-24).jsonl",
    ]
    strangers = [
        f".feedtui-{A}.jsonl.Xy12Ab",
        f".syncthing.feedtui-{A}.jsonl.tmp",
        f"~syncthing~feedtui-{A}.jsonl.tmp",
        f"feedtui-{A}.jsonl.123-456.new",
        f"feedtui-{A}0.jsonl",
        "feedtui-export.jsonl",
        "notes.txt",
    ]
    for number, name in enumerate(names):
        write(tmp_path / name, str(number))
    for name in strangers:
        write(tmp_path / name, "stranger")
    folder = read_folder(tmp_path, B)
    assert told(folder) == {str(number) for number in range(len(names))}
    assert folder.machines == {A}
    assert (folder.unread, folder.waiting) == ([], [])


def test_what_cannot_be_read_is_named_and_keeps_no_other_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link is not followed, a pipe not waited for, a folder and a file that is too large are left out."""
    write(tmp_path / "elsewhere", "secret")
    (tmp_path / f"feedtui-{A}.jsonl").symlink_to(tmp_path / "elsewhere")
    os.mkfifo(tmp_path / f"feedtui-{A} 2.jsonl")
    (tmp_path / f"feedtui-{A} 3.jsonl").mkdir()
    (tmp_path / f"feedtui-{A} 4.jsonl").symlink_to(tmp_path / "nowhere")
    write(tmp_path / f"feedtui-{B}.jsonl", *"xyz")
    write(tmp_path / f"feedtui-{C}.jsonl", "x")
    monkeypatch.setattr(sync_folder, "FILE_LIMIT", 200)
    folder = read_folder(tmp_path, "d" * 16)
    assert told(folder) == {"x"}
    assert [remark.what for remark in folder.unread] == [
        *(f"feedtui-{A}{which}.jsonl" for which in (" 2", " 3", " 4", "")),
        f"feedtui-{B}.jsonl",
    ]
    assert folder.machines == {C}


def test_more_files_than_any_reader_has_machines_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder full of files does not keep a sync busy for ever."""
    monkeypatch.setattr(sync_folder, "_FILES", 3)
    for letter in "0123456":
        write(tmp_path / f"feedtui-{letter * 16}.jsonl", letter)
    folder = read_folder(tmp_path, A)
    assert told(folder) == {"0", "1", "2"}
    assert len(folder.unread) == 4


def test_only_what_nobody_tells_is_written_and_only_behind_the_rest(tmp_path: Path) -> None:
    """The own file grows at its end, other files stay as they are, and what others tell is not told again."""
    write(tmp_path / f"feedtui-{A}.jsonl", "1", "2")
    other = (tmp_path / f"feedtui-{A}.jsonl").read_bytes()
    assert send(read_folder(tmp_path, B), ledger_of("1", "2", "3"), "0" * 12) == 1
    own = tmp_path / f"feedtui-{B}.jsonl"
    before = own.read_bytes()
    assert own.stat().st_mode & 0o77 == 0
    assert send(read_folder(tmp_path, B), ledger_of("1", "2", "3"), "1" * 12) == 0
    assert own.read_bytes() == before
    assert send(read_folder(tmp_path, B), ledger_of("1", "2", "3", "4"), "2" * 12) == 1
    assert own.read_bytes().startswith(before)
    assert len(own.read_bytes().splitlines()) == len(before.splitlines()) + 2
    assert (tmp_path / f"feedtui-{A}.jsonl").read_bytes() == other
    found = read_folder(tmp_path, B).own
    assert found is not None
    assert found.token == "2" * 12


def test_names_that_belong_together_are_told_without_facts(tmp_path: Path) -> None:
    """That two identities are of one paper is news too, but no change of a mark."""
    ledger = ledger_of("1", "2")
    send(read_folder(tmp_path, B), ledger, "0" * 12)
    ledger.entry(MARKS, ["arxiv:1", "arxiv:2"])
    assert send(read_folder(tmp_path, B), ledger, "1" * 12) == 0
    (entry,) = read_folder(tmp_path, B).told
    assert entry.names == {"arxiv:1", "arxiv:2"}


def test_a_write_that_was_cut_off_is_made_good(tmp_path: Path) -> None:
    """A line without its end is taken out of the own file; one that only lacks its line feed gets it."""
    send(read_folder(tmp_path, B), ledger_of("1"), "0" * 12)
    own = tmp_path / f"feedtui-{B}.jsonl"
    whole = own.read_bytes()
    own.write_bytes(whole + b'{"sum":"00000000","table":"ma')
    folder = read_folder(tmp_path, B)
    assert folder.waiting == [own.name]
    assert send(folder, ledger_of("1"), "1" * 12) == 0
    assert read_folder(tmp_path, B).waiting == []
    own.write_bytes(whole[:-1])
    assert send(read_folder(tmp_path, B), ledger_of("1", "2"), "2" * 12) == 1
    assert told(read_folder(tmp_path, B)) == {"1", "2"}
    assert own.read_bytes().startswith(whole)


def test_a_file_of_mostly_former_facts_is_written_anew(tmp_path: Path) -> None:
    """It never takes more than about twice what is needed, and says the same; its reader knows it by its end."""
    own = tmp_path / f"feedtui-{B}.jsonl"
    ledger = Ledger()
    for number in range(300):
        entry = ledger.entry(MARKS, ["arxiv:1"])
        entry.tell("note", ledger.fact(entry, "note", AT, B, f"{number}" + " word" * 50))
        ledger.settle()
        send(read_folder(tmp_path, B), ledger, f"{number:012x}")
        assert own.stat().st_size < 25_000
    assert told(read_folder(tmp_path, A)) >= {ledger.values(entry)["note"]}
    with own.open("rb") as file:
        assert read_lines(file).token == f"{299:012x}"
    assert [one.name for one in tmp_path.iterdir()] == [own.name]


def test_a_file_written_anew_keeps_clocks(tmp_path: Path) -> None:
    """As of when a wrong clock's facts count is still told, though they were told long ago."""
    own, later = tmp_path / f"feedtui-{B}.jsonl", "2027" + AT[4:]
    own.write_bytes(line({"clock": [A, later, AT]}) + line({"x": "y" * 9_000}))
    send(read_folder(tmp_path, B), ledger_of("1"), "0" * 12)
    assert own.stat().st_size < 5_000
    assert read_folder(tmp_path, B).told.clocks == {(A, later): AT}
