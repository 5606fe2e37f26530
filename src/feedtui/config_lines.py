"""Where in a settings file something stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TABLE = re.compile(r"\s*\[+([^\]#]*)\]")
_KEY = re.compile(r"\s*([^=#\s][^=#]*?)\s*=")
_TOLD = re.compile(r"\(at (?:line (\d+), column \d+|end of document)\)")


def line_of(text: str, table: str, name: str) -> int:
    """Return the line, the first is 1, on which `name` of a table is set; 0 where it is not found.

    `table` is empty for what stands above all tables. Of `mail.host = …` the table is `mail`; of an inline table the
    line is the one on which it begins.
    """
    begun = 0
    for number, path in _paths(text):
        if path == (table, name) or (not table and path[0] == name):
            return number
        if path[0] == table and not begun:
            begun = number
    return begun if table else 0


def line_told(error: str, text: str) -> int:
    """Return the line that an error of `tomllib` names, 0 where it names none."""
    found = _TOLD.search(error)
    return int(found[1] or len(text.splitlines())) if found else 0


def without_line(error: str) -> str:
    """Return an error of `tomllib` without where it is."""
    return _TOLD.sub("", error).strip()


def _paths(text: str) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield the lines that begin a table or set something, with the table and the name."""
    table = ""
    for number, line in enumerate(text.split("\n"), 1):
        if found := _TABLE.match(line):
            table = _bare(found[1])
            yield number, (table, "")
        elif found := _KEY.match(line):
            first, dot, rest = found[1].partition(".")
            if dot and not table:
                yield number, (_bare(first), _bare(rest))
            else:
                yield number, (table, _bare(found[1]))


def _bare(name: str) -> str:
    return name.strip().strip("\"'")
