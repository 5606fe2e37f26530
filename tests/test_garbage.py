"""What the reader no longer shows takes no memory, however long it is open and whoever presses keys."""

from __future__ import annotations

import ctypes
import gc
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.strip import Strip

from driving import press, reading
from feedtui import garbage
from feedtui.garbage import Garbage


class Circle:
    """Something that refers to itself, as a line on screen does."""

    def __init__(self) -> None:
        self.circle = self
        # Blocks of memory that go with it, as the text of a line does.
        self.text = [(number,) for number in range(1_000, 1_020)]


@pytest.fixture
def collecting() -> Iterator[Garbage]:
    """Collect garbage as the reader does, until the test is over."""
    thresholds, on = gc.get_threshold(), gc.isenabled()
    gc.collect()
    found = Garbage()
    found.begin()
    yield found
    gc.unfreeze()
    gc.set_threshold(*thresholds)
    gc.collect()
    if not on:
        gc.disable()


def alive(kind: type) -> int:
    """Return how many objects of a kind there are that may become garbage."""
    return sum(type(one) is kind for one in gc.get_objects())


async def test_closed_windows_leave_no_lines(tmp_path: Path) -> None:
    """What windows drew is let go once they are closed, however many were opened."""
    async with reading(tmp_path) as pilot:
        found, lines = Garbage(), []
        for opened in (1, 3):
            for _ in range(opened):
                await press(pilot, "question_mark", "escape")
            found.collect()
            lines.append(alive(Strip))
        assert lines[1] < lines[0] + 40, lines


@pytest.mark.usefixtures("collecting")
def test_what_a_key_left_is_collected_at_the_next_ones() -> None:
    """What lives for a key or two is no garbage for long, though no moment passes without a key."""
    shown: deque[Circle] = deque(maxlen=200)
    for _ in range(20_000):
        shown.append(Circle())
    assert alive(Circle) < 6_000


@pytest.mark.usefixtures("collecting")
def test_much_of_it_is_collected_between_two_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory that grew by much is looked through though keys are pressed; for a little of it no key waits."""
    taken = 100_000_000
    monkeypatch.setattr(garbage, "_taken", lambda: taken)
    found = Garbage()
    gc.disable()
    for _ in range(1_000):
        Circle()
    taken += 1_000_000
    found.collect_much()
    assert alive(Circle) == 1_000
    taken += 20_000_000
    found.collect_much()
    assert alive(Circle) == 0


def test_what_is_taken_is_told_by_the_system_or_by_python(monkeypatch: pytest.MonkeyPatch) -> None:
    """Either way a hundred megabytes are about as many."""

    def refuse(*words: object) -> None:
        raise FileNotFoundError(words)

    for told in (None, refuse):
        if told is not None:
            monkeypatch.setattr(garbage, "open", told, raising=False)
        before = garbage._taken()
        held = [object() for _ in range(2_000_000)] if told else bytearray(b"x") * 100_000_000
        grown = garbage._taken() - before
        del held
        assert 50_000_000 < grown < 2_000_000_000


def test_other_systems_are_not_asked_for_what_only_glibc_has(
    collecting: Garbage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where free memory cannot be given back, garbage is collected all the same."""

    def refuse(name: str | None) -> None:
        raise TypeError(name)

    monkeypatch.setattr(ctypes, "CDLL", refuse)
    garbage._trimmer.cache_clear()
    Circle()
    collecting.collect()
    garbage._trimmer.cache_clear()
    assert alive(Circle) == 0
