"""The reader's marks: in memory for the screen, in TinyDB for good."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import asdict, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from feedtui.library.whole_file import DamagedFile, read_tables
from feedtui.papers.merge import identities
from feedtui.papers.paper import NO_MARK, Mark, Paper, PaperId

_TABLE = "marks"


class Marks:
    """The marks of all papers that the reader touched.

    A change is in memory at once and is written by a thread of this object; `flush` waits for the disk.
    `trouble` is called from that thread with a sentence whenever a write fails. What could not be
    written stays in hand and is tried again with the next change and at `flush`.
    """

    def __init__(self, path: Path, trouble: Callable[[str], None] | None = None) -> None:
        self.path = path
        self.trouble = trouble
        self.damage: str | None = None
        self._known: dict[PaperId, tuple[str, Mark]] = {}
        self._changed: dict[str, dict[str, Any] | None] = {}
        self._closed = False
        self._turn = threading.Condition()
        self._writer: threading.Thread | None = None
        self._load()

    def of(self, paper: Paper) -> Mark:
        """Return the paper's mark, found by any of the paper's identities."""
        return self._entry(paper)[1]

    def set(self, changes: list[tuple[Paper, Mark]]) -> None:
        """Take over the marks of some papers and have them written."""
        with self._turn:
            for paper, mark in changes:
                self._changed[self._entry(paper)[0]] = None
                keys = identities(paper)
                self._changed[paper.id] = None if mark == NO_MARK else _document(paper, mark)
                for key in keys:
                    self._known[key] = (paper.id, mark)
            if self._writer is None:
                self._writer = threading.Thread(target=self._write_on, name="marks", daemon=True)
                self._writer.start()
            self._turn.notify_all()

    def flush(self) -> bool:
        """Write what is not yet written; return whether all of it is on disk now."""
        with self._turn:
            return self._write()

    def close(self) -> bool:
        """Write what is not yet written and end the thread; return whether all of it is on disk."""
        with self._turn:
            self._closed = True
            self._turn.notify_all()
            return self._write()

    def _entry(self, paper: Paper) -> tuple[str, Mark]:
        for key in identities(paper):
            held, mark = self._known.get(key, ("", NO_MARK))
            strangers = not held.startswith("title:") and not paper.id.startswith("title:") and held != paper.id
            if held and not (key.startswith("title:") and strangers):
                return held, mark
        return paper.id, NO_MARK

    def _load(self) -> None:
        try:
            documents = (read_tables(self.path) or {}).get(_TABLE, {})
        except DamagedFile as error:
            self._put_aside(error)
            return
        except OSError as error:
            self.damage = (
                f"The marks in {self.path} cannot be read ({error.strerror}); what you mark now may not be kept."
            )
            return
        for paper, document in documents.items():
            mark = _mark(document)
            for key in (paper, *document.get("known_as", ())):
                self._known[key] = (paper, mark)

    def _put_aside(self, error: DamagedFile) -> None:
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
        aside = self.path.with_name(f"{self.path.name}.damaged-{stamp}")
        self.path.rename(aside)
        self.damage = f"The marks in {self.path} were damaged ({error}). The file was kept as {aside.name}."

    def _write_on(self) -> None:
        with self._turn:
            while not self._closed:
                if not self._changed or not self._write():
                    # Nothing to do, or the disk refused: go on when the next change comes.
                    self._turn.wait()

    def _write(self) -> bool:
        """Write the changed documents; the caller holds the lock."""
        if not self._changed:
            return True
        # TinyDB is imported with the first change, not at the start.
        from tinydb.table import Document

        from feedtui.library.storage import PaperDB

        try:
            with PaperDB(self.path) as db:
                table = db.table(_TABLE)
                for key, document in self._changed.items():
                    if document is not None:
                        table.upsert(Document(document, doc_id=key))  # type: ignore[arg-type]
                    elif table.contains(doc_id=key):
                        table.remove(doc_ids=[key])
        except DamagedFile as error:
            self._put_aside(error)
            return self._write()
        except OSError as error:
            if self.trouble:
                self.trouble(f"Your last change is not saved yet: {self.path} cannot be written ({error.strerror}).")
            return False
        self._changed.clear()
        return True


def _document(paper: Paper, mark: Mark) -> dict[str, Any]:
    facts = {name: value for name, value in asdict(mark).items() if value}
    facts["tags"] = list(mark.tags)
    return {"title": paper.title, "known_as": list(identities(paper)), **facts}


def _mark(document: dict[str, Any]) -> Mark:
    facts = {field.name: document[field.name] for field in fields(Mark) if field.name in document}
    return Mark(**{**facts, "tags": tuple(facts.get("tags", ()))})
