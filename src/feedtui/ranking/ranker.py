"""The rank over a library: what to offer, and in which order. It is for a worker: no key should wait for it."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from feedtui.library.answers import Answers, answers_of
from feedtui.library.clauses import Scene
from feedtui.library.documents import MUTED, documents_in
from feedtui.library.library import utc_now
from feedtui.library.passed import tired_of
from feedtui.library.reading import Reading
from feedtui.library.resolving import resolved
from feedtui.library.schema import connect
from feedtui.library.signals import (
    Kept,
    commonness_of,
    kept_papers,
    own_tags,
    papers_with,
    tagged_papers,
)
from feedtui.papers.paper import Paper
from feedtui.papers.query import RANKED_BY_TAG, QueryError, day_of, parse
from feedtui.papers.words import name_words
from feedtui.paths import Places
from feedtui.ranking.learning import HALF_LIFE, NEEDED, learned
from feedtui.ranking.lessons import lesson_of, with_kept
from feedtui.ranking.ordering import are_among, ordered
from feedtui.ranking.pool import Pool
from feedtui.ranking.store import Store, discard
from feedtui.ranking.trending import heats, hottest
from feedtui.ranking.vectors import Common, Weights

FLOOR = 0.25
"""The score under which nothing is offered: a quarter of how near the papers kept are to each other."""
SURPRISE = 10
"""Of so many papers offered, one is from outside what is known."""

_MOST_KEPT = 5_000


@dataclass(frozen=True, slots=True)
class Scored:
    """A paper offered: its row, its score (1: it fits as those kept fit each other), and whether it is a surprise."""

    row: int
    score: float
    surprise: bool = False


class Ranker:
    """What is learned from the marks of one reader, over its own connection, for one thread.

    Every method first takes in what has changed since. `catch_up` finds the features of new papers; until it has run,
    new papers are not offered, and those that are asked for are looked at one by one, which is slow. `half_life` is in
    days. Raises `CorpusError` where the papers cannot be opened.
    """

    def __init__(
        self,
        places: Places,
        *,
        half_life: float = HALF_LIFE,
        surprises: bool = True,
        clock: Callable[[], str] = utc_now,
    ) -> None:
        self._db = connect(places.papers)
        self._cache = places.features
        self._store = Store(self._cache, self._db)
        self._half_life = half_life
        self._surprises = surprises
        self._clock = clock
        self._reading = Reading(self._db)
        self._features: tuple[int, int] | None = None
        self._marks: int | None = None
        self.kept: list[Kept] = []

    def close(self) -> None:
        """Close the files."""
        self._store.close()
        self._db.close()

    def catch_up(self, report: Callable[[int], None] = lambda papers: None) -> None:
        """Find the features of papers that are new or changed; see `Store.catch_up`."""
        self._whole(lambda: self._store.catch_up(report))

    def learn(self) -> None:
        """Take in what has changed of papers and marks; nothing is done where nothing has."""
        self._whole(self._learn)

    def _whole(self, act: Callable[[], None]) -> None:
        """Do something with the store, which is made anew if it is damaged."""
        try:
            act()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            self._store.close()
            discard(self._cache)
            self._store = Store(self._cache, self._db)
            act()

    def _learn(self) -> None:
        features = self._store.turn()
        # While all papers are looked through for the first time, what is held would be out of date at every step.
        if features != self._features and (self._features is None or self._store.is_whole()):
            self.common: Common = self._store.common()
            self.pool = Pool(self._db, self._store, self.common)
            self._hottest: tuple[int, list[tuple[int, float]]] | None = None
            self._features, self._marks = features, None
        marks = self._db.execute("pragma data_version").fetchone()[0]
        if marks != self._marks:
            self._reading.forget()
            self.kept = kept_papers(self._db, _MOST_KEPT)
            self.answers: Answers = answers_of(self._db)
            self._lesson = lesson_of(self._db, self.pool, self.kept, self.answers, self._half_life)
            self.weights: Weights = learned(self._lesson, self.common)
            self._never: dict[str, set[int]] | None = None
            self._never_rows: NDArray[np.int64] | None = None
            self._scores: NDArray[np.float32] | None = None
            self._marks = marks

    @property
    def is_ready(self) -> bool:
        """Whether enough is kept to learn from."""
        self.learn()
        return len(self.kept) >= NEEDED

    @property
    def is_whole(self) -> bool:
        """Whether all papers were looked through."""
        return self._store.is_whole()

    @property
    def state(self) -> str:
        """Where learning stands, in a sentence."""
        if not self.is_ready:
            return f"Learning needs three stars: {len(self.kept)} so far. Until then, upvotes by age decide."
        if not self.is_whole:
            return "Not all papers are looked through yet: the others are not offered."
        return f"Learned from {len(self.kept)} papers that you starred, queued or tagged."

    def score(self, rows: Iterable[int], tag: str = "") -> NDArray[np.float32]:
        """Return the scores of papers for the reader or for an own tag; -inf of those that the reader never wants."""
        self.learn()
        asked = np.fromiter(rows, np.int64)
        scores = self.pool.scores_of(asked, self.weights_for(tag) if tag else self.weights)
        scores[are_among(asked, self._unwanted())] = -np.inf
        return scores

    def paper(self, row: int) -> Paper:
        """Return the paper at a row; raises `KeyError` if it is no longer there."""
        return self._reading.item(row).paper

    def tags_of(self, row: int) -> tuple[str, ...]:
        """Return the own tags of the paper at a row; raises `KeyError` if it is no longer there."""
        return self._reading.item(row).mark.tags

    def never(self, row: int) -> str:
        """Return the first query, answered `never` or muted, that finds a paper; empty if none does."""
        self.learn()
        return next((text for text, rows in self._never_by_query().items() if row in rows), "")

    def candidates(self, words: Sequence[str], most: int) -> list[int]:
        """Return about `most` papers that have some of the words, of which the first count most; common ones do not."""
        chosen: list[str] = []
        common = commonness_of(self._db, words)
        for word in words:
            if 0 < common.get(word, 0) <= most:
                most -= common[word]
                chosen.append(word)
        return papers_with(self._db, chosen)

    def sort(self, rows: Iterable[int], order: str = "for-you") -> array[int]:
        """Return papers in an order of the rank, the best first."""
        return array("q", [row for row, _ in self.scored(rows, order)])

    def scored(self, rows: Iterable[int], order: str = "for-you") -> list[tuple[int, float]]:
        """Return papers with their scores in the order of `sort:for-you`, or of `sort:tag:` and an own tag.

        The best come first; before anything is learned, or where too few papers have the tag, the hottest.
        """
        asked = list(rows)
        tag = self.tags.get(name_words(order.removeprefix(RANKED_BY_TAG))) if order.startswith(RANKED_BY_TAG) else ""
        if self.is_ready and tag is not None:
            scores = self.score(asked, tag)
        else:
            scores = np.array(heats(self._db, asked, self._today()), np.float32)
        return self.ordered(np.array(asked, np.int64), scores, len(asked))

    def for_you(self, rows: Iterable[int] | None = None, limit: int = 50) -> list[Scored]:
        """Return the unread papers to offer, the best first, out of some rows or of the newest of all.

        It may be fewer than `limit`, or none: what scores below `FLOOR` is not offered, nor what was passed over
        twice. One in `SURPRISE` is a surprise.
        """
        if not self.is_ready:
            return self._hot(rows, limit)
        among = self.pool.rows if rows is None else np.fromiter(rows, np.int64)
        scores = self._pool_scores() if rows is None else self.score(among)
        good = scores >= FLOOR
        offered = [Scored(row, score) for row, score in self._offerable(among[good], scores[good], limit)]
        if not self._surprises:
            return offered
        strange = self._strange(None if rows is None else set(among.tolist()), len(offered) // (SURPRISE - 1))
        for place, surprise in enumerate(strange, 1):
            offered.insert(place * SURPRISE - 1, surprise)
        return offered[:limit]

    @property
    def tags(self) -> Mapping[str, str]:
        """The own tags that enough papers have to learn from, by their names as queries compare them."""
        return {name_words(tag): tag for tag in own_tags(self._db, NEEDED)}

    def weights_for(self, tag: str) -> Weights:
        """Return what says how well papers fit an own tag: learned from its papers as the rank is from all kept."""
        self.learn()
        members = set(tagged_papers(self._db, tag))
        kept = [one for one in self.kept if one.row in members]
        alone = replace(self._lesson, answered=self.pool.matrix([]), signs=[])
        return learned(with_kept(alone, self.pool, kept, self._half_life), self.common)

    def _unwanted(self) -> NDArray[np.int64]:
        """Return the rows that any `never` finds, or that are muted."""
        if self._never_rows is None:
            self._never_rows = np.array(sorted(set().union(*self._never_by_query().values())), np.int64)
        return self._never_rows

    def _never_by_query(self) -> dict[str, set[int]]:
        if self._never is None:
            self._never = {}
            for text in (*self.answers.never, *documents_in(self._db, MUTED)):
                with suppress(QueryError):
                    query = resolved(self._db, parse(text))
                    self._never[text] = set(self._reading.search(query, Scene()).whole())
        return self._never

    def _pool_scores(self) -> NDArray[np.float32]:
        if self._scores is None:
            self._scores = self.pool.scores(self.weights)
        return self._scores

    def _offerable(self, rows: NDArray[np.int64], scores: NDArray[np.float32], limit: int) -> list[tuple[int, float]]:
        """Return the best of papers that are unread, wanted, not kept already, and were not passed over twice."""
        out = np.concatenate((self._unwanted(), np.array([one.row for one in self.kept], np.int64)))
        wanted = ~are_among(rows, out)
        rows, scores = rows[wanted], scores[wanted]
        tired = tired_of(self._db)
        asked = limit + len(tired)
        while True:
            best = self.ordered(rows, scores, asked)
            unread = set(self._reading.unread(row for row, _ in best)) - tired
            found = [one for one in best if one[0] in unread]
            if len(found) >= limit or len(best) == len(rows):
                return found[:limit]
            asked *= 4

    def ordered(self, rows: NDArray[np.int64], scores: NDArray[np.float32], limit: int) -> list[tuple[int, float]]:
        """Return papers with their scores, the best first; see `ordering.ordered`."""
        return ordered(self._db, rows, scores, limit)

    def _strange(self, among: set[int] | None, limit: int) -> list[Scored]:
        """Return the hottest unread papers that have little in common with what is known."""
        if not limit:
            return []
        hot = [one.row for one in self._hot(among, None)]
        scored = [Scored(row, score, True) for row, score in zip(hot, self.score(hot).tolist(), strict=True)]
        return [one for one in scored if -FLOOR < one.score < FLOOR][:limit]

    def _hot(self, rows: Iterable[int] | None, limit: int | None) -> list[Scored]:
        """Return the hottest papers that may be offered."""
        day = self._today()
        if self._hottest is None or self._hottest[0] != day:
            self._hottest = day, hottest(self._db, day)
        asked = None if rows is None else set(rows)
        out = {*self._unwanted().tolist(), *(one.row for one in self.kept), *tired_of(self._db)}
        hot = [one for one in self._hottest[1] if one[0] not in out and (asked is None or one[0] in asked)]
        unread = set(self._reading.unread(row for row, _ in hot))
        return [Scored(*one) for one in hot if one[0] in unread][:limit]

    def _today(self) -> int:
        return day_of(self._clock()) or 0
