"""The command line at the end of a pipe, on a terminal, and before it has imported anything."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from feedtui.cli import main
from feedtui.library.reading import Reading
from feedtui.papers.paper import Item
from samples import TITLES, page

MANY = tuple(f"{title}, Part {number}" for number in range(60) for title in TITLES)
WIDE = "学習理論の" * 30


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with more papers than a pipe holds, some with wide titles."""
    folder = tmp_path_factory.mktemp("home")
    (folder / "page.txt").write_text(page((WIDE, *MANY), words=900))
    assert main(["--home", str(folder), "import", str(folder / "page.txt")]) == 0
    return folder


def command(home: Path, words: Sequence[str]) -> list[str]:
    """Return the words of a process."""
    return [sys.executable, "-m", "feedtui", "--home", str(home), *words]


@pytest.mark.parametrize(
    "line",
    [
        "list",
        "list --json",
        "list sort:title --json",
        "show -",
        "tags",
        "export --format json",
        "export",
        "man",
        "--help",
        "--version",
        "list --help",
    ],
)
def test_a_closed_pipe_is_quiet(line: str, home: Path) -> None:
    """Whoever reads may stop at any time, also before the first byte: no word of it, and nothing has failed."""
    asked = subprocess.run(command(home, ["list", "--json"]), capture_output=True, check=True).stdout
    (home / "asked").write_bytes(asked)
    with (home / "asked").open() as stdin:
        process = subprocess.Popen(
            command(home, line.split()), stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.close()
        _, told = process.communicate(timeout=30)
    assert (process.returncode, told) == (0, b"")


@pytest.mark.parametrize("line", ["list --json", "tags", "man", "list sparse --limit 1"])
def test_without_an_output_there_is_no_traceback(line: str, home: Path) -> None:
    """Standard output may be closed from the start, as some daemons have it."""
    words = " ".join(f"'{word}'" for word in command(home, line.split()))
    done = subprocess.run(["sh", "-c", f"{words} >&-"], capture_output=True, text=True, timeout=30)
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device")
def test_a_full_disk_is_told(home: Path) -> None:
    """An output that cannot be kept is a failure, in one sentence."""
    with open("/dev/full", "w") as full:
        done = subprocess.run(command(home, ["list"]), stdout=full, stderr=subprocess.PIPE, text=True, timeout=30)
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_first_line_waits_for_no_other(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the first line is out, one paper was read; at the end, no list holds them all."""
    read: list[int] = []
    item = Reading.item

    def counted(self: Reading, row: int) -> Item:
        read.append(row)
        return item(self, row)

    monkeypatch.setattr(Reading, "item", counted)
    out = Output(read)
    monkeypatch.setattr("sys.stdout", out)
    assert main(["--home", str(home), "list", "--json"]) == 0
    assert out.read_at_first == 1
    assert len(read) == len(MANY) + 1


class Output:
    """A standard output that remembers how many papers were read when it was first flushed."""

    encoding = "utf-8"

    def __init__(self, read: list[int]) -> None:
        self._read = read
        self._wrote = False
        self.read_at_first = 0

    def write(self, text: str) -> int:
        """Take text in."""
        self._wrote = True
        return len(text)

    def flush(self) -> None:
        """Let what was written go."""
        if self._wrote and not self.read_at_first:
            self.read_at_first = len(self._read)

    def isatty(self) -> bool:
        """Whether this is a terminal."""
        return False


def on_terminal(words: list[str], columns: int) -> str:
    """Return what a process prints on a terminal of some width."""
    terminal, inside = pty.openpty()
    fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES", "NO_COLOR")}
    shown = b""
    with subprocess.Popen(words, stdin=inside, stdout=inside, stderr=inside, env=environment) as process:
        os.close(inside)
        with suppress(OSError):
            while part := os.read(terminal, 65536):
                shown += part
        assert process.wait(timeout=30) == 0
    os.close(terminal)
    return shown.decode().replace("\r\n", "\n")


def test_a_terminal_gets_lines_of_its_width(home: Path) -> None:
    """Titles are cut to the terminal's cells, one line each; in a pipe they are whole."""
    lines = on_terminal(command(home, ["list"]), 40).splitlines()
    assert len(lines) == len(MANY) + 1
    assert lines[0] == f"●  {WIDE[:18]}…"
    assert max(map(len, lines[1:])) == 40
    piped = subprocess.run(command(home, ["list"]), capture_output=True, text=True, check=True).stdout.splitlines()
    assert piped[0] == f"●  {WIDE}"
    named = json.loads(
        subprocess.run(command(home, ["list", "--json"]), capture_output=True, check=True).stdout.split(b"\n")[0]
    )
    for columns in (40, 200):
        lines = on_terminal(command(home, ["show", named["id"]]), columns).splitlines()
        assert max(len(line) for line in lines if line.startswith("We study")) <= min(columns, 80)


def test_no_colours_anywhere(home: Path) -> None:
    """What is printed, on a terminal too, is text without a single control byte but line feeds."""
    for line in ("list --limit 3", "tags", "sources", "undo --help"):
        shown = on_terminal(command(home, line.split()), 80)
        assert shown.replace("\n", "").isprintable()


@pytest.mark.parametrize("words", [["--version"], ["list"], ["list", "--json", "sparse"], ["mark", "--help"]])
def test_nothing_heavy_is_imported(words: list[str], home: Path) -> None:
    """What lists papers needs no screen, no network, no parser of pages, and no store of marks."""
    heavy = (
        "textual rich httpx lxml tinydb filelock urllib.request asyncio multiprocessing feedtui.papers.merge".split()
    )
    code = (
        "import sys\nfrom feedtui.cli import main\n"
        f"try: main(['--home', {str(home)!r}, *{words!r}])\nexcept SystemExit: pass\n"
        f"print(sorted(set({heavy!r}) & set(sys.modules)), file=sys.stderr)"
    )
    # What measures coverage imports things of its own.
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    words = [sys.executable, "-c", code]
    done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=30, env=plain)
    assert done.stderr == "[]\n"
    assert done.stdout
