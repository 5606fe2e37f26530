"""Queries as trees: parts in the place of others, what is left out by itself, and how they are written."""

from __future__ import annotations

import pytest

from feedtui.papers.query import parse
from feedtui.papers.query_tree import (
    EVERYTHING,
    MUTED,
    All,
    Not,
    Words,
    is_ranked,
    parts_in,
    query_text,
    quoted,
    replaced,
    tag_query,
    unmuted,
)


@pytest.mark.parametrize(
    ("query", "new", "expected"),
    [
        ("tag:a", "tag:x", "tag:x"),
        ("tag:b", "tag:x", "tag:b"),
        ("lamp tag:a oil", "tag:x", "lamp tag:x oil"),
        ("lamp tag:a", "tag:x tag:y", "lamp tag:x tag:y"),
        ("-tag:a lamp", "tag:x tag:y", "-(tag:x tag:y) lamp"),
        ("tag:a OR lamp", "tag:x OR tag:y", "tag:x OR tag:y OR lamp"),
        ("(tag:a OR lamp) oil", "tag:x", "(tag:x OR lamp) oil"),
        ("lamp (oil -(tag:a OR wick))", "tag:x", "lamp oil -(tag:x OR wick)"),
        ("tag:a lamp", "", "lamp"),
    ],
)
def test_a_name_takes_the_place_of_another(query: str, new: str, expected: str) -> None:
    """Wherever it stands, and so that the tree is the one of what it is written as."""
    made = replaced(parse(query), parse("tag:a"), parse(new))
    assert made == parse(expected)
    assert query_text(made) == expected


def test_muted_papers_are_left_out_unless_they_are_asked_for() -> None:
    """In whatever part of a query that may be."""
    assert unmuted(parse("lamp")) == All((parse("lamp"), Not(MUTED)))
    assert unmuted(EVERYTHING) == All((EVERYTHING, Not(MUTED)))
    for text in ("is:muted", "-is:muted", "lamp (oil OR is:muted)"):
        assert unmuted(parse(text)) == parse(text)


def test_all_parts_of_a_query() -> None:
    """A query itself, then what it is made of, from the left."""
    told = [query_text(part) for part in parts_in(parse("a -(b OR c)"))]
    assert told == ["a -(b OR c)", "a", "-(b OR c)", "b OR c", "b", "c"]


def test_the_query_of_a_tag() -> None:
    """A name is its words, or its signs; orders by a tag are the rank's."""
    assert tag_query("To-Read") == Words("to read", "tag") == parse("tag:to-read")
    assert tag_query("★") == parse("tag:★")
    assert [is_ranked(order) for order in ("for-you", "tag:a", "title", "")] == [True, True, False, False]


@pytest.mark.parametrize(
    "text",
    [
        "pre-train*",
        "title:pre-train",
        "state-of-the-art",
        "gpt-3.5-turbo",
        "a.b-c",
        "(pre-train* OR lamp) oil",
        "-pre-train",
        '"pre training" OR lamp',
        'a b OR "d e"',
        'id:"doi:10.1000/a%25b(c)"',
        'sort:"tag:a b"',
        'search:"a (b)"',
        "upvotes:>=5 upvotes:5",
        "published:2026..2027 read:7d",
        "-(a b) -(a OR b) --a",
    ],
)
def test_a_query_is_written_as_a_person_would(text: str) -> None:
    """What is short already comes back as it is."""
    assert query_text(parse(text)) == text


@pytest.mark.parametrize(
    ("value", "written"),
    [("a", "a"), ("a b", '"a b"'), ('a"b', "a'b"), ("(a", '"(a"'), ("", '""')],
)
def test_values_are_quoted_where_they_have_to_be(value: str, written: str) -> None:
    """At white space and brackets; a quotation mark in a value is a single one."""
    assert quoted(value) == written
