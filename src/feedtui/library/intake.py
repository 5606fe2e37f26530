"""From a file, a folder or a paste to what the library gains by it."""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from feedtui.helpers import TooLong, run_apart
from feedtui.library.library import Library, utc_now
from feedtui.library.origin import Added, Origin
from feedtui.papers.dates import day_of
from feedtui.papers.identity import is_name
from feedtui.papers.paper import Mark
from feedtui.papers.text import clean_line
from feedtui.paths import path_of
from feedtui.sources.found import Carried, Found, Remark, Unreadable, remark

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_OF_REFERENCES = "bib:"
_MOST_FILES = 200_000
"""Files of a folder that are looked at."""
_LARGEST_INFO = 256 * 1024
_FOLDER_SECONDS = 60.0
"""Time for a folder's files, which are read in this process."""

SIZE_LIMIT = 64 * 1024 * 1024
"""Bytes that are read of one input; a larger one is refused."""
SMALL = 64 * 1024
"""Bytes that are read at once; more are read in a process that is killed when it takes too long."""
PATIENCE = 180.0
"""Seconds for the largest input."""

__all__ = ["Found", "Kept", "Remark", "Unreadable", "keep", "notices", "read_bytes", "read_file"]


@dataclass(frozen=True, slots=True)
class Input:
    """Where some bytes came from, and what they held."""

    source: str
    found: Found


@dataclass(frozen=True, slots=True)
class Kept:
    """What the library gained: papers, how many sources that it did not have, of how many papers marks changed."""

    added: Added
    sources: int = 0
    marks: int = 0

    @property
    def marked(self) -> str:
        """How many papers got marks, as the beginning of a sentence."""
        return f"The marks of {_counted(self.marks)} were new"


def read_file(path: Path, kind: str | None = None) -> Input:
    """Return what a file holds, as a kind of `sources.kinds` if one is named, or which papers are in a folder.

    Raises:
        Unreadable: The file cannot be opened, is too large or is of no known kind.
    """
    opened = path_of(str(path))
    if kind is None and opened.is_dir():
        return _named(_read_folder(opened, str(path)))
    try:
        with opened.open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise Unreadable(f"{path} cannot be opened: {error.strerror}.") from error
    taken = read_bytes(data, str(path), kind)
    return _named(Input(taken.source, _dated(taken.found, path.stem)))


def read_bytes(data: bytes, source: str, kind: str | None = None) -> Input:
    """Return what bytes hold; raises `Unreadable` for what is too large or of no known kind."""
    from feedtui.sources.kinds import read

    if len(data) > SIZE_LIMIT:
        raise Unreadable(f"{source} is larger than {SIZE_LIMIT // 2**20} MB and was not read.")
    try:
        found = read(data, kind) if len(data) <= SMALL else run_apart(read, data, kind, patience=PATIENCE)
        return Input(source, _with_known(found))
    except TooLong as error:
        raise Unreadable(f"{source}: Reading it {error}.") from error
    except Unreadable as error:
        raise Unreadable(f"{source}: {error}") from error


def _with_known(found: Found) -> Found:
    """Return what was found with what the starter list knows of papers that a page names by title alone."""
    if found.carried or not any(paper.id.startswith("title:") for paper in found.papers):
        return found
    from feedtui.library.starter import with_known

    return replace(found, papers=with_known(found.papers))


def _read_folder(folder: Path, source: str) -> Input:
    from feedtui.sources.paper_folder import KIND, read_folder

    remarks: list[Remark] = []
    try:
        found = read_folder(_files(folder, remarks), f"{_OF_REFERENCES}{KIND}")
    except Unreadable as error:
        told = "".join(f" {remark.what}: {remark.why}" for remark in remarks[:1])
        raise Unreadable(f"{source}: {error}{told}") from error
    return Input(source, replace(found, skipped=(*found.skipped, *remarks)))


def _files(folder: Path, remarks: list[Remark]) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield the files below a folder by their paths from there, in order; links and hidden folders are passed over."""

    def refused(error: OSError) -> None:
        remarks.append(remark(str(error.filename), f"This folder cannot be opened: {error.strerror}."))

    count = links = 0
    end = time.monotonic() + _FOLDER_SECONDS
    for place, folders, names in os.walk(folder, onerror=refused):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if not stat.S_ISREG(path.lstat().st_mode if path.exists() else stat.S_IFLNK):
                links += 1
                continue
            count += 1
            if count > _MOST_FILES or time.monotonic() > end:
                many = f"has more than {_MOST_FILES:,} files"
                slow = f"took longer than {_FOLDER_SECONDS:g} seconds to read"
                why = f"The folder {many if count > _MOST_FILES else slow}; those before this one were read."
                remarks.append(remark(str(path.relative_to(folder)), why))
                return
            yield str(path.relative_to(folder)), partial(_info, path)
    if links:
        remarks.append(remark(f"{links:,} links and devices", "They are not followed."))


def _info(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LARGEST_INFO)


def _named(taken: Input) -> Input:
    """Return what a file of references held, known by the file's own name.

    Two files that tell of one paper are two sources: what only the one tells is not lost to the other.
    """
    found, name = taken.found, clean_line(path_of(taken.source).resolve().name)
    own = (f"{_OF_REFERENCES}{found.kind}",)
    if not name or not any(paper.sources == own for paper in found.papers):
        return taken
    named = (f"{_OF_REFERENCES}{name}",)
    papers = tuple(replace(one, sources=named) if one.sources == own else one for one in found.papers)
    return Input(taken.source, replace(found, papers=papers))


def notices(found: Found) -> list[str]:
    """Return what is to be said of papers that came with marks, or with nothing but their ids; a sentence each."""
    carried = found.carried.values()
    counts = {
        "read": sum(one.read for one in carried),
        "starred": sum(one.starred for one in carried),
        "with tags": sum(bool(one.tags) for one in carried),
        "with a note": sum(bool(one.note) for one in carried),
    }
    told = []
    if carried:
        each = ", ".join(f"{count:,} {what}" for what, count in counts.items() if count)
        told.append(f"Marks come with {_counted(len(carried))}: {each}.")
    named = [paper for paper in found.papers if is_name(paper.title)]
    if named:
        every = "its title" if len(named) == 1 else "their titles"
        told.append(f"Of {_counted(len(named))} only the id is told: feedtui resolve looks up {every}.")
    return told


def _counted(papers: int) -> str:
    return f"{papers:,} paper{'s' * (papers != 1)}"


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
    return Kept(added, len(new), _keep_marks(library, found))


def _keep_marks(library: Library, found: Found) -> int:
    """Take marks over as one change of the reader's, and return how many papers it changed; nothing is taken away."""
    now = utc_now()
    makes = {paper: partial(_marked, carried, now) for paper, carried in found.carried.items()}
    return library.change_each(makes) if makes else 0


def _marked(carried: Carried, now: str, mark: Mark) -> Mark:
    at = min(carried.at or now, now)
    for state in ("read", "starred"):
        if getattr(carried, state):
            mark = mark.with_state(state, at)
    note = mark.note if carried.note in mark.note else "\n\n".join(filter(None, (mark.note, carried.note)))
    return replace(mark, tags=tuple(dict.fromkeys((*mark.tags, *carried.tags))), note=note)
