"""What digests have shown, in a file of JSON Lines: a line a paper, with every identity that it had by then."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from feedtui.library.locking import WriterLock, refusing
from feedtui.library.private import open_private
from feedtui.papers.paper import PaperId

_PATIENCE = 60.0
"""Seconds for which a digest waits for another one that is on its way."""


class Known:
    """The papers that the digests of one name have shown; `damaged` counts the lines that cannot be read.

    A title is weaker than the other identities, as in `papers.account`: two papers with a DOI each may share one.
    It counts where the paper was shown, or is now known, by its title alone.
    """

    def __init__(self, papers: Iterable[Sequence[PaperId]] = (), damaged: int = 0) -> None:
        self.damaged = damaged
        self._sure: set[PaperId] = set()
        self._titles: set[PaperId] = set()
        self._only_titles: set[PaperId] = set()
        for names in papers:
            sure, titles = _parted(names)
            self._sure |= sure
            self._titles |= titles
            if not sure:
                self._only_titles |= titles

    def has(self, names: Iterable[PaperId]) -> bool:
        """Whether a paper with these identities was shown."""
        sure, titles = _parted(names)
        return not self._sure.isdisjoint(sure) or not (self._only_titles if sure else self._titles).isdisjoint(titles)


class Shown:
    """The file, and one digest at a time over it. Everything raises `JournalError` where it cannot be used."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.warnings: list[str] = []

    def known(self, digest: str) -> Known:
        """Return what the digests of a name have shown; what cannot be read hides nothing else."""
        papers: list[list[PaperId]] = []
        damaged = 0
        with refusing(self.path, "read"):
            if not os.path.lexists(self.path):
                return Known()
            with os.fdopen(open_private(self.path), "rb") as file:
                for line in filter(bytes.strip, file):
                    read = _read(line)
                    damaged += read is None
                    if read and read[0] == digest:
                        papers.append(read[1])
        return Known(papers, damaged)

    @contextmanager
    def turn(self) -> Iterator[Noting]:
        """Hold the file for one digest, from the look at what was shown until it is delivered and noted."""
        lock = WriterLock(self.path.with_name(f"{self.path.name}.lock"), _PATIENCE, self.warnings.append)
        with lock.held():
            # A file that cannot be written is told before anything is sent.
            with refusing(self.path, "written", kept=" Nothing was sent."):
                handle = open_private(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT)
            with os.fdopen(handle, "r+b", buffering=0) as file:
                yield Noting(self.path, file)


class Noting:
    """The open file, for what was delivered."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self._path = path
        self._file = file

    def add(self, digest: str, papers: Iterable[Sequence[PaperId]], at: str) -> None:
        """Note papers that a digest has shown at a time, ISO 8601 in UTC; they are on disk when this returns."""
        lines = [json.dumps({"digest": digest, "at": at, "ids": names}, ensure_ascii=False) for names in papers]
        text = "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")
        kept = " The digest was delivered, but is not noted: the next one may show its papers again."
        with refusing(self._path, "written", kept=kept):
            if not self._ends_whole():
                text = b"\n" + text
            while text:
                text = text[self._file.write(text) :]
            os.fsync(self._file.fileno())

    def _ends_whole(self) -> bool:
        """Whether the last line has its end; a write may have been cut off."""
        end = self._file.seek(0, os.SEEK_END)
        if not end:
            return True
        self._file.seek(end - 1)
        return self._file.read(1) == b"\n"


def _read(line: bytes) -> tuple[str, list[PaperId]] | None:
    """Return the digest and the identities of a line, None where it is damaged."""
    try:
        told = json.loads(line)
        digest, names = told["digest"], told["ids"]
    except (ValueError, RecursionError, KeyError, TypeError):
        return None
    if not isinstance(digest, str) or not isinstance(names, list) or not all(isinstance(one, str) for one in names):
        return None
    return digest, names


def _parted(names: Iterable[PaperId]) -> tuple[set[PaperId], set[PaperId]]:
    """Return the sure identities, and the titles."""
    every = set(names)
    titles = {name for name in every if name.startswith("title:")}
    return every - titles, titles
