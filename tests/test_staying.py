"""Which papers may stay in the list after a mark took them out of what the query finds."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from feedtui.papers.matching import Subject, matches
from feedtui.papers.paper import Item, Mark
from feedtui.papers.query import parse
from feedtui.screens.staying import lasting
from samples import TITLES, paper

AT = "2026-01-01T00:00:00Z"


@pytest.mark.parametrize(
    ("query", "stays"),
    [
        ("is:unread", True),
        ("-is:read", True),
        ("is:unread lanterns", True),
        ("lanterns is:unread sort:title", True),
        ("-(is:read OR is:starred)", True),
        ("-(is:read moonlight)", True),
        ("is:starred OR moonlight", True),
        ("is:unread moonlight", False),
        ("-lanterns", False),
        ("-is:read -lanterns", False),
        ("is:queued tag:none", False),
        ("-(lanterns OR is:starred)", False),
        ("has:note", False),
    ],
)
def test_only_states_are_passed_over(query: str, stays: bool) -> None:
    """A paper stays that some state of reading would let the query find, and no other."""
    one = paper(TITLES[0], "An abstract.")
    marks = [Mark(read, star, queue) for read, star, queue in product((AT, None), repeat=3)]
    whole = parse(query)
    assert any(matches(whole, Subject(Item(one, mark))) for mark in marks) is stays
    for mark in marks:
        assert matches(lasting(whole), Subject(Item(one, mark))) is stays


def test_a_query_without_states_is_itself() -> None:
    """What does not ask for a state is left as it is."""
    query = parse('sparse -masked title:"for small" upvotes:>5')
    assert lasting(query) == query
    noted = Item(paper(TITLES[0]), replace(Mark(), note="lamp"))
    assert matches(lasting(parse("note:lamp is:read")), Subject(noted))
