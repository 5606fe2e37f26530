"""How long `j` takes in a real terminal while sources are asked, beside how long it takes when nothing else is done.

python benchmarks/keys.py [learning] [NAME=VALUE ...]

With `learning` it is measured while the rank looks through the papers instead, and while it ranks them anew after each
star. NAME and VALUE are of the environment.

Twenty sources of the stand-in servers are asked, arXiv's with the pause that it asks for; the servers have a process
of their own, and so has the asking. A key is
answered when the status line has the number of the next paper.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
import time
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from asking import opened, servers
from feedtui.library.origin import Origin
from feedtui.papers.identity import title_id
from feedtui.papers.paper import Paper
from feedtui.papers.query import EVERYTHING
from standin.publisher import FEEDS, Publisher
from terminal import Terminal

PAPERS, QUIET = 9_000, 300
MANY, STARS = 30_000, 5
"""Papers while the rank learns: more, since few are looked through in no time."""
LISTS = ["hf:daily", "hf:weekly", "hf:monthly", "hf:trending"]
CATEGORIES = "cs.CL cs.LG cs.AI cs.CV cs.RO stat.ML math.OC eess.SP".split()


def serve(home: Path, pipe: Connection) -> None:
    """Serve until the other side is done; tell it the addresses of the publishers' feeds."""
    # Real servers take no processor from the reader.
    os.nice(10)
    with servers(home, datetime.now(UTC).date()) as started, ExitStack() as stack:
        publishers = [stack.enter_context(Publisher(started.arxiv.world)) for _ in range(2)]
        pipe.send([one.base + feed for one in publishers for feed in list(FEEDS)[:4]])
        pipe.recv()


def shelf(home: Path, addresses: list[str]) -> None:
    """Make a library with papers and sources."""
    text = "What we found is told at some length. " * 30
    titles = [f"Old paper {number} of the shelf" for number in range(PAPERS)]
    with closing(opened(home)) as library:
        library.subscriptions.add(dict.fromkeys([*LISTS, *(f"arxiv:{one}" for one in CATEGORIES), *addresses], ""))
        library.add([Paper(title_id(title), title, text) for title in titles], Origin("shelf", "page"))


def key(terminal: Terminal, place: int) -> float:
    """Press `j`; return the milliseconds until the list is at the next place."""
    start = time.perf_counter()
    os.write(terminal.master, b"j")
    # Only the figures that change are drawn, so that the bytes alone do not tell.
    while f" {place}/" not in f" {terminal.line(-2)}":
        if not terminal.read(5):
            raise SystemExit(f"{place} did not come: {terminal.text()}")
    return (time.perf_counter() - start) * 1000


def told(name: str, times: list[float]) -> None:
    """Print the figures."""
    times = sorted(times)
    middle, late = times[len(times) // 2], times[int(len(times) * 0.99)]
    print(f"{name}: {len(times)} keys, p50 {middle:.1f} ms, p99 {late:.1f} ms, max {times[-1]:.1f} ms")


def learning(environment: dict[str, str]) -> None:
    """Measure while the rank learns: at first from all papers, then from a star more before every tenth key."""
    with tempfile.TemporaryDirectory(prefix="feedtui-keys-") as folder:
        home = Path(folder) / "home"
        with closing(opened(home)) as library:
            titles = [f"Old paper {number} of the shelf" for number in range(MANY)]
            text = "What we found is told at some length. " * 30
            library.add([Paper(title_id(title), title, text) for title in titles], Origin("shelf", "page"))
            library.set_state(library.first(EVERYTHING, STARS), "starred", True)
        (home / "settings.toml").write_text("refresh_every = 0\n")
        terminal = Terminal(home, environment=environment)
        terminal.wait_for("Old paper")
        while terminal.read(1.0):
            pass
        place = 1
        quiet = [key(terminal, place := place + 1) for _ in range(QUIET)]
        terminal.type("h")
        terminal.type("jj")
        terminal.wait_for("looked through")
        terminal.type("kkl")
        terminal.wait_for(f" 1/{MANY} · All")
        during, place = [], 1
        while "looked through" in terminal.text():
            during.append(key(terminal, place := place + 1))
            terminal.read(0.02)
        told("quiet", quiet)
        told("while papers are looked through", during)
        terminal.type("/sort:for-you\r")
        terminal.wait_for(f"sort:for-you · 1/{MANY}")
        while terminal.read(1.0):
            pass
        ranked, place = [], 1
        for number in range(QUIET):
            if number % 10 == 0:
                terminal.type("s")
            ranked.append(key(terminal, place := place + 1))
        told("in a ranked list, with a star before every tenth", ranked)
        terminal.close()


def main() -> None:
    """Measure, and print."""
    words = sys.argv[1:]
    environment = dict(one.split("=", 1) for one in words if "=" in one)
    if "learning" in words:
        learning(environment)
        return
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    with tempfile.TemporaryDirectory(prefix="feedtui-keys-") as folder:
        home = Path(folder) / "home"
        server = context.Process(target=serve, args=(home, theirs), daemon=True)
        server.start()
        shelf(home, ours.recv())
        settings = home / "settings.toml"
        settings.write_text("refresh_every = 0\n" + settings.read_text().replace("arxiv_pause = 0", "arxiv_pause = 3"))
        terminal = Terminal(home, environment=environment)
        terminal.wait_for("Old paper")
        while terminal.read(1.0):
            pass
        place = 1
        quiet: list[float] = []
        during: list[float] = []
        while len(quiet) < QUIET:
            quiet.append(key(terminal, place := place + 1))
        terminal.type("R")
        terminal.wait_for("asking")
        while "asking" in terminal.text():
            during.append(key(terminal, place := place + 1))
            terminal.read(0.02)
        told("quiet", quiet)
        told("while 20 sources are asked", during)
        print(terminal.text().splitlines()[-2].strip())
        terminal.close()
        ours.send(None)
        server.join(10)


if __name__ == "__main__":
    main()
