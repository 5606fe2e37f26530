"""Nothing of the hostile set acts on a real terminal: the reader's and the command line's bytes through a pty."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hostile_house import ODD, furnish
from hostile_set import ACTING, acts
from samples import TITLES, page
from terminal import Terminal, feedtui

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pty")

_SEQUENCE = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-~]|[\x00-\x1f\x7f]|\xc2[\x80-\x9f]"
)
KEYS = "jjjjjj\x06\x06zjjz\x15?\x1bGkkw/[red\x1b\x1b:note \x1b"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[list[Terminal]]:
    """Open a terminal over a hostile home, and one over a good one."""
    furnish(tmp_path / "hostile")
    feedtui(tmp_path / "good", "import", "-", text=page())
    terminals = [Terminal(tmp_path / name, 100, 30) for name in ("hostile", "good")]
    yield terminals
    for terminal in terminals:
        terminal.close()


def kinds(raw: bytes) -> set[bytes]:
    """Return the kinds of control bytes and sequences in what a program drew; numbers do not matter."""
    found = _SEQUENCE.findall(raw)
    # Colours and places are many; they end in m and H.
    return {re.sub(rb"[\d;:]+", b"#", one) if one[:2] == b"\x1b[" else one for one in found}


def test_the_reader_draws_what_it_would_draw_of_good_papers(opened: list[Terminal]) -> None:
    """Every kind of sequence is the reader's own; borders stand where they stand; the title of the window stays."""
    hostile, good = opened
    hostile.wait_for("Paper 0")
    good.wait_for(TITLES[0][:20])
    for key in re.findall("\x1b|[^\x1b]", KEYS):
        for terminal in opened:
            terminal.type(key)
            # An escape and a letter that come together would be another key.
            while terminal.read(0.3 if key == "\x1b" else 0.02):
                pass
        for at in range(1, 28):
            line = hostile.screen.buffer[at]
            if hostile.screen.buffer[2][27].data == "│":
                assert line[27].data == "│", f"{key!r}\n{hostile.text()}"
    assert "HACKED" in hostile.raw.decode()
    assert hostile.screen.title == good.screen.title
    for terminal in opened:
        terminal.type("q")
        assert terminal.wait() == 0
    assert kinds(hostile.raw) - kinds(good.raw) == set()
    text = _SEQUENCE.sub(b"", hostile.raw).decode()
    assert not acts(text), ascii(acts(text))


@pytest.mark.parametrize("words", [["list"], ["show", "2611.00004"], ["note", "2611.00004"], ["tags"], ["sources"]])
def test_the_command_line_on_a_terminal(tmp_path: Path, words: list[str]) -> None:
    """Nothing but line ends and letters comes."""
    furnish(tmp_path / "home")
    master, slave = pty.openpty()
    environment = {**os.environ, "HOME": os.fsdecode(b"/nowhere/\xff\x1b[2J")}
    command = [sys.executable, "-m", "feedtui", "--home", str(tmp_path / "home"), *words]
    process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=environment)
    os.close(slave)
    drawn = b""
    with os.fdopen(master, "rb", buffering=0) as terminal:
        while True:
            try:
                drawn += (piece := terminal.read(65_536)) or b""
            except OSError:
                break
            if not piece:
                break
    assert process.wait() == 0
    assert not acts(drawn.decode()), ascii(acts(drawn.decode()))


def test_a_home_of_odd_bytes_opens(tmp_path: Path) -> None:
    """The reader starts in a folder whose name is no text and would wipe the screen, and quits."""
    home = tmp_path / f"{ODD}{ACTING['screen']}".replace("/", "")
    terminal = Terminal(home, 80, 24, {"HOME": os.fsdecode(b"/nowhere/\xff")})
    try:
        terminal.wait_for("feedtui" if not terminal.read(5) else "q")
        terminal.type("q")
        assert terminal.wait() in (0, 1)
    finally:
        terminal.close()
    text = _SEQUENCE.sub(b"", terminal.raw).decode()
    assert "Traceback" not in text
