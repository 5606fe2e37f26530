"""Random histories of three machines: what happens to them, and what must be the same at the end."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from feedtui.library.documents import MARKS, SEARCHES, SOURCES, Document, mark_of, names_of
from feedtui.papers.paper import Mark
from machines import KNOWN, Machine, World

ADDRESSES = ("hf:daily", "arxiv:cs.CL", "https://a.b/feed.xml")
STATES = ("read", "starred", "queued")
TAGS = ("later", "vision", "thesis")
STEPS = 40


def act(machine: Machine, chance: random.Random) -> None:
    """Do something that a reader does."""
    papers = chance.sample(range(len(machine.known)), chance.choice((1, 1, 1, 2)))
    match chance.randrange(11):
        case 0 | 1:
            state, at = chance.choice(STATES), machine.time()
            machine.change(papers, lambda mark: mark.with_state(state, at))
        case 2:
            state = chance.choice(STATES)
            machine.change(papers, lambda mark: mark.with_state(state, None))
        case 3:
            tag = chance.choice(TAGS)
            machine.change(papers, lambda mark: replace(mark, tags=tuple(dict.fromkeys((*mark.tags, tag)))))
        case 4:
            tag = chance.choice(TAGS)
            machine.change(papers, lambda mark: replace(mark, tags=tuple(one for one in mark.tags if one != tag)))
        case 5:
            machine.change(papers[:1], partial(_with_note, chance.choice(("", machine.world.word()))))
        case 6:
            write_on(machine, papers[0])
        case 7:
            chance.choice((machine.undo, machine.undo, machine.redo))()
        case 8:
            _act_on_search(machine, chance)
        case 9:
            _act_on_source(machine, chance)
        case 10:
            machine.pass_over(chance.choice(machine.known[papers[0]]))


def write_on(machine: Machine, paper: int) -> str:
    """Append a word of its own to a paper's note; return the word."""
    word = machine.world.word()
    machine.change([paper], lambda mark: replace(mark, note=f"{mark.note} {word}".strip()))
    return word


def _with_note(note: str, mark: Mark) -> Mark:
    return replace(mark, note=note)


def _act_on_search(machine: Machine, chance: random.Random) -> None:
    document = {"query": f"is:unread {machine.world.word()}", "at": machine.time()}
    name, held = chance.choice(("lamps", "rivers")), machine.documents(SEARCHES)
    moved = {**held[name], "place": chance.randrange(3)} if name in held else document
    machine.keep(SEARCHES, name, chance.choice((document, moved, moved, None)))


def _act_on_source(machine: Machine, chance: random.Random) -> None:
    name = chance.choice(ADDRESSES)
    held = machine.documents(SOURCES).get(name)
    added: Document = {"title": machine.world.word(), "added": machine.time()}
    machine.keep(
        SOURCES, name, chance.choice((None, {**held, "paused": True}, {**held, "title": "t"})) if held else added
    )


def carry(one: Machine, other: Machine, chance: random.Random) -> None:
    """Let a file come from one machine to another: whole, cut anywhere, damaged, as a conflict's copy, or get lost."""
    files = sorted(one.shared.glob("feedtui-*"))
    if not files:
        return
    file = chance.choice(files)
    data, name = file.read_bytes(), file.name
    match chance.randrange(6):
        case 0:
            data = data[: chance.randrange(len(data) + 1)]
        case 1:
            place = chance.randrange(len(data) + 1)
            data = data[:place] + chance.randbytes(3) + data[place + 3 :]
        case 2:
            name = f"{file.stem}.sync-conflict-20261124-101112-ABCDEFG.jsonl"
        case 3:
            (other.shared / name).unlink(missing_ok=True)
            return
    (other.shared / name).write_bytes(data)


def wander(machines: Sequence[Machine], world: World, steps: int, do: Callable[[Machine], None]) -> None:
    """Let machines change things, forget their history, sync, and get each other's files, in any order."""
    chance = world.chance
    for _ in range(steps):
        world.pass_time()
        machine, other = chance.sample(machines, 2)
        match chance.randrange(12):
            case 0 | 1 | 2 | 3 | 4 | 5:
                do(machine)
            case 6 | 7:
                machine.sync()
            case 8 | 9 | 10:
                carry(other, machine, chance)
            case 11:
                machine.compact(chance.choice((0, 2, 1000)))


def meet(machines: Sequence[Machine], world: World, folder: Path) -> None:
    """Let all files reach one folder, and every machine sync there twice."""
    folder.mkdir()
    for machine in machines:
        machine.sync()
        # Of files of one name, which a copied machine has too, both are kept.
        for file in machine.shared.glob("feedtui-*"):
            shutil.copy(file, folder / f"{file.stem} (copy of {machine.home.name}).jsonl")
    for _ in range(2):
        for machine in world.chance.sample(machines, len(machines)):
            world.pass_time()
            machine.sync(folder)


def shown(machines: Sequence[Machine]) -> list[dict[str, Any]]:
    """Return all marks, searches and sources of each machine, papers by all their names on any of the machines."""
    groups: list[set[str]] = []
    for machine in machines:
        for key, document in machine.documents(MARKS).items():
            names = {name for name in names_of(key, document) if name == key or not name.startswith("title:")}
            for group in [one for one in groups if one & names]:
                groups.remove(group)
                names |= group
            groups.append(names)
    return [_shown(machine, groups) for machine in machines]


def _shown(machine: Machine, groups: list[set[str]]) -> dict[str, Any]:
    marks: dict[str, set[Any]] = {}
    for key, document in machine.documents(MARKS).items():
        (name,) = (min(group) for group in groups if key in group)
        mark = mark_of([document])
        marks.setdefault(name, set()).add((mark.read, mark.starred, mark.queued, frozenset(mark.tags), mark.note))
    searches = {name: (one["query"], one.get("place")) for name, one in machine.documents(SEARCHES).items()}
    return {MARKS: marks, SEARCHES: searches, SOURCES: machine.documents(SOURCES), "passed": machine.passed}


def three(folder: Path, world: World, kind: type[Machine] = Machine) -> list[Machine]:
    """Return three machines that know the papers by different names, and whose clocks may be wrong."""
    chance = world.chance
    machines = []
    for name in "abc":
        known = [tuple(sorted(chance.sample(names, chance.randint(1, len(names))), key=names.index)) for names in KNOWN]
        wrong = timedelta(hours=chance.choice((0, 0, -5, 7, 90)) * chance.random())
        machines.append(kind(folder / name, world, wrong, known))
    return machines


def history(folder: Path, seed: int, steps: int = STEPS, kind: type[Machine] = Machine) -> list[Machine]:
    """Check that three machines have the same after a random history, and so has one that comes later."""
    world = World(random.Random(seed))
    machines = three(folder, world, kind)
    wander(machines, world, steps, lambda machine: act(machine, world.chance))
    meet(machines, world, folder / "met")
    first, *others = shown(machines)
    assert all(other == first for other in others), f"history {seed} diverged"
    late = Machine(folder / "late", world)
    # Should all clocks have been wrong, the late one says so.
    late.sync(folder / "met")
    for machine in machines:
        machine.sync(folder / "met")
    first, *others = shown([*machines, late])
    assert all(other == first for other in others), f"history {seed} diverged from a machine that came late"
    for machine in (*machines, late):
        account = machine.sync(folder / "met")
        assert (account.taken, account.sent) == (0, 0), f"history {seed} does not come to rest"
    return machines
