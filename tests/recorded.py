"""All papers of what was recorded at real sources, where it is beside the project."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from feedtui.papers.paper import Paper
from feedtui.sources import kinds
from feedtui.sources.bibtex_file import read_bibtex
from feedtui.sources.found import Unreadable
from feedtui.sources.ris_file import read_ris

SHARED = Path(__file__).parents[2] / "shared"


def recorded() -> tuple[Paper, ...]:
    """Return the papers, each once; skip the test if there are none."""
    papers = _recorded()
    if not papers:
        pytest.skip("the recorded material is not here")
    return papers


@cache
def _recorded() -> tuple[Paper, ...]:
    files = [path for folder in ("real", "seed") for path in sorted((SHARED / folder).rglob("*")) if path.is_file()]
    return tuple({paper.id: paper for path in files for paper in _papers(path)}.values())


def _papers(path: Path) -> Iterator[Paper]:
    data = path.read_bytes()
    try:
        match path.suffix:
            case ".bib":
                yield from read_bibtex(data.decode(errors="replace"), path.name).papers
            case ".ris":
                yield from read_ris(data.decode(errors="replace"), path.name).papers
            case _:
                yield from kinds.read(data).papers
    except Unreadable:
        return
