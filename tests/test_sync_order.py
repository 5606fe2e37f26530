"""The order of searches, and what was passed over, from one machine to another."""

from __future__ import annotations

from pathlib import Path

import pytest

from feedtui.library.documents import SEARCHES, places_of
from machines import KNOWN, Two


@pytest.fixture
def two(tmp_path: Path) -> Two:
    """Return two machines."""
    return Two(tmp_path)


def test_the_order_of_searches_comes_over(two: Two) -> None:
    """The place of each is the one that it was given last; one that was forgotten does not come back for its place."""
    for place, name in enumerate(("rivers", "lamps", "moons")):
        two.one.keep(SEARCHES, name, {"query": name, "at": two.one.time(), "place": place})
    two.sync()
    assert places_of(two.other.documents(SEARCHES)) == ["rivers", "lamps", "moons"]
    kept = two.other.documents(SEARCHES)
    two.wait()
    two.other.keep(SEARCHES, "moons", {**kept["moons"], "place": 0})
    two.other.keep(SEARCHES, "rivers", {**kept["rivers"], "place": 2})
    two.one.keep(SEARCHES, "lamps", None)
    two.wait()
    two.other.keep(SEARCHES, "lamps", {**kept["lamps"], "place": 7})
    two.sync()
    for machine in (two.one, two.other):
        assert places_of(machine.documents(SEARCHES)) == ["moons", "rivers"]
        assert machine.documents(SEARCHES)["moons"]["at"] == "2026-11-01T08:00:00Z"


def test_what_was_passed_over_counts_on_every_machine(two: Two) -> None:
    """Once here and, after a sync, once there is twice; the same told again is no more, and then there is rest."""
    paper = KNOWN[1][0]
    two.one.pass_over(paper)
    two.sync()
    two.other.pass_over(paper)
    two.sync()
    assert two.one.passed == two.other.passed == {paper: 2}
    size = sum(file.stat().st_size for file in two.folder.iterdir())
    two.sync()
    assert sum(file.stat().st_size for file in two.folder.iterdir()) == size
    assert two.one.journal.documents() == {}
