"""Reads a backup that may be anybody's, damaged or cut off: what can be read is read, and the rest is named.

Files of an archive are asked for by their names; no name in it is ever a path here.
"""

from __future__ import annotations

import io
import json
import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from json import JSONDecodeError
from typing import Any, BinaryIO, NoReturn
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from feedtui.moving.describing import FORMAT, KNOWN, MANIFEST
from feedtui.moving.forms import Object
from feedtui.papers.text import clean_line
from feedtui.sources.found import Remark

MOST_REMARKS = 1_000
"""Pieces that could not be read and are named; further ones are counted."""

_LINE, _TEXT = 1 << 23, 1 << 20
"""Bytes of a line and of a file of text that are read."""
_DIRECTORY = 1 << 20
"""Bytes of an archive's list of its files that are read; ours takes less than a thousand."""
_ROOM, _TIMES = 1 << 26, 30
"""Bytes that all files may have together, or so many times the archive's; ours have four times as many."""
_HOPELESS = 20_000
"""Pieces that cannot be read after which no more is tried."""
_HEADER, _SIGNATURE = 30, b"PK\x03\x04"
_BLOCK, _PIECE = 1 << 16, 512


class NoBackup(ValueError):
    """The file is no backup that can be read; the message is a sentence."""


class Archive:
    """A backup over an open file, which is closed by whoever opened it.

    `remarks` has what could not be read, `unnamed` how many more there were.

    Raises:
        NoBackup: It is none, or one of a newer feedtui.
    """

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = file
        self.remarks: list[Remark] = []
        self.unnamed = 0
        size = file.seek(0, io.SEEK_END)
        self._room = max(_ROOM, _TIMES * size)
        try:
            with ZipFile(_Bounded(file)) as archive:
                self._members = {info.filename: info for info in archive.infolist()}
        except (BadZipFile, OSError, ValueError, OverflowError, NotImplementedError, struct.error) as error:
            raise NoBackup(f"{name} is no backup, or not all of one: {clean_line(str(error))}.") from error
        if not KNOWN & self._members.keys():
            raise NoBackup(f"{name} is a ZIP archive, but no backup of feedtui.")
        self.manifest = self._manifest(name)
        for missing in sorted((KNOWN & self._files().keys()) - self._members.keys()):
            self.remark(missing, "it is missing")

    def count(self, what: str) -> int:
        """Return how many of something the archive says that it has."""
        counts = self.manifest.get("counts")
        number = counts.get(what) if isinstance(counts, dict) else 0
        return number if isinstance(number, int) else 0

    def text(self, name: str) -> str | None:
        """Return a file of text, None where there is none that can be read."""
        if name not in self._members:
            return None
        data = b"".join(self._checked(name, _TEXT))
        if len(data) > _TEXT:
            self.remark(name, f"it is larger than {_TEXT >> 20} MB")
            return None
        try:
            return data.decode()
        except UnicodeDecodeError:
            self.remark(name, "it is no text")
            return None

    def objects(self, name: str, most: int | None = None) -> Iterator[tuple[str, Object]]:
        """Yield the objects of a file, each with the name of its line, no more than `most`."""
        for number, line in enumerate(self._lines(name), 1):
            where = f"{name}, line {number}"
            if (most is not None and number > most) or len(self.remarks) + self.unnamed > _HOPELESS:
                self.remark(name, f"from line {number} on it was not read: it holds too much, or too little of use")
                return
            if line is None:
                self.remark(where, "it is too long")
                continue
            try:
                told = json.loads(line.decode(), parse_constant=_refuse)
            except (ValueError, RecursionError) as error:
                self.remark(where, f"it is no JSON: {_why(error)}" if line.endswith(b"\n") else "it is cut off")
                continue
            if isinstance(told, dict):
                yield where, told
            else:
                self.remark(where, "it is no object")

    def remark(self, what: str, why: str) -> None:
        """Note a piece that could not be read."""
        # Of whole files there are few, and they count for more.
        if len(self.remarks) < MOST_REMARKS or what in KNOWN:
            self.remarks.append(Remark(what, clean_line(why)))
        else:
            self.unnamed += 1

    def _manifest(self, name: str) -> Object:
        told: Any = None
        with suppress(ValueError, RecursionError):
            told = json.loads(self.text(MANIFEST) or "null")
        if not isinstance(told, dict):
            self.remark(MANIFEST, "it cannot be read: whether all of the backup is here is not known")
            return {}
        version = told.get("format")
        if isinstance(version, int) and version > FORMAT:
            made = clean_line(str(told.get("feedtui", "")), 40)
            raise NoBackup(
                f"{name} was written by a newer feedtui ({made}), in format {version}; this one reads format {FORMAT}. "
                "Nothing was changed; update feedtui here."
            )
        return told

    def _files(self) -> Object:
        told = self.manifest.get("files")
        return told if isinstance(told, dict) else {}

    def _lines(self, name: str) -> Iterator[bytes | None]:
        """Yield the lines of a file, None for one that is too long."""
        held, skips = b"", False
        for data in self._checked(name) if name in self._members else ():
            *whole, held = (held + data).split(b"\n")
            for line in whole:
                yield None if skips or len(line) > _LINE else line + b"\n"
                skips = False
            if skips or len(held) > _LINE:
                held, skips = b"", True
        if held or skips:
            yield None if skips else held

    def _checked(self, name: str, most: int | None = None) -> Iterator[bytes]:
        """Yield what a file holds, up to about `most` bytes; say so where it is not what was written."""
        info, digest, crc, done = self._members[name], sha256(), 0, 0
        try:
            for data in self._inflated(info):
                self._room -= len(data)
                done += len(data)
                if self._room < 0:
                    self.remark(name, "it is far larger than the archive; the rest of it was not read")
                    return
                yield data
                if most is not None and done > most:
                    return
                digest.update(data)
                crc = zlib.crc32(data, crc)
        except (BadZipFile, zlib.error, OSError, ValueError, OverflowError) as error:
            self.remark(name, f"it is damaged ({error}); what comes behind the damage was not read")
            return
        told = self._files().get(name) if name != MANIFEST else None
        wanted = told.get("sha256") if isinstance(told, dict) else None
        if crc != info.CRC or wanted not in (None, digest.hexdigest()):
            self.remark(name, "it is not what was written: its checksum is another. What could be read of it was")

    def _inflated(self, info: ZipInfo) -> Iterator[bytes]:
        """Yield what a file holds, also what stands before damage, which `zipfile` would keep back."""
        if info.flag_bits & 1 or info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise BadZipFile("it is encrypted, or compressed in a way of its own")
        inflating = zlib.decompressobj(-zlib.MAX_WBITS) if info.compress_type == ZIP_DEFLATED else None
        held = bytearray()
        try:
            for piece in self._stored(info):
                rest = piece
                while rest:
                    held += inflating.decompress(rest, _BLOCK) if inflating else rest
                    rest = inflating.unconsumed_tail if inflating else b""
                    if len(held) >= _BLOCK:
                        yield bytes(held)
                        held.clear()
            if inflating and not inflating.eof:
                raise BadZipFile("it is cut off")
        except (BadZipFile, zlib.error):
            yield bytes(held)
            raise
        yield bytes(held)

    def _stored(self, info: ZipInfo) -> Iterator[bytes]:
        self._file.seek(info.header_offset)
        header = self._file.read(_HEADER)
        if len(header) < _HEADER or not header.startswith(_SIGNATURE):
            raise BadZipFile("its beginning is not where the archive says")
        self._file.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), io.SEEK_CUR)
        left = info.compress_size
        while left > 0 and (block := self._file.read(min(left, _BLOCK))):
            left -= len(block)
            # Of the piece in which there is damage, nothing is had.
            yield from (block[at : at + _PIECE] for at in range(0, len(block), _PIECE))


class _Bounded(io.RawIOBase):
    """A file for `zipfile`, which would read an archive's list of its files however long that is."""

    def __init__(self, file: BinaryIO) -> None:
        self._under = file

    def read(self, size: int | None = -1) -> bytes:
        """Read as a file does."""
        if size is not None and size > _DIRECTORY:
            raise BadZipFile("it holds far too many files")
        return self._under.read(_DIRECTORY if size is None or size < 0 else size)

    def seek(self, place: int, whence: int = io.SEEK_SET) -> int:
        """Seek as a file does."""
        return self._under.seek(place, whence)

    def tell(self) -> int:
        """Return the place in the file."""
        return self._under.tell()

    def seekable(self) -> bool:
        """Return that it is."""
        return True


def _why(error: Exception) -> str:
    """Return in a few words why a line is no JSON; Python's own name the line's place within itself."""
    match error:
        case JSONDecodeError():
            return error.msg
        case UnicodeDecodeError():
            return "no UTF-8"
        case RecursionError():
            return "nested too deeply"
        case _:
            return str(error)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no value")
