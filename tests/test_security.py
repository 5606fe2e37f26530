"""SECURITY.md: each promise names tests that there are."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
SECURITY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`(test_\w+|benchmarks/\w+\.py)`")


def test_each_promise_names_its_tests() -> None:
    """A row of the table without a test is no promise, and a test that was renamed holds none."""
    rows = [line for line in SECURITY.splitlines() if line.startswith("|")][2:]
    assert len(rows) > 5
    for row in rows:
        names = NAMED.findall(row.rpartition(" | ")[2])
        assert names, row
        for name in names:
            file = ROOT / name if "/" in name else ROOT / "tests" / f"{name}.py"
            assert "def test_" in file.read_text(encoding="utf-8") or "/" in name, name


def test_every_other_test_that_is_named_is_there() -> None:
    """Those behind the table too."""
    assert all((ROOT / "tests" / f"{name}.py").is_file() for name in re.findall(r"`(test_\w+)`", SECURITY))


def test_it_says_how_to_report() -> None:
    """A private way, and what to do where there is none."""
    section = SECURITY.partition("## Reporting")[2]
    assert "Report a vulnerability" in section
    assert "feedtui --version" in section
