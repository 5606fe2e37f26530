"""A PDF as it comes: a `.part` file, gone on with where the last try stopped, and renamed once it is whole."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from feedtui.network.asking import Refused

HEAD = b"%PDF-"
"""How a PDF begins: ISO 32000-2, 7.5.2."""

_PARTIAL = 206
_RANGE = re.compile(r"bytes (\d{1,15})-(\d{1,15})/(\d{1,15}|\*)", re.ASCII)
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where what is there of a file came from, and by which validator the server knows it again."""

    url: str = ""
    validator: str = ""


class Part:
    """The beginning of a PDF beside its place; use it as a context. It is a `network.asking.Store`.

    `report` is called with the bytes that are there and with how many there will be, if that is known. What is there
    is only gone on with if the server can tell whether it is still of the same file (RFC 9110, 13.1.5).

    Raises:
        OSError: The file cannot be opened, is a link or no plain file.
    """

    def __init__(self, target: Path, url: str, report: Callable[[int, int | None], None]) -> None:
        self.target = target
        self.path = target.with_name(f"{target.name}.part")
        self._facts = target.with_name(f"{target.name}.part.json")
        self._url = url
        self._report = report
        self._whole: int | None = None
        self._head = b""
        self._kind = ""

    def __enter__(self) -> Self:
        """Open what is there; what came from elsewhere is given up."""
        self._file = os.fdopen(_opened(self.path), "r+b")
        self._origin = self._known()
        if self._origin.url != self._url or not self._origin.validator:
            self.empty()
        self._head = self._begin()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file; one that cannot be gone on with is removed."""
        is_of_use = self._file.closed or self.kept
        self._file.close()
        if not is_of_use:
            self._remove()

    @property
    def size(self) -> int:
        """How many bytes are there."""
        if self._file.closed:
            return 0
        self._file.flush()
        return os.fstat(self._file.fileno()).st_size

    @property
    def kept(self) -> int:
        """How many bytes the next try goes on behind."""
        return self.size if self._origin.validator else 0

    def wishes(self) -> Mapping[str, str]:
        """Return the headers that ask for the rest."""
        kept = self.kept
        return {"range": f"bytes={kept}-", "if-range": self._origin.validator} if kept else {}

    def begin(self, status: int, headers: Mapping[str, str]) -> None:
        """Go on behind what is there, or begin anew with the whole file; raises `Refused`."""
        self._kind = headers.get("content-type", "").partition(";")[0].strip()[:60]
        length = headers.get("content-length", "")
        if status == _PARTIAL:
            self._go_on(headers)
            return
        self.empty()
        self._whole = int(length) if length.isdecimal() and len(length) < 16 else None
        etag = headers.get("etag", "")
        # A weak tag names files that are alike, not the same (RFC 9110, 8.8.1).
        validator = etag if etag.startswith('"') else headers.get("last-modified", "")
        if validator.isascii() and validator.isprintable():
            self._note(Origin(self._url, validator))

    def take(self, piece: bytes) -> None:
        """Write a piece; raises `Refused` as soon as the file begins otherwise than a PDF."""
        if len(self._head) < len(HEAD):
            self._head += piece[: len(HEAD) - len(self._head)]
            if not HEAD.startswith(self._head):
                raise self._no_pdf()
        self._file.write(piece)
        self._report(self._file.tell(), self._whole)

    def finish(self) -> None:
        """Give the whole file its name, which must be free.

        Raises:
            Refused: It is no PDF.
            FileExistsError: The name was taken meanwhile; the file stays under its own.
            OSError: It cannot be written.
        """
        self._file.flush()
        if self._begin() != HEAD:
            raise self._no_pdf()
        os.fsync(self._file.fileno())
        self._file.close()
        os.close(os.open(self.target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        try:
            os.replace(self.path, self.target)
        except BaseException:
            self.target.unlink()
            raise
        self._facts.unlink(missing_ok=True)

    def empty(self) -> None:
        """Forget what is there."""
        self._file.seek(0)
        self._file.truncate()
        self._facts.unlink(missing_ok=True)
        self._origin, self._head, self._whole = Origin(), b"", None

    def _go_on(self, headers: Mapping[str, str]) -> None:
        told = _RANGE.fullmatch(headers.get("content-range", "").strip())
        if not told or int(told[1]) != self.size or not self.kept:
            self.empty()
            raise Refused(f"{urlsplit(self._url).hostname} sent another part of the PDF than it was asked for.")
        self._whole = int(told[3]) if told[3] != "*" else None
        self._file.seek(0, os.SEEK_END)

    def _begin(self) -> bytes:
        self._file.seek(0)
        return self._file.read(len(HEAD))

    def _no_pdf(self) -> Refused:
        begins_as_page = self._kind in ("text/html", "application/xhtml+xml")
        what = "a web page" if begins_as_page else "something else"
        self.empty()
        return Refused(f"{urlsplit(self._url).hostname} sent {what} in place of the PDF; nothing of it was kept.")

    def _known(self) -> Origin:
        with suppress(OSError, ValueError, TypeError), os.fdopen(_opened(self._facts, os.O_RDONLY), "rb") as file:
            return Origin(**{name: str(value) for name, value in json.loads(file.read(2**16)).items()})
        return Origin()

    def _note(self, origin: Origin) -> None:
        self._origin = origin
        with os.fdopen(_opened(self._facts), "r+b") as file:
            file.truncate()
            file.write(json.dumps(asdict(origin)).encode())

    def _remove(self) -> None:
        for path in (self.path, self._facts):
            with suppress(OSError):
                path.unlink()


def _opened(path: Path, flags: int = _FLAGS) -> int:
    """Open a plain file, no link to one."""
    if path.is_symlink():
        raise OSError(f"{path.name} is a link, which is not followed")
    handle = os.open(path, flags | (_FLAGS & ~os.O_CREAT & ~os.O_RDWR), 0o666)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(f"{path.name} is not a plain file")
    return handle
