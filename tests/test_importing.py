"""arXiv's snapshot brought in while the reader reads on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from driving import press, reader, reading, screen
from feedtui.library import archive
from feedtui.library.library import Library
from feedtui.paths import places
from feedtui.screens.importing import ARCHIVE


def snapshot(path: Path, papers: int) -> Path:
    """Write a file in the form of arXiv's snapshot."""
    lines = [
        {
            "id": f"2301.{number:05d}",
            "authors": "Ada Lamp",
            "title": f"Lantern number {number}",
            "categories": "cs.CL",
            "abstract": "  We count lanterns.\n",
            "versions": [{"version": "v1", "created": "Mon, 2 Jan 2023 19:18:42 GMT"}],
            "update_date": "2023-01-03",
            "authors_parsed": [["Lamp", "Ada", ""]],
        }
        for number in range(1, papers + 1)
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


async def done(pilot: Pilot[Any]) -> None:
    """Wait until the dialog's worker and the archive's are done."""
    for group in ("dialog", ARCHIVE):
        workers = [one for one in pilot.app.workers if one.group == group]
        if workers:
            await pilot.app.workers.wait_for_complete(workers)
    await pilot.pause()


async def test_a_snapshot_takes_the_place_of_the_starter_list(tmp_path: Path) -> None:
    """Its papers are listed when they are in, and the file's account is on the status line."""
    file = snapshot(tmp_path / "snapshot.json", 30)
    async with reading(tmp_path / "home", titles=()) as pilot:
        await press(pilot, "x")
        reader(pilot).run_command(f"import {file}")
        await done(pilot)
        assert "30 new, 0 updated, 0 unchanged." in screen(pilot)
        while reader(pilot).papers.count() != 30:
            await pilot.pause(0.05)
        assert "Lantern number" in screen(pilot)
        assert not reader(pilot).papers.selected
        assert "to begin with" not in screen(pilot)


async def test_an_import_is_stopped_and_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """:stop ends it between two portions, what is in stays, and the same command brings the rest."""
    monkeypatch.setattr(archive, "_PORTION", 2_000)
    file = snapshot(tmp_path / "snapshot.json", 200)
    async with reading(tmp_path / "home") as pilot:
        await press(pilot, "colon", *"stop", "enter")
        assert "No import is under way." in screen(pilot)
        reader(pilot).run_command(f"import {file}")
        while "importing: " not in screen(pilot):
            await pilot.pause(0.01)
        assert " %, " in screen(pilot)
        await pilot.press("j", "s")
        assert reader(pilot).papers.cursor == 1
        reader(pilot).run_command(f"import {file}")
        while "is under way" not in screen(pilot):
            await pilot.pause(0.01)
        reader(pilot).run_command("stop")
        while "Stopped. " not in screen(pilot):
            await pilot.pause(0.01)
        brought = len(Library(places(str(tmp_path / "home")))) - 4
        assert 0 < brought < 200
        reader(pilot).run_command(f"import {file}")
        while "new, 0 updated" not in screen(pilot):
            await pilot.pause(0.01)
        assert len(reader(pilot).library) == 204


async def test_a_snapshot_that_cannot_be_taken_in_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever goes wrong on the way is said, and the reader goes on."""

    def refuse(*_: object) -> None:
        raise OSError("no room is left")

    monkeypatch.setattr(archive, "keep_archive", refuse)
    file = snapshot(tmp_path / "snapshot.json", 3)
    async with reading(tmp_path / "home") as pilot:
        reader(pilot).run_command(f"import {file}")
        await done(pilot)
        assert "ended early: no room is left" in screen(pilot)
