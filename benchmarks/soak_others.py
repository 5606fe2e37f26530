"""What goes on beside the reader of the soak: servers, good and bad, and other processes that write."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import threading
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from benchmarks.corpus import write as write_corpus
from benchmarks.soak_life import Account, wrong

from asking import opened, servers
from feedtui.library import archive
from feedtui.papers.query import EVERYTHING
from feedtui.paths import places
from samples import abstract_for
from standin.__main__ import BAD
from standin.publisher import FEEDS, Publisher

_LISTS = ("hf:daily", "hf:weekly", "hf:trending", "arxiv:cs.CL", "arxiv:stat.ML")


def serve(home: Path, pipe: Connection) -> None:
    """Serve well and badly until the other side is done; tell it all addresses."""
    os.nice(10)
    with servers(home, datetime.now(UTC).date(), patience=5) as started, ExitStack() as stack:
        publisher = stack.enter_context(Publisher(started.arxiv.world))
        for name, how in BAD.items():
            publisher.misbehave(f"/bad/{name}.rss", how)
        pipe.send([publisher.base + path for path in (*FEEDS, *(f"/bad/{name}.rss" for name in BAD))])
        pipe.recv()


def furnish(home: Path, count: int, made: Path | None, addresses: list[str]) -> list[str]:
    """Fill a home with papers and sources; return the papers' ids."""
    at = places(str(home))
    if made is not None:
        shutil.copyfile(made, at.papers)
        at.papers.chmod(0o600)
    with closing(opened(home)) as library:
        if made is None:
            write_corpus(count, home / "corpus.jsonl")
            archive.keep_archive(library, home / "corpus.jsonl", lambda _: None)
            (home / "corpus.jsonl").unlink()
        library.subscriptions.add(dict.fromkeys((*_LISTS, *addresses), ""))
        library.keep_setting("welcomed", "yes")
        rows = library.whole(EVERYTHING)
        chosen = random.Random(count).sample(list(rows), min(2000, len(rows)))
        return [item.paper.id for item in library.items(chosen)]


class Others(threading.Thread):
    """Other processes that write: one after the other, some of them killed."""

    def __init__(self, home: Path, papers: list[str], seed: int, account: Account) -> None:
        super().__init__(daemon=True)
        self._home, self._papers, self._account = home, papers, account
        self._chance = random.Random(f"others {seed}")
        self.done = threading.Event()

    def run(self) -> None:
        """Write until told to stop."""
        number = 0
        while not self.done.wait(self._chance.uniform(0.2, 3)):
            number += 1
            kind = self._chance.choices(("tag", "import", "refresh"), (70, 25, 5))[0]
            try:
                getattr(self, f"_{kind}")(number)
            except Exception as error:
                self._account.faults.append(f"{kind} {number}: {error!r}")

    def _tag(self, number: int) -> None:
        tag, paper = f"other-{number}", self._chance.choice(self._papers)
        if self._command("tag", paper, f"+{tag}"):
            self._account.told.add(tag)

    def _import(self, number: int) -> None:
        titles = [f"Soaked {number} {self._chance.getrandbits(32):08x} {at}" for at in range(3)]
        items = [{"type": "article", "id": one, "title": one, "abstract": abstract_for(one)} for one in titles]
        if self._command("import", "-", "--as", "csl-json", text=json.dumps(items)):
            self._account.titles |= set(titles)

    def _refresh(self, _: int) -> None:
        self._command("refresh")

    def _command(self, *words: str, text: str = "") -> bool:
        """Run a command, or kill it while it runs; return whether it ended with 0."""
        command = [sys.executable, "-X", "faulthandler", "-m", "feedtui", "--home", str(self._home), *words]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.STDOUT, text=True) as process:
            if self._chance.random() < 0.2:
                threading.Timer(self._chance.uniform(0.05, 1.5), process.kill).start()
            said, _ = process.communicate(text, timeout=300)
        account = self._account
        account.commands += 1
        if wrong(said):
            account.faults.append(f"{words}: {said[-2000:]}")
        if process.returncode == -9:
            account.killed += 1
        elif process.returncode and words[0] != "refresh":
            # A refusal is no loss; those of sources are what bad servers are for.
            account.refusals.append(f"{words}: {said[-500:]}")
        return process.returncode == 0
