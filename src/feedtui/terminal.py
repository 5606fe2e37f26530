"""The terminal as it was before the reader took it, given back where the reader ends without its usual farewell."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Callable
from contextlib import suppress

_FAREWELL = (
    b"\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l"  # the mouse
    b"\x1b[?2004l\x1b[?1004l\x1b[?2048l\x1b[?2026l"  # pastes, focus, sizes and frames as wholes
    b"\x1b[?7h\x1b[<u\x1b[>4;0m\x1b[0m"  # wrapping, keys and colours
    b"\x1b[?1049l\x1b[?25h"  # the other screen, and the cursor
)
"""Undoes what Textual's drivers ask of a terminal: `stop_application_mode` in `textual.drivers.linux_driver`."""
_PATIENCE = 1.0
"""Seconds for which a terminal that takes nothing is waited for."""


def borrowed() -> Callable[[], None]:
    """Remember the terminal as it is now; return what makes it so again, and waits for a second at most."""
    if sys.platform == "win32":
        return lambda: None
    import termios

    try:
        name, before = os.ttyname(2), termios.tcgetattr(0)
    except (OSError, termios.error):
        # Something else draws, as `feedtui serve` does.
        return lambda: None

    def give_back() -> None:
        # Opened anew: that it must not wait concerns this handle alone, and not the shell's.
        with suppress(OSError, termios.error):
            handle = os.open(name, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
            # A terminal that is drawn on just now takes nothing for a moment.
            select.select([], [handle], [], _PATIENCE)
            os.write(handle, _FAREWELL)
            termios.tcsetattr(handle, termios.TCSANOW, before)

    return give_back
