"""Writes everything that the reader made or would miss into one archive."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from feedtui.library.counts import everything
from feedtui.library.documents import MARKS, SEARCHES, SOURCES, Document
from feedtui.library.journal import Journal, LostMarks
from feedtui.library.looks import kept_looks
from feedtui.library.lost_marks import refuse_if_lost
from feedtui.library.passed import passed_over
from feedtui.library.schema import connect
from feedtui.library.settings import followed
from feedtui.library.whole_papers import whole_papers
from feedtui.moving import describing
from feedtui.moving.digests import shown_in
from feedtui.moving.forms import Object, keyed_form, paper_form
from feedtui.moving.settings import without_secrets
from feedtui.moving.writing import Writer
from feedtui.paths import Places

_TOLD_EVERY = 500
_OWN_FILES = {MARKS: "id", SEARCHES: "name", SOURCES: "address"}
"""The tables of documents that have a file of their own, and what their keys are called there."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What an archive has in it, how many of each, and which secrets were left out of it."""

    counts: dict[str, int]
    left_out: tuple[str, ...]


def backup(places: Places, stream: IO[bytes], at: str, report: Callable[[int, int], None]) -> Backup:
    """Write an archive of what there is at one moment; `report` is told how many papers are written, and of how many.

    Raises:
        OSError: It cannot be written, or settings cannot be read.
        CorpusError: The papers cannot be opened.
        JournalError: The marks cannot be read.
    """
    settings, topics = _text(places.config), _text(places.topics)
    kept, left_out = (None, []) if settings is None else without_secrets(settings)
    with closing(connect(places.papers)) as db:
        # From the first question on, the papers are read as they are then, whatever is written meanwhile.
        db.execute("begin")
        documents = _Documents(db, Journal(places.marks))
        with Writer(stream, at) as writer:
            texts = {describing.README: describing.readme(), describing.SETTINGS: kept, describing.TOPICS: topics}
            for name, text in texts.items():
                if text is not None:
                    writer.text(name, text)
            choices = ({"name": name, "value": value} for name, value in kept_looks(db).items())
            passed = ({"id": paper, "times": times} for paper, times in passed_over(db).items())
            counts = {
                "papers": writer.objects(describing.PAPERS, _papers(db, report)),
                **{table: writer.objects(f"{table}.jsonl", documents.of(table)) for table in _OWN_FILES},
                "others": writer.objects(describing.OTHERS, documents.others()),
                "digests": writer.objects(describing.DIGESTS, shown_in(places.data)),
                "passed": writer.objects(describing.PASSED, passed),
            }
            writer.objects(describing.CHOICES, choices)
            writer.close(counts, left_out)
    return Backup(counts, tuple(left_out))


class _Documents:
    """The reader's documents: beside the papers, as of the same moment, unless those are behind the journal.

    What the marks' own files lost is taken from beside the papers too.
    """

    def __init__(self, db: sqlite3.Connection, journal: Journal) -> None:
        self._db = db
        self._tables = None
        with suppress(LostMarks):
            if followed(db) != journal.position():
                refuse_if_lost(journal, db)
                self._tables = journal.documents()

    def of(self, table: str) -> Iterator[Object]:
        """Yield the objects of a table that has a file of its own."""
        for _, key, document in self._all("kind = ?", table):
            yield keyed_form(_OWN_FILES[table], key, document)

    def others(self) -> Iterator[Object]:
        """Yield the objects of all other tables."""
        for table, key, document in self._all("kind <> ?", ""):
            if table not in _OWN_FILES:
                yield {"table": table, "key": key, "document": document}

    def _all(self, condition: str, table: str) -> Iterator[tuple[str, str, Document]]:
        if self._tables is None:
            sql = f"select kind, key, body from documents where {condition} order by kind, key"
            for kind, key, body in self._db.execute(sql, (table,)):
                yield kind, key, json.loads(body)
        else:
            for name in sorted(self._tables):
                if not table or name == table:
                    yield from ((name, key, document) for key, document in sorted(self._tables[name].items()))


def _papers(db: sqlite3.Connection, report: Callable[[int, int], None]) -> Iterator[Object]:
    whole = everything(db)
    for number, paper in enumerate(whole_papers(db), 1):
        yield paper_form(paper)
        if number % _TOLD_EVERY == 0 or number == whole:
            report(number, whole)


def _text(path: Path) -> str | None:
    """Return a file's text, None where there is none."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None
