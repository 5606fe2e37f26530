"""The query language: what a line of text means, what is said of a wrong one, and how a tree is written."""

from __future__ import annotations

import contextlib
import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feedtui.papers.query import (
    EVERYTHING,
    All,
    Count,
    Dates,
    Either,
    Flag,
    Named,
    Not,
    Query,
    QueryError,
    Sort,
    Words,
    mistake_in,
    order_of,
    parse,
    query_text,
    quoted,
    sense,
    without_sort,
)
from feedtui.papers.text import clean_line
from feedtui.papers.words import name_words

TODAY = date(1970, 1, 15)

PIECES = r"""
retrieval Pre-training GPT-3.5* pre* OR OR AND NOT - -( ( ) ( ) a.b snake_case 学习 深-x α Łódź "a b" "a b*" "x-y"*
title:x abstract:pre-train* author:"Ada Byron" note:x-y tag:cs.CL tag:"to read" topic:3d* source:* tag:★ tag:"(☃ ☃"
id:2301.03580v2 id:10.1016/0022-0000(85)90041-1 id:doi:10.1/x%2541%22 id:10.1234/a%26amp;%22b id:title:ab
https://x.y/a?b=(c) arxiv:hep-th/9901001 is:new has:pdf upvotes:>5 upvotes:=5 upvotes:7 listed:7d read:today
published:>2026 listed:2026-01..2026-02 published:..2026 sort:title sort:oldest * & autor:x is:redd listed:2026-1
tag: title:" $\alpha$ Schr\"odinger -survey --x
""".split()


def mistake(text: str) -> QueryError | None:
    """Return what is wrong with a line."""
    try:
        parse(text)
    except QueryError as error:
        return error
    return None


def queries() -> st.SearchStrategy[str]:
    """Return lines of pieces that have a meaning, together or not."""
    return st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", EVERYTHING),
        ("  \t ", EVERYTHING),
        ("& * -", EVERYTHING),
        ("()", EVERYTHING),
        ("Diffusion", Words("diffusion")),
        ("a b", All((Words("a"), Words("b")))),
        ("a AND b", All((Words("a"), Words("b")))),
        ("a (b c)", All((Words("a"), Words("b"), Words("c")))),
        ("a b OR c", Either((All((Words("a"), Words("b"))), Words("c")))),
        ("a (b OR c)", All((Words("a"), Either((Words("b"), Words("c")))))),
        ("a OR", Words("a")),
        ("or and not", All((Words("or"), Words("and"), Words("not")))),
        ("-a", Not(Words("a"))),
        ("NOT a b", All((Not(Words("a")), Words("b")))),
        ("-(a b)", Not(All((Words("a"), Words("b"))))),
        ("--a", Not(Not(Words("a")))),
        ("NOT OR a", Words("a")),
        ('"Large language"', Words("large language")),
        ('"Large language*"', Words("large language", prefix=True)),
        ('"Large language"*', Words("large language", prefix=True)),
        ('"unclosed phrase', Words("unclosed phrase")),
        ("pre-train*", Either((Words("pre train", prefix=True), Words("pretrain", prefix=True)))),
        ('"pre-training"', Words("pre training")),
        ("snake_case", Words("snake case")),
        (r"Schr\"odinger x", All((Words("schrodinger"), Words("x")))),
        ('"Schr\\"odinger equation"', Words("schrodinger equation")),
        ("Title:x", Words("x", "title")),
        ("tag:Computer-Vision", Words("computer vision", "tag")),
        ('topic:"Long *"', Words("long", "topic", prefix=True)),
        ("tag:*", Words("", "tag", prefix=True)),
        ("tag:★ tag:★*", All((Words("★", "tag"), Words("★", "tag", prefix=True)))),
        ("id:2301.03580v2", Named("arxiv:2301.03580")),
        ("id:https://huggingface.co/papers/2301.03580", Named("arxiv:2301.03580")),
        ("(id:2301.03580)", Named("arxiv:2301.03580")),
        ("id:10.1016/0022-0000(85)90041-1", Named("doi:10.1016/0022-0000(85)90041-1")),
        ("id:title:0a1b", Named("title:0a1b")),
        ("id:url:https://x.y/z", Named("url:https://x.y/z")),
        ("https://arxiv.org/abs/2301.03580v1", Named("arxiv:2301.03580")),
        ("arxiv:2301.03580", Named("arxiv:2301.03580")),
        ("is:Unread", Flag("is", "unread")),
        ("has:code", Flag("has", "code")),
        ("upvotes:>=50", Count(">=", 50)),
        ("upvotes:50", Count("=", 50)),
        ("listed:1970-01", Dates("listed", 0, 30)),
        ("read:7d", Dates("read", 8, 14)),
        ("published:>1970-01-02", Dates("published", 2, None)),
        ("sort:Title", Sort("title")),
        ("a sort:title b", All((Words("a"), Sort("title"), Words("b")))),
    ],
)
def test_meaning(text: str, tree: Query) -> None:
    """Each form of the language has its tree."""
    assert parse(text, today=TODAY) == tree


@pytest.mark.parametrize(
    ("query", "sentence", "at"),
    [
        ("x autor:y", "unknown field autor:, did you mean author:?", 2),
        ("zzzz:y", "known are title:", 0),
        ("is:redd", "did you mean is:read?", 3),
        ('a is:"redd"', "did you mean is:read?", 5),
        ("has:codes", "unknown has:codes, did you mean has:code?", 4),
        ("sort:newst", "did you mean sort:newest?", 5),
        ("sort:xyz", "known are sort:newest, sort:oldest", 5),
        ("a sort:for-me", "unknown sort:for-me", 7),
        ("a )", "there is a ) without its (", 2),
        ("(a", "there is a ( without its )", 0),
        ("a  (b (c)", "there is a ( without its )", 3),
        ("a is:", "nothing follows is:", 2),
        ("a Title: b", "nothing follows title:", 2),
        ("tag:(a)", "nothing follows tag:", 0),
        ('a title:""', "nothing follows title:", 2),
        ("title:&", "title:& has no word to look for", 6),
        ("upvotes:many", "upvotes:many is no number", 8),
        ("listed:yesterdy", "listed:yesterdy is no date, did you mean listed:yesterday?", 7),
        ("a read:2026-13", "read:2026-13 is no date, write 2026, 2026-11,", 7),
        ("listed:2026..2025", "listed:2026..2025 is no date", 7),
        ("x id:something", "id:something is no paper", 5),
        ("x id:http://[", "is no paper", 5),
        ("x arxiv:something", "id:arxiv:something is no paper", 2),
        ("(sort:title)", "sort: belongs outside parentheses, OR and -", 1),
        ("a -sort:title", "sort: belongs outside parentheses, OR and -", 3),
        ("a OR b sort:title", "sort: belongs outside parentheses, OR and -", 7),
        ("sort:title a OR b", "sort: belongs outside parentheses, OR and -", 0),
        ("(" * 60 + "a", "too many", 50),
        ("-" * 60 + "a", "too many", 50),
    ],
)
def test_a_wrong_query_says_where_and_what(query: str, sentence: str, at: int) -> None:
    """A mistake is named with its place and the nearest right word."""
    with pytest.raises(QueryError, match=re.escape(sentence)) as raised:
        parse(query)
    assert raised.value.at == at


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("moonl", Words("moonl", prefix=True)),
        ("moonl ", Words("moonl")),
        ("moon light", All((Words("moon"), Words("light", prefix=True)))),
        ('"moon light"', Words("moon light")),
        ('"moon li', Words("moon li", prefix=True)),
        ("tag:comp", Words("comp", "tag", prefix=True)),
        ('tag:"to re', Words("to re", "tag", prefix=True)),
        ("pre-", Words("pre", prefix=True)),
        ("a is:", Words("a")),
        ("a is:unr", Words("a")),
        ("a OR ", Words("a")),
        ("a -", Words("a")),
        ("(a", Words("a", prefix=True)),
        ("a) b) ", All((Words("a"), Words("b")))),
        ("autor:x", Words("autor x", prefix=True)),
        ("listed:1970-0", Dates("listed", 0, 364)),
        ("listed:1970-01-01..1970-0", Dates("listed", 0, 364)),
        ("listed:yest", EVERYTHING),
        ("upvotes:>", EVERYTHING),
        ("id:2301.0", EVERYTHING),
        ("a OR b sort:title ", Either((Words("a"), Words("b")))),
        ("-(sort:title) a ", Words("a")),
        ("a sort:ti", Words("a")),
    ],
)
def test_half_typed(text: str, tree: Query) -> None:
    """While typing, the last word may go on, and what is no sense yet is passed over."""
    assert parse(text, typing=True, today=TODAY) == tree


def test_order() -> None:
    """The last order at the top counts, also in queries put together, and can be taken out."""
    query = parse("a sort:title b sort:upvotes")
    assert order_of(query) == "upvotes"
    assert without_sort(query) == parse("a b")
    assert order_of(All((query, parse("sort:oldest")))) == "oldest"
    assert order_of(parse("a OR b")) == order_of(EVERYTHING) == ""
    assert without_sort(parse("sort:title")) == EVERYTHING
    assert without_sort(parse("sort:title a")) == Words("a")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("A  AND b", "a b"),
        ("(a b) OR (c OR d)", "a b OR (c OR d)"),
        ("NOT (a OR b)", "-(a OR b)"),
        ("title:Pre-train* x", "title:pre-train* x"),
        ("GPT-3.5", "gpt-3.5"),
        ('x ("pre training" OR pretraining)', "x pre-training"),
        ('tag:"To Read"', 'tag:"to read"'),
        ("listed:7D", "listed:7d"),
        ("https://arxiv.org/pdf/2301.03580v2", "id:arxiv:2301.03580"),
        ("upvotes:=5 sort:title", "upvotes:5 sort:title"),
    ],
)
def test_writing(text: str, written: str) -> None:
    """A tree is written as short as a person would; `7d` stays seven days from whichever day it is read."""
    assert query_text(parse(text)) == written


def test_dates_without_their_text_are_written_as_days() -> None:
    """Days that no text came with can be written too."""
    assert query_text(Dates("listed", 0, 30)) == "listed:1970-01-01..1970-01-31"
    assert query_text(Dates("read", None, 30)) == "read:..1970-01-31"


@given(st.one_of(st.text(max_size=40), queries()), st.booleans())
@example("(" * 50 + "a-b", True)
def test_the_written_tree_is_the_same_tree(text: str, typing: bool) -> None:
    """What `query_text` writes, `parse` reads back."""
    with contextlib.suppress(QueryError):
        tree = parse(text, typing=typing, today=TODAY)
        assert parse(query_text(tree), today=TODAY) == tree


@given(st.one_of(st.text(max_size=40), queries()))
def test_any_text_is_a_query_or_an_error(text: str) -> None:
    """No text is an error while it is typed; otherwise an error points at a sign of the text."""
    for typed in (text, "(" * 99 + text, "-" * 99 + text, "id:" + text, "listed:" + text):
        parse(typed, typing=True)
        error = mistake(typed)
        assert error is None or typed[error.at : error.at + 1].strip()


@given(st.text(max_size=20).map(clean_line))
def test_a_quoted_name_is_itself(name: str) -> None:
    """A name behind its field is read as this name, whatever signs it is made of."""
    if name_words(name) and not name.endswith("*"):
        assert parse(f"tag:{quoted(name)} x") == All((Words(name_words(name), "tag"), Words("x")))


@pytest.mark.parametrize("text", ["search:moon", 'search:"by moonlight"', '-search:moon "a b"'])
def test_a_kept_search_is_written_by_its_name(text: str) -> None:
    """A query that names a kept search reads back as it was."""
    assert query_text(parse(text)) == text


def test_a_day_that_is_misspelt_is_known_by_its_neighbour() -> None:
    """What is nearest to the wrong word is offered."""
    assert "did you mean listed:today" in mistake_in("listed:todya")
    assert "did you mean listed:yesterday" in mistake_in("listed:yesterdy")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("a is:Redd b", "unknown is:redd, did you mean is:read? (at “Redd b”)"),
        ("has:x", "unknown has:x, known are has:code, has:note, has:pdf, has:abstract, has:tag (at “x”)"),
        ("upvotes:many", "upvotes:many is no number, write upvotes:50 or upvotes:>50 (at “many”)"),
        (
            "read:2026-13",
            "read:2026-13 is no date, write 2026, 2026-11, 2026-11-23, 2026-11-01..2026-11-23, 7d, 2w, 3m, 1y, today, "
            "yesterday or >2026-01 (at “2026-13”)",
        ),
        (
            "id:something",
            "id:something is no paper, write an arXiv id, a DOI, an address or an id that feedtui printed (at "
            "“something”)",
        ),
        ("(" * 51 + "a" + ")" * 51, "there are too many parentheses or minuses (at “(a))))))))))))))))))”)"),
        ("(" * 50 + "a" + ")" * 50, ""),
        ("a sort:tag:", "unknown sort:tag:, known are sort:newest, "),
        ("a sort:TAG:Ab", ""),
    ],
)
def test_a_mistake_is_one_sentence(query: str, sentence: str) -> None:
    """Whole, with the first twenty signs of where it is; nothing is said of what is right."""
    assert mistake_in(query).startswith(sentence)
    assert mistake_in(query) == sentence or sentence.endswith("newest, ")


def test_what_of_a_kept_text_is_sense() -> None:
    """A query that somebody wrote wrong asks for as much of it as there is."""
    assert sense("a b is:redd") == parse("a b")
    assert sense("a is:read") == parse("a is:read")
