"""The reader's sources, and how it went when they were last asked.

Which sources there are is the reader's own, and kept with the marks; how it went is remembered beside the papers.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias

from feedtui.library.documents import SOURCES, Document, documents_in
from feedtui.library.schema import DAY
from feedtui.library.settings import remember, remembered
from feedtui.papers.query import day_of
from feedtui.papers.text import clean_line

if TYPE_CHECKING:
    from feedtui.library.journal import Record
    from feedtui.library.marks import Marks

State: TypeAlias = Literal["never asked", "fresh", "unchanged", "quiet", "stale", "failed", "waiting"]
"""What came of asking a source: papers; the same as before; nothing, as was to be expected; nothing, against what
was to be expected; no answer of use; and `waiting`, until it may be asked again."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """One source of the reader's: its address as `sources.addresses` writes it, and what it is called."""

    name: str
    title: str = ""
    paused: bool = False
    added: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How it went with a source. Times are ISO 8601 in UTC; None where it never was.

    `why` is a sentence for the reader. `digest` and `built` are of the last list, and tell whether the next one is
    another; `covered` is the last day of which all lists were taken in, `counted` the last on which older lists were
    asked for their counts.
    """

    state: State = "never asked"
    why: str = ""
    asked: str | None = None
    answered: str | None = None
    failed_since: str | None = None
    retry_at: str | None = None
    new_at: str | None = None
    digest: str = ""
    built: str | None = None
    covered: str | None = None
    counted: str | None = None

    def told(self) -> str:
        """Return how it went, in words."""
        since = f" since {self.failed_since[:10]}" if self.state == "failed" and self.failed_since else ""
        return f"{self.state}{since}: {self.why}" if self.why else f"{self.state}{since}"


class Subscriptions:
    """The sources over one connection. Changes raise `JournalError`.

    What they and servers said is remembered in `memory`, which another process may be writing.
    """

    def __init__(
        self, db: sqlite3.Connection, memory: sqlite3.Connection, marks: Marks, clock: Callable[[], str]
    ) -> None:
        self._db = db
        self._memory = memory
        self._marks = marks
        self._clock = clock

    def all(self) -> list[Subscription]:
        """Return the sources in the order in which they were added."""
        kept = [_subscription(name, document) for name, document in documents_in(self._db, SOURCES).items()]
        return sorted(kept, key=lambda one: (one.added or "", one.name))

    def add(self, titles: Mapping[str, str]) -> list[str]:
        """Add sources, each with its title or none, as one change; return the names of those that were not there."""
        held = documents_in(self._db, SOURCES)
        new = {name: title for name, title in titles.items() if name not in held}
        at = self._clock()
        self._marks.keep(SOURCES, {name: _document(Subscription(name, title, added=at)) for name, title in new.items()})
        return list(new)

    def remove(self, names: Iterable[str]) -> Record | None:
        """Remove sources; their papers stay."""
        return self._marks.keep(SOURCES, dict.fromkeys(names))

    def change(self, subscription: Subscription) -> Record | None:
        """Keep a source with another title, or paused or no longer so."""
        return self._marks.keep(SOURCES, {subscription.name: _document(subscription)})

    def standing(self, name: str) -> Standing:
        """Return how it went with a source when it was last asked."""
        kept = json.loads(remembered(self._memory, f"source {name}") or "{}")
        return Standing(**{fact: kept[fact] for fact in Standing.__slots__ if fact in kept})

    def keep_standing(self, name: str, standing: Standing) -> None:
        """Remember how it went with a source."""
        facts = {fact: value for fact, value in asdict(standing).items() if value}
        remember(self._memory, f"source {name}", json.dumps(facts, ensure_ascii=False))

    def days(self, name: str, last: date, count: int) -> list[int]:
        """Return how many papers of a source stand at each of the `count` days up to `last`."""
        first = day_of((last - timedelta(count - 1)).isoformat()) or 0
        sql = (
            f"select paper / {DAY}, count(*) from tagged where paper >= ? and paper < ?"
            " and tag = (select id from tags where kind = 'source' and name = ?) group by 1"
        )
        found = dict(self._db.execute(sql, (first * DAY, (first + count) * DAY, name)).fetchall())
        return [found.get(first + at, 0) for at in range(count)]

    def get(self, name: str) -> str | None:
        """Return what the network remembered under a name."""
        return remembered(self._memory, f"network {name}")

    def keep(self, name: str, value: str | None) -> None:
        """Remember something for the network under a name."""
        remember(self._memory, f"network {name}", value)


def _subscription(name: str, document: Document) -> Subscription:
    """Return a source; what another program wrote of it is cleaned, and says nothing where it is of another type."""
    title, added = (told if isinstance(told := document.get(fact), str) else "" for fact in ("title", "added"))
    return Subscription(name, clean_line(title), paused=document.get("paused") is True, added=added or None)


def _document(subscription: Subscription) -> Document:
    return {fact: value for fact, value in asdict(subscription).items() if value and fact != "name"}
