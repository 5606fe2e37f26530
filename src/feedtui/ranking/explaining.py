"""Why a paper has its score: what in it raised or lowered that, by how much, and which papers kept are nearest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from feedtui.papers.paper import Paper
from feedtui.papers.words import name_words
from feedtui.ranking.features import Bag, Feature, bag_of, encoded, number_of, spoken
from feedtui.ranking.phrases import alike, longest, phrases_of, tells
from feedtui.ranking.ranker import FLOOR, Ranker
from feedtui.ranking.vectors import Weights, matrix_of

_LOOKED_AT, _NAMED, _NEAREST = 40, 8, 3
_SLIGHT = 0.02
"""The part of a score under which nothing is named."""
_NOTHING = 1e-4
_SAID = {"word": "", "author": "the author ", "tag": "the tag ", "source": "the source "}


@dataclass(frozen=True, slots=True)
class Part:
    """Something in a paper, as it stands there, and by how much the score is higher for it; below 0, lower.

    A phrase is several words. `features` are what to take from the paper, with `features.without`, to see it.
    """

    kind: str
    name: str
    amount: float
    features: tuple[Feature, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """The reasons for a paper's score: `parts` by the size of their amounts; without all of them, it is `rest`.

    `nearest` are the rows and titles of papers kept, each with a nearness from 0 to 1. `never` is the reader's own
    query for which the paper is not offered, else empty.
    """

    score: float
    parts: tuple[Part, ...]
    rest: float
    nearest: tuple[tuple[int, str, float], ...]
    never: str
    sentence: str


def why(ranker: Ranker, row: int) -> Why:
    """Return why the paper at a row has its score; raises `KeyError` if it is no longer there."""
    ranker.learn()
    paper = ranker.paper(row)
    score, parts, rest = parts_of(paper, ranker.weights, ranker.common.usual)
    nearest, never = _nearest(ranker, row, bag_of(paper)), ranker.never(row)
    sentence = _sentence(score, parts, nearest, never) if ranker.is_ready else ranker.state
    return Why(score, parts, rest, nearest, never, sentence)


def parts_of(paper: Paper, weights: Weights, usual: float) -> tuple[float, tuple[Part, ...], float]:
    """Return a paper's score, what matters most in it, and its score without all that."""

    def scores_of(bags: Sequence[Bag]) -> list[float]:
        return [float(score) for score in matrix_of([encoded(bag) for bag in bags], usual).times(weights)]

    bag = bag_of(paper)
    groups = _grouped(_telling(bag, weights), paper)
    score, *without = scores_of([bag, *map(bag.without, groups)])
    told = [
        Part(group[0][0], name, score - less, group)
        for (group, name), less in zip(groups.items(), without, strict=True)
        if abs(score - less) > max(_SLIGHT * abs(score), _NOTHING)
    ]
    parts = tuple(sorted(told, key=lambda part: (-abs(part.amount), part.name))[:_NAMED])
    return score, parts, scores_of([bag.without(feature for part in parts for feature in part.features)])[0]


def _telling(bag: Bag, weights: Weights) -> list[Feature]:
    """Return the features that seem to matter most, the first most."""
    sized = [
        (abs(float(weights[number_of(*feature)])) * (1 if feature[0] != "word" else count**0.5), feature)
        for feature, count in bag.counts.items()
    ]
    return [feature for size, feature in sorted(sized, key=lambda one: (-one[0], one[1])) if size][:_LOOKED_AT]


def _grouped(features: Sequence[Feature], paper: Paper) -> dict[tuple[Feature, ...], str]:
    """Return what is to be named, by its features: phrases, words that tell something, authors, tags and sources.

    No word is in two of them, and of several forms of a word, one is named.
    """
    phrases, forms = phrases_of(paper), spoken(paper)
    free = [name for kind, name in features if kind == "word"]
    groups: dict[tuple[Feature, ...], str] = {}
    named: list[str] = []
    for kind, name in features:
        if kind != "word":
            groups[((kind, name),)] = _written(kind, name, paper)
        elif name in free:
            words = longest(phrases, name, free) or ((name,) if tells(name) else ())
            if words and not any(alike(name, one) for one in named):
                groups[tuple(("word", word) for word in words)] = phrases.get(words, forms[name])
                named += words
            free = [word for word in free if word not in words and word != name]
    return groups


def _written(kind: str, name: str, paper: Paper) -> str:
    """Return an author, tag or source as the paper writes it."""
    names = {"author": paper.authors, "tag": paper.tags, "source": paper.sources}[kind]
    return next(written for written in names if name_words(written) == name)


def _nearest(ranker: Ranker, row: int, bag: Bag) -> tuple[tuple[int, str, float], ...]:
    """Return the papers kept that are nearest to one."""
    kept = [one for one in ranker.kept if one.row != row]
    squares = ranker.common.rarity**2
    papers = ranker.pool.matrix([one.row for one in kept])
    features, values = matrix_of([encoded(bag)], ranker.common.usual).row(0)
    weights = np.zeros(len(squares))
    weights[features] = squares[features] * values
    own = float(weights[features] @ values)
    near = []
    for at, one in enumerate(kept):
        theirs, amounts = papers.row(at)
        product, size = float(weights[theirs] @ amounts), float(squares[theirs] @ amounts**2)
        if product > 0:
            near.append((-product / (own * size) ** 0.5, one.paper, one.row))
    return tuple((place, ranker.paper(place).title, -nearness) for nearness, _, place in sorted(near)[:_NEAREST])


def _sentence(score: float, parts: Iterable[Part], nearest: Sequence[tuple[int, str, float]], never: str) -> str:
    if never:
        return f"Not offered, since you never want {never}."
    told = [(_SAID[part.kind] + part.name, part.amount) for part in parts]
    raised = [name for name, amount in told if amount > 0][:4]
    lowered = [name for name, amount in told if amount < 0][:2]
    said = [f"Raised by {_listed(raised)}"] if raised else []
    said += [f"{'lowered' if raised else 'Lowered'} by {_listed(lowered)}"] if lowered else []
    otherwise = "It has little in common with what you kept" if score < FLOOR else "Raised by many common words"
    sentence = ", ".join(said) or otherwise
    return f"{sentence}. Nearest to “{nearest[0][1]}”." if nearest else f"{sentence}."


def _listed(names: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
