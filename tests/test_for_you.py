"""For you, papers like others and why, driven by keys."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from driving import hides, press, reader, reading, screen, shows, until
from feedtui.library.library import Library, utc_now
from feedtui.library.origin import Origin
from feedtui.paths import places
from feedtui.screens.counting import LEARN
from test_ranker import EVERY, of_field, star


def filled(home: Path, stars: int = 4) -> None:
    """Make a home with papers of three fields, some of one of them starred."""
    library = Library(places(str(home)))
    library.add(EVERY, Origin("test", "test"))
    star(library, "retrieval", stars)
    library.close()


async def open_for_you(pilot: Pilot[Any]) -> None:
    """Go to the row under Unread, and into its list, when it is there."""
    await press(pilot, "h", "g", "j", "j")
    await shows(pilot, "· For you")
    await press(pilot, "l")


def titles(pilot: Pilot[Any]) -> list[str]:
    """Return the titles of the list."""
    here = reader(pilot)
    return [here.library.item(row).paper.title for row in here.papers.papers]


async def test_the_view_lists_unread_papers_that_are_like_the_starred(tmp_path: Path) -> None:
    """Its papers are looked through for the first time beside it; a search goes on within it; a read one stays."""
    filled(tmp_path)
    async with reading(tmp_path) as pilot:
        await open_for_you(pilot)
        await shows(pilot, "1/8")
        assert all("retrieval" in title for title in titles(pilot))
        first = titles(pilot)
        await press(pilot, "m")
        reader(pilot).refill()
        await press(pilot)
        assert titles(pilot) == first
        await press(pilot, "slash", *"study video", "enter")
        await shows(pilot, "Nothing found.")
        await press(pilot, "escape")
        await shows(pilot, "/8 · For you")


async def test_what_is_passed_over_twice_is_not_offered_again(tmp_path: Path) -> None:
    """A starred paper is not passed over; one that was, is gone after the second time, in later sessions too."""
    filled(tmp_path)
    async with reading(tmp_path) as pilot:
        await open_for_you(pilot)
        await shows(pilot, "1/8")
        first, second, third, *_ = titles(pilot)
        await press(pilot, "j", "j", "j", "q")
    async with reading(tmp_path) as pilot:
        await open_for_you(pilot)
        await shows(pilot, "1/8")
        assert titles(pilot)[:3] == [first, second, third]
        await press(pilot, "j", "s", "j", "h", "k")
        await open_for_you(pilot)
        await shows(pilot, "/6 ")
        await press(pilot)
        assert first not in titles(pilot)
        assert third in titles(pilot)
        shown = screen(pilot)
        assert "Nothing more for you today." in shown
        assert "█" in shown


@pytest.mark.parametrize("wanted", [True, False])
async def test_a_surprise_is_marked(tmp_path: Path, wanted: bool) -> None:
    """One in ten is from outside what is known and says so, unless the settings are against it."""
    (tmp_path / "settings.toml").write_text(f"surprises = {str(wanted).lower()}\nhalf_life = 30\n")
    library = Library(places(str(tmp_path)))
    papers = [of_field("retrieval", number) for number in range(16)]
    liked = of_field("video", 1, upvotes=90, listed=utc_now()[:10])
    library.add([*papers, liked], Origin("test", "test"))
    star(library, "retrieval", 4)
    library.close()
    async with reading(tmp_path) as pilot:
        await open_for_you(pilot)
        shown = await shows(pilot, f"1/{13 if wanted else 12}")
        assert ("◇ surprise" in shown) is wanted


async def test_an_empty_view_says_why(tmp_path: Path) -> None:
    """Without three stars upvotes decide, of which there are none; with all read there is nothing more."""
    filled(tmp_path, 1)
    async with reading(tmp_path) as pilot:
        await open_for_you(pilot)
        await shows(pilot, "Learning needs three stars: 1 so far.")
        reader(pilot).run_command("star retrieval")
        reader(pilot).run_command("read study")
        await press(pilot)
        await press(pilot, "h", "k", "j", "l")
        await shows(pilot, "Nothing more for you today.")


async def test_reasons_stand_below_the_abstract(tmp_path: Path) -> None:
    """In For you by themselves, elsewhere when they are switched on."""
    filled(tmp_path)
    async with reading(tmp_path) as pilot:
        await open_for_you(pilot)
        await shows(pilot, "For you: ")
        assert "like “" in await shows(pilot, "█ ")
        await press(pilot, "h", "g", "l")
        await shows(pilot, "· All")
        await hides(pilot, "For you: ")
        reader(pilot).run_command("why on")
        await shows(pilot, "For you: ")
        reader(pilot).run_command("why off")
        await hides(pilot, "For you: ")


async def test_triage_goes_in_the_order_of_the_rank(tmp_path: Path) -> None:
    """Where its query asks for that."""
    filled(tmp_path)
    async with reading(tmp_path) as pilot:
        reader(pilot).run_command("triage -is:starred sort:for-you")
        await shows(pilot, "1 of 32")
        for _ in range(8):
            assert "retrieval" in screen(pilot)
            await pilot.press("n")
        await shows(pilot, "9 of 32")
        assert "retrieval" not in screen(pilot)


async def test_stop_stops_learning(tmp_path: Path) -> None:
    """What is not looked through is said to be missing."""
    filled(tmp_path)
    async with reading(tmp_path) as pilot:
        await pilot.press("h", "g", "j", "j")
        await until(pilot, lambda: reader(pilot).is_under_way(LEARN))
        reader(pilot).run_command("stop")
        await shows(pilot, "Stopped. What came until now is kept.")
        await until(pilot, lambda: not reader(pilot).is_under_way(LEARN))


async def test_what_goes_wrong_with_learning_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In its own process, and when the rank is asked."""
    filled(tmp_path)

    async def lines_of(*words: object) -> AsyncGenerator[str, None]:
        yield "A file is broken."

    def question(*words: object) -> None:
        raise ValueError("No such row.")

    monkeypatch.setattr("feedtui.screens.ranked.lines_of", lines_of)
    async with reading(tmp_path) as pilot:
        await pilot.press("h", "g", "j", "j")
        await shows(pilot, "New papers could not be looked through: A file is broken.")
        monkeypatch.setattr("feedtui.screens.ranked.Ranked.ask_rank", question)
        await pilot.press("k", "k", "l", "W")
        await shows(pilot, "The rank cannot be asked: No such row.")


async def test_any_search_can_be_ranked(tmp_path: Path) -> None:
    """sort:for-you lists all that is found, the likeliest first."""
    filled(tmp_path)
    async with reading(tmp_path) as pilot:
        await press(pilot, "slash", *"-is:starred sort:for-you", "enter")
        await shows(pilot, "/32 ")
        await press(pilot)
        assert ["retrieval" in title for title in titles(pilot)] == [True] * 8 + [False] * 24


async def test_similar_lists_neighbours_with_what_they_share(tmp_path: Path) -> None:
    """~ lists them, the status line says what is shared, esc goes back to the paper."""
    filled(tmp_path)
    async with reading(tmp_path) as pilot:
        await press(pilot, "slash", *"video", "enter", "escape", "j", "j")
        before = reader(pilot).current
        assert before is not None
        field = before.paper.title.split()[-1].rstrip("0123456789")
        await press(pilot, "tilde")
        await shows(pilot, "like “")
        assert all(field in title for title in titles(pilot)[:3])
        assert before.paper.title not in titles(pilot)
        await shows(pilot, "shares ")
        shared = screen(pilot).splitlines()
        await press(pilot, "j")
        await shows(pilot, "shares ")
        assert shared != screen(pilot).splitlines()
        await press(pilot, "escape")
        await shows(pilot, "/36 · All")
        back = reader(pilot).current
        assert back is not None
        assert back.paper == before.paper
        assert "shares" not in screen(pilot)
        reader(pilot).run_command("similar id:none")
        await shows(pilot, "no paper")


async def test_why_is_answered_and_the_answer_undone(tmp_path: Path) -> None:
    """Less takes a paper down, never takes an author's papers out; u takes each back."""
    filled(tmp_path)
    async with reading(tmp_path) as pilot:
        await open_for_you(pilot)
        await shows(pilot, "1/8")
        first = titles(pilot)
        reader(pilot).run_command("why")
        shown = await shows(pilot, "Raised by ")
        assert "█" in shown
        assert "Nearest of those you kept" in shown
        await pilot.press("minus")
        await shows(pilot, "Less like this. u takes it back.")
        await press(pilot)
        assert titles(pilot)[0] != first[0]
        await press(pilot, "u")
        await press(pilot)
        assert titles(pilot) == first
        await press(pilot, "g")
        reader(pilot).run_command("why")
        await shows(pilot, "n never")
        await pilot.press("n")
        await shows(pilot, "Never offer papers of")
        line = next(line for line in screen(pilot).splitlines() if "author Retrieval" in line)
        await pilot.press(line.partition(" author")[0][-1])
        await shows(pilot, "Never again: author Retrieval Author")
        await press(pilot)
        await hides(pilot, first[0])
        assert len(titles(pilot)) == 7
        assert len(reader(pilot).library.answers().never) == 1


async def test_the_starter_list_is_not_ranked(tmp_path: Path) -> None:
    """It is no library of the reader's: what is unread is listed, and ~ says how to get papers."""
    async with reading(tmp_path, titles=()) as pilot:
        await shows(pilot, "/85")
        await press(pilot, "escape")
        await press(pilot, "h", "g", "j", "j", "l")
        await shows(pilot, "/85 · For you")
        await press(pilot, "tilde")
        await shows(pilot, "The starter list is not ranked")
