"""The folder that machines share: everything there is read, and nothing is written but this machine's own file."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from feedtui.library.whole_file import replace_file, sync
from feedtui.moving.sync_file import FILE_LIMIT, Lines, clock_line, line, lines_of, open_plain, passed_lines, read_lines
from feedtui.moving.sync_merge import Entry, Fact, Ledger
from feedtui.moving.sync_own import size_of
from feedtui.papers.text import clean_line
from feedtui.sources.found import Remark

_FILES = 1_000
_ROOM = 4_096
_NAME = re.compile(r"feedtui-([0-9a-f]{16})(?![0-9a-f]).*\.jsonl([ ~].*)?", re.DOTALL)
"""A machine's file, or a copy of it that a program made where two machines wrote it: `… (conflicted copy).jsonl`,
`….sync-conflict-20261124-101112-ABCDEFG.jsonl`, `….jsonl~HEAD`."""

_Missing = list[tuple[Entry, list[tuple[str, Fact]]]]


class SyncError(Exception):
    """The folder cannot be used; the message is a sentence."""


@dataclass(slots=True)
class Folder:
    """What the files of a folder say together, and `own` what this machine's file does.

    `machines` are the numbers of the others, `unread` the files that could not be read, and `waiting` those that
    have not arrived whole.
    """

    path: Path
    machine: str
    told: Ledger = field(default_factory=Ledger)
    own: Lines | None = None
    machines: set[str] = field(default_factory=set)
    unread: list[Remark] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)

    @property
    def file(self) -> Path:
        """This machine's file."""
        return self.path / f"feedtui-{self.machine}.jsonl"


def read_folder(path: Path, machine: str) -> Folder:
    """Return what a folder says; raises `SyncError` where there is none."""
    folder = Folder(path, machine)
    try:
        names = sorted(entry.name for entry in os.scandir(path) if _NAME.fullmatch(entry.name))
    except OSError as error:
        raise SyncError(
            f"{path} cannot be read ({error.strerror}). Name a folder that is there, and that a program such as "
            "Syncthing keeps in step between your machines. Nothing was changed."
        ) from error
    for name in names[:_FILES]:
        _read(folder, name)
    folder.unread += [Remark(clean_line(name), f"there are more than {_FILES} files") for name in names[_FILES:]]
    return folder


def send(folder: Folder, ledger: Ledger, token: str) -> int:
    """Write what is known and no file tells to the own file; return how many changes that were.

    The file is appended to. Once less than half of it is still needed, or some of it is damaged, it is written anew.
    """
    missing = list(_missing(ledger, folder.told))
    clocks = [(one, at) for one, at in ledger.clocks.items() if folder.told.clocks.get(one) != at]
    passed = {paper: count for paper, count in ledger.passed.items() if folder.told.passed.get(paper) != count}
    own = folder.own
    if own and not (missing or clocks or passed or own.damaged):
        return 0
    lines = [part for entry, facts in missing for part in lines_of(entry, facts)]
    lines += [*(clock_line(*one, at) for one, at in clocks), *passed_lines(passed)]
    end = line({"end": token})
    try:
        needed = list(_needed(ledger, own)) if own else []
        if own is None or own.damaged or own.size > 2 * sum(map(len, needed)) + _ROOM:
            head = line({"sync": 1, "machine": folder.machine})
            replace_file(folder.file, [head, *needed, *lines, end])
        else:
            _append(folder.file, b"".join([b"" if own.is_ended else b"\n", *lines, end]))
    except OSError as error:
        raise SyncError(
            f"{folder.file} cannot be written ({error.strerror or error}). What other machines changed was taken in; "
            "what was changed here is kept, and sent by the next sync."
        ) from error
    return sum(size_of(entry.table, [name for name, _ in facts]) for entry, facts in missing)


def _read(folder: Folder, name: str) -> None:
    try:
        with os.fdopen(open_plain(folder.path / name), "rb") as file:
            if os.fstat(file.fileno()).st_size > FILE_LIMIT:
                raise OSError(f"larger than {FILE_LIMIT >> 20} MB")
            lines = read_lines(file)
    except FileNotFoundError:
        return
    except OSError as error:
        folder.unread.append(Remark(clean_line(name), error.strerror or str(error)))
        return
    if name == folder.file.name:
        folder.own = lines
    elif (machine := name[len("feedtui-") :][:16]) != folder.machine:
        folder.machines.add(machine)
    if lines.damaged:
        folder.waiting.append(clean_line(name))
    folder.told.take(lines.ledger)


def _missing(ledger: Ledger, told: Ledger) -> Iterator[tuple[Entry, list[tuple[str, Fact]]]]:
    """Yield what no file tells: facts, and that names are of one thing."""
    for entry in ledger:
        there = list({id(one): one for name in entry.names if (one := told.find(entry.table, name))}.values())
        facts = [
            (name, fact)
            for name, some in entry.facts.items()
            for fact in some
            if not any(fact in one.facts.get(name, []) for one in there)
        ]
        if facts or len(there) != 1 or not entry.names <= there[0].names:
            yield entry, facts


def _needed(ledger: Ledger, own: Lines) -> Iterator[bytes]:
    """Yield the lines of a file that still count."""
    for entry in own.ledger:
        known = ledger.find(entry.table, next(iter(entry.names)))
        if known is None:
            continue
        facts = [(name, fact) for name, some in known.facts.items() for fact in some]
        yield from lines_of(known, [(name, fact) for name, fact in facts if fact in entry.facts.get(name, [])])
    for (by, was), at in own.ledger.clocks.items():
        yield clock_line(by, was, ledger.clocks.get((by, was), at))
    yield from passed_lines({paper: ledger.passed[paper] for paper in own.ledger.passed})


def _append(path: Path, data: bytes) -> None:
    handle = open_plain(path, os.O_WRONLY | os.O_APPEND)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        sync(handle)
    finally:
        os.close(handle)
