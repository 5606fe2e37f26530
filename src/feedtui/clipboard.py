"""Text to the clipboard and addresses to the browser, with a true word on what became of them."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import threading
from pathlib import Path

_PATIENCE = 2.0
"""Seconds that a clipboard helper may take: xclip waits for ever on a dead X forward."""

_SHELLS = frozenset("sh ash bash csh dash fish ksh mksh tcsh zsh busybox cmd powershell pwsh".split())

_browsers: list[subprocess.Popen[bytes]] = []
"""Those that may still run."""


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


def browse(address: str) -> str:
    """Hand an address to a browser, and wait for nothing; return a sentence on what is wrong, empty if nothing is.

    The browser gets it as one word of its arguments, by no shell, has nothing of this terminal, and outlives feedtui.
    """
    named = os.environ.get("BROWSER", "")
    try:
        words = [Path(word).stem.lower() for entry in named.split(os.pathsep) for word in shlex.split(entry)]
    except ValueError:
        return "BROWSER is no command; nothing was opened."
    if not _SHELLS.isdisjoint(words):
        return "BROWSER names a shell, which would read the address as a program; nothing was opened."
    # Isolated, Python takes no module from the folder that feedtui was started in.
    command = [sys.executable, "-I", "-m", "webbrowser", address]
    nothing = subprocess.DEVNULL
    try:
        opening = subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True)
    except OSError as error:
        return f"No browser could be started ({error.strerror or error})."
    _browsers[:] = [one for one in (*_browsers, opening) if one.poll() is None]
    return ""


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
