"""Nothing of the hostile set acts on a screen: in no pane, window, notification, tooltip or line that is typed."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
from collections.abc import AsyncGenerator, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.screen import Screen
from wcwidth import wcwidth

import feedtui.screens
from driving import press, reader, reading, screen, shows
from feedtui.commands import COMMANDS
from feedtui.library.library import Library
from feedtui.paths import places
from feedtui.screens.dialog import Dialog
from feedtui.widgets.glass import drawn
from hostile_house import furnish
from hostile_set import ACTING, BRACKETED, HOSTILE, SHORT, acts
from samples import page

ASKS_SERVERS = {"refresh", "resolve", "fetch", "add", "open-page", "open-pdf", "open-code"}
"""Commands that without words would ask servers or open a browser."""
LATE = {"why": "+ more · - less", "full-text": "contents"}
"""Commands whose windows open when something else is done, and what is then on screen."""
ALL = " ".join((*ACTING.values(), *BRACKETED))


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home that is hostile through and through."""
    return furnish(tmp_path_factory.mktemp("hostile") / "home")


@pytest.fixture
def hostile(furnished: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return that home; what a test did in it is undone."""
    monkeypatch.setattr("feedtui.screens.ranked.lines_of", _nothing)
    yield furnished
    with closing(Library(places(str(furnished)))) as library:
        library.catch_up()
        while library.undo():
            pass
        library.redo()


def looked_at(pilot: Pilot[Any]) -> str:
    """Return the screen, on which nothing acts and every line is as wide as the terminal."""
    shown = screen(pilot)
    for line in shown.splitlines():
        assert not acts(line), ascii(line)
        assert sum(max(0, wcwidth(letter)) for letter in line) == pilot.app.size.width, ascii(line)
    return shown


async def _nothing(*words: object) -> AsyncGenerator[str, None]:
    """Stand in for another process, which could outlive the test."""
    nothing: tuple[str, ...] = ()
    for line in nothing:
        yield line


def dialogs() -> set[type[Screen[Any]]]:
    """Return every window there is."""
    for module in pkgutil.iter_modules(feedtui.screens.__path__):
        importlib.import_module(f"feedtui.screens.{module.name}")
    found: set[type[Screen[Any]]] = set()
    waiting: list[type[Screen[Any]]] = [Dialog]
    while waiting:
        for one in waiting.pop().__subclasses__():
            found.add(one)
            waiting.append(one)
    return found


async def closed(pilot: Pilot[Any]) -> None:
    """Close whatever is open, and leave what asks."""
    asked = bool(reader(pilot).prompt.purpose)
    while len(pilot.app.screen_stack) > 1:
        pilot.app.pop_screen()
        await pilot.pause()
    if asked:
        await pilot.press("escape")


@pytest.mark.parametrize("size", [(80, 24), (40, 10)])
async def test_every_paper_in_every_pane(hostile: Path, size: tuple[int, int]) -> None:
    """Titles, names, abstracts, tags and notes, at every size; brackets are shown as they are written."""
    async with reading(hostile, size, titles=()) as pilot:
        seen = ""
        papers, key = reader(pilot).papers, "j" if size[0] == 80 else "ctrl+f"
        for _ in range(papers.count() if key == "j" else papers.count() // papers.page() + 1):
            seen += looked_at(pilot)
            await pilot.press(key)
        for key in ("g", "z", "G", "z", "w", "tab", "j", "j", "tab", "tab", "j"):
            await press(pilot, key)
            seen += looked_at(pilot)
        if size[0] == 80:
            assert [text for text in BRACKETED if text.strip() not in seen] == []


@pytest.mark.parametrize("words", [ALL, "[/red] [CLS]"], ids=["all", "brackets"])
async def test_what_is_typed_behind_commands(hostile: Path, words: str) -> None:
    """Whatever stands behind a command that takes something."""
    async with reading(hostile, (80, 24), titles=()) as pilot:
        for command in COMMANDS:
            action = getattr(reader(pilot), f"action_{command.action}")
            if command.name != "quit" and inspect.signature(action).parameters:
                reader(pilot).run_command(f"{command.name} {words}")
                await pilot.pause()
                looked_at(pilot)
                await closed(pilot)


async def test_every_command_and_window(hostile: Path, tmp_path: Path) -> None:
    """Every command over a hostile paper, and every window; one that no command opens alone is to be opened here."""
    texts = hostile / "texts"
    texts.mkdir(exist_ok=True)
    (texts / "2611.00003.md").write_text("\n\n".join(f"# {text}\n\n{text} {text}" for text in SHORT), errors="replace")
    seen: set[str] = set()

    async def look() -> None:
        looked_at(pilot)
        seen.update(type(one).__name__ for one in pilot.app.screen_stack)

    async with reading(hostile, titles=()) as pilot:
        for command in COMMANDS:
            if command.name in ("quit", "stop", *ASKS_SERVERS):
                continue
            if not (current := reader(pilot).current) or current.paper.id != "arxiv:2611.00003":
                reader(pilot).action_search("id:2611.00003")
                await press(pilot)
            known = set(seen)
            reader(pilot).run_command(command.name)
            await pilot.pause()
            if command.name in LATE:
                await shows(pilot, LATE[command.name])
            await look()
            # Letters that windows understand: move, contents, rename, back.
            for key in ("j", "t", "e", "escape") if seen - known else ():
                await pilot.press(key)
                await look()
            await closed(pilot)
        pilot.app.screen.post_message(Paste(page(tuple(f"Lamps {text[:60]}" for text in BRACKETED))))
        await shows(pilot, "papers found")
        await look()
        await closed(pilot)
        from feedtui.config_reading import read_leniently
        from feedtui.screens.mistakes import MistakesScreen
        from feedtui.screens.welcome import WelcomeScreen

        wrong = tmp_path / "settings.toml"
        wrong.write_text("".join(f"{json.dumps(text)} = {json.dumps(text)}\n" for text in SHORT), errors="replace")
        for window in (WelcomeScreen(), MistakesScreen(read_leniently(wrong)[1])):
            pilot.app.push_screen(window)
            await pilot.pause()
            await look()
            await closed(pilot)
        # What was begun has to end before the terminal goes, and what that began.
        while any(not one.is_finished for one in pilot.app.workers if one.group != "dialog"):
            await press(pilot)
    assert {one.__name__ for one in dialogs()} - seen == set()


async def test_sentences_notifications_and_what_is_typed(hostile: Path) -> None:
    """What is said, in the status line and above it, and what is typed or pasted into a line."""
    async with reading(hostile, titles=()) as pilot:
        for text in (*ACTING.values(), "[red]x[/red] [@click=app.quit]", "[CLS] [/]", max(HOSTILE, key=len)):
            reader(pilot).say(text[:5_000])
            pilot.app.notify(text[:5_000], title="[red]", markup=False)
            await pilot.pause()
            looked_at(pilot)
            pilot.app.clear_notifications()
        for purpose in ("search", "command", "keep", "import"):
            reader(pilot).prompt.ask(purpose, purpose, ALL)
            await pilot.pause()
            looked_at(pilot)
            await press(pilot, "enter")
            looked_at(pilot)
            await closed(pilot)
        await press(pilot, "ctrl+p")
        await pilot.press(*"[red]")
        await pilot.pause()
        looked_at(pilot)


async def test_what_is_copied(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clipboard gets what was cleaned, by whichever way."""
    copied: list[str] = []
    monkeypatch.setattr("pyperclip.copy", copied.append)
    async with reading(hostile, titles=()) as pilot:
        await press(pilot, "A")
        for form in "123456":
            await press(pilot, "Y")
            await pilot.press(form)
            await pilot.pause(0.05)
            await closed(pilot)
        await press(pilot, "y")
        texts = [*copied, pilot.app.clipboard]
    assert len(copied) > 3
    assert [ascii(acts(text)) for text in texts if acts(text)] == []


@pytest.mark.parametrize("text", SHORT, ids=range(len(SHORT)))
def test_the_glass_keeps_every_width(text: str) -> None:
    """Whatever is drawn takes the room that it was given."""
    from rich.cells import cell_len

    shown = drawn(text)
    assert not acts(shown)
    assert sum(max(0, wcwidth(letter)) for letter in shown) == cell_len(text)
