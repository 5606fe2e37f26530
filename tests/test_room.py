"""How the panes stand, driven by keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.geometry import Region
from textual.pilot import Pilot

from driving import press, reader, reading, screen
from feedtui.screens.room import Shape, shape_of
from samples import TITLES

_TITLE = TITLES[0]


def places_of(pilot: Pilot[Any]) -> dict[str, Region]:
    """Return where the panes on screen are: x, y, width and height."""
    here = reader(pilot)
    panes = {"sidebar": here.side, "list": here.papers, "abstract": here.abstract}
    return {name: pane.region for name, pane in panes.items() if pane.region}


async def test_each_layout_stands_as_it_is_called(tmp_path: Path) -> None:
    """At 120 cells the panes stand side by side by themselves, and in any layout on request."""
    async with reading(tmp_path) as pilot:
        auto = places_of(pilot)
        assert auto["sidebar"][0] < auto["list"][0] < auto["abstract"][0]
        await press(pilot, "V", "V")
        stacked = places_of(pilot)
        assert "Layout: list above abstract." in screen(pilot)
        assert stacked["list"][0] == stacked["abstract"][0] >= stacked["sidebar"][2]
        assert stacked["list"][1] + stacked["list"][3] == stacked["abstract"][1]
        reader(pilot).run_command("layout auto")
        await pilot.pause()
        assert places_of(pilot) == auto
        reader(pilot).run_command("layout askew")
        await pilot.pause()
        assert "write :layout side, stacked, auto or reset" in screen(pilot)


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ((40, 10), ["list"]),
        ((80, 24), ["list", "abstract"]),
        ((120, 40), ["sidebar", "list", "abstract"]),
        ((120, 12), ["list"]),
        ((200, 60), ["sidebar", "list", "abstract"]),
    ],
)
async def test_every_size_has_room(size: tuple[int, int], shown: list[str], tmp_path: Path) -> None:
    """In every layout as many panes are on screen as fit, none of them narrow, and nothing but the footer below."""
    async with reading(tmp_path, size) as pilot:
        for layout in ("side", "stacked", "auto"):
            reader(pilot).run_command(f"layout {layout}")
            await press(pilot, "greater_than_sign", "less_than_sign")
            panes = places_of(pilot)
            assert list(panes) == shown
            assert all(width >= 26 and height >= 6 for _, _, width, height in panes.values())
            assert max(x + width for x, _, width, _ in panes.values()) == size[0]
            assert max(y + height for _, y, _, height in panes.values()) == size[1] - 2
            assert _TITLE[:20] in screen(pilot)
            await press(pilot, "l")
            assert "No source" in screen(pilot)
            await press(pilot, "h")


async def test_panes_are_made_larger_and_smaller(tmp_path: Path) -> None:
    """`>` and `<` are about the pane that keys move, as far as the others keep some room; a number counts."""
    async with reading(tmp_path) as pilot:
        before = places_of(pilot)
        await press(pilot, "greater_than_sign")
        after = places_of(pilot)
        assert after["list"][2] == before["list"][2] + 4
        assert after["abstract"][2] == before["abstract"][2] - 4
        await press(pilot, "l", "2", "greater_than_sign")
        assert places_of(pilot)["abstract"][2] == before["abstract"][2] + 4
        await press(pilot, "9", "9", "less_than_sign")
        assert places_of(pilot)["abstract"][2] == 24
        await press(pilot, "less_than_sign")
        assert "This pane cannot be smaller here." in screen(pilot)
        await press(pilot, "h", "h", "3", "greater_than_sign")
        assert places_of(pilot)["sidebar"][2] == before["sidebar"][2] + 6
        reader(pilot).run_command("layout reset")
        await pilot.pause()
        assert places_of(pilot) == before


async def test_the_list_above_grows_by_lines(tmp_path: Path) -> None:
    """Where the list stands above the abstract, its height changes."""
    async with reading(tmp_path, (80, 24)) as pilot:
        before = places_of(pilot)
        await press(pilot, "greater_than_sign")
        after = places_of(pilot)
        assert after["list"][3] == before["list"][3] + 2
        assert after["abstract"][3] == before["abstract"][3] - 2
        await press(pilot, "9", "9", "greater_than_sign")
        assert places_of(pilot)["abstract"][3] == 4


async def test_one_pane_alone_has_no_size(tmp_path: Path) -> None:
    """Where one pane is on screen there is nothing to share, which is said."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "z", "greater_than_sign")
        assert "One pane has all the room" in screen(pilot)
        assert list(places_of(pilot)) == ["abstract"]


async def test_a_layout_is_there_in_the_next_session(tmp_path: Path) -> None:
    """What was arranged is remembered, and the terminal's size does not forget it."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "V", "greater_than_sign", "h", "greater_than_sign")
        made = places_of(pilot)
        await pilot.resize_terminal(60, 15)
        await pilot.pause()
        assert list(places_of(pilot)) == ["sidebar"]
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert places_of(pilot) == made
        await press(pilot, "q")
    async with reading(tmp_path) as pilot:
        assert places_of(pilot) == made


@given(st.text() | st.sampled_from(['{"layout": 3}', '{"sidebar": 900}', '{"beside": NaN}', '{"above": "x"}', "[1]"]))
def test_what_was_kept_may_be_damaged(kept: str) -> None:
    """Damage is the layout that everybody begins with."""
    assert shape_of(kept) == Shape()
