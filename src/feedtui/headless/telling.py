"""What all commands share: how papers are named, and how what cannot be done is said."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from feedtui.papers.text import clean_line

if TYPE_CHECKING:
    from feedtui.library.library import Library
    from feedtui.papers.query import Query

_ALONE = re.compile(r"[\s()]*(?:\b(?:OR|AND|NOT)\b[\s()]*)+")
"""A query of operators without a word, which would find everything."""
_ENCODED = json.JSONEncoder(ensure_ascii=False).encode
_SHOWN = 100
"""Characters that are told of what names no paper."""


class Failed(Exception):
    """Something that cannot be done; the message is a sentence for the reader."""


def query_of(words: Sequence[str]) -> Query:
    """Return the query that words say; raises `Failed` for no query."""
    from feedtui.papers.query import QueryError, parse

    text = " ".join(words)
    try:
        if _ALONE.fullmatch(text):
            raise QueryError("OR, AND and NOT stand beside words: a OR b, a NOT b", 0)
        return parse(text)
    except QueryError as error:
        raise Failed(f"{clean_line(text)}\n{' ' * error.at}^ {clean_line(str(error))}") from error


def rows_of(library: Library, words: Sequence[str]) -> Sequence[int]:
    """Return the rows that a query finds, given as words; raises `Failed` for no query."""
    return library.whole(query_of(words))


def row_of(library: Library, text: str) -> int:
    """Return the row of a paper named in any form; raises `Failed` where there is none."""
    from feedtui.papers.identity import parse_paper

    paper, shown = parse_paper(text), clean_line(text)[:_SHOWN]
    if paper is None:
        raise Failed(f"{shown} is no paper: give an arXiv id, a DOI, an address or an id that `list --json` prints.")
    try:
        return library.row_of(paper)
    except KeyError:
        raise Failed(f"The library holds no paper {shown}.") from None


def chosen(library: Library, words: Sequence[str]) -> tuple[list[int], int]:
    """Return the rows of papers that are named, and the exit code.

    `-` stands for those that the lines of standard input name: an id first, or an object with one, as `list --json`
    prints them. One that cannot be found is told, makes the code 1, and keeps no other out.
    """
    rows, code = [], 0
    for name in _names(words):
        try:
            rows.append(row_of(library, name))
        except Failed as error:
            code = 1
            print(error, file=sys.stderr)
    return list(dict.fromkeys(rows)), code


def _names(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        if word == "-":
            yield from filter(None, map(_name, sys.stdin))
        else:
            yield word


def _name(line: str) -> str:
    """Return the paper that a line names, nothing of an empty one."""
    line = line.strip().removeprefix("\ufeff")
    if not line.startswith("{"):
        return line.partition("\t")[0]
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return line
    return str(told["id"]) if isinstance(told.get("id"), str) else line


def print_json(value: object) -> None:
    """Print one line of JSON."""
    print(_ENCODED(value))


def terminal_width() -> int | None:
    """Return how wide the terminal is that standard output goes to, None where it goes elsewhere."""
    if not sys.stdout.isatty():
        return None
    import shutil

    return shutil.get_terminal_size().columns


def fitted(line: str, width: int) -> str:
    """Return a line, cut where it is wider than some cells of a terminal."""
    cells = end = 0
    for at, letter in enumerate(line):
        wide = unicodedata.east_asian_width(letter) in ("W", "F")
        cells += 0 if unicodedata.category(letter) in ("Mn", "Me", "Cf") else 1 + wide
        if cells > width:
            return f"{line[:end]}…"
        if cells < width:
            end = at + 1
    return line
