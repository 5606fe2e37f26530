"""Records of very many changes, read from the journal a piece at a time: none of them is ever held whole."""

from __future__ import annotations

import io
import json
import os
import re
import weakref
import zlib
from collections.abc import Iterator, Sequence
from typing import BinaryIO, overload

from feedtui.library.records import FRAME, Change, Record, Span, scan

LONG = 1 << 20
"""Bytes from which on a line is not held whole."""

_PIECE = 1 << 18
_BLOCK = 500
"""Changes that are held at once where they are read backwards."""

_HEAD = re.compile(rb'\{"seq":([0-9]+),"at":"([^"\\]*)","changes":\[')
_TAIL = re.compile(rb'\](?:,"undoes":([0-9]+))?(?:,"redoes":([0-9]+))?\}')
_MOST_TAIL = 100


class LongChanges(Sequence[Change]):
    """The changes between two places of a file that only grows; it may be closed or replaced meanwhile."""

    def __init__(self, file: BinaryIO | io.FileIO, start: int, end: int) -> None:
        """`start` is that of the bracket before the first change, `end` that of the one behind the last."""
        self._handle = os.dup(file.fileno())
        weakref.finalize(self, os.close, self._handle)
        self._start, self._end = start, end
        self._blocks: list[int] | None = None
        self._count = 0

    def __iter__(self) -> Iterator[Change]:
        """Yield the changes in their order."""
        for change, _ in self._from(self._start):
            yield change

    def __reversed__(self) -> Iterator[Change]:
        """Yield the changes, the last first."""
        blocks = self._indexed()
        for begun, end in reversed(list(zip(blocks, [*blocks[1:], self._end], strict=True))):
            block = [change for change, _ in self._from(begun, end)]
            yield from reversed(block)

    def __len__(self) -> int:
        """Return how many changes there are, which have to be read for it once."""
        self._indexed()
        return self._count

    @overload
    def __getitem__(self, place: int) -> Change: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Change]: ...
    def __getitem__(self, place: int | slice) -> Change | Sequence[Change]:
        """Return some of the changes; it reads all that come before them."""
        if isinstance(place, slice):
            return list(self)[place]
        blocks, place = self._indexed(), place + len(self) if place < 0 else place
        if not 0 <= place < self._count:
            raise IndexError(place)
        found = (change for change, _ in self._from(blocks[place // _BLOCK]))
        return next(change for number, change in enumerate(found) if number == place % _BLOCK)

    def _indexed(self) -> list[int]:
        """Return the places of the signs before every so many changes."""
        if self._blocks is None:
            count, blocks = 0, []
            for _, place in self._from(self._start):
                if count % _BLOCK == 0:
                    blocks.append(place)
                count += 1
            self._blocks, self._count = blocks, count
        return self._blocks

    def _from(self, place: int, end: int | None = None) -> Iterator[tuple[Change, int]]:
        """Yield the changes behind a place, each with the place of the sign before it: a bracket or a comma."""
        end = self._end if end is None else end
        decode = json.JSONDecoder().raw_decode
        text, at, read = "", 0, place
        while True:
            try:
                change, behind = decode(text, at + 1)
            except ValueError:
                if read >= end:
                    return
                left = len(text) - at
                piece = self._read(read, min(max(_PIECE, left), end - read))
                text, at = text[at:] + piece, 0
                read += len(piece)
                place = read - len(text)
                continue
            yield Change(*change), place + at
            at = behind

    def _read(self, place: int, size: int) -> str:
        os.lseek(self._handle, place, os.SEEK_SET)
        data = os.read(self._handle, size)
        if not data:
            raise EOFError("the journal is shorter than it was")
        return data.decode("ascii")


def backwards(file: BinaryIO, end: int) -> Iterator[Span]:
    """Yield what the first `end` bytes of a file hold, last first, reading no more of it than is asked for."""
    block = 4096
    while end > 0:
        start = _line_start(file, end)
        if end - start > LONG and (span := _long_span(file, start, end)):
            yield span
            end = start
            continue
        start = max(0, end - block)
        file.seek(start)
        data = file.read(end - start)
        # From the beginning of a line on; should the block not reach back to one, the next is longer.
        cut = data.find(b"\n") + 1 if start else 0
        yield from reversed(list(scan(data[cut:], start + cut)))
        block = min(block * 2, LONG) if start + cut < end else block * 2
        end = start + cut


def _line_start(file: BinaryIO, end: int) -> int:
    """Return where the line begins whose end is given, or a line feed with it."""
    place = end - 1
    while place > 0:
        start = max(0, place - _PIECE // 16)
        file.seek(start)
        found = file.read(place - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        place = start
    return 0


def _long_span(file: BinaryIO, start: int, end: int) -> Span | None:
    """Return a long line as a span whose changes stay in the file, None where it is not as such lines are written."""
    file.seek(start)
    begin = file.read(512)
    frame = FRAME.match(begin)
    head = _HEAD.match(begin, frame.end()) if frame else None
    if not frame or not head or start + frame.end() + int(frame[2]) + 1 != end or not hasattr(file, "fileno"):
        return None
    file.seek(start + frame.end())
    crc, left, tail = 0, int(frame[2]), b""
    while left:
        piece = file.read(min(_PIECE, left))
        if not piece:
            return None
        crc, left, tail = zlib.crc32(piece, crc), left - len(piece), (tail + piece)[-_MOST_TAIL:]
    ends = next((found for found in _TAIL.finditer(tail) if found.end() == len(tail)), None)
    if crc != int(frame[1], 16) or ends is None:
        return None
    undoes, redoes = (int(number) if number else None for number in ends.groups())
    changes = LongChanges(file, start + head.end() - 1, end - 1 - (len(tail) - ends.start()))
    return Span(start, end, Record(int(head[1]), head[2].decode("ascii"), changes, undoes, redoes))
