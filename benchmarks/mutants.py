"""How many small changes of the code the tests notice, by module.

python benchmarks/mutants.py [--each N] [--seed S] [--only PART ...] [--results FILE] [--retry]

mutmut makes the changes: in functions of papers/, exports/ and library/journal.py, a random sample of N in each module.
A module is changed in a copy of this folder, and its own tests run there, for each change in a process of its own (see
mutants_fork.py). What was found stands in a file, a line a change, so that a run which was stopped goes on where it
was; --retry tries again what survived. The survivors are shown: whether one matters is for a reader to say.
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from mutmut.mutation.file_mutation import MutatedFile, mutate_file_contents

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.mutants_fork import Change, try_changes

ROOT = Path(__file__).resolve().parents[1]
MODULES = ("src/feedtui/papers/*.py", "src/feedtui/exports/*.py", "src/feedtui/library/journal.py")
ALSO = {
    "bibtex": "test_bibtex_*",
    "citation": "test_template",
    "display": "test_identity",
    "journal": "test_journal_faults test_records test_tables test_turn",
    "links": "test_identity",
    "query_tree": "test_query test_matching",
    "record": "test_json_lines test_spreadsheet",
    "reference": "test_bibtex test_bibtex_entries test_ris test_csl_json test_citation",
    "tex": "test_tex_*",
}
"""Tests that are a module's own besides test_NAME.py."""
RESULTS = Path(tempfile.gettempdir()) / "feedtui-mutants.jsonl"
ENDS = ("noticed", "without end", "survived", "untested", "not tried")
LEFT_OUT = "recorded three_hundred browser emacs there_is_an_end read_only made_by_looking imports very_large".split()


def tests_of(module: Path) -> list[str]:
    """Return the files of a module's tests, as paths below the root."""
    patterns = [f"test_{module.stem}.py", *(f"{name}.py" for name in ALSO.get(module.stem, "").split())]
    return [f"tests/{file.name}" for pattern in patterns for file in sorted((ROOT / "tests").glob(pattern))]


def changes_of(mutated: MutatedFile) -> Iterator[Change]:
    """Yield the changes that mutmut made, each with the lines that differ."""
    lines, spans = mutated.code.splitlines(), mutated.line_span_by_function_name

    def text(function: str) -> list[str]:
        span = spans[function]
        kept = (line for line in lines[span.start - 1 : span.end] if line.strip() and not line.lstrip().startswith("@"))
        return [re.sub(r"x(_|ǁ\w+ǁ)(\w+)__mutmut_\w+", r"\2", line) for line in kept]

    for name in mutated.mutant_names:
        function = name.rpartition("_")[0]
        difference = difflib.unified_diff(text(f"{function}_orig"), text(name), n=1, lineterm="")
        yield Change(name, "\n".join(line for line in difference if line[:3] not in ("---", "+++", "@@ ")))


def copy(folder: Path, module: Path, mutated: MutatedFile) -> None:
    """Put this folder's code and tests into another folder, with a module changed."""
    for name in ("src", "tests", "benchmarks", "screenshots"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.svg", "*.png"))
    for name in ("pyproject.toml", "README.md", "CHANGELOG.md", "styles.tcss"):
        shutil.copy(ROOT / name, folder / name)
    (folder / module.relative_to(ROOT)).write_text(mutated.code, encoding="utf-8")


def known(results: Path) -> dict[tuple[str, str, str], dict[str, Any]]:
    """Return what was found before, by module, function and difference; what was found last holds."""
    lines = results.read_text(encoding="utf-8").splitlines() if results.exists() else []
    found = (json.loads(line) for line in lines)
    return {(one["module"], one["name"], one["difference"]): one for one in found}


def sample(module: Path, each: int, seed: int) -> tuple[MutatedFile, list[Change]]:
    """Return a module changed in all places, and those of its changes that are to be tried."""
    mutated = mutate_file_contents(str(module), module.read_text(encoding="utf-8"))
    changes = list(changes_of(mutated))
    return mutated, random.Random(f"{seed} {module.stem}").sample(changes, min(each, len(changes)))


def try_open(module: Path, place: str, changes: list[Change], mutated: MutatedFile, results: Path) -> None:
    """Try changes of a module in a copy of this folder."""
    with tempfile.TemporaryDirectory(prefix="feedtui-mutants-") as temporary:
        copy(Path(temporary), module, mutated)
        words = ["-k", " and ".join(f"not {name}" for name in LEFT_OUT), *tests_of(module)]
        told = (Path(temporary), place, changes, words, results)
        process = get_context("fork").Process(target=try_changes, args=told)
        process.start()
        process.join()


def look_at(module: Path, wanted: argparse.Namespace) -> dict[Change, str]:
    """Try what was not tried before of a module's sample, print its row, and return which change came to which end."""
    place = str(module.relative_to(ROOT / "src" / "feedtui"))
    mutated, changes = sample(module, wanted.each, wanted.seed)

    def ends() -> dict[Change, str]:
        found = known(wanted.results)
        return {one: found.get((place, one.name, one.difference), {}).get("end", "not tried") for one in changes}

    again = ("not tried", "survived", "untested") if wanted.retry else ("not tried",)
    if left := [change for change, end in ends().items() if end in again]:
        try_open(module, place, left, mutated, wanted.results)
    found = ends()
    count = Counter(found.values())
    print(f"| {place} | {len(mutated.mutant_names)} | {' | '.join(str(count[end]) for end in ENDS)} |", flush=True)
    return found


def main() -> None:
    """Change, test, and print the score of each module, then what survived."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", type=int, default=25)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--only", nargs="*", default=[""], help="the beginnings of modules: papers, exports/html")
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--retry", action="store_true", help="try again what survived")
    wanted = parser.parse_args()
    wanted.results = wanted.results.resolve()
    os.nice(19)
    places = (ROOT / "src" / "feedtui").as_posix()
    modules = sorted(file for pattern in MODULES for file in ROOT.glob(pattern) if file.stem != "__init__")
    modules = [file for file in modules if file.as_posix().startswith(tuple(f"{places}/{x}" for x in wanted.only))]
    print(f"| module | changes | {' | '.join(ENDS)} |\n|{'---|' * (len(ENDS) + 2)}", flush=True)
    found = {module: look_at(module, wanted) for module in modules}
    total = Counter(end for ends in found.values() for end in ends.values())
    print(f"\n{total['noticed'] + total['without end']} of {total.total()} noticed")
    for module, ends in found.items():
        for change, end in ends.items():
            if end in ("survived", "untested"):
                print(f"\n{module.relative_to(places)} {change.name} ({end})\n{change.difference}")


if __name__ == "__main__":
    main()
