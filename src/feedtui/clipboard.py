"""Text to the clipboard and addresses to the browser, with a true word on what became of them."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

_PATIENCE = 2.0
"""Seconds that a clipboard helper may take: xclip waits for ever on a dead X forward."""


def copy_outside(text: str) -> str | None:
    """Put text on tmux's buffer or the system's clipboard; return which, None if neither took it.

    Inside tmux its buffer is the one that works: by default tmux swallows the terminal's own sequence
    (OSC 52). Over SSH the system's clipboard would be the far machine's.
    """
    if os.environ.get("TMUX"):
        return "tmux's buffer" if _to_tmux(text) else None
    if os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"):
        return None
    return "the clipboard" if _to_system(text) else None


def has_browser() -> bool:
    """Whether a browser would open in a window of its own, and not inside this terminal."""
    if sys.platform in ("darwin", "win32") or os.environ.get("WSL_DISTRO_NAME"):
        return not os.environ.get("SSH_CONNECTION")
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _to_tmux(text: str) -> bool:
    try:
        done = subprocess.run(
            ["tmux", "load-buffer", "-w", "-"], input=text.encode(), timeout=_PATIENCE, capture_output=True, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _to_system(text: str) -> bool:
    import pyperclip

    taken: list[bool] = []

    def offer() -> None:
        try:
            pyperclip.copy(text)
        except pyperclip.PyperclipException:
            return
        taken.append(True)

    helper = threading.Thread(target=offer, daemon=True)
    helper.start()
    helper.join(_PATIENCE)
    return bool(taken)
