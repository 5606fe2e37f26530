"""A morning's session in a real terminal: 85 papers, a key each."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import cycle
from pathlib import Path

import pytest

from feedtui.library.library import Library
from feedtui.papers.query import EVERYTHING
from feedtui.paths import places
from terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pty")

_KEYS = "snbnnlnsnnb"
"""Verdicts: star, skip, queue, later; gone through over and over."""
_KEPT = "sb"


@pytest.fixture
def titles(tmp_path: Path) -> list[str]:
    """Return the titles of the papers that feedtui begins with, in the order of its list."""
    with closing(Library(places(str(tmp_path / "home")), starter=True)) as library:
        return [item.paper.title for item in library.items(library.whole(EVERYTHING))]


@pytest.fixture
def terminals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Terminal]]:
    """Collect terminals over one home, whose exports go beside it; close them all."""
    monkeypatch.chdir(tmp_path)
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        terminal.close()


def judge(terminal: Terminal, titles: Sequence[str], keys: Sequence[str], first: int) -> None:
    """Give each paper its verdict once it is on the screen; `first` is the number of the first, from 1."""
    for at, (title, key) in enumerate(zip(titles, keys, strict=True), first):
        terminal.wait_for(f"{at} of 85, ")
        terminal.wait_for(title[:30])
        terminal.type(key)


def test_eighty_five_papers_are_gone_through(terminals: list[Terminal], titles: list[str], tmp_path: Path) -> None:
    """All are judged, ten taken back, the kept exported; the next session goes on with the ten and exports again."""
    keys = [key for _, key in zip(titles, cycle(_KEYS), strict=False)]
    assert len(titles) == len(keys) == 85
    terminals.append(terminal := Terminal(tmp_path / "home"))
    terminal.wait_for("1/85")
    terminal.type("T")
    judge(terminal, titles, keys, 1)
    counted = ", ".join(
        f"{keys.count(key)} {name}" for key, name in zip("sbn", ("starred", "queued", "skipped"), strict=True)
    )
    terminal.wait_for(counted)
    for at in range(85, 75, -1):
        terminal.type("u")
        terminal.wait_for(f"{at} of 85, ")
    terminal.type("\x1b")
    terminal.wait_for("75 papers in ")
    terminal.type(":export is:starred OR is:queued\r")
    kept = {title for title, key in zip(titles[:75], keys, strict=False) if key in _KEPT}
    assert terminal.exported(Path("reading-list.jsonl")) == sorted(kept)
    terminal.type("q")
    assert terminal.wait() == 0

    terminals.append(terminal := Terminal(tmp_path / "home"))
    terminal.wait_for("1/85")
    terminal.type("T")
    judge(terminal, titles[75:], "bnnsnnnbns", 76)
    kept |= {titles[at] for at in (75, 78, 82, 84)}
    terminal.wait_for("Done. 85 papers in ")
    terminal.type("E")
    terminal.wait_for(f"the kept papers ({len(kept)})")
    assert terminal.exported(Path("reading-list.jsonl")) == sorted(kept)
    terminal.type("q")
    assert terminal.wait() == 0
