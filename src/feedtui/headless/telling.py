"""What all commands share: how papers are named, and how what cannot be done is said."""

from __future__ import annotations

import json
from collections.abc import Sequence

from feedtui.library.library import Library
from feedtui.papers.identity import parse_paper
from feedtui.papers.query import QueryError, parse
from feedtui.papers.text import clean_line


class Failed(Exception):
    """Something that cannot be done; the message is a sentence for the reader."""


def rows_of(library: Library, words: Sequence[str], limit: int | None = None) -> Sequence[int]:
    """Return the rows that a query finds, given as words; raises `Failed` for no query."""
    text = " ".join(words)
    try:
        query = parse(text)
        return library.whole(query)[: None if limit is None else max(0, limit)]
    except QueryError as error:
        raise Failed(f"{clean_line(text)}\n{' ' * error.at}^ {clean_line(str(error))}") from error


def row_of(library: Library, text: str) -> int:
    """Return the row of a paper named in any form; raises `Failed` where there is none."""
    paper = parse_paper(text)
    if paper is None:
        raise Failed(
            f"{clean_line(text)} is no paper: give an arXiv id, a DOI, an address or an id that `list --json` prints."
        )
    try:
        return library.row_of(paper)
    except KeyError:
        raise Failed(f"The library holds no paper {clean_line(text)}.") from None


def print_json(value: object) -> None:
    """Print one line of JSON."""
    print(json.dumps(value, ensure_ascii=False))
