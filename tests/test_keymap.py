"""Commands under other keys."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.commands import BY_NAME, COMMANDS
from feedtui.keymap import remapped


def keys(table: dict[str, object]) -> tuple[dict[str, str], list[str]]:
    """Return the keys of all commands by their names, and what is told."""
    commands, wrong = remapped(table)
    assert [one.name for one in commands] == [one.name for one in COMMANDS]
    return {one.name: one.keys for one in commands}, [clause for _, clause in wrong]


@pytest.mark.parametrize(
    ("value", "made"),
    [
        ("ctrl+t", "ctrl+t"),
        (["ctrl+t", "ctrl+y"], "ctrl+t,ctrl+y"),
        ("Q Q", "Q Q"),
        (["Q ?", "Q ,"], "Q question_mark,Q comma"),
        ("", ""),
        ([], ""),
        ([""], ""),
        (["ctrl+t", "ctrl+t"], "ctrl+t"),
    ],
)
def test_a_command_is_called_by_other_keys(value: object, made: str) -> None:
    """By one, one of several, some one after the other, or none; all others keep theirs."""
    found, told = keys({"star": value})
    assert found == {one.name: one.keys for one in COMMANDS} | {"star": made}
    assert told == []


def test_two_may_change_places() -> None:
    """Where both are told, nothing clashes."""
    found, told = keys({"star": "m", "read": "s"})
    assert (found["star"], found["read"], told) == ("m", "s", [])


def test_what_loses_its_last_key_is_told() -> None:
    """With what to write to have it so; written so, it is not told again."""
    found, told = keys({"star": "m"})
    assert (found["star"], found["read"]) == ("m", "")
    assert told == ['star has m now, and read is without a key; give it another, or say read = ""']
    assert keys({"star": "m", "read": ""})[1] == []
    assert keys({"star": "j"}) == (keys({"star": "j", "down": "down"})[0], [])


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({"star": "Q", "read": "Q"}, "read: Q is the key of star already"),
        ({"zoom": "Z", "tag": "Z t"}, "tag: Z t cannot be told from Z of zoom"),
        ({"tag": "Z t", "zoom": "Z"}, "zoom: Z cannot be told from Z t of tag"),
        ({"star": "z t"}, 'star has z t now, and zoom is without a key; give it another, or say zoom = ""'),
        ({"stra": "s"}, "there is no command stra; did you mean star?"),
        ({"xyzzy": "s"}, "there is no command xyzzy"),
        ({"star": "ctrl+q"}, "star: ctrl+q is reserved: it quits whatever else is set"),
        ({"star": "Z ctrl+c"}, "star: ctrl+c is reserved: it copies what is selected"),
        ({"star": "5"}, "star: 5 is reserved for numbers before keys"),
        ({"star": "Z esc"}, "star: esc is reserved for leaving keys that follow one another"),
        ({"star": "a b c d e"}, "star: a b c d e are more than 4 keys"),
        ({"star": "page down"}, "star: page is no key; did you mean pageup?"),
        ({"star": "ctlr+x"}, "star: ctlr+x is no key; did you mean ctrl+x?"),
        ({"star": " "}, 'star: white space is no key; "space" is that key, "" leaves a command without one'),
        ({"star": 5}, 'star has to be a key in quotes or a list of them, as in ["j", "g g"]'),
        ({"star": ["s", 5]}, 'star has to be a key in quotes or a list of them, as in ["j", "g g"]'),
        ({"star": {"s": 1}}, 'star has to be a key in quotes or a list of them, as in ["j", "g g"]'),
        (
            {"command": "", "palette": ""},
            "command and palette are both without a key, and so is every way to call others by name",
        ),
    ],
)
def test_what_is_wrong_is_named(table: dict[str, object], told: str) -> None:
    """In a clause that names the command, the key, and the one that was likely meant or has it already."""
    assert keys(table)[1] == [told]


@pytest.mark.parametrize(("alias", "key"), [("ctrl+i", "tab"), ("ctrl+m", "enter"), ("ctrl+h", "backspace")])
def test_a_key_that_terminals_take_for_another_is_told(alias: str, key: str) -> None:
    """It is taken as the other one, as a terminal takes it."""
    found, told = keys({"star": alias, "next-pane": "Z"})
    assert found["star"] == key
    assert f"star: to a terminal {alias} is {key}, and is taken for it" in told


def test_a_row_that_is_wrong_keeps_the_shipped_keys() -> None:
    """A typo takes no command away; of a list, what is right is taken."""
    assert keys({"star": "nokey"})[0]["star"] == "s"
    assert keys({"star": ["nokey", "Z"]})[0]["star"] == "Z"
    assert keys({"read": "Q", "star": "Q"})[0]["star"] == "s"


KEYS = st.sampled_from(["g", "z", "Q", "esc", "ctrl+i", "ctrl+q", "5", "f5", "?", "nokey", "", " "])
SEQUENCES = st.lists(KEYS, min_size=1, max_size=5).map(" ".join)
VALUES = st.one_of(SEQUENCES, st.lists(SEQUENCES, max_size=3), st.integers(), st.text(max_size=5), st.none())


@given(st.dictionaries(st.one_of(st.sampled_from(list(BY_NAME)), st.text(max_size=9)), VALUES, max_size=20))
def test_whatever_is_set_no_key_means_two_things(table: dict[str, object]) -> None:
    """Nor is one the beginning of another; reserved keys stay free, and every command that has lost all is told."""
    found, told = keys(table)
    every = [key for value in found.values() for key in value.split(",") if key]
    for one, other in combinations(every, 2):
        assert not f"{one} ".startswith(f"{other} ")
        assert not f"{other} ".startswith(f"{one} ")
    assert not {"ctrl+q", "ctrl+c"} & {part for key in every for part in key.split()}
    unbound = {name for name, value in found.items() if not value and BY_NAME[name].keys}
    assert all(name in table or any(f" {name} is without a key" in clause for clause in told) for name in unbound)
