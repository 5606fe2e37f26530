"""Two thousand random histories of three machines that sync, and whether all end up with the same.

python benchmarks/sync_histories.py [--histories N] [--steps N] [--first SEED] [--libraries N]

Each history is forty things that happen: changes of all kinds, undo and redo, journals compacted, syncs, and files
that come from one machine to another whole, cut at any byte, damaged, as a conflict's copy, or not at all; by clocks
that differ by hours, or by days. Journals and files are real ones, in memory (/dev/shm) where there is such a place.
The last histories are of whole libraries, with their papers in SQLite.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from feedtui.moving.sync import Account
from machines import Machine, Reader
from sync_histories import STEPS, history

DID: Counter[str] = Counter()
TIMES: list[float] = []
"""What all syncs did, and how many milliseconds each took."""


class Counted(Machine):
    """A machine whose syncs are counted and timed."""

    def sync(self, folder: Path | None = None) -> Account:
        """Exchange through the own copy of the folder, or another folder."""
        start = time.perf_counter()
        account = super().sync(folder)
        TIMES.append((time.perf_counter() - start) * 1000)
        DID["syncs"] += 1
        DID["changes taken in"] += account.taken
        DID["changes sent"] += account.sent
        DID["files that were not whole"] += len(account.waiting)
        DID["clocks more than a day ahead"] += len(account.ahead)
        return account


class CountedReader(Counted, Reader):
    """A whole library whose syncs are counted and timed."""


def main() -> int:
    """Run the histories and print figures; return 1 if any diverged."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--histories", type=int, default=2_000)
    parser.add_argument("--libraries", type=int, default=200, help="how many of them are of whole libraries")
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--first", type=int, default=0, help="the seed of the first")
    arguments = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="feedtui-sync-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
    start, diverged = time.perf_counter(), []
    for number in range(arguments.histories):
        seed = arguments.first + number
        kind = CountedReader if number >= arguments.histories - arguments.libraries else Counted
        try:
            for machine in history(home / str(seed), seed, arguments.steps, kind):
                if isinstance(machine, Reader):
                    machine.library.close()
        except AssertionError as error:
            diverged.append(seed)
            print(error, flush=True)
        shutil.rmtree(home / str(seed))
        if number % 200 == 199:
            print(f"{number + 1:,} histories, {len(diverged)} diverged", file=sys.stderr, flush=True)
    shutil.rmtree(home)
    _print(arguments, time.perf_counter() - start, diverged)
    return 1 if diverged else 0


def _print(arguments: argparse.Namespace, seconds: float, diverged: list[int]) -> None:
    print(f"{arguments.histories:,} histories of three machines, {arguments.steps} steps each, {seconds:.0f} s")
    print(f"  {arguments.libraries:,} of them of whole libraries, Python {platform.python_version()}")
    for what, count in DID.items():
        print(f"  {count:,} {what}")
    times = sorted(TIMES)
    print(
        f"  a sync: median {statistics.median(times):.1f} ms, 99 of 100 within {times[len(times) * 99 // 100]:.1f} ms"
    )
    print(f"  diverged: {', '.join(map(str, diverged)) or 'none'}")


if __name__ == "__main__":
    sys.exit(main())
