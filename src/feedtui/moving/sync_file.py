"""The lines of a sync file, and of what is known after a sync: JSON, each with a checksum of what follows it.

`{"sum": "1c2d3e4f", "table": "marks", "names": [identities], "also": [titles], "title": …, "facts": [[field, time,
machine, value, facts seen], …]}` tells facts, `{"sum": …, "clock": [machine, time, as of]}` of a wrong clock, `{"sum":
…, "passed": {identity: number}}` how often papers were passed over, `{"sum": …, "end": token}` ends what was written
at once. Whatever has no right checksum, and what is not known here, is passed
over: a file may be cut anywhere, and come from another machine.
"""

from __future__ import annotations

import json
import os
import re
import stat
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, TypeGuard

from feedtui.library.documents import MARKS
from feedtui.library.passed import MOST_TIMES
from feedtui.moving.sync_fields import TABLES, cleaned, is_known, is_title, utc
from feedtui.moving.sync_merge import MOST_SEEN, Entry, Fact, Ledger
from feedtui.papers.paper import PaperId
from feedtui.papers.text import clean_line

FILE_LIMIT = 1 << 28
"""Bytes of a file that is read: room for about a million papers with marks."""

LINE_LIMIT = 1 << 23
"""Bytes of a line that is read; a fact with the longest note takes no more."""

_FACTS, _NAMES = 50, 100
_SUM = re.compile(rb'\{"sum":"([0-9a-f]{8})",')
_MACHINE = re.compile(r"[0-9a-f]{16}")
_SEEN = re.compile(r"[0-9a-f]{12}")
_TOKEN = re.compile(r"[0-9a-f]{8,32}")
_OURS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class NoPlainFile(OSError):
    """A file that is not opened because it is a link, a device or the like; the message says so."""


@dataclass(slots=True)
class Lines:
    """What a file says: its facts, its first line, the last token, and how it ends."""

    ledger: Ledger = field(default_factory=Ledger)
    head: dict[str, Any] = field(default_factory=dict)
    token: str | None = None
    size: int = 0
    damaged: int = 0
    """Lines that are not whole."""
    is_ended: bool = True
    """Whether a line may be appended as it is."""


def line(body: dict[str, Any]) -> bytes:
    """Return a line that says something."""
    rest = json.dumps(body, separators=(",", ":")).encode("ascii")[1:]
    return b'{"sum":"%08x",%s\n' % (zlib.crc32(rest), rest)


def lines_of(entry: Entry, facts: Iterable[tuple[str, Fact]]) -> Iterator[bytes]:
    """Yield the lines that tell some facts of an entry, and its names."""
    names = sorted(entry.names)
    told: dict[str, Any] = {"table": entry.table, "names": names[:_NAMES]}
    if entry.also:
        told["also"] = sorted(entry.also)[:_NAMES]
    if entry.title:
        told["title"] = entry.title
    yield from (line({**told, "facts": some}) for some in _portions(facts))
    for start in range(_NAMES, len(names), _NAMES - 1):
        yield line({"table": entry.table, "names": [names[0], *names[start : start + _NAMES - 1]]})


def _portions(facts: Iterable[tuple[str, Fact]]) -> Iterator[list[list[Any]]]:
    """Yield facts as they are written, no more at once than fit a line; once at least."""
    some: list[list[Any]] = []
    is_full = False
    for name, fact in facts:
        is_long = isinstance(fact.value, str) and len(fact.value) > 2_000
        if is_full or len(some) == _FACTS:
            yield some
            some, is_full = [], False
        some.append([name, fact.at, fact.by, fact.value, *([list(fact.over)] if fact.over else [])])
        is_full = is_full or is_long
    yield some


def clock_line(by: str, was: str, at: str) -> bytes:
    """Return the line that tells as of when a machine's facts of a time count."""
    return line({"clock": [by, was, at]})


def passed_lines(counts: Mapping[PaperId, int]) -> Iterator[bytes]:
    """Yield the lines that tell how often papers were passed over."""
    told = iter(counts.items())
    while some := dict(islice(told, _NAMES)):
        yield line({"passed": some})


def open_plain(path: Path, flags: int = os.O_RDONLY) -> int:
    """Return a descriptor of a file that is a plain one; raises `OSError` where it is not, or cannot be opened."""
    if not flags & os.O_CREAT:
        _refuse(os.lstat(path))
    handle = os.open(path, flags | _OURS, 0o600)
    try:
        _refuse(os.fstat(handle))
    except NoPlainFile:
        os.close(handle)
        raise
    return handle


def read_lines(file: BinaryIO) -> Lines:
    """Return what a file says."""
    found = Lines()
    while text := file.readline(LINE_LIMIT):
        found.size += len(text)
        found.is_ended = text.endswith(b"\n")
        if not text.strip():
            continue
        body = _body(text.rstrip(b"\r\n"))
        if body is None:
            found.damaged += 1
            found.size += _skip(file) if not found.is_ended else 0
        else:
            _take(found, body)
    return found


def _skip(file: BinaryIO) -> int:
    """Pass over the rest of a line that is too long."""
    size = 0
    while text := file.readline(LINE_LIMIT):
        size += len(text)
        if text.endswith(b"\n"):
            break
    return size


def _refuse(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise NoPlainFile("a link" if stat.S_ISLNK(status.st_mode) else "no plain file")


def _body(text: bytes) -> dict[str, Any] | None:
    """Return what a line says, None where it is not whole."""
    head = _SUM.match(text)
    rest = text[head.end() :] if head else b""
    if head is None or zlib.crc32(rest) != int(head[1], 16):
        return None
    try:
        body = json.loads(b"{" + rest)
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) else None


def _take(found: Lines, body: dict[str, Any]) -> None:
    """Take over what a whole line says, as far as it is known here."""
    if "sync" in body:
        found.head = found.head or body
    elif len(clock := _texts(body.get("clock"))) == 3 and is_machine(clock[0]):
        was, at = utc(clock[1]), utc(clock[2])
        if was and at:
            found.ledger.set_clock(clock[0], was, at)
    elif isinstance(token := body.get("end"), str) and _TOKEN.fullmatch(token):
        found.token = token
    elif isinstance(passed := body.get("passed"), dict):
        found.ledger.pass_over(dict(islice(_counts(passed), _NAMES)))
    elif body.get("table") in TABLES:
        _take_facts(found.ledger, body["table"], body)


def _take_facts(ledger: Ledger, table: str, body: dict[str, Any]) -> None:
    known = [name for name in _texts(body.get("names"))[:_NAMES] if is_known(table, name)]
    also = [name for name in _texts(body.get("also"))[:_NAMES] if is_known(table, name) and is_title([name])]
    title, facts = body.get("title"), body.get("facts")
    if not known:
        return
    entry = ledger.entry(table, known, also, clean_line(title) if isinstance(title, str) else "")
    for told in facts if isinstance(facts, list) else ():
        found = _fact(table, told)
        if found:
            entry.tell(*found)


def _fact(table: str, told: Any) -> tuple[str, Fact] | None:
    """Return a field and what is told of it, None for what cannot be."""
    if not isinstance(told, list) or not 4 <= len(told) <= 5 or len(_texts(told[:3])) < 3:
        return None
    name, at, by, value = told[:4]
    time, found = utc(at), cleaned(table, name, value)
    if time is None or found is None or not is_machine(by):
        return None
    over = (one for one in _texts(told[4:][0])[:MOST_SEEN] if _SEEN.fullmatch(one)) if told[4:] else ()
    return found[0], Fact(time, by, found[1], tuple(over))


def _counts(told: dict[str, Any]) -> Iterator[tuple[PaperId, int]]:
    for paper, count in told.items():
        if type(count) is int and 0 < count <= MOST_TIMES and is_known(MARKS, paper):
            yield paper, count


def is_machine(text: object) -> TypeGuard[str]:
    """Whether something is a machine's number."""
    return isinstance(text, str) and bool(_MACHINE.fullmatch(text))


def _texts(value: object) -> list[str]:
    """Return a list of texts, an empty one for anything else."""
    return value if isinstance(value, list) and all(isinstance(one, str) for one in value) else []
