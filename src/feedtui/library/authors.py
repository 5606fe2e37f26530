"""Names of authors by how they begin, found by the index of the newest papers."""

from __future__ import annotations

import json
import sqlite3
import time
from collections import Counter
from collections.abc import Iterable

from feedtui.library.drivers import after
from feedtui.papers.words import tokens

PATIENCE = 0.006
"""Seconds for which a key may wait for the index; a beginning of very many names takes longer."""
_LEAST = 2
_NEWEST = 40
_STEPS = 500
_TERMS = 60
"""Words that a beginning stands for, the commonest: to look for all is many times slower."""
_BEGUN = "select term from terms where term >= ? and term < ? order by papers desc limit ?"
_BEGINNING = "select rowid from heads where heads match ? order by rowid desc limit ?"
_AUTHORS = "select json_extract(facts, '$.authors') from papers where id in (select value from json_each(?))"


def authors_of(db: sqlite3.Connection, begun: str, near: Iterable[int]) -> list[str]:
    """Return authors with a word that begins so, the commonest first: of the newest such papers, and those `near`."""
    words = tokens(begun).split()
    rows = [*_found(db, words), *near]
    wanted = f" {' '.join(words)}" if words else ""
    counted: Counter[str] = Counter()
    for (told,) in db.execute(_AUTHORS, (json.dumps(rows),)):
        counted.update(name for name in json.loads(told or "[]") if wanted in tokens(name))
    return sorted(counted, key=lambda name: (-counted[name], name.casefold(), name))


def _found(db: sqlite3.Connection, words: list[str]) -> list[int]:
    """Return the newest papers with such an author, none if that takes too long."""
    if len("".join(words)) < _LEAST:
        return []
    *before, last = words
    end = time.perf_counter() + PATIENCE
    db.set_progress_handler(lambda: time.perf_counter() > end, _STEPS)
    try:
        terms = [term for (term,) in db.execute(_BEGUN, (last, after(last), _TERMS))]
        phrases = [" + ".join(json.dumps(word) for word in (*before, term)) for term in terms]
        match = f"authors : ({' OR '.join(phrases)})"
        return [row for (row,) in db.execute(_BEGINNING, (match, _NEWEST))] if terms else []
    except sqlite3.OperationalError:
        if time.perf_counter() <= end:
            raise
        return []
    finally:
        db.set_progress_handler(None, 0)
