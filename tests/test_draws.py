"""What a key costs on a slow line: bytes in a real terminal, whose screen is right after anything."""

from __future__ import annotations

import fcntl
import os
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from terminal import PATIENCE, Terminal

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs a pty and /proc")

QUIET = 0.25
WIDTH, HEIGHT = 160, 50
SCREEN = WIDTH * HEIGHT
_HELP = "Here, in the list"

Opener = Callable[..., Terminal]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opener]:
    """Open terminals with the starter list."""
    terminals: list[Terminal] = []

    def start(**environment: str) -> Terminal:
        terminals.append(Terminal(tmp_path, WIDTH, HEIGHT, environment))
        terminals[-1].wait_for("1/85 · All")
        settle(terminals[-1])
        return terminals[-1]

    yield start
    for terminal in terminals:
        terminal.close()


def settle(terminal: Terminal) -> None:
    """Read until nothing more is drawn."""
    while terminal.read(QUIET):
        pass


def cost(terminal: Terminal, keys: str, shown: str = "", gone: str = "") -> int:
    """Press keys; return the bytes that are drawn until something is on screen, or gone, and all is quiet."""
    before = len(terminal.raw)
    terminal.type(keys)
    if gone:
        terminal.wait_until_gone(gone)
    else:
        terminal.wait_for(shown)
    settle(terminal)
    return len(terminal.raw) - before


def test_a_key_costs_what_it_changes(opened: Opener) -> None:
    """Two rows and an abstract, a line, a pane, a window: each is drawn once, and nothing else with it."""
    terminal = opened()
    assert len(terminal.raw) < 5 * SCREEN
    assert cost(terminal, "j", "2/85") < 4_500
    assert cost(terminal, "k", "1/85") < 4_500
    assert cost(terminal, "s", "1 paper starred") < 1_500
    assert cost(terminal, "/", "\n / ") < 2_000
    assert cost(terminal, "zzz", "Nothing found.") < 3 * SCREEN
    assert cost(terminal, "z", "zzzz") < 1_000
    assert cost(terminal, "\x1b", "1/85") < 3 * SCREEN
    assert cost(terminal, "?", _HELP) < 3.5 * SCREEN
    assert cost(terminal, "\x1b", gone=_HELP) < 3.5 * SCREEN


def test_an_idle_reader_sends_nothing(opened: Opener) -> None:
    """No clock, no cursor that blinks, not even while a line is typed."""
    terminal = opened()
    terminal.type("j")
    terminal.wait_for("2/85")
    # Then it counts as read.
    terminal.wait_for("84/85")
    cost(terminal, "/", "upvotes:")
    assert not terminal.read(2.0), terminal.raw[-200:]


def test_ctrl_l_draws_all_anew(opened: Opener) -> None:
    """Over what another program wrote, in the reader and in a window."""
    terminal = opened()
    for keys, shown in (("", "Views"), ("?", _HELP)):
        cost(terminal, keys, shown)
        terminal.stream.feed(b"\x1b[2J\x1b[5;5HGARBAGE")
        cost(terminal, "\x0c", shown)
        assert "GARBAGE" not in terminal.text()
        assert "Quit" in terminal.line(-1)


def test_a_stop_and_an_editor_leave_nothing_behind(opened: Opener) -> None:
    """The terminal is drawn anew when the reader has it again."""
    terminal = opened(EDITOR="true")
    before = terminal.text()
    os.kill(terminal.process.pid, signal.SIGTSTP)
    wait(lambda: stopped(terminal))
    terminal.stream.feed(b"\x1b[2Jsomething of the shell's")
    os.kill(terminal.process.pid, signal.SIGCONT)
    terminal.wait_until_gone("something of")
    settle(terminal)
    assert terminal.text() == before
    terminal.stream.feed(b"\x1b[2Jwhat the editor showed")
    terminal.type(":config\r")
    terminal.wait_until_gone("what the editor")
    settle(terminal)
    assert terminal.text().splitlines()[:-3] == before.splitlines()[:-3]


def test_another_size_and_back(opened: Opener) -> None:
    """Is drawn whole, also where the size is soon what it was."""
    terminal = opened()
    before = terminal.text()
    for columns, lines in ((100, 30), (WIDTH, HEIGHT)):
        terminal.screen.resize(lines, columns)
        terminal.screen.reset()
        fcntl.ioctl(terminal.master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        os.kill(terminal.process.pid, signal.SIGWINCH)
    terminal.wait_for("1/85 · All")
    settle(terminal)
    assert terminal.text() == before


def test_a_terminal_that_is_behind_gets_the_last_frame(opened: Opener, tmp_path: Path) -> None:
    """Not all those between; keys are answered meanwhile."""
    terminal = opened()
    before = len(terminal.raw) + filled(terminal)
    for pressed in ["Gs", "gs"] * 12:
        kept = journal(tmp_path)
        terminal.type(pressed)
        wait(partial(has_grown, tmp_path, kept))
    terminal.wait_for("1 paper unstarred")
    settle(terminal)
    assert len(terminal.raw) - before < 3 * SCREEN


def filled(terminal: Terminal) -> int:
    """Have the terminal take no more until it is read from; return how many bytes wait there."""
    handle = os.open(f"/proc/{terminal.process.pid}/fd/2", os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
    waiting = 0
    with suppress(BlockingIOError):
        while True:
            waiting += os.write(handle, bytes(100))
    os.close(handle)
    return waiting


def journal(home: Path) -> int:
    """Return how long the journal of marks is."""
    file = home / "marks.journal"
    return file.stat().st_size if file.exists() else 0


def has_grown(home: Path, before: int) -> bool:
    """Whether the journal of marks is longer than it was."""
    return journal(home) > before


def wait(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.01)


def stopped(terminal: Terminal) -> bool:
    """Whether the reader is stopped."""
    return Path(f"/proc/{terminal.process.pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"
