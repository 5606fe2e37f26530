"""A change of marks in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from feedtui.library.documents import ANSWERS, MARKS, MUTED, SEARCHES, SOURCES, WATCHED
from feedtui.papers.text import clean_line

if TYPE_CHECKING:
    from feedtui.library.journal import Change, Record

_STATES = {
    "read": ("marked read", "marked unread"),
    "starred": ("starred", "unstarred"),
    "queued": ("queued", "taken out of the queue"),
}


def told(record: Record) -> str:
    """Return what a change did, as in `3 papers unstarred.`."""
    done: Counter[str] = Counter()
    others: list[Change] = []
    for change in record.changes:
        if change.table == MARKS:
            done.update(_done(change))
        else:
            others.append(change)
    parts = [f"{number:,} paper{'s' * (number != 1)} {what}" for what, number in done.items()]
    parts += _searches([change for change in others if change.table == SEARCHES])
    for change in others:
        if change.table in (MUTED, WATCHED):
            parts.append(f"{change.key} {'' if change.after else 'no longer '}{change.table}")
        if change.table == ANSWERS:
            parts.append(f"your answer {'kept' if change.after else 'forgotten'}")
    parts += _sources([change for change in others if change.table == SOURCES])
    # A tag or a search may be called anything by a program that wrote it elsewhere.
    return clean_line(f"{', '.join(parts) or 'Nothing changed'}.")


def _searches(changes: list[Change]) -> Iterator[str]:
    gone = [change.key for change in changes if not change.after]
    come = [change.key for change in changes if not change.before]
    if len(gone) == len(come) == 1:
        yield f"search {gone[0]} renamed {come[0]}"
    else:
        yield from (f"search {name} forgotten" for name in gone)
        yield from (f"search {name} kept" for name in come)
    both = [(one.key, one.before, one.after) for one in changes if one.before and one.after]
    yield from (f"search {key} changed" for key, old, new in both if old.get("query") != new.get("query"))
    if any(old.get("place") != new.get("place") for _, old, new in both):
        yield "searches reordered"


def _sources(changes: list[Change]) -> Iterator[str]:
    names: dict[str, list[str]] = {}
    for change in changes:
        what = "changed" if change.before and change.after else "added" if change.after else "removed"
        names.setdefault(what, []).append(change.key)
    for what, which in names.items():
        yield f"source {which[0]} {what}" if len(which) == 1 else f"{len(which)} sources {what}"


def _done(change: Change) -> Iterator[str]:
    before, after = change.before or {}, change.after or {}
    for state, (on, off) in _STATES.items():
        if bool(before.get(state)) != bool(after.get(state)):
            yield on if after.get(state) else off
    for name in after.get("tags", ()):
        if name not in before.get("tags", ()):
            yield f"tagged {name}"
    for name in before.get("tags", ()):
        if name not in after.get("tags", ()):
            yield f"no longer tagged {name}"
    if before.get("note") != after.get("note"):
        yield "with its note changed"
