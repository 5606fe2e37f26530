"""Where the words of a query stand in a text."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from unicodedata import normalize

from feedtui.papers.query_tree import All, Either, Query, Words
from feedtui.papers.words import HAN, tokens

# A pattern is compiled at each key of a search, and `re` is slow to compile large classes of characters: so the ends
# of a word are told without HAN. Han may stand on both sides of a Latin word, but no letter of Latin.
_LATIN = "[0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]"
_LETTER = r"[^\W_]"
_HAN = re.compile(f"[{HAN}]")
# Inside a word there may be hyphens, and accents that are characters by themselves: what is no word and no other ASCII.
_SIGN = r"[^\w\x00-,./:-\x7f]?"
# Letters with accents, Greek, Cyrillic, more letters with accents, raised and lowered signs, kana.
_ACCENTED = ((0xAA, 0x250), (0x370, 0x530), (0x1E00, 0x2000), (0x2070, 0x20A0), (0x3041, 0x3100))


def matched(query: Query) -> re.Pattern[str] | None:
    """Return a pattern for the words that a query looks for in titles and abstracts, None without any."""
    found = {_pattern(words) for words in _looked_for(query) if words.field in ("", "title", "abstract")}
    if not found:
        return None
    # Of two that begin at one place, the longer one is marked.
    return re.compile("|".join(sorted(found, key=lambda pattern: (-len(pattern), pattern))))


def _looked_for(query: Query) -> list[Words]:
    match query:
        case Words():
            return [query]
        case All(parts) | Either(parts):
            return [words for part in parts for words in _looked_for(part)]
        case _:
            return []


def _pattern(words: Words) -> str:
    """Return a pattern for the words in any case, with any accents, and with hyphens where the query has none."""
    each = words.words.split()
    pattern = f"(?<!{_beside(each[0][0])})" if _beside(each[0][0]) else ""
    for before, word in zip(("", *each), each, strict=False):
        if before:
            pattern += r"[\W_]*" if _HAN.match(before) or _HAN.match(word) else r"[\W_]+"
        pattern += _SIGN.join(map(_letter, normalize("NFC", word)))
    end = "" if words.prefix else _beside(each[-1][-1])
    return f"{pattern}(?!{end})" if end else pattern


def _beside(letter: str) -> str:
    """Return the letters that would carry on a word which begins or ends with `letter`, empty for Han."""
    if letter.isascii():
        return _LATIN
    return "" if _HAN.match(letter) else _LETTER


def _letter(letter: str) -> str:
    """Return a class of the letters that count as a plain one; `re` compiles this quicker than a flag for case."""
    forms = letter + letter.upper() * (len(letter.upper()) == 1) + _accented().get(letter, "")
    return f"[{forms}]" if forms.strip(letter) else letter


@cache
def _accented() -> dict[str, str]:
    """Return the letters with accents of each plain letter."""
    table: defaultdict[str, str] = defaultdict(str)
    for letter in (chr(code) for ends in _ACCENTED for code in range(*ends)):
        plain = tokens(letter).strip()
        if len(plain) == 1 and plain not in (letter, letter.lower()):
            table[plain] += letter
    return dict(table)
