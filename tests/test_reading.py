"""What counts as read, and what is shown of a paper that changed since."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from driving import press, reader, reading, screen
from feedtui.library.library import Library
from feedtui.library.origin import Origin
from feedtui.papers.query import parse
from feedtui.paths import places
from samples import paper


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a paper count as read as soon as it is open."""
    monkeypatch.setattr("feedtui.screens.reading.READ_AFTER", 0.01)


async def read(pilot: Pilot[Any], wait: float = 0.2) -> list[int]:
    """Return the list's lines of the papers that were read a while later."""
    await pilot.pause(wait)
    found = set(reader(pilot).library.whole(parse("is:read")))
    return [line for line, row in enumerate(reader(pilot).papers.papers) if row in found]


@pytest.mark.usefixtures("quickly")
async def test_the_first_paper_counts_once_the_reader_is_there(tmp_path: Path) -> None:
    """What is on screen at the start is not read by itself; going into it reads it."""
    async with reading(tmp_path) as pilot:
        assert await read(pilot) == []
        await press(pilot, "l")
        assert await read(pilot) == [0]


@pytest.mark.usefixtures("quickly")
async def test_walking_the_sidebar_reads_nothing(tmp_path: Path) -> None:
    """The papers that change beside the sidebar are not being read; going to the list begins it."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "h", *"jjkjkk")
        assert await read(pilot) == []
        await press(pilot, "l")
        assert await read(pilot) == [0]


async def test_a_window_stops_the_time_and_its_end_begins_it_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A paper does not become read behind a window, and does after the window is closed."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "j", "question_mark")
        monkeypatch.setattr("feedtui.screens.reading.READ_AFTER", 0.01)
        assert await read(pilot, 1.2) == []
        await press(pilot, "escape")
        assert await read(pilot) == [1]


def revised(home: Path) -> None:
    """Make a library with one paper that changed after it was read."""
    texts = {
        "2026-01-01T00:00:00Z": ("Sparse Lamps", "We count nine lamps.\n\nThey are old."),
        "2026-02-01T00:00:00Z": ("Sparse Lanterns", "We count ten bright lamps.\n\nThey are old."),
    }
    for at, (title, abstract) in texts.items():
        library = Library(places(str(home)), clock=lambda at=at: at)  # type: ignore[misc]
        library.add([paper(title, abstract, id="arxiv:2601.00001", sources=("arxiv",))], Origin("feed", "arxiv"))
        library.set_state(library.whole(parse("")), "read", True)
        library.close()


@pytest.mark.usefixtures("quickly")
async def test_a_revised_paper_shows_what_changed_until_it_is_left(tmp_path: Path) -> None:
    """Words that went and came are told by brackets, stay while the paper is open, and go when it is read anew."""
    revised(tmp_path)
    async with reading(tmp_path, titles=()) as pilot:
        await press(pilot, "z")
        await read(pilot)
        shown = " ".join(line.strip() for line in screen(pilot).split("\n"))
        assert "Sparse [-Lamps-] {+Lanterns+} ↻ revised since you read it" in shown
        assert "We count [-nine-] {+ten bright+} lamps.  They are old." in shown
        await press(pilot, "n")
        assert "revised since" not in screen(pilot)
        assert "↻" not in screen(pilot)
