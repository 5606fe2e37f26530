"""Three machines, random histories, no divergence; `benchmarks/sync_histories.py` runs two thousand."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

import pytest

from feedtui.papers.paper import Mark
from machines import Machine, Reader, World
from sync_histories import STATES, TAGS, act, history, meet, shown, wander, write_on


@pytest.fixture(autouse=True)
def _no_waiting_for_disks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the disk's slowness out: nothing is cut off here."""
    monkeypatch.setattr("os.fsync", lambda handle: None)
    monkeypatch.setattr("os.fdatasync", lambda handle: None, raising=False)


@pytest.mark.parametrize("seed", range(0, 40, 10))
def test_all_machines_have_the_same_in_the_end(tmp_path: Path, seed: int) -> None:
    """Whatever was changed, forgotten, cut off, lost and carried in whatever order, by clocks that differ."""
    for each in range(seed, seed + 10):
        history(tmp_path / str(each), each)


def test_libraries_show_the_same_in_the_end(tmp_path: Path) -> None:
    """So do whole libraries, in what they show of papers that all of them know by the same names or by their title."""
    for seed in range(1000, 1010):
        machines = history(tmp_path / str(seed), seed, kind=Reader)
        for paper in (1, 5):
            assert len({_as_shown(machine.mark(paper)) for machine in machines}) == 1
        for machine in machines:
            assert isinstance(machine, Reader)
            machine.library.close()


def _as_shown(mark: Mark) -> tuple[object, ...]:
    return mark.read, mark.starred, mark.queued, frozenset(mark.tags), frozenset(mark.note.split("\n\n"))


def test_no_word_of_a_note_is_lost(tmp_path: Path) -> None:
    """Machines that all write on the same notes, none of them taking anything away, have every word in the end."""
    for seed in range(8):
        world = World(random.Random(seed))
        machines = [
            Machine(tmp_path / f"{seed}{name}", world, timedelta(hours=hours))
            for name, hours in (("a", 0), ("b", -3), ("c", 40))
        ]
        written: list[tuple[int, str]] = []

        def write(machine: Machine, world: World = world, written: list[tuple[int, str]] = written) -> None:
            paper = world.chance.choice((0, 5))
            written.append((paper, write_on(machine, paper)))

        wander(machines, world, 40, write)
        meet(machines, world, tmp_path / f"{seed}met")
        assert len(written) > 8
        for machine in machines:
            assert all(word in machine.mark(paper).note for paper, word in written)


def test_the_last_change_by_its_own_time_counts(tmp_path: Path) -> None:
    """Where clocks are right and nobody heard of the others meanwhile, each field is as it was last set anywhere."""
    for seed in range(6):
        world = World(random.Random(seed))
        machines = [Machine(tmp_path / f"{seed}{name}", world) for name in "abc"]
        wanted: dict[str, object] = {}

        def change(machine: Machine, world: World = world, wanted: dict[str, object] = wanted) -> None:
            before = machine.mark(1)
            act(machine, world.chance)
            after = machine.mark(1)
            for state in STATES:
                if getattr(before, state) != getattr(after, state):
                    wanted[state] = getattr(after, state)
            for tag in TAGS:
                if (tag in before.tags) != (tag in after.tags):
                    wanted[tag] = tag in after.tags
            machine.sync()

        for _ in range(40):
            world.pass_time()
            change(world.chance.choice(machines))
        meet(machines, world, tmp_path / f"{seed}met")
        first, *others = shown(machines)
        assert all(other == first for other in others)
        mark = machines[0].mark(1)
        assert {name: getattr(mark, name, name in mark.tags) for name in wanted} == wanted
