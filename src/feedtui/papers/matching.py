"""Whether an item is what a query asks for."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from feedtui.papers.paper import Item
from feedtui.papers.query import All, Count, Either, Flag, Not, Query, Words, tokens

_COMPARE: dict[str, Callable[[int, int], bool]] = {
    ">": operator.gt,
    "<": operator.lt,
    ">=": operator.ge,
    "<=": operator.le,
    "=": operator.eq,
}


@dataclass(frozen=True)
class Subject:
    """An item made ready to be asked many queries: each text is cut into words once, when first asked."""

    item: Item

    @cached_property
    def title(self) -> str:
        """The title's words."""
        return tokens(self.item.paper.title)

    @cached_property
    def body(self) -> str:
        """The words of the abstract and of the summary."""
        return tokens(self.item.paper.abstract + " | " + self.item.paper.summary)

    @cached_property
    def authors(self) -> str:
        """The authors' words."""
        return "".join(tokens(name) for name in self.item.paper.authors)

    @cached_property
    def anywhere(self) -> str:
        """The words that a query without a field looks at."""
        tags = "".join(tokens(tag) for tag in (*self.item.paper.tags, *self.item.mark.tags))
        return self.title + self.body + self.authors + tags

    def field(self, name: str) -> str:
        """Return the words of the field that a query names."""
        item = self.item
        match name:
            case "":
                return self.anywhere
            case "title":
                return self.title
            case "abstract":
                return self.body
            case "author":
                return self.authors
            case "tag":
                return "".join(tokens(tag) for tag in (*item.paper.tags, *item.mark.tags))
            case "topic":
                return "".join(tokens(topic) for topic in item.topics)
            case "source":
                return "".join(tokens(source) for source in item.paper.sources)
            case "id":
                return tokens(item.paper.id)
            case _:
                return tokens(item.mark.note)


def matches(query: Query, subject: Subject) -> bool:
    """Whether the subject is among what the query finds."""
    match query:
        case Words(words, field, prefix):
            return f" {words}{'' if prefix else ' '}" in subject.field(field)
        case Flag("is", state):
            return _is(subject.item, state)
        case Flag(_, thing):
            return _has(subject.item, thing)
        case Count(comparison, number):
            upvotes = subject.item.paper.upvotes
            return upvotes is not None and _COMPARE[comparison](upvotes, number)
        case Not(part):
            return not matches(part, subject)
        case All(parts):
            return all(matches(part, subject) for part in parts)
        case Either(parts):
            return any(matches(part, subject) for part in parts)


def _is(item: Item, state: str) -> bool:
    match state:
        case "starred":
            return item.starred
        case "queued":
            return item.queued
        case "unread":
            return item.unread
        case _:
            return not item.unread


def _has(item: Item, thing: str) -> bool:
    match thing:
        case "code":
            return item.paper.links.code is not None
        case "pdf":
            return item.paper.links.pdf is not None or item.paper.id.startswith("arxiv:")
        case "note":
            return bool(item.mark.note)
        case _:
            return bool(item.paper.abstract)
