"""Machines of one reader that exchange marks through a folder."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from feedtui.library.documents import MARKS, Document, mark_of, names_of
from feedtui.library.journal import Change, Journal
from feedtui.library.library import Library
from feedtui.library.mirror import document_of
from feedtui.library.origin import Origin
from feedtui.library.passed import exchange_passed, note_passed
from feedtui.moving.sync import Account, sync
from feedtui.papers.identity import title_id
from feedtui.papers.paper import Mark, Paper
from feedtui.paths import places

BEGIN = datetime(2026, 11, 1, 8, tzinfo=UTC)
TITLES = (
    "Sparse Lanterns for Small and Quiet Networks",
    "Speaking Rivers: A Corpus of Spoken Questions",
    "Retrieval by Moonlight without Any Labels",
    "Editorial to the Third Volume of This Journal",
    "How Far Do Captions of Images Carry?",
)
KNOWN = (
    ("arxiv:2301.00001", "doi:10.1000/a", title_id(TITLES[0])),
    ("arxiv:2301.00002", title_id(TITLES[1])),
    ("doi:10.1000/c", "url:https://a.b/c", title_id(TITLES[2])),
    ("arxiv:2301.00004", title_id(TITLES[3])),
    # Another paper of the same title.
    ("arxiv:2301.00005", title_id(TITLES[3])),
    (title_id(TITLES[4]),),
)
"""Papers by all names that some machine may know them by, the strongest first."""


@dataclass(slots=True)
class World:
    """The time that passes on all machines alike, and chance."""

    chance: random.Random
    now: datetime = BEGIN
    words: int = 0

    def word(self) -> str:
        """Return a word that nobody has written yet."""
        self.words += 1
        return f"w{self.words}."

    def pass_time(self) -> None:
        """Let some time pass: seconds to hours."""
        self.now += timedelta(seconds=self.chance.choice((1, 60, 3600)) * self.chance.random())


@dataclass(slots=True)
class Machine:
    """A journal, the names by which papers are known there, a clock that is wrong, and a copy of the shared folder."""

    home: Path
    world: World
    wrong: timedelta = timedelta()
    known: list[tuple[str, ...]] = field(default_factory=lambda: list(KNOWN))
    journal: Journal = field(init=False)
    passed: dict[str, int] = field(default_factory=dict)
    """How often papers were passed over, by any of their names."""

    def __post_init__(self) -> None:
        self.shared.mkdir(parents=True)
        self.journal = Journal(self.data / "marks.json", clock=self.clock)

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.home / "data"

    @property
    def shared(self) -> Path:
        """This machine's copy of the shared folder."""
        return self.home / "shared"

    def clock(self) -> datetime:
        """Return what this machine takes for now."""
        return self.world.now + self.wrong

    def time(self) -> str:
        """Return it as marks have it."""
        return self.clock().strftime("%Y-%m-%dT%H:%M:%SZ")

    def documents(self, table: str) -> dict[str, Document]:
        """Return the documents of a table."""
        return self.journal.documents().get(table, {})

    def held(self, paper: int) -> dict[str, Document]:
        """Return the marks of a paper, found as the mirror finds them."""
        return {key: one for key, one in self.documents(MARKS).items() if self._home(key, one) == paper}

    def mark(self, paper: int) -> Mark:
        """Return what is shown of a paper."""
        return mark_of(self.held(paper).values())

    def _home(self, key: str, document: Document) -> int | None:
        for name in names_of(key, document):
            for place, names in enumerate(self.known):
                strangers = not key.startswith("title:") and not names[0].startswith("title:")
                if name in names and not (name.startswith("title:") and strangers):
                    return place
        return None

    def change(self, papers: Iterable[int], make: Callable[[Mark], Mark]) -> None:
        """Make a new mark of each paper's mark, as `library.marks` does."""
        changes: list[Change] = []
        for paper in papers:
            held, names = self.held(paper), self.known[paper]
            before = mark_of(held.values())
            after = make(before)
            if after != before:
                aliases = [*names, *(name for one in held.items() for name in names_of(*one))]
                document = document_of(Paper(names[0], _title_of(names)), after, aliases)
                changes += [Change(MARKS, key, one, None) for key, one in held.items() if key != names[0]]
                if document or names[0] in held:
                    changes.append(Change(MARKS, names[0], held.get(names[0]), document))
        self._write(changes)

    def keep(self, table: str, key: str, document: Document | None) -> None:
        """Keep a document, or forget it."""
        before = self.documents(table).get(key)
        self._write([Change(table, key, before, document)] if before != document else [])

    def _write(self, changes: Sequence[Change]) -> None:
        if changes:
            with self.journal.turn() as turn:
                turn.append(changes)

    def undo(self) -> None:
        """Take the last change back."""
        with self.journal.turn() as turn:
            last = turn.last_undoable()
            if last:
                turn.append(last.inverse(), undoes=last.seq)

    def redo(self) -> None:
        """Make the change that was taken back again."""
        with self.journal.turn() as turn:
            last = turn.last_redoable()
            if last:
                turn.append(last.inverse(), redoes=last.seq)

    def compact(self, keep: int) -> None:
        """Compact the journal."""
        self.journal.compact(keep)

    def sync(self, folder: Path | None = None) -> Account:
        """Exchange through the own copy of the folder, or another folder."""
        return sync(self.journal, self.data, folder or self.shared, passed=self.exchange, clock=self.clock)

    def pass_over(self, name: str) -> None:
        """Pass over a paper."""
        self.passed[name] = self.passed.get(name, 0) + 1

    def exchange(self, told: Mapping[str, int]) -> Mapping[str, int]:
        """Take in how often papers were passed over elsewhere, and return how often they were with that."""
        self.passed |= {name: max(count, self.passed.get(name, 0)) for name, count in told.items()}
        return self.passed


class Reader(Machine):
    """A whole library, with its papers in SQLite, whose marks are exchanged."""

    def __post_init__(self) -> None:
        self.shared.mkdir(parents=True)
        self.library = Library(places(str(self.data)), clock=self.time)
        self.journal = self.library._journal
        self.journal.clock = self.clock
        told = ((name, _title_of(names), names) for names in self.known for name in names)
        papers = [
            Paper(name, title, sources=(name.partition(":")[0],))
            for name, title, names in told
            if len(names) == 1 or not name.startswith("title:")
        ]
        self.library.add(papers, Origin("test", "test"))
        self.library.noticed()

    def _row(self, paper: int) -> int:
        return self.library.row_of(self.known[paper][0])

    def mark(self, paper: int) -> Mark:
        """Return what is shown of a paper."""
        return self.library.item(self._row(paper)).mark

    def change(self, papers: Iterable[int], make: Callable[[Mark], Mark]) -> None:
        """Make a new mark of each paper's mark."""
        self.library.change(map(self._row, papers), make)

    def keep(self, table: str, key: str, document: Document | None) -> None:
        """Keep a document, or forget it."""
        self.library._marks.keep(table, {key: document})

    def pass_over(self, name: str) -> None:
        """Pass over a paper."""
        note_passed(self.library.places, [self.library.row_of(name)])
        self.passed = dict(self.exchange({}))

    def exchange(self, told: Mapping[str, int]) -> Mapping[str, int]:
        """Take in how often papers were passed over elsewhere, and return how often they were with that."""
        self.passed = dict(exchange_passed(self.library.places, told))
        return self.passed

    def undo(self) -> None:
        """Take the last change back."""
        self.library.undo()

    def redo(self) -> None:
        """Make the change that was taken back again."""
        self.library.redo()

    def sync(self, folder: Path | None = None) -> Account:
        """Exchange through the own copy of the folder, or another folder."""
        account = super().sync(folder)
        self.library.catch_up()
        self.library.noticed()
        return account


def _title_of(names: tuple[str, ...]) -> str:
    return next(
        title for title in TITLES if any(set(names) <= set(known) and title_id(title) in known for known in KNOWN)
    )


class Two:
    """Two machines with one folder that is always in step, and whose clocks are right."""

    def __init__(self, folder: Path) -> None:
        self.world = World(random.Random(0))
        self.folder = folder / "shared"
        self.folder.mkdir()
        self.one, self.other = Machine(folder / "one", self.world), Machine(folder / "other", self.world)

    def wait(self, hours: float = 1) -> None:
        """Let time pass."""
        self.world.now += timedelta(hours=hours)

    def sync(self, *machines: Machine) -> list[Account]:
        """Sync the machines, one after the other; both, twice, without any."""
        return [machine.sync(self.folder) for machine in machines or (self.one, self.other) * 2]

    def marks(self, paper: int = 1) -> list[Mark]:
        """Return what both show of a paper."""
        return [self.one.mark(paper), self.other.mark(paper)]


def star(machine: Machine, on: bool = True, paper: int = 1) -> None:
    """Star a paper, or unstar it."""
    at = machine.time() if on else None
    machine.change([paper], lambda mark: mark.with_state("starred", at))


def note(machine: Machine, text: str, paper: int = 1) -> None:
    """Write a paper's note anew."""
    machine.change([paper], lambda mark: replace(mark, note=text))


def tag(machine: Machine, *tags: str, paper: int = 1) -> None:
    """Give a paper these tags and no others."""
    machine.change([paper], lambda mark: replace(mark, tags=tags))
