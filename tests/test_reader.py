"""The reader as its user sees it: keys in, text on screen out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from feedtui.app import FeedtuiApp
from feedtui.library.library import Library
from feedtui.papers.query import parse
from feedtui.paths import places
from feedtui.screens.found import FoundScreen
from feedtui.screens.reader import ReaderScreen
from samples import TITLES, abstract_for, page, paper

SIZES = [(120, 40), (80, 24), (200, 60), (60, 20), (40, 10), (20, 5)]


@asynccontextmanager
async def reading(
    home: Path, size: tuple[int, int] = (120, 40), titles: tuple[str, ...] = TITLES
) -> AsyncIterator[Pilot[Any]]:
    """Open the reader over a home that holds some papers, and close it as a user would."""
    library = Library(places(str(home)), starter=True)
    if titles and library.shows_starter:
        papers = [paper(title, abstract_for(title)) for title in titles]
        library.add(papers, source="page", kind="test")
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


def screen(pilot: Pilot[Any]) -> str:
    """Return the text on screen."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def reader(pilot: Pilot[Any]) -> ReaderScreen:
    """Return the reader's screen."""
    found = pilot.app.screen_stack[0]
    assert isinstance(found, ReaderScreen)
    return found


def starred(home: Path) -> list[str]:
    """Return the titles that are starred on disk."""
    library = Library(places(str(home)), starter=True)
    found = [library.item(key).paper.title for key in library.find(parse("is:starred"))]
    library.close()
    return found


@pytest.mark.parametrize("size", SIZES)
async def test_opens_and_moves_at_any_size(tmp_path: Path, size: tuple[int, int]) -> None:
    """Every pane and window can be visited at every size and nothing breaks."""
    async with reading(tmp_path, size) as pilot:
        await press(pilot, *"jjkGg", "l", "l", "j", "h", "h", "w", "w", "tab", "tab", "shift+tab", "z", "z", "escape")
        await press(pilot, "question_mark", "j", "escape", "slash", "x", "escape", "A", "E", "escape", "Y", "escape")
        await pilot.resize_terminal(max(20, size[0] - 15), max(5, size[1] - 3))
        await press(pilot, "j", "k")
        assert reader(pilot).current is not None


async def test_shows_titles_abstract_and_counts(tmp_path: Path) -> None:
    """The first screen has the titles, the first abstract and the unread count."""
    async with reading(tmp_path) as pilot:
        shown = screen(pilot)
        assert "Sparse Lanterns" in shown
        assert "We study sparse in setting 0." in shown
        assert "4/4" in shown


async def test_star_is_there_after_reopening(tmp_path: Path) -> None:
    """A star set by a key is on disk after quitting, and on screen at the next start."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "j", "s")
        assert "★" in screen(pilot)
        await press(pilot, "q")
    assert starred(tmp_path) == [TITLES[1]]
    async with reading(tmp_path) as pilot:
        assert "★ Speaking Rivers" in screen(pilot)


async def test_star_on_a_starter_paper_outlives_the_starter_list(tmp_path: Path) -> None:
    """A paper starred in the starter list is starred when an import brings it."""
    async with reading(tmp_path, titles=()) as pilot:
        assert "to begin with" in screen(pilot)
        await press(pilot, "s")
        current = reader(pilot).current
        assert current is not None
    library = Library(places(str(tmp_path)))
    assert len(library) == 0
    library.add([paper(current.paper.title, "An abstract.")], source="page", kind="test")
    library.close()
    assert starred(tmp_path) == [current.paper.title]


async def test_flying_over_papers_reads_none(tmp_path: Path) -> None:
    """The cursor may pass over papers without marking them."""
    async with reading(tmp_path) as pilot:
        await press(pilot, *"jjjkk")
        assert reader(pilot).library.find(parse("is:read")) == []


async def test_moving_on_reads_and_keeps_the_paper_in_an_unread_view(tmp_path: Path) -> None:
    """A paper left by n is read, stays in the unread view, and is gone when the view is left."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "h", "j", "l")
        await press(pilot, "n")
        assert reader(pilot).library.find(parse("is:read")) == [reader(pilot).papers.papers[0]]
        assert reader(pilot).papers.count() == 4
        assert "Sparse Lanterns" in screen(pilot)
        await press(pilot, "h", "k", "j")
        assert reader(pilot).papers.count() == 3


async def test_open_for_a_second_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A paper that stays open counts as read by itself."""
    monkeypatch.setattr("feedtui.screens.panes.READ_AFTER", 0.01)
    async with reading(tmp_path) as pilot:
        await press(pilot, "j")
        while reader(pilot).library.find(parse("is:unread")) == list(reader(pilot).papers.papers):
            await pilot.pause(0.01)
        assert [reader(pilot).library.item(key).unread for key in reader(pilot).papers.papers[:2]] == [True, False]


async def test_search_filters_as_typed_and_marks_matches(tmp_path: Path) -> None:
    """Each letter narrows the list; escape brings everything back."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "slash", *"moonl")
        assert reader(pilot).papers.count() == 1
        assert "Retrieval by Moonlight" in screen(pilot)
        await press(pilot, "enter")
        assert "/moonl" in screen(pilot)
        await press(pilot, "escape")
        assert reader(pilot).papers.count() == 4


async def test_read_unread_queue_and_tags(tmp_path: Path) -> None:
    """m, b and t leave their marks, and the sidebar counts them."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "m", "b", "t", *"vision", "space", *"new", "enter")
        current = reader(pilot).current
        assert current is not None
        assert not current.unread
        assert current.queued
        assert current.mark.tags == ("vision", "new")
        assert "Tags" in screen(pilot)
        await press(pilot, "t", *"-new", "enter", "m")
        current = reader(pilot).current
        assert current is not None
        assert current.mark.tags == ("vision",)
        assert current.unread


async def test_note_is_kept_and_shown(tmp_path: Path) -> None:
    """A note is written with i and stands under the abstract."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "i", *"read", "space", *"twice", "enter")
        assert "read twice" in screen(pilot)


async def test_selection_takes_the_command(tmp_path: Path) -> None:
    """A star goes to all selected papers; escape unselects."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "x", "x", "s")
        assert len(reader(pilot).library.find(parse("is:starred"))) == 2
        assert "2 papers starred" in screen(pilot)
        await press(pilot, "escape")
        assert "selected" not in screen(pilot)


async def test_copy_says_what_was_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Copying a title-only paper's link copies a title search and says so."""
    monkeypatch.setattr("feedtui.screens.taking.copy_outside", lambda text: None)
    async with reading(tmp_path) as pilot:
        await press(pilot, "y")
        assert pilot.app.clipboard.startswith("https://arxiv.org/search/?searchtype=title&query=Sparse+Lanterns")
        assert "search for the title" in screen(pilot)
        assert "OSC 52" in screen(pilot)


async def test_copy_as_offers_forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Y copies the title, a Markdown link and more."""
    monkeypatch.setattr("feedtui.screens.taking.copy_outside", lambda text: "the clipboard")
    async with reading(tmp_path) as pilot:
        for digit, expected in (("1", TITLES[0]), ("2", f"[{TITLES[0]}]("), ("3", TITLES[0]), ("4", "We study")):
            await press(pilot, "Y")
            await press(pilot, digit)
            await pilot.app.workers.wait_for_complete()
            assert pilot.app.clipboard.startswith(expected)


async def test_export_writes_a_new_file_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """E writes the view, never over an existing file, and shows the path."""
    monkeypatch.chdir(tmp_path)
    async with reading(tmp_path / "home") as pilot:
        for name in ("reading-list.md", "reading-list-2.md"):
            await press(pilot, "E")
            await press(pilot, "ctrl+s")
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            assert all(title in (tmp_path / name).read_text() for title in TITLES[:3])
            assert name in screen(pilot)


async def test_export_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """A folder that is not there is a sentence, not an error on the screen."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "E")
        pilot.app.screen.query_one("#file").value = str(tmp_path / "none" / "list.md")  # type: ignore[attr-defined]
        await press(pilot, "ctrl+s")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "cannot be written" in screen(pilot)


async def test_paste_shows_what_was_found_before_it_is_kept(tmp_path: Path) -> None:
    """A pasted page is shown, kept on enter, and left on escape."""
    from textual.events import Paste

    async with reading(tmp_path, titles=()) as pilot:
        for key, kept in (("escape", 0), ("enter", 4)):
            reader(pilot).post_message(Paste(page()))
            while not isinstance(pilot.app.screen, FoundScreen):
                await pilot.pause()
            assert "4 papers found" in screen(pilot)
            assert "Mar 21" in screen(pilot)
            await press(pilot, key)
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            assert (len(reader(pilot).library) == 4) is bool(kept)
        assert "4 new" in screen(pilot)
        assert "to begin with" not in screen(pilot)


async def test_import_command_reads_a_file(tmp_path: Path) -> None:
    """:import FILE does what a paste does, and an unreadable file is a sentence."""
    (tmp_path / "page.txt").write_text(page())
    async with reading(tmp_path / "home", titles=()) as pilot:
        reader(pilot).run_command(f"import {tmp_path / 'page.txt'}")
        while not isinstance(pilot.app.screen, FoundScreen):
            await pilot.pause()
        await press(pilot, "enter")
        await pilot.app.workers.wait_for_complete()
        assert len(reader(pilot).library) == 4
        reader(pilot).run_command(f"import {tmp_path / 'none.txt'}")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert "cannot be opened" in screen(pilot)


async def test_commands_by_name(tmp_path: Path) -> None:
    """The colon line runs a command by its name or beginning and says when there is none."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "colon", *"star", "enter")
        assert reader(pilot).library.find(parse("is:starred"))
        await press(pilot, "colon", *"nonsense", "enter")
        assert "No command nonsense" in screen(pilot)
        await press(pilot, "colon", *"open", "enter")
        assert "may be open-page" in screen(pilot)
        await press(pilot, "colon", *"theme", "enter")
        assert pilot.app.theme == "textual-light"


async def test_space_reads_on(tmp_path: Path) -> None:
    """Space scrolls a long abstract to its end, then goes to the next unread paper."""
    async with reading(tmp_path, (80, 24)) as pilot:
        first = reader(pilot).papers.current
        for _ in range(20):
            if reader(pilot).papers.current != first:
                break
            await press(pilot, "space")
        assert reader(pilot).papers.cursor == 1
        assert reader(pilot).library.find(parse("is:read")) == [first]


async def test_open_without_a_browser_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over SSH the link is copied instead of opened; a missing PDF is said."""
    monkeypatch.setattr("feedtui.screens.taking.has_browser", lambda: False)
    monkeypatch.setattr("feedtui.screens.taking.copy_outside", lambda text: None)
    async with reading(tmp_path) as pilot:
        await press(pilot, "c")
        assert pilot.app.clipboard == "https://github.com/lamp/SparseLanterns"
        await press(pilot, "p")
        assert "No source gave a link to this paper's PDF" in screen(pilot)


async def test_open_with_a_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a browser at hand the page is opened there."""
    opened: list[str] = []
    monkeypatch.setattr("feedtui.screens.taking.has_browser", lambda: True)
    monkeypatch.setattr("webbrowser.open", opened.append)
    async with reading(tmp_path) as pilot:
        await press(pilot, "o")
        assert opened[0].startswith("https://arxiv.org/search/")


async def test_mouse_moves_and_scrolls(tmp_path: Path) -> None:
    """A click chooses a paper or a pane and the wheel scrolls the abstract."""
    async with reading(tmp_path) as pilot:
        await pilot.click("#list", offset=(4, 3))
        assert reader(pilot).papers.cursor == 1
        await pilot.click("#abstract", offset=(4, 3))
        assert reader(pilot).pane == "abstract"
        await pilot.click("#sidebar", offset=(4, 2))
        assert reader(pilot).side.query_text == "is:unread"


HOSTILE = (
    "[Re] Reproducing [CLS] [/red] [@click=app.quit]x[/]",
    "a\x1b]2;HACKED\x1b\\b\x9b2Jc\x07",
    "evil \u202egnirts\u202c and zero\u200bwidth",
)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_hostile_titles_are_only_text(tmp_path: Path, size: tuple[int, int]) -> None:
    """No markup is read and no control byte is drawn, whatever a title holds."""
    import unicodedata

    async with reading(tmp_path, size, HOSTILE) as pilot:
        for keys in ("", "j", "j", "x", "E"):
            await press(pilot, *keys)
            shown = screen(pilot)
            assert not [letter for letter in shown if unicodedata.category(letter) == "Cc" and letter != "\n"]
        await press(pilot, "escape")
        assert "[Re] Reproducing [CLS]" in screen(pilot)


async def test_damaged_marks_are_said(tmp_path: Path) -> None:
    """A damaged marks file is moved aside and named on screen."""
    (tmp_path / "marks.json").write_text("{broken")
    async with reading(tmp_path) as pilot:
        assert "damaged" in screen(pilot)
    assert list(tmp_path.glob("marks.json.damaged-*"))


async def test_quit_says_when_marks_cannot_be_written(tmp_path: Path) -> None:
    """The reader does not close over marks that the disk refused."""
    async with reading(tmp_path) as pilot:
        (tmp_path / "marks.json").mkdir()
        await press(pilot, "s", "q")
        assert pilot.app.is_running
        assert "cannot be written" in screen(pilot)
        (tmp_path / "marks.json").rmdir()


async def test_no_color_uses_no_colour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR the terminal's own colours are used, and state is still told by glyphs."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading(tmp_path) as pilot:
        assert pilot.app.theme == "ansi-dark"
        assert "▌ ●" in screen(pilot)
