"""Takes what sources tell of papers into the tables: a new paper, a fuller one, or nothing new."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace

from feedtui.library.index import Index, findable, tags_of
from feedtui.library.mirror import Mirror
from feedtui.library.ready import Ready, ready
from feedtui.library.rows import COLUMNS, Stored, account, account_body, facts_of, stored
from feedtui.library.schema import DAY
from feedtui.papers.account import Account, identities
from feedtui.papers.matching import Subject
from feedtui.papers.merge import combine, regroup
from feedtui.papers.paper import Item, Mark, Paper, PaperId
from feedtui.papers.query import day_of
from feedtui.papers.revision import changed_text, is_new_version
from feedtui.papers.topics import Sorting

NEW, UPDATED, UNCHANGED = "new", "updated", "unchanged"

_TABLES = (("accounts", "paper"), ("revisions", "paper"), ("relisted", "paper"), ("papers", "id"))
"""Where a paper's row stands, beside the indexes."""

_Told = tuple[str, PaperId]


@dataclass(frozen=True, slots=True)
class _Group:
    """A paper as it is to be: its accounts, and the rows where they stand now."""

    paper: Paper
    accounts: list[Account]
    rows: list[int]


class Shelf:
    """Writes papers, inside the `writing` of its index."""

    def __init__(self, db: sqlite3.Connection, index: Index, mirror: Mirror, topics: Sorting) -> None:
        self._db = db
        self._index = index
        self._mirror = mirror
        self._topics = topics
        self._last: dict[int, int] = {}

    def take(self, given: Ready, at: str, batch: int, day: int) -> str:
        """Take in what a source told at a time; a new paper goes to the top of a day's list. Return what came of it."""
        told = Account(given.paper, at)
        rows = self._rows(given.names)
        if not rows:
            self._insert(_Group(combine([told]), [told], []), batch, day, given)
            return NEW
        held, where = self._closure(rows)
        groups = _claimed([*held, told], where)
        outcome = UNCHANGED
        for group in groups:
            if not group.rows:
                self._insert(group, batch, day)
                outcome = NEW if told in group.accounts else outcome
            else:
                former = {_told(one): one for one in held if where[_told(one)] == group.rows[0]}
                changed = self._replace(group, former, told)
                outcome = UPDATED if changed and outcome != NEW else outcome
        kept = {row for group in groups for row in group.rows[:1]}
        for row in sorted(set(where.values()) - kept):
            self._remove(row, held, where)
        return outcome

    def insert(self, accounts: list[Account], batch: int, day: int) -> None:
        """Put a paper that is not here, of which sources told all of this, to the top of a day's list."""
        self._insert(_Group(combine(accounts), accounts, []), batch, day)

    def _rows(self, names: Iterable[PaperId]) -> set[int]:
        return {
            row for name in names for (row,) in self._db.execute("select paper from aliases where key = ?", (name,))
        }

    def _closure(self, rows: set[int]) -> tuple[list[Account], dict[_Told, int]]:
        """Return the accounts of papers that may be one with those at some rows, and where each stands."""
        accounts: list[Account] = []
        where: dict[_Told, int] = {}
        waiting, seen = set(rows), set(rows)
        while waiting:
            row = waiting.pop()
            for one in self._accounts(row):
                accounts.append(one)
                where[_told(one)] = row
                found = self._rows(identities(one.paper)) - seen
                waiting |= found
                seen |= found
        return accounts, where

    def _accounts(self, row: int) -> list[Account]:
        found = self._db.execute("select told, at, body from accounts where paper = ?", (row,)).fetchall()
        if found:
            return [account(*one) for one in found]
        kept = self._stored(row)
        return [Account(kept.paper, kept.at)]

    def _stored(self, row: int) -> Stored:
        return stored(self._db.execute(f"select {COLUMNS} from papers where id = ?", (row,)).fetchone())

    def _insert(self, group: _Group, batch: int, day: int, given: Ready | None = None) -> None:
        paper, row = group.paper, self._place(day)
        if given is None or given.paper != paper:
            given = ready(paper, self._topics)
        topics = given.topics
        self._db.execute(
            "insert into papers (id, batch, at, key, upvotes, published, listed, title, abstract, facts)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (row, batch, group.accounts[0].at, *_columns(paper, given.facts)),
        )
        self._list_again(row, paper)
        self._index.add_words(row, given.words)
        self._index.tag(row, tags_of(Item(paper, topics=topics)))
        self._name(row, group, set())

    def _replace(self, group: _Group, former: dict[_Told, Account], told: Account) -> bool:
        """Write a paper that has a row already, with accounts until now; return whether its facts changed."""
        row, paper, kept = group.rows[0], group.paper, self._stored(group.rows[0])
        if paper != kept.paper:
            before = Item(kept.paper, Mark(tags=self._own(row)), kept.topics)
            after = replace(before, paper=paper, topics=ready(paper, self._topics).topics)
            self._index.remove_words(row, findable(Subject(before)))
            self._index.add_words(row, findable(Subject(after)))
            self._index.retag(row, tags_of(before), tags_of(after))
            self._list_again(row, paper)
            sql = "key = ?, upvotes = ?, published = ?, listed = ?, title = ?, abstract = ?, facts = ?"
            self._db.execute(
                f"update papers set {sql} where id = ?", (*_columns(paper, facts_of(paper, after.topics)), row)
            )
            if self._is_revision(kept, former, told, paper):
                values = (row, told.at, kept.paper.title, kept.paper.abstract)
                self._db.execute("insert into revisions (paper, at, title, abstract) values (?, ?, ?, ?)", values)
                self._db.execute("update papers set revised = ? where id = ?", (told.at, row))
        if set(group.accounts) != set(former.values()):
            self._name(row, group, {name for one in former.values() for name in identities(one.paper)})
            self._db.execute("update papers set at = ? where id = ?", (group.accounts[0].at, row))
        return paper != kept.paper

    def _is_revision(self, kept: Stored, former: dict[_Told, Account], told: Account, paper: Paper) -> bool:
        """Whether what was told makes of a paper something that a reader of it should look at again."""
        earlier = former.get(_told(told))
        rewritten = earlier and changed_text(earlier.paper, told.paper) and changed_text(kept.paper, paper)
        return bool(rewritten) or is_new_version(kept.paper, paper, since=max(one.at for one in former.values()))

    def _list_again(self, row: int, paper: Paper) -> None:
        self._db.execute("delete from relisted where paper = ?", (row,))
        days = [(row, day_of(day)) for day in paper.relisted]
        self._db.executemany("insert or ignore into relisted (paper, day) values (?, ?)", days)

    def _remove(self, row: int, held: list[Account], where: dict[_Told, int]) -> None:
        """Take out a row whose accounts are now those of another paper."""
        kept = self._stored(row)
        item = Item(kept.paper, Mark(tags=self._own(row)), kept.topics)
        self._index.remove_words(row, findable(Subject(item)))
        tags = "select kind, name from tagged join tags on tags.id = tag where paper = ?"
        self._index.untag(row, self._db.execute(tags, (row,)).fetchall())
        names = {name for one in held if where[_told(one)] == row for name in identities(one.paper)}
        self._db.executemany("delete from aliases where key = ? and paper = ?", [(name, row) for name in names])
        for table, column in _TABLES:
            self._db.execute(f"delete from {table} where {column} = ?", (row,))
        self._mirror.relink(names, gone=row)

    def _name(self, row: int, group: _Group, former: set[PaperId]) -> None:
        """Write a paper's accounts and identities, and find the marks that are of it; `former` were its identities."""
        names = {name for one in group.accounts for name in identities(one.paper)}
        self._db.executemany("delete from aliases where key = ? and paper = ?", [(n, row) for n in former - names])
        self._db.executemany(
            "insert or ignore into aliases (key, paper) values (?, ?)", [(n, row) for n in names - former]
        )
        if group.rows:
            self._db.execute("delete from accounts where paper = ?", (row,))
        if len(group.accounts) > 1 or group.accounts[0].paper != group.paper:
            values = [(row, *_told(one), one.at, account_body(one)) for one in group.accounts]
            self._db.executemany("insert into accounts (paper, source, told, at, body) values (?, ?, ?, ?, ?)", values)
        self._mirror.relink(names | former)

    def _own(self, row: int) -> tuple[str, ...]:
        found = self._db.execute(
            "select name from tagged join tags on tags.id = tag where paper = ? and kind = 'own' order by name", (row,)
        )
        return tuple(name for (name,) in found)

    def _place(self, day: int) -> int:
        """Return a new row above all others of a day."""
        if day not in self._last:
            last = self._db.execute("select max(id) from papers where id < ?", ((day + 1) * DAY,)).fetchone()[0]
            self._last[day] = max(last or 0, day * DAY)
        self._last[day] += 1
        return self._last[day]


def _claimed(accounts: list[Account], where: dict[_Told, int]) -> list[_Group]:
    """Return the papers that accounts make; each row goes to the first that has an account in it."""
    taken: set[int] = set()
    groups = []
    for paper, members in regroup(accounts):
        rows = sorted({where[_told(one)] for one in members if _told(one) in where} - taken)
        taken.update(rows)
        groups.append(_Group(paper, members, rows))
    return groups


def _told(one: Account) -> _Told:
    return one.source, one.paper.id


def _columns(paper: Paper, facts: str) -> tuple[str | int | None, ...]:
    days = day_of(paper.published), day_of(paper.listed)
    return (paper.id, paper.upvotes, *days, paper.title, paper.abstract, facts)
