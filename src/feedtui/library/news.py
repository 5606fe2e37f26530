"""What came since the reader last left."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping

from feedtui.papers.text import clean_line

_BY_IMPORT = "select batch, count(*) from papers indexed by papers_batch where batch > ? group by batch"
MANY = 20_000
"""New papers that are found sooner down the list, for they stand at its top, than by sorting them."""
_MOST_SOURCES = 5


def new_by_source(db: sqlite3.Connection, seen: int) -> dict[str, int]:
    """Return how many papers came by imports after the one numbered `seen`, by what brought each first.

    That is a source, a file or a page; the one that brought most comes first. The sum is what `is:new` finds.
    """
    found: Counter[str] = Counter()
    for batch, papers in db.execute(_BY_IMPORT, (seen,)).fetchall():
        row = db.execute("select source from imports where id = ?", (batch,)).fetchone()
        found[row[0] if row else "elsewhere"] += papers
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def some_new(db: sqlite3.Connection, seen: int) -> int:
    """Return how many papers came after an import, counted no further than `MANY`."""
    sql = "select count(*) from (select 1 from papers indexed by papers_batch where batch > ? limit ?)"
    return int(db.execute(sql, (seen, MANY)).fetchone()[0])


def told(news: Mapping[str, int]) -> str:
    """Return what came, as in `31 new: 20 hf:daily, 11 arxiv:cs.CL`; empty where nothing did."""
    if not news:
        return ""
    each = [f"{papers:,} {source}" for source, papers in list(news.items())[:_MOST_SOURCES]]
    if len(news) > _MOST_SOURCES:
        each.append(f"{sum(list(news.values())[_MOST_SOURCES:]):,} from {len(news) - _MOST_SOURCES} others")
    return clean_line(f"{sum(news.values()):,} new: {', '.join(each)}")
