"""Going through papers one by one, driven by keys."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from driving import press, reader, reading, screen, shows, starred
from feedtui.library.library import Library
from feedtui.papers.paper import Mark
from feedtui.papers.query import parse
from feedtui.paths import places
from feedtui.screens.verdicts import LATER, QUEUE, SKIP, STAR, Round, Verdict, round_of
from samples import TITLES


@pytest.fixture(autouse=True)
def slow_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have no paper read by itself, however slow the machine is: undo is about what the tests do."""
    monkeypatch.setattr("feedtui.screens.reading.READ_AFTER", 3600.0)


def found(home: Path, query: str) -> list[str]:
    """Return the titles that a query finds on disk."""
    library = Library(places(str(home)))
    titles = [library.item(row).paper.title for row in library.whole(parse(query))]
    library.close()
    return titles


async def test_a_key_is_a_verdict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each key marks its paper and shows the next one; the end is a summary, and exports what was kept."""
    monkeypatch.chdir(tmp_path)
    async with reading(tmp_path / "home") as pilot:
        await press(pilot, "T")
        shown = await shows(pilot, "1 of 4, 0 kept")
        assert TITLES[0][:20] in shown
        await press(pilot, "s", "b")
        assert "3 of 4, 2 kept" in screen(pilot)
        await press(pilot, "n", "l")
        assert "Done. 4 papers in 0:0" in screen(pilot)
        assert "1 starred, 1 queued, 1 skipped, 1 for later." in screen(pilot)
        await press(pilot, "E")
        await shows(pilot, "the kept papers (2)")
        await press(pilot, "ctrl+s")
        await shows(pilot, "Exported 2 papers")
    written = (tmp_path / "reading-list.md").read_text()
    assert [title for title in TITLES if title.split(":")[0] in written] == list(TITLES[:2])
    assert starred(tmp_path / "home") == [TITLES[0]]
    assert found(tmp_path / "home", "is:queued") == [TITLES[1]]
    assert found(tmp_path / "home", "is:unread") == [TITLES[3]]


async def test_esc_calls_off_a_triage_that_is_not_there_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for its papers does not open over what the reader does since."""
    filled = asyncio.Event()
    async with reading(tmp_path) as pilot:
        with monkeypatch.context() as patched:
            patched.setattr(reader(pilot), "until_filled", filled.wait)
            await press(pilot, "T", "escape", "slash")
            filled.set()
            await pilot.app.workers.wait_for_complete([one for one in pilot.app.workers if one.group == "dialog"])
            await press(pilot, *"Lamps")
            assert "/Lamps" in screen(pilot)
        await press(pilot, "escape", "T")
        await shows(pilot, "1 of 4, 0 kept")


async def test_verdicts_are_taken_back(tmp_path: Path) -> None:
    """U shows the paper before again, as it was; also after the triage was left, and feedtui too."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "j", "s", "T", "n", "s", "s", "u", "u")
        assert "2 of 4" in screen(pilot)
        await press(pilot, "escape")
        await shows(pilot, "1 paper in")
        assert starred(tmp_path) == [TITLES[1]]
    async with reading(tmp_path) as pilot:
        await press(pilot, "T")
        assert TITLES[1][:20] in await shows(pilot, "2 of 4, 0 kept")
        await press(pilot, "u", "u")
        assert "no verdict to take back" in screen(pilot)
        assert "1 of 4" in screen(pilot)
        await press(pilot, "q")
    assert len(found(tmp_path, "is:unread")) == 4


async def test_what_is_left_for_later_comes_last(tmp_path: Path) -> None:
    """Gone on with, a triage does not show what was put off before all else is done."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "T", "l", "l", "escape", "T")
        assert "3 of 4" in await shows(pilot, "kept")
        await press(pilot, "n", "n", "escape", "T")
        await shows(pilot, "1 of 2, 0 kept")
        await press(pilot, "n", "n", "escape")
        reader(pilot).run_command("triage")
        await shows(pilot, "Nothing to judge: all papers of this list are read.")


async def test_a_query_or_the_selection_is_gone_through(tmp_path: Path) -> None:
    """:triage QUERY goes through its papers, and T through those that are selected."""
    async with reading(tmp_path) as pilot:
        reader(pilot).run_command(f'triage title:"{TITLES[2]}"')
        assert TITLES[2][:20] in await shows(pilot, "1 of 1")
        await press(pilot, "escape", "x", "x", "T")
        await shows(pilot, "1 of 2")


@given(
    some.builds(Mark, *[some.sampled_from([None, "2026-01-01T00:00:00Z"])] * 3),
    some.sampled_from([STAR, QUEUE, SKIP, LATER]),
)
def test_a_verdict_taken_back_leaves_nothing(mark: Mark, what: str) -> None:
    """Whatever the mark was, it is that again."""
    verdict = Verdict("arxiv:2301.00001", what, (mark.read, mark.starred, mark.queued))
    assert verdict.taken_back(verdict.given(mark, "2026-02-02T00:00:00Z")) == mark


@pytest.mark.parametrize(
    "text", [None, "", "{}", "[]", '{"view": "a"}', '{"view": "a", "verdicts": [1], "seconds": 2}']
)
def test_rubbish_is_a_new_round(text: str | None) -> None:
    """What cannot be read as a round that was left is none."""
    assert round_of(text, "a") == Round("a")


def test_a_round_is_gone_on_with() -> None:
    """Kept and read again it is the same, for its own view alone."""
    left = Round("is:unread", [Verdict("doi:10.1/x", STAR, (None, None, None))], 3.5)
    assert round_of(left.as_text(), "is:unread") == left
    assert round_of(left.as_text(), "") == Round("")


async def test_with_no_paper_there_is_nothing_to_judge(tmp_path: Path) -> None:
    """That is said, for an empty list as for a round that was left before the first verdict."""
    async with reading(tmp_path, (80, 24)) as pilot:
        await press(pilot, "slash", *"nowhere", "enter", "T")
        await shows(pilot, "Nothing to judge: there are no papers in this list.")
        await press(pilot, "escape", "T")
        await shows(pilot, "1 of 4")
        await press(pilot, "escape")
        await shows(pilot, "Nothing was judged.")
