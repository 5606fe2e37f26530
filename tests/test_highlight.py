"""Matches marked in running text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.papers.highlight import matched
from feedtui.papers.matching import Subject, matches
from feedtui.papers.paper import Item
from feedtui.papers.query import All, parse
from samples import paper


def marked(query: str, text: str) -> list[str]:
    """Return the pieces of a text that a query marks."""
    pattern = matched(parse(query))
    return [match[0] for match in pattern.finditer(text)] if pattern else []


@pytest.mark.parametrize(
    ("query", "text", "pieces"),
    [
        ('"pre training" is:unread moon*', "Pre-Training by Moonlight, pretraining", ["Pre-Training", "Moon"]),
        ("pre-training", "Pre-Training, pretraining, pre training", ["Pre-Training", "pretraining", "pre training"]),
        ("pretraining", "Pre\u2011training, pre training", ["Pre\u2011training"]),
        ("GPT-3.5", "GPT-3.5, GPT3.5, GPT 3.5", ["GPT-3.5", "GPT3.5", "GPT 3.5"]),
        ("moon* moonlight", "Moonlight", ["Moonlight"]),
        ("train", "training constrain", []),
        ("schrodinger", "SCHRÖDINGER, Schro\u0308dinger", ["SCHRÖDINGER", "Schro\u0308dinger"]),
        ("Erdős lukasz", "Erdős, Erdos and Łukasz", ["Erdős", "Erdos", "Łukasz"]),
        (r"\alpha x2", "α and x²", ["α", "x²"]),
        ("学习 深-方", "深度学习方法", ["学习"]),
        ('"度 学"', "深度学习", ["度学"]),
        ("bert が", "基于BERT的模型 カが", ["BERT", "が"]),
        ("мир", "Мир, кумир", ["Мир"]),
        ("한국*", "한국어", ["한국"]),
        ("title:a OR abstract:b", "a b", ["a", "b"]),
        ("tag:x author:x note:x topic:x -x NOT x upvotes:1 listed:7d sort:title id:2301.03580", "x", []),
    ],
)
def test_what_is_marked(query: str, text: str, pieces: list[str]) -> None:
    """Hyphens, accents and case keep no match from being marked; fields of other places mark nothing."""
    assert marked(query, text) == pieces


def test_nothing_to_mark() -> None:
    """A query without words has no pattern."""
    assert matched(parse("tag:x -y")) is None
    assert matched(All()) is None


@given(st.text(st.sampled_from("abÉé-‐. 学习ł"), max_size=20), st.text(st.sampled_from("abe-.学l"), max_size=5))
def test_what_is_found_is_marked(text: str, word: str) -> None:
    """Where a word is found in a title, it is marked there."""
    title = f"{text} a{word}"
    for piece in title.split():
        query = parse(f"title:a{piece}") if word else parse(f"title:{piece}a*")
        pattern = matched(query)
        assert pattern is not None
        assert pattern.search(title) or not matches(query, Subject(Item(paper(title))))
    pattern = matched(parse(f"title:a{word}"))
    assert pattern is not None
    assert pattern.search(title)
