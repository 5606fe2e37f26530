"""Papers out of one library and into another: the same ones in the same order, whatever was told of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from typing import Any

from hypothesis import given, settings

from accounts import ACCOUNTS, ARXIV, HF, ONE, TWO, account
from feedtui.library.bringing import Bringing
from feedtui.library.origin import Added, Origin
from feedtui.library.ready import ready
from feedtui.library.schema import connect
from feedtui.library.whole_papers import Whole, take_back, whole_papers
from feedtui.moving.forms import paper_form, paper_of
from feedtui.papers.account import Account
from feedtui.papers.text import folded
from feedtui.papers.topics import Sorting

NOW = "2026-11-25T08:00:00Z"
TOPICS = Sorting(())


def fill(db: sqlite3.Connection, accounts: Iterable[Account]) -> None:
    """Let sources tell, one after the other."""
    for one in accounts:
        Bringing(db, TOPICS).bring([[ready(one.paper, TOPICS)]], Origin(one.source, "test"), one.at)


def moved(papers: Iterable[Whole], db: sqlite3.Connection) -> Added:
    """Take papers into another library, as a backup has them."""
    told = [paper_of(json.loads(json.dumps(paper_form(one)))) for one in papers]
    return take_back(db, [told], TOPICS, source="test", at=NOW, expected=0, report=lambda added: None)


def held(db: sqlite3.Connection) -> list[Any]:
    """Return all that is told of papers, but for the numbers by which the tables know them."""
    rows = [row for (row,) in db.execute("select id from papers order by id")]
    place = {row: at for at, row in enumerate(rows)}
    told: list[Any] = [
        db.execute(
            "select key, at, title, abstract, facts, upvotes, revised, batch > 0, id >> 24 from papers order by id"
        ).fetchall()
    ]
    for table, facts in (
        ("accounts", "source, told, at, body"),
        ("revisions", "at, title, abstract"),
        ("relisted", "day"),
        ("aliases", "key"),
    ):
        told.append(sorted((place[paper], *rest) for paper, *rest in db.execute(f"select paper, {facts} from {table}")))
    told.append(sorted(db.execute("select term, papers from terms where papers > 0")))
    told.append(sorted(db.execute("select kind, name, total, unread from tags where total > 0")))
    return told


@settings(max_examples=40)
@given(ACCOUNTS)
def test_all_that_was_told_moves(told: list[Account]) -> None:
    """Papers, their accounts, order, days, revisions and words are the same; a second time changes nothing."""
    with closing(connect(None)) as here, closing(connect(None)) as there:
        fill(here, sorted(told, key=lambda one: one.at))
        papers = list(whole_papers(here))
        assert moved(papers, there).new == len(papers)
        before = held(there)
        assert before == held(here)
        assert moved(papers, there) == Added(unchanged=len(papers))
        assert held(there) == before


def without_contradictions(accounts: Iterable[Account]) -> list[Account]:
    """Return those of accounts that do not give the DOI of one title to another, nor say two things at one time.

    Such papers become one or two by the order in which they are told of, and a second restore may tell them apart.
    """
    titles: dict[str, str] = {}
    times: set[tuple[str, str]] = set()
    kept = []
    for one in accounts:
        title, time = folded(one.paper.title), (one.source, one.at)
        if time not in times and (not one.paper.doi or titles.setdefault(one.paper.doi.lower(), title) == title):
            times.add(time)
            kept.append(one)
    return kept


@settings(max_examples=40)
@given(ACCOUNTS, ACCOUNTS)
def test_two_libraries_become_one(told: list[Account], other: list[Account]) -> None:
    """The papers are those that all sources together tell of, and a second time changes nothing."""
    sane = without_contradictions([*told, *other])
    told, other = [one for one in told if one in sane], [one for one in other if one in sane and one not in told]
    with closing(connect(None)) as here, closing(connect(None)) as there, closing(connect(None)) as both:
        fill(here, told)
        fill(there, other)
        fill(both, [*told, *other])
        papers = list(whole_papers(here))
        moved(papers, there)
        keys = [sorted(db.execute("select key, title, abstract, upvotes from papers")) for db in (there, both)]
        assert keys[0] == keys[1]
        before = held(there)
        assert moved(papers, there).new == 0
        assert held(there) == before


def test_a_paper_known_here_is_told_to_have_changed() -> None:
    """A revision of elsewhere is one here too, once; the time of a clock that is ahead is now's."""
    with closing(connect(None)) as here, closing(connect(None)) as there:
        fill(here, [account(ARXIV, ONE, abstract="One."), account(ARXIV, ONE, abstract="Two.", at="02")])
        fill(there, [account(HF, TWO, title="Another Paper Altogether"), account(ARXIV, ONE, abstract="One.")])
        (paper,) = whole_papers(here)
        assert paper.revised == "2026-11-02T08:00:00Z"
        ahead = replace(paper, revised="2036-01-01T00:00:00Z", day=99_999)
        assert moved([ahead], there) == Added(updated=1)
        revised = there.execute("select revised, id >> 24 from papers where key = ?", (ONE,)).fetchone()
        assert revised[0] == NOW
        assert there.execute("select count(*) from revisions").fetchone() == (1,)


def test_what_is_dated_ahead_is_of_today() -> None:
    """A paper that came with a wrong clock stands under today, and its account gives way to the next one."""
    with closing(connect(None)) as here, closing(connect(None)) as there:
        late = Whole((Account(account(HF, ONE).paper, "2036-01-01T00:00:00Z"),), 99_999, new=True)
        assert moved([late], there) == Added(new=1)
        at, day = there.execute("select at, id >> 24 from papers").fetchone()
        fill(here, [Account(account(HF, ONE).paper, NOW)])
        assert (at, day) == (NOW, here.execute("select id >> 24 from papers").fetchone()[0])
