"""A paper with what is found out about it before it goes into the tables; other processes can do this part."""

from __future__ import annotations

from dataclasses import dataclass

from feedtui.library.index import Findable
from feedtui.papers.matching import Subject
from feedtui.papers.paper import Item, Paper
from feedtui.papers.topics import Sorting


@dataclass(frozen=True, slots=True)
class Ready:
    """A paper with its topics and words."""

    paper: Paper
    topics: tuple[str, ...]
    words: Findable


def ready(paper: Paper, topics: Sorting) -> Ready:
    """Find a paper's topics and words."""
    subject = Subject(Item(paper))
    words = Findable(subject.anywhere, subject.title, subject.authors, subject.tags)
    return Ready(paper, topics.of(subject), words)
