"""How long feedtui takes to show 85 papers, beside a bare Textual application in the same run.

Run `python benchmarks/startup.py [RUNS]`. Each program is started in a pty, the two in turn, and timed from exec
until its first paper is drawn. The bar: the ratio of the medians is at most 1.3.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from benchmarks.screen import time_to

HERE = Path(__file__).resolve().parent
BAR = 1.3
MARKER = b"FIRST-PAPER"


def page() -> str:
    """Return a page of 85 papers, the first of which can be told from everything else on screen."""
    blocks = ["new", "Subscribe", "Mar 21"]
    for number in range(85):
        blocks.append(f"{MARKER.decode() if not number else 'Another'} {number}: Pre-training and Its Neighbours")
        blocks.append(f"We study language models and vision in setting {number}. " * 25)
    return "\n\n".join(blocks)


def main(runs: int) -> int:
    """Measure both programs in turn and print the figures; return 0 if the bar is met."""
    with tempfile.TemporaryDirectory() as home:
        feedtui = [sys.executable, "-m", "feedtui", "--home", home]
        subprocess.run([*feedtui, "import", "-"], input=page().encode(), check=True, stdout=subprocess.DEVNULL)
        commands = {"bare": [sys.executable, str(HERE / "bare.py")], "feedtui": feedtui}
        times: dict[str, list[float]] = {name: [] for name in commands}
        for run in range(runs + 1):
            for name, command in commands.items():
                took = time_to(MARKER, command)
                if run:
                    times[name].append(took)
    for name, took_all in times.items():
        print(
            f"{name:8} min {min(took_all):5.0f}  median {statistics.median(took_all):5.0f}  max {max(took_all):5.0f} ms"
        )
    ratio = statistics.median(times["feedtui"]) / statistics.median(times["bare"])
    print(f"ratio of medians {ratio:.2f}, bar {BAR}")
    return 0 if ratio <= BAR else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 9))
