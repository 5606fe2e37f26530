"""What the journal is made of: lines of a checksum, a length and a JSON body.

A line is `crc32 length body`: eight hexadecimal digits, the body's bytes in decimal, the body. The body of a change is
`{"seq": …, "at": …, "changes": [[table, key, before, after], …]}`, with `undoes` or `redoes` where it is one; the
file's first line has no changes and says under `journal` which snapshot the others follow.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO, TypeAlias

from feedtui.library.whole_file import Tables

Document: TypeAlias = dict[str, Any]

_FRAME = re.compile(rb"([0-9a-f]{8}) ([0-9]{1,12}) ")


@dataclass(frozen=True, slots=True)
class Change:
    """One document of a table before and after; None where there was none, or is none any more."""

    table: str
    key: str
    before: Document | None
    after: Document | None


@dataclass(frozen=True, slots=True)
class Record:
    """Changes made as one.

    `seq` rises from record to record: microseconds since 1970, so that two histories do not share a number by
    accident. `at` is ISO 8601 in UTC. `undoes` and `redoes` are the `seq` of the record that this one takes back.
    """

    seq: int
    at: str
    changes: tuple[Change, ...]
    undoes: int | None = None
    redoes: int | None = None

    def inverse(self) -> list[Change]:
        """Return the changes that take this record back."""
        return [Change(one.table, one.key, one.after, one.before) for one in reversed(self.changes)]


@dataclass(frozen=True, slots=True)
class Head:
    """The first line of the journal.

    From `seq` on the file has every record. They follow the snapshot with the stamp `snapshot`, which has those up to
    `includes` in it already; the lines of those, `kept` bytes, are there for undo alone.
    """

    seq: int
    snapshot: str
    includes: int
    kept: int


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes of the journal from `start` up to `end`, and what they hold; None is damage."""

    start: int
    end: int
    body: Record | Head | None


def head_line(head: Head, at: str) -> bytes:
    """Return the line of a head that is written at a time."""
    own = asdict(head)
    return _line({"seq": own.pop("seq"), "at": at, "changes": [], "journal": own})


def record_line(record: Record) -> bytes:
    """Return the line of a record; raises TypeError or ValueError where a document is no JSON."""
    body: dict[str, Any] = {"seq": record.seq, "at": record.at}
    body["changes"] = [[one.table, one.key, one.before, one.after] for one in record.changes]
    body |= {name: value for name in ("undoes", "redoes") if (value := getattr(record, name)) is not None}
    return _line(body)


def scan(data: bytes, offset: int = 0) -> Iterator[Span]:
    """Yield what bytes that stand at `offset` of the file hold, in order; a tail without its end is left out."""
    place = whole = 0
    while place < len(data):
        span = _span(data, place, offset)
        if span is None:
            # Damage does not end at a line's end alone: it may have hit the line feed itself.
            candidate = _FRAME.search(data, place + 1)
            place = candidate.start() if candidate else len(data)
            continue
        if whole < place:
            yield Span(offset + whole, offset + place, None)
        yield span
        place = whole = span.end - offset
    end = data.rfind(b"\n", whole) + 1
    if end > whole:
        yield Span(offset + whole, offset + end, None)


def backwards(file: BinaryIO, end: int) -> Iterator[Span]:
    """Yield what the first `end` bytes of a file hold, last first, reading no more of it than is asked for."""
    block = 4096
    while end > 0:
        start = max(0, end - block)
        file.seek(start)
        data = file.read(end - start)
        # From the beginning of a line on; should the block not reach back to one, the next is longer.
        cut = data.find(b"\n") + 1 if start else 0
        yield from reversed(list(scan(data[cut:], start + cut)))
        end, block = start + cut, block * 2


def first_head(file: BinaryIO) -> Head | None:
    """Return the head of a file, None where its first line is damaged."""
    file.seek(0)
    span = _span(file.read(1024), 0, 0)
    return span.body if span and isinstance(span.body, Head) else None


def apply(tables: Tables, record: Record) -> None:
    """Take a record over into tables."""
    for change in record.changes:
        table = tables.setdefault(change.table, {})
        if change.after is None:
            table.pop(change.key, None)
        else:
            table[change.key] = change.after


def parse(line: bytes) -> Record:
    """Return the record of a line that was just made."""
    span = _span(line, 0, 0)
    assert span
    assert isinstance(span.body, Record)
    return span.body


def _line(body: dict[str, Any]) -> bytes:
    text = json.dumps(body, separators=(",", ":")).encode("ascii")
    return b"%08x %d %s\n" % (zlib.crc32(text), len(text), text)


def _span(data: bytes, place: int, offset: int) -> Span | None:
    """Return the line that begins at a place, None where there is no whole one."""
    frame = _FRAME.match(data, place)
    if not frame:
        return None
    end = frame.end() + int(frame[2])
    text = data[frame.end() : end]
    if end > len(data) or zlib.crc32(text) != int(frame[1], 16):
        return None
    try:
        body = _body(json.loads(text))
    except (KeyError, TypeError, ValueError):
        return None
    return Span(offset + place, offset + end + (data[end : end + 1] == b"\n"), body)


def _body(body: dict[str, Any]) -> Record | Head:
    if "journal" in body:
        return Head(seq=body["seq"], **body["journal"])
    changes = tuple(Change(*change) for change in body["changes"])
    return Record(body["seq"], body["at"], changes, body.get("undoes"), body.get("redoes"))
