"""Papers like some others, over the whole library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from feedtui.papers.paper import Paper
from feedtui.papers.words import name_words
from feedtui.ranking.features import Feature, bag_of, number_of, spoken
from feedtui.ranking.phrases import tells
from feedtui.ranking.ranker import Ranker
from feedtui.ranking.vectors import Weights

_CANDIDATES = 4_000
"""Papers that are compared: those with the rarest of the words."""
_SEEDS, _SHARED = 50, 5


@dataclass(frozen=True, slots=True)
class Like:
    """A paper like others: its row, its nearness, 1 for the same, and the words, authors and tags that they share."""

    row: int
    nearness: float
    shared: tuple[str, ...]


def similar(ranker: Ranker, rows: Sequence[int], limit: int = 20) -> list[Like]:
    """Return the papers that are most like some others, the nearest first, read or not."""
    ranker.learn()
    seeds = list(rows)[:_SEEDS]
    papers = [ranker.paper(row) for row in seeds]
    matrix = ranker.pool.matrix(seeds)
    weights = (ranker.common.rarity**2 * matrix.sum(np.full(len(seeds), 1 / len(seeds)))).astype(np.float32)
    weights[0] = 0
    own = float(matrix.times(weights).mean()) or 1.0
    found = set(ranker.candidates(_words(papers, weights), _CANDIDATES)) - set(rows)
    near = np.array(sorted(found), np.int64)
    ordered = ranker.ordered(near, ranker.pool.scores_of(near, weights) / np.float32(own), limit)
    names = {feature for paper in papers for feature in bag_of(paper).counts}
    return [Like(row, score, _shared(ranker.paper(row), names, weights)) for row, score in ordered[:limit] if score > 0]


def _words(papers: Sequence[Paper], weights: Weights) -> list[str]:
    """Return the words of papers, in the forms that stand there, those that weigh most first."""
    forms = {(name, form) for paper in papers for name, form in spoken(paper).items()}
    ranked = sorted(forms, key=lambda one: (-weights[number_of("word", one[0])], one))
    return list(dict.fromkeys(word for name, form in ranked for word in (form, name)))


def _shared(paper: Paper, names: set[Feature], weights: Weights) -> tuple[str, ...]:
    """Return what a paper shares with others that have some features, as the paper writes it, the rarest first."""
    told = {("word", name): form for name, form in spoken(paper).items() if tells(name)}
    for kind, written in (("author", paper.authors), ("tag", paper.tags)):
        told |= {(kind, name_words(name)): name for name in written}
    shared = sorted(names & told.keys(), key=lambda one: (-weights[number_of(*one)], one))
    return tuple(told[feature] for feature in shared[:_SHARED])
