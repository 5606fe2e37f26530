"""A paper with what is found out about it before it goes into the tables; other processes can do this part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeAlias

from feedtui.library.index import Findable, findable
from feedtui.library.rows import facts_of
from feedtui.papers.account import identities
from feedtui.papers.matching import Subject
from feedtui.papers.paper import Item, Links, Paper, PaperId
from feedtui.papers.topics import Sorting

Packed: TypeAlias = tuple[Any, ...]
"""A `Ready` as plain tuples, which go from process to process several times as quickly."""

_PAPER = [field.name for field in fields(Paper)]
AT_ONCE = 100
"""Papers of one transaction while a reader may be waiting to mark one."""

_LINKS = [field.name for field in fields(Links)]
_AT = _PAPER.index("links")


@dataclass(frozen=True, slots=True)
class Ready:
    """A paper with its topics, identities and words, and its facts as the tables keep them."""

    paper: Paper
    topics: tuple[str, ...]
    names: tuple[PaperId, ...]
    facts: str
    words: Findable


def ready(paper: Paper, sorting: Sorting) -> Ready:
    """Find out what the tables want to know of a paper."""
    subject = Subject(Item(paper))
    topics = sorting.of(subject)
    return Ready(paper, topics, identities(paper), facts_of(paper, topics), findable(subject))


def portions(papers: Sequence[Paper], sorting: Sorting) -> Iterator[list[Ready]]:
    """Yield the papers of a list some at a time, the last first, so that the first comes to stand on top."""
    for end in range(len(papers), 0, -AT_ONCE):
        yield [ready(paper, sorting) for paper in reversed(papers[max(0, end - AT_ONCE) : end])]


def pack(one: Ready) -> Packed:
    """Return it as plain tuples."""
    paper, words = one.paper, one.words
    told = tuple(getattr(paper, name) for name in _PAPER if name != "links")
    links = tuple(getattr(paper.links, name) for name in _LINKS)
    heads = (words.anywhere, words.title, words.authors, words.tags)
    return told, links, one.topics, one.names, one.facts, heads


def unpack(packed: Packed) -> Ready:
    """Return what was packed."""
    told, links, topics, names, facts, words = packed
    facts_in_order = (*told[:_AT], Links(*links), *told[_AT:])
    paper = Paper(*facts_in_order)
    return Ready(paper, topics, names, facts, Findable(*words))
