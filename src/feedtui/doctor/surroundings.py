"""What is around feedtui: the settings, the clipboard, the terminal, and what it stands on."""

from __future__ import annotations

import locale
import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from importlib.metadata import PackageNotFoundError, version

from feedtui import __version__
from feedtui.doctor.found import Finding, failed, passed, warned
from feedtui.paths import Places

_PACKAGES = ("textual", "rich", "tinydb", "filelock", "httpx", "lxml", "numpy")
_SMALLEST = (40, 10)
_HELPERS = ("wl-copy", "xclip", "xsel", "pbcopy", "clip.exe", "termux-clipboard-set")


def settings(places: Places) -> Iterator[Finding]:
    """Look at the settings file."""
    from feedtui.config_reading import examined

    _, mistakes = examined(places.config)
    for one in mistakes:
        yield warned("settings", one.of(places.config), "Mend the line; until then it is not heeded.")
    if not mistakes:
        yield passed("settings", str(places.config) if places.config.exists() else "as shipped")


def terminal(places: Places) -> Iterator[Finding]:
    """Look at the terminal, as far as the environment tells."""
    size = shutil.get_terminal_size()
    said = f"{os.environ.get('TERM') or 'no TERM'}, {size.columns}x{size.lines}"
    if not sys.stdout.isatty():
        yield passed("terminal", f"{said}; the output is no terminal now")
    elif os.environ.get("TERM", "dumb") in ("dumb", "unknown", ""):
        yield warned("terminal", said, "The reader needs one that moves its cursor: set TERM, as in xterm-256color.")
    elif size < _SMALLEST:
        yield warned("terminal", said, f"Make it {_SMALLEST[0]}x{_SMALLEST[1]} at least.")
    else:
        yield passed("terminal", said)
    encoding = (sys.stdout.encoding or locale.getpreferredencoding()).lower()
    yield (
        passed("signs", encoding)
        if "utf" in encoding
        else warned("signs", encoding, "Set LC_ALL=C.UTF-8 or another of UTF-8 to see every sign.")
    )
    yield passed("colours", "none: NO_COLOR is set" if "NO_COLOR" in os.environ else _colours())


def _colours() -> str:
    deep = os.environ.get("COLORTERM", "") in ("truecolor", "24bit")
    return "16 million" if deep else "256" if "256" in os.environ.get("TERM", "") else "as the terminal has them"


def clipboard(places: Places) -> Iterator[Finding]:
    """Look at what takes a copied link."""
    if os.environ.get("TMUX"):
        yield passed("clipboard", "tmux's buffer; the terminal's too with: set -s set-clipboard on")
    elif os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"):
        yield passed("clipboard", "your terminal's, by OSC 52, if it allows that: this is the far machine")
    elif sys.platform in ("darwin", "win32") or any(map(shutil.which, _HELPERS)):
        yield passed("clipboard", "the system's")
    else:
        todo = "Install wl-clipboard or xclip, or use a terminal that takes OSC 52."
        yield warned("clipboard", "only your terminal's, by OSC 52", todo)


def versions(places: Places) -> Iterator[Finding]:
    """Look at what feedtui stands on."""
    yield passed("feedtui", f"{__version__}, Python {platform.python_version()}, {platform.system()}")
    found = []
    for name in _PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            yield failed("packages", f"{name} is missing", "Install feedtui again.")
    yield passed("packages", ", ".join(found))
    with closing(sqlite3.connect(":memory:")) as db:
        try:
            db.execute("create virtual table words using fts5(text)")
        except sqlite3.Error as error:
            yield failed("sqlite", f"{sqlite3.sqlite_version}: {error}", "Use a Python whose SQLite has FTS5.")
        else:
            yield passed("sqlite", f"{sqlite3.sqlite_version}, with FTS5")
