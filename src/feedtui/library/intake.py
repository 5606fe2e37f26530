"""From a file or a paste to what the library gains by it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from feedtui.library.library import Library
from feedtui.library.origin import Added, Origin
from feedtui.sources.found import Found, Remark, Unreadable

SIZE_LIMIT = 64 * 1024 * 1024
"""Bytes that are read of one input; a larger one is refused."""

__all__ = ["Found", "Remark", "Unreadable", "keep", "read_file", "read_text"]


@dataclass(frozen=True, slots=True)
class Input:
    """Where some text came from, and what it held."""

    source: str
    found: Found


def read_file(path: Path) -> Input:
    """Return what a file holds.

    Raises:
        Unreadable: The file cannot be opened, is too large, is not text or is of no known kind.
    """
    try:
        with path.expanduser().open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise Unreadable(f"{path} cannot be opened: {error.strerror}.") from error
    return read_text(decoded(data, str(path)), str(path))


def decoded(data: bytes, source: str) -> str:
    """Return bytes as text; one that is not UTF-8 becomes U+FFFD.

    Raises:
        Unreadable: It is too much, or it is no text.
    """
    if len(data) > SIZE_LIMIT:
        raise Unreadable(f"{source} is larger than {SIZE_LIMIT // 2**20} MB and was not read.")
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(f"{source} is not text.")
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    return data.decode(encoding, errors="replace")


def read_text(text: str, source: str) -> Input:
    """Return what pasted text holds; raises `Unreadable` for text of no known kind."""
    from feedtui.sources.page import read_page

    return Input(source, read_page(text))


def keep(library: Library, taken: Input) -> Added:
    """Take what was found into the library."""
    found = taken.found
    return library.add(found.papers, Origin(taken.source, found.kind, found.list_date))
