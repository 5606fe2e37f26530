"""Libraries and digests for the tests of the digest."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from datetime import date
from pathlib import Path

from feedtui.digest.choosing import Digest, Entry, choose, grouped
from feedtui.digest.shown import Known
from feedtui.library.library import Library
from feedtui.library.origin import Origin
from feedtui.papers.account import identities
from feedtui.papers.paper import Item, Paper
from feedtui.papers.query import parse
from feedtui.paths import places

DAY = date(2026, 11, 25)


def keep(home: Path, papers: Iterable[Paper], source: str = "journal") -> None:
    """Bring papers into a home's library, as a source told of them."""
    with closing(Library(places(str(home)))) as library:
        library.add(papers, Origin(source, "test"))


def chosen(home: Path, query: str = "", since: str = "2000-01-01", known: Known | None = None) -> list[Entry]:
    """Return what a digest of a home would show."""
    with closing(Library(places(str(home)))) as library:
        return choose(library, parse(query), date.fromisoformat(since), known or Known(), None)[0]


def digest(*papers: Paper, name: str = "feedtui", left: int = 0, topics: tuple[str, ...] = ("lamps",)) -> Digest:
    """Return a digest of papers under one topic."""
    entries = [Entry(Item(one, topics=topics), identities(one)) for one in papers]
    return Digest(name, DAY, grouped(entries), left)
