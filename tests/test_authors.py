"""Authors by how their names begin."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from feedtui.library import authors
from feedtui.library.library import Library
from feedtui.library.origin import Origin
from feedtui.papers.query import parse
from feedtui.paths import places
from samples import TITLES, paper

_WHO = (("Jane Doe", "Erwin Schrödinger"), ("Jane Doe", "Li Wei"), ("Janet Wu",), ())


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Open a library of four papers."""
    made = Library(places(str(tmp_path)))
    made.add([paper(title, authors=who) for title, who in zip(TITLES, _WHO, strict=True)], Origin("page", "test"))
    yield made
    made.close()


@pytest.mark.parametrize(
    ("begun", "found"),
    [
        ("jan", ["Jane Doe", "Janet Wu"]),
        ("Jane D", ["Jane Doe"]),
        ("schro", ["Erwin Schrödinger"]),
        ("doe", ["Jane Doe"]),
        ("sparse", []),
        ('"', []),
        ("OR", []),
    ],
)
def test_authors_by_how_any_of_their_words_begins(library: Library, begun: str, found: list[str]) -> None:
    """Those of most papers come first, and words of a title are no authors."""
    assert library.authors(begun) == found


def test_authors_near_the_cursor_are_found_where_the_index_takes_too_long(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A letter alone, or a beginning of too many names, is looked for in the papers in view."""
    rows = library.first(parse(""), 10)
    assert library.authors("j") == []
    assert library.authors("j", rows) == ["Jane Doe", "Janet Wu"]
    monkeypatch.setattr(authors, "PATIENCE", -1.0)
    monkeypatch.setattr(authors, "_STEPS", 1)
    assert library.authors("jan") == []
    assert library.authors("jan", rows) == ["Jane Doe", "Janet Wu"]
