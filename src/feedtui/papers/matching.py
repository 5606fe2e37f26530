"""Whether an item is what a query asks for: the meaning of the language, in plain Python.

The library asks SQLite instead, which has to find the same.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from feedtui.papers.dates import day_of
from feedtui.papers.merge import identities
from feedtui.papers.paper import Item, PaperId
from feedtui.papers.query_tree import (
    NAME_FIELDS,
    All,
    Count,
    Dates,
    Either,
    Flag,
    Kept,
    Named,
    Not,
    Query,
    Sort,
    Words,
)
from feedtui.papers.words import name_words, searchable

_COMPARE: dict[str, Callable[[int, int], bool]] = {
    ">": operator.gt,
    "<": operator.lt,
    ">=": operator.ge,
    "<=": operator.le,
    "=": operator.eq,
}

_FIELDS = {"": "anywhere", "abstract": "body", "author": "authors"}


@dataclass(frozen=True)
class Subject:
    """An item made ready to be asked many queries: each text is cut into words once, when first asked.

    `new` and `selected` are what the paper is to the present sitting.
    """

    item: Item
    new: bool = False
    selected: bool = False

    @cached_property
    def title(self) -> str:
        """The title's words."""
        return searchable(self.item.paper.title)

    @cached_property
    def body(self) -> str:
        """The words of the abstract and of the summary."""
        return searchable(self.item.paper.abstract, self.item.paper.summary)

    @cached_property
    def authors(self) -> str:
        """The authors' words, no phrase going from one to the next."""
        return searchable(*self.item.paper.authors)

    @cached_property
    def tags(self) -> str:
        """The words of the sources' tags and of the reader's own."""
        return searchable(*self.item.paper.tags, *self.item.mark.tags)

    @cached_property
    def note(self) -> str:
        """The note's words."""
        return searchable(self.item.mark.note)

    @cached_property
    def anywhere(self) -> str:
        """The words that a query without a field looks at."""
        return "|".join((self.title, self.body, self.authors, self.tags))

    @cached_property
    def identities(self) -> tuple[PaperId, ...]:
        """All identities of the paper."""
        return identities(self.item.paper)

    def field(self, name: str) -> str:
        """Return the words of a field of words, those anywhere for the empty name."""
        words: str = getattr(self, _FIELDS.get(name, name))
        return words

    def names(self, field: str) -> tuple[str, ...]:
        """Return the words of each name in a field of names."""
        paper = self.item.paper
        names = {"tag": (*paper.tags, *self.item.mark.tags), "topic": self.item.topics, "source": paper.sources}
        return tuple(map(name_words, names[field]))


def matches(query: Query, subject: Subject) -> bool:
    """Whether the subject is among what the query finds."""
    match query:
        case Words(words, field, prefix) if field in NAME_FIELDS:
            return any(name.startswith(words) if prefix else name == words for name in subject.names(field))
        case Words(words, field, prefix):
            return f" {words}{'' if prefix else ' '}" in subject.field(field)
        case Named(paper):
            return paper in subject.identities
        case Flag("is", state):
            return _is(subject, state)
        case Flag(_, thing):
            return _has(subject.item, thing)
        case Count(comparison, number):
            upvotes = subject.item.paper.upvotes
            return upvotes is not None and _COMPARE[comparison](upvotes, number)
        case Dates():
            return _is_between(query, subject.item)
        case Sort():
            return True
        case Kept():
            # Its library puts in its place what it finds; where there is none, it finds nothing.
            return False
        case Not(part):
            return not matches(part, subject)
        case All(parts):
            return all(matches(part, subject) for part in parts)
        case Either(parts):
            return any(matches(part, subject) for part in parts)


def _is(subject: Subject, state: str) -> bool:
    item = subject.item
    states = {
        "read": not item.unread,
        "unread": item.unread,
        "starred": item.starred,
        "queued": item.queued,
        "new": subject.new,
        "selected": subject.selected,
        "revised": item.is_revised,
        "muted": False,
    }
    return states[state]


def _has(item: Item, thing: str) -> bool:
    match thing:
        case "code":
            return item.paper.links.code is not None
        case "pdf":
            return item.paper.links.pdf is not None or item.paper.id.startswith("arxiv:")
        case "note":
            return bool(item.mark.note)
        case "tag":
            return bool(item.mark.tags)
        case _:
            return bool(item.paper.abstract)


def _is_between(dates: Dates, item: Item) -> bool:
    paper = item.paper
    named = {"listed": (paper.listed, *paper.relisted), "published": (paper.published,), "read": (item.mark.read,)}
    days = (day for day in map(day_of, named[dates.field]) if day is not None)
    return any(
        (dates.first is None or dates.first <= day) and (dates.last is None or day <= dates.last) for day in days
    )
