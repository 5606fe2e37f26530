"""From a file or a paste to what the library gains by it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from feedtui.library.library import Library
from feedtui.library.origin import Added, Origin
from feedtui.papers.dates import day_of
from feedtui.sources.found import Found, Remark, Unreadable

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

SIZE_LIMIT = 64 * 1024 * 1024
"""Bytes that are read of one input; a larger one is refused."""

__all__ = ["Found", "Kept", "Remark", "Unreadable", "keep", "read_bytes", "read_file"]


@dataclass(frozen=True, slots=True)
class Input:
    """Where some bytes came from, and what they held."""

    source: str
    found: Found


@dataclass(frozen=True, slots=True)
class Kept:
    """What the library gained: papers, and how many sources that it did not have."""

    added: Added
    sources: int = 0


def read_file(path: Path, kind: str | None = None) -> Input:
    """Return what a file holds, as a kind of `sources.kinds` if one is named.

    Raises:
        Unreadable: The file cannot be opened, is too large or is of no known kind.
    """
    try:
        with path.expanduser().open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise Unreadable(f"{path} cannot be opened: {error.strerror}.") from error
    taken = read_bytes(data, str(path), kind)
    return Input(taken.source, _dated(taken.found, path.stem))


def read_bytes(data: bytes, source: str, kind: str | None = None) -> Input:
    """Return what bytes hold; raises `Unreadable` for what is too large or of no known kind."""
    from feedtui.sources.kinds import read

    if len(data) > SIZE_LIMIT:
        raise Unreadable(f"{source} is larger than {SIZE_LIMIT // 2**20} MB and was not read.")
    try:
        return Input(source, read(data, kind))
    except Unreadable as error:
        raise Unreadable(f"{source}: {error}") from error


def _dated(found: Found, name: str) -> Found:
    """Return Hugging Face's list of a day that only the file's name tells: its answers of before March 2025 do not."""
    if found.kind != "huggingface-api" or found.told_at or not _DAY.fullmatch(name) or day_of(name) is None:
        return found
    papers = tuple(replace(paper, listed=name) for paper in found.papers)
    return replace(found, papers=papers, list_date=name, told_at=name)


def keep(library: Library, taken: Input) -> Kept:
    """Take what was found into the library; new versions of papers only where it has the paper."""
    from feedtui.library.ready import portions

    found = taken.found
    origin = Origin(taken.source, found.kind, found.list_date, told_at=found.told_at)
    added = library.add(found.papers, origin) if found.papers or not found.sources else Added()
    if found.revised:
        added += library.add_ready(portions(found.revised, library.topics), origin, only_known=True)
    new = library.subscriptions.add(dict(found.sources)) if found.sources else []
    return Kept(added, len(new))
