"""The whole house in a real terminal."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from samples import TITLES, page
from terminal import PATIENCE, Terminal, feedtui

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pty")

Opener = Callable[..., Terminal]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opener]:
    """Open terminals over one home with a few papers, and close them all."""
    terminals: list[Terminal] = []
    feedtui(tmp_path, "import", "-", text=page())

    def start(**environment: str) -> Terminal:
        terminals.append(Terminal(tmp_path, environment=environment))
        terminals[-1].wait_for(TITLES[0][:20])
        return terminals[-1]

    yield start
    for terminal in terminals:
        terminal.close()


def starred(home: Path) -> list[str]:
    """Return the starred titles, as the command line tells them."""
    return [json.loads(line)["title"] for line in feedtui(home, "list", "is:starred", "--json").splitlines()]


def test_star_quit_open_again(opened: Opener, tmp_path: Path) -> None:
    """Open, j, s, q; the star is there when it opens again, and the command line names it."""
    terminal = opened()
    terminal.type("j")
    terminal.type("s")
    terminal.wait_for("1 paper starred")
    terminal.type("q")
    assert terminal.wait() == 0
    assert starred(tmp_path) == [TITLES[1]]
    opened().wait_for(f"★ {TITLES[1][:15]}")


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_loses_nothing(opened: Opener, tmp_path: Path, sent: signal.Signals) -> None:
    """What the screen has shown is on disk when the system or a lost line ends the reader."""
    terminal = opened()
    terminal.type("s")
    terminal.wait_for("1 paper starred")
    terminal.process.send_signal(sent)
    terminal.wait()
    assert starred(tmp_path) == [TITLES[0]]


def test_a_terminal_that_hangs_up_ends_the_reader(opened: Opener, tmp_path: Path) -> None:
    """A reader whose terminal is gone, without any signal, does not run on."""
    terminal = opened()
    terminal.type("s")
    terminal.wait_for("1 paper starred")
    terminal.hang_up()
    terminal.process.wait(PATIENCE)
    assert starred(tmp_path) == [TITLES[0]]


def test_export_in_the_reader_is_that_of_the_command_line(opened: Opener, tmp_path: Path) -> None:
    """E writes the same text as `feedtui export` prints."""
    before = Path.cwd()
    os.chdir(tmp_path)
    try:
        terminal = opened()
    finally:
        os.chdir(before)
    terminal.type("sE")
    terminal.wait_for("tab moves")
    terminal.type("\x13")
    terminal.wait_for("Exported 4 papers")
    assert (tmp_path / "reading-list.md").read_text() == feedtui(tmp_path, "export")


def test_bracketed_paste(opened: Opener, tmp_path: Path) -> None:
    """A page pasted into the terminal is shown, then kept."""
    terminal = opened()
    terminal.type("\x1b[200~" + page(("A Fifth Paper: Pasted",)).replace("\n", "\r") + "\x1b[201~")
    terminal.wait_for("1 paper found")
    terminal.type("\r")
    terminal.wait_for("1 new, 0 updated")
    terminal.type("q")
    terminal.wait()
    assert "A Fifth Paper: Pasted" in feedtui(tmp_path, "list")


@pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")
def test_copy_reaches_the_tmux_buffer(tmp_path: Path) -> None:
    """Inside tmux, y puts the link on tmux's buffer."""
    feedtui(tmp_path, "import", "-", text=page())
    socket = ["tmux", "-L", f"feedtui-{os.getpid()}"]
    command = f"{sys.executable} -m feedtui --home {tmp_path}"

    def shown(*arguments: str) -> str:
        return subprocess.run([*socket, *arguments], capture_output=True, text=True, check=False).stdout

    subprocess.run([*socket, "-f", "/dev/null", "new-session", "-d", "-x", "120", "-y", "40", command], check=True)
    try:
        for keys, expected in ((None, TITLES[0][:20]), ("y", "to tmux's buffer")):
            if keys:
                shown("send-keys", keys)
            for _ in range(3000):
                if expected in shown("capture-pane", "-p"):
                    break
            assert expected in shown("capture-pane", "-p")
        assert shown("show-buffer").startswith("https://arxiv.org/search/?searchtype=title&query=Sparse+Lanterns")
    finally:
        shown("kill-server")


def test_quick_fingers_write_into_the_search(opened: Opener) -> None:
    """Keys that come all at once are taken in order: what follows the slash is text."""
    terminal = opened()
    terminal.type("/tmoonl")
    terminal.wait_for("/tmoonl · 0/0")


def test_no_color_leaves_all_colours_to_the_terminal(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under NO_COLOR nothing but the terminal's own colours, bold and reverse is asked for, in windows too."""
    monkeypatch.chdir(tmp_path)
    terminal = opened(NO_COLOR="1")
    for keys, shown in (
        ("j", "2/4"),
        (":theme\r", "NO_COLOR is set"),
        ("E", "tab moves"),
        ("\x13", "Exported 4 papers"),
        ("Y", "Copy as"),
        ("1", " title to "),
        ("/moonl", "/moonl · 1/1"),
    ):
        terminal.type(keys)
        terminal.wait_for(shown)
    terminal.process.terminate()
    terminal.wait()
    looks = {int(code or 0) for codes in re.findall(rb"\x1b\[([0-9;]*)m", terminal.raw) for code in codes.split(b";")}
    assert looks == {0, 1, 2, 7, 39, 49}


@pytest.mark.parametrize("stream", [0, 1, 2])
def test_without_a_terminal_it_says_so(tmp_path: Path, stream: int) -> None:
    """With any of its streams elsewhere the reader does not start, and says why on standard error."""
    master, slave = pty.openpty()
    streams: list[int] = [slave] * 3
    with (tmp_path / "elsewhere").open("w+b") as elsewhere, (tmp_path / "errors").open("w+b") as errors:
        streams[stream] = elsewhere.fileno()
        streams[2] = errors.fileno() if stream != 2 else elsewhere.fileno()
        command = [sys.executable, "-m", "feedtui", "--home", str(tmp_path / "home")]
        done = subprocess.run(command, stdin=streams[0], stdout=streams[1], stderr=streams[2], timeout=30, check=False)
        for file in (elsewhere, errors):
            file.seek(0)
        said = errors.read() + elsewhere.read()
    os.close(slave)
    os.close(master)
    assert done.returncode == 1
    assert b"needs a terminal" in said
    assert said.count(b"\n") == 1
    assert b"\x1b" not in said


def test_the_theme_is_remembered(opened: Opener, tmp_path: Path) -> None:
    """A theme that was chosen is there at the next start."""
    terminal = opened()
    terminal.wait_for("1/4")
    dark = terminal.background()
    terminal.type(":theme light\r")
    while terminal.background() == dark:
        assert terminal.read(10)
    light = terminal.background()
    terminal.type("q")
    terminal.wait()
    terminal = opened()
    terminal.wait_for("1/4")
    assert terminal.background() == light


def test_the_reader_imports_no_processes_before_they_are_needed() -> None:
    """The first paint waits for nothing that only an archive's import needs."""
    code = "import sys, feedtui.app; print({'multiprocessing.pool', 'concurrent.futures.process'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_keys_behind_enter_are_no_text(opened: Opener, tmp_path: Path) -> None:
    """Keys that come in one burst with the enter that ends a text are commands, not part of it."""
    terminal = opened()
    terminal.type("tlamp\rjs")
    terminal.wait_for("1 paper starred")
    assert json.loads(feedtui(tmp_path, "list", "tag:lamp", "--json"))["title"] == TITLES[0]
    assert starred(tmp_path) == [TITLES[1]]


def test_version_imports_nothing_heavy() -> None:
    """`--version` needs neither Textual nor the stores nor any network library."""
    code = (
        "import sys\nfrom feedtui.cli import main\n"
        "try: main(['--version'])\nexcept SystemExit: pass\n"
        "print(sorted({'textual', 'rich', 'tinydb', 'feedtui.library', 'httpx', 'urllib.request'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
