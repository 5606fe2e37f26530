"""A program in a pty of 120 by 40, timed from outside."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from pathlib import Path

QUIET = 0.02
"""Seconds without a byte after which a screen is complete."""


class Screen:
    """A running program whose output is read and thrown away."""

    def __init__(self, command: list[str]) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        clean = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        self._start = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**clean, "TERM": "xterm-256color"},
            start_new_session=True,
        )
        os.close(slave)

    def until(self, marker: bytes) -> float:
        """Return the milliseconds from exec until the marker is drawn."""
        seen = b""
        while marker not in seen and time.perf_counter() - self._start < 60:
            if select.select([self._master], [], [], 1)[0]:
                seen += os.read(self._master, 65536)
        return (time.perf_counter() - self._start) * 1000

    def press(self, keys: str) -> float:
        """Return the milliseconds from a key until the screen that it changed is complete."""
        start = last = time.perf_counter()
        os.write(self._master, keys.encode())
        wait = 2.0
        while select.select([self._master], [], [], wait)[0]:
            os.read(self._master, 65536)
            last, wait = time.perf_counter(), QUIET
        return (last - start) * 1000

    def settle(self) -> None:
        """Wait until nothing more is drawn."""
        while select.select([self._master], [], [], 1)[0]:
            os.read(self._master, 65536)

    def memory(self) -> float:
        """Return the megabytes that the program has resident."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    def close(self) -> None:
        """End the program."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        os.close(self._master)


def time_to(marker: bytes, command: list[str]) -> float:
    """Return the milliseconds from exec until the marker is drawn."""
    screen = Screen(command)
    took = screen.until(marker)
    screen.close()
    return took
