"""What the reader says, how commands are typed, and what a narrow screen leaves."""

from __future__ import annotations

from pathlib import Path

import pytest

from driving import press, reader, reading, screen
from feedtui.commands import named
from feedtui.library.library import Library
from feedtui.papers.query import parse
from samples import TITLES


async def test_commands_wait_for_a_paper_on_screen(tmp_path: Path) -> None:
    """Where only the sidebar is on screen, no command acts on a paper that is not seen."""
    for size in ((80, 24), (40, 10)):
        async with reading(tmp_path, size) as pilot:
            await press(pilot, "h")
            for key in (*"sbtimxyYopcnN", "space"):
                await press(pilot, key)
                assert "Go to a paper first (l)." in screen(pilot), key
                await press(pilot, "g")
            assert not reader(pilot).library.whole(parse("is:starred OR is:queued OR is:read"))
            assert not reader(pilot).papers.selected
            await press(pilot, "l", "s")
            assert "1 paper starred" in screen(pilot)
            await press(pilot, "u")


async def test_the_sidebar_can_be_crossed_by_every_key(tmp_path: Path) -> None:
    """Headings stop no key: g, G and the pages go to the nearest line that has papers."""
    async with reading(tmp_path, (120, 10)) as pilot:
        side = reader(pilot).side
        await press(pilot, "h", "G")
        assert side.cursor == side.count() - 1
        for key, back in (("g", "G"), ("home", "end"), ("pageup", "pagedown"), ("ctrl+u", "ctrl+d")):
            await press(pilot, *[key] * 4)
            assert side.row is not None
            assert side.row.label == "All", key
            await press(pilot, *[back] * 4)
            assert side.cursor == side.count() - 1, back


@pytest.mark.parametrize("keys", [("j",), ("escape",), ("slash",), ("h",), ("question_mark",)])
async def test_a_message_goes_with_the_next_key(tmp_path: Path, keys: tuple[str, ...]) -> None:
    """What was said of one key does not stay behind the next."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "s")
        assert "1 paper starred." in screen(pilot)
        await press(pilot, *keys)
        assert "1 paper starred." not in screen(pilot)


LONG = "A sentence that is longer than the line has room for, since " + "it goes on and " * 3 + "ends here."


async def test_a_long_message_is_shown_whole_above_the_line(tmp_path: Path) -> None:
    """Where there is room, the line keeps where the reader is, and what is cut is laid over a corner."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "j", "x")
        reader(pilot).say(f"{LONG} {LONG}")
        await pilot.pause()
        lines = screen(pilot).split("\n")
        assert "1 selected · 3/4" in lines[-2]
        assert lines[-2].startswith(" A sentence that is longer")
        assert "ends here." in screen(pilot)


@pytest.mark.parametrize("size", [(80, 24), (40, 10)])
async def test_on_a_small_screen_the_line_grows(tmp_path: Path, size: tuple[int, int]) -> None:
    """A long message takes at most three lines, hides neither the paper under the cursor nor the keys, and goes."""
    async with reading(tmp_path, size) as pilot:
        await press(pilot, "G")
        before = screen(pilot).split("\n")
        reader(pilot).say(LONG)
        await pilot.pause()
        lines = screen(pilot).split("\n")
        said = " ".join(line.strip() for line in lines[-4:-1])
        assert "A sentence that is longer than" in said
        assert size == (40, 10) or "ends here." in said
        assert any(line.startswith("▌") and "How Far" in line for line in lines)
        assert lines[-1] == before[-1]
        reader(pilot).say(f"{LONG} {LONG} {LONG} {LONG}")
        await pilot.pause()
        lines = screen(pilot).split("\n")
        assert lines[-2].rstrip().endswith("…")
        assert any(line.startswith("▌") and "How Far" in line for line in lines)
        await press(pilot, "G")
        assert screen(pilot).split("\n") == before


async def test_a_warning_hides_nothing_on_a_small_screen(tmp_path: Path) -> None:
    """It is said on the status line."""
    async with reading(tmp_path, (80, 24)) as pilot:
        reader(pilot).warn("The marks are on a slow disk.")
        await pilot.pause()
        assert "The marks are on a slow disk." in screen(pilot).split("\n")[-2]


async def test_ctrl_c_says_how_to_quit(tmp_path: Path) -> None:
    """ctrl+c ends nothing and lays nothing over the status line."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "ctrl+c")
        assert "q quits." in screen(pilot).split("\n")[-2]


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
async def test_help_and_quit_are_always_in_the_bottom_line(tmp_path: Path, columns: int) -> None:
    """However narrow, the bottom line names the keys that lead on and out."""
    async with reading(tmp_path, (columns, 24)) as pilot:
        last = screen(pilot).split("\n")[-1]
        assert "? Help q Quit" in last
        assert "n Next" in last


async def test_help_wraps_beside_its_keys(tmp_path: Path) -> None:
    """In a narrow window an explanation goes on under itself, not under the keys."""
    from feedtui.screens.help import help_text

    async with reading(tmp_path, (60, 20)) as pilot:
        await press(pilot, "question_mark")
        assert "Here, in the list" in screen(pilot)
    for width in (30, 46, 80):
        lines = help_text(width).plain.split("\n")
        assert max(map(len, lines)) <= width
        assert not [line for line in lines if line.startswith("abstract")]


@pytest.mark.parametrize(
    ("text", "names"),
    [("q", ["quit"]), ("s", ["star"]), ("?", ["help"]), ("star", ["star"]), ("qui", ["quit"]), ("nonsense", [])],
)
def test_a_command_is_named_by_name_key_or_beginning(text: str, names: list[str]) -> None:
    """A name goes before a key, a key before the beginnings of names."""
    assert named(text) == names
    assert len(named("open")) == 3


async def test_commands_that_take_something(tmp_path: Path) -> None:
    """A number goes to its line, search looks for what follows, q quits."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "h", "colon", "3", "enter")
        assert (reader(pilot).pane, reader(pilot).papers.cursor) == ("list", 2)
        await press(pilot, "colon", *"999", "enter")
        assert reader(pilot).papers.cursor == len(TITLES) - 1
        await press(pilot, "colon", *"search", "space", *"moonlight", "enter")
        assert "/moonlight · 1/1" in screen(pilot)
        await press(pilot, "colon", "q", "enter")
        assert not pilot.app.is_running


async def test_themes(tmp_path: Path) -> None:
    """:theme goes to and fro or where it is told, and says what there is."""
    async with reading(tmp_path) as pilot:
        for name, theme in (
            (" light", "light"),
            (" light", "light"),
            ("", "dark"),
            (" dark", "dark"),
            (" blue", "dark"),
        ):
            reader(pilot).run_command(f"theme{name}")
            await pilot.pause()
            assert pilot.app.theme == f"textual-{theme}"
        assert "No theme blue" in screen(pilot)
        reader(pilot).run_command("theme light")
    async with reading(tmp_path) as pilot:
        assert pilot.app.theme == "textual-light"


async def test_a_theme_is_chosen_though_nothing_can_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder that cannot be written to, the theme changes for this sitting."""
    async with reading(tmp_path) as pilot:
        monkeypatch.setattr(Library, "is_read_only", True)
        monkeypatch.setattr(Library, "keep_setting", None)
        reader(pilot).run_command("theme light")
        await pilot.pause()
        assert pilot.app.theme == "textual-light"


async def test_tags_are_parted_by_commas_too(tmp_path: Path) -> None:
    """`foo, Bar baz` are three tags."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "t", *"foo,", "space", *"Bar", "space", *"baz", "enter")
        current = reader(pilot).current
        assert current is not None
        assert current.mark.tags == ("foo", "Bar", "baz")
