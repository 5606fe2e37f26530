"""Sources in a real terminal, against the stand-in servers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from asking import Servers, opened, servers
from terminal import Terminal


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[Servers]:
    """Start the servers on this very day, with settings that ask only when told to."""
    with servers(tmp_path / "home", datetime.now(UTC).date()) as there:
        file = there.home / "settings.toml"
        file.write_text(f"refresh_every = 0\n{file.read_text()}")
        yield there


def test_a_new_reader_chooses_and_reads(asked: Servers) -> None:
    """The welcome offers sources; what is chosen is asked, and its papers take the place of the starter list."""
    with closing(Terminal(asked.home, welcome=True)) as terminal:
        terminal.wait_for("Welcome to feedtui")
        terminal.wait_for("[x] hf:daily")
        terminal.type("/language")
        terminal.wait_for("Computation and Language")
        terminal.type("\r")
        terminal.type(" ")
        terminal.wait_for("[x] arxiv:cs.CL")
        terminal.type("\r")
        terminal.wait_for("Added hf:daily")
        terminal.wait_for("arxiv:cs.CL")
        with closing(opened(asked.home)) as library:
            assert {one.name for one in library.subscriptions.all()} == {"hf:daily", "arxiv:cs.CL"}
        terminal.type("f")
        terminal.wait_for("enter papers")
        terminal.type("f")
        while "enter papers" in terminal.text():
            assert terminal.read(30), "the window stays open"
        terminal.type("q")
        assert terminal.wait() == 0


def test_new_papers_wait_until_they_are_asked_for(asked: Servers) -> None:
    """`R` asks beside the keys; the list stays as it is until `r`."""
    with closing(opened(asked.home)) as library:
        library.subscriptions.add({f"{asked.publisher.base}/journal.rss": "Annals", "hf:trending": "Trending"})
    with closing(Terminal(asked.home)) as terminal:
        terminal.wait_for("85 known papers")
        terminal.type("R")
        terminal.wait_for("new papers from 2 sources.")
        with closing(opened(asked.home)) as library:
            there = len(library)
            library.subscriptions.add({f"{asked.publisher.base}/blog.json": "Blog"})
        terminal.wait_for(f"/{there}")
        terminal.type("R")
        terminal.wait_for("r lists them")
        assert f"/{there} " in terminal.text()
        terminal.type("r")
        with closing(opened(asked.home)) as library:
            terminal.wait_for(f"/{len(library)} ")
            assert len(library) > there
        terminal.type("q")
        assert terminal.wait() == 0
