"""Exchanges marks, kept searches and sources with other machines through a folder that something keeps in step."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from feedtui.library.journal import Journal, JournalError, Record
from feedtui.library.locking import WriterLock, refusing
from feedtui.library.whole_file import OWN_TABLE, DamagedFile, read_tables
from feedtui.moving import sync_state
from feedtui.moving.sync_folder import Folder, SyncError, read_folder, send
from feedtui.moving.sync_merge import Ledger
from feedtui.moving.sync_own import Here, changes_of, tell_own
from feedtui.moving.sync_state import State
from feedtui.papers.paper import PaperId
from feedtui.sources.found import Remark

__all__ = ["Account", "JournalError", "SyncError", "sync"]

_TRIES = 10
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Account:
    """What a sync did: the number of other machines, and how many changes were taken in and sent.

    `unread` are files that could not be read, `waiting` those that have not arrived whole, `ahead` the machines whose
    clock is more than a day ahead of this one's.
    """

    machine: str
    machines: int
    taken: int
    sent: int
    unread: tuple[Remark, ...] = ()
    waiting: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


Passed: TypeAlias = Callable[[Mapping[PaperId, int]], Mapping[PaperId, int]]
"""Takes in how often papers were passed over elsewhere, and returns how often they were with that."""


def sync(
    journal: Journal,
    data: Path,
    folder: Path,
    *,
    passed: Passed = lambda told: told,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Account:
    """Take in what the folder says, as one change of the journal, and send what was changed here since the last sync.

    `data` is where it is kept what is known after it, `passed` what keeps count of papers passed over.
    Two at once wait for each other.

    Raises:
        SyncError: The folder cannot be read, and nothing was changed; or the own file there cannot be written.
        JournalError: The reader's documents cannot be read or written.
    """
    warnings: list[str] = []
    with WriterLock(data / "sync.lock", _PATIENCE, warnings.append).held(), refusing(data, "written"):
        state = sync_state.load(data, journal)
        found = read_folder(folder, state.machine)
        if found.own and found.own.token and found.own.token not in state.tokens:
            # Somebody else writes under this number: this folder of data is a copy, or was restored from one.
            state = replace(state, machine=sync_state.new_machine())
            found = read_folder(folder, state.machine)
        state = state.with_token(secrets.token_hex(6))
        for _ in range(_TRIES):
            merged = _merge(journal, data, state, found, passed, clock())
            if merged:
                return _finish(found, merged, state, warnings)
    raise JournalError(f"{journal.file} is being written all the time. Nothing was changed; try again.")


@dataclass(frozen=True, slots=True)
class _Merged:
    ledger: Ledger
    taken: int
    ahead: set[str]


def _merge(journal: Journal, data: Path, state: State, found: Folder, passed: Passed, now: datetime) -> _Merged | None:
    """Let the documents say what is known here and there; None where they were changed meanwhile."""
    here = _look(journal, state)
    ledger = Ledger(state.ledger)
    tell_own(ledger, here, state.machine, now)
    ledger.take(found.told)
    ahead = ledger.set_clocks(now) - {state.machine}
    ledger.settle()
    ledger.pass_over(passed(ledger.passed))
    changes, taken = changes_of(ledger, here.tables)
    following = State(
        state.machine, ledger, here.position, sync_state.digest(changes) if changes else None, state.tokens
    )
    if not changes:
        if journal.position() != here.position:
            return None
        sync_state.save(data, following)
    else:
        sync_state.prepare(data, following)
        with journal.turn() as turn:
            if turn.position != here.position:
                return None
            turn.append(changes)
            sync_state.finish(data)
    return _Merged(ledger, taken, ahead)


def _look(journal: Journal, state: State) -> Here:
    """Return what is here; should more come meanwhile, the position says so."""
    every = _every_record(journal) if state.is_first else None
    position = journal.position()
    tables = journal.documents()
    records = every if state.is_first else state.since(journal)
    return Here(tables, position, records, state.is_first, records is None and _is_compacted(journal, state.position))


def _is_compacted(journal: Journal, position: int) -> bool:
    """Whether it is only a compaction behind a position that took away the records after it."""
    try:
        own = (read_tables(journal.path) or {}).get(OWN_TABLE, {}).get("1", {})
    except DamagedFile:
        return False
    included = own.get("seq")
    return isinstance(included, int) and included >= position


def _every_record(journal: Journal) -> list[Record] | None:
    """Return all records that the journal still has."""
    if not journal.position():
        return []
    with journal.turn() as turn:
        head = turn.state.head
        return turn.records_since(head.seq) if head else None


def _finish(found: Folder, merged: _Merged, state: State, warnings: list[str]) -> Account:
    """Send what no file tells."""
    return Account(
        machine=state.machine,
        machines=len(found.machines),
        taken=merged.taken,
        sent=send(found, merged.ledger, state.tokens[-1]),
        unread=tuple(found.unread),
        waiting=tuple(found.waiting),
        ahead=tuple(sorted(merged.ahead)),
        warnings=tuple(warnings),
    )
