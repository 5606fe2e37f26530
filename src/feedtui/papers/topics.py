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


class Sorting:
    """Topics made ready to sort many papers: only those alternatives of a topic are looked at whose words are there."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self._by_word: dict[str, list[tuple[int, Query]]] = {}
        self._by_beginning: dict[str, list[tuple[int, Query]]] = {}
        self._always: list[tuple[int, Query]] = []
        self._topics = tuple(topics)
        for place, topic in enumerate(self._topics):
            for part in topic.query.parts if isinstance(topic.query, Either) else (topic.query,):
                self._listen(place, part)

    def of(self, subject: Subject) -> tuple[str, ...]:
        """Return the names of a paper's topics, at most `MOST`."""
        words = set(subject.anywhere.split())
        waiting = [*self._always]
        for word in words & self._by_word.keys():
            waiting += self._by_word[word]
        for beginning in {word[:_BEGINNING] for word in words} & self._by_beginning.keys():
            waiting += self._by_beginning[beginning]
        found: set[int] = set()
        for place, part in waiting:
            if place not in found and matches(part, subject):
                found.add(place)
        named = sorted(found)
        if len(named) > MOST:
            paper = subject.item.paper
            headline = Subject(Item(Paper(id=paper.id, title=paper.title)))
            named.sort(key=lambda place: not matches(self._topics[place].query, headline))
        return tuple(self._topics[place].name for place in named[:MOST])

    def _listen(self, place: int, part: Query) -> None:
        needed = _needed(part)
        if needed is None:
            self._always.append((place, part))
        for words in needed or ():
            *whole, last = words.words.split()
            if not words.prefix or whole:
                longest = max(whole if words.prefix else (*whole, last), key=len)
                self._by_word.setdefault(longest, []).append((place, part))
            elif len(last) >= _BEGINNING:
                self._by_beginning.setdefault(last[:_BEGINNING], []).append((place, part))
            else:
                self._always.append((place, part))


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
