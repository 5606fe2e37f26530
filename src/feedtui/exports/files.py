"""Files that are never written over, and never half written."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from errno import EISDIR
from itertools import count
from pathlib import Path


def write_new(path: Path, parts: Iterable[str]) -> Path:
    """Write pieces of text to a file that was not there; `list.md` taken, it is `list-2.md`. Return its path.

    The file is there once all of it is on the disk. A link under the name counts as taken, and is not followed.

    Raises:
        OSError: It cannot be written, or not all of it; then nothing is left of it. Or it names a folder.
    """
    if path.is_dir():
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(path))
    with _beside(path.parent, parts) as written:
        for number in count(1):
            tried = path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
            if _put_new(written, tried):
                return tried
    raise AssertionError


def write_over(path: Path, parts: Iterable[str]) -> None:
    """Replace a file that is there by pieces of text; its permissions stay, and after an error it does.

    Raises:
        OSError: It cannot be written.
    """
    with _beside(path.parent, parts) as written:
        written.chmod(stat.S_IMODE(path.lstat().st_mode))
        os.replace(written, path)


@contextmanager
def _beside(folder: Path, parts: Iterable[str]) -> Iterator[Path]:
    """Write a file of a name of its own, onto the disk; yield its path, and remove it unless it was moved."""
    path, handle = _opened(folder)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        yield path
    finally:
        path.unlink(missing_ok=True)


def _opened(folder: Path) -> tuple[Path, int]:
    for number in count():
        path = folder / f".feedtui-{os.getpid()}-{number}.new"
        try:
            return path, os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        except FileExistsError:
            continue
    raise AssertionError


def _put_new(written: Path, path: Path) -> bool:
    """Give a file its name unless that is taken; return whether it could."""
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return False
    try:
        # Links would do in one step, where the file system has them.
        os.replace(written, path)
    except BaseException:
        path.unlink()
        raise
    return True
