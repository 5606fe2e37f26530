"""What a query finds: the language as a researcher expects it to work."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.papers.matching import Subject, matches
from feedtui.papers.paper import Item, Links, Mark
from feedtui.papers.query import All, Either, Not, Query, parse, query_text, quoted
from feedtui.papers.text import clean_line
from samples import paper

NOW = "2026-01-01T00:00:00Z"
TODAY = date(2026, 11, 25)
ITEMS = {
    "a": Item(
        paper(
            "Pre-training by Moonlight",
            "Café retrieval at $5.",
            authors=("José Núñez", "Łukasz Kaiser"),
            upvotes=60,
            published="2025",
            listed="2026-11-20",
        ),
        Mark(read=NOW, starred=NOW, tags=("to read",), note="see figure 3"),
        ("language models",),
    ),
    "b": Item(
        paper(
            "Pretraining and 深度学习 surveys",
            id="arxiv:2301.03580",
            doi="10.1109/X.1",
            tags=("survey", "Computer Vision"),
            links=Links(code="https://x.y"),
            published="2023-01-09T18:59:59-05:00",
            listed="--11-24",
        ),
        Mark(queued=NOW),
    ),
    "c": Item(
        paper(
            "Diffusion", "A retrieval abstract", summary="In brief: few steps", upvotes=5, sources=("page:hf-search",)
        )
    ),
}


def found(text: str, *, typing: bool = False) -> str:
    """Return the names of the items that a query finds."""
    query = parse(text, typing=typing, today=TODAY)
    return "".join(name for name, item in ITEMS.items() if matches(query, Subject(item)))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", "abc"),
        ("retrieval", "ac"),
        ("RETRIEVAL cafe", "a"),
        ('"retrieval abstract"', "c"),
        ('"abstract retrieval"', ""),
        ("pre-training", "ab"),
        ("pretrain*", "ab"),
        ('"pretraining and"', "b"),
        ("moonlight OR diffusion", "ac"),
        ("-retrieval", "b"),
        ("NOT retrieval", "b"),
        ("retrieval -(cafe OR survey)", "c"),
        ("(moonlight OR surveys) -surveys", "a"),
        ("title:retrieval", ""),
        ("abstract:retrieval", "ac"),
        ("abstract:brief", "c"),
        ("few steps", "c"),
        ("author:nunez", "a"),
        ('author:"nunez lukasz"', ""),
        ("lukasz", "a"),
        ('tag:"to read"', "a"),
        ("tag:To-Read", "a"),
        ("tag:survey", "b"),
        ("tag:computer-vision", "b"),
        ("tag:computer", ""),
        ("tag:comp*", "b"),
        ("tag:vision", ""),
        ("tag:*", "ab"),
        ("vision", "b"),
        ('"to read"', "a"),
        ('"read computer"', ""),
        ('topic:"language models"', "a"),
        ("topic:language", ""),
        ("topic:language*", "a"),
        ("language", ""),
        ("source:page:hf-search", "c"),
        ("source:page*", "c"),
        ("source:hf", ""),
        ("search", ""),
        ("id:2301.03580", "b"),
        ("id:https://arxiv.org/pdf/2301.03580v3", "b"),
        ("id:10.1109/x.1", "b"),
        ("id:2301.0358*", None),
        ("note:figure", "a"),
        ("figure", ""),
        ("is:read", "a"),
        ("is:unread", "bc"),
        ("is:starred OR is:queued", "ab"),
        ("has:code", "b"),
        ("has:pdf", "b"),
        ("has:note", "a"),
        ("has:abstract", "ac"),
        ("has:tag", "a"),
        ("is:muted", ""),
        ("search:kept", ""),
        ("-search:kept", "abc"),
        ("upvotes:>5", "a"),
        ("upvotes:<=5", "c"),
        ("upvotes:60", "a"),
        ("-upvotes:>=0", "b"),
        ("深度学习", "b"),
        ("listed:2026-11", "a"),
        ("listed:7d", "a"),
        ("listed:<7d", ""),
        ("-listed:..2030", "bc"),
        ("published:2025", "a"),
        ("published:>2025-01-01", ""),
        ("published:2023-01-09", "b"),
        ("published:<2024", "b"),
        ("read:2026", "a"),
        ("read:>2026-01-01", ""),
        ("retrieval sort:title", "ac"),
        ("sort:upvotes", "abc"),
    ],
)
def test_what_is_found(query: str, names: str | None) -> None:
    """Each form of the language finds what a researcher expects."""
    if names is None:
        with pytest.raises(ValueError, match="is no paper"):
            found(query)
    else:
        assert found(query) == names


def test_half_typed_queries_still_filter() -> None:
    """While typing, the last word may go on and what is no sense yet is passed over."""
    assert found("moonl", typing=True) == "a"
    assert found("tag:comp", typing=True) == "b"
    assert found("retrieval is:", typing=True) == "ac"
    assert found("(moon", typing=True) == "a"
    assert found("moon )", typing=True) == ""
    assert found("autor:x", typing=True) == ""


def test_what_a_paper_is_to_this_sitting() -> None:
    """What is new or selected is told with the item; what changed since it was read is told by the item."""
    item = replace(ITEMS["a"], revised="2026-01-02T00:00:00Z")
    for query, subject in (
        ("is:new", Subject(item, new=True)),
        ("is:selected", Subject(item, selected=True)),
        ("is:revised", Subject(item)),
    ):
        assert matches(parse(query), subject)
        assert not matches(parse(query), Subject(ITEMS["a"]))
    assert not matches(parse("is:new OR is:selected"), Subject(item))


def test_a_paper_is_found_by_each_of_its_identities() -> None:
    """A paper with a DOI is found by it, and by the identity that its title gives."""
    subject = Subject(ITEMS["b"])
    assert len(subject.identities) > 1
    for identity in subject.identities:
        assert matches(parse(f"id:{identity}"), subject)
    assert not matches(parse("id:2301.03581"), subject)


@given(
    st.text(st.characters(categories=["Lu", "Ll", "Nd", "Zs", "So", "Po"]), max_size=20).map(clean_line).filter(bool)
)
def test_a_quoted_tag_finds_its_paper(tag: str) -> None:
    """The sidebar's query for a tag finds the papers that carry it, and not all others."""
    query = parse(f"tag:{quoted(tag)}")
    assert matches(query, Subject(Item(paper("A", tags=("x", tag)))))
    assert not matches(query, Subject(Item(paper("A"))))


WORDS = (
    "retrieval",
    "pre-training",
    "pretrain*",
    '"by moonlight"',
    "深度",
    "cafe",
    "tag:survey",
    "is:read",
    "diffusion",
)
QUERIES = st.recursive(
    st.sampled_from(WORDS).map(parse),
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: All(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Either(tuple(parts))),
    ),
    max_leaves=6,
)


def names(query: Query) -> set[str]:
    """Return the names of the items that a tree finds."""
    return {name for name, item in ITEMS.items() if matches(query, Subject(item))}


@given(QUERIES, QUERIES)
def test_and_or_not(one: Query, other: Query) -> None:
    """AND is what both find in either order, OR what any finds, NOT what is left; writing changes nothing."""
    first, second = names(one), names(other)
    assert names(All((one, other))) == names(All((other, one))) == first & second
    assert names(Either((one, other))) == names(Either((other, one))) == first | second
    assert names(Not(one)) == set(ITEMS) - first
    both = parse(f"({query_text(one)}) -({query_text(other)})")
    assert names(both) == first - second


@given(st.text(st.sampled_from("abé-.学习 "), max_size=20), st.text(st.sampled_from("abé-.学"), min_size=1, max_size=5))
def test_a_prefix_finds_what_its_word_finds(text: str, word: str) -> None:
    """A word that may go on finds at least what the word finds, and finds the word when that goes on."""
    subject = Subject(Item(paper(text)))
    begun, whole = (parse(f"title:x{word}{end}") for end in ("*", ""))
    assert matches(begun, subject) or not matches(whole, subject)
    assert matches(begun, Subject(Item(paper(f"{text} x{word}ab"))))


@given(st.text(max_size=40))
def test_any_query_can_be_asked(text: str) -> None:
    """Whatever is typed, each paper is found or not."""
    query = parse(text, typing=True)
    assert names(query) | names(Not(query)) == set(ITEMS)
