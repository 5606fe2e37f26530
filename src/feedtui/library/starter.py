"""The papers shown while the library is empty: facts of our own about 85 known papers."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from feedtui.library.bringing import Bringing
from feedtui.library.origin import Origin
from feedtui.library.ready import portions
from feedtui.papers.identity import identify, title_id
from feedtui.papers.paper import Paper
from feedtui.papers.topics import Sorting

_FILE = Path(__file__).with_name("starter.jsonl")


def starter_papers() -> list[Paper]:
    """Return the starter list in its order; each paper has a summary and no abstract."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return [_paper(json.loads(line)) for line in lines]


def with_known(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """Return papers with the arXiv id, the authors and the year of those that are known here by title alone."""
    known = {title_id(one.title): one for one in starter_papers()}
    return tuple(_completed(paper, known.get(paper.id)) for paper in papers)


def _completed(paper: Paper, known: Paper | None) -> Paper:
    if known is None:
        return paper
    authors, published = paper.authors or known.authors, paper.published or known.published
    return replace(paper, id=known.id, authors=authors, published=published)


def bring_starter(db: sqlite3.Connection, topics: Sorting, at: str) -> None:
    """Take the starter list into a library in memory."""
    Bringing(db, topics).bring(portions(starter_papers(), topics), Origin("starter", "starter"), at)


def _paper(facts: dict[str, object]) -> Paper:
    arxiv = facts.get("arxiv")
    year = facts.get("year")
    authors = facts.get("authors")
    return Paper(
        id=identify(str(facts["title"]), arxiv=str(arxiv) if arxiv else None),
        title=str(facts["title"]),
        summary=str(facts["summary"]),
        authors=tuple(str(name) for name in authors) if isinstance(authors, list) else (),
        published=str(year) if year else None,
        sources=("starter",),
    )
