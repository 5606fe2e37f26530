"""The next paper of a list whose title has a word that begins as is typed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from itertools import chain, islice

from feedtui.papers.words import says, tokens

NEAR = 400
"""Papers that are read one by one before the index is asked: a beginning that is common is found among them."""
_TITLES = "select id, title from papers where id in (select value from json_each(?))"
_FOUND = "select rowid from heads where heads match ?"


def place_of(db: sqlite3.Connection, rows: Sequence[int], start: int, begun: str) -> int | None:
    """Return the place in some rows, from `start` on and round to it, of the first such title; None without one."""
    words = tokens(begun).split()
    if not words or not rows:
        return None
    start %= len(rows)
    places = chain(range(start, len(rows)), range(start))
    near = list(islice(places, NEAR))
    titles = dict(db.execute(_TITLES, (json.dumps([rows[place] for place in near]),)))
    phrase = " ".join(words)
    found = next((place for place in near if says(phrase, True, titles.get(rows[place], ""))), None)
    return found if found is not None or len(near) == len(rows) else _further(db, rows, places, words)


def _further(db: sqlite3.Connection, rows: Sequence[int], places: Iterable[int], words: list[str]) -> int | None:
    match = f"title : {' + '.join(json.dumps(word) for word in words)} *"
    there = {row for (row,) in db.execute(_FOUND, (match,))}
    return next((place for place in places if rows[place] in there), None) if there else None
