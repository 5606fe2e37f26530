"""The reader as its user sees it: keys in, text on screen out."""

from __future__ import annotations

from pathlib import Path

import pytest

from driving import press, reader, reading, screen, shows, starred
from feedtui.library.counts import Count
from feedtui.library.library import Library
from feedtui.library.origin import Origin
from feedtui.papers.query import parse
from feedtui.paths import places
from feedtui.widgets.sidebar import Row
from samples import TITLES, paper

SIZES = [(80, 24), (200, 60), (40, 10), (20, 5)]


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
    library.add([paper(current.paper.title, "An abstract.")], Origin("page", "test"))
    library.close()
    assert starred(tmp_path) == [current.paper.title]


async def test_flying_over_papers_reads_none(tmp_path: Path) -> None:
    """The cursor may pass over papers without marking them."""
    async with reading(tmp_path) as pilot:
        await press(pilot, *"jjjkk")
        assert not reader(pilot).library.whole(parse("is:read"))


async def test_moving_on_reads_and_keeps_the_paper_in_an_unread_view(tmp_path: Path) -> None:
    """A paper left by n is read, stays in the unread view, and is gone when the view is left."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "h", "j", "l")
        await press(pilot, "n")
        assert list(reader(pilot).library.whole(parse("is:read"))) == [reader(pilot).papers.papers[0]]
        assert reader(pilot).papers.count() == 4
        assert "Sparse Lanterns" in screen(pilot)
        await press(pilot, "h", "k", "j")
        assert reader(pilot).papers.count() == 3


async def test_open_for_a_second_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A paper that stays open counts as read by itself."""
    monkeypatch.setattr("feedtui.screens.reading.READ_AFTER", 0.01)
    async with reading(tmp_path) as pilot:
        await press(pilot, "j")
        while not reader(pilot).library.whole(parse("is:read")):
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
        await press(pilot, "i", *"read", "space", *"twice", "escape")
        assert "read twice" in screen(pilot)


async def test_selection_takes_the_command(tmp_path: Path) -> None:
    """A star goes to all selected papers; escape unselects."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "x", "x", "s")
        assert len(reader(pilot).library.whole(parse("is:starred"))) == 2
        assert "2 papers starred" in screen(pilot)
        await press(pilot, "escape")
        assert "selected" not in screen(pilot)


async def test_commands_by_name(tmp_path: Path) -> None:
    """The colon line runs a command by its name or beginning and says when there is none."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "colon", *"star", "enter")
        assert reader(pilot).library.whole(parse("is:starred"))
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
        assert list(reader(pilot).library.whole(parse("is:read"))) == [first]


async def test_mouse_moves_and_scrolls(tmp_path: Path) -> None:
    """A click chooses a paper or a pane and the wheel scrolls the abstract."""
    async with reading(tmp_path) as pilot:
        await pilot.click("#list", offset=(4, 3))
        assert reader(pilot).papers.cursor == 1
        await pilot.click("#abstract", offset=(4, 3))
        assert reader(pilot).pane == "abstract"
        await pilot.click("#sidebar", offset=(4, 2))
        assert reader(pilot).side.row == Row("Unread", "is:unread", Count(4, 4))


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
        while "damaged" not in screen(pilot):
            await pilot.pause(0.02)
    assert list(tmp_path.glob("marks.json.damaged-*"))


async def test_a_star_that_cannot_be_kept_is_refused(tmp_path: Path) -> None:
    """What the disk refuses is said, is not shown, and is not there at the next start."""
    async with reading(tmp_path) as pilot:
        (tmp_path / "marks.journal").mkdir()
        await press(pilot, "s")
        assert "marks.journal" in screen(pilot)
        assert "★" not in screen(pilot)
        (tmp_path / "marks.journal").rmdir()
        await press(pilot, "s")
        assert "1 paper starred" in screen(pilot)


async def test_no_color_uses_no_colour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR the terminal's own colours are used, and state is still told by glyphs."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading(tmp_path) as pilot:
        assert pilot.app.theme == "ansi-dark"
        assert "▌ ●" in screen(pilot)


@pytest.mark.parametrize(("comments", "told"), [(0, "0 comments"), (1, "1 comment"), (2, "2 comments")])
async def test_one_comment_is_no_comments(tmp_path: Path, comments: int, told: str) -> None:
    """The number of comments is said in the right form of the word."""
    async with reading(tmp_path, titles=()) as pilot:
        reader(pilot).library.add([paper(TITLES[0], comments=comments)], Origin("page", "page"))
        await press(pilot, "r")
        shown = await shows(pilot, told)
        assert f"{told}s" not in shown


async def test_days_are_parted_in_the_list(tmp_path: Path) -> None:
    """The first paper of each day has the day on its right; in another order there are no days."""
    from dataclasses import replace

    from feedtui.library.origin import Origin

    async with reading(tmp_path, titles=()) as pilot:
        library = reader(pilot).library
        days = ("2026-03-03", "2026-03-03", "2026-03-02", "2026-03-01")
        papers = [replace(paper(title), published="2020", listed=day) for title, day in zip(TITLES, days, strict=True)]
        library.add(papers, Origin("page", "page"))
        reader(pilot).begin_anew()
        await shows(pilot, "1/4")
        ends = [line.split("│")[-2].split()[-1:] for line in screen(pilot).splitlines() if "│" in line]
        assert [end for end in ends if end[:1] and end[0].startswith("2026-03-")] == [
            ["2026-03-03"],
            ["2026-03-02"],
            ["2026-03-01"],
        ]
        await press(pilot, "slash", *"sort:title", "enter")
        assert not reader(pilot).papers.day_of
