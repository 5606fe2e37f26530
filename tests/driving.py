"""The reader driven by keys, without a terminal."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual import events
from textual.pilot import Pilot

from feedtui.app import FeedtuiApp
from feedtui.library.library import Library
from feedtui.library.origin import Origin
from feedtui.papers.query import parse
from feedtui.paths import places
from feedtui.screens.reader import ReaderScreen
from samples import TITLES, abstract_for, paper


@asynccontextmanager
async def reading(
    home: Path, size: tuple[int, int] = (120, 40), titles: tuple[str, ...] = TITLES
) -> AsyncIterator[Pilot[Any]]:
    """Open the reader over a home that holds some papers, and close it as a user would."""
    library = Library(places(str(home)), starter=True)
    if titles and library.shows_starter:
        papers = [paper(title, abstract_for(title)) for title in titles]
        library.add(papers, Origin("page", "test"))
        library.noticed()
    app = FeedtuiApp(library)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        yield pilot
    library.close()


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys and wait until everything they started is done."""
    await pilot.press(*keys)
    busy = [one for one in pilot.app.workers if one.group != "dialog"]
    if busy:
        await pilot.app.workers.wait_for_complete(busy)
    await pilot.pause()


def strike(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys as quick fingers do, without waiting for what each does."""
    for key in keys:
        pilot.app.post_message(events.Key(key, " " if key == "space" else key if len(key) == 1 else None))


def screen(pilot: Pilot[Any]) -> str:
    """Return the text on screen."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


async def shows(pilot: Pilot[Any], text: str) -> str:
    """Wait until some text is on screen; return the screen."""
    end = time.monotonic() + 30
    while text not in (shown := screen(pilot)):
        assert time.monotonic() < end, f"{text!r} did not come:\n{shown}"
        await pilot.pause(0.01)
    return shown


async def hides(pilot: Pilot[Any], text: str) -> None:
    """Wait until some text is on screen no more."""
    end = time.monotonic() + 30
    while text in (shown := screen(pilot)):
        assert time.monotonic() < end, f"{text!r} stayed:\n{shown}"
        await pilot.pause(0.01)


async def until(pilot: Pilot[Any], true: Callable[[], bool]) -> None:
    """Wait until something is true."""
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end, screen(pilot)
        await pilot.pause(0.01)


def reader(pilot: Pilot[Any]) -> ReaderScreen:
    """Return the reader's screen."""
    found = pilot.app.screen_stack[0]
    assert isinstance(found, ReaderScreen)
    return found


def starred(home: Path) -> list[str]:
    """Return the titles that are starred on disk."""
    library = Library(places(str(home)), starter=True)
    found = [library.item(row).paper.title for row in library.whole(parse("is:starred"))]
    library.close()
    return found
