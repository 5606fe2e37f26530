"""The merge by itself: any order, any repetition, the same."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from feedtui.library.documents import MARKS, SOURCES
from feedtui.moving.sync_fields import stamp
from feedtui.moving.sync_merge import Fact, Ledger

NOW = datetime(2026, 11, 1, 8, tzinfo=UTC)
A, B = "a" * 16, "b" * 16
NAMES = ("arxiv:1", "doi:10.1/a", "url:https://a.b", "title:00")

times = st.integers(-3, 60).map(lambda hours: stamp(NOW + timedelta(hours=hours)))
facts = st.builds(Fact, times, st.sampled_from((A, B)), st.sampled_from((None, "x", "y", "x\n\ny")))
names = st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True)
told = st.tuples(names, st.sampled_from(("read", "note", "tag:a")), facts)
clocks = st.tuples(st.sampled_from((A, B)), times, times)


def joined(lines: Iterable[Any], slow: Iterable[Any]) -> Ledger:
    """Return a ledger of what lines tell."""
    ledger = Ledger()
    for some, field, fact in lines:
        ledger.entry(MARKS, some).tell(field, fact)
    for one in slow:
        ledger.set_clock(*one)
    return ledger


def shown(ledger: Ledger) -> list[Any]:
    """Return what a ledger says once it is settled."""
    ledger.set_clocks(NOW)
    ledger.settle()
    return sorted((sorted(entry.names), sorted(ledger.values(entry).items(), key=str)) for entry in ledger)


@given(st.lists(told, max_size=8), st.lists(clocks, max_size=3), st.randoms(use_true_random=False))
def test_any_order_and_any_repetition_say_the_same(lines: list[Any], slow: list[Any], chance: random.Random) -> None:
    """However the lines are dealt out to files, and whichever come twice."""
    mixed = [*lines, *chance.sample(lines, chance.randint(0, len(lines)))]
    chance.shuffle(mixed)
    cut = chance.randint(0, len(mixed))
    parts = [joined(mixed[:cut], reversed(slow)), joined(mixed[cut:], slow), joined([], slow)]
    assert shown(Ledger(*parts)) == shown(Ledger(*reversed(parts))) == shown(joined(lines, slow))


@given(st.lists(st.tuples(st.sampled_from((A, B)), st.integers(0, 2), st.sampled_from("xyz")), max_size=7))
def test_notes_that_see_each_other_or_not(edits: list[tuple[str, int, str]]) -> None:
    """What has settled merges with the rest as if nothing had been forgotten, and the last word is never lost."""
    machines = [Ledger(), Ledger(), Ledger()]
    for number, (by, place, text) in enumerate(edits):
        ledger = machines[place]
        entry = ledger.entry(MARKS, ["arxiv:1"])
        entry.tell("note", ledger.fact(entry, "note", stamp(NOW + timedelta(minutes=number)), by + str(place), text))
        ledger.settle()
        if number % 3 == 2:
            machines[place - 1] = Ledger(machines[place - 1], ledger)
            machines[place - 1].settle()
    results = []
    for order in permutations(machines):
        merged = Ledger()
        for one in order:
            merged.take(one)
            merged.settle()
        results.append(shown(merged))
    assert all(result == results[0] for result in results)
    if edits:
        assert dict(results[0][0][1])["note"].split("\n\n")[0] == edits[-1][2]


def test_ties_are_broken_by_machine_and_value() -> None:
    """Of two facts of one time, the greater machine's counts; of one machine's, the greater value."""
    at = stamp(NOW)
    for greater, smaller in ((Fact(at, B, None), Fact(at, A, "x")), (Fact(at, A, "y"), Fact(at, A, "x"))):
        for order in ((greater, smaller), (smaller, greater)):
            ledger = joined([(["arxiv:1"], "read", fact) for fact in order], [])
            ledger.settle()
            (entry,) = ledger
            assert entry.facts["read"] == [greater]


def test_a_new_fact_is_later_than_those_it_changes() -> None:
    """Whatever the clock says; and of a far future's fact it is later than the time at which that one counts."""
    ledger = joined([(["arxiv:1"], "read", Fact(stamp(NOW + timedelta(days=900)), A, "x"))], [])
    (entry,) = ledger
    assert ledger.fact(entry, "read", stamp(NOW), B, None).at > stamp(NOW + timedelta(days=900))
    assert ledger.set_clocks(NOW) == {A}
    fact = ledger.fact(entry, "read", stamp(NOW - timedelta(hours=9)), B, None)
    assert stamp(NOW) < fact.at < stamp(NOW + timedelta(seconds=1))
    entry.tell("read", fact)
    ledger.settle()
    assert ledger.values(entry) == {}
    assert ledger.set_clocks(NOW + timedelta(hours=5)) == set()


def test_a_removed_source_has_no_title() -> None:
    """What is said of a source that is not there counts only when it comes back."""
    ledger = Ledger()
    entry = ledger.entry(SOURCES, ["hf:daily"])
    entry.tell("title", Fact(stamp(NOW), A, "Daily"))
    assert ledger.values(entry) == {}
    entry.tell("there", Fact(stamp(NOW), A, True))
    assert ledger.values(entry) == {"title": "Daily", "there": True}
