"""A real terminal: feedtui in a pty, its screen kept by an emulator."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import signal
import sqlite3
import struct
import subprocess
import sys
import termios
import time
from contextlib import closing, suppress
from pathlib import Path

import pyte

from feedtui.exports.formats import FORMATS
from feedtui.library.library import Library
from feedtui.paths import places

PATIENCE = 30.0


class Terminal:
    """One feedtui process in a pty of some size; `raw` has the bytes that it drew."""

    def __init__(
        self,
        home: Path,
        columns: int = 120,
        lines: int = 40,
        environment: dict[str, str] | None = None,
        *,
        welcome: bool = False,
    ) -> None:
        if not welcome:
            _welcomed(home)
        self.screen = pyte.Screen(columns, lines)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        clean = {
            name: value for name, value in os.environ.items() if name not in ("TMUX", "NO_COLOR", "COLUMNS", "LINES")
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "feedtui", "--home", str(home)],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**clean, "TERM": "xterm-256color", **(environment or {})},
            start_new_session=True,
        )
        os.close(slave)

    def read(self, seconds: float) -> bool:
        """Take in what the program draws; return whether there was anything."""
        ready, _, _ = select.select([self.master], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        self.raw += data
        # pyte does not know the sequences that ask for a terminal's abilities.
        self.stream.feed(data.replace(b"\x1b[>4;2m", b"").replace(b"\x1b[>1u", b"").replace(b"\x1b[<u", b""))
        return bool(data)

    def text(self) -> str:
        """Return the screen."""
        return "\n".join(self.screen.display)

    def line(self, number: int) -> str:
        """Return a line of the screen; -1 is the last."""
        letters = self.screen.buffer[number % self.screen.lines]
        return "".join(letters[column].data for column in range(self.screen.columns))

    def background(self) -> str:
        """Return the colour behind the last line but one, as the emulator names it."""
        return str(self.screen.buffer[self.screen.lines - 2][0].bg)

    def wait_for(self, shown: str) -> str:
        """Read until some text is on screen; return the screen."""
        end = time.monotonic() + PATIENCE
        while shown not in self.text():
            self.read(0.2)
            if time.monotonic() > end:
                raise AssertionError(f"{shown!r} did not come:\n{self.text()}")
        return self.text()

    def wait_until_gone(self, shown: str) -> None:
        """Read until some text is on screen no more."""
        end = time.monotonic() + PATIENCE
        while shown in self.text():
            self.read(0.2)
            assert time.monotonic() < end, f"{shown!r} stayed:\n{self.text()}"

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self.master, keys.encode())

    def wait(self) -> int:
        """Wait for the program to end; return its exit code."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < end:
            self.read(0.1)
        while self.read(0.0):
            pass
        return self.process.wait(1)

    def exported(self, file: Path) -> list[str]:
        """Write papers as JSON Lines from the window that is open, and take the file; return the titles."""
        self.wait_for("ctrl+s writes")
        self.type("\t" + "\x1b[B" * list(FORMATS).index("json") + "\r")
        self.wait_for(file.name)
        self.type("\x13")
        self.wait_for("Exported ")
        lines = file.read_text().splitlines()
        file.unlink()
        return sorted(json.loads(line)["title"] for line in lines)

    def hang_up(self) -> None:
        """Take the terminal away."""
        os.close(self.master)
        self.master = -1

    def close(self) -> None:
        """End the program if it still runs, and give the pty back."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        if self.master >= 0:
            os.close(self.master)


def feedtui(home: Path, *arguments: str, text: str = "") -> str:
    """Run a command over the same home; return what it prints."""
    command = [sys.executable, "-m", "feedtui", "--home", str(home), *arguments]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


def _welcomed(home: Path) -> None:
    """Let a home be one whose reader has seen the welcome, where that can be written."""
    with suppress(OSError, sqlite3.Error), closing(Library(places(str(home)), starter=True)) as library:
        if library.shows_starter and not library.is_read_only:
            library.keep_setting("welcomed", "yes")
