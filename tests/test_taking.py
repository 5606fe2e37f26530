"""Copying, opening, importing and exporting in the reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from driving import hides, press, reader, reading, screen, shows
from feedtui.screens.found import FoundScreen
from samples import TITLES, page


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


@pytest.mark.parametrize(("digit", "told"), [("2", True), ("3", True), ("1", False), ("4", False)])
async def test_copy_as_says_what_is_only_a_search(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, digit: str, told: bool
) -> None:
    """A Markdown link or a citation of a title-only paper leads to a search, and the reader is told."""
    monkeypatch.setattr("feedtui.screens.taking.copy_outside", lambda text: "the clipboard")
    async with reading(tmp_path) as pilot:
        for keys, sentence in (("g", "with a search for the title"), ("xx", "of 2 papers, 2 of them title searches")):
            await press(pilot, *keys, "Y")
            await press(pilot, digit)
            await shows(pilot, "Copied ")
            assert (sentence in screen(pilot)) is told


@pytest.mark.parametrize("size", [(120, 40), (40, 10)])
async def test_what_is_exported_is_told_by_signs(
    tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is chosen has a sign of its own, enter chooses, and the file's line is reached on the smallest screen."""
    monkeypatch.chdir(tmp_path)
    async with reading(tmp_path / "home", size) as pilot:
        await press(pilot, "s", "E")
        assert "(●) this view (4)" in screen(pilot)
        assert "( ) all starred (1)" in screen(pilot)
        await press(pilot, "down", "enter")
        shown = screen(pilot)
        assert "( ) this view (4)" in shown
        assert "(●) all starred (1)" in shown
        await press(pilot, "tab")
        assert "(●) markdown" in screen(pilot)
        await press(pilot, "tab", "enter", "tab", "space")
        shown = screen(pilot)
        assert "[x] grouped by tag" in shown
        assert "[x] with abstracts" in shown
        assert "[ ] with front matter" in shown
        await press(pilot, "tab", "tab")
        assert "reading-list.md" in screen(pilot)
        await press(pilot, "enter")
        await shows(pilot, "Exported 1 paper")
        written = (tmp_path / "reading-list.md").read_text()
        assert "## " in written
        assert "  > " in written


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
        await hides(pilot, "to begin with")


async def test_references_are_pasted_and_imported(tmp_path: Path) -> None:
    """A pasted address of a paper is that paper, no source; a file's marks are told before, and undone by `u`."""
    from textual.events import Paste

    (tmp_path / "a.bib").write_text("@misc{a, title={On Old Lamps}, eprint={2301.03581}, readstatus={read}}")
    async with reading(tmp_path / "home", titles=()) as pilot:
        reader(pilot).post_message(Paste("https://arxiv.org/abs/2301.03580v2\r\n"))
        await shows(pilot, "1 paper found (id-list): 1 new")
        assert "Of 1 paper only the id is told" in screen(pilot)
        await press(pilot, "enter")
        await shows(pilot, "arXiv:2301.03580")
        reader(pilot).run_command(f"import {tmp_path / 'a.bib'}")
        await shows(pilot, "Marks come with 1 paper: 1 read.")
        await press(pilot, "enter")
        await shows(pilot, "The marks of 1 paper were new; u takes them back.")
        library = reader(pilot).library
        row = library.row_of("arxiv:2301.03581")
        assert not library.item(row).unread
        await press(pilot, "u")
        await shows(pilot, "1 paper marked unread.")
        assert library.item(row).unread


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
    monkeypatch.setattr("feedtui.screens.taking.browse", opened.append)
    async with reading(tmp_path) as pilot:
        await press(pilot, "o")
        assert opened[0].startswith("https://arxiv.org/search/")


async def test_every_link_has_a_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """L lists the links of the paper and of its texts; a letter opens one, y copies it."""
    opened: list[str] = []
    monkeypatch.setattr("feedtui.screens.taking.copy_outside", lambda text: "the clipboard")
    monkeypatch.setattr("feedtui.screens.taking.has_browser", lambda: True)
    monkeypatch.setattr("feedtui.screens.taking.browse", opened.append)
    async with reading(tmp_path) as pilot:
        await press(pilot, "L")
        shown = await shows(pilot, "letter or enter opens")
        assert "a title search" in shown
        assert "b code" in shown
        await press(pilot, "b")
        await shows(pilot, "Opening https://github.com/lamp/")
        await pilot.app.workers.wait_for_complete()
        assert opened[0].startswith("https://github.com/lamp/")
        await press(pilot, "L", "j", "y")
        await shows(pilot, "Copied the link (code)")
        assert pilot.app.clipboard == opened[0]


async def test_papers_are_exported_in_a_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file's name ends as the format's files do, and the file is of that format."""
    monkeypatch.chdir(tmp_path)
    async with reading(tmp_path / "home") as pilot:
        await press(pilot, "E", "tab", "down", "enter")
        shown = await shows(pilot, "reading-list.bib")
        assert "references for LaTeX" in shown
        await press(pilot, "ctrl+s")
        await shows(pilot, "Exported 4 papers")
    assert (tmp_path / "reading-list.bib").read_text().count("@misc{") == 4
