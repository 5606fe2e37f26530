"""What a machine knows after a sync: its own number, what was said until then, and what it wrote.

`sync.jsonl` in the data folder says so in the lines of a sync file. What the next sync will know is written to
`sync-next.jsonl` before the documents are changed, and takes its place behind that: a crash leaves both or neither.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from feedtui.library.journal import Change, Journal, Record
from feedtui.library.private import open_private
from feedtui.library.whole_file import put_in_place, replace_file
from feedtui.moving.sync_file import Lines, clock_line, is_machine, line, lines_of, passed_lines, read_lines
from feedtui.moving.sync_merge import Ledger

_TOKENS = 200
"""How many of the last tokens written are known again; there may be several folders."""


@dataclass(frozen=True, slots=True)
class State:
    """What is known after a sync.

    `position` is the journal's before the sync; if `applied` is not None, a record came then whose changes have this
    digest. `tokens` end what was written to sync files. `is_first` says that there was no sync yet.
    """

    machine: str
    ledger: Ledger = field(default_factory=Ledger)
    position: int = 0
    applied: str | None = None
    tokens: tuple[str, ...] = ()
    is_first: bool = False

    def with_token(self, token: str) -> State:
        """Return the state in which a token is known too."""
        return replace(self, tokens=(*self.tokens, token)[-_TOKENS:])

    def since(self, journal: Journal) -> list[Record] | None:
        """Return the records after the sync, None where they are no longer there."""
        records = journal.records_since(self.position)
        if self.applied is None or records is None:
            return records
        return records[1:] if records and digest(records[0].changes) == self.applied else None


def new_machine() -> str:
    """Return the number of a machine that had none."""
    return secrets.token_hex(8)


def digest(changes: Sequence[Change]) -> str:
    """Return what changes are known again by."""
    told = [[one.table, one.key, one.before, one.after] for one in changes]
    return sha256(json.dumps(told).encode()).hexdigest()[:32]


def load(folder: Path, journal: Journal) -> State:
    """Return what is known after the last sync, be it one that was cut off behind its change of the documents."""
    file, beside = _files(folder)
    following = _read(beside)
    if following and following.since(journal) is not None:
        put_in_place(beside, file)
        return following
    beside.unlink(missing_ok=True)
    return _read(file) or State(new_machine(), is_first=True)


def save(folder: Path, state: State) -> None:
    """Keep what is known after a sync that changes no documents."""
    replace_file(_files(folder)[0], _lines(state))


def prepare(folder: Path, state: State) -> None:
    """Write what will be known once the documents are changed."""
    replace_file(_files(folder)[1], _lines(state))


def finish(folder: Path) -> None:
    """Let what was prepared be what is known: the documents are changed."""
    file, beside = _files(folder)
    put_in_place(beside, file)


def _files(folder: Path) -> tuple[Path, Path]:
    return folder / "sync.jsonl", folder / "sync-next.jsonl"


def _lines(state: State) -> Iterator[bytes]:
    told = {"sync": 1, "machine": state.machine, "position": state.position, "applied": state.applied}
    yield line({**told, "tokens": list(state.tokens)})
    for entry in state.ledger:
        yield from lines_of(entry, [(name, fact) for name, facts in entry.facts.items() for fact in facts])
    for (by, was), at in state.ledger.clocks.items():
        yield clock_line(by, was, at)
    yield from passed_lines(state.ledger.passed)


def _read(path: Path) -> State | None:
    """Return what a file says, None where it is missing or its first line is damaged."""
    try:
        with os.fdopen(open_private(path), "rb") as file:
            found = read_lines(file)
    except FileNotFoundError:
        return None
    return _state(found.head, found)


def _state(head: dict[str, Any], found: Lines) -> State | None:
    machine, position, applied, tokens = (head.get(name) for name in ("machine", "position", "applied", "tokens"))
    if not is_machine(machine) or not isinstance(position, int) or not isinstance(tokens, list):
        return None
    found.ledger.settle()
    return State(machine, found.ledger, position, applied, tuple(tokens))
