"""Changes of very many papers beside the keys."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from driving import press, reader, reading, screen, shows, starred, strike, until
from feedtui.library.held import Held, held_at
from feedtui.library.library import Library
from feedtui.papers.query import EVERYTHING, parse
from feedtui.paths import places

MANY = tuple(f"Lanterns of the harbour, part {number}" for number in range(250))


class Gate:
    """Holds a change that is made beside the keys, from `begun` until `opened`."""

    def __init__(self) -> None:
        self.begun, self.opened = threading.Event(), threading.Event()

    def held_at(self, db: Any, rows: Sequence[int]) -> Iterator[Held]:
        """Read what is kept beside papers once the gate is open."""
        if threading.current_thread() is not threading.main_thread():
            self.begun.set()
            assert self.opened.wait(60)
        return held_at(db, rows)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """Hold changes of many papers; their records are long ones."""
    gate = Gate()
    monkeypatch.setattr("feedtui.library.marks.held_at", gate.held_at)
    for module in ("turn", "long_records", "journal"):
        monkeypatch.setattr(f"feedtui.library.{module}.LONG", 4_000)
    yield gate
    gate.opened.set()


def found(home: Path, query: str) -> int:
    """Return how many papers a query finds on disk."""
    library = Library(places(str(home)))
    library.catch_up()
    number = len(library.whole(parse(query)))
    library.close()
    return number


async def test_keys_go_on_and_changes_keep_their_order(tmp_path: Path, gate: Gate) -> None:
    """While all are starred the cursor moves; what is marked meanwhile comes behind, and each is one undo."""
    async with reading(tmp_path, titles=MANY) as pilot:
        strike(pilot, "A", "s")
        shown = await shows(pilot, "starring")
        assert "★" not in shown
        await until(pilot, gate.begun.is_set)
        strike(pilot, "escape", "j", "j", "b", "k", "s")
        await until(pilot, lambda: reader(pilot).papers.cursor == 1)
        assert reader(pilot).is_changing()
        gate.opened.set()
        await until(pilot, lambda: not reader(pilot).is_changing())
        await shows(pilot, "1 paper unstarred.")
        assert (found(tmp_path, "is:starred"), found(tmp_path, "is:queued")) == (len(MANY) - 1, 1)
        for left in ((len(MANY), 1), (len(MANY), 0), (0, 0)):
            await press(pilot, "u")
            await until(pilot, lambda: not reader(pilot).is_changing())
            assert (found(tmp_path, "is:starred"), found(tmp_path, "is:queued")) == left
        assert f"{len(MANY)} papers unstarred." in screen(pilot)
        await press(pilot, "ctrl+r")
        await shows(pilot, f"{len(MANY)} papers starred.")


async def test_stopping_changes_nothing(tmp_path: Path, gate: Gate) -> None:
    """A change that is stopped is none at all."""
    async with reading(tmp_path, titles=MANY) as pilot:
        strike(pilot, "A", "s")
        await until(pilot, gate.begun.is_set)
        reader(pilot).run_command("stop")
        gate.opened.set()
        await shows(pilot, "Stopped starring: nothing was changed.")
        await press(pilot, "u")
        await shows(pilot, "There is nothing to undo.")
    assert starred(tmp_path) == []


@pytest.mark.parametrize("twice", [False, True])
async def test_quitting_waits_for_the_change(tmp_path: Path, gate: Gate, twice: bool) -> None:
    """The reader ends when the change is whole; pressed again, the key gives it up whole."""
    async with reading(tmp_path, titles=MANY) as pilot:
        strike(pilot, "A", "s")
        await until(pilot, gate.begun.is_set)
        strike(pilot, "q", *("q" * twice))
        await shows(pilot, "Stopping" if twice else "feedtui ends when that is done")
        gate.opened.set()
        await until(pilot, lambda: not reader(pilot).is_changing())
    assert found(tmp_path, "is:starred") == (0 if twice else len(MANY))


async def test_tags_and_all_read(tmp_path: Path, gate: Gate) -> None:
    """Tags of many papers are found as those of one, by any of their words, and no longer when they are taken back."""
    gate.opened.set()
    async with reading(tmp_path, titles=MANY) as pilot:
        await press(pilot, "A", "t")
        await press(pilot, *"quay-side", "space", *"parts", "enter")
        await shows(pilot, f"Tags of {len(MANY)} papers changed.")
        reader(pilot).run_command("read-all")
        await press(pilot, "y", "enter")
        await shows(pilot, f"{len(MANY)} papers read.")
        queries = ("tag:quay-side", "quayside", "side part", "tag:parts", "is:read", "lanterns part")
        assert [found(tmp_path, one) for one in queries] == [len(MANY)] * len(queries)
        await press(pilot, "u")
        await shows(pilot, "marked unread")
        await press(pilot, "u")
        await shows(pilot, "no longer tagged parts")
        assert [found(tmp_path, one) for one in queries] == [0, 0, 0, 0, 0, len(MANY)]


KILLED = """
import sys
from feedtui.library.library import Library
from feedtui.papers.query import EVERYTHING
from feedtui.paths import places

def report(done, kept):
    if kept == (sys.argv[2] == "kept"):
        print("here", flush=True)
        sys.stdin.read()

library = Library(places(sys.argv[1]))
library.set_state(library.whole(EVERYTHING), "starred", True, report)
"""


@pytest.mark.parametrize("when", ["made", "kept"])
async def test_a_kill_leaves_all_or_nothing(tmp_path: Path, when: str) -> None:
    """Killed before the change is on the disk it is none; after that, it is whole."""
    async with reading(tmp_path, titles=MANY):
        pass
    words = [sys.executable, "-c", KILLED, str(tmp_path), when]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
        process.send_signal(signal.SIGKILL)
    assert found(tmp_path, "is:starred") == (len(MANY) if when == "kept" else 0)
    library = Library(places(str(tmp_path)))
    assert library.set_state(library.whole(EVERYTHING), "starred", True) == (0 if when == "kept" else len(MANY))
    assert not [one for one in tmp_path.rglob("marks.journal*") if one.name != "marks.journal"]
    library.close()
