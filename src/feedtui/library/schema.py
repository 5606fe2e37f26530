"""The tables of the papers' file, how it is opened, and how an older file becomes a newer one."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from feedtui.library.private import guard, make_folder

VERSION = 3
"""`pragma user_version` of a file that this feedtui writes; 1 was the file of 0.1.0's first days."""

READ, ALL = 1, 2
"""The ids of two tags of kind `state`: the papers that were read, and all papers (which has no rows in `tagged`)."""

DAY = 1 << 24
"""Papers that one day of the list has room for: a paper's id is its day since 1970 times this, plus a number."""

_TABLES = """
create table papers (
    id integer primary key, key text not null, batch integer not null, at text not null, upvotes integer,
    published integer, listed integer, revised text, title text not null, abstract text not null, facts text not null
);
create index papers_id on papers (id);
create index papers_batch on papers (batch);
create index papers_upvotes on papers (upvotes, id) where upvotes is not null;
create index papers_published on papers (published, id) where published is not null;
create index papers_listed on papers (listed, id) where listed is not null;
create index papers_revised on papers (revised, id) where revised is not null;
create table aliases (key text not null, paper integer not null, primary key (key, paper)) without rowid;
create table accounts (
    paper integer not null, source text not null, told text not null, at text not null, body text not null,
    primary key (paper, source, told)
) without rowid;
create table revisions (paper integer not null, at text not null, title text not null, abstract text not null);
create index revisions_paper on revisions (paper);
create table tags (
    id integer primary key, kind text not null, name text not null, words text not null,
    total integer not null default 0, unread integer not null default 0
);
create unique index tags_name on tags (kind, name);
create table tagged (tag integer not null, paper integer not null, primary key (tag, paper)) without rowid;
create index tagged_paper on tagged (paper, tag);
create table terms (term text primary key, papers integer not null) without rowid;
create index terms_common on terms (papers desc, term) where papers >= 64;
create table documents (
    kind text not null, key text not null, paper integer, body text not null, primary key (kind, key)
) without rowid;
create index documents_paper on documents (paper) where paper is not null;
create table mark_names (name text not null, key text not null, primary key (name, key)) without rowid;
create table imports (
    id integer primary key, at text not null, source text not null, kind text not null, list_date text,
    found integer not null, new integer not null, updated integer not null, unchanged integer not null
);
create table settings (name text primary key, value text not null) without rowid;
insert into tags (id, kind, name, words) values (1, 'state', 'read', 'read'), (2, 'state', 'all', 'all');
"""

WORDS = {
    "words": "create virtual table words using fts5(text, content='', detail=none, columnsize=0, tokenize=ascii);",
    "heads": "create virtual table heads using fts5(title, authors, tags, content='', tokenize=ascii);",
}
"""What makes the tables of the index: all words of a paper, and those of its title, authors and tags."""

# Each paper counts for its tags, topics, sources and states, as unread until it has the tag `read`.
_COUNTS = """
create trigger tag_given after insert on tagged when new.tag <> 1 begin
    update tags set total = total + 1,
        unread = unread + not exists (select 1 from tagged where tag = 1 and paper = new.paper) where id = new.tag;
end;
create trigger tag_taken after delete on tagged when old.tag <> 1 begin
    update tags set total = total - 1,
        unread = unread - not exists (select 1 from tagged where tag = 1 and paper = old.paper) where id = old.tag;
end;
create trigger paper_read after insert on tagged when new.tag = 1 begin
    update tags set unread = unread - 1
        where id = 2 or id in (select tag from tagged where paper = new.paper and tag <> 1);
    update tags set total = total + 1 where id = 1;
end;
create trigger paper_unread after delete on tagged when old.tag = 1 begin
    update tags set unread = unread + 1
        where id = 2 or id in (select tag from tagged where paper = old.paper);
    update tags set total = total - 1 where id = 1;
end;
create trigger paper_added after insert on papers begin
    update tags set total = total + 1, unread = unread + 1 where id = 2;
end;
create trigger paper_removed after delete on papers begin
    update tags set total = total - 1, unread = unread - 1 where id = 2;
end;
"""


_SOURCES = """
create table relisted (paper integer not null, day integer not null, primary key (paper, day)) without rowid;
create table remembered (name text primary key, value text not null) without rowid;
"""

_MIGRATIONS = {0: (VERSION, "\n".join([_TABLES, *WORDS.values(), _COUNTS, _SOURCES])), 2: (VERSION, _SOURCES)}
"""From each older version, the version that its statements make of the file."""


class CorpusError(OSError):
    """The papers cannot be opened; the message is a sentence for the reader."""


def connect(path: Path | None, *, cache_mb: int = 8) -> sqlite3.Connection:
    """Open the papers' file, made or brought up to date if need be; None is a library in memory.

    In a folder that cannot be written to, the file is opened for reading alone.

    Raises:
        CorpusError: It cannot be opened, or it is of another feedtui.
    """
    try:
        db, version = _connected(path)
        db.execute(f"pragma cache_size = {-1024 * cache_mb}")
    except (OSError, sqlite3.Error) as error:
        raise CorpusError(f"The papers in {path} cannot be opened: {error}. Nothing was changed.") from error
    if version != VERSION:
        db.close()
        made = "a newer feedtui" if version > VERSION else "a feedtui from before its first release"
        raise CorpusError(f"The papers in {path} were written by {made}. Nothing was changed; move the file away.")
    return db


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Write all of it or nothing."""
    db.execute("begin immediate")
    try:
        yield
        db.execute("commit")
    except BaseException:
        if db.in_transaction:
            db.execute("rollback")
        raise


def _connected(path: Path | None) -> tuple[sqlite3.Connection, int]:
    """Return the opened file and its version; one that exists on a full disk is opened for reading alone."""
    db = _opened(path)
    try:
        db.execute("pragma synchronous = normal")
        version: int = db.execute("pragma user_version").fetchone()[0]
        return db, _migrated(db) if version in _MIGRATIONS else version
    except sqlite3.Error as error:
        db.close()
        if path is None or not isinstance(error, sqlite3.OperationalError) or not path.stat().st_size:
            raise
    db = _read_only(path)
    return db, db.execute("pragma user_version").fetchone()[0]


def _read_only(path: Path) -> sqlite3.Connection:
    # In a file called immutable, what a crash left in the write-ahead log would not be seen.
    log = path.with_name(f"{path.name}-wal")
    mode = "mode=ro" if log.exists() and log.stat().st_size else "immutable=1"
    db = sqlite3.connect(f"file:{quote(str(path))}?{mode}", uri=True, check_same_thread=False, isolation_level=None)
    db.execute("pragma query_only = on")
    return db


def _opened(path: Path | None) -> sqlite3.Connection:
    if path is None:
        return sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    if path.parent.exists() and not os.access(path.parent, os.W_OK):
        return _read_only(path)
    make_folder(path.parent)
    guard(path)
    return sqlite3.connect(path, timeout=10, check_same_thread=False, isolation_level=None)


def _migrated(db: sqlite3.Connection) -> int:
    """Bring the file to this version, step by step, one process at a time; return the version."""
    with transaction(db):
        version: int = db.execute("pragma user_version").fetchone()[0]
        while version in _MIGRATIONS:
            version, statements = _MIGRATIONS[version]
            for statement in _parted(statements):
                db.execute(statement)
            db.execute(f"pragma user_version = {version}")
    # One of several processes that meet at a new file does it for all.
    with suppress(sqlite3.OperationalError):
        db.execute("pragma journal_mode = wal")
    return version


def _parted(script: str) -> Iterator[str]:
    """Yield the statements of a script; `executescript` would end the transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
