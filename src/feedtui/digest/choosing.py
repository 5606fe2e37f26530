"""Which papers a digest shows: those that are new to it, the best first, under the topics that they are about."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from feedtui.digest.shown import Known
from feedtui.library.library import Library
from feedtui.papers.dates import date_of, span_of
from feedtui.papers.paper import Item, PaperId
from feedtui.papers.query import Query, unmuted, without_sort

USUAL = "digest"
"""The name of a digest to which the reader gave none."""
OTHER = "Other"
"""What papers stand under that have no tag and no topic."""

_AGO = re.compile(r"([1-9][0-9]{0,3})([hdw])")
_HOURS = {"h": 1, "d": 24, "w": 24 * 7}


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper of a digest, and every identity by which it is known."""

    item: Item
    names: tuple[PaperId, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The papers under one heading, the best first."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """What one digest shows: groups in the order of their best papers, and the day that it is of.

    `left` is how many papers more are new, and not shown yet.
    """

    name: str
    day: date
    groups: tuple[Group, ...]
    left: int = 0

    @property
    def entries(self) -> list[Entry]:
        """All of its papers, in its order."""
        return [entry for group in self.groups for entry in group.entries]

    @property
    def subject(self) -> str:
        """What it is called, as in `feedtui: 12 new papers, 25 November 2026`."""
        count = len(self.entries)
        title = "feedtui" if self.name == USUAL else f"feedtui {self.name}"
        return f"{title}: {count:,} new {'paper' if count == 1 else 'papers'}, {day_in_words(self.day)}"

    @property
    def more(self) -> str:
        """A sentence about the papers that were left out, empty where none were."""
        if not self.left:
            return ""
        return f"{self.left:,} more new {'paper was' if self.left == 1 else 'papers were'} left out of this digest."


def since_of(text: str, now: datetime) -> date | None:
    """Return the first day that counts, in UTC: `12h`, `1d` or `2w` ago, or a date as queries write it; else None."""
    text = text.strip().lower()
    if ago := _AGO.fullmatch(text):
        return (now.astimezone(UTC) - timedelta(hours=int(ago[1]) * _HOURS[ago[2]])).date()
    span = span_of(text, now.astimezone(UTC).date())
    return None if span is None or span[0] is None else date_of(span[0])


def choose(
    library: Library,
    query: Query,
    since: date,
    known: Known,
    most: int | None,
    ranked: Callable[[Sequence[int]], Sequence[int]] | None = None,
) -> tuple[list[Entry], int]:
    """Return the papers that a query finds, that arrived since a day and were never shown, the best first.

    The best are those with the most upvotes, or those that `ranked` puts first.

    With `most` there are no more than that; the number beside them is how many are left. What the reader muted is
    passed over, unless the query asks for it.
    """
    arrived = library.arrived(since)
    rows = [row for row in library.whole(unmuted(without_sort(query))) if row in arrived]
    if ranked is not None:
        fresh = list(_fresh(library, ranked(rows), known))
    else:
        # The rows are those of the newest first, and stay so among papers with as many upvotes.
        fresh = sorted(_fresh(library, rows, known), key=_upvotes, reverse=True)
    kept = fresh if most is None else fresh[:most]
    return kept, len(fresh) - len(kept)


def grouped(entries: Sequence[Entry]) -> tuple[Group, ...]:
    """Return papers under their first topic, else own tag, else source's tag; those without one come last."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(_topic(entry.item), []).append(entry)
    named = [name for name in groups if name]
    return tuple(Group(name or OTHER, tuple(groups[name])) for name in (*named, *([""] if "" in groups else [])))


def day_in_words(day: date) -> str:
    """Return a day as English writes it, whatever language the system speaks."""
    months = "January February March April May June July August September October November December".split()
    return f"{day.day} {months[day.month - 1]} {day.year}"


def _fresh(library: Library, rows: Sequence[int], known: Known) -> Iterator[Entry]:
    for row in rows:
        # What another process made part of another paper meanwhile is there the next time.
        with suppress(KeyError):
            names = tuple(library.names(row))
            if not known.has(names):
                yield Entry(library.item(row), names)


def _upvotes(entry: Entry) -> int:
    upvotes = entry.item.paper.upvotes
    return -1 if upvotes is None else upvotes


def _topic(item: Item) -> str:
    return next(iter((*item.topics, *item.mark.tags, *item.paper.tags)), "")
