"""The reader of the soak, one process of it at a time, and the account of what happened."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from benchmarks.soak_keys import ESCAPE, tagging

from terminal import Terminal

WARM_UP, PATIENCE = 60.0, 30.0
"""Seconds until memory is first looked at, and for which a tag may keep the reader busy."""
_ALONE = 0.15
_ANSWERED = "Tags of 1 paper changed"


@dataclass
class Account:
    """What happened: `told` are the tags and `titles` the imports that were acknowledged.

    Of each life of the reader that was long enough, `lives` has the megabytes after it had warmed up and at its end.
    """

    told: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    lives: list[tuple[float, float]] = field(default_factory=list)
    keys: int = 0
    unsaid: int = 0
    """Tags that were given, and of which another sentence took the word on the status line."""
    unanswered: int = 0
    """Tags that were not given: refused, or their keys went elsewhere."""
    commands: int = 0
    killed: int = 0


def plain(drawn: bytes) -> str:
    """Return what a terminal was sent without colours, frames and empty space."""
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", drawn.decode(errors="replace"))
    return re.sub(r"[\s─│╭╮╰╯]+", " ", text)


def wrong(said: str) -> bool:
    """Whether what a process said tells of a defect."""
    return "Traceback" in said or "Fatal Python error" in said


class Life:
    """One process of the reader, from its start to its end."""

    def __init__(self, home: Path, account: Account) -> None:
        self.account = account
        self.terminal = Terminal(home, environment={"PYTHONFAULTHANDLER": "1"})
        self.begun = self.probed = time.monotonic()
        self.warm = 0.0
        self.has_toured = False
        """Whether every key was pressed once."""
        self.said: list[str] = []
        """What stood on the last lines while a tag was waited for."""
        self.terminal.wait_for(" · ")

    def megabytes(self) -> float:
        """Return how much memory the reader has."""
        with suppress(OSError):
            status = Path(f"/proc/{self.terminal.process.pid}/status").read_text()
            if found := re.search(r"VmRSS:\s+(\d+)", status):
                return int(found[1]) / 1024
        return 0.0

    def look(self, seconds: float) -> None:
        """Take in what is drawn for some seconds."""
        end = time.monotonic() + seconds
        while self.terminal.read(max(0.0, end - time.monotonic())) and time.monotonic() < end:
            pass
        if wrong(self.terminal.raw.decode(errors="replace")):
            # What follows is drawn by the next reads; the whole screen is told when the reader has ended.
            self.account.faults.append(f"the reader said: {plain(self.terminal.raw)[-1500:]}")
            self.terminal.raw = b""
        self.terminal.raw = self.terminal.raw[-4096:]
        if not self.warm and self.has_toured and time.monotonic() - self.begun > WARM_UP:
            self.warm = self.megabytes()

    def press(self, keys: str, pause: float) -> None:
        """Press keys and look; an escape stands alone for a moment, or with the next key it would be another one."""
        for part in re.split(r"(\x1b(?!\[))", keys):
            if part:
                self.terminal.type(part)
                self.look(_ALONE if part == ESCAPE else 0.0)
        self.account.keys += len(keys)
        self.look(pause)

    def probe(self, paper: str, tag: str) -> bool:
        """Give a paper a tag by keys, and wait until the status line says so; return whether it did."""
        self.probed = time.monotonic()
        end, self.said = time.monotonic() + PATIENCE, []
        # Once its words are on the prompt's line, every key before it is done, and no sentence is left of them.
        for keys, shown in ((ESCAPE * 4 + tagging(paper, tag), f"+{tag} "), ("\r", _ANSWERED)):
            self.press(keys, 0.0)
            while shown not in self.terminal.text():
                self.look(0.1)
                if self.said[-1:] != [line := "\n".join(self.terminal.screen.display[-3:-1])]:
                    self.said.append(line)
                if self.is_over() or time.monotonic() > end:
                    return False
        self.account.told.add(tag)
        return True

    def is_over(self) -> bool:
        """Whether the reader ended though nobody asked it to."""
        return self.terminal.process.poll() is not None

    def end(self, *, quits: bool) -> None:
        """Kill the reader, or let it quit."""
        if self.warm:
            self.account.lives.append((self.warm, self.megabytes()))
        if self.is_over():
            said = self.terminal.text()
            self.account.faults.append(f"the reader ended by itself with {self.terminal.process.returncode}:\n{said}")
        elif quits:
            self.press(ESCAPE * 4, 0.5)
            self.terminal.type("q")
            try:
                if self.terminal.wait() != 0:
                    self.account.faults.append(f"q ended with {self.terminal.process.returncode}")
            except subprocess.TimeoutExpired:
                self.account.faults.append(f"q was not answered:\n{self.terminal.text()}")
        self.terminal.close()
