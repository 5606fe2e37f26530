"""Signs and lines in ASCII, for terminals and fonts that have nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from driving import press, reader, reading, screen, shows
from feedtui.widgets import glyphs
from feedtui.widgets.glass import Glass
from feedtui.widgets.glyphs import in_ascii, in_encoding

SIGNS = [sign for name, sign in vars(glyphs).items() if name.isupper() and isinstance(sign, str)]
WINDOWS = (
    ("list", "s", "j", "m", "b", "x"),
    ("sidebar", "h", "j"),
    ("prompt", "l", "slash", *"sparse"),
    ("found", "enter"),
    ("nothing", "slash", *"zzz", "enter"),
    ("help", "escape", "question_mark"),
    ("sources", "escape", "f"),
    ("export", "escape", "E"),
    ("copy", "escape", "Y"),
    ("links", "escape", "L"),
    ("note", "escape", "i"),
    ("triage", "escape", "T"),
    ("palette", "escape", "ctrl+p", *"sta"),
    ("abstract", "escape", "z"),
    ("stats", "z", "colon", *"stats", "enter"),
)


@pytest.mark.parametrize("size", [(120, 40), (40, 10)])
async def test_nothing_but_ascii_is_drawn(
    size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With FEEDTUI_ASCII no window draws anything else, where papers have nothing else either."""
    monkeypatch.setenv("FEEDTUI_ASCII", "1")
    async with reading(tmp_path, size) as pilot:
        reader(pilot).warn("A warning.")
        for name, *keys in WINDOWS:
            await press(pilot, *keys)
            other = {letter for letter in screen(pilot) if not letter.isascii()}
            assert (name, other) == (name, set())


async def test_signs_stay_different(tmp_path: Path) -> None:
    """Each state of a paper has a sign of its own in ASCII too, on screen as well as in the help."""
    assert len({in_ascii(sign) for sign in SIGNS if sign != glyphs.CURSOR}) == len(SIGNS) - 1
    async with reading(tmp_path) as pilot:
        await press(pilot, "x", "s")
        assert "✓●★ Sparse" in screen(pilot)
        reader(pilot).run_command("glyphs ascii")
        await pilot.pause()
        assert "xo* Sparse" in screen(pilot)
        assert "Signs and lines are drawn in ASCII." in screen(pilot)
        reader(pilot).run_command("glyphs runes")
        await pilot.pause()
        assert "write :glyphs unicode or ascii" in screen(pilot)


async def test_the_choice_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """ASCII is drawn in the next session too, until Unicode is chosen; FEEDTUI_ASCII=0 goes before."""
    async with reading(tmp_path) as pilot:
        reader(pilot).run_command("glyphs ascii")
    async with reading(tmp_path) as pilot:
        assert "●" not in screen(pilot)
    monkeypatch.setenv("FEEDTUI_ASCII", "0")
    async with reading(tmp_path) as pilot:
        assert "●" in screen(pilot)
        reader(pilot).run_command("glyphs unicode")
    monkeypatch.delenv("FEEDTUI_ASCII")
    async with reading(tmp_path) as pilot:
        assert "●" in screen(pilot)


@pytest.mark.parametrize(
    ("environment", "encoding"),
    [
        ({"LC_ALL": "C"}, "ascii"),
        ({"LC_ALL": "C", "PYTHONUTF8": "1"}, "ascii"),
        ({"LC_ALL": "C.UTF-8"}, "utf-8"),
        ({"LANG": "C"}, "utf-8"),
        ({}, "utf-8"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such locales")
def test_the_locale_says_what_a_terminal_shows(environment: dict[str, str], encoding: str) -> None:
    """Only who asks for a locale without UTF-8 gets ASCII: Python takes the default for UTF-8, and so does feedtui."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    code = "from feedtui.widgets.glyphs import terminal_encoding; print(terminal_encoding())"
    done = subprocess.run(
        [sys.executable, "-c", code], env={**clean, **environment}, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == encoding


async def test_a_terminal_without_utf_8_gets_what_it_can_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers' letters lose their accents or become question marks, in as many cells."""
    monkeypatch.setattr("feedtui.screens.drawn.terminal_encoding", lambda: "ascii")
    async with reading(tmp_path, titles=("Étude über 深度 learning",)) as pilot:
        assert screen(pilot).isascii()
        assert "Etude uber ???? learning" in screen(pilot)
        reader(pilot).run_command("glyphs unicode")
        await pilot.pause()
        assert "This terminal is said to show ascii alone." in screen(pilot)


@given(st.text(st.characters(exclude_categories=["C", "Z"])))
def test_text_keeps_its_width(text: str) -> None:
    """Whatever stands for a letter is as wide as it, and an encoding is kept to."""
    assert cell_len(in_ascii(text)) == cell_len(text)
    told = in_encoding(text, "latin-1")
    assert told.encode("latin-1").decode("latin-1") == told


def test_cut_words_are_told_by_two_dots() -> None:
    """An ellipsis is as wide as what stands for it."""
    assert [in_ascii(text) for text in ("fetching …", "Lanter…", "…", "深…")] == ["fetching..", "Lante..", ".", "深."]
    assert Glass(ascii=True)._seen("a … b") == "a.. b"


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 10)])
async def test_a_paper_with_a_note_has_a_sign(size: tuple[int, int], tmp_path: Path) -> None:
    """In the list, in the help, and in ASCII."""
    async with reading(tmp_path, size) as pilot:
        assert "¶" not in screen(pilot)
        await press(pilot, *":note to read again", "enter")
        await shows(pilot, "¶")
        reader(pilot).run_command("glyphs ascii")
        await shows(pilot, " # ")
        reader(pilot).run_command("glyphs unicode")
        await press(pilot, "question_mark", "slash", *"of yours")
        assert "¶" in screen(pilot)
        assert "has a note of yours" in screen(pilot)
