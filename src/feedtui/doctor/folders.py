"""The folders: are they there, the reader's alone, and is there room."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from feedtui.doctor.found import Finding, failed, passed, warned
from feedtui.paths import Places

_LITTLE_ROOM = 100 << 20
"""Bytes that an import or a compaction may need for a while."""

_STILL_WRITTEN = 3600.0
"""Seconds after which nobody goes on with a file."""


def looked_at(places: Places) -> Iterator[Finding]:
    """Look at the folders of a reader."""
    for folder in dict.fromkeys((places.settings, places.data)):
        yield from _folder(folder)
    if places.data.is_dir():
        yield from _files(places)
        yield _left_over(places)
        yield _room(places.data)


def left_over(places: Places) -> list[Path]:
    """Return files that something which was killed did not put in their place."""
    patterns = (f"{places.marks.stem}.*.new", f"{places.marks.stem}.*.tmp", ".feedtui-*.new")
    # What was written just now may be put in its place yet.
    before = time.time() - _STILL_WRITTEN
    return sorted(path for pattern in patterns for path in places.data.glob(pattern) if path.stat().st_mtime < before)


def open_to_others(places: Places) -> list[Path]:
    """Return the state files and folders that other users of the machine can read or write."""
    if sys.platform == "win32":
        return []
    paths = [places.data, *places.data.glob("papers.sqlite*"), *places.data.glob("marks.*"), places.config]
    return [path for path in paths if path.exists() and not path.is_symlink() and _mode(path) & 0o077]


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _folder(folder: Path) -> Iterator[Finding]:
    if not folder.exists():
        yield passed("folder", f"{folder} is made when it is needed")
    elif not folder.is_dir():
        yield failed("folder", f"{folder} is no folder", "Move that file away.")
    elif not os.access(folder, os.R_OK | os.X_OK):
        yield failed("folder", f"{folder} cannot be read", "Give yourself its rights: chmod u+rwx.")
    elif not os.access(folder, os.W_OK):
        yield warned("folder", f"{folder} cannot be written to", "Papers can be read; marks are not kept there.")
    else:
        yield passed("folder", str(folder))


def _files(places: Places) -> Iterator[Finding]:
    for path in (places.papers, places.marks, places.marks.with_suffix(".journal"), places.config):
        if path.is_symlink():
            yield failed("files", f"{path} is a link", "feedtui follows none: put the file itself there.")
        elif path.exists() and not path.is_file():
            yield failed("files", f"{path} is no file", "Move it away; feedtui makes a new one.")
    shared = open_to_others(places)
    if shared:
        names = ", ".join(path.name for path in shared)
        yield warned("privacy", f"other users can look into {names}", "feedtui doctor --repair closes them.", "privacy")
    else:
        yield passed("privacy", "your files are yours alone")


def _left_over(places: Places) -> Finding:
    files = left_over(places)
    if not files:
        return passed("left over", "nothing that was begun and never finished")
    names = ", ".join(path.name for path in files[:3])
    return warned(
        "left over", f"{len(files)} unfinished: {names}", "feedtui doctor --repair removes them.", "left over"
    )


def _room(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    said = f"{free >> 20:,} MB free in {folder}"
    if free >= _LITTLE_ROOM:
        return passed("disk", said)
    return warned("disk", said, "Make room: changes are refused on a full disk.")
