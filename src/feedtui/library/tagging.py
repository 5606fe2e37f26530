"""One of the reader's own tags renamed, merged with another or taken away, wherever it stands."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator

from feedtui.library.answers import NEVER
from feedtui.library.documents import ANSWERS, MARKS, MUTED, SEARCHES, Document, documents_in, mark_of
from feedtui.library.journal import Change
from feedtui.papers.paper import NO_MARK
from feedtui.papers.query import Either, Query, QueryError, parse, parts_in, query_text, replaced, tag_query
from feedtui.papers.words import name_words

_OWN = "select id from tags where kind = 'own' and name = ?"
# A mark whose paper is not here has its tags all the same.
_HELD = (
    f"select key, body from documents where kind = ? and paper in (select paper from tagged where tag in ({_OWN}))"
    " union all select key, body from documents where kind = ? and paper is null"
)

_OTHERS = (
    "select 1 from tags where kind in ('tag', 'own') and words = ? and total > 0 and not (kind = 'own' and name = ?)"
)


def own_tag(db: sqlite3.Connection, text: str) -> str | None:
    """Return the reader's own tag that is called so, else the one that a query would take for it, else None."""
    sql = "select name from tags where kind = 'own' and total > 0 and (name = ? or words = ?) order by name <> ?, name"
    found = db.execute(sql, (text, name_words(text), text)).fetchone()
    return str(found[0]) if found else None


def tag_changes(db: sqlite3.Connection, old: str, new: str | None) -> list[Change]:
    """Return what gives every paper with an own tag another in its place, or none.

    A new name that one of the reader's tags has, but for its case, is that one. Kept searches, muted queries and
    answers that name the tag follow it. Where a source has a tag of the old name too, they name both.
    """
    there = own_tag(db, new) if new else None
    new = there if there and there != old else new
    changes = list(_marks(db, old, new))
    if new is None or not changes or name_words(old) == name_words(new):
        return changes
    former, later = tag_query(old), tag_query(new)
    if db.execute(_OTHERS, (name_words(old), old)).fetchone():
        later = Either((former, later))
    return [*changes, *query_changes(db, lambda part: part == former, later)]


def _marks(db: sqlite3.Connection, old: str, new: str | None) -> Iterator[Change]:
    for key, body in db.execute(_HELD, (MARKS, old, MARKS)).fetchall():
        before: Document = json.loads(body)
        tags = before.get("tags")
        if not isinstance(tags, list) or old not in tags:
            continue
        after = {**before, "tags": list(dict.fromkeys(new if tag == old else tag for tag in tags if new or tag != old))}
        if not after["tags"]:
            del after["tags"]
        yield Change(MARKS, key, before, None if mark_of([after]) == NO_MARK else after)


def query_changes(db: sqlite3.Connection, is_former: Callable[[Query], bool], later: Query) -> Iterator[Change]:
    """Yield what puts another part in the place of some in every query that is kept, muted or an answer."""
    for name, document in documents_in(db, SEARCHES).items():
        text = renamed(document.get("query"), is_former, later)
        if text is not None:
            yield Change(SEARCHES, name, document, {**document, "query": text})
    for table in (MUTED, ANSWERS):
        held = documents_in(db, table)
        for query, document in held.items():
            text = renamed(query, is_former, later) if table == MUTED or document.get("answer") == NEVER else None
            if text is not None:
                yield Change(table, query, document, None)
                yield Change(table, text, held.get(text), document)


def renamed(text: object, is_former: Callable[[Query], bool], later: Query) -> str | None:
    """Return a query with another part in the place of some, None where it has none of them or is no query."""
    if not isinstance(text, str):
        return None
    try:
        query = parse(text)
    except QueryError:
        return None
    formers = dict.fromkeys(filter(is_former, parts_in(query)))
    for former in formers:
        query = replaced(query, former, later)
    return query_text(query) if formers else None
