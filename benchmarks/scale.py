"""What feedtui does at a million papers and 100,000 marks, beside what it does at 85.

Run `python benchmarks/scale.py [PAPERS] [--keep FOLDER]`. It makes a corpus in the shape of arXiv's snapshot, imports
it, marks papers, and prints a row for each bar. A folder that is kept is used again, which saves the import.
"""

from __future__ import annotations

import argparse
import os
import random
import shlex
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from benchmarks.corpus import typed_queries, write
from benchmarks.screen import Screen, time_to
from benchmarks.startup import MARKER, page

from feedtui.library.journal import Change
from feedtui.library.library import Library
from feedtui.papers.query import EVERYTHING, parse
from feedtui.paths import places

MARKED = 10
"""Of so many papers, one is marked: 100,000 of a million."""
AT_FIRST, SCREENFUL = 60, 18
"""Papers that the reader asks for at once, and that a screen of 40 lines shows."""
_INDEX = "words% heads% tagged% aliases% terms% tags%".split()


def main() -> None:
    """Measure everything and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("papers", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--runs", type=int, default=9)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.keep or Path(scratch)
        small, large = folder / "small", folder / "large"
        feedtui = [sys.executable, "-m", "feedtui", "--home"]
        if not small.exists():
            subprocess.run([*feedtui, str(small), "import", "-"], input=page().encode(), check=True)
        if not large.exists():
            corpus = folder / "corpus.jsonl"
            write(arguments.papers, corpus)
            start = time.perf_counter()
            subprocess.run([*feedtui, str(large), "import", str(corpus)], check=True)
            row("import", f"{arguments.papers / (time.perf_counter() - start):,.0f} papers a second", "5,000")
            mark(large)
        in_process(large)
        in_pipes([*feedtui, str(large)], arguments.runs)
        on_screen(feedtui, small, large, arguments.runs)


def row(what: str, figure: str, bar: str) -> None:
    """Print one row of the table."""
    print(f"| {what} | {figure} | {bar} |", flush=True)


def mark(home: Path) -> None:
    """Mark a tenth of the papers, and give a fifth upvotes, which arXiv's snapshot has none of."""
    library = Library(places(str(home)))
    rows = list(library.whole(EVERYTHING))
    chosen = random.Random(1).sample(rows, len(rows) // MARKED)
    for at in range(0, len(chosen), 5_000):
        some = chosen[at : at + 5_000]
        library.set_state(some, "read", True)
        library.set_state(some[::20], "starred", True)
    library._db.executemany("update papers set upvotes = ? where id = ?", [(row % 997, row) for row in rows[::5]])
    library.close()


def in_process(home: Path) -> None:
    """Measure the library by itself."""
    library = Library(places(str(home)))
    typed = (query[:end] for query in typed_queries(1_000, 7) for end in range(1, len(query) + 1))
    keys = timed(lambda text: screenful(library, text, typing=True), typed)
    row("a key of 1,000 typed queries, first screenful", spread(keys), "p99 ≤ 16 ms")
    counts = library.counts()
    views = ["", "is:unread", "is:starred", *(f'topic:"{name}"' for name in counts.topics)]
    views += [f'tag:"{name}"' for name in counts.tags]
    switches = timed(lambda text: screenful(library, text), views * 3)
    row("switch to a tag, topic or view, first screenful", spread(switches), "p99 ≤ 16 ms")
    tag = max(counts.tags, key=lambda name: counts.tags[name].total)
    sorts = timed(lambda text: screenful(library, text), [f"is:unread tag:{tag} sort:upvotes"] * 50)
    row(f"is:unread tag:{tag} sort:upvotes", spread(sorts), "≤ 50 ms")
    rows = random.Random(2).sample(list(library.whole(EVERYTHING)), 600)
    syncs = timed(fsync(home / "fsync"), range(300))
    one = statistics.median(syncs)
    durable = timed(lambda row: append(library, row), rows[:300])
    row(
        "a star, durable, over one fsync",
        f"{statistics.median(durable) / one:.2f} ({spread(durable)}; fsync {spread(syncs)})",
        "≤ 3",
    )
    for number in rows[300:]:
        library.item(number)
    shown = timed(lambda row: library.set_state([row], "starred", not library.item(row).starred), rows[300:])
    row("a star, durable and in every count and search", spread(shown), "")
    sizes = dict(library._db.execute("select name, sum(pgsize) from dbstat group by name"))
    index = sum(size for name, size in sizes.items() if name.startswith(tuple(each[:-1] for each in _INDEX)))
    text = library._db.execute("select sum(length(title) + length(abstract) + length(facts)) from papers").fetchone()[0]
    row("index over text", f"{index / text:.2f} ({index / 1e6:,.0f} of {text / 1e6:,.0f} MB)", "≤ 0.6")
    library.close()


def in_pipes(feedtui: list[str], runs: int) -> None:
    """Measure the command line at the beginning of a pipe."""
    for words in ("list --json", "list", "list --json is:unread"):
        pipe = f"{shlex.join(feedtui)} {words} | head -n 1"
        times = timed(lambda line: subprocess.run(line, shell=True, stdout=subprocess.DEVNULL), [pipe] * (runs + 1))[1:]
        row(f"`{words} | head -n 1`", f"{statistics.median(times):.0f} ms, max {max(times):.0f} ms", "≤ 150 ms")
    start = time.perf_counter()
    process = subprocess.Popen([*feedtui, "list", "--json"], stdout=subprocess.DEVNULL)
    _, _, used = os.wait4(process.pid, 0)
    took = time.perf_counter() - start
    row("`list --json` of all, memory", f"{used.ru_maxrss / 1024:.0f} MB, in {took:.0f} s", "≤ 150 MB")


def on_screen(feedtui: list[str], small: Path, large: Path, runs: int) -> None:
    """Measure the reader in a pty."""
    library = Library(places(str(large)))
    first = library.item(library.first(EVERYTHING, 1)[0]).paper.title.split()[0].encode()
    library.close()
    times: dict[Path, list[float]] = {small: [], large: []}
    for run in range(runs + 1):
        for home, marker in ((small, MARKER), (large, first)):
            took = time_to(marker, [*feedtui, str(home)])
            if run:
                times[home].append(took)
    medians = [statistics.median(times[home]) for home in (large, small)]
    row(
        "first paint over that of 85 papers",
        f"{medians[0] / medians[1]:.2f} ({medians[0]:.0f}, {medians[1]:.0f} ms)",
        "≤ 1.15",
    )
    memory = []
    for home, marker in ((small, MARKER), (large, first)):
        screen = Screen([*feedtui, str(home)])
        screen.until(marker)
        screen.settle()
        keys = [screen.press(key) for key in ("j" * 50 + "k" * 49) * 5]
        screen.press("G")
        screen.press("g")
        memory.append(screen.memory())
        screen.close()
        row(f"`j` to changed screen, {home.name} library", spread(keys), "p99 ≤ 16 ms")
    row("resident memory over that of 85 papers", f"{memory[1] - memory[0]:.0f} MB more ({memory[1]:.0f})", "≤ 60 MB")


def screenful(library: Library, text: str, *, typing: bool = False) -> None:
    """Find the first screens of a query and read what one of them shows."""
    library._reading.forget()
    for found in library.first(parse(text, typing=typing), AT_FIRST)[:SCREENFUL]:
        library.item(found)


def timed(act: Callable[[Any], object], each: Iterable[Any]) -> list[float]:
    """Return the milliseconds that each took."""
    times = []
    for one in each:
        start = time.perf_counter()
        act(one)
        times.append((time.perf_counter() - start) * 1000)
    return times


def append(library: Library, row: int) -> None:
    """Write one star to the journal, as `Marks` does, and take it no further."""
    key = f"bench:{row}"
    with library._journal.turn() as turn:
        turn.append(
            [Change("bench", key, None, {"title": "A paper", "known_as": [key], "starred": "2026-11-25T00:00:00Z"})]
        )


def fsync(path: Path) -> Callable[[int], None]:
    """Return what appends a line to a file and syncs it."""
    file = path.open("ab")

    def once(number: int) -> None:
        file.write(b"x" * 300)
        file.flush()
        os.fdatasync(file.fileno())

    return once


def spread(times: list[float]) -> str:
    """Return median, 99th percentile and maximum."""
    ordered = sorted(times)
    return (
        f"p50 {ordered[len(ordered) // 2]:.1f}, p99 {ordered[int(len(ordered) * 0.99)]:.1f}, max {ordered[-1]:.1f} ms"
    )


if __name__ == "__main__":
    main()
