"""Writes a backup: a ZIP archive that is put in its place whole, or goes into a pipe."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from errno import EISDIR
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import IO, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from feedtui import __version__
from feedtui.library.private import open_private
from feedtui.moving.describing import FORMAT, MANIFEST
from feedtui.moving.forms import Object

_ENCODED = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(slots=True)
class _Sum:
    """What the manifest says of a file."""

    lines: int = 0
    bytes: int = 0
    sha256: str = ""


class Writer:
    """An archive that is being written, file by file; without `close` it has no manifest, and is not whole."""

    def __init__(self, stream: IO[bytes], at: str) -> None:
        self._zip = ZipFile(stream, "w", ZIP_DEFLATED, allowZip64=True)
        self._at = at
        self._moment = time.strptime(at[:19], "%Y-%m-%dT%H:%M:%S")[:6]
        self._sums: dict[str, _Sum] = {}

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *_: object) -> None:
        # After an error the stream may refuse this too; what counts is the error.
        with suppress(OSError):
            self._zip.close()

    def text(self, name: str, text: str) -> None:
        """Write a file of text."""
        self._write(name, text.splitlines(keepends=True))

    def objects(self, name: str, objects: Iterable[Object]) -> int:
        """Write a file of JSON Lines; return how many there are."""
        return self._write(name, (f"{_ENCODED(one)}\n" for one in objects))

    def close(self, counts: dict[str, int], left_out: Iterable[str]) -> None:
        """Write the manifest, and the end of the archive."""
        told = {
            "format": FORMAT,
            "feedtui": __version__,
            "at": self._at,
            "counts": counts,
            "left_out": list(left_out),
            "files": {name: asdict(one) for name, one in self._sums.items()},
        }
        self.text(MANIFEST, json.dumps(told, indent=1) + "\n")
        self._zip.close()

    def _write(self, name: str, lines: Iterable[str]) -> int:
        info = ZipInfo(name, self._moment)
        info.compress_type = ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        told, digest = _Sum(), sha256()
        with self._zip.open(info, "w", force_zip64=True) as file:
            for line in lines:
                # Half of a pair of surrogates can stand in JSON as an escape alone.
                data = line.encode("utf-8", "backslashreplace")
                file.write(data)
                digest.update(data)
                told.lines += 1
                told.bytes += len(data)
        told.sha256 = digest.hexdigest()
        self._sums[name] = told
        return told.lines


class Pipe:
    """Bytes that go where nothing can be changed later, be it the end of a file that is appended to."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, data: bytes) -> int:
        """Write all bytes."""
        return self._stream.write(data)

    def flush(self) -> None:
        """Let go of what is held back."""
        self._stream.flush()


@contextmanager
def new_file(path: Path) -> Iterator[tuple[BinaryIO, list[Path]]]:
    """Let a file be written that was not there, for the reader alone; `home.zip` taken, it is `home-2.zip`.

    It is there, under the name that is then in the list, once all of it is on the disk; after an error nothing is.

    Raises:
        OSError: It cannot be written, or it names a folder.
    """
    if path.is_dir():
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(path))
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    placed: list[Path] = []
    handle = open_private(beside, os.O_RDWR | os.O_CREAT | os.O_TRUNC)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file, placed
            file.flush()
            os.fsync(file.fileno())
        placed.append(_placed(beside, path))
    finally:
        with suppress(OSError):
            beside.unlink()


def _placed(beside: Path, path: Path) -> Path:
    for number in count(1):
        tried = path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
        try:
            os.link(beside, tried)
        except FileExistsError:
            continue
        except OSError:
            # Some file systems have no links: a name that is taken first does there.
            if not _taken(tried):
                continue
            os.replace(beside, tried)
        return tried
    raise AssertionError


def _taken(path: Path) -> bool:
    """Take a name; return whether it was free."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        return False
    return True
