"""Words looked for in a text that is set in lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from feedtui.widgets.sought import next_place, pattern_of, starts_in


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("moon", "Moonlight and moon", ["Moon", "moon"]),
        ("Moon", "Moonlight and moon", ["Moon"]),
        ("a.b", "a.b axb", ["a.b"]),
        (" the  moon ", "the moon, The\nmoon", ["the moon", "The\nmoon"]),
    ],
)
def test_what_is_typed_is_found_as_it_is_typed(typed: str, text: str, found: list[str]) -> None:
    """Signs stand for themselves, small letters for great ones too, a blank for any white space."""
    pattern = pattern_of(typed)
    assert pattern is not None
    assert [one[0] for one in pattern.finditer(text)] == found


def test_nothing_typed_finds_nothing() -> None:
    """Blanks alone are no words."""
    assert pattern_of("  ") is None


def test_places_go_round() -> None:
    """From the top of the screen on, one by one, from the last to the first; scrolled away, from the screen on."""
    lines = [2, 2, 9, 30]
    assert next_place(lines, None, 1, 0, 10) == 0
    assert next_place(lines, 0, 1, 0, 10) == 1
    assert next_place(lines, 3, 1, 25, 10) == 0
    assert next_place(lines, 0, -1, 0, 10) == 3
    assert next_place(lines, 0, 1, 5, 10) == 2
    assert next_place(lines, 3, -1, 5, 10) == 1
    assert next_place(lines, None, 1, 40, 10) == 0
    assert next_place([], None, 1, 0, 10) is None


@given(st.text(alphabet="ab \u6df1\u00e9", max_size=80), st.integers(1, 12))
def test_lines_begin_where_they_stand_in_the_text(text: str, width: int) -> None:
    """Each line's text is found at its beginning, in their order."""
    lines = [line.plain for line in Content(text).wrap(width)]
    starts = starts_in(text, lines)
    assert starts == sorted(starts)
    for start, line in zip(starts, lines, strict=True):
        assert text[start : start + len(line.strip())] == line.strip()
