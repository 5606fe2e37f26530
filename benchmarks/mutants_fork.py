"""Tries the changes of one module: pytest collects its tests once, and each change is tried in a fork of that process.

So neither imports nor collection are paid for again, and a change that does not end is killed with all it started.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest
from mutmut.mutation import trampoline

_LONGEST = 1.5
"""Seconds that one test may take to be among those that are tried for each change."""
_ALL_TESTS = 5.0
"""Seconds that all tests of one change may take, when nothing else runs."""
_MOST_MEMORY = 4_000_000_000
"""Bytes of addresses that a change may take: some that do not end fill the memory."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: mutmut's name of it, and the lines that differ."""

    name: str
    difference: str


@dataclass(frozen=True, slots=True)
class Measured:
    """A test, which functions of the module it calls, and how many seconds it takes."""

    item: pytest.Item
    reached: frozenset[str]
    seconds: float


def try_changes(folder: Path, place: str, changes: list[Change], words: list[str], results: Path) -> None:
    """Try changes in a copy of the project that holds them; add what was found to a file, line by line.

    Args:
        folder: The copy.
        place: The module below src/feedtui.
        changes: Which of the module's changes.
        words: What pytest is told, the files of tests among them.
        results: Where a line of JSON is added for each change.
    """
    os.chdir(folder)
    sys.path.insert(0, str(folder / "src"))
    os.environ |= {"CI": "1", "PYTHONPATH": os.pathsep.join([str(folder / "src"), str(folder / "tests")])}
    with Path("log").open("wb") as log, Path(os.devnull).open("rb") as nothing:
        kept = os.dup(2)
        os.dup2(nothing.fileno(), 0)
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
        told = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov", "--basetemp=temporary", *words]
        code = pytest.main(told, plugins=[_Loop(place, changes, results)])
        if code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            os.write(kept, b"%s: pytest ended with %d\n%s\n" % (place.encode(), code, Path("log").read_bytes()[-3000:]))


class _Loop:
    """Runs the tests once for each change, in forks."""

    def __init__(self, place: str, changes: list[Change], results: Path) -> None:
        self._place, self._changes, self._results = place, changes, results
        self._module = f"feedtui.{place.removesuffix('.py').replace('/', '.')}"
        self._failed = False

    def pytest_configure(self) -> None:
        """Let hypothesis neither keep nor shorten what it found, and find the same each time."""
        # Not above: pytest wants to be the first to import it.
        from hypothesis import HealthCheck, Phase, settings

        phases, checks = (Phase.explicit, Phase.generate), list(HealthCheck)
        settings.register_profile(
            "mutants",
            settings(),
            max_examples=20,
            database=None,
            derandomize=True,
            phases=phases,
            suppress_health_check=checks,
        )
        settings.load_profile("mutants")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember whether a test failed."""
        self._failed = self._failed or report.failed

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Measure the tests, then try each change with those that reach it, the quickest first."""
        if session.testsfailed:
            raise session.Interrupted("the tests could not be collected")
        warm_up()
        measured = [one for one in map(self._measured, session.items) if one and one.reached]
        with self._results.open("a", encoding="utf-8") as file:
            for change in self._changes:
                function = f"{self._module}.{change.name.rpartition('__mutmut_')[0]}"
                reaching = sorted((one for one in measured if function in one.reached), key=lambda one: one.seconds)
                found = {"module": self._place, "name": change.name, "difference": change.difference}
                file.write(json.dumps(found | {"end": self._end(change, reaching)}, ensure_ascii=False) + "\n")
                file.flush()
        return True

    def _end(self, change: Change, tests: list[Measured]) -> str:
        """Return what became of a change."""
        taken, seconds = [], 0.0
        for test in tests:
            seconds += test.seconds
            if seconds < _ALL_TESTS:
                taken.append(test.item)
        if not taken:
            return "untested"

        def run() -> int:
            trampoline.set_mutant_under_test(f"{self._module}.{change.name}")
            return int(any(self._fails(item) for item in taken))

        code = in_fork(run, 5 * min(seconds, _ALL_TESTS) + 2)
        return {0: "survived", -signal.SIGALRM: "without end", -signal.SIGPROF: "without end"}.get(code, "noticed")

    def _measured(self, item: pytest.Item) -> Measured | None:
        """Return what a test reaches; nothing of one that takes too long or fails without any change."""
        told = Path("reached")

        def run() -> int:
            reached: set[str] = set()
            trampoline.set_mutant_under_test("stats")
            # mutmut's own asks its settings, which are not here.
            vars(trampoline)["record_trampoline_hit"] = lambda name, caller: reached.add(name)
            begun = _seconds()
            failed = self._fails(item)
            told.write_text(json.dumps([sorted(reached), _seconds() - begun]))
            return int(failed)

        if in_fork(run, 3 * _LONGEST):
            print("left out:", item.nodeid, flush=True)
            return None
        reached, seconds = json.loads(told.read_text())
        return Measured(item, frozenset(reached), seconds) if seconds < _LONGEST else None

    def _fails(self, item: pytest.Item) -> bool:
        """Run a test; tell whether it failed."""
        self._failed = False
        item.ihook.pytest_runtest_protocol(item=item, nextitem=None)
        return self._failed


def warm_up() -> None:
    """Do what each fork would have to: the imports of every test, and what hypothesis prepares for its first text."""
    from hypothesis import given
    from hypothesis.strategies import text

    for name in ("feedtui.library.search", "feedtui.screens.refreshing"):
        import_module(name)
    given(text(max_size=3))(_nothing)()
    gc.freeze()


def _seconds() -> float:
    """Return the seconds that this process and those that it waited for worked, however busy the machine is."""
    return sum(os.times()[:4])


def _nothing(_: str) -> None:
    """Take a text."""


def in_fork(run: Callable[[], int], limit: float) -> int:
    """Run something in a fork for so many seconds of work; return its code, or the signal that ended it below 0."""
    child = os.fork()
    if child == 0:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
        signal.setitimer(signal.ITIMER_PROF, limit)
        signal.setitimer(signal.ITIMER_REAL, 20 * limit)
        code = 1
        try:
            code = run()
        finally:
            os._exit(code)
    status = os.waitpid(child, 0)[1]
    with suppress(ProcessLookupError):
        # What a test started stays in the child's group.
        os.killpg(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(status)
