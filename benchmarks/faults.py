"""Kills writers, fills disks and lets two write at once; counts the changes that were acknowledged and are not there.

python benchmarks/faults.py [--kills N] [--full N] [--two N] [--seed S]

A writer is a process of its own over a whole library: each change gives a paper a tag that no other change gives, and
is acknowledged once the library's method has returned. A round opens the library anew, and looks for every tag that was
ever acknowledged in the journal's documents and, after catching up, in the papers' file. What was not acknowledged may
be there or not; anything that counts as damage is a fault. A full disk is a tmpfs of some megabytes in a
namespace of its own where the system lets one be made, else a limit on the size of files.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeAlias

from feedtui.library.journal import Journal, JournalError
from feedtui.library.library import Library
from feedtui.library.origin import Origin
from feedtui.papers.paper import Mark, Paper, PaperId
from feedtui.papers.query import EVERYTHING
from feedtui.paths import places

PAPERS, _MANY = 40, 1_000_000
_KEPT = "Kept in "
"""What a refusal begins with whose change is in the journal, though not yet in the papers' file."""


@dataclass
class Figures:
    """What came of the rounds of one fault."""

    name: str
    rounds: int = 0
    refused: int = 0
    lost: int = 0
    faults: list[str] = field(default_factory=list)
    begun: float = field(default_factory=time.monotonic)

    def line(self, acknowledged: int) -> str:
        """Return a line of the table."""
        seconds = round(time.monotonic() - self.begun)
        cells = (self.name, self.rounds, acknowledged, self.refused, self.lost, len(self.faults), seconds)
        return f"| {' | '.join(map(str, cells))} |"


Tell: TypeAlias = Callable[[str], object]
"""Tells a line of what was acknowledged."""


class Home:
    """A library that writers harm, and what they were told is kept in it."""

    def __init__(self, folder: Path) -> None:
        self.places = places(str(folder))
        self.told: dict[PaperId, set[str]] = {}
        with closing(Library(self.places)) as library:
            names = [f"arxiv:2301.{number:05}" for number in range(PAPERS)]
            papers = [Paper(name, f"A paper called {name}", "By moonlight. " * 40) for name in names]
            library.add(papers, Origin("page", "test"))

    def take(self, lines: bytes) -> int:
        """Note what a writer told of in whole lines, `paper tag`; return how often it was refused."""
        whole = lines.decode().split("\n")[:-1]
        for paper, tag in (line.split(" ") for line in whole if line != "refused"):
            self.told.setdefault(paper, set()).add(tag)
        return whole.count("refused")

    def acknowledged(self) -> int:
        """Return how many changes were acknowledged."""
        return sum(map(len, self.told.values()))

    def check(self, figures: Figures, *, whole: bool = False) -> None:
        """Look for everything that was acknowledged; with `whole`, let SQLite look through its file too."""
        journal = Journal(self.places.marks)
        there = {name: set(document.get("tags", ())) for name, document in journal.documents().get("marks", {}).items()}
        figures.lost += sum(len(tags - there.get(paper, set())) for paper, tags in self.told.items())
        figures.faults += journal.warnings
        try:
            with closing(Library(self.places)) as library:
                library.catch_up()
                library.noticed()
                shown = {one.paper.id: set(one.mark.tags) for one in library.items(library.whole(EVERYTHING))}
                figures.faults += library.warnings
        except (OSError, sqlite3.Error) as error:
            # On a full disk the papers' file is followed later.
            if whole:
                figures.faults.append(str(error))
            return
        if any(shown[paper] != there.get(paper, set()) for paper in shown):
            figures.faults.append("the papers' file shows other tags than the journal has")
        if whole:
            with closing(sqlite3.connect(self.places.papers)) as db:
                figures.faults += [one for (one,) in db.execute("pragma integrity_check") if one != "ok"]


def write(home: Home, name: str, changes: int, compacts: bool, tell: Tell) -> None:
    """Make changes, and tell of each that is kept; end after two that are refused."""
    chance, refused = random.Random(name), 0
    with closing(Library(home.places)) as library:
        rows = list(library.whole(EVERYTHING))
        for number in range(changes):
            row, tag = chance.choice(rows), f"{name}-{number}"

            def make(mark: Mark, tag: str = tag) -> Mark:
                return replace(mark, tags=(*mark.tags, tag))

            try:
                library.change([row], make)
                tell(f"{library.item(row).paper.id} {tag}\n")
                if compacts and number % 4 == 1:
                    Journal(home.places.marks).compact(keep=5)
            except JournalError as error:
                refused += 1
                tell(f"{library.item(row).paper.id} {tag}\n" if str(error).startswith(_KEPT) else "refused\n")
                if refused == 2:
                    return


@contextmanager
def process(work: Callable[[Tell], None]) -> Iterator[tuple[int, int]]:
    """Do some work in a process of its own; give its number and the end of a pipe to which it tells."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        code = 1
        try:
            os.close(reading)
            work(lambda line: os.write(writing, line.encode()))
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    try:
        yield child, reading
    finally:
        os.close(reading)


def told_by(reading: int) -> bytes:
    """Return what a process still tells, to its end."""
    told = b""
    while more := os.read(reading, 65536):
        told += more
    return told


def kill_one(home: Home, chance: random.Random, number: int, figures: Figures) -> None:
    """Kill a writer some time after its first change was kept: while it appends, follows, compacts or closes."""
    seconds = chance.uniform(0, 0.04)
    with process(partial(write, home, f"k{number}", _MANY, number % 2 == 1)) as (child, reading):
        select.select([reading], [], [], 60)
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        home.take(told_by(reading))
    home.check(figures, whole=number % 100 == 99)


def fill_one(home: Home, number: int, figures: Figures, room: Callable[[bool], None]) -> None:
    """Write until there is no room, look, make room, and go on."""
    for is_full in (True, False):
        name = f"f{number}{'full' if is_full else 'room'}"
        if not is_full:
            room(True)
        # With room again, some changes are enough.
        with process(partial(write, home, name, _MANY if is_full else 20, number % 2 == 1)) as (child, reading):
            refused = home.take(told_by(reading))
            code = os.waitpid(child, 0)[1]
        figures.refused += refused
        if code or (refused == 0) is is_full:
            figures.faults.append(f"round {number}: code {code}, {refused} refused, full: {is_full}")
        home.check(figures, whole=not is_full)


def two_at_once(home: Home, number: int, figures: Figures) -> None:
    """Let two writers change the same papers at once."""
    works = [partial(write, home, f"t{number}{name}", 60, True) for name in "ab"]
    with process(works[0]) as (one, first), process(works[1]) as (other, second):
        figures.refused += home.take(told_by(first)) + home.take(told_by(second))
        codes = [os.waitpid(child, 0)[1] for child in (one, other)]
    if any(codes):
        figures.faults.append(f"round {number}: a writer ended with {codes}")
    home.check(figures, whole=number % 20 == 19)


def kills(folder: Path, rounds: int, chance: random.Random) -> str:
    """Kill writers over one library; a new one every hundred rounds."""
    figures, acknowledged = Figures("kill -9"), 0
    for first in range(0, rounds, 100):
        home = Home(folder / f"kill{first}")
        for number in range(first, min(first + 100, rounds)):
            kill_one(home, chance, number, figures)
            figures.rounds += 1
        acknowledged += home.acknowledged()
    return ended(figures, acknowledged)


def full(folder: Path, rounds: int, chance: random.Random) -> str:
    """Fill disks, a new one each round."""
    figures, acknowledged = Figures("full disk"), 0
    for number in range(rounds):
        place = folder / f"full{number}"
        place.mkdir()
        size = chance.randint(4000, 8000)
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}k", "none", str(place)], stderr=subprocess.DEVNULL, check=False
        )
        figures.name = "full disk (limit)" if mounted.returncode else "full disk (tmpfs)"
        home = Home(place)
        room = limit(place) if mounted.returncode else ballast(place)
        fill_one(home, number, figures, room)
        room(True)
        figures.rounds += 1
        acknowledged += home.acknowledged()
        if not mounted.returncode:
            subprocess.run(["umount", str(place)], check=True)
    return ended(figures, acknowledged)


def ballast(place: Path) -> Callable[[bool], None]:
    """Lay something on a small disk; return what takes it away."""
    load = place / "ballast"
    load.write_bytes(b"x" * 3_000_000)
    return lambda _: load.unlink(missing_ok=True)


def limit(place: Path) -> Callable[[bool], None]:
    """Let no file grow beyond what the largest one is, and a little; return what takes that back."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    most = max(file.stat().st_size for file in place.iterdir()) + 50_000
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    return lambda _: resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


def two(folder: Path, rounds: int) -> str:
    """Let two write at once; a new library every ten rounds."""
    figures, acknowledged = Figures("two writers"), 0
    for first in range(0, rounds, 10):
        home = Home(folder / f"two{first}")
        for number in range(first, min(first + 10, rounds)):
            two_at_once(home, number, figures)
            figures.rounds += 1
        acknowledged += home.acknowledged()
    return ended(figures, acknowledged)


def ended(figures: Figures, acknowledged: int) -> str:
    """Name the first faults on stderr; return the line of the table."""
    for fault in figures.faults[:5]:
        print(f"{figures.name}: {fault}", file=sys.stderr)
    return figures.line(acknowledged)


def main() -> None:
    """Run the rounds and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, count in (("kills", 1000), ("full", 100), ("two", 100), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=count)
    wanted = parser.parse_args()
    unshare = shutil.which("unshare")
    if unshare and "FAULTS" not in os.environ and not subprocess.call([unshare, "-rm", "true"]):
        os.execve(unshare, [unshare, "-rm", sys.executable, *sys.argv], {**os.environ, "FAULTS": "1"})
    chance = random.Random(wanted.seed)
    print("| fault | rounds | changes acknowledged | refused | lost | other faults | seconds |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="feedtui-faults-") as folder:
        print(kills(Path(folder), wanted.kills, chance), flush=True)
        print(full(Path(folder), wanted.full, chance), flush=True)
        print(two(Path(folder), wanted.two), flush=True)


if __name__ == "__main__":
    main()
