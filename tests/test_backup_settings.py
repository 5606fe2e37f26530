"""Settings go without their secrets, and come only where there are none."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.moving.settings import Unfit, checked, is_harmless, put, without_secrets

SECRET = "hf_donotcopyme"


@pytest.mark.parametrize(
    ("text", "kept", "left_out"),
    [
        (f'# mine\ntoken = "{SECRET}"\nresume = true # yes\n', "# mine\nresume = true # yes\n", ["token"]),
        (f'"token" = """\n{SECRET}\n"""\npatience = 9\n', "patience = 9\n", ["token"]),
        (f'# token = "{SECRET}"\npatience = 9', "patience = 9", []),
        (f"[mail]\nhost = \"a\"\nPassword = '{SECRET}'\n", '[mail]\nhost = "a"\n', ["Password"]),
        (f'[endpoints]\narxiv_api = "https://me:{SECRET}@a.b"\n', "[endpoints]\n", ["arxiv_api"]),
        ("# a token is a secret\n[mail]\nuser = 'me@a.b'\n", "# a token is a secret\n[mail]\nuser = 'me@a.b'\n", []),
        ("", "", []),
    ],
)
def test_secrets_go_and_all_else_stays(text: str, kept: str, left_out: list[str]) -> None:
    """Line for line, be the value on several lines, in a table, in a comment or part of an address."""
    assert without_secrets(text) == (kept, left_out)


@pytest.mark.parametrize(
    "text", [f"token = {SECRET}", f'mail = {{ password = "{SECRET}" }}', f'a = """\ntoken = {SECRET}"""']
)
def test_what_cannot_be_parted_stays_whole_at_home(text: str) -> None:
    """Rather no settings than a secret, and it is said."""
    kept, left_out = without_secrets(text)
    assert kept is None
    assert left_out[0].startswith("all settings")


_VALUES = st.sampled_from(["1", "true", f'"{SECRET}"', '"""\n1\n"""', "'a'", "[\n1]", f'"https://{SECRET}@a.b"'])
_LINES = st.tuples(st.sampled_from(["token", "password", "patience", "# token", "[mail]", "x"]), _VALUES)


@given(st.lists(_LINES, max_size=5))
def test_no_secret_gets_out(lines: list[tuple[str, str]]) -> None:
    """Whatever the file is like, a token, a password and a name in an address are not in what is written."""
    text = "\n".join(name if name == "[mail]" else f"{name} = {value}" for name, value in lines)
    kept, _ = without_secrets(text)
    if kept is not None:
        told = tomllib.loads(kept)
        assert not {"token", "password"} & {*told, *told.get("mail", {})}
        assert f"{SECRET}@" not in kept


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    """Another one is put beside it under a name of its own, once; the same is not put anywhere."""
    path = tmp_path / "topics.toml"
    assert put(path, 'a = "b"\n') == path
    assert put(path, 'a = "b"\n') is None
    for number, name in ((1, "topics.toml.restored"), (1, "topics.toml.restored"), (2, "topics.toml.restored-2")):
        assert put(path, f"a = {number}\n") == tmp_path / name
    assert path.read_text() == 'a = "b"\n'
    assert len(list(tmp_path.iterdir())) == 3


def test_what_is_taken_over_unseen() -> None:
    """Numbers and switches can do no harm; what names servers or programs can."""
    assert is_harmless(checked("patience = 9.5\nresume = false\n[keys]\nstar = ['*', 's']\n"))
    for text in ('[endpoints]\nhuggingface = "https://a.b"\n', 'token = "x"\n', "[mail]\n"):
        assert not is_harmless(checked(text))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a =", "no TOML"),
        ('a = "\\u001b[2J"', "cannot be shown"),
        ('"\\u202e" = ["x"]', "cannot be shown"),
        ("# \u200b", "cannot"),
    ],
)
def test_what_is_not_taken_over(text: str, why: str) -> None:
    """Characters that drive a terminal have no place in topics either."""
    with pytest.raises(Unfit, match=why):
        checked(text)
    assert checked('a = "é"\r\n\tb = ["ö", {c = 1}]\n')
