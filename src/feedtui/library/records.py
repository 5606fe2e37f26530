"""What the journal is made of: lines of a checksum, a length and a JSON body.

A line is `crc32 length body`: eight hexadecimal digits, the body's bytes in decimal, the body. The body of a change is
`{"seq": …, "at": …, "changes": [[table, key, before, after], …]}`, with `undoes` or `redoes` where it is one; the
file's first line has no changes and says under `journal` which snapshot the others follow.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO, TypeAlias

from feedtui.library.portions import portions
from feedtui.library.whole_file import Tables

Document: TypeAlias = dict[str, Any]

FRAME = re.compile(rb"([0-9a-f]{8}) ([0-9]{1,12}) ")


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
    Of very many changes, `changes` reads them from the file as they are asked for; see `long_records`.
    """

    seq: int
    at: str
    changes: Sequence[Change]
    undoes: int | None = None
    redoes: int | None = None

    def inverse(self) -> Iterator[Change]:
        """Yield the changes that take this record back."""
        return (Change(one.table, one.key, one.after, one.before) for one in reversed(self.changes))


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
    body = {"seq": own.pop("seq"), "at": at, "changes": [], "journal": own}
    return framed(json.dumps(body, separators=(",", ":")).encode("ascii"))


def record_line(record: Record) -> bytes:
    """Return the line of a record; raises TypeError or ValueError where a document is no JSON."""
    return framed(b"".join(record_body(record)))


def record_body(record: Record, changes: Iterable[Change] | None = None) -> Iterator[bytes]:
    """Yield the body of a record in pieces, with `changes` for its own; raises as `record_line`."""
    encode = json.JSONEncoder(separators=(",", ":")).encode
    text = f'{{"seq":{record.seq},"at":{encode(record.at)},"changes":['
    for some in portions(record.changes if changes is None else changes):
        told = encode([(one.table, one.key, one.before, one.after) for one in some])
        yield f"{text}{told[1:-1]}".encode("ascii")
        text = ","
    undoes = "" if record.undoes is None else f',"undoes":{record.undoes}'
    redoes = "" if record.redoes is None else f',"redoes":{record.redoes}'
    yield f"{'' if text == ',' else text}]{undoes}{redoes}}}".encode("ascii")


def scan(data: bytes, offset: int = 0) -> Iterator[Span]:
    """Yield what bytes that stand at `offset` of the file hold, in order; a tail without its end is left out."""
    place = whole = 0
    while place < len(data):
        span = _span(data, place, offset)
        if span is None:
            # Damage does not end at a line's end alone: it may have hit the line feed itself.
            candidate = FRAME.search(data, place + 1)
            place = candidate.start() if candidate else len(data)
            continue
        if whole < place:
            yield Span(offset + whole, offset + place, None)
        yield span
        place = whole = span.end - offset
    end = data.rfind(b"\n", whole) + 1
    if end > whole:
        yield Span(offset + whole, offset + end, None)


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


def framed(body: bytes) -> bytes:
    """Return the line of a body."""
    return b"%s%s\n" % (frame(zlib.crc32(body), len(body)), body)


def frame(crc: int, length: int) -> bytes:
    """Return what stands before a body of a checksum and length."""
    return b"%08x %d " % (crc, length)


def _span(data: bytes, place: int, offset: int) -> Span | None:
    """Return the line that begins at a place, None where there is no whole one."""
    found = FRAME.match(data, place)
    if not found:
        return None
    end = found.end() + int(found[2])
    text = data[found.end() : end]
    if end > len(data) or zlib.crc32(text) != int(found[1], 16):
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
