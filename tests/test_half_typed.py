"""What may come next in a query, and where it is wrong."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.papers.half_typed import MOST, Completion, Mistake, completion, mistake_at
from feedtui.papers.query import FIELDS, QueryError, parse
from feedtui.papers.text import clean_line

_NAMES = {
    "tag": ("vision", "graph learning", "video vision", "revision"),
    "author": ("Éva Schrödinger", "Jane van Doe"),
    "search": ("to read", "today's"),
}


def names(field: str, begun: str) -> Iterable[str]:
    """Return the names of a made-up library."""
    return _NAMES.get(field, ())


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("au", ["author:"]),
        ("moon ab", ["moon abstract:", "moon has:abstract"]),
        ("unr", ["is:unread"]),
        ("-is:st", ["-is:starred"]),
        ("(sort:up", ["(sort:upvotes"]),
        ("tag:vi", ["tag:vision", 'tag:"video vision"']),
        ("Tag:GRA", ['Tag:"graph learning"']),
        ('moon tag:"graph l', ['moon tag:"graph learning"']),
        ("author:schro", ['author:"Éva Schrödinger"']),
        ("author:van", ['author:"Jane van Doe"']),
        ("search:to", ['search:"to read"', "search:today's"]),
        ("listed:to", ["listed:today"]),
        ("upvotes:>1", ["upvotes:>10", "upvotes:>100"]),
        ("has:abstract", []),
        ('"is:un', []),
        ('tag:"vision"', []),
        ("topic:x", []),
        ("zzz:x", []),
    ],
)
def test_what_may_come_next(text: str, lines: list[str]) -> None:
    """Fields, fixed values and names follow what is typed, in quotes where they have to be."""
    found = completion(text, names)
    assert [text[: found.start] + one for one in found.candidates] == lines


def test_a_library_is_asked_for_what_was_typed() -> None:
    """Of hundreds of names it gives those that begin so, and no more are offered than a screen holds."""
    asked: list[tuple[str, str]] = []

    def noted(field: str, begun: str) -> Iterable[str]:
        asked.append((field, begun))
        return [f"{begun}{at:03}" for at in range(100)]

    for text in ("tag:vi", 'moon AUTHOR:"jane v', "search:", "search:a tag:"):
        found = completion(text, noted)
        assert len(found.candidates) == MOST
    assert asked == [("tag", "vi"), ("author", "jane v"), ("search", ""), ("tag", "")]


def test_all_fields_follow_a_blank() -> None:
    """Where nothing is begun, every field is offered; behind a field, every value."""
    assert completion("moon ", names).candidates == tuple(f"{field}:" for field in FIELDS)
    assert completion("tag:", names).candidates == ("vision", '"graph learning"', '"video vision"', "revision")
    assert completion("ti", names).behind(3) == Completion(3, ("title:", "sort:title"))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("moon autor:x tide", "autor:x"),
        ("is:odd moon", "odd"),
        ("moon) tide", ")"),
        ("(moon", "("),
        ("listed:soon", "soon"),
        ("(sort:newest)", "sort:newest"),
        ('moon upvotes:"a lot"', '"a lot"'),
        ("moon tag:", "tag:"),
    ],
)
def test_where_a_query_is_wrong(text: str, wrong: str) -> None:
    """The mistake is exactly the words that make it, and has a sentence."""
    mistake = mistake_at(text)
    assert mistake is not None
    assert text[mistake.start : mistake.end] == wrong
    with pytest.raises(QueryError) as told:
        parse(text)
    assert mistake.sentence == str(told.value)


@pytest.mark.parametrize("text", ["is:un", "moon (tide", "tag:", "listed:2026-1", "moon upvotes:", "-is:", "id:2301"])
def test_what_more_letters_may_mend_is_no_mistake_yet(text: str) -> None:
    """While it is typed, a half-typed word is not called wrong."""
    assert mistake_at(text) is not None
    assert mistake_at(text, typing=True) is None


@pytest.mark.parametrize("text", ["autor:x", "is:od", "moon)", "is:odd moon", "upvotes:x moon"])
def test_what_no_letter_mends_is_called_wrong_at_once(text: str) -> None:
    """A field that is none, and a word that is finished, are wrong while more is typed."""
    assert mistake_at(text, typing=True) is not None


_PIECES = st.lists(
    st.sampled_from(["is:", "unread", "tag:", '"', "(", ")", "-", " ", "OR", "autor:", "x", "é", "*", ">", "\\", "id:"])
)


@given(st.one_of(st.text(), _PIECES.map("".join)))
def test_any_text_can_be_completed(text: str) -> None:
    """Whatever is typed, what is offered stands within it, and a mistake lies in the text or at its end."""
    found = completion(text, names)
    assert 0 <= found.start <= len(text)
    for typing in (True, False):
        mistake = mistake_at(text, typing=typing)
        assert mistake is None or (isinstance(mistake, Mistake) and 0 <= mistake.start < mistake.end)
        assert mistake is None or mistake.start <= len(text)


@given(st.text(st.characters(exclude_characters="*"), min_size=1).filter(lambda name: clean_line(name) == name))
def test_a_name_that_is_completed_is_found_as_it_is(name: str) -> None:
    """A tag's name, once completed, is a query without a mistake, and asks for what its name in quotes asks for."""
    found = completion("tag:", lambda field, begun: [name])
    if found.candidates:
        whole = "tag:" + found.candidates[0]
        assert mistake_at(whole) is None
        assert parse(whole) == parse('tag:"{}"'.format(name.replace('"', "'")))
