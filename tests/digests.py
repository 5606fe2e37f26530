"""Libraries and digests for the tests of the digest."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from datetime import date
from pathlib import Path

from feedtui.digest.choosing import USUAL, Digest, Entry, choose, grouped
from feedtui.digest.shown import Known
from feedtui.library.library import Library, utc_now
from feedtui.library.origin import Origin
from feedtui.papers.account import identities
from feedtui.papers.paper import Item, Paper
from feedtui.papers.query import parse
from feedtui.paths import places

DAY = date(2026, 11, 25)
JOURNAL = Origin("journal", "test")


def keep(home: Path, papers: Iterable[Paper], origin: Origin = JOURNAL, at: str = "") -> None:
    """Bring papers into a home's library, as a source told of them at a time, else now."""
    with closing(Library(places(str(home)), clock=lambda: at or utc_now())) as library:
        library.add(papers, origin)


def chosen(home: Path, query: str = "", since: str = "2000-01-01", known: Known | None = None) -> list[Entry]:
    """Return what a digest of a home would show."""
    with closing(Library(places(str(home)))) as library:
        return choose(library, parse(query), date.fromisoformat(since), known or Known(), None)[0]


def digest(*papers: Paper, name: str = USUAL, left: int = 0, topics: tuple[str, ...] = ("lamps",)) -> Digest:
    """Return a digest of papers under one topic."""
    entries = [Entry(Item(one, topics=topics), identities(one)) for one in papers]
    return Digest(name, DAY, grouped(entries), left)
