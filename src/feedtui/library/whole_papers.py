"""Papers with all that was told of them: out of the tables, and into those of another library."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace

from feedtui.library.counts import everything
from feedtui.library.imports import begin_import, counted, sum_up
from feedtui.library.index import Index, many_at_once, mend
from feedtui.library.mirror import Mirror
from feedtui.library.origin import Added, Origin
from feedtui.library.reading import Revision
from feedtui.library.ready import ready
from feedtui.library.rows import COLUMNS, Stored, account, stored
from feedtui.library.schema import DAY
from feedtui.library.settings import setting
from feedtui.library.shelf import NEW, UNCHANGED, UPDATED, Shelf
from feedtui.papers.account import Account, aliases, identities, latest, partition, strength
from feedtui.papers.query import day_of
from feedtui.papers.topics import Sorting

OLD = 0
"""The import of papers that the reader has seen elsewhere: it is before every other, so that they are not new here."""

_MANY = 2_000


@dataclass(frozen=True, slots=True)
class Whole:
    """A paper as a library has it: its accounts, at least one, and what does not follow from them.

    `day` is the one under which the list has it, counted from 1970, `new` whether it came since the reader last left.
    `revised` is when its title or abstract last changed, `revisions` what they were before each change.
    """

    accounts: tuple[Account, ...]
    day: int
    new: bool = False
    revised: str | None = None
    revisions: tuple[Revision, ...] = ()


def whole_papers(db: sqlite3.Connection) -> Iterator[Whole]:
    """Yield all papers, from the end of the list to its top."""
    seen = int(setting(db, "seen") or 0)
    for one in db.execute(f"select {COLUMNS} from papers order by id"):
        kept = stored(one)
        yield Whole(
            tuple(_accounts(db, kept)), kept.row // DAY, kept.batch > seen, kept.revised, _revisions(db, kept.row)
        )


def take_back(
    db: sqlite3.Connection,
    portions: Iterable[Sequence[Whole]],
    topics: Sorting,
    *,
    source: str,
    at: str,
    expected: int,
    report: Callable[[Added], None],
) -> Added:
    """Take papers in: those that are not here at the top of their day, the others merged in their place.

    `source` names where they are from, `expected` is about how many there are, `at` the time, ISO 8601 in UTC.
    `report` is told of the sum after each portion.
    """
    mend(db)
    held = everything(db)
    many, was_empty = expected > max(_MANY, held // 10), not held
    index = Index(db, counts_terms=not many)
    added = Added()
    with many_at_once(db) if many else nullcontext():
        batch = begin_import(db, Origin(source, "backup"), at)
        for portion in portions:
            taking = _Taking(db, index, topics, batch, at, was_empty)
            with index.writing():
                outcomes = [taking.take(one) for one in portion]
            added += counted(outcomes)
            sum_up(db, batch, added)
            report(added)
    return added


class Homes(Mirror):
    """Where marks that are not here belong."""

    def row(self, key: str, names: Sequence[str]) -> int | None:
        """Return the row of the paper that a mark with a key and further names is of, None where it is not here."""
        return self._home(list(dict.fromkeys((key, *names))), key)


class _Taking:
    """Takes the papers of one portion."""

    def __init__(
        self, db: sqlite3.Connection, index: Index, topics: Sorting, batch: int, at: str, was_empty: bool
    ) -> None:
        self._db = db
        self._was_empty = was_empty
        self._topics = topics
        self._batch = batch
        self._at = at
        self._today = day_of(at) or 0
        # Another process may have put papers at the top of a day between two portions.
        self._shelf = Shelf(db, index, Mirror(db, index), topics)

    def take(self, paper: Whole) -> str:
        """Take one paper in; return what came of it."""
        told = latest(replace(one, at=min(one.at, self._at)) for one in paper.accounts)
        # The strongest account first: one that tells the title alone could else join another paper of that title.
        told.sort(key=lambda one: (strength(identities(one.paper)[0]), one.at))
        row = self._row(told[0])
        if row is not None and self._has(row, told):
            outcome = UNCHANGED
        elif len(partition(told)) == 1 and not self._may_be_here(told):
            self._shelf.insert(latest(told), self._batch_of(paper), min(paper.day, self._today))
            outcome = NEW
        else:
            outcome = self._merged(told, paper)
        self._revise(told[0], paper)
        return outcome

    def _may_be_here(self, told: Sequence[Account]) -> bool:
        """Whether a paper that is here may be the same; where nothing was here, titles tell of other papers."""
        names = aliases(told)
        if self._was_empty:
            names = {name for name in names if not name.startswith("title:")} or names
        sql = "select 1 from aliases where key = ?"
        return any(self._db.execute(sql, (name,)).fetchone() for name in names)

    def _merged(self, told: Sequence[Account], paper: Whole) -> str:
        batch, day = self._batch_of(paper), min(paper.day, self._today)
        outcomes = [self._shelf.take(ready(one.paper, self._topics), one.at, batch, day) for one in told]
        return NEW if outcomes[0] == NEW else UNCHANGED if set(outcomes) == {UNCHANGED} else UPDATED

    def _has(self, row: int, told: Sequence[Account]) -> bool:
        """Whether a paper that is here has all these accounts: then there is nothing to be found out about them."""
        kept = stored(self._db.execute(f"select {COLUMNS} from papers where id = ?", (row,)).fetchone())
        held = list(_accounts(self._db, kept))
        return all(one in held for one in told)

    def _batch_of(self, paper: Whole) -> int:
        return self._batch if paper.new else OLD

    def _row(self, told: Account) -> int | None:
        sql = (
            "select papers.id from aliases join papers on papers.id = aliases.paper where aliases.key = ?"
            " order by papers.key <> aliases.key, papers.id limit 1"
        )
        found = self._db.execute(sql, (identities(told.paper)[0],)).fetchone()
        return int(found[0]) if found else None

    def _revise(self, told: Account, paper: Whole) -> None:
        """Write down how a paper's text changed elsewhere."""
        row = self._row(told) if paper.revised else None
        if row is None or not paper.revised:
            return
        held = _revisions(self._db, row)
        values = [(row, one.at, one.title, one.abstract) for one in paper.revisions if one not in held]
        self._db.executemany("insert into revisions (paper, at, title, abstract) values (?, ?, ?, ?)", values)
        sql = "update papers set revised = ? where id = ? and coalesce(revised, '') < ?"
        at = min(paper.revised, self._at)
        self._db.execute(sql, (at, row, at))


def _accounts(db: sqlite3.Connection, kept: Stored) -> Iterator[Account]:
    found = db.execute("select told, at, body from accounts where paper = ?", (kept.row,)).fetchall()
    # What is known from one source alone is kept once.
    yield from (account(*one) for one in found) if found else (Account(kept.paper, kept.at),)


def _revisions(db: sqlite3.Connection, row: int) -> tuple[Revision, ...]:
    found = db.execute("select at, title, abstract from revisions where paper = ? order by at", (row,))
    return tuple(Revision(*one) for one in found)
