"""The one cleaning door: every string from outside passes here before it is part of a paper."""

from __future__ import annotations

import re
import unicodedata

LINE_LIMIT = 2_000
"""Characters kept of a title, a name or any other one-line text."""
BLOCK_LIMIT = 50_000
"""Characters kept of an abstract, a summary or a note."""

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ASCII = re.compile(r"[ -~]+")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*|\n {2,}(?=\S)")
_MARKS_A_LETTER = 4
_JOINER = "\u200d"


def clean_line(text: str, limit: int = LINE_LIMIT) -> str:
    """Return `text` on one line: entities decoded, unprintable characters gone, white space folded."""
    text = _printable(text[: limit * 4])
    if "  " in text:
        text = " ".join(text.split())
    return text.strip()[:limit].rstrip()


def clean_block(text: str, limit: int = BLOCK_LIMIT) -> str:
    """Return `text` as paragraphs, each on one line, with an empty line between two.

    An arXiv abstract begins a new paragraph by a line break and two spaces; other line breaks are
    only wrapping.
    """
    decoded = _decoded(text[: limit * 4].replace("\r\n", "\n").replace("\r", "\n"))
    paragraphs = (clean_line(part, limit) for part in _PARAGRAPHS.split(decoded))
    return "\n\n".join(part for part in paragraphs if part)[:limit].rstrip()


def folded(text: str) -> str:
    """Return `text` for comparing: no accents, no case, compatibility forms made plain."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _decoded(text: str) -> str:
    """Return `text` with its character references decoded, those nested in others too."""
    while "&" in text:
        decoded = _ENTITY.sub(_character, text)
        if decoded == text:
            break
        text = decoded
    return text


def _character(reference: re.Match[str]) -> str:
    # The table of all named characters is only read where a text has one.
    from html import unescape

    return unescape(reference[0])


def _printable(text: str) -> str:
    """Return decoded `text` without control, format, surrogate, private and unassigned characters."""
    text = _decoded(text)
    if text.isascii() and text.isprintable():
        return text
    if not text.isprintable():
        text = " ".join(text.split())
    # Most text has no combining marks; going letter by letter costs 20 times as much.
    if text.isprintable() and not any(map(unicodedata.combining, _ASCII.sub("", text))):
        return text
    kept: list[str] = []
    marks = 0
    for letter in text:
        if unicodedata.combining(letter):
            marks += 1
            if marks <= _MARKS_A_LETTER and kept:
                kept.append(letter)
            continue
        marks = 0
        if letter == " " and not kept:
            # Of a space in front nothing is left; a mark on it would then stand on nothing.
            continue
        if letter.isprintable() or (letter == _JOINER and kept and _joins(kept[-1])):
            kept.append(letter)
    shown = "".join(kept).replace(_JOINER + " ", " ").removesuffix(_JOINER)
    # A character that is gone may have stood inside a reference.
    return _printable(shown) if "&" in shown and shown != text else shown


def _joins(letter: str) -> bool:
    """Whether a zero-width joiner after `letter` can be part of one emoji."""
    return unicodedata.category(letter) == "So" or letter == "\ufe0f"
