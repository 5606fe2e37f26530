"""The command that looks for what is wrong."""

from __future__ import annotations

import sqlite3
import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime

from feedtui.doctor.checks import findings
from feedtui.doctor.found import Finding
from feedtui.headless.telling import Failed, print_json
from feedtui.papers.text import clean_line
from feedtui.paths import Places


def examine(places: Places, arguments: Namespace) -> int:
    """Say how it is, and with `--repair` mend what can be; return 1 if something fails, or still does.

    Raises:
        Failed: A repair cannot be done.
    """
    found = list(_told(places, arguments))
    wanted = [one.repair for one in found if one.repair]
    if arguments.repair and wanted:
        from feedtui.doctor.repairing import repair

        try:
            for sentence in repair(places, wanted, datetime.now()):
                print(clean_line(sentence), file=sys.stderr if arguments.json else sys.stdout)
        except (OSError, sqlite3.Error) as error:
            raise Failed(f"It could not be repaired: {error}. What was copied before is kept.") from error
        found = list(_told(places, arguments))
    return 1 if any(one.level == "FAIL" for one in found) else 0


def _told(places: Places, arguments: Namespace) -> Iterator[Finding]:
    for one in findings(places, _begun, arguments.full):
        if arguments.json:
            print_json({name: value for name, value in asdict(one).items() if value})
        else:
            _unbegun()
            print(f"{one.level}  {one.what:<15} {clean_line(one.said)}")
            if one.todo:
                print(f"{'':22}{clean_line(one.todo)}")
        yield one
    _unbegun()


def _begun(name: str) -> None:
    """Say what is being looked at, on a terminal: the papers may take a while."""
    if sys.stderr.isatty():
        print(f"\r\x1b[KLooking at the {name} …", end="", file=sys.stderr, flush=True)


def _unbegun() -> None:
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
