"""Names of files made of papers, which Linux, macOS and Windows all take.

What Windows forbids: https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file; `#`, `^`, `[` and `]` are
those that a link to a note cannot hold in Obsidian.
"""

from __future__ import annotations

import re
import unicodedata

from feedtui.papers.names import split_name
from feedtui.papers.paper import Paper
from feedtui.papers.tex import readable

MOST_LETTERS = 120
MOST_BYTES = 200
"""Of UTF-8; file systems take 255 bytes, synchronised and encrypted folders fewer."""

_MOST_OF_A_PART = 40
_NAMELESS = "paper"
_CUT = "…"
_FORBIDDEN = str.maketrans(
    {":": " -", "/": "-", "\\": "-", "|": "-", '"': "'", "[": "(", "]": ")", "<": " ", ">": " "}
    | dict.fromkeys("*?#^", "")
)
_EDGES = " .-–—_~'‘’,;"
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE)


def file_name(paper: Paper, suffix: str) -> str:
    """Return a name such as `2301.03580 Tian - Designing BERT for….pdf`, of at most 120 characters and 200 bytes.

    It has the arXiv id or DOI, the first author's family name and the title, as far as they are known, cut at a
    word. Two papers may have the same name.
    """
    kind, _, rest = paper.id.partition(":")
    number = _safe(rest) if kind in ("arxiv", "doi") else ""
    author = _safe(split_name(readable(paper.authors[0])).last) if paper.authors else ""
    head = " ".join(_cut(part, _MOST_OF_A_PART, _MOST_OF_A_PART * 2) for part in (number, author) if part)
    title = _safe(readable(paper.title))
    stem = (" - " if author else " ").join(part for part in (head, title) if part)
    stem = _cut(stem, MOST_LETTERS - len(suffix) - 1, MOST_BYTES - len(suffix.encode()) - 1) or _NAMELESS
    return f"_{stem}{suffix}" if _RESERVED.match(stem) else stem + suffix


def _safe(text: str) -> str:
    """Return text without what a file system forbids, hides or changes."""
    shown = "".join(letter for letter in unicodedata.normalize("NFC", text) if letter.isprintable() or letter.isspace())
    # What was removed may have stood between a letter and its accent.
    return unicodedata.normalize("NFC", " ".join(shown.translate(_FORBIDDEN).split())).strip(_EDGES)


def _cut(text: str, letters: int, size: int) -> str:
    """Return text of at most so many characters and bytes, cut behind a word where there is one."""
    if len(text) <= letters and len(text.encode()) <= size:
        return text
    start = text[: letters - 1].encode()[: size - len(_CUT.encode())].decode(errors="ignore")
    words = start if text[len(start)] == " " else start.rpartition(" ")[0]
    return (words if len(words) > len(start) // 2 else start).rstrip(_EDGES) + _CUT
