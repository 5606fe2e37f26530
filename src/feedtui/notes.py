"""Notes and tags as a reader types them."""

from __future__ import annotations

import re

from feedtui.papers.text import BLOCK_LIMIT, clean_line

BREAK = "⏎"
"""What stands for a line break where a note is typed on one line."""

_BETWEEN_TAGS = re.compile(r"[,\s]+")


def clean_note(text: str) -> str:
    """Return a note with its lines as they were written, each cleaned, without empty ones around it."""
    lines = text[: BLOCK_LIMIT * 4].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(map(clean_line, lines)).strip("\n")[:BLOCK_LIMIT].rstrip()


def on_one_line(note: str) -> str:
    """Return a note as it is edited on one line; the inverse of `from_one_line`."""
    return note.replace("\n", f" {BREAK} ")


def from_one_line(text: str) -> str:
    """Return the note that was typed on one line."""
    return clean_note(text.replace(BREAK, "\n"))


def typed_tags(text: str) -> tuple[list[str], set[str]]:
    """Return the tags to give and those to take away: parted by spaces or commas, a `-` before the latter."""
    words = [word for word in _BETWEEN_TAGS.split(text) if word.strip("+-")]
    given = dict.fromkeys(clean_line(word.lstrip("+")) for word in words if not word.startswith("-"))
    return list(given), {clean_line(word[1:]) for word in words if word.startswith("-")}
