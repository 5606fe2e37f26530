"""What becomes of a mistake of feedtui's own: a sentence for the reader, and a log that can be sent with a report.

A log names the place in the code, never what the reader reads: no values of variables, and of what an error says
only what Python says of the code.
"""

from __future__ import annotations

import os
import re
import sys
import threading
import traceback
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from feedtui.paths import Places

MOST_LOGS = 5
MOST_BYTES = 1 << 16
"""Of one log; what is in its middle is left out then."""

_MOST_FRAMES = 40
_MOST_ERRORS = 8
_SAYS_CODE = (AttributeError, NameError, TypeError, ImportError, NotImplementedError, ZeroDivisionError, RecursionError)
"""Errors whose words are Python's own about the code; others may quote a title, a query or a password."""
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_NAME = re.compile(r"['\"][A-Za-z_][\w.]{0,60}['\"]")
_IN_ADDRESS = re.compile(r"(?<=://)[^/\s@]*@")
_LOG = re.compile(r"crash-\d{8}-\d{6}-\d{6}-\d+\.log")

_commands: deque[str] = deque(maxlen=20)
_told: deque[tuple[str, Path | None]] = deque(maxlen=100)


def did(command: str) -> None:
    """Remember the name of a command, without what stands behind it."""
    _commands.append(command.rpartition(".")[2].partition("(")[0])


def is_debugging() -> bool:
    """Whether the reader wants to see where in the code a mistake is."""
    return os.environ.get("FEEDTUI_DEBUG", "") not in ("", "0")


def noted(error: BaseException, places: Places | None) -> Path | None:
    """Write a log of an error, unless this process has written one of the same; return it, None where that fails."""
    same = f"{type(error).__name__} {[(one.filename, one.lineno) for one in _frames(error)[-5:]]}"
    for known, log in _told:
        if known == same:
            return log
    log = None
    if places is not None:
        # Whatever else is broken, the sentence is said.
        with suppress(Exception):
            log = _written(report(error), places.data / "crashes")
    _told.append((same, log))
    return log


def sentence(error: BaseException, log: Path | None, ending: str) -> str:
    """Return what is said of an error: its kind, what became of it, and where more is told."""
    kind = f"feedtui made a mistake ({type(error).__name__}) and {ending}."
    more = (
        f"Please report it with {tilde(str(log))}." if log else "No log could be written; FEEDTUI_DEBUG=1 shows more."
    )
    return f"{kind} {more}"


def report(error: BaseException) -> str:
    """Return the text of a log."""
    from feedtui import __version__

    lines = [
        f"feedtui {__version__}, {datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        f"Python {sys.version.split()[0]}, {sys.platform}, {', '.join(_versions())}",
        f"TERM {os.environ.get('TERM', '')[:40]}",
        f"Commands: {' '.join(_commands) or 'none'}",
        *_told_of(error),
    ]
    text = tilde("\n".join(lines)) + "\n"
    if len(text.encode()) > MOST_BYTES:
        text = f"{text[: MOST_BYTES // 8]}\n…\n{text[-MOST_BYTES // 8 :]}"
    return text


def tilde(text: str) -> str:
    """Return text with `~` for the reader's home folder, whose name is often theirs."""
    with suppress(RuntimeError):
        home = str(Path.home())
        if len(home) > 1:
            return re.sub(rf"{re.escape(home)}(?![\w.-])", "~", text)
    return text


def watch(places: Places) -> None:
    """From now on, note what fails where nobody waits for it, in threads and while objects are given up."""

    def in_thread(failure: threading.ExceptHookArgs) -> None:
        if failure.exc_value is not None and not isinstance(failure.exc_value, SystemExit):
            noted(failure.exc_value, places)

    def unraisable(failure: sys.UnraisableHookArgs) -> None:
        if failure.exc_value is not None:
            noted(failure.exc_value, places)

    if not is_debugging():
        threading.excepthook = in_thread
        sys.unraisablehook = unraisable


def _frames(error: BaseException) -> traceback.StackSummary:
    # A recursion that did not end has thousands of them.
    return traceback.StackSummary.extract(
        traceback.walk_tb(error.__traceback__), limit=-_MOST_FRAMES, lookup_lines=False
    )


def _told_of(error: BaseException) -> Iterator[str]:
    """Yield the lines on an error, on what it came of, and on those that it is a group of."""
    waiting, seen = [error], {id(error)}
    for _ in range(_MOST_ERRORS):
        if not waiting:
            return
        one = waiting.pop(0)
        yield f"\n{_in_words(one)}"
        for frame in _frames(one):
            yield f"  {frame.filename}:{frame.lineno} in {frame.name}"
            if frame.line and frame.filename.endswith(".py"):
                yield f"    {frame.line[:200]}"
        others = [one.__cause__, one.__context__, *(one.exceptions if isinstance(one, BaseExceptionGroup) else ())]
        new = [other for other in others if other is not None and id(other) not in seen]
        seen.update(map(id, new))
        waiting += new


def _in_words(error: BaseException) -> str:
    """Return an error's kind, with what it says as far as that tells of the code alone."""
    kind = type(error).__name__
    if isinstance(error, OSError) and error.errno is not None:
        return f"{kind}: {os.strerror(error.errno)}"
    if code := getattr(error, "sqlite_errorname", None):
        return f"{kind}: {code}"
    if not isinstance(error, _SAYS_CODE):
        return kind
    said = _QUOTED.sub(lambda quoted: quoted[0] if _NAME.fullmatch(quoted[0]) else "'…'", str(error)[:300])
    return f"{kind}: {_IN_ADDRESS.sub('…@', said)}"


def _versions() -> Iterator[str]:
    from importlib.metadata import PackageNotFoundError, version

    for name in ("textual", "rich", "tinydb", "httpx", "lxml"):
        with suppress(PackageNotFoundError):
            yield f"{name} {version(name)}"


def _written(text: str, folder: Path) -> Path:
    """Write a log for the reader alone; of the older ones a few stay."""
    from feedtui.library.private import make_folder, open_private

    if folder.is_symlink():
        raise OSError("the folder of logs is a link")
    make_folder(folder)
    log = folder / f"crash-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}-{os.getpid()}.log"
    with os.fdopen(open_private(log, os.O_WRONLY | os.O_CREAT | os.O_EXCL), "wb") as file:
        file.write(text.encode("utf-8", "replace"))
    logs = sorted((one for one in folder.iterdir() if _LOG.fullmatch(one.name)), key=_time)
    for old in logs[:-MOST_LOGS]:
        with suppress(OSError):
            old.unlink()
    return log


def _time(log: Path) -> tuple[int, str]:
    try:
        return log.lstat().st_mtime_ns, log.name
    except OSError:
        return 0, log.name
