"""By what a stored paper is found: its tags with their counts, its words, and how common each word is."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from feedtui.library.schema import READ, transaction
from feedtui.papers.matching import Subject
from feedtui.papers.paper import Item, Mark, Paper
from feedtui.papers.words import TEX, name_words, searchable

_TABLES = ("words", "heads")
_ADD_WORDS = "insert into words (rowid, text) values (?, ?)"
_REMOVE_WORDS = "insert into words (words, rowid, text) values ('delete', ?, ?)"
_ADD_HEADS = "insert into heads (rowid, title, authors, tags) values (?, ?, ?, ?)"
_REMOVE_HEADS = "insert into heads (heads, rowid, title, authors, tags) values ('delete', ?, ?, ?, ?)"
_COUNT_TERM = (
    "insert into terms (term, papers) values (?, ?) on conflict (term) do update set papers = papers + excluded.papers"
)

Tag = tuple[str, str]
"""Kind and name: `tag` of a source, `own` of the reader, `topic`, `source`, `state` or `has`."""


@dataclass(frozen=True, slots=True)
class Findable:
    """The words by which a paper is found: all of them, and those of its parts."""

    anywhere: str
    title: str
    authors: str
    tags: str


@dataclass(frozen=True, slots=True)
class Retagged:
    """The words by which a paper is found whose tags changed.

    Those of its title, its authors, and its tags before and after; and the words that it has no longer, and now has.
    """

    title: str
    authors: str
    before: str
    after: str
    gone: frozenset[str]
    come: frozenset[str]


class Index:
    """Writes a paper's tags and words, inside `writing`.

    An import of very many papers does not count how common each word is; `many_at_once` does so behind it.
    """

    def __init__(self, db: sqlite3.Connection, *, counts_terms: bool = True) -> None:
        self._db = db
        self._counts_terms = counts_terms
        self._ids: dict[Tag, int] = {("state", "read"): READ}
        self._waiting: list[tuple[int, Findable | Retagged, int]] = []

    def add_words(self, row: int, words: Findable) -> None:
        """Make a paper findable by its words."""
        self._waiting.append((row, words, 1))

    def remove_words(self, row: int, words: Findable) -> None:
        """Undo `add_words`; the words have to be what they were then."""
        self._waiting.append((row, words, -1))

    def change_tags(self, row: int, retagged: Retagged) -> None:
        """Make a paper findable by other tags of the reader's."""
        self._waiting.append((row, retagged, 1))

    def tag(self, row: int, tags: Iterable[Tag]) -> None:
        """Give a paper tags that it does not have."""
        self.retag(row, (), tags)

    def untag(self, row: int, tags: Iterable[Tag]) -> None:
        """Take tags from a paper."""
        self.retag(row, tags, ())

    def retag(self, row: int, before: Iterable[Tag], after: Iterable[Tag]) -> None:
        """Change a paper's tags from what they were to what they are."""
        self.retag_all([(row, before, after)])

    def retag_all(self, papers: Iterable[tuple[int, Iterable[Tag], Iterable[Tag]]]) -> None:
        """Change the tags of papers from what they were to what they are."""
        taken: list[tuple[int, int]] = []
        given: list[tuple[int, int]] = []
        for row, before, after in papers:
            was, now = dict.fromkeys(before), dict.fromkeys(after)
            if was != now:
                taken += [(self._id(tag), row) for tag in was if tag not in now]
                given += [(self._id(tag), row) for tag in now if tag not in was]
        self._db.executemany("delete from tagged where tag = ? and paper = ?", taken)
        self._db.executemany("insert into tagged (tag, paper) values (?, ?)", given)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Write all of what is done inside, or nothing."""
        try:
            with transaction(self._db):
                yield
                self.write_words()
        except BaseException:
            # Tags that were made inside are gone again.
            self._ids = {("state", "read"): READ}
            raise
        finally:
            self._waiting.clear()

    def write_words(self, most: int = 0) -> None:
        """Write down the words, and how common each is, if more than so many papers wait for it.

        They wait because FTS5 writes what it has gathered whenever a statement with a trigger begins.
        """
        if len(self._waiting) <= most:
            return
        terms: Counter[str] = Counter()
        # FTS5 also writes what it has gathered whenever a paper comes that is not behind the one before.
        self._waiting.sort(key=lambda one: one[0])
        for row, words, sign in self._waiting:
            if isinstance(words, Retagged):
                self._write_tags(row, words, terms)
                continue
            heads = (row, words.title, words.authors, words.tags)
            self._db.execute(_ADD_WORDS if sign > 0 else _REMOVE_WORDS, (row, words.anywhere))
            self._db.execute(_ADD_HEADS if sign > 0 else _REMOVE_HEADS, heads)
            if self._counts_terms:
                for term in set(words.anywhere.split()):
                    terms[term] += sign
        changed = [(term, papers) for term, papers in terms.items() if papers and term != "|"]
        self._db.executemany(_COUNT_TERM, changed)
        self._waiting.clear()

    def _write_tags(self, row: int, words: Retagged, terms: Counter[str]) -> None:
        """Write down the words of tags that are others now.

        Where only whether a word is in a paper counts, not where, those that came and went are all that is written.
        """
        self._db.execute(_REMOVE_WORDS, (row, " ".join(words.gone)))
        self._db.execute(_ADD_WORDS, (row, " ".join(words.come)))
        self._db.execute(_REMOVE_HEADS, (row, words.title, words.authors, words.before))
        self._db.execute(_ADD_HEADS, (row, words.title, words.authors, words.after))
        if self._counts_terms:
            terms.subtract(words.gone)
            terms.update(words.come)

    def _id(self, tag: Tag) -> int:
        found = self._ids.get(tag)
        if found is None:
            row = self._db.execute("select id from tags where kind = ? and name = ?", tag).fetchone()
            if row is None:
                values = (*tag, name_words(tag[1]))
                row = self._db.execute(
                    "insert into tags (kind, name, words) values (?, ?, ?) returning id", values
                ).fetchone()
            found = self._ids[tag] = int(row[0])
        return found


def tags_of(item: Item) -> list[Tag]:
    """Return the tags that a paper has by what its sources say and by its topics."""
    paper = item.paper
    kinds = (("tag", paper.tags), ("topic", item.topics), ("source", paper.sources))
    tags = [(kind, name) for kind, names in kinds for name in names]
    return [*tags, ("has", "code")] if paper.links.code else tags


def tags_of_mark(mark: Mark) -> list[Tag]:
    """Return the tags that a paper has by the reader's mark."""
    states = {"read": mark.read, "starred": mark.starred, "queued": mark.queued, "note": mark.note}
    return [*(("state", name) for name, value in states.items() if value), *(("own", name) for name in mark.tags)]


def findable(subject: Subject) -> Findable:
    """Return the words of a paper."""
    return Findable(subject.anywhere, subject.title, subject.authors, subject.tags)


def retagged(paper: Paper, before: Sequence[str], after: Sequence[str]) -> Retagged:
    """Return the words of a paper whose own tags change."""
    was, now = searchable(*paper.tags, *before), searchable(*paper.tags, *after)
    parts = [frozenset(tags.split()) for tags in (was, now)]
    title, authors = searchable(paper.title), searchable(*paper.authors)
    # Its abstract, which is most of it, is only cut into words where it may have one of the tags'.
    changed = parts[0] ^ parts[1]
    stay = frozenset((*title.split(), *authors.split()))
    if changed - stay and _may_say(f"{paper.abstract}\n{paper.summary}", changed - stay):
        stay = stay.union(searchable(paper.abstract, paper.summary).split())
    return Retagged(title, authors, was, now, parts[0] - parts[1] - stay, parts[1] - parts[0] - stay)


def _may_say(text: str, words: Iterable[str]) -> bool:
    """Whether a text may have any of some words: of plain text it is certain that it has not."""
    if not text.isascii() or any(sign in text for sign in TEX):
        return True
    plain = text.lower()
    joined = plain.replace("-", "")
    return any(word in plain or word in joined for word in words)


@contextmanager
def many_at_once(db: sqlite3.Connection) -> Iterator[None]:
    """Prepare the words for very many papers; behind them, tidy up and count anew in how many papers each word is."""
    _configure(db, hashsize=1 << 26, automerge=0)
    db.execute("pragma wal_autocheckpoint = 50000")
    try:
        yield
    finally:
        _configure(db, hashsize=1 << 20, automerge=4)
        for table in _TABLES:
            db.execute(f"insert into {table} ({table}) values ('optimize')")
        db.execute("create virtual table temp.vocabulary using fts5vocab(main, words, row)")
        with transaction(db):
            db.execute("delete from terms")
            db.execute("insert into terms (term, papers) select term, doc from temp.vocabulary order by term")
        db.execute("drop table temp.vocabulary")
        db.execute("pragma wal_checkpoint(truncate)")


def mend(db: sqlite3.Connection) -> None:
    """Finish what an import of very many papers could not, because it was killed."""
    if db.execute("select v from words_config where k = 'automerge'").fetchone() == (0,):
        with many_at_once(db):
            pass


def _configure(db: sqlite3.Connection, *, hashsize: int, automerge: int) -> None:
    """Say how many bytes of words FTS5 gathers before it writes them, and how eagerly it merges what it wrote."""
    for table in _TABLES:
        for name, value in (("hashsize", hashsize), ("automerge", automerge)):
            db.execute(f"insert into {table} ({table}, rank) values (?, ?)", (name, value))
