"""The reader's topics, and the papers that carry them."""

from __future__ import annotations

import hashlib
import sqlite3
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from feedtui import papers
from feedtui.library.counts import everything
from feedtui.library.rows import COLUMNS, Stored, facts_of, stored
from feedtui.papers.paper import Item

# Whether the topics are still the same is asked at every start; what sorts papers into them is rarely needed.
if TYPE_CHECKING:
    from feedtui.library.index import Index
    from feedtui.papers.topics import Sorting

_SHIPPED = Path(papers.__file__).with_name("topics.toml")
_AT_ONCE = 500
_BROKEN = "broken "


class TopicRules:
    """The topics of a file, or the shipped ones where there is none or it is wrong; `trouble` then says why."""

    def __init__(self, file: Path) -> None:
        self._own = file
        self.trouble: str | None = None

    def is_new_to(self, db: sqlite3.Connection) -> bool:
        """Whether the papers carry the topics of other rules than these."""
        row = db.execute("select value from settings where name = 'topics'").fetchone()
        known = row[0] if row else ""
        if known == _BROKEN + self._digest and self.trouble is None:
            self.trouble = self._read()[1]
        if known.removeprefix(_BROKEN) == self._digest:
            return False
        # Another feedtui may have applied what the file says by now.
        for name in ("_digest", "sorting"):
            self.__dict__.pop(name, None)
        return known.removeprefix(_BROKEN) != self._digest

    @property
    def _file(self) -> Path:
        return self._own if self._own.is_file() else _SHIPPED

    def apply(self, db: sqlite3.Connection) -> None:
        """Give all papers the topics of these rules."""
        from feedtui.library.index import Index

        index = Index(db)
        rows, last = everything(db), -1
        while rows:
            with index.writing():
                sql = f"select {COLUMNS} from papers where id > ? order by id limit ?"
                kept = [stored(row) for row in db.execute(sql, (last, _AT_ONCE))]
                for one in kept:
                    self._sort(db, index, one)
                rows, last = len(kept), kept[-1].row if kept else last
        known = (_BROKEN if self.trouble else "") + self._digest
        db.execute("insert or replace into settings (name, value) values ('topics', ?)", (known,))

    def _sort(self, db: sqlite3.Connection, index: Index, kept: Stored) -> None:
        from feedtui.library.index import tags_of
        from feedtui.papers.matching import Subject

        topics = self.sorting.of(Subject(Item(kept.paper)))
        if topics != kept.topics:
            before, after = Item(kept.paper, topics=kept.topics), Item(kept.paper, topics=topics)
            index.retag(kept.row, tags_of(before), tags_of(after))
            db.execute("update papers set facts = ? where id = ?", (facts_of(kept.paper, topics), kept.row))

    @cached_property
    def _digest(self) -> str:
        return hashlib.sha256(self._file.read_bytes()).hexdigest()

    @cached_property
    def sorting(self) -> Sorting:
        """The topics, ready to sort papers."""
        sorting, self.trouble = self._read()
        return sorting

    def _read(self) -> tuple[Sorting, str | None]:
        from feedtui.papers.topics import Sorting, TopicsError, read_topics

        try:
            return Sorting(read_topics(self._file)), None
        except TopicsError as error:
            return Sorting(read_topics(_SHIPPED)), f"{error}. The shipped topics are used instead."
