"""What was typed before: searches and commands, kept among the library's settings."""

from __future__ import annotations

import json
from collections.abc import Iterable

from feedtui.papers.text import clean_line

MOST = 100
"""Lines that are kept of a kind."""


def lines_in(kept: str | None) -> tuple[str, ...]:
    """Return the lines that a setting has, the newest first; none where it cannot be read."""
    try:
        found = json.loads(kept or "[]")
    except ValueError:
        return ()
    lines = found if isinstance(found, list) else []
    return tuple(filter(None, (clean_line(line) for line in lines if isinstance(line, str))))[:MOST]


def with_lines(kept: str | None, typed: Iterable[str]) -> str:
    """Return a setting with lines that were typed since, the newest of them first: no line is there twice."""
    newest = tuple(filter(None, map(clean_line, typed)))
    return json.dumps(list(dict.fromkeys((*newest, *lines_in(kept))))[:MOST], ensure_ascii=False)
