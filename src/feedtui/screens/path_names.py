"""What completes the name of a file. Folders are listed in threads of their own: no key waits for a slow one."""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from feedtui.papers.half_typed import MOST, Completion
from feedtui.papers.text import clean_line
from feedtui.paths import path_of

_MOST_ENTRIES, _WITHIN = 20_000, 2.0
"""Entries of a folder that are looked at, and the seconds for which that goes on."""
_AT_ONCE = 4
"""Folders that are listed at once; one that never answers keeps its thread until the reader is left."""
_QUOTED = re.compile(r'(^|[/\\])"([^"/\\]*)"(?=[/\\]|$)')
"""A part of a path in quotes."""
_SEPARATORS = "/" if os.sep == "/" else "/\\"


@dataclass(frozen=True, slots=True)
class Entry:
    """A name in a folder, cleaned, and whether it is a folder's."""

    name: str
    is_folder: bool


class Folders:
    """Lists folders; `came` is called from another thread when one is known. It is asked for by what was typed."""

    def __init__(self, came: Callable[[], object]) -> None:
        self._came = came
        self._known: dict[str, Sequence[Entry] | None] = {}

    def forget(self) -> None:
        """List folders anew from now on; those that never answered are not asked again."""
        self._known = {folder: None for folder, entries in self._known.items() if entries is None}

    def entries(self, folder: str) -> Sequence[Entry]:
        """Return what a folder has, nothing while that is not known yet."""
        known = self._known
        if folder not in known and sum(one is None for one in list(known.values())) < _AT_ONCE:
            known[folder] = None
            threading.Thread(target=self._list, args=(known, folder), daemon=True).start()
        return known.get(folder) or ()

    def _list(self, known: dict[str, Sequence[Entry] | None], folder: str) -> None:
        known[folder] = listed(meant(folder) if folder else Path())
        if known is not self._known:
            # It was forgotten meanwhile, as one that did not answer.
            self._known.pop(folder, None)
        self._came()


def listed(folder: Path) -> list[Entry]:
    """Return what a folder has by its names, nothing if it cannot be read."""
    end, found = time.monotonic() + _WITHIN, []
    try:
        with os.scandir(folder) as entries:
            for entry in islice(entries, _MOST_ENTRIES):
                name = clean_line(entry.name)
                if name:
                    found.append(Entry(name, entry.is_dir()))
                if time.monotonic() > end:
                    break
    except (OSError, ValueError):
        pass
    return sorted(found, key=lambda one: (one.name.casefold(), one.name))


def completed_path(text: str, entries: Callable[[str], Sequence[Entry]]) -> Completion:
    """Return what may come at the end of a path's beginning; what is hidden comes after a dot alone.

    A name with blanks is in quotes, and that of a folder ends with a slash.
    """
    at = max(text.rfind(sign) for sign in _SEPARATORS) + 1
    begun = text[at:].removeprefix('"')
    if text == "~":
        return Completion(0, ("~/",))
    small = begun.casefold()
    fitting = [
        one
        for one in entries(text[:at])
        if one.name.casefold().startswith(small) and (begun.startswith(".") or not one.name.startswith("."))
    ]
    is_open = text.startswith('"') and text.count('"') % 2 == 1 and text.rfind('"') < at
    found = tuple(_written(one, is_open) for one in fitting[:MOST])
    return Completion(at, () if found == (text[at:],) else found)


def meant(text: str) -> Path:
    """Return the file or folder that was typed: by its name, in quotes, cleaned of what cannot be shown, or a pattern.

    What fits no single file is returned as it was typed.
    """
    path = path_of(text)
    if os.path.exists(path):
        return path
    unquoted = _QUOTED.sub(r"\1\2", text)
    for one in dict.fromkeys((text, unquoted, unquoted.strip('"'))):
        path = path_of(one)
        found = _cleaned(path)
        if os.path.exists(found):
            return found
    # A shell would have put a pattern's one file in its place.
    try:
        fitting = sorted(islice(found.parent.glob(found.name), 2)) if found.name else []
    except (OSError, ValueError, NotImplementedError):
        fitting = []
    return fitting[0] if len(fitting) == 1 else path


def _written(entry: Entry, is_open: bool) -> str:
    """Return a name as it is typed; `is_open` is one within quotes that began before the first folder."""
    if is_open:
        return f"{entry.name}{'/' if entry.is_folder else chr(34)}"
    quote = '"' if " " in entry.name and '"' not in entry.name else ""
    return f"{quote}{entry.name}{quote}{'/' if entry.is_folder else ''}"


def _cleaned(path: Path) -> Path:
    """Return the path of which each part is the one that is called so where it is shown, if just one is."""
    found = Path(path.anchor)
    for part in path.parts[1 if path.anchor else 0 :]:
        step = found / part
        if not os.path.exists(step):
            try:
                names = [one for one in islice(os.listdir(found), _MOST_ENTRIES) if clean_line(one) == part]
            except (OSError, ValueError):
                names = []
            step = found / names[0] if len(names) == 1 else step
        found = step
    return found
