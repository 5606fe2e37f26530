"""Why a paper has its score: what is said is true."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedtui.papers.paper import Paper
from feedtui.ranking.explaining import parts_of
from feedtui.ranking.features import BUCKETS, bag_of, encoded, folded_word, number_of, without
from feedtui.ranking.vectors import Weights, matrix_of

USUAL = 16.0
WEIGHTS: Weights = np.random.default_rng(8).normal(0, 1, BUCKETS).astype(np.float32)
WEIGHTS[0] = 0

texts = st.lists(
    st.sampled_from(
        "dense retrieval retrievals passages Passage of the Straße x² lanterns, $\\alpha$ GPT-4 光る".split()
    ),
    max_size=12,
).map(" ".join)
papers = st.builds(
    Paper,
    id=st.just("title:one"),
    title=texts,
    abstract=texts,
    authors=st.lists(st.sampled_from(("Ana Torres", "Jane Doe", "J. Doe")), max_size=2, unique=True).map(tuple),
    tags=st.lists(st.sampled_from(("cs.CL", "cs.CV")), max_size=2, unique=True).map(tuple),
    sources=st.just(("hf:daily",)),
)


def score(paper: Paper) -> float:
    """Return the score of a paper as the rank finds it."""
    return float(matrix_of([encoded(bag_of(paper))], USUAL).times(WEIGHTS)[0])


@settings(max_examples=150)
@given(papers)
def test_without_what_is_named_the_score_is_lower_by_what_is_said(paper: Paper) -> None:
    """Each part's amount is what its words add to the score, and `rest` is the score without all parts."""
    whole, parts, rest = parts_of(paper, WEIGHTS, USUAL)
    assert whole == pytest.approx(score(paper), abs=1e-4)
    for part in parts:
        assert score(without(paper, part.features)) == pytest.approx(whole - part.amount, abs=1e-3)
    features = [feature for part in parts for feature in part.features]
    assert score(without(paper, features)) == pytest.approx(rest, abs=1e-3)
    assert all(abs(one.amount) >= abs(two.amount) for one, two in pairwise(parts))


def test_words_side_by_side_are_a_phrase_as_the_paper_writes_it() -> None:
    """The names are those of the page, not the folded ones."""
    weights = np.zeros(BUCKETS, np.float32)
    for kind, name in (("word", "dense"), ("word", "passage"), ("author", "jane doe")):
        weights[number_of(kind, name)] = 1
    paper = Paper("title:one", "On Dense Passages", "Dense passages, and retrieval.", authors=("Jane Doe",))
    _, parts, _ = parts_of(paper, weights, USUAL)
    assert [(part.kind, part.name) for part in parts] == [("word", "dense passages"), ("author", "Jane Doe")]
    assert all(part.amount > 0 for part in parts)


def named(paper: Paper, words: str) -> list[str]:
    """Return what is named in a paper where some words matter, the first most."""
    weights = np.zeros(BUCKETS, np.float32)
    for place, word in enumerate(words.split()):
        weights[number_of("word", folded_word(word))] = 1 - place / 40
    return [part.name for part in parts_of(paper, weights, USUAL)[1]]


def test_words_that_stand_together_once_are_no_phrase() -> None:
    """Only what is said twice or joined by hyphens; the longest of several, and no word twice."""
    text = "In this phase then lantern graphs glow. Large lantern graphs help a chain-of-thought and multi-agent games."
    paper = Paper("title:one", "Glow of large lantern graphs", text)
    found = named(paper, "phase then lantern graphs large glow thought chain multi agent games help")
    assert sorted(found) == ["chain-of-thought", "games", "glow", "lantern graphs", "multi-agent", "phase"]
    twice = Paper("title:one", "Rare lantern graphs", "Rare lantern graphs, and lantern graphs.")
    assert named(twice, "graphs lantern rare") == ["rare lantern graphs"]


def test_what_tells_nothing_is_not_named() -> None:
    """No stop word at either end of a phrase, no number alone, one of several forms of a word."""
    paper = Paper(
        "title:one", "Agents using 2024 agents", "Agentic agents, using 2024, therefore moreover 2024. Multi."
    )
    assert named(paper, "agents using 2024 agentic therefore moreover multi") == ["agents"]


@settings(max_examples=100)
@given(papers)
def test_no_word_is_named_twice(paper: Paper) -> None:
    """Whatever the paper says."""
    features = [feature for part in parts_of(paper, WEIGHTS, USUAL)[1] for feature in part.features]
    assert len(features) == len(set(features))
