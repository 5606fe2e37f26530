"""The papers on disk, in SQLite."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from feedtui.papers.paper import Links, Paper, PaperId

_SCHEMA = """
create table papers (id text primary key, batch integer not null, place integer not null, topics text,
    body text not null);
create index papers_order on papers (batch desc, place);
create table imports (id integer primary key, at text not null, source text not null, kind text not null,
    list_date text, found integer not null, new integer not null, updated integer not null);
create table settings (name text primary key, value text not null);
pragma user_version = 1;
"""
_VERSION = 1


class CorpusError(OSError):
    """The papers cannot be opened; the message is a sentence for the reader."""


@dataclass(frozen=True, slots=True)
class Import:
    """One import that was kept: when, from where, what kind, the list's own date and what came of it."""

    at: str
    source: str
    kind: str
    list_date: str | None
    found: int
    new: int
    updated: int


@dataclass(frozen=True, slots=True)
class Stored:
    """A paper as it is stored, with its topics; None when they are still to be found."""

    paper: Paper
    topics: tuple[str, ...] | None


class Corpus:
    """The table of papers in list order: the newest import first, each import in its own order."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            fresh = not path.exists()
            self._db = sqlite3.connect(path, timeout=10)
            if fresh:
                os.chmod(path, 0o600)
            version = self._db.execute("pragma user_version").fetchone()[0]
            if version == 0:
                self._db.execute("pragma journal_mode = wal")
                self._db.executescript(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise CorpusError(f"The papers in {path} cannot be opened: {error}. Nothing was changed.") from error
        if version > _VERSION:
            raise CorpusError(f"The papers in {path} were written by a newer feedtui. Nothing was changed.")

    def stored(self) -> Iterator[Stored]:
        """Yield every paper in list order."""
        for body, topics in self._db.execute("select body, topics from papers order by batch desc, place"):
            yield Stored(_paper(body), None if topics is None else tuple(json.loads(topics)))

    def topics_digest(self) -> str:
        """Return which topic rules the stored topics come from; empty if none were ever found."""
        row = self._db.execute("select value from settings where name = 'topics'").fetchone()
        return row[0] if row else ""

    def keep_topics(self, topics: dict[PaperId, tuple[str, ...]], digest: str) -> None:
        """Store the topics of all papers, as the rules named by `digest` found them."""
        with self._db:
            rows = [(json.dumps(names), key) for key, names in topics.items()]
            self._db.executemany("update papers set topics = ? where id = ?", rows)
            self._db.execute("insert or replace into settings values ('topics', ?)", (digest,))

    def keep(self, new: Iterable[Stored], changed: Iterable[tuple[PaperId, Stored]], made: Import) -> None:
        """Store new papers before all others, changed ones in their place, and the import itself."""
        with self._db:
            batch = self._db.execute("select coalesce(max(batch), 0) + 1 from papers").fetchone()[0]
            self._db.executemany(
                "insert into papers (id, batch, place, topics, body) values (?, ?, ?, ?, ?)",
                ((kept.paper.id, batch, place, *_row(kept)) for place, kept in enumerate(new)),
            )
            self._db.executemany(
                "update papers set id = ?, topics = ?, body = ? where id = ?",
                ((kept.paper.id, *_row(kept), former) for former, kept in changed),
            )
            self._db.execute(
                "insert into imports (at, source, kind, list_date, found, new, updated) values (?, ?, ?, ?, ?, ?, ?)",
                (made.at, made.source, made.kind, made.list_date, made.found, made.new, made.updated),
            )

    def close(self) -> None:
        """Close the file."""
        self._db.close()


def _row(kept: Stored) -> tuple[str | None, str]:
    topics = None if kept.topics is None else json.dumps(kept.topics)
    return topics, json.dumps(asdict(kept.paper), ensure_ascii=False)


def _paper(body: str) -> Paper:
    facts = json.loads(body)
    facts["links"] = Links(**facts["links"])
    for name in ("authors", "tags", "sources"):
        facts[name] = tuple(facts[name])
    return Paper(**facts)
