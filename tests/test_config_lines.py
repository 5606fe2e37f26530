"""Where in a settings file something stands."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.config_lines import line_of, line_told, without_line

FILE = """\
# refresh_every = 5
refresh_every = 6
mail.host = "a"
"token" = "b"

[endpoints]  # Mirrors
arxiv = "c"
[ keys ]
star = [
    "s",
]
'read' = "m"
"""


@pytest.mark.parametrize(
    ("table", "name", "line"),
    [
        ("", "refresh_every", 2),
        ("", "token", 4),
        ("", "arxiv", 0),
        ("", "mail", 3),
        ("mail", "host", 3),
        ("endpoints", "arxiv", 7),
        ("keys", "star", 9),
        ("keys", "read", 12),
        ("keys", "nothing", 8),
    ],
)
def test_the_line_is_the_one_that_sets_it(table: str, name: str, line: int) -> None:
    """A comment is no setting; what is not found in a table is told where the table begins."""
    assert line_of(FILE, table, name) == line


@pytest.mark.parametrize(("text", "line"), [("a = 1\nb = ", 2), ("a = [\n1,\n", 2), ("[a\n", 1), ("a = 1\na = 2\n", 2)])
def test_a_line_that_toml_names_is_taken(text: str, line: int) -> None:
    """An end that came too soon is on the last line."""
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)
    assert line_told(str(caught.value), text) == line
    assert "line" not in without_line(str(caught.value))


def test_an_error_without_a_line() -> None:
    """There are some."""
    assert line_told("Too deep", "a\nb") == 0


@given(st.text(), st.sampled_from(["", "mail", "keys"]), st.text())
def test_any_text_has_a_line_or_none(text: str, table: str, name: str) -> None:
    """Whatever the file is, a line is one that it has."""
    assert 0 <= line_of(text, table, name) <= text.count("\n") + 1
