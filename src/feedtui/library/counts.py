"""How many papers there are of each kind: the sidebar's figures."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field

from feedtui.library.schema import ALL

MOST_TAGS = 100
"""Tags of sources that are counted here, the commonest; the reader's own tags all are."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many papers there are of a kind, and how many of them are unread."""

    unread: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """The papers of each view, and by name of each topic, tag and source, in the order of their names."""

    everything: Count = Count()
    starred: Count = Count()
    queued: Count = Count()
    own: dict[str, Count] = field(default_factory=dict)
    tags: dict[str, Count] = field(default_factory=dict)
    topics: dict[str, Count] = field(default_factory=dict)
    sources: dict[str, Count] = field(default_factory=dict)


def counts_of(db: sqlite3.Connection) -> Counts:
    """Read the counts, which the tables keep."""
    kinds: dict[str, dict[str, Count]] = {}
    rows = db.execute("select kind, name, unread, total from tags where total > 0 order by total desc").fetchall()
    for kind, name, unread, total in rows:
        kinds.setdefault(kind, {})[name] = Count(unread, total)
    states = kinds.get("state", {})
    own = kinds.get("own", {})
    tags = {name: count for name, count in kinds.get("tag", {}).items() if name not in own}
    return Counts(
        states.get("all", Count()),
        states.get("starred", Count()),
        states.get("queued", Count()),
        _by_name(own),
        _by_name(dict(list(tags.items())[:MOST_TAGS])),
        _by_name(kinds.get("topic", {})),
        _by_name(kinds.get("source", {})),
    )


def everything(db: sqlite3.Connection) -> int:
    """Return how many papers there are."""
    return int(db.execute("select total from tags where id = ?", (ALL,)).fetchone()[0])


def _by_name(counts: dict[str, Count]) -> dict[str, Count]:
    return {name: counts[name] for name in sorted(counts, key=lambda name: (name.casefold(), name))}
