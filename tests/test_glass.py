"""The last door before the terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from wcwidth import wcwidth

from feedtui.papers.text import clean_line
from feedtui.widgets.glass import drawn
from hostile import LINES
from hostile_set import acts


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[CLS] plain é 深度", "[CLS] plain é 深度"),
        ("a\x1b[2J\x9b\u202e\u200bb", "a[2Jb"),
        ("👩\u200d🔬!", "👩!"),
        ("👍🏽!", "👍!"),
        ("❤\ufe0f!", "❤ !"),
        ("🇩🇪!", "DE!"),
        ("1\ufe0f\u20e3!", "1 !"),
    ],
)
def test_what_is_drawn(text: str, shown: str) -> None:
    """Nothing that acts; of emoji that terminals draw in several widths, the first part."""
    assert drawn(text) == shown
    assert cell_len(shown) == cell_len(text)


@given(LINES | st.text(st.sampled_from("a #\u0301\ufe0f\u200d\u20e3👩🏽🇩❤深\u0e33\x1b")))
def test_what_is_clean_is_as_wide_as_it_was_counted(text: str) -> None:
    """By the table that terminals use, letter by letter."""
    line = clean_line(text)
    shown = drawn(line)
    assert not acts(shown)
    assert sum(max(0, wcwidth(letter)) for letter in shown) == cell_len(line)
