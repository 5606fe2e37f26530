"""What was read and starred when: a year of the reader's marks in figures."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from feedtui.papers.dates import day_of

WEEKS = 53
"""Weeks of a year as a calendar shows it, the last one begun."""

# A time that another program wrote may be anything; what is no date is left out behind.
_DAYS = (
    "select substr(json_extract(body, '$.' || :state), 1, 10) as day, count(*) from documents"
    " where kind = 'marks' and day >= :first and day <= :last group by day"
)
# From the marks to their topics: the other way, SQLite would look each mark up for each topic.
_TOPICS = (
    "with read as materialized (select paper, substr(json_extract(body, '$.read'), 1, 7) as month from documents"
    " where kind = 'marks' and paper is not null and month >= :first and month <= :last)"
    " select tag, month, count(*) from read cross join tagged on tagged.paper = read.paper"
    " where +tag in (select id from tags where kind = 'topic') group by tag, month"
)
_SOURCES = "select id, name, total, total - unread from tags where kind = 'source' and total > 0"
_STARRED = (
    "select source.tag, count(*) from tagged as starred join tagged as source on source.paper = starred.paper"
    " where starred.tag = (select id from tags where kind = 'state' and name = 'starred') group by source.tag"
)


@dataclass(frozen=True, slots=True)
class SourceTally:
    """How many papers a source has, and how many of them were read and are starred."""

    all: int
    read: int
    starred: int


@dataclass(frozen=True, slots=True)
class Tallies:
    """A year up to `today`: papers read and starred by day, papers read by topic and month (`2026-11`), sources.

    Days are those of UTC, as everywhere. What counts is when a paper that is read now was read.
    """

    today: date
    read: Mapping[date, int]
    starred: Mapping[date, int]
    topics: Mapping[str, Mapping[str, int]]
    sources: Mapping[str, SourceTally]

    @property
    def first(self) -> date:
        """The Monday on which the year begins."""
        return first_day(self.today)


def first_day(today: date) -> date:
    """Return the Monday `WEEKS` weeks before the one that follows a day."""
    return today - timedelta(today.weekday() + 7 * (WEEKS - 1))


def tallies_of(db: sqlite3.Connection, today: date) -> Tallies:
    """Count a year; at 100,000 marks this takes a second."""
    starred = dict(db.execute(_STARRED).fetchall())
    sources = {name: SourceTally(total, read, starred.get(tag, 0)) for tag, name, total, read in db.execute(_SOURCES)}
    return Tallies(today, _days(db, "read", today), _days(db, "starred", today), _topics(db, today), sources)


def _days(db: sqlite3.Connection, state: str, today: date) -> dict[date, int]:
    bounds = {"state": state, "first": first_day(today).isoformat(), "last": today.isoformat()}
    found = db.execute(_DAYS, bounds).fetchall()
    return {date.fromisoformat(day): papers for day, papers in found if len(day) == 10 and day_of(day) is not None}


def _topics(db: sqlite3.Connection, today: date) -> dict[str, dict[str, int]]:
    names = dict(db.execute("select id, name from tags where kind = 'topic'").fetchall())
    topics: dict[str, dict[str, int]] = {}
    bounds = {"first": first_day(today).isoformat()[:7], "last": today.isoformat()[:7]}
    for tag, month, papers in db.execute(_TOPICS, bounds).fetchall():
        topics.setdefault(names[tag], {})[month] = papers
    return topics
