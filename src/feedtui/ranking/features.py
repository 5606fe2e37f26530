"""A paper as what a rank is learned from: its words, authors, tags and sources, each counted.

A feature is a kind and a name. Names are not kept with every paper: each has a number below `BUCKETS`, the same on
every machine; two may share one, which happens to few words that matter.
"""

from __future__ import annotations

import zlib
from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias

from feedtui.papers.paper import Paper
from feedtui.papers.words import name_words, tokens

VERSION = 1
"""Of what `encoded` returns: a store of another one is made anew."""

BUCKETS = 1 << 18
"""Numbers of features; 0 is none's."""

FIELD = 255
"""The count of an author, tag or source, which have no frequency."""

Feature: TypeAlias = tuple[str, str]
"""Kind (`word`, `author`, `tag`, `source`) and name, as compared: without case, accents and the plural's s."""

_TITLE = 2
_MOST = FIELD - 1
_COMMON = frozenset(
    "a an and are as at be been but by can for from has have in into is it its of on or our such than that the their"
    " them these they this those to was we were which will with ii iii iv vi vii viii ix".split()
)
"""Words that are no features: those that every text has, and the numbers of its lists."""


@dataclass(frozen=True, slots=True)
class Bag:
    """How often a paper has each feature, words of the title twice; `length` counts all its words so."""

    counts: dict[Feature, int]
    length: int

    def without(self, features: Iterable[Feature]) -> Bag:
        """Return the bag of the same paper without some features."""
        gone = set(features)
        counts = {feature: count for feature, count in self.counts.items() if feature not in gone}
        return Bag(counts, sum(count for (kind, _), count in counts.items() if kind == "word"))


def bag_of(paper: Paper) -> Bag:
    """Return the features of a paper; a summary stands in where there is no abstract."""
    words: Counter[str] = Counter()
    for word, count in Counter(_title(paper) * _TITLE + _body(paper)).items():
        if folded := folded_word(word):
            words[folded] += count
    counts: dict[Feature, int] = {("word", name): count for name, count in words.items()}
    for kind, names in (("author", paper.authors), ("tag", paper.tags), ("source", paper.sources)):
        counts.update(((kind, name), FIELD) for name in map(name_words, names) if name)
    return Bag(counts, words.total())


def encoded(bag: Bag) -> bytes:
    """Return a bag as 32-bit numbers: its length, then for each feature its number times 256 plus its count, rising."""
    entries: dict[int, int] = {}
    for (kind, name), count in bag.counts.items():
        number = number_of(kind, name)
        entries[number] = FIELD if count == FIELD and kind != "word" else min(_MOST, entries.get(number, 0) + count)
    return array("I", [bag.length, *sorted(number << 8 | count for number, count in entries.items())]).tobytes()


@lru_cache(1 << 15)
def number_of(kind: str, name: str) -> int:
    """Return the number of a feature, from 1 to `BUCKETS` - 1."""
    return zlib.crc32(f"{kind} {name}".encode()) % (BUCKETS - 1) + 1


@lru_cache(1 << 15)
def folded_word(word: str) -> str:
    """Return a word of `tokens` without its plural's s; empty for one that says nothing, such as `the` or `12`."""
    if word in _COMMON or (len(word) < 3 and word.isdigit()):
        return ""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def spoken(paper: Paper) -> dict[str, str]:
    """Return the names of a paper's words, each with the form in which it first stands there."""
    forms: dict[str, str] = {}
    for word in _title(paper) + _body(paper):
        if name := folded_word(word):
            forms.setdefault(name, word)
    return forms


def without(paper: Paper, features: Iterable[Feature]) -> Paper:
    """Return a paper whose text has none of some words, and which has none of some authors, tags and sources."""
    gone = set(features)

    def text(words: list[str]) -> str:
        return " ".join(word for word in words if ("word", folded_word(word)) not in gone)

    def names(kind: str, all_names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in all_names if (kind, name_words(name)) not in gone)

    return replace(
        paper,
        title=text(_title(paper)),
        abstract=text(_body(paper)),
        summary="",
        authors=names("author", paper.authors),
        tags=names("tag", paper.tags),
        sources=names("source", paper.sources),
    )


def _title(paper: Paper) -> list[str]:
    return tokens(paper.title).split()


def _body(paper: Paper) -> list[str]:
    return tokens(paper.abstract or paper.summary).split()
