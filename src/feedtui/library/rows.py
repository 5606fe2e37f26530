"""A paper as it is written in the tables, and read back."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from feedtui.papers.paper import Links, Paper, PaperId

COLUMNS = "id, key, batch, at, upvotes, revised, title, abstract, facts"
"""What `stored` reads of the table `papers`, in its order."""

if TYPE_CHECKING:
    from feedtui.papers.account import Account

_TUPLES = ("authors", "tags", "sources", "relisted")


@dataclass(frozen=True, slots=True)
class Stored:
    """A paper in its place.

    `row` is its place in the list: the greater, the nearer to the top. `at` is when its only account was
    told, `batch` the import that brought it, `revised` when its title or abstract last changed.
    """

    row: int
    paper: Paper
    topics: tuple[str, ...]
    at: str
    batch: int
    revised: str | None


def stored(row: tuple[Any, ...]) -> Stored:
    """Return a row of `COLUMNS` as a paper."""
    place, key, batch, at, upvotes, revised, title, abstract, facts = row
    told = json.loads(facts)
    topics = tuple(told.pop("topics", ()))
    return Stored(place, _paper(key, title, abstract, upvotes, told), topics, at, batch, revised)


def facts_of(paper: Paper, topics: tuple[str, ...] = ()) -> str:
    """Return what has no column of its own, as JSON without what is not known."""
    links = {name: address for name, address in asdict(paper.links).items() if address}
    facts = {
        "summary": paper.summary,
        "authors": paper.authors,
        "published": paper.published,
        "listed": paper.listed,
        "relisted": paper.relisted,
        "updated": paper.updated,
        "doi": paper.doi,
        "links": links,
        "comments": paper.comments,
        "tags": paper.tags,
        "sources": paper.sources,
        "topics": topics,
    }
    kept = {name: value for name, value in facts.items() if value or value == 0}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def account_body(account: Account) -> str:
    """Return an account's facts as JSON, but for its source, identity and time, which have columns."""
    paper = account.paper
    return json.dumps([paper.title, paper.abstract, paper.upvotes, facts_of(paper)], ensure_ascii=False)


def account(told: PaperId, at: str, body: str) -> Account:
    """Return an account of its columns."""
    from feedtui.papers.account import Account

    title, abstract, upvotes, facts = json.loads(body)
    return Account(_paper(told, title, abstract, upvotes, json.loads(facts)), at)


def _paper(key: PaperId, title: str, abstract: str, upvotes: int | None, facts: dict[str, Any]) -> Paper:
    links = Links(**facts.pop("links", {}))
    for name in _TUPLES:
        if name in facts:
            facts[name] = tuple(facts[name])
    return Paper(id=key, title=title, abstract=abstract, upvotes=upvotes, links=links, **facts)
