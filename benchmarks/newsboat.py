"""What newsboat does with the same papers in the same pty, beside what feedtui does.

Run `python benchmarks/newsboat.py [PAPERS] [--keep FOLDER]`. newsboat is a terminal feed reader, a Debian package and
no part of this project: `apt-get install -y newsboat` first. It reads the papers as one feed from its cache. Every run
starts both anew; a first one only warms the file cache. A kept folder is used again, which saves import and reload.

Three things are not alike. newsboat searches for a phrase anywhere in title and text, feedtui for words that begin so;
newsboat finds at enter but draws its list at every letter, so it is also timed from enter alone. And a paper that the
cursor rests on is marked as read in feedtui, on disk, while newsboat waits until it is opened.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import select
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from pathlib import Path
from xml.sax.saxutils import escape

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from benchmarks.corpus import lines
from benchmarks.screen import QUIET, Screen, time_to

from feedtui import __version__
from feedtui.library.library import Library
from feedtui.papers.query import EVERYTHING
from feedtui.paths import places

COMMON, TWO = "network", "magnetic field"
FEED, OPENED = "Every-Paper", "Articles in feed"
PATIENCE = 60.0
"""Seconds of silence after which an answer is given up."""
Times = dict[str, list[float]]


class Timed(Screen):
    """A program that is asked for something that can be told when it is shown."""

    def answer(self, keys: str, marker: str) -> float:
        """Return the milliseconds from the keys until the screen that has the marker is complete."""
        start = last = time.perf_counter()
        os.write(self._master, keys.encode())
        seen, wait = b"", PATIENCE
        while select.select([self._master], [], [], wait)[0]:
            seen += os.read(self._master, 65536)
            last = time.perf_counter()
            wait = QUIET if marker.encode() in seen else PATIENCE
        if marker.encode() not in seen:
            sys.exit(f"{keys!r} did not bring {marker!r} in {PATIENCE:.0f} s: nothing more was measured.")
        return (last - start) * 1000

    def search(self, keys: str, marker: str, back: tuple[str, str]) -> float:
        """Return what `answer` does, and go back to the list."""
        took = self.answer(keys, marker)
        self.settle()
        self.answer(*back)
        self.settle()
        return took


@dataclass(frozen=True, slots=True)
class Program:
    """How a reader is started and asked, and what can be seen when it has answered."""

    command: list[str]
    started: str
    opening: tuple[str, str] | None
    """The keys from the first screen to the list of papers, and what the list says; None if it is the first screen."""
    found: str
    """What a search's result says; `{}` stands for the words."""
    back: tuple[str, str]
    """The key from a search's result back to the list, and what the list says."""


def main() -> None:
    """Measure both programs and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("papers", type=int, nargs="?", default=100_000)
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    if not shutil.which("newsboat"):
        sys.exit("There is no newsboat here, so nothing was measured: `apt-get install -y newsboat`, then again.")
    with tempfile.TemporaryDirectory() as scratch:
        folder = (arguments.keep or Path(scratch)).resolve() / str(arguments.papers)
        folder.mkdir(parents=True, exist_ok=True)
        # HOME, because newsboat makes a folder there whatever it is told.
        newsboat = ["env", f"HOME={folder}", "newsboat"]
        newsboat += [f"-C{folder / 'config'}", f"-u{folder / 'urls'}", f"-c{folder / 'cache.db'}"]
        feedtui = [sys.executable, "-m", "feedtui", "--home", str(folder / "home")]
        rare = folder / "rare"
        if not rare.exists():
            word = make(arguments.papers, folder)
            subprocess.run([*newsboat, "-x", "reload"], check=True)
            subprocess.run([*feedtui, "import", str(folder / "corpus.jsonl")], check=True)
            rare.write_text(word)
        library = Library(places(str(folder / "home")))
        first = library.item(library.first(EVERYTHING, 1)[0]).paper.title[:20]
        library.close()
        programs = [
            Program(newsboat, FEED, ("\r", OPENED), "Search results", ("q", OPENED)),
            Program(feedtui, first, None, "/{} · 1/", ("\x1b", f"/{arguments.papers} · All")),
        ]
        words = [COMMON, TWO, rare.read_text()]
        measured: list[Times] = [defaultdict(list), defaultdict(list)]
        for run in range(arguments.runs + 1):
            for program, times in zip(programs, measured, strict=True):
                session(program, words, times if run else defaultdict(list))
    table(arguments.papers, words, *measured)


def make(papers: int, folder: Path) -> str:
    """Write the papers for feedtui and as a feed, and newsboat's files; return a word that only one paper has."""
    counts: Counter[str] = Counter()
    with (folder / "corpus.jsonl").open("w") as corpus, (folder / "feed.xml").open("w") as feed:
        feed.write(f'<?xml version="1.0"?><rss version="2.0"><channel><title>{FEED}</title>\n')
        for line in lines(papers):
            corpus.write(line)
            paper = json.loads(line)
            title = " ".join(paper["title"].split())
            counts.update(set(re.findall(r"[a-z]{8,}", f"{title} {paper['abstract']}".lower())))
            feed.write(
                f"<item><title>{escape(title)}</title><author>{escape(paper['authors'])}</author>"
                f"<link>https://arxiv.org/abs/{paper['id']}</link><guid>{paper['id']}</guid>"
                f"<pubDate>{parsedate_to_datetime(paper['versions'][0]['created']):%a, %d %b %Y %T %z}</pubDate>"
                f"<description>{escape(paper['abstract'])}</description></item>\n"
            )
        feed.write("</channel></rss>\n")
    (folder / "urls").write_text(f"{(folder / 'feed.xml').as_uri()}\n")
    (folder / "config").write_text("bind-key j down\nbind-key k up\n")
    return min(counts, key=lambda word: (counts[word], word))


def session(program: Program, words: list[str], times: Times) -> None:
    """Start a program, open the list, move in it and search it; add what each took."""
    times["start"].append(time_to(program.started.encode(), program.command))
    screen = Timed(program.command)
    screen.until(program.started.encode())
    screen.settle()
    times["open"].append(screen.answer(*program.opening) if program.opening else 0)
    times["seen"].append(times["start"][-1] + times["open"][-1])
    times["key"] += [screen.press(key) for key in "j" * 50 + "k" * 49]
    times["memory in the list"].append(screen.memory())
    for word in words:
        found = program.found.format(word)
        times[f"/{word}"].append(screen.search(f"/{word}\r", found, program.back))
        if program.opening:  # The other one has found everything before enter.
            screen.press(f"/{word}")
            screen.settle()
        times[word].append(screen.search("\r", found, program.back) if program.opening else 0)
    times["memory after the searches"].append(screen.memory())
    screen.close()


def table(papers: int, words: list[str], newsboat: Times, feedtui: Times) -> None:
    """Print the machine and the versions in one line, then the medians."""
    said = subprocess.run(["newsboat", "--version"], capture_output=True, text=True, check=True).stdout
    processor = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    print(
        f"{papers:,} papers, {os.cpu_count()} cores ({processor[1] if processor else platform.machine()}), "
        f"{' '.join(said.split()[:2])}, feedtui {__version__}, Python {platform.python_version()}, "
        f"Textual {version('textual')}, pty of 120 by 40, medians of {len(feedtui['start'])} runs, ms\n"
    )
    print("| | newsboat | feedtui |\n|---|---|---|")
    for what, name in (("until feeds or papers are shown", "start"), ("opening the feed", "open"), ("both", "seen")):
        row(f"start: {what}", newsboat[name], feedtui[name])
    keys = [statistics.quantiles(times["key"], n=20) for times in (newsboat, feedtui)]
    for name, at in (("p50", 9), ("p95", 18)):
        row(f"`j` to changed screen, {name}", *([each[at]] for each in keys))
    for what, word in zip(("a common word", "two words", "a rare word"), words, strict=True):
        row(f"search of {what}, `/{word}` and enter at once", newsboat[f"/{word}"], feedtui[f"/{word}"])
        row("the same from enter, typed before", newsboat[word], feedtui[word])
    for name in ("memory in the list", "memory after the searches"):
        row(f"resident {name}, MB", newsboat[name], feedtui[name])


def row(what: str, *figures: list[float]) -> None:
    """Print a row of medians; what a program does not need to do is a dash."""
    medians = [statistics.median(each) for each in figures]
    said = [f"{one:,.{1 if one < 100 else 0}f}" if one else "–" for one in medians]
    print(f"| {what} | {' | '.join(said)} |")


if __name__ == "__main__":
    main()
