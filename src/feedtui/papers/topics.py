"""Topics: named queries that sort papers into fields by themselves."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from feedtui.papers.matching import Subject, matches
from feedtui.papers.paper import Item, Paper
from feedtui.papers.query import Query, QueryError, parse

SHIPPED = Path(__file__).with_name("topics.toml")
MOST = 6
"""Topics of one paper; the ones that its title names come first, the rest in the file's order."""


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
    topics = tuple(topics)
    subject = Subject(Item(paper))
    found = [topic for topic in topics if matches(topic.query, subject)]
    if len(found) > MOST:
        headline = Subject(Item(Paper(id=paper.id, title=paper.title)))
        found.sort(key=lambda topic: not matches(topic.query, headline))
    return tuple(topic.name for topic in found[:MOST])
