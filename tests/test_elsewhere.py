"""Papers read in other threads while the library is closed."""

from __future__ import annotations

import gc
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from feedtui.library.library import Library
from feedtui.library.origin import Origin
from feedtui.papers.paper import Item
from feedtui.papers.query import EVERYTHING, parse
from feedtui.paths import places
from samples import paper

_ROUNDS = """
import sqlite3, sys, threading
from feedtui.library.library import Library
from feedtui.papers.query import parse
from feedtui.paths import places

def look(library, begun, ends):
    try:
        while True:
            library.whole(parse("-absent OR title:lantern"))
            begun.set()
    except sqlite3.OperationalError as error:
        ends.append(str(error))

ends = []
for _ in range(40):
    library, begun = Library(places(sys.argv[1])), threading.Event()
    threads = [threading.Thread(target=look, args=(library, begun, ends)) for _ in range(2)]
    for thread in threads:
        thread.start()
    begun.wait()
    library.close()
    for thread in threads:
        thread.join()
print(len(ends), sorted(set(ends)))
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home with some papers."""
    library = Library(places(str(tmp_path)))
    library.add([paper(f"Lantern {number}", "By moonlight. " * 20) for number in range(300)], Origin("test", "test"))
    library.close()
    return tmp_path


def test_a_library_is_closed_under_those_who_read(home: Path) -> None:
    """Whoever looks for papers in another thread meanwhile is told so, and the process lives."""
    done = subprocess.run([sys.executable, "-c", _ROUNDS, str(home)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "80 ['the library is closed']\n"), done.stderr


def test_a_reader_who_stops_halfway_is_waited_for(home: Path) -> None:
    """What yields papers one by one in another thread has let go of them before they are closed."""
    library = Library(places(str(home)))
    rows = library.whole(EVERYTHING)
    order: list[str] = []
    halfway = threading.Event()

    def read() -> None:
        papers = library.items(rows)
        next(papers)
        halfway.set()
        told = ""
        while told != "the library is closed":
            try:
                library.whole(parse("lantern"))
            except sqlite3.OperationalError as error:
                told = str(error)
        order.append("read")
        del papers

    def close() -> None:
        library.close()
        order.append("closed")

    threads = [threading.Thread(target=read), threading.Thread(target=close)]
    threads[0].start()
    assert halfway.wait(20)
    threads[1].start()
    for thread in threads:
        thread.join(20)
    assert order == ["read", "closed"]


def items_in_memory() -> list[Item]:
    """Return all papers with marks that anything remembers."""
    return [one for one in gc.get_objects() if isinstance(one, Item)]


def test_a_thread_that_has_read_keeps_no_papers(home: Path) -> None:
    """Each of the threads that once looked for something would keep its papers for as long as the reader is open."""
    with closing(Library(places(str(home)))) as library, ThreadPoolExecutor(1) as pool:
        rows = library.whole(EVERYTHING)
        # Those of tests before are held, so that they stay as many.
        before = items_in_memory()
        assert pool.submit(lambda: len(list(library.items(rows)))).result() == 300
        assert pool.submit(lambda: len(library.whole(parse('"by moonlight by"')))).result() == 300
        assert len(items_in_memory()) == len(before)
