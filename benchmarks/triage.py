"""Goes through thousands of papers in a real terminal, a key each: how long the keys take, and what is exported.

python benchmarks/triage.py [--papers N] [--keys N]

Papers are judged by `s`, `b`, `n` and `l`, ten verdicts are taken back, the kept are exported; the reader quits and is
opened again, goes on where it was, and exports again. A key is answered when the place of the next paper is on the
screen and nothing more is drawn for `SILENCE` seconds; what counts is when the last byte came. With fewer `--keys`
than papers the triage is left after so many.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from asking import opened
from feedtui.library.origin import Origin
from feedtui.papers.identity import title_id
from feedtui.papers.paper import Paper
from feedtui.papers.query import EVERYTHING
from terminal import Terminal

SILENCE, BACK = 0.01, 10
_FILE = Path("reading-list.jsonl")


def shelf(home: Path, papers: int) -> list[str]:
    """Make a library with papers; return their titles in the list's order."""
    text = "What we found is told at some length. " * 30
    titles = [f"Old paper {number} of the shelf" for number in range(papers)]
    home.mkdir(exist_ok=True)
    (home / "settings.toml").write_text("refresh_every = 0\n")
    with closing(opened(home)) as library:
        library.add([Paper(title_id(title), title, text) for title in titles], Origin("shelf", "page"))
        library.noticed()
        return [item.paper.title for item in library.items(library.whole(EVERYTHING))]


def key(terminal: Terminal, pressed: str, sign: str) -> float:
    """Press a key; return the milliseconds until the last of what is drawn for it, which has a sign in it, came."""
    start = last = time.perf_counter()
    os.write(terminal.master, pressed.encode())
    # Only the letters that change are drawn, so that the bytes alone do not tell.
    while terminal.read(SILENCE if sign in terminal.text() else 5):
        last = time.perf_counter()
    if sign not in terminal.text():
        raise SystemExit(f"{sign!r} did not come: {terminal.text()}")
    return (last - start) * 1000


def told(name: str, times: Sequence[float]) -> None:
    """Print the figures."""
    times = sorted(times)
    middle, late = times[len(times) // 2], times[int(len(times) * 0.99)]
    print(f"{name}: {len(times)} keys, p50 {middle:.1f} ms, p99 {late:.1f} ms, max {times[-1]:.1f} ms", flush=True)


def begun(home: Path, papers: int, place: int) -> Terminal:
    """Open the reader and its triage, which goes on at a place."""
    terminal = Terminal(home)
    terminal.wait_for(f"/{papers} · All")
    terminal.type("T")
    terminal.wait_for(f"{place} of {papers}, ")
    while terminal.read(0.5):
        pass
    return terminal


def main() -> None:
    """Go through the papers, measure and check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--papers", type=int, default=9_000)
    parser.add_argument("--keys", type=int, default=9_000)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="feedtui-triage-") as folder:
        os.chdir(folder)
        home, count = Path(folder) / "home", min(wanted.keys, wanted.papers)
        titles = shelf(home, wanted.papers)
        chance = random.Random(1)
        verdicts = chance.choices("sbnl", (3, 3, 90, 4), k=count)
        terminal = begun(home, wanted.papers, 1)
        signs = [*(f"{at} of {wanted.papers}, " for at in range(2, wanted.papers + 1)), "Done. "]
        told("judged", [key(terminal, *pair) for pair in zip(verdicts, signs, strict=False)])
        left = count - BACK
        backs = range(count, left, -1)
        told("taken back", [key(terminal, "u", f"{at} of {wanted.papers}, ") for at in backs])
        terminal.type("\x1b")
        terminal.wait_for(f"1/{wanted.papers} · All")
        terminal.type(":export is:starred OR is:queued\r")
        kept = [title for title, verdict in zip(titles[:left], verdicts, strict=False) if verdict in "sb"]
        assert terminal.exported(_FILE) == sorted(kept), "what is exported is not what was kept"
        terminal.type("q")
        assert terminal.wait() == 0, "the reader did not end well"
        terminal = begun(home, wanted.papers, left + 1)
        ending = zip("s" * BACK, signs[left:], strict=False)
        told("gone on with", [key(terminal, *pair) for pair in ending])
        terminal.type("\x1b")
        terminal.wait_for(f"1/{wanted.papers} · All")
        terminal.type(":export is:starred OR is:queued\r")
        assert terminal.exported(_FILE) == sorted([*kept, *titles[left:count]]), "what is exported is not what was kept"
        print(f"{len(kept)} and {len(kept) + BACK} kept papers exported, exactly those")
        terminal.type("q")
        assert terminal.wait() == 0, "the reader did not end well"


if __name__ == "__main__":
    main()
