"""How long the rank takes at any size, and what it offers over recorded days.

`python benchmarks/ranking.py speed [PAPERS] [--keep FOLDER]` makes a corpus in the shape of arXiv's snapshot, imports
it, and prints a row for each bar; a folder that is kept is used again. `python benchmarks/ranking.py days FOLDER` reads
a folder of Hugging Face's days as JSON, stars everything on a field for five days, and shows the sixth.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from benchmarks.corpus import write
from benchmarks.scale import row, spread, timed

from feedtui.library.library import Library
from feedtui.library.origin import Origin
from feedtui.papers.paper import Paper
from feedtui.papers.query import parse
from feedtui.paths import Places, places
from feedtui.ranking.explaining import why
from feedtui.ranking.likeness import similar
from feedtui.ranking.ranker import Ranker
from feedtui.sources import kinds
from feedtui.sources.found import Unreadable

FIELDS = ("image* OR video* OR diffusion", "reasoning OR chain-of-thought", "agent* OR tool*")
"""Fields as queries, for the recorded days."""
_OPENED = """
import sys
from feedtui.library.library import Library
from feedtui.paths import places
library = Library(places(sys.argv[1]))
print(next(int(line.split()[1]) / 1024 for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""
_RANKED = _OPENED.replace("print", "from feedtui.ranking.ranker import Ranker; Ranker(library.places).for_you(); print")
_BEFORE, _OFFERED, _WANTED = 5, 10, 8


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True, dest="command")
    speed = commands.add_parser("speed")
    speed.add_argument("papers", type=int, nargs="?", default=100_000)
    speed.add_argument("--keep", type=Path)
    days = commands.add_parser("days")
    days.add_argument("folder", type=Path)
    days.add_argument("--fields", nargs="+", default=FIELDS, metavar="QUERY")
    arguments = parser.parse_args()
    if arguments.command == "days":
        for field in arguments.fields:
            offered_on_days(arguments.folder, field)
        return
    with tempfile.TemporaryDirectory() as scratch:
        measure_speed(corpus_of(arguments.papers, arguments.keep or Path(scratch)))


def corpus_of(papers: int, folder: Path) -> Places:
    """Return the places of a library with a corpus of so many papers, made if it is not there."""
    home = folder / "large"
    if not home.exists():
        corpus = folder / "corpus.jsonl"
        write(papers, corpus)
        subprocess.run([sys.executable, "-m", "feedtui", "--home", str(home), "import", str(corpus)], check=True)
        corpus.unlink()
    return places(str(home))


def measure_speed(where: Places) -> None:
    """Print how long learning, ranking, explaining and finding similar papers take."""
    library = Library(where)
    row("papers", f"{len(library):,}", "")
    rows = random.Random(1).sample(list(library.whole(parse("is:unread listed:>2000"))) or list(every(library)), 600)
    library.set_state(rows[:50], "starred", True)
    ranker = Ranker(where)
    start = time.perf_counter()
    ranker.catch_up()
    row("features of all papers", f"{time.perf_counter() - start:.0f} s", "in the background")
    start = time.perf_counter()
    ranker.learn()
    row("first look: features read, all learned", f"{(time.perf_counter() - start) * 1000:.0f} ms", "")

    def star(one: int) -> float:
        library.set_state([one], "starred", True)
        began = time.perf_counter()
        ranker.for_you(limit=50)
        return (time.perf_counter() - began) * 1000

    held = len(ranker.pool.rows)
    row(f"{held:,} unread papers ranked after a new star", spread([star(one) for one in rows[50:100]]), "≤ 50 ms")
    without, with_rank = (memory_of(code, where) for code in (_OPENED, _RANKED))
    row("memory of it, numpy and all", f"{with_rank - without:.0f} MB ({with_rank:.0f})", "≤ 100 MB")
    row("similar papers", spread(timed(lambda one: similar(ranker, [one]), rows[100:200])), "≤ 100 ms")
    row("why", spread(timed(lambda one: why(ranker, one), rows[200:300])), "")
    everything = list(every(library))
    row("sort:for-you, all papers", spread(timed(lambda _: ranker.sort(everything), range(3))), "")
    ranker.close()
    library.set_state(rows[:100], "starred", False)
    library.close()


def every(library: Library) -> Sequence[int]:
    """Return all rows."""
    return library.whole(parse(""))


def memory_of(code: str, where: Places) -> float:
    """Return the greatest resident memory of a process that runs some code, in MB."""
    told = subprocess.run([sys.executable, "-c", code, str(where.data)], check=True, capture_output=True, text=True)
    return float(told.stdout)


def offered_on_days(folder: Path, field: str) -> None:
    """Star a field's papers for five days and print what is offered on the sixth, for each such run of days."""
    days = [(file.stem, papers) for file in sorted(folder.glob("*.json")) if len(papers := papers_of(file)) >= 10]
    print(f"\n{field}\n")
    met = shown = 0
    hits = places_there = 0
    for first in range(len(days) - _BEFORE):
        told = sixth_day(days[first : first + _BEFORE + 1], field)
        if told:
            marks, of_it = told
            print(f"{days[first + _BEFORE][0]}  {of_it:3} papers of the field  {marks}")
            if of_it >= _WANTED:
                met += marks.count("+") >= _WANTED
                shown += 1
            hits += marks.count("+")
            places_there += min(_OFFERED, of_it)
    print(f"days with at least {_WANTED} of the field: {shown}; of the first {_OFFERED}, {_WANTED} are of it on {met}")
    print(f"all days: {hits} of {places_there} that could be among the first {_OFFERED}")


def sixth_day(days: Sequence[tuple[str, list[Paper]]], field: str) -> tuple[str, int] | None:
    """Return of each paper offered on the last day whether it is of the field (+), and how many of it there are."""
    with tempfile.TemporaryDirectory() as home:
        library = Library(places(home), clock=lambda: f"{days[-1][0]}T12:00:00Z")
        for day, papers in days[:-1]:
            library.add(papers, Origin("hf:daily", "huggingface-api", day))
        known = list(library.whole(parse(field)))
        library.set_state(every(library), "read", True)
        library.set_state(known, "starred", True)
        library.add(days[-1][1], Origin("hf:daily", "huggingface-api", days[-1][0]))
        today = list(library.whole(parse("is:unread")))
        sought = set(library.whole(parse(f"is:unread ({field})")))
        ranker = Ranker(library.places, surprises=False)
        ranker.catch_up()
        order = list(ranker.sort(today))[:_OFFERED] if ranker.is_ready and sought else []
        ranker.close()
        library.close()
        return ("".join("+" if one in sought else "-" for one in order), len(sought)) if order else None


def papers_of(file: Path) -> list[Paper]:
    """Return the papers of a day, none of a file that cannot be read."""
    try:
        return list(kinds.read(file.read_bytes()).papers)
    except Unreadable:
        return []


if __name__ == "__main__":
    main()
