"""The next title with a word that begins so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from feedtui.library import titles
from feedtui.library.library import Library
from feedtui.library.origin import Origin
from feedtui.papers.query import parse
from feedtui.paths import places
from samples import paper

_TITLES = ("Pre-training Lanterns", "A Gödel Machine", "Rivers of $O(n)$", "Deep Learning", "Deep Lakes", "Lanterns")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Open a library of some titles."""
    made = Library(places(str(tmp_path)))
    made.add([paper(title) for title in _TITLES], Origin("page", "test"))
    yield made
    made.close()


@pytest.mark.parametrize("near", [titles.NEAR, 1, 2])
@pytest.mark.parametrize(
    ("start", "begun", "found"),
    [
        (0, "lan", "Pre-training Lanterns"),
        (1, "LAN", "Lanterns"),
        (5, "pre", "Pre-training Lanterns"),
        (2, "godel", "A Gödel Machine"),
        (0, "deep la", "Deep Lakes"),
        (4, "deep l", "Deep Lakes"),
        (0, "anterns", None),
        (0, "deep lanterns", None),
        (0, '"', None),
        (0, "", None),
    ],
)
def test_the_next_title_from_a_place_on(
    library: Library, monkeypatch: pytest.MonkeyPatch, near: int, start: int, begun: str, found: str | None
) -> None:
    """Words are found as a search finds them, near by or by the index, and round from the end to the beginning."""
    monkeypatch.setattr(titles, "NEAR", near)
    row_of = {library.item(row).paper.title: row for row in library.whole(parse(""))}
    place = library.titled([row_of[title] for title in _TITLES], start, begun)
    assert (None if place is None else _TITLES[place]) == found


def test_an_empty_list_has_no_such_title(library: Library) -> None:
    """Nothing is found in nothing."""
    assert library.titled([], 0, "deep") is None
