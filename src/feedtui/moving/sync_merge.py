"""What machines say of fields, merged: the same whatever order it is read in, and however often.

What is known is a set of facts; sets are joined, and what counts is found out from the whole alone. Of a field's
facts the last one counts: the greatest by time, machine and value. A note's fact names the facts that its writer saw;
those that nobody saw stand beside each other, the last one first, so that no text is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from feedtui.library.documents import MARKS, SEARCHES, SOURCES
from feedtui.moving.sync_fields import NOTE, QUERY, THERE, Fields, Value, later, stamp
from feedtui.papers.account import strength
from feedtui.papers.paper import PaperId

AHEAD = timedelta(days=1)
"""How much later than now a time may be before it is taken for a wrong clock's."""

MOST_SEEN = 200
"""Facts before it that a note's fact names; an older one that comes back is appended, which loses nothing."""

MOST_BESIDE = 32
"""Notes of one paper that stand beside each other; there are no more than machines, but in a file that means harm."""


_KEPT_BY = {SEARCHES: QUERY, SOURCES: THERE}
"""The field without which there is nothing of a table's."""


@dataclass(frozen=True, slots=True)
class Fact:
    """That a machine (`by`) set a field at a time of `sync_fields.stamp`; a note's says instead of which facts."""

    at: str
    by: str
    value: Value
    over: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What names this fact in the `over` of a later one."""
        return sha256(f"{self.at} {self.by} {self.value}".encode()).hexdigest()[:12]


@dataclass(slots=True)
class Entry:
    """One paper, search or source: its names, titles that help to find it, and the facts of each field."""

    table: str
    names: set[str] = field(default_factory=set)
    also: set[str] = field(default_factory=set)
    title: str = ""
    facts: dict[str, list[Fact]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The name under which it is kept where nothing is known of it yet."""
        return min(self.names, key=strength) if self.table == MARKS else min(self.names)

    def tell(self, name: str, *facts: Fact) -> None:
        """Add facts of a field; those that are there already are sorted out by `Ledger.settle`."""
        self.facts.setdefault(name, []).extend(facts)


class Ledger:
    """Everything that is known, by table and name.

    `clocks` says of facts with a time in the future, by machine and time, at which time they count. `passed` says by
    paper how often any machine's reader passed it over; of two numbers the greater counts.
    """

    def __init__(self, *others: Ledger) -> None:
        self._entries: dict[tuple[str, str], Entry] = {}
        self.clocks: dict[tuple[str, str], str] = {}
        self.passed: dict[PaperId, int] = {}
        for other in others:
            self.take(other)

    def __iter__(self) -> Iterator[Entry]:
        return iter({id(entry): entry for entry in self._entries.values()}.values())

    def find(self, table: str, name: str) -> Entry | None:
        """Return what has a name, None where nothing is known of it."""
        return self._entries.get((table, name))

    def entry(self, table: str, names: Iterable[str], also: Iterable[str] = (), title: str = "") -> Entry:
        """Return the one entry that all of these names are of from now on."""
        given = set(names)
        found = {id(one): one for name in given if (one := self._entries.get((table, name)))}
        home, *others = sorted(found.values(), key=lambda one: -len(one.names)) or [Entry(table)]
        for other in others:
            given |= other.names
            home.also |= other.also
            home.title = max(home.title, other.title)
            for name, facts in other.facts.items():
                home.tell(name, *facts)
        home.names |= given
        home.also |= set(also)
        home.title = max(home.title, title)
        self._entries.update(dict.fromkeys(((table, name) for name in given), home))
        return home

    def take(self, other: Ledger) -> None:
        """Add everything that another one knows."""
        for entry in other:
            home = self.entry(entry.table, entry.names, entry.also, entry.title)
            for name, facts in entry.facts.items():
                home.tell(name, *facts)
        for (by, was), at in other.clocks.items():
            self.set_clock(by, was, at)
        self.pass_over(other.passed)

    def pass_over(self, counts: Mapping[PaperId, int]) -> None:
        """Add how often papers were passed over."""
        for paper, count in counts.items():
            self.passed[paper] = max(count, self.passed.get(paper, 0))

    def set_clock(self, by: str, was: str, at: str) -> None:
        """Let a machine's facts of one time count as of an earlier one."""
        self.clocks[by, was] = min(at, self.clocks.get((by, was), was))

    def set_clocks(self, now: datetime) -> set[str]:
        """Let facts of the far future count as of now; return the machines whose they are."""
        limit, at = stamp(now + AHEAD), stamp(now)
        ahead = set()
        for entry in self:
            for facts in entry.facts.values():
                for fact in facts:
                    if fact.at > limit and self.time(fact) > limit:
                        self.set_clock(fact.by, fact.at, at)
                        ahead.add(fact.by)
        return ahead

    def time(self, fact: Fact) -> str:
        """Return the time as of which a fact counts."""
        return self.clocks.get((fact.by, fact.at), fact.at) if self.clocks else fact.at

    def settle(self) -> None:
        """Forget the facts that no longer count."""
        for entry in self:
            for name, facts in entry.facts.items():
                if len(facts) > 1:
                    entry.facts[name] = self._standing(name, list(dict.fromkeys(facts)))

    def values(self, entry: Entry) -> Fields:
        """Return what the fields of a settled entry are set to."""
        found = {name: self._value(name, facts) for name, facts in entry.facts.items()}
        # What was forgotten on one machine and given a title or a place on another stays forgotten.
        if (kept_by := _KEPT_BY.get(entry.table)) and not found.get(kept_by):
            return {}
        return {name: value for name, value in found.items() if value is not None}

    def fact(self, entry: Entry, name: str, at: str, by: str, value: Value) -> Fact:
        """Return a new fact over those that a machine knows of a field: later than these, whatever its clock says."""
        known = entry.facts.get(name, [])
        last = max(map(self.time, known), default="")
        seen: tuple[str, ...] = ()
        if name == NOTE:
            seen = tuple(dict.fromkeys((*(over for one in known for over in one.over), *(one.name for one in known))))
        return Fact(at if at > last else later(last), by, value, seen[-MOST_SEEN:])

    def _standing(self, name: str, facts: list[Fact]) -> list[Fact]:
        if name != NOTE:
            return [max(facts, key=self._rank)]
        seen = {over for one in facts for over in one.over}
        return sorted((one for one in facts if one.name not in seen), key=self._rank, reverse=True)[:MOST_BESIDE]

    def _rank(self, fact: Fact) -> tuple[str, ...]:
        return self.time(fact), fact.at, fact.by, str(fact.value), *fact.over

    def _value(self, name: str, facts: list[Fact]) -> Value:
        if name != NOTE:
            return facts[0].value
        text = ""
        for fact in facts:
            told = str(fact.value or "")
            if told and f"\n\n{told}\n\n" not in f"\n\n{text}\n\n":
                text = f"{text}\n\n{told}" if text else told
        return text or None
