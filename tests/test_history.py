"""What was typed before."""

from __future__ import annotations

import json

import pytest

from feedtui.library.history import MOST, lines_in, with_lines


def test_the_newest_hundred_are_kept_each_once() -> None:
    """What is typed again comes to the front; what is old goes."""
    kept = with_lines(None, ["moon", "tide"])
    assert lines_in(with_lines(kept, ["tide", "fog"])) == ("tide", "fog", "moon")
    for number in range(MOST + 20):
        kept = with_lines(kept, [f"line {number}"])
    assert len(lines_in(kept)) == MOST
    assert lines_in(kept)[0] == f"line {MOST + 19}"


@pytest.mark.parametrize("kept", ["", "[", "3", '{"a": 1}', "[1, null, []]", "null"])
def test_a_setting_that_is_no_list_of_lines_is_empty(kept: str) -> None:
    """Whatever another program left there, typing goes on."""
    assert lines_in(kept) == ()
    assert lines_in(with_lines(kept, ["moon"])) == ("moon",)


def test_lines_are_clean() -> None:
    """No line that was kept can drive the terminal."""
    assert lines_in(json.dumps(["a\x1b[2Jb\nc"])) == ("a[2Jb c",)
