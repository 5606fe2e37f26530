"""Papers with their marks, read over one connection."""

from __future__ import annotations

import json
import sqlite3
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from feedtui.library.clauses import Scene
from feedtui.library.documents import documents_of, mark_of
from feedtui.library.portions import portions
from feedtui.library.resolving import resolved
from feedtui.library.rows import COLUMNS, stored
from feedtui.library.schema import READ
from feedtui.library.search import Search
from feedtui.papers.paper import Item, Paper, PaperId
from feedtui.papers.query import Query, Words
from feedtui.papers.words import says

_REMEMBERED = 500
"""Papers, some 3 kB each, by every connection: more than a key shows, and no search asks for a paper twice."""


@dataclass(frozen=True, slots=True)
class Revision:
    """How a paper's title and abstract were until `at`."""

    at: str
    title: str
    abstract: str


class Reading:
    """Items by row, the last ones remembered until `forget`."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self._items: OrderedDict[int, Item] = OrderedDict()

    def item(self, row: int) -> Item:
        """Return the paper at a row; raises `KeyError` where there is none any more."""
        item = self._items.get(row)
        if item is None:
            found = self.db.execute(f"select {COLUMNS} from papers where id = ?", (row,)).fetchone()
            if found is None:
                raise KeyError(row)
            kept = stored(found)
            item = Item(kept.paper, mark_of(documents_of(self.db, row).values()), kept.topics, kept.revised)
            self._items[row] = item
            if len(self._items) > _REMEMBERED:
                self._items.popitem(last=False)
        return item

    def items(self, rows: Iterable[int]) -> Iterator[Item]:
        """Yield the papers at some rows; those that are no longer there are passed over."""
        for row in rows:
            with suppress(KeyError):
                yield self.item(row)

    def row_of(self, paper: PaperId) -> int:
        """Return where the paper with an identity is; raises `KeyError` if it is not here."""
        found = self.db.execute("select min(paper) from aliases where key = ?", (paper,)).fetchone()
        if found[0] is None:
            raise KeyError(paper)
        return int(found[0])

    def knows(self, paper: Paper) -> bool:
        """Whether a paper with any of its identities is here."""
        from feedtui.papers.account import identities

        sql = "select 1 from aliases where key = ?"
        return any(self.db.execute(sql, (name,)).fetchone() for name in identities(paper))

    def search(self, query: Query, scene: Scene) -> Search:
        """Return a search for a query."""
        return Search(self.db, resolved(self.db, query), self._holds, scene)

    def revisions(self, row: int) -> list[Revision]:
        """Return what a paper's text was before each of its changes, the first change first."""
        found = self.db.execute("select at, title, abstract from revisions where paper = ? order by at", (row,))
        return [Revision(*one) for one in found]

    def unread(self, rows: Iterable[int]) -> Iterator[int]:
        """Yield those of some rows that were not read."""
        sql = (
            "select value from json_each(?)"
            f" where not exists (select 1 from tagged where tag = {READ} and paper = value)"
        )
        for some in portions(rows):
            yield from (int(row) for (row,) in self.db.execute(sql, (json.dumps(some),)))

    def here(self, rows: Iterable[int]) -> Iterator[int]:
        """Yield those of some rows at which there is a paper."""
        for some in portions(rows):
            found = self.db.execute(
                "select id from papers where id in (select value from json_each(?))", (json.dumps(some),)
            )
            there = {row for (row,) in found}
            yield from (row for row in some if row in there)

    def all_have(self, rows: Iterable[int], state: str) -> bool:
        """Whether all papers at some rows are `read`, `starred` or `queued`."""
        sql = (
            "select count(*) from tagged where paper in (select value from json_each(?))"
            " and tag = (select id from tags where kind = 'state' and name = ?)"
        )
        return all(
            self.db.execute(sql, (json.dumps(some), state)).fetchone()[0] >= len(set(some)) for some in portions(rows)
        )

    def forget(self) -> None:
        """Forget the items that are remembered, after something changed."""
        self._items.clear()

    def _holds(self, row: int, words: Words) -> bool:
        item = self.item(row)
        if " " in words.words and words.field in ("", "title", "abstract"):
            return says(words.words, words.prefix, *_texts(item, words.field))
        from feedtui.papers.matching import Subject, matches

        return matches(words, Subject(item))


def _texts(item: Item, field: str) -> tuple[str, ...]:
    """Return the texts of a field."""
    paper = item.paper
    match field:
        case "title":
            return (paper.title,)
        case "abstract":
            return (paper.abstract, paper.summary)
        case _:
            return (paper.title, paper.abstract, paper.summary, *paper.authors, *paper.tags, *item.mark.tags)
