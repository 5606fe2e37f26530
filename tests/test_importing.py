"""arXiv's snapshot brought in while the reader reads on."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from driving import hides, press, reader, reading, screen, shows
from feedtui.library import archive
from feedtui.library.library import Library
from feedtui.paths import places


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


async def test_a_snapshot_takes_the_place_of_the_starter_list(tmp_path: Path) -> None:
    """Its papers are listed when they are in, and the file's account is on the status line."""
    file = snapshot(tmp_path / "snapshot.json", 30)
    async with reading(tmp_path / "home", titles=()) as pilot:
        await press(pilot, "x")
        reader(pilot).run_command(f"import {file}")
        await shows(pilot, "30 new, 0 updated, 0 unchanged.")
        await shows(pilot, "Lantern number 30")
        assert reader(pilot).papers.count() == 30
        assert not reader(pilot).papers.selected
        await hides(pilot, "to begin with")


async def test_an_import_is_stopped_and_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """:stop ends it between two portions, what is in stays, and the same command brings the rest."""
    real, go_on = archive.keep_archive, threading.Event()

    def paced(library: Library, path: Path, report: Callable[[archive.Progress], None], portion: int) -> object:
        def wait(progress: archive.Progress) -> None:
            report(progress)
            go_on.wait(30)

        return real(library, path, wait, portion=portion)

    monkeypatch.setattr(archive, "SMALL", 2_000)
    monkeypatch.setattr(archive, "keep_archive", paced)
    file = snapshot(tmp_path / "snapshot.json", 200)
    async with reading(tmp_path / "home") as pilot:
        await press(pilot, "colon", *"stop", "enter")
        assert "Nothing is under way." in screen(pilot)
        await press(pilot, "k")
        reader(pilot).run_command(f"import {file}")
        await shows(pilot, "importing: ")
        assert " %, " in screen(pilot)
        await pilot.press("j", "s")
        assert reader(pilot).papers.cursor == 1
        reader(pilot).run_command(f"import {file}")
        await shows(pilot, "is under way")
        reader(pilot).run_command("stop")
        go_on.set()
        await shows(pilot, "Stopped. ")
        brought = len(Library(places(str(tmp_path / "home")))) - 4
        assert 0 < brought < 200
        reader(pilot).run_command(f"import {file}")
        await shows(pilot, "new, 0 updated")
        assert len(reader(pilot).library) == 204


async def test_a_snapshot_that_cannot_be_taken_in_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever goes wrong on the way is said, and the reader goes on."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError("no room is left")

    monkeypatch.setattr(archive, "keep_archive", refuse)
    file = snapshot(tmp_path / "snapshot.json", 3)
    async with reading(tmp_path / "home") as pilot:
        reader(pilot).run_command(f"import {file}")
        await shows(pilot, "ended early: no room is left")
