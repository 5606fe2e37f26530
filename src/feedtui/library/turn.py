"""An open journal: how far it goes, what came since, and a writer's turn to append to it."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from feedtui.library.locking import NOT_KEPT, refusing
from feedtui.library.long_records import LONG, backwards
from feedtui.library.records import Change, Head, Record, Span, first_head, frame, parse, record_body
from feedtui.library.whole_file import OWN_TABLE, sync

if TYPE_CHECKING:
    from tempfile import SpooledTemporaryFile

FOREIGN = 1_000_000
"""How far behind the newest record the positions of changes by other programs may be."""

Files = tuple[str, int, int, int]
"""What tells the files from any other state of theirs: the snapshot's stamp; the journal's inode, size and time."""


@dataclass(frozen=True, slots=True)
class State:
    """What the files say; `head` is None where the journal does not follow the snapshot, `end` the last line's."""

    files: Files
    head: Head | None
    position: int
    end: int


def read_state(file: io.FileIO, files: Files, damaged: Callable[[Span], None]) -> State:
    """Return the state of an open journal, from its first and its last lines."""
    head, newest, end = first_head(file), 0, 0
    for span in backwards(file, files[2]):
        end = max(end, span.end)
        if span.body:
            newest = max(span.body.seq, head.seq if head else 0)
            break
        damaged(span)
    if head and head.snapshot == files[0]:
        return State(files, head, newest, end)
    return State(files, None, foreign_position(files[0], newest), end)


def foreign_position(stamp: str, newest: int) -> int:
    """Return the position of a snapshot that the journal, whose newest record is given, does not follow.

    It is no record's, and another one for every such snapshot, so that a mirror of any former state sees the change.
    """
    return newest + 1 + crc32(stamp.encode()) % FOREIGN if stamp or newest else 0


def read_since(file: io.FileIO, state: State, position: int, damaged: Callable[[Span], None]) -> list[Record] | None:
    """Return the records after a position, None where the file does not have all of them."""
    if position == state.position:
        return []
    if not state.head or not state.head.seq <= position < state.position:
        return None
    later: list[Record] = []
    for span in backwards(file, state.end):
        if not span.body:
            damaged(span)
            return None
        if span.body.seq <= position:
            return later[::-1] if position in (span.body.seq, state.head.seq) else None
        if isinstance(span.body, Record):
            later.append(span.body)
    return None


class Turn:
    """The one writer's hold on the journal; ends with the `with` block that it came from."""

    def __init__(
        self, path: Path, file: io.FileIO, state: State, clock: Callable[[], datetime], damaged: Callable[[Span], None]
    ) -> None:
        self._path = path
        self._file = file
        self._clock = clock
        self._damaged = damaged
        self.state = state

    @property
    def position(self) -> int:
        """How far the history goes."""
        return self.state.position

    def records_since(self, position: int) -> list[Record] | None:
        """Return the records after a position, None where `Journal.documents` alone can tell what came after it."""
        with refusing(self._path, "read"):
            return read_since(self._file, self.state, position, self._damaged)

    def append(self, changes: Iterable[Change], *, undoes: int | None = None, redoes: int | None = None) -> Record:
        """Write changes as one record, and return it as it is on the disk; see `append_any`."""
        record = self.append_any(changes, undoes=undoes, redoes=redoes)
        if record is None:
            raise ValueError("no change is no record")
        return record

    def append_any(
        self, changes: Iterable[Change], *, undoes: int | None = None, redoes: int | None = None
    ) -> Record | None:
        """Write changes as one record, and return it as it is on the disk; None where there are no changes.

        They are asked for one by one; what is raised by that leaves everything as it was.

        Raises:
            JournalError: It is not kept; all that was kept before is.
            TypeError: A document is no JSON.
        """
        waiting = iter(changes)
        if (first := next(waiting, None)) is None:
            return None
        moment = self._clock()
        included = self.state.head.includes if self.state.head else 0
        seq = max(int(moment.timestamp() * 1_000_000), self.position + 1, included + 1)
        record = Record(seq, moment.astimezone(UTC).isoformat(timespec="microseconds"), (), undoes, redoes)
        with refusing(self._path, "written", kept=NOT_KEPT), self._beside() as body:
            crc, length = 0, 0
            for piece in record_body(record, map(_foreign, chain((first,), waiting))):
                crc, length = crc32(piece, crc), length + len(piece)
                body.write(piece)
            body.seek(0)
            pieces = chain([frame(crc, length)], iter(partial(body.read, LONG), b""), [b"\n"])
            line = b"" if length > LONG else b"".join(pieces)
            self._write([line] if line else pieces)
            status = os.fstat(self._file.fileno())
        files = (self.state.files[0], status.st_ino, status.st_size, status.st_mtime_ns)
        self.state = replace(self.state, files=files, position=seq, end=status.st_size)
        return parse(line) if line else next(self._newest_first())

    def last_undoable(self) -> Record | None:
        """Return the newest record that stands: neither taken back itself, nor the taking back of another."""
        taken_back: set[int | None] = set()
        for record in self._newest_first():
            if record.undoes is not None:
                taken_back.add(record.undoes)
            elif record.seq not in taken_back:
                return record
        return None

    def last_redoable(self) -> Record | None:
        """Return the newest undoing that can be taken back itself: nothing was changed since, but by redoing."""
        taken_back: set[int] = set()
        for record in self._newest_first():
            if record.redoes is not None:
                taken_back.add(record.redoes)
            elif record.undoes is None:
                return None
            elif record.seq not in taken_back:
                return record
        return None

    def _newest_first(self) -> Iterator[Record]:
        with refusing(self._path, "read"):
            for span in backwards(self._file, self.state.end):
                if isinstance(span.body, Record):
                    yield span.body

    def _beside(self) -> SpooledTemporaryFile[bytes]:
        """Return where a record waits until it is whole: in memory, or if it is long in a file without a name."""
        from tempfile import SpooledTemporaryFile

        return SpooledTemporaryFile(max_size=LONG, dir=str(self._path.parent), prefix=f"{self._path.name}.")

    def _write(self, pieces: Iterable[bytes]) -> None:
        """Append a line: until its end is there, it counts for nothing."""
        try:
            for piece in pieces:
                rest = memoryview(piece)
                while rest:
                    rest = rest[self._file.write(rest) :]
            sync(self._file.fileno())
        except BaseException:
            # Also after a key that interrupts: what nobody was told is kept must not come up later.
            with suppress(OSError):
                self._file.truncate(self.state.end)
            raise


def _foreign(change: Change) -> Change:
    """Return a change that is of a table of others than the journal."""
    if change.table == OWN_TABLE:
        raise ValueError(f"the table {OWN_TABLE} is the journal's own")
    return change
