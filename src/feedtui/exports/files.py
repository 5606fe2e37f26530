"""Files that are never written over."""

from __future__ import annotations

from itertools import count
from pathlib import Path


def write_new(path: Path, text: str) -> Path:
    """Write text to a file that was not there; `list.md` taken, it is `list-2.md`. Return its path."""
    for number in count(1):
        tried = path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
        try:
            with tried.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except FileExistsError:
            continue
        return tried
    raise AssertionError
