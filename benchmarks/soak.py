"""An hour of reading while everything goes wrong: what was acknowledged has to be there, memory must not grow.

python benchmarks/soak.py [--minutes N] [--papers N] [--papers-from FILE] [--seed S] [--log FILE]

A reader in a real terminal over 100,000 papers presses keys at random, is killed every few minutes (or quits), and is
opened again. Meanwhile sources are asked that misbehave in every way that the stand-in servers know, and other
processes tag and import; some of them are killed as well. A change is acknowledged when a command ended with 0, or
when the reader's status line said that the tag was given; each of these gives a tag that no other gives. In the end
the journal, followed record by record all along, tells whether any is lost (see `soak_oracle.py`). A line a minute
goes to the log; the exit code is 1 if anything was wrong. `--papers-from` takes a papers.sqlite that was made before.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.soak_keys import Fingers
from benchmarks.soak_life import Account, Life
from benchmarks.soak_oracle import History, trouble_in
from benchmarks.soak_others import Others, furnish, serve

PROBE_EVERY, MOST_GROWTH = 12.0, 20.0
"""Seconds between two tags of the reader's; megabytes."""


class Soak:
    """The whole of it, over a home that is furnished."""

    def __init__(self, home: Path, papers: list[str], options: argparse.Namespace) -> None:
        self._home, self._papers, self._log = home, papers, options.log
        self._minutes: float = options.minutes
        self._chance, self._fingers = random.Random(f"soak {options.seed}"), Fingers(options.seed)
        self._account, self._history = Account(), History(home)
        self._others = Others(home, papers, options.seed, self._account)
        self._begun = self._lined = time.monotonic()
        self._lives = self._probes = self._silent = 0
        self._told: set[str] = set()

    def run(self) -> int:
        """Read until the time is over; return how much was wrong."""
        end = self._begun + 60 * self._minutes
        self._others.start()
        while (left := end - time.monotonic()) > 0:
            # The second life is a long one, for its memory.
            self._lives += 1
            lasts = 60 * (max(4.0, self._minutes / 3) if self._lives == 2 else self._chance.uniform(1, 4))
            self._live(min(left, lasts), is_last=left <= lasts)
        self._others.done.set()
        self._others.join(400)
        return self._judge()

    def _live(self, seconds: float, *, is_last: bool) -> None:
        """Read for some seconds, then be killed, or quit."""
        life, end = Life(self._home, self._account), time.monotonic() + seconds
        tour = iter(self._fingers.tour())
        while time.monotonic() < end and not life.is_over():
            keys = next(tour, "")
            life.has_toured = life.has_toured or not keys
            life.press(keys or self._fingers.next(), self._fingers.pause())
            if time.monotonic() - life.probed > PROBE_EVERY:
                self._probe(life)
            if time.monotonic() - self._lined > 60:
                self._line(life)
        self._line(life)
        life.end(quits=is_last or self._chance.random() < 0.25)

    def _probe(self, life: Life) -> None:
        """Have the reader give a tag. One that is not given is told; three in a row are a reader that hangs."""
        self._probes += 1
        tag = f"reader-{self._probes}"
        is_said = life.probe(self._chance.choice(self._papers), tag)
        self._history.follow()
        is_given = is_said or tag in self._history.seen
        self._account.unsaid += is_given and not is_said
        self._silent = 0 if is_given or life.is_over() else self._silent + 1
        if self._silent:
            self._account.unanswered += 1
            self._tell([f"{tag} was not given: {life.said}"])
        if self._silent == 3:
            self._account.faults.append(f"the reader does not answer:\n{life.terminal.text()}")

    def _line(self, life: Life) -> None:
        account, self._lined = self._account, time.monotonic()
        self._write(
            f"{(self._lined - self._begun) / 60:5.1f} min  life {self._lives} {life.megabytes():6.1f} MB (warm "
            f"{life.warm:5.1f})  {account.keys} keys, {account.commands} commands ({account.killed} killed, "
            f"{len(account.refusals)} refused)  {len(account.told)} tags, {len(account.titles)} papers acknowledged  "
            f"record {self._history.position}  {len(account.faults) + len(self._history.faults)} faults"
        )

        faults = [*account.faults, *self._history.faults]
        self._tell([*(f"refused: {one}" for one in account.refusals), *(f"FAULT: {one}" for one in faults)])

    def _judge(self) -> int:
        """Look whether everything is there; write what is not."""
        account = self._account
        lost = self._history.missing(account.told)
        faults = [*account.faults, *self._history.faults, *trouble_in(self._home, account.titles)]
        growths = [after - before for before, after in account.lives]
        across = account.lives[-1][0] - account.lives[0][0] if account.lives else 0.0
        faults += [f"memory grew by {one:.1f} MB in one life" for one in growths if one > MOST_GROWTH]
        if across > MOST_GROWTH:
            faults.append(f"memory after warming up grew by {across:.1f} MB from the first life to the last")
        faults += [f"{tag} is lost" for tag in lost]
        self._tell([*(f"refused: {one}" for one in account.refusals), *(f"FAULT: {one}" for one in faults)])
        grown = " ".join(f"{one:+.1f}" for one in growths)
        self._write(
            f"{self._lives} lives, {len(account.told)} tags and {len(account.titles)} papers acknowledged, {len(lost)} "
            f"lost, {account.unsaid} unsaid, {account.unanswered} unanswered, {len(faults)} faults; memory in each "
            f"life {grown} MB, from the first life to the last {across:+.1f} MB"
        )
        return len(faults)

    def _tell(self, what: list[str]) -> None:
        """Write what was not written before."""
        for one in what:
            if one not in self._told:
                self._told.add(one)
                self._write(one)

    def _write(self, line: str) -> None:
        print(line, flush=True)
        with self._log.open("a") as file:
            file.write(f"{line}\n")


def main() -> int:
    """Furnish a home, soak it, and judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--papers", type=int, default=100_000)
    parser.add_argument("--papers-from", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--log", type=Path, default=Path("soak.log"))
    options = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    with tempfile.TemporaryDirectory(prefix="feedtui-soak-") as folder:
        home = Path(folder) / "home"
        server = context.Process(target=serve, args=(home, theirs), daemon=True)
        server.start()
        addresses = ours.recv()
        faults = Soak(home, furnish(home, options.papers, options.papers_from, addresses), options).run()
        ours.send(None)
        server.join(30)
    return min(faults, 1)


if __name__ == "__main__":
    sys.exit(main())
