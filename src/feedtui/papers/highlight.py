"""Where the words of a query stand in a text."""

from __future__ import annotations

import re

from feedtui.papers.query import All, Either, Query, Words


def matched(query: Query) -> re.Pattern[str] | None:
    """Return a pattern for the words that a query looks for in titles and abstracts, None without any."""
    found = dict.fromkeys(words for words in _looked_for(query) if words.field in ("", "title", "abstract"))
    if not found:
        return None
    return re.compile("|".join(_pattern(words) for words in found), re.IGNORECASE)


def _looked_for(query: Query) -> list[Words]:
    match query:
        case Words():
            return [query]
        case All(parts) | Either(parts):
            return [words for part in parts for words in _looked_for(part)]
        case _:
            return []


def _pattern(words: Words) -> str:
    body = r"[\W_]+".join(re.escape(word) for word in words.words.split())
    return rf"(?<![^\W_]){body}" + ("" if words.prefix else r"(?![^\W_])")
