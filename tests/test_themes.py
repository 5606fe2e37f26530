"""Colours as they are on screen: what is text can be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.color import Color
from textual.pilot import Pilot

from driving import press, reader, reading, screen
from feedtui.library.library import Library
from feedtui.paths import places
from feedtui.widgets.themes import contrast
from samples import TITLES

AAA, AA = 7.0, 4.5


def texts(pilot: Pilot[Any]) -> Iterator[tuple[float, str, str]]:
    """Yield of every text on screen how well it can be told from what is behind it, its colours and itself.

    Lines and bars are no text; what is behind a window is not to be read while that is open.
    """
    window = next((one.region for one in pilot.app.screen.query(".window")), pilot.app.screen.region)
    strips = pilot.app.screen._compositor.render_strips()
    for strip in strips[window.y : window.bottom]:
        for segment in strip.crop(window.x, window.right):
            if any(letter.isalnum() for letter in segment.text):
                style = segment.style
                assert style is not None
                assert style.color is not None
                assert style.bgcolor is not None
                assert not style.dim
                front, behind = (Color.from_rich_color(one) for one in (style.color, style.bgcolor))
                yield contrast(front, behind), f"{front.hex} on {behind.hex}", segment.text.strip()


def unreadable(pilot: Pilot[Any], least: float) -> set[tuple[str, str]]:
    """Return the texts on screen that cannot be read well, with their colours."""
    return {(colours, text) for ratio, colours, text in texts(pilot) if ratio < least}


def test_contrast_is_that_of_wcag() -> None:
    """Black on white has 21, a colour on itself 1; #767676 on white is the known grey of 4.54."""
    white = Color.parse("#ffffff")
    assert contrast(Color.parse("#000000"), white) == pytest.approx(21)
    assert contrast(white, white) == 1
    assert contrast(white, Color.parse("#767676")) == pytest.approx(4.54, abs=0.01)


WINDOWS = (
    ("main", "m", "j", "x", "s"),
    ("search", "slash", *"sparse"),
    ("found", "enter"),
    ("sidebar", "escape", "h", "j"),
    ("prompt", "l", "colon", *"the"),
    ("error", *"x", "enter"),
    ("note", "i", *"a note", "escape"),
    ("abstract", "l"),
    ("help", "question_mark"),
    ("sources", "escape", "f"),
    ("add", "a"),
    ("export", "escape", "escape", "E"),
    ("file", "tab", "tab", "tab", "tab", "tab"),
    ("copy", "escape", "Y"),
    ("links", "escape", "L"),
    ("triage", "escape", "T"),
    ("palette", "escape", "ctrl+p", *"sta"),
)


@pytest.mark.parametrize("theme", ["contrast-dark", "contrast-light"])
async def test_high_contrast_is_high_everywhere(theme: str, tmp_path: Path) -> None:
    """In every window each text has seven times the light of what is behind it, or a seventh: WCAG 2.2, 1.4.6 (AAA)."""
    async with reading(tmp_path) as pilot:
        reader(pilot).run_command(f"theme {theme}")
        reader(pilot).warn("A warning.")
        for name, *keys in WINDOWS:
            await press(pilot, *keys)
            await pilot.pause()
            assert (name, unreadable(pilot, AAA)) == (name, set())


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
async def test_all_of_the_list_can_be_read(theme: str, tmp_path: Path) -> None:
    """In the themes that everybody begins with, titles and bylines have the contrast of WCAG's AA, read or not."""
    async with reading(tmp_path) as pilot:
        reader(pilot).run_command(f"theme {theme}")
        await press(pilot, "m", "j", "j")
        list_of = {text: ratio for ratio, _, text in texts(pilot)}
        bylines = [ratio for text, ratio in list_of.items() if "2026" in text or "All" in text]
        assert min(bylines) >= AA


async def test_a_byline_is_quieter_than_its_title(tmp_path: Path) -> None:
    """Titles of unread papers stand out more than those of read ones, and more than figures."""
    async with reading(tmp_path) as pilot:
        reader(pilot).run_command("theme textual-dark")
        await press(pilot, "m", "j", "j")
        ratios = {text[:8]: ratio for ratio, _, text in texts(pilot)}
        assert ratios[TITLES[1][:8]] > ratios[TITLES[0][:8]] >= AA
        assert ratios[TITLES[1][:8]] > ratios["0/0"] >= AA


async def test_every_theme_can_be_chosen_and_is_remembered(tmp_path: Path) -> None:
    """Any theme of Textual's or ours is taken by its name; one that is none is told from those that are."""
    async with reading(tmp_path) as pilot:
        for name in ("dracula", "solarized-light", "ansi-dark"):
            reader(pilot).run_command(f"theme {name}")
            await pilot.pause()
            assert pilot.app.theme == name
        reader(pilot).run_command("theme nrod")
        await pilot.pause()
        assert "No theme nrod; did you mean nord?" in screen(pilot)
        await press(pilot, "colon", *"theme gru", "tab", "enter")
        assert pilot.app.theme == "gruvbox"
        reader(pilot).run_command("theme contrast")
    async with reading(tmp_path) as pilot:
        assert pilot.app.theme == "contrast-dark"
        reader(pilot).run_command("theme")
        assert pilot.app.theme == "contrast-light"


async def test_no_color_has_no_theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR the terminal's own colours are used, and the theme that was chosen before is kept for later."""
    async with reading(tmp_path) as pilot:
        reader(pilot).run_command("theme nord")
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading(tmp_path) as pilot:
        reader(pilot).run_command("theme dracula")
        await pilot.pause()
        assert "NO_COLOR is set" in screen(pilot)
        colours = {
            segment.style.color.name
            for strip in pilot.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style and segment.style.color
        }
        assert colours <= {"default"}
    library = Library(places(str(tmp_path)))
    assert library.setting("theme") == "nord"
    library.close()
