"""Processes that write to a journal and come to harm: `python journal_writers.py TASK FOLDER …` prints JSON."""

from __future__ import annotations

import json
import os
import random
import resource
import select
import signal
import sys
import time
from pathlib import Path
from unittest import mock

import filelock

from feedtui.library.journal import Change, Journal, JournalError

assert filelock, "imported once, before the many forks"


def keep(journal: Journal, key: str, text: str = "") -> int:
    """Append one new document; return the record's number."""
    with journal.turn() as turn:
        return turn.append([Change("marks", key, None, {"note": text or key})]).seq


def write(folder: Path, name: str, count: str) -> object:
    """Keep `count` documents and compact now and then, as fast as can be: without waiting for the disk."""
    journal = Journal(folder / "marks.json")
    seqs = []
    with mock.patch("os.fdatasync"):
        for index in range(int(count)):
            seqs.append(keep(journal, f"{name}-{index}"))
            if index % 500 == 499:
                journal.compact(keep=100)
    return {"seqs": seqs, "warnings": journal.warnings}


def hold(folder: Path) -> object:
    """Hold the lock from the first line of output to the end of input."""
    with Journal(folder / "marks.json").turn():
        print("held", flush=True)
        sys.stdin.read()
    return None


def die_at_random(folder: Path, rounds: str) -> object:
    """Fork a writer many times over and kill it at a random moment; return what was acknowledged and is not there."""
    chance = random.Random(7)
    path = folder / "marks.json"
    told: set[str] = set()
    lost: list[str] = []
    told_of = []
    for turn in range(int(rounds)):
        told |= _killed_writer(path, str(turn), chance.uniform(0, 0.03), compacts=turn % 2 == 1)
        journal = Journal(path)
        lost += sorted(told - journal.documents().get("marks", {}).keys())
        told_of += journal.warnings
    return {"acknowledged": len(told), "lost": lost, "warnings": told_of}


def _killed_writer(path: Path, name: str, seconds: float, compacts: bool) -> set[str]:
    """Run a writer that is killed some seconds after its first change was kept; return the keys it told of."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        journal = Journal(path)
        for index in range(100_000):
            key = f"{name}-{index}"
            keep(journal, key)
            os.write(writing, f"{key}\n".encode())
            if compacts and index % 4 == 1:
                journal.compact(keep=5)
    os.close(writing)
    told = b""
    deadline = None
    while deadline is None or (left := deadline - time.monotonic()) > 0:
        if select.select([reading], [], [], None if deadline is None else left)[0]:
            told += os.read(reading, 65536)
            deadline = deadline or time.monotonic() + seconds
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(reading, 65536):
        told += more
    os.close(reading)
    return set(told.decode().split("\n")[:-1])


def fill_limit(folder: Path) -> object:
    """Write until the files may not grow, and on when they may."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    none = resource.getrlimit(resource.RLIMIT_FSIZE)[1]

    def full(yes: bool) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (6000 if yes else none, none))

    full(True)
    outcome = _fill(folder)
    full(False)
    return outcome | _go_on(folder)


def fill_disk(folder: Path) -> object:
    """Write until a small file system is full, and on when there is room."""
    ballast = folder / "ballast"
    ballast.write_bytes(b"x" * 40_000)
    outcome = _fill(folder)
    ballast.unlink()
    return outcome | _go_on(folder)


def _fill(folder: Path) -> dict[str, object]:
    journal = Journal(folder / "marks.json")
    kept: list[str] = []
    refused: list[str] = []
    for index in range(1000):
        try:
            keep(journal, f"before-{index}", "long " * 100)
            kept.append(f"before-{index}")
        except JournalError as error:
            refused.append(str(error))
            if len(refused) == 2:
                break
    try:
        journal.compact()
    except JournalError as error:
        refused.append(str(error))
    return {"kept": kept, "refused": refused, "full": sorted(Journal(journal.path).documents()["marks"])}


def _go_on(folder: Path) -> dict[str, object]:
    journal = Journal(folder / "marks.json")
    keep(journal, "after")
    documents = sorted(Journal(journal.path).documents()["marks"])
    return {"after": documents, "warnings": journal.warnings, "files": sorted(os.listdir(folder))}


def crash(folder: Path, number: str) -> object:
    """Compact, and be killed where the file of this number, from 1, is about to be replaced."""
    replaces = []

    def replace(source: Path, target: Path) -> None:
        replaces.append(target)
        if len(replaces) == int(number):
            os.kill(os.getpid(), signal.SIGKILL)
        os.rename(source, target)

    with mock.patch("os.replace", replace):
        Journal(folder / "marks.json").compact(keep=3)
    return None


def read(folder: Path) -> object:
    """Read a folder, and try to write into it."""
    journal = Journal(folder / "marks.json")
    documents = journal.documents()
    try:
        keep(journal, "new")
        refusal = ""
    except JournalError as error:
        refusal = str(error)
    return {"documents": documents, "refusal": refusal, "warnings": journal.warnings, "position": journal.position()}


TASKS = {task.__name__: task for task in (write, hold, die_at_random, fill_limit, fill_disk, crash, read)}

if __name__ == "__main__":
    print(json.dumps(TASKS[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])))
