"""Topics: named queries that sort papers into fields by themselves."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from feedtui.papers.matching import Subject, matches
from feedtui.papers.paper import Item, Paper
from feedtui.papers.query import All, Either, Query, QueryError, Words, parse
from feedtui.papers.query_tree import NAME_FIELDS

SHIPPED = Path(__file__).with_name("topics.toml")
MOST = 6
"""Topics of one paper; the ones that its title names come first, the rest in the file's order."""

_BEGINNING = 3
_REMEMBERED = 200_000


@dataclass(frozen=True, slots=True)
class Topic:
    """A name and the query whose papers carry it."""

    name: str
    query: Query


class TopicsError(ValueError):
    """A topics file that cannot be used; the message names the file and what is wrong in it."""


def read_topics(path: Path = SHIPPED) -> tuple[Topic, ...]:
    """Return the topics of a TOML file, `name = "query"` a line, in its order.

    Raises:
        TopicsError: The file is no TOML, or a value of it is no query.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TopicsError(f"{path} cannot be read as topics: {error}") from error
    topics = []
    for name, text in table.items():
        if not isinstance(text, str):
            raise TopicsError(f'{path}: {name} should be a query in quotes, as in {name} = "retrieval"')
        try:
            topics.append(Topic(name, parse(text)))
        except QueryError as error:
            raise TopicsError(f"{path}: {name}: {error} (at character {error.at + 1})") from error
    return tuple(topics)


def topics_of(paper: Paper, topics: Iterable[Topic]) -> tuple[str, ...]:
    """Return the names of the paper's topics, at most `MOST`."""
    return Sorting(topics).of(Subject(Item(paper)))


@dataclass(frozen=True, slots=True)
class _Part:
    """One of a topic's alternatives: the place of its topic, and words in the text, or else a query."""

    place: int
    needle: str
    title: bool
    query: Query


class Sorting:
    """Topics made ready to sort many papers: only those alternatives of a topic are looked at whose words are there."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._by_word: dict[str, list[_Part]] = {}
        self._by_beginning: dict[str, list[_Part]] = {}
        self._always: list[_Part] = []
        self._known: dict[str, tuple[_Part, ...]] = {}
        self._topics = tuple(topics)
        for place, topic in enumerate(self._topics):
            for query in topic.query.parts if isinstance(topic.query, Either) else (topic.query,):
                self._listen(_part(place, query))

    def of(self, subject: Subject) -> tuple[str, ...]:
        """Return the names of a paper's topics, at most `MOST`."""
        title, anywhere = subject.title, subject.anywhere
        found: set[int] = set()
        for part in self._waiting(anywhere):
            if part.place in found:
                continue
            if part.needle in (title if part.title else anywhere) if part.needle else matches(part.query, subject):
                found.add(part.place)
        named = sorted(found)
        if len(named) > MOST:
            paper = subject.item.paper
            headline = Subject(Item(Paper(id=paper.id, title=paper.title)))
            named.sort(key=lambda place: not matches(self._topics[place].query, headline))
        return tuple(self._topics[place].name for place in named[:MOST])

    def _waiting(self, anywhere: str) -> list[_Part]:
        """Return the alternatives that have to be looked at, since a word of theirs is there."""
        waiting = [*self._always]
        known = self._known
        for word in set(anywhere.split()):
            parts = known.get(word)
            if parts is None:
                parts = known[word] = (
                    *self._by_word.get(word, ()),
                    *self._by_beginning.get(word[:_BEGINNING], ()),
                )
            if parts:
                waiting += parts
        if len(known) > _REMEMBERED:
            known.clear()
        return waiting

    def _listen(self, part: _Part) -> None:
        needed = _needed(part.query)
        if needed is None:
            self._always.append(part)
        for words in needed or ():
            *whole, last = words.words.split()
            if not words.prefix or whole:
                longest = max(whole if words.prefix else (*whole, last), key=len)
                self._by_word.setdefault(longest, []).append(part)
            elif len(last) >= _BEGINNING:
                self._by_beginning.setdefault(last[:_BEGINNING], []).append(part)
            else:
                self._always.append(part)


def _part(place: int, query: Query) -> _Part:
    match query:
        case Words(words, "" | "title" as field, prefix):
            return _Part(place, f" {words}{'' if prefix else ' '}", field == "title", query)
        case _:
            return _Part(place, "", False, query)


def _needed(query: Query) -> list[Words] | None:
    """Return words some of which every paper of a query has, None where there are no such words."""
    match query:
        case Words(words, field) if words and field not in (*NAME_FIELDS, "note"):
            return [query]
        case Either(parts):
            each = [_needed(part) for part in parts]
            return None if None in each else [words for needed in each for words in needed or ()]
        case All(parts):
            known = [needed for needed in map(_needed, parts) if needed is not None]
            return min(known, key=len, default=None)
        case _:
            return None
