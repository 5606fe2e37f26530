"""How many small changes of the code the tests notice, by module.

python benchmarks/mutants.py [--each N] [--seed S] [--only PART] [--keep FOLDER]

mutmut changes a random sample of N places in each module of papers/ and exports/ and in library/journal.py, in a clone
of the last commit, and runs the tests that reach each place, of the files named here. Left out are tests that need a
browser, Emacs or recorded papers, those that take very long, and those that look at what is imported. The survivors are
shown as changes: whether one matters is for a reader to say.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODULES = ("src/feedtui/papers/*.py", "src/feedtui/exports/*.py", "src/feedtui/library/journal.py")
TESTS = """
account dates display filenames highlight identity links matching merge names paper query revision tex text topics words
search
atom bibtex citation csl_json files formats exporting html json_feed json_lines latex markdown note notes_folder org
record ris sandbox spreadsheet template journal journal_faults
""".split()
LEFT_OUT = "recorded three_hundred browser emacs there_is_an_end read_only made_by_looking imports".split()
_MEANINGS = {1: "noticed", 3: "noticed", 0: "survived", 33: "untested", None: "not run"}
"""What mutmut's codes mean; a negative one is a mutant that did not end."""


def settings() -> str:
    """Return mutmut's settings, to stand at the end of pyproject.toml."""
    left_out = " and ".join(f"not {name}" for name in LEFT_OUT)
    arguments = ["-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov", "-k", left_out]
    told = {
        "source_paths": ["src"],
        "only_mutate": MODULES,
        "also_copy": ["styles.tcss", "README.md"],
        "pytest_add_cli_args": arguments,
        "pytest_add_cli_args_test_selection": [f"tests/test_{name}.py" for name in TESTS],
    }
    return "\n[tool.mutmut]\n" + "".join(f"{name} = {json.dumps(value)}\n" for name, value in told.items())


def mutmut(folder: Path, *words: str) -> str:
    """Run mutmut in a folder; return what it prints. What tests start as processes gets the mutants too."""
    paths = os.pathsep.join(str(folder / "mutants" / name) for name in ("src", "tests"))
    done = subprocess.run(
        [sys.executable, "-m", "mutmut", *words],
        cwd=folder,
        env={**os.environ, "CI": "1", "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


def results(folder: Path) -> dict[str, dict[str, int | None]]:
    """Return the codes of the mutants by module."""
    files = sorted((folder / "mutants" / "src" / "feedtui").rglob("*.meta"))
    return {file.name.removesuffix(".py.meta"): json.loads(file.read_text())["exit_code_by_key"] for file in files}


def main() -> None:
    """Change, test, and print the score of each module, then what survived."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", type=int, default=28)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--only", default="", help="a part of the names of modules")
    parser.add_argument("--keep", type=Path, help="a folder for the clone, to look at it later")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="feedtui-mutants-") as temporary:
        folder = wanted.keep or Path(temporary) / "feedtui"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(folder)], check=True)
        with (folder / "pyproject.toml").open("a") as file:
            file.write(settings())
        # Nothing is called so: this makes the mutants, and runs the tests once to know which of them reach what.
        mutmut(folder, "run", "nothing")
        chance = random.Random(wanted.seed)
        made = {module: list(codes) for module, codes in results(folder).items() if codes and wanted.only in module}
        sample = {module: chance.sample(names, min(wanted.each, len(names))) for module, names in made.items()}
        mutmut(folder, "run", *(name for names in sample.values() for name in names))
        print(
            "| module | mutants | tried | noticed | survived | without end | untested |\n|---|---|---|---|---|---|---|"
        )
        codes = {name: code for several in results(folder).values() for name, code in several.items()}
        for module, names in sample.items():
            met = Counter(_MEANINGS.get(codes[name], "without end") for name in names)
            cells = [str(met[kind]) for kind in ("noticed", "survived", "without end", "untested")]
            print(f"| {module} | {len(made[module])} | {len(names)} | {' | '.join(cells)} |")
        for name in (name for names in sample.values() for name in names if codes[name] == 0):
            print(f"\n{name}\n{mutmut(folder, 'show', name)}")


if __name__ == "__main__":
    main()
