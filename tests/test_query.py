"""The query language: what is found, and what is said of a wrong query."""

from __future__ import annotations

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.papers.highlight import matched
from feedtui.papers.matching import Subject, matches
from feedtui.papers.paper import Item, Links, Mark
from feedtui.papers.query import All, QueryError, parse, quoted
from samples import paper

NOW = "2026-01-01T00:00:00Z"
ITEMS = {
    "a": Item(
        paper("Pre-training by Moonlight", "Café retrieval at $5.", authors=("José Núñez",), upvotes=60),
        Mark(read=NOW, starred=NOW, tags=("to read",), note="see figure 3"),
        ("language models",),
    ),
    "b": Item(
        paper(
            "Pretraining and 深度学习 surveys", id="arxiv:2301.03580", tags=("survey",), links=Links(code="https://x.y")
        ),
        Mark(queued=NOW),
    ),
    "c": Item(paper("Diffusion", "A retrieval abstract", upvotes=5, sources=("page:huggingface-search",))),
}


def found(text: str, *, typing: bool = False) -> str:
    """Return the names of the items that a query finds."""
    query = parse(text, typing=typing)
    return "".join(name for name, item in ITEMS.items() if matches(query, Subject(item)))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", "abc"),
        ("retrieval", "ac"),
        ("RETRIEVAL cafe", "a"),
        ('"retrieval abstract"', "c"),
        ('"abstract retrieval"', ""),
        ("pre-training", "a"),
        ("pretrain*", "b"),
        ("moonlight OR diffusion", "ac"),
        ("-retrieval", "b"),
        ("NOT retrieval", "b"),
        ("retrieval -(cafe OR survey)", "c"),
        ("(moonlight OR surveys) -surveys", "a"),
        ("title:retrieval", ""),
        ("abstract:retrieval", "ac"),
        ("author:nunez", "a"),
        ('tag:"to read"', "a"),
        ("tag:survey", "b"),
        ('topic:"language models"', "a"),
        ("source:huggingface", "c"),
        ("id:2301.03580", "b"),
        ("note:figure", "a"),
        ("is:read", "a"),
        ("is:unread", "bc"),
        ("is:starred OR is:queued", "ab"),
        ("has:code", "b"),
        ("has:pdf", "b"),
        ("has:note", "a"),
        ("has:abstract", "ac"),
        ("upvotes:>5", "a"),
        ("upvotes:<=5", "c"),
        ("upvotes:60", "a"),
        ("深度学习", "b"),
    ],
)
def test_what_is_found(query: str, names: str) -> None:
    """Each form of the language finds what a researcher expects."""
    assert found(query) == names


@pytest.mark.parametrize(
    ("query", "sentence", "at"),
    [
        ("x autor:y", "unknown field autor:, did you mean author:?", 2),
        ("zzzz:y", "known are title:", 0),
        ("is:redd", "did you mean is:read?", 3),
        ("a )", "there is a ) without its (", 2),
        ("(a", "there is a ( without its )", 0),
        ("a is:", "nothing follows is:", 2),
        ("upvotes:many", "upvotes:many is no number", 8),
        ("(" * 60 + "a", "too many", 50),
        ("-" * 60 + "a", "too many", 50),
    ],
)
def test_a_wrong_query_says_where_and_what(query: str, sentence: str, at: int) -> None:
    """A mistake is named with its place and the nearest right word."""
    with pytest.raises(QueryError, match=re.escape(sentence)) as raised:
        parse(query)
    assert raised.value.at == at


def test_half_typed_queries_still_filter() -> None:
    """While typing, the last word may go on and what is no sense yet is passed over."""
    assert found("moonl", typing=True) == "a"
    assert found("retrieval is:", typing=True) == "ac"
    assert found("(moon", typing=True) == "a"
    assert found("moon )", typing=True) == ""
    assert found("autor:x", typing=True) == ""


@given(st.text(max_size=40))
def test_any_text_is_a_query_or_an_error(text: str) -> None:
    """No text breaks the parser, and no text is an error while it is typed."""
    queries = [parse(text, typing=True), parse("(" * 99 + text, typing=True), parse("-" * 99 + text, typing=True)]
    with contextlib.suppress(QueryError):
        queries.append(parse(text))
    for query in queries:
        for item in ITEMS.values():
            matches(query, Subject(item))
        matched(query)


@given(st.text(st.characters(categories=["Lu", "Ll", "Nd", "Zs"]), min_size=1, max_size=20))
def test_a_quoted_tag_finds_its_paper(tag: str) -> None:
    """The sidebar's query for a tag finds the papers that carry it."""
    item = Item(paper("A"), Mark(tags=(tag,)))
    assert matches(parse(f"tag:{quoted(tag)}"), Subject(item))


def test_matches_are_marked_in_running_text() -> None:
    """Hyphens and case do not keep a match from being marked; fields of other places mark nothing."""
    pattern = matched(parse('"pre training" is:unread moon*'))
    assert pattern is not None
    assert [match[0] for match in pattern.finditer("Pre-Training by Moonlight, pretraining")] == [
        "Pre-Training",
        "Moon",
    ]
    assert matched(parse("tag:x -y")) is None
    assert matched(All()) is None
