"""The library's face: what screens, the command line and exports ask."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property

from feedtui.library.corpus import Corpus, Import, Stored
from feedtui.library.marks import Marks
from feedtui.papers.matching import Subject, matches
from feedtui.papers.merge import identities, is_one_paper, merge
from feedtui.papers.paper import Item, Mark, Paper, PaperId
from feedtui.papers.query import EVERYTHING, Query
from feedtui.papers.topics import SHIPPED, Topic, TopicsError, read_topics, topics_of
from feedtui.paths import Places

STATES = ("read", "starred", "queued")


@dataclass(frozen=True, slots=True)
class Added:
    """What an import brought, in papers."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Count:
    """How many papers there are of a kind, and how many of them are unread."""

    unread: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """The sidebar's figures."""

    everything: Count
    starred: Count
    queued: Count
    topics: dict[str, Count] = field(default_factory=dict)
    tags: dict[str, Count] = field(default_factory=dict)


def utc_now() -> str:
    """Return the time in UTC, ISO 8601, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Library:
    """All papers with their marks and topics.

    With `starter`, an empty library shows the starter list; it is not stored, and the first import
    takes its place.

    Raises:
        CorpusError: The papers cannot be opened.
    """

    def __init__(self, places: Places, *, starter: bool = False, clock: Callable[[], str] = utc_now) -> None:
        self.places = places
        self.warnings: list[str] = []
        self._clock = clock
        self._corpus = Corpus(places.papers)
        self.marks = Marks(places.marks)
        if self.marks.damage:
            self.warnings.append(self.marks.damage)
        self._topics_hold = True
        self._topics_file = places.topics if places.topics.is_file() else SHIPPED
        self._items: dict[PaperId, Item] = {}
        self._subjects: dict[PaperId, Subject] = {}
        self._ids: dict[PaperId, PaperId] = {}
        self._load()
        self.shows_starter = starter and not self._items
        if self.shows_starter:
            from feedtui.library.starter import starter_papers

            for paper in starter_papers():
                self._hold(Stored(paper, self._topics_of(paper)))

    def __len__(self) -> int:
        """Return how many papers there are."""
        return len(self._items)

    def item(self, paper: PaperId) -> Item:
        """Return a paper by any of its identities.

        Raises:
            KeyError: The library does not hold it.
        """
        return self._items[self._ids.get(paper, paper)]

    def find(self, query: Query = EVERYTHING, also: Collection[PaperId] = ()) -> list[PaperId]:
        """Return the papers that a query finds, in list order, and those named in `also`."""
        if query == EVERYTHING:
            return list(self._items)
        return [key for key in self._items if key in also or matches(query, self._subject(key))]

    def change(self, papers: Iterable[PaperId], make: Callable[[Mark], Mark]) -> int:
        """Make a new mark of each paper's mark; return how many of them changed."""
        changes = []
        for key in papers:
            item = self.item(key)
            mark = make(item.mark)
            if mark != item.mark:
                self._items[item.paper.id] = replace(item, mark=mark)
                self._subjects.pop(item.paper.id, None)
                changes.append((item.paper, mark))
        if changes:
            self.marks.set(changes)
        return len(changes)

    def set_state(self, papers: Iterable[PaperId], state: str, on: bool) -> int:
        """Set or clear `read`, `starred` or `queued`; return how many papers changed."""
        now = self._clock() if on else None

        def make(mark: Mark) -> Mark:
            was = getattr(mark, state) is not None
            return mark if was == on else replace(mark, **{state: now})  # type: ignore[arg-type]

        return self.change(papers, make)

    def add(self, papers: Iterable[Paper], *, source: str, kind: str, list_date: str | None = None) -> Added:
        """Take papers into the library: new ones first in the list, known ones merged in their place."""
        stored = {} if self.shows_starter else self._items
        known = {} if self.shows_starter else self._ids
        new: dict[PaperId, Stored] = {}
        changed: dict[PaperId, Stored] = {}
        unchanged: set[PaperId] = set()
        for told in papers:
            former = next((known[key] for key in identities(told) if key in known), None)
            if former is None or not is_one_paper(stored[former].paper, told):
                new[told.id] = Stored(told, self._topics_of(told))
                continue
            kept = changed[former].paper if former in changed else stored[former].paper
            merged = merge(kept, told)
            if merged == kept:
                unchanged.add(former)
            else:
                changed[former] = Stored(merged, self._topics_of(merged))
        added = Added(len(new), len(changed), len(unchanged - set(changed)))
        found = added.new + added.updated + added.unchanged
        made = Import(self._clock(), source, kind, list_date, found, added.new, added.updated)
        self._corpus.keep(new.values(), changed.items(), made)
        self.shows_starter = self.shows_starter and not found
        if not self.shows_starter:
            self._load()
        return added

    def known(self, papers: Iterable[Paper]) -> int:
        """Return how many of the papers the library holds already."""
        if self.shows_starter:
            return 0
        return sum(any(key in self._ids for key in identities(paper)) for paper in papers)

    def counts(self) -> Counts:
        """Count the papers of each view, topic and tag."""
        total: Counter[tuple[str, str]] = Counter()
        unread: Counter[tuple[str, str]] = Counter()
        for item in self._items.values():
            keys = [("view", "all"), *(("topic", name) for name in item.topics)]
            keys += [("tag", tag) for tag in dict.fromkeys((*item.mark.tags, *item.paper.tags))]
            keys += [("view", state) for state in ("starred", "queued") if getattr(item, state)]
            total.update(keys)
            if item.unread:
                unread.update(keys)
        count = {key: Count(unread[key], total[key]) for key in total}
        return Counts(
            everything=count.get(("view", "all"), Count()),
            starred=count.get(("view", "starred"), Count()),
            queued=count.get(("view", "queued"), Count()),
            topics={name: count[(kind, name)] for kind, name in sorted(count) if kind == "topic"},
            tags={name: count[(kind, name)] for kind, name in sorted(count) if kind == "tag"},
        )

    def close(self) -> bool:
        """Write what is unwritten and close; return whether all marks are on disk."""
        self._corpus.close()
        return self.marks.close()

    def _subject(self, key: PaperId) -> Subject:
        if key not in self._subjects:
            self._subjects[key] = Subject(self._items[key])
        return self._subjects[key]

    def _hold(self, kept: Stored) -> None:
        paper = kept.paper
        self._items[paper.id] = Item(paper, self.marks.of(paper), kept.topics or ())
        for key in identities(paper):
            self._ids.setdefault(key, paper.id)

    def _load(self) -> None:
        self._items.clear()
        self._subjects.clear()
        self._ids.clear()
        digest = hashlib.sha256(self._topics_file.read_bytes()).hexdigest()
        stale = self._corpus.topics_digest() != digest
        for kept in self._corpus.stored():
            self._hold(Stored(kept.paper, self._topics_of(kept.paper)) if stale else kept)
        if stale and self._items and self._topics_hold:
            self._corpus.keep_topics({key: item.topics for key, item in self._items.items()}, digest)

    def _topics_of(self, paper: Paper) -> tuple[str, ...]:
        return topics_of(paper, self._topics)

    @cached_property
    def _topics(self) -> tuple[Topic, ...]:
        """The reader's topics, or the shipped ones where the reader's are wrong; read when they are first needed."""
        try:
            return read_topics(self._topics_file)
        except TopicsError as error:
            self.warnings.append(f"{error}. The shipped topics are used instead.")
            self._topics_hold = False
            return read_topics(SHIPPED)
