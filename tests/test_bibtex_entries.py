"""The entries of BibTeX files, broken ones too."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.sources.bibtex_entries import entries

GOOD = "@article{one,\n  title = {One},\n  year = 2001\n}\n"
LAST = '@misc{three,\n  title = "Three",\n}\n'


def found(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Return key, fields and trouble of each entry."""
    return [(entry.key, entry.fields, entry.trouble) for entry in entries(text)]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("@article{k, title = {A {B} C}, year = 2001}", {"title": "A {B} C", "year": "2001"}),
        ("@ARTICLE ( k , Title = \"A {\"}B\" , YEAR=2001 )", {"title": 'A {"}B', "year": "2001"}),
        ("@article{k\n, title = {A}\n, year = {2001}\n}", {"title": "A", "year": "2001"}),
        ("@article{\n title = {A},\n}", {"title": "A"}),
        ("@misc{k,, title={A} year = 2001,, }", {"title": "A", "year": "2001"}),
        ("@misc{k, % a remark\n title={A},\n % year = 2001,\n}", {"title": "A"}),
        ("@misc{k, month = jun # {~10}, title = {A} # \" and \" # {B}}", {"month": "June~10", "title": "A and B"}),
        ("@string{me = {Ada} # { Lamp}}\n@misc{k, author = ME}", {"author": "Ada Lamp"}),
        ("@misc{k, note = {a \\{ b}, year = 2001}", {"note": "a \\{ b", "year": "2001"}),
        ("@misc{k, note = {a \\} b}, year = 2001}", {"note": "a \\} b", "year": "2001"}),
        ('@misc{k, author = "G\\"odel", year = 2001}', {"author": 'G\\"odel', "year": "2001"}),
        ("@misc{k, title = {A}, title = {B}}", {"title": "A"}),
        ("@misc{k, title = {see @foo {bar} and @misc{x, y}}}", {"title": "see @foo {bar} and @misc{x, y}"}),
        ("@misc{k, month = 10 March, title = }", {"month": "10 March"}),
        ("@misc{10.1016/S0140(02)1-x, title = {A}}", {"title": "A"}),
    ],
)  # fmt: skip
def test_an_entry(text: str, fields: dict[str, str]) -> None:
    """All that programs write is read."""
    ((_, told, trouble),) = found(text)
    assert told == fields
    assert not trouble


def test_what_is_no_entry() -> None:
    """Comments of every kind, preambles and text between entries are passed over."""
    text = (
        "%% written by a program\nmail me@lamp.example {x}\n@comment{jabref: {a}; @misc{no, title={No}}}\n"
        '% @article{off, title = {Off}}\n@preamble{"\\newcommand{x}"}\n' + GOOD + "@comment without braces\n" + LAST
    )
    assert [(key, trouble) for key, _, trouble in found(text)] == [("one", ""), ("three", "")]
    assert [entry.line for entry in entries(text)] == [6, 11]


@pytest.mark.parametrize(
    ("broken", "fields", "trouble"),
    [
        ("@article{two, title = {Two, year = 2,\n key={A}\n}\n", {"title": "{Two", "year": "2", "key": "A"}, "no end"),
        ("@article{two, title = {Two},\n note = {We\n", {"title": "Two", "note": "{We"}, "“note” has no end"),
        ("@article{two, title = {Two},\n note = {We}\n", {"title": "Two", "note": "We"}, "It has no end."),
        ("@article{two, title = {Two}}, year = 2002}\n", {"title": "Two", "year": "2002"}, "brace too many"),
        ("@article{two, title = {Two},\n", {"title": "Two"}, "It has no end."),
        ("@article{two, title = {Two}, so it is, year = 2002}\n", {"title": "Two", "year": "2002"}, "“so it is”"),
        ('@article{two, title = "Two, year = 2002}\n', {"title": '"Two', "year": "2002"}, "“title” has no end"),
    ],
)  # fmt: skip
def test_a_broken_entry_between_two_others(broken: str, fields: dict[str, str], trouble: str) -> None:
    """It is said what is wrong, what can be read of it is, and its neighbours are whole."""
    first, second, third = found(GOOD + broken + LAST)
    assert first == ("one", {"title": "One", "year": "2001"}, "")
    assert second[:2] == ("two", fields)
    assert trouble in second[2]
    assert third == ("three", {"title": "Three"}, "")


@given(st.integers(0, 60), st.text(st.sampled_from('{}"@,=#%\\ \nab1('), max_size=4), st.integers(0, 8))
def test_no_damage_hides_the_neighbours(place: int, added: str, taken: int) -> None:
    """Whatever is put into an entry or taken out of it, the one before is whole, and the one behind is found."""
    middle = "@article{two,\n  title = {Two {T}wo},\n  author = {A and B},\n  year = 2002\n}"
    damaged = middle[:place] + added + middle[place + taken :]
    told = found(f"{GOOD}{damaged}\n{LAST}")
    assert told[0] == ("one", {"title": "One", "year": "2001"}, "")
    assert told[-1] == ("three", {"title": "Three"}, "")


@given(st.text(st.sampled_from('@ab{}"(),=#%\\ \n1comentsrig'), max_size=80) | st.text(max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    """Any text has entries or none."""
    for entry in entries(text):
        assert entry.line >= 1
        assert all(entry.fields.values())


def test_hostile_files_take_no_time() -> None:
    """Files of nothing but beginnings are read soon."""
    pieces = (
        "@a{b,c={",
        "\n@a{b,c={x",
        "@a{b,",
        '@a{b,c="{',
        "@",
        "@a{b,c={\n@a{b",
        "@comment{",
        "@a{b,c={x,d={x,\n",
        "@a{b}",
    )
    for piece in pieces:
        assert list(entries(piece * (200_000 // len(piece)))) is not None
