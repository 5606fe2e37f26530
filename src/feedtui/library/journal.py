"""The durable store of the reader's documents: a snapshot, and beside it every change since, appended and synced.

`marks.json` is the snapshot: TinyDB's JSON, replaced whole by `Journal.compact`. `marks.journal` has the changes, one
a line (see `records`); a change counts once its line is on the disk. `marks.lock` lets one writer in at a time. What
the tables hold is the snapshot with the journal's later records laid over it.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from feedtui.library import whole_file
from feedtui.library.locking import NOT_KEPT, JournalError, WriterLock, refusing
from feedtui.library.long_records import LONG
from feedtui.library.private import open_private
from feedtui.library.records import Change, Head, Record, Span, apply, first_head, head_line, scan
from feedtui.library.turn import FOREIGN, Files, State, Turn, foreign_position, read_since, read_state
from feedtui.library.whole_file import (
    OWN_TABLE,
    DamagedFile,
    Tables,
    included_in,
    put_in_place,
    replace_file,
    stamp_of,
    tables_as_text,
    written_beside,
)

__all__ = ["Change", "Journal", "JournalError", "LostMarks", "Record", "Tables", "Turn"]

_COMPACT_FROM = 1 << 20
_KEEP_BYTES = 1 << 24


class LostMarks(JournalError):
    """Files of the documents were lost, emptied or cut; what is left is not taken for everything."""


class Journal:
    """The documents of all tables at `path`, shared with other threads and processes.

    Nothing is read or made before it is asked for. `warnings` has a sentence for all damage that was met. A writer
    waits up to `patience` seconds for another. Every method raises `JournalError` for what the system refuses.
    """

    def __init__(
        self, path: Path, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC), patience: float = 10.0
    ) -> None:
        self.path = path
        self.file = path.with_suffix(".journal")
        self.warnings: list[str] = []
        self.clock = clock
        self._state: State | None = None
        self._lock = WriterLock(path.with_suffix(".lock"), patience, self._warn)

    def position(self) -> int:
        """Return how far the history goes: the last record's `seq`, or another number after a foreign change.

        It costs two looks at the folder while nothing changed, else one at the journal's ends.
        """
        return self._look().position

    def refuse_if_lost(self) -> None:
        """Raise `LostMarks` where the snapshot that the journal follows is gone or empty."""
        if not self._look().files[0] and self._follows_snapshot():
            raise LostMarks(
                f"{self.path} is {'empty' if self.path.exists() else 'gone'}, and with it all but the last changes of "
                "your marks. Nothing is forgotten or overwritten; put the file back, or run feedtui doctor --repair, "
                "which brings back what the papers still know."
            )

    def reaches(self, position: int) -> bool:
        """Whether these files say all that a mirror at a position does: it never knows more, unless they lost it."""
        state = self._look()
        if not state.position or position <= state.position:
            return position <= state.position
        # The numbers of changes by other programs are in no order.
        foreign = 0 if state.head else FOREIGN
        return position <= max(state.position + foreign, included_in(self._snapshot()))

    def records_since(self, position: int) -> list[Record] | None:
        """Return the records after a position, None where `documents` alone can tell what came after it."""
        if position == self.position():
            return []
        with refusing(self.file, "read"):
            try:
                with self._open(os.O_RDONLY) as file:
                    return read_since(file, self._read(file), position, self._damaged)
            except FileNotFoundError:
                return None

    def documents(self) -> Tables:
        """Return the documents of all tables, as they are at a position asked for before, or later."""
        with refusing(self.path, "read"):
            # The journal first: what a compaction meanwhile takes out of it, the snapshot has by then.
            data = self._bytes()
            return self._merged(self._snapshot(), scan(data))

    @contextmanager
    def turn(self) -> Iterator[Turn]:
        """Hold the store for writing, alone among all threads and processes; turns do not nest."""
        with self._lock.held():
            with refusing(self.file, "written", kept=NOT_KEPT):
                if not self._look().head:
                    self._adopt()
                file = self._open(os.O_RDWR | os.O_APPEND)
            with file:
                with refusing(self.file, "written", kept=NOT_KEPT):
                    self._trim(file)
                    turn = Turn(self.file, file, self._read(file), self.clock, self._damaged)
                try:
                    yield turn
                finally:
                    self._state = turn.state

    def is_long(self) -> bool:
        """Whether the journal may have a record of very many changes."""
        return self._look().end > LONG

    def should_compact(self) -> bool:
        """Whether the journal has outgrown the snapshot since it was last compacted."""
        state = self._look()
        size = int(state.files[0].partition("-")[0] or 0)
        return state.head is not None and state.end - state.head.kept > max(_COMPACT_FROM, size)

    def compact(self, keep: int = 1000) -> None:
        """Write the documents into the snapshot, and of the records only the last `keep`, for undo.

        Others write meanwhile. Where another program changes the snapshot, it begins anew, and gives up after a while.
        """
        with refusing(self.path, "written", kept=" Nothing is lost."):
            any(self._try_to_compact(keep) for _ in range(3))

    def _try_to_compact(self, keep: int) -> bool:
        with self.turn() as turn:
            files, head = turn.state.files[:2], turn.state.head
        spans = list(scan(self._bytes()))
        included = max((span.body.seq for span in spans if span.body), default=0)
        tables = {OWN_TABLE: {"1": {"seq": included}}, **self._merged(self._snapshot(), spans)}
        with written_beside(self.path, tables_as_text(tables)) as (beside, stamp), self._lock.held():
            if head is None or self._files()[:2] != files:
                return False
            # A crash between the two leaves the longer journal, whose records the snapshot knows by their numbers.
            put_in_place(beside, self.path)
            self._rewrite(Head(head.seq, stamp, included, 0), keep, spans)
            for left_by_a_crash in self.path.parent.glob(f"{self.path.stem}.*.new"):
                with suppress(OSError):
                    left_by_a_crash.unlink()
        return True

    def _open(self, flags: int) -> io.FileIO:
        return io.FileIO(open_private(self.file, flags), "r+" if flags & os.O_RDWR else "r")

    def _files(self) -> Files:
        try:
            status = os.stat(self.file)
        except FileNotFoundError:
            return stamp_of(self.path), 0, 0, 0
        return stamp_of(self.path), status.st_ino, status.st_size, status.st_mtime_ns

    def _look(self) -> State:
        with refusing(self.file, "read"):
            state, files = self._state, self._files()
            if state is None or state.files != files:
                try:
                    with self._open(os.O_RDONLY) as file:
                        return self._read(file)
                except FileNotFoundError:
                    self._state = state = State(files, None, foreign_position(files[0], 0), 0)
            return state

    def _read(self, file: io.FileIO) -> State:
        """Return the state of an open journal, read unless it is known."""
        status = os.fstat(file.fileno())
        files = (stamp_of(self.path), status.st_ino, status.st_size, status.st_mtime_ns)
        state = self._state
        if state is None or state.files != files:
            self._state = state = read_state(file, files, self._damaged)
        return state

    def _bytes(self) -> bytes:
        try:
            return whole_file.read_whole(self.file)
        except FileNotFoundError:
            return b""

    def _follows_snapshot(self) -> bool:
        try:
            with self._open(os.O_RDONLY) as file:
                head = first_head(file)
        except FileNotFoundError:
            return False
        return head is not None and bool(head.snapshot)

    def _snapshot(self) -> Tables:
        """Return the snapshot's tables; a damaged one is first moved aside, where that can be done."""
        self.refuse_if_lost()
        try:
            return whole_file.read_tables(self.path) or {}
        except DamagedFile as error:
            if self._lock.is_mine():
                return self._mend()
            try:
                with self._lock.held(), refusing(self.path, "written"):
                    return self._mend()
            except JournalError as refusal:
                self._warn(f"{self.path} is damaged ({error}); it was left as it is. {refusal}")
                return whole_file.salvage(self.path)

    def _mend(self) -> Tables:
        """Keep a damaged snapshot aside and put in its place what can be read of it; the caller holds the lock."""
        try:
            return whole_file.read_tables(self.path) or {}
        except DamagedFile as error:
            saved = whole_file.salvage(self.path)
            aside = whole_file.copy_aside(self.path)
            whole_file.write_tables(self.path, saved)
            count = sum(len(table) for name, table in saved.items() if name != OWN_TABLE)
            self._warn(
                f"{self.path} was damaged ({error}) and was moved to {aside.name}. {count} of its documents could be "
                f"read and were kept, as were the changes in {self.file.name}."
            )
            return saved

    def _merged(self, tables: Tables, spans: Iterable[Span]) -> Tables:
        """Return a snapshot's tables with those of the journal's records that are not yet in them."""
        included = included_in(tables)
        tables.pop(OWN_TABLE, None)
        for span in spans:
            if not span.body:
                self._damaged(span)
            elif isinstance(span.body, Record) and span.body.seq > included:
                apply(tables, span.body)
        return {name: table for name, table in tables.items() if table}

    def _adopt(self) -> None:
        """Begin the journal anew over a snapshot that it does not know: none yet, an edited or a restored one."""
        included = included_in(self._snapshot())
        state = self._look()
        self._rewrite(Head(state.position, state.files[0], included, 0), sys.maxsize, [])

    def _rewrite(self, head: Head, keep: int, spans: list[Span]) -> None:
        """Replace the journal by a head and its last `keep` records, and all that the snapshot does not include.

        `spans` are those of its beginning, as far as they are known.
        """
        data = self._bytes()
        known = spans[-1].end if spans else 0
        spans = [*spans, *scan(data[known:], known)]
        if not all(span.body for span in spans):
            aside = whole_file.copy_aside(self.file)
            self._warn(f"{self.file} was damaged and is written anew without the damage; it was kept as {aside.name}.")
        old = [span for span in spans if isinstance(span.body, Record) and span.body.seq <= head.includes]
        new = [span for span in spans if isinstance(span.body, Record) and span.body.seq > head.includes]
        dropped = _how_many_to_drop(old, keep - len(new))
        if dropped and (last := old[dropped - 1].body):
            head = replace(head, seq=max(head.seq, last.seq))
        lines = [data[span.start : span.end].rstrip(b"\n") + b"\n" for span in old[dropped:] + new]
        head = replace(head, kept=sum(len(line) for line in lines[: len(old) - dropped]))
        replace_file(self.file, [head_line(head, self.clock().isoformat()), *lines])

    def _trim(self, file: io.FileIO) -> None:
        """Cut off what a writer that died left behind the last whole line: nobody was told that it is kept."""
        end = self._read(file).end
        if end < os.fstat(file.fileno()).st_size:
            file.truncate(end)

    def _damaged(self, span: Span) -> None:
        self._warn(
            f"{self.file}: bytes {span.start} to {span.end} are damaged. The change that was there is left out; every "
            "change before and after it is kept."
        )

    def _warn(self, sentence: str) -> None:
        if sentence not in self.warnings:
            self.warnings.append(sentence)


def _how_many_to_drop(spans: list[Span], keep: int) -> int:
    """Return how many of the oldest records go, so that `keep` stay, and no more than a few of the very large ones."""
    size = 0
    for count, span in enumerate(reversed(spans)):
        size += span.end - span.start
        if count >= keep or (count and size > _KEEP_BYTES):
            return len(spans) - count
    return 0
