"""Notes and tags as a reader types them."""

from __future__ import annotations

import re

from feedtui.papers.text import BLOCK_LIMIT, clean_line

_DEEPEST = 40
"""Spaces that a line of a note may begin with."""
_BETWEEN_TAGS = re.compile(r"[,\s]+")
_NAMES = re.compile(r'"([^"]*)"|(\S+)')


def clean_note(text: str) -> str:
    """Return a note with its lines as they were written, each cleaned, without empty ones around it.

    The space that a line begins with stays, for Markdown means something by it.
    """
    lines = text[: BLOCK_LIMIT * 4].replace("\r\n", "\n").replace("\r", "\n").expandtabs(4).split("\n")
    return "\n".join(map(_clean_line, lines)).strip("\n")[:BLOCK_LIMIT].rstrip()


def _clean_line(line: str) -> str:
    cleaned = clean_line(line)
    return " " * min(len(line) - len(line.lstrip(" ")), _DEEPEST) + cleaned if cleaned else ""


def typed_tags(text: str) -> tuple[list[str], set[str]]:
    """Return the tags to give and those to take away: parted by spaces or commas, a `-` before the latter."""
    words = [word for word in _BETWEEN_TAGS.split(text) if word.strip("+-")]
    given = dict.fromkeys(clean_line(word.lstrip("+")) for word in words if not word.startswith("-"))
    return list(filter(None, given)), {clean_line(word[1:]) for word in words if word.startswith("-")}


def typed_names(text: str) -> list[str]:
    """Return the names in a line, parted by spaces; one that holds spaces stands in double quotes."""
    return [name for quoted, bare in _NAMES.findall(text) if (name := clean_line(quoted or bare))]
