"""Muting and watching, driven by keys; kept searches within others."""

from __future__ import annotations

from pathlib import Path

from driving import press, reader, reading, screen, shows
from feedtui.library.library import Library
from feedtui.papers.query import parse
from feedtui.paths import places
from samples import TITLES


async def test_muted_papers_are_hidden_and_counted(tmp_path: Path) -> None:
    """M hides what a query finds, says how many, and is:muted lists them; u shows them again."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "M", *"lanterns", "enter")
        shown = await shows(pilot, "1 muted · 1/3")
        assert TITLES[0] not in shown
        assert "u shows them again" in shown
        await press(pilot, "slash", *"is:muted", "enter")
        await shows(pilot, "1/1")
        assert TITLES[0][:20] in screen(pilot)
        await press(pilot, "escape")
        await shows(pilot, "1 muted")
        await press(pilot, "u")
        assert "lanterns no longer muted" in screen(pilot)
        await press(pilot, "h", "l", "slash", *"sort:oldest", "enter")
        await shows(pilot, "/4 · All")
    assert len(Library(places(str(tmp_path))).whole(parse(""))) == 4


async def test_what_is_muted_is_chosen_to_be_shown_again(tmp_path: Path) -> None:
    """:unmute offers what is muted; nothing and everything cannot be muted."""
    async with reading(tmp_path) as pilot:
        reader(pilot).run_command("unmute")
        await shows(pilot, "Nothing is muted.")
        reader(pilot).run_command("mute autor:x")
        await shows(pilot, "did you mean author")
        reader(pilot).run_command("mute lanterns")
        await shows(pilot, "1 muted")
        reader(pilot).run_command("unmute")
        await shows(pilot, "Show again")
        await press(pilot, "1")
        await shows(pilot, "No longer muted: lanterns.")
        await shows(pilot, "/4 · All")


async def test_what_is_watched_is_underlined(tmp_path: Path) -> None:
    """A watched word is underlined in list and abstract, and its papers have a sign."""
    async with reading(tmp_path) as pilot:
        reader(pilot).run_command("watch masked modelling")
        await shows(pilot, "Watching masked modelling")
        assert screen(pilot).count("◎") == 1
        drawn = pilot.app.export_screenshot()
        assert "underline" in drawn
        reader(pilot).run_command("unwatch")
        await shows(pilot, "Watch no longer")
        await press(pilot, "1")
        await shows(pilot, "No longer watched")
        assert "◎" not in screen(pilot)


def test_a_kept_search_stands_in_another(tmp_path: Path) -> None:
    """search:NAME finds what the kept search finds; a search that names itself, or none, finds nothing and ends."""
    from feedtui.library.origin import Origin
    from samples import paper

    library = Library(places(str(tmp_path)))
    library.add([paper(title) for title in TITLES], Origin("page", "page"))
    library.keep_search("Lamps", "lanterns sort:oldest")
    library.keep_search("both", "search:lamps OR rivers")
    library.keep_search("round", "search:round OR search:both")

    def found(text: str) -> list[str]:
        return [library.item(row).paper.title for row in library.whole(parse(text))]

    assert found("search:both") == [TITLES[0], TITLES[1]]
    assert found("-search:lamps") == list(TITLES[1:])
    assert found("search:round") == [TITLES[0], TITLES[1]]
    assert found("search:none") == []
    library.mute("search:both is:muted")
    library.mute("search:lamps")
    assert found("is:muted") == [TITLES[0]]
    library.close()
