"""The one cleaning door: every string from outside passes here before it is part of a paper."""

from __future__ import annotations

import re
import unicodedata

LINE_LIMIT = 2_000
"""Characters kept of a title, a name or any other one-line text."""
BLOCK_LIMIT = 50_000
"""Characters kept of an abstract, a summary or a note."""

ACTING = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0001-\U000e007f]"
)
"""What may act where it is shown: controls, what turns the direction of writing, what takes no room."""

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ASCII = re.compile(r"[ -~]+")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*|\n {2,}(?=\S)")
_MARKS_A_LETTER = 4
_JOINER = "\u200d"
_ROUNDS = 8
"""Times that a text may be encoded; some feeds encode theirs twice, and what goes deeper is meant to keep us busy."""


def clean_line(text: str, limit: int = LINE_LIMIT) -> str:
    """Return `text` on one line: entities decoded, unprintable characters gone, white space folded."""
    if len(text) <= limit and text.isascii() and text.isprintable() and "&" not in text and "  " not in text:
        # Most names and titles: there is nothing to be done, and there are many.
        return text.strip()
    text = _printable(text[: limit * 4])
    if "  " in text:
        text = " ".join(text.split())
    # The cut may leave one half of an emoji that was joined of two.
    return text.strip()[:limit].rstrip().removesuffix(_JOINER)


def clean_block(text: str, limit: int = BLOCK_LIMIT) -> str:
    """Return `text` as paragraphs, each on one line, with an empty line between two.

    An arXiv abstract begins a new paragraph by a line break and two spaces; other line breaks are
    only wrapping.
    """
    decoded = _decoded(text[: limit * 4].replace("\r\n", "\n").replace("\r", "\n"))
    paragraphs = (clean_line(part, limit) for part in _PARAGRAPHS.split(decoded))
    return "\n\n".join(part for part in paragraphs if part)[:limit].rstrip().removesuffix(_JOINER)


def harmless(text: str) -> str:
    """Return text, a path or an error that is shown as it is, without what acts where it is shown."""
    return text if text.isprintable() else ACTING.sub("", text)


def folded(text: str) -> str:
    """Return `text` for comparing: no accents, no case, compatibility forms made plain."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _decoded(text: str) -> str:
    """Return `text` with its character references decoded, those nested in others too."""
    for _ in range(_ROUNDS):
        decoded = _ENTITY.sub(_character, text) if "&" in text else text
        if decoded == text:
            return text
        text = decoded
    return text.replace("&", "")


def _character(reference: re.Match[str]) -> str:
    # The table of all named characters is only read where a text has one.
    from html import unescape

    return unescape(reference[0])


def _printable(text: str) -> str:
    """Return `text`, decoded, without control, format, surrogate, private and unassigned characters."""
    for _ in range(_ROUNDS):
        text = _decoded(text)
        shown = _shown(text)
        # A character that is gone may have stood inside a reference.
        if shown == text or "&" not in shown:
            return shown
        text = shown
    return _shown(text.replace("&", ""))


def _shown(text: str) -> str:
    """Return `text` without what cannot be shown."""
    if text.isascii() and text.isprintable():
        return text
    if not text.isprintable():
        text = " ".join(text.split())
    # Most text has no combining marks; going letter by letter costs 20 times as much.
    if text.isprintable() and not any(map(_is_mark, set(_ASCII.sub("", text)))):
        return text
    kept: list[str] = []
    marks = 0
    for letter in text:
        if _is_mark(letter):
            marks += 1
            if marks <= _MARKS_A_LETTER and kept:
                kept.append(letter)
            continue
        if letter == " " and not kept:
            # Of a space in front nothing is left; a mark on it would then stand on nothing.
            continue
        if letter.isprintable() or (letter == _JOINER and kept and _joins(kept[-1])):
            kept.append(letter)
            marks = 0
    return "".join(kept).replace(_JOINER + " ", " ").removesuffix(_JOINER)


def _is_mark(letter: str) -> bool:
    """Whether a letter stands on the one before it and takes no room of its own."""
    return unicodedata.category(letter) in ("Mn", "Me")


def _joins(letter: str) -> bool:
    """Whether a zero-width joiner after `letter` can be part of one emoji."""
    return unicodedata.category(letter) == "So" or letter == "\ufe0f"
