"""State files that are the reader's alone: nobody else reads them, and nobody else's are used."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

_OURS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class PrivateFileError(OSError):
    """A state file that is not used because it may be somebody else's; the message is a sentence."""


def make_folder(path: Path) -> None:
    """Make a folder, and those missing above it, for the reader alone (0700); one that is there stays as it is."""
    if path.is_dir():
        return
    make_folder(path.parent)
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        if not path.is_dir():
            raise
    else:
        # mkdir leaves out what the umask forbids, be it the reader's own rights.
        path.chmod(0o700)


def open_private(path: Path, flags: int = os.O_RDONLY) -> int:
    """Return a descriptor of a state file; with `os.O_CREAT` a missing one is made for the reader alone (0600).

    Raises:
        PrivateFileError: It is a link, no plain file, or another user's.
        OSError: As `os.open` does.
    """
    if flags & os.O_CREAT:
        try:
            handle = os.open(path, flags | os.O_EXCL | _OURS, 0o600)
        except FileExistsError:
            flags &= ~os.O_CREAT
        else:
            if sys.platform != "win32":
                os.fchmod(handle, 0o600)
            return handle
    _refuse(path, os.lstat(path))
    handle = os.open(path, flags | _OURS)
    try:
        # Between the look and the opening another file may have come under the name.
        _refuse(path, os.fstat(handle))
    except PrivateFileError:
        os.close(handle)
        raise
    return handle


def guard(path: Path) -> None:
    """Refuse a state file as `open_private` does, and make a missing one (0600), before a library opens it by name."""
    try:
        _refuse(path, os.lstat(path))
    except FileNotFoundError:
        os.close(open_private(path, os.O_RDWR | os.O_CREAT))


def _refuse(path: Path, status: os.stat_result) -> None:
    remedy = "feedtui does not touch it. Move it away, or put a file of your own in its place"
    if stat.S_ISLNK(status.st_mode):
        raise PrivateFileError(f"{path} is a link to another file: {remedy}.")
    if not stat.S_ISREG(status.st_mode):
        raise PrivateFileError(f"{path} is not a file: {remedy}.")
    if sys.platform != "win32" and status.st_uid != os.geteuid():
        raise PrivateFileError(f"{path} belongs to another user (number {status.st_uid}): {remedy}.")
