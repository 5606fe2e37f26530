"""Notes and tags as a reader types them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.notes import clean_note, typed_tags
from feedtui.papers.text import BLOCK_LIMIT


def test_lines_stay_as_they_were_written() -> None:
    """Line breaks and empty lines are kept, spaces at the ends of lines and controls are not."""
    assert clean_note("one  two\r\n  three\r\r\n\nfour\x1b[2J\n\n") == "one two\n  three\n\n\nfour[2J"
    assert len(clean_note("word " * BLOCK_LIMIT)) <= BLOCK_LIMIT


@given(st.text())
def test_a_clean_note_is_clean(text: str) -> None:
    """Cleaning twice is cleaning once, and nothing but line breaks is no printable character."""
    note = clean_note(text)
    assert clean_note(note) == note


@pytest.mark.parametrize(
    ("text", "given_tags", "taken"),
    [
        ("foo, Bar baz", ["foo", "Bar", "baz"], set()),
        ("+foo,-bar , baz,", ["foo", "baz"], {"bar"}),
        (" , - +", [], set()),
        ("pre-training", ["pre-training"], set()),
    ],
)
def test_tags_are_parted_by_spaces_and_commas(text: str, given_tags: list[str], taken: set[str]) -> None:
    """Commas part tags as spaces do; a minus takes one away."""
    assert typed_tags(text) == (given_tags, taken)
