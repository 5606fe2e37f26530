"""What is kept beside papers that are to be marked, read for many at a time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from feedtui.library.documents import MARKS, Document, documents_at, mark_of, names_of
from feedtui.library.journal import Change
from feedtui.library.mirror import mark_document
from feedtui.library.rows import account
from feedtui.papers.account import identities, identities_told
from feedtui.papers.paper import Mark, PaperId

_ROWS = "(select value from json_each(?))"
_PAPERS = f"select id, key, title, json_extract(facts, '$.doi') from papers where id in {_ROWS}"
_ACCOUNTS = f"select paper, told, at, body from accounts where paper in {_ROWS} order by paper, source, told"


@dataclass(slots=True)
class Held:
    """A paper's identity and title, every identity that its sources told, and the documents of its marks by key.

    There is one document at the most, but after two papers became one.
    """

    id: PaperId
    title: str
    names: list[PaperId]
    documents: dict[str, Document]

    def mark(self) -> Mark:
        """Return the mark that the documents make."""
        return mark_of(self.documents.values())

    def changes(self, mark: Mark) -> Iterator[Change]:
        """Yield the changes that make a mark's document the paper's only one."""
        names = [*self.names, *(name for one in self.documents.items() for name in names_of(*one))]
        document = mark_document(self.title, names, mark)
        yield from (Change(MARKS, key, before, None) for key, before in self.documents.items() if key != self.id)
        if document is not None or self.id in self.documents:
            yield Change(MARKS, self.id, self.documents.get(self.id), document)


def held_at(db: sqlite3.Connection, rows: Sequence[int]) -> Iterator[Held]:
    """Yield what is kept of the papers at some rows, in their order; raises `KeyError` where one is no longer there."""
    named = json.dumps(list(rows))
    documents = documents_at(db, rows)
    papers = {
        row: Held(key, title, list(identities_told(key, title, doi)), documents[row])
        for row, key, title, doi in db.execute(_PAPERS, (named,))
    }
    for row, *told in db.execute(_ACCOUNTS, (named,)):
        if row in papers:
            papers[row].names += identities(account(*told).paper)
    yield from (papers[row] for row in rows)
