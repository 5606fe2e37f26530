"""What was changed on this machine since its last sync, and what a merge changes in its documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from feedtui.library.documents import Document
from feedtui.library.journal import Change, Record, Tables
from feedtui.moving.sync_fields import (
    PLACE,
    TABLES,
    Fields,
    Value,
    document_with,
    fields_of,
    names_in,
    stamp,
    told_time,
    utc,
)
from feedtui.moving.sync_merge import Entry, Ledger
from feedtui.papers.text import clean_line

LONG_AGO = "1970-01-01T00:00:00.000000+00:00"
"""The time of what is there at a first sync and tells none: anything that is changed later wins."""

_NAMES = 100
"""Names of a paper that a document is given; none has as many, but in a file that means harm."""

_Touched = dict[int, dict[str, tuple[str, Value]]]
"""Of an entry, by its `id`: when each field was last changed, and to what."""


@dataclass(frozen=True, slots=True)
class Here:
    """This machine's documents, the history's position, and the records since the last sync.

    `records` is None where they are no longer there one by one; what is missing then was taken away only if it is
    compaction alone that took them (`is_compacted`), and no damage, or older files that were put in their place.
    `is_first` says that there was no sync before.
    """

    tables: Tables
    position: int
    records: Sequence[Record] | None
    is_first: bool
    is_compacted: bool = False


def tell_own(ledger: Ledger, here: Here, machine: str, now: datetime) -> None:
    """Add to what was known after the last sync what was changed here since."""
    for table, key, document in _documents(here.tables):
        _link(ledger, table, (key, document))
    for record in here.records or ():
        for change in record.changes:
            if change.table in TABLES:
                _link(ledger, change.table, (change.key, change.before), (change.key, change.after))
    ledger.settle()
    # What was last shown here is told by the clocks that were known then.
    former = {id(entry): ledger.values(entry) for entry in ledger}
    ledger.set_clocks(now)
    touched, held, this_moment = _touched(ledger, here), _held(ledger, here.tables), stamp(now)
    for entry in ledger:
        documents = [document for _, document in held.get(id(entry), ())]
        was, changed = former[id(entry)], touched.get(id(entry), {})
        fields = fields_of(entry.table, documents)
        for name in {**was, **fields, **changed}:
            at, value = changed.get(name, (this_moment, fields.get(name)))
            if here.is_first:
                at, value = _first_time(entry.table, name, fields, documents, changed.get(name)), fields.get(name)
            # What is missing without a reason is shown again rather than taken away elsewhere.
            is_lost = value is None and name not in changed and not here.is_compacted
            if value != was.get(name) and not is_lost:
                entry.tell(name, ledger.fact(entry, name, at, machine, value))


def changes_of(ledger: Ledger, tables: Tables) -> tuple[list[Change], int]:
    """Return what makes the documents say what is known, and how many fields of papers, searches and sources differ."""
    held = _held(ledger, tables)
    changes: list[Change] = []
    count = 0
    for entry in ledger:
        wanted = ledger.values(entry)
        differing: set[str] = set()
        documents: list[tuple[str, Document | None]] = [*held.get(id(entry), ())]
        for key, document in documents or ([(entry.key, None)] if wanted else []):
            now = fields_of(entry.table, [document] if document is not None else [])
            names = {name for name in {**now, **wanted} if now.get(name) != wanted.get(name)}
            if names:
                times = (ledger.time(fact) for name in names - {PLACE} for fact in entry.facts.get(name, []))
                known, at = [*sorted(entry.names), *sorted(entry.also)][:_NAMES], max(times, default=LONG_AGO)
                made = document_with(entry.table, document, wanted, names=known, title=entry.title, at=at)
                changes.append(Change(entry.table, key, document, made))
                differing |= names
        count += size_of(entry.table, differing)
    return changes, count


def size_of(table: str, names: Iterable[str]) -> int:
    """Return how many changes a reader would call what differs: of a paper each field, of a search or source one."""
    number = len(set(names))
    return number if table == TABLES[0] else min(1, number)


def _documents(tables: Tables) -> Iterator[tuple[str, str, Document]]:
    for table in TABLES:
        for key, document in tables.get(table, {}).items():
            yield table, key, document


def _link(ledger: Ledger, table: str, *documents: tuple[str, Document | None]) -> None:
    """Let the names of a document be those of one thing."""
    for key, document in documents:
        names, also = names_in(table, key, document)
        title = document.get("title") if document else None
        if names:
            ledger.entry(table, names, also, clean_line(title) if isinstance(title, str) else "")


def _held(ledger: Ledger, tables: Tables) -> dict[int, list[tuple[str, Document]]]:
    """Return the documents of each entry."""
    held: dict[int, list[tuple[str, Document]]] = {}
    for table, key, document in _documents(tables):
        entry = ledger.find(table, key)
        if entry:
            held.setdefault(id(entry), []).append((key, document))
    return held


def _touched(ledger: Ledger, here: Here) -> _Touched:
    """Return what the records changed, each as a whole: a paper that got another key did not lose its star."""
    touched: _Touched = {}
    for record in here.records or ():
        changed: dict[int, tuple[Entry, list[Document], list[Document]]] = {}
        for change in record.changes:
            entry = ledger.find(change.table, change.key) if change.table in TABLES else None
            if entry:
                _, before, after = changed.setdefault(id(entry), (entry, [], []))
                before += [change.before] if change.before is not None else []
                after += [change.after] if change.after is not None else []
        for place, (entry, before, after) in changed.items():
            was, became = fields_of(entry.table, before), fields_of(entry.table, after)
            for name in {**was, **became}:
                if was.get(name) != became.get(name):
                    at = utc(record.at) or LONG_AGO
                    touched.setdefault(place, {})[name] = at, became.get(name)
    return touched


def _first_time(
    table: str, name: str, fields: Fields, documents: list[Document], changed: tuple[str, Value] | None
) -> str:
    """Return as of when something counts that was there before there was a sync."""
    own = told_time(table, name, fields, documents)
    if own or changed is None or changed[1] != fields.get(name):
        return own or LONG_AGO
    return changed[0]
