"""The index of words and the counts, made anew from the papers."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from feedtui.library.index import Index, findable
from feedtui.library.reading import Reading
from feedtui.library.schema import ALL, READ, WORDS, transaction
from feedtui.papers.matching import Subject
from feedtui.papers.paper import Mark

_AT_ONCE = 1_000


def reindex(db: sqlite3.Connection) -> int:
    """Make the index of words and all counts anew; return of how many papers. An index that is cut off is made again.

    Raises:
        sqlite3.Error: The file refuses.
    """
    with transaction(db):
        db.execute("delete from terms")
        for table, statement in WORDS.items():
            db.execute(f"drop table if exists {table}")
            db.execute(statement)
    rows = [row for (row,) in db.execute("select id from papers order by id")]
    index, reading = Index(db), Reading(db)
    for start in range(0, len(rows), _AT_ONCE):
        with index.writing():
            for row in rows[start : start + _AT_ONCE]:
                item = reading.item(row)
                # As the mirror writes them: of a mark, only its tags are words.
                tags = Mark(tags=tuple(sorted(item.mark.tags)))
                index.add_words(row, findable(Subject(replace(item, mark=tags))))
        reading.forget()
    _count(db)
    return len(rows)


def _count(db: sqlite3.Connection) -> None:
    """Count the papers of each tag, and those of them that are unread."""
    unread = f"not exists (select 1 from tagged as other where other.tag = {READ} and other.paper = papers.id)"
    with transaction(db):
        db.execute(
            "update tags set total = (select count(*) from tagged where tag = tags.id), unread = (select count(*) from "
            f"tagged join papers on papers.id = tagged.paper where tagged.tag = tags.id and {unread})"
        )
        papers = f"select count(*), count(*) filter (where {unread}) from papers"
        db.execute(f"update tags set (total, unread) = ({papers}) where id = {ALL}")
