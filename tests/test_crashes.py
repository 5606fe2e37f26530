"""Mistakes of feedtui's own, injected into real processes: what is shown, what is logged, and what is kept."""

from __future__ import annotations

import os
import re
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from feedtui import crashes
from feedtui.cli import main
from feedtui.paths import places
from samples import TITLES, page
from terminal import Terminal, feedtui
from test_terminal import starred

SECRET = "hf_AbCdEfGhIjKl"
SAID = f"{TITLES[0]} https://me:{SECRET}@example.org"
"""What no log and no screen is to say."""
BREAK = """
import os
from feedtui.screens.reader import ReaderScreen
from feedtui.screens.counting import Counting
from feedtui.widgets.paper_list import PaperList
from feedtui.papers.text import clean_line
from textual import work

TITLE = os.environ["THE_TITLE"]

def broken(*arguments):
    raise {error}

async def broken_later(*arguments):
    broken()

{places}
"""
"""A module that Python imports before all others, and that breaks a method."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pty")
Opener = Callable[..., Terminal]


def breaking(folder: Path, **methods: str) -> dict[str, str]:
    """Return an environment in which methods are broken: what they are, by their names with `__` for the dot."""
    folder.mkdir(exist_ok=True)
    places = "\n".join(f"{name.replace('__', '.')} = {wrapped}" for name, wrapped in methods.items())
    (folder / "sitecustomize.py").write_text(BREAK.format(error="RuntimeError(TITLE)", places=places))
    return {"PYTHONPATH": str(folder), "THE_TITLE": SAID}


def logs(home: Path) -> list[Path]:
    """Return the logs of a home, the oldest first."""
    return sorted(home.glob("crashes/*"))


def left_well(raw: bytes) -> bool:
    """Whether a terminal that got these bytes is as it was: its own screen, cursor on, mouse and paste marks off."""
    for number, want in (
        (1049, b"l"),
        (25, b"h"),
        (1000, b"l"),
        (1003, b"l"),
        (1006, b"l"),
        (2004, b"l"),
        (1004, b"l"),
    ):
        set_to = re.findall(rb"\x1b\[\?%d([hl])" % number, raw)
        if set_to and set_to[-1] != want:
            return False
    pushed, popped = raw.rfind(b"\x1b[>1u"), raw.rfind(b"\x1b[<u")
    return b"\x1b[?1049h" in raw and pushed <= popped


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opener]:
    """Open terminals over one home with a few papers, and close them all."""
    terminals: list[Terminal] = []
    home = tmp_path / "home"
    feedtui(home, "import", "-", text=page())

    def start(*, shows: str = TITLES[0][:20], **environment: str) -> Terminal:
        terminals.append(Terminal(home, environment={"HOME": str(tmp_path), **environment}))
        terminals[-1].wait_for(shows)
        return terminals[-1]

    yield start
    for terminal in terminals:
        terminal.close()


def last_words(terminal: Terminal) -> str:
    """Return what a terminal shows below its prompt once the reader has left it."""
    return re.sub(r"\x1b\[[?<>]?[\d;]*\w", "", terminal.raw.rpartition(b"\x1b[?1049l")[2].decode())


def test_a_mistake_ends_with_a_sentence_and_a_log(opened: Opener, tmp_path: Path) -> None:
    """The terminal is the shell's again, no traceback is on it, and every star is there at the next start.

    The log has versions, commands and place; no title, secret or name of the home folder; it is its owner's alone.
    """
    terminal = opened(**breaking(tmp_path / "broken", ReaderScreen__action_copy_link="broken"))
    terminal.type("jsy")
    assert terminal.wait() == 1
    assert left_well(terminal.raw)
    said = last_words(terminal)
    (log,) = logs(tmp_path / "home")
    assert said.replace("\r\n", "").startswith("feedtui made a mistake (RuntimeError) and had to end.")
    assert f"~/home/crashes/{log.name}" in said
    assert said.count("\n") == 2
    assert SECRET not in terminal.raw.decode()
    text = log.read_text()
    assert re.search(r"^Commands: down toggle_star copy_link$", text, re.MULTILINE)
    assert re.search(r"^RuntimeError$", text, re.MULTILINE)
    assert re.search(r"^  ~/broken/sitecustomize.py:\d+ in broken$", text, re.MULTILINE)
    assert re.search(r"^Python 3\..*textual \d", text, re.MULTILINE)
    assert not any(word in text for word in ("Lanterns", "example.org", str(tmp_path)))
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert stat.S_IMODE(log.parent.stat().st_mode) == 0o700
    opened().wait_for(f"★ {TITLES[1][:15]}")
    assert starred(tmp_path / "home") == [TITLES[1]]


@pytest.mark.parametrize("method", ["PaperList__render_line", "ReaderScreen__compose", "ReaderScreen__keep_place"])
def test_a_mistake_while_it_draws_or_begins_ends_no_worse(opened: Opener, tmp_path: Path, method: str) -> None:
    """Whichever part of the reader fails, and however early, the terminal is given back; debugging shows the place."""
    debugging = {"FEEDTUI_DEBUG": "1"} if "compose" in method else {}
    terminal = opened(shows="", **debugging, **breaking(tmp_path / "broken", **{method: "broken"}))
    assert terminal.wait() == 1
    assert left_well(terminal.raw)
    said = last_words(terminal)
    assert "feedtui made a mistake (RuntimeError)" in said
    assert ("Traceback" in said) == ("sitecustomize.py" in said) == bool(debugging)
    assert len(logs(tmp_path / "home")) == 1


def test_what_fails_beside_the_keys_is_said_and_ends_nothing(opened: Opener, tmp_path: Path) -> None:
    """A worker's mistake is on the status line and in a log; the reader goes on, and the same again writes no other."""
    thread = "work(thread=True, exit_on_error=False)(broken)"
    dialog = "work(exclusive=True, group='dialog')(broken_later)"
    methods = {"ReaderScreen__action_stats": thread, "ReaderScreen__action_links": dialog}
    terminal = opened(**breaking(tmp_path / "broken", **methods))
    for keys in (":stats\r", "L", ":stats\r"):
        terminal.type(keys)
        terminal.wait_for("made a mistake (RuntimeError) and goes on")
        terminal.type("j")
        terminal.wait_for("/4 · All")
    terminal.type("s")
    terminal.wait_for("1 paper starred")
    terminal.type("q")
    assert terminal.wait() == 0
    assert len(logs(tmp_path / "home")) == 2


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_gives_the_terminal_back(opened: Opener, tmp_path: Path, sent: signal.Signals) -> None:
    """Also where the reader ends at once; its keys are echoed again."""
    import termios

    terminal = opened()
    before_echo = termios.tcgetattr(terminal.master)[3] & termios.ECHO
    assert not before_echo
    terminal.process.send_signal(sent)
    terminal.wait()
    while terminal.read(0.2):
        pass
    assert left_well(terminal.raw), terminal.raw[-300:]
    assert termios.tcgetattr(terminal.master)[3] & termios.ECHO
    assert not logs(tmp_path / "home")


@pytest.mark.parametrize("error", [KeyError(SAID), FileNotFoundError(2, SAID, SAID), ValueError(SAID)])
def test_a_command_says_its_mistake_in_a_sentence(
    home: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception
) -> None:
    """One line with the log's name, and 1; --debug shows the traceback before it."""

    def broken(item: object) -> None:
        raise error

    monkeypatch.setattr("feedtui.headless.papers.record", broken)
    assert main([*home, "list", "moonlight", "--json"]) == 1
    said = capsys.readouterr().err
    (log,) = logs(Path(home[1]))
    assert said.startswith(f"feedtui made a mistake ({type(error).__name__}) and had to end.")
    assert said.count("\n") == 1
    assert log.name in said
    text = log.read_text()
    assert re.search(r"^Commands: ([\w-]+ )*list$", text, re.MULTILINE)
    assert not any(word in text for word in ("Lanterns", "example.org", "moonlight"))
    monkeypatch.setenv("FEEDTUI_DEBUG", "")
    assert main([*home, "--debug", "list", "--json"]) == 1
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert said.splitlines()[-1].startswith("feedtui made a mistake")
    assert main(["list"]) == 0


def test_logs_are_few_and_small(tmp_path: Path) -> None:
    """The five last stay, whatever else lies there; a long one loses its middle."""
    home = places(str(tmp_path / "home"))
    (home.data / "crashes").mkdir(parents=True)
    mine = home.data / "crashes" / "notes.log"
    mine.write_text("mine")
    for number in range(9):
        source = f"def fall_{number}(n):\n    return fall_{number}(n - 1) if n else {{}}[n]\n"
        made: dict[str, Callable[[int], object]] = {}
        exec(compile(source, f"/made/up_{number}_{'x' * 3000}.py", "exec"), made)
        with pytest.raises(KeyError) as failed:
            made[f"fall_{number}"](200)
        assert crashes.noted(failed.value, home)
    found = [path for path in logs(home.data) if path != mine]
    assert len(found) == crashes.MOST_LOGS
    assert all(path.stat().st_size <= crashes.MOST_BYTES for path in found)
    assert "fall_8" in found[-1].read_text()
    assert mine.read_text() == "mine"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_without_a_place_for_logs_the_sentence_is_said(tmp_path: Path) -> None:
    """A folder that cannot be written to keeps no sentence back."""
    tmp_path.chmod(0o500)
    assert crashes.noted(LookupError("x"), places(str(tmp_path))) is None


def test_a_link_in_place_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    """No log is written through it; the sentence says how to see more."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "crashes").symlink_to(tmp_path / "elsewhere")
    log = crashes.noted(LookupError("a link"), places(str(tmp_path)))
    assert log is None
    assert not list((tmp_path / "elsewhere").iterdir())
    assert "FEEDTUI_DEBUG=1" in crashes.sentence(LookupError(), log, "had to end")


def test_what_an_error_quotes_is_left_out() -> None:
    """Names of the code stay, quoted values and the words of errors that quote others do not."""
    texts = {
        crashes.report(error).splitlines()[-1]
        for error in (
            AttributeError("'NoneType' object has no attribute 'title_of'"),
            TypeError("not 'A Title: of a paper' at https://me:pw@x.org"),
            ValueError("A Title"),
            OSError(28, "No space", "/home/me/A Title"),
        )
    }
    assert texts == {
        "AttributeError: 'NoneType' object has no attribute 'title_of'",
        "TypeError: not '…' at https://…@x.org",
        "ValueError",
        "OSError: No space left on device",
    }


def test_threads_are_noted_too(tmp_path: Path) -> None:
    """What fails in a thread that nobody waits for is logged, and prints no traceback."""
    code = (
        "import threading; from feedtui import crashes; from feedtui.paths import places\n"
        f"crashes.watch(places({str(tmp_path)!r}))\n"
        "t = threading.Thread(target=lambda: 1 / 0); t.start(); t.join()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stderr == ""
    (log,) = logs(tmp_path)
    assert "ZeroDivisionError: division by zero" in log.read_text()
