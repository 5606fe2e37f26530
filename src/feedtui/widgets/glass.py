"""The last door before the terminal: nothing acts that is drawn, and every letter is as wide as it was counted."""

from __future__ import annotations

import re

from rich.cells import cell_len, split_graphemes
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from feedtui.papers.text import ACTING
from feedtui.widgets.glyphs import in_ascii, in_encoding

_PARTED = "\U0001f3fb-\U0001f3ff\u200d\u20e3\ufe0e\ufe0f"
"""Skin tones, the joiner, the keycap and the signs that ask for a picture or for text."""
_FLAGS = "\U0001f1e6-\U0001f1ff"
_ODD = re.compile(rf"{ACTING.pattern}|[{_PARTED}{_FLAGS}]")
_JOINED = re.compile(rf"[{_PARTED}]")
_FLAG = re.compile(rf"[{_FLAGS}]")


class Glass(LineFilter):
    """Deletes what would act on the terminal, and draws emoji of several parts as the first of them.

    Terminals do not agree on how wide the others are, and one cell more or less shifts all that stands behind.
    With `ascii`, signs and lines are drawn in ASCII; letters that the terminal's `encoding` lacks are told by others.
    """

    def __init__(self, *, ascii: bool = False, encoding: str = "utf-8") -> None:  # noqa: A002
        super().__init__()
        self.ascii = ascii
        self._encoding = encoding

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments, as wide as they were."""
        return [
            segment if control or (text.isascii() and not _ODD.search(text)) else Segment(self._seen(text), style)
            for segment in segments
            for text, style, control in (segment,)
        ]

    def _seen(self, text: str) -> str:
        text = drawn(text) if _ODD.search(text) else text
        text = in_ascii(text) if self.ascii else text
        return text if self._encoding == "utf-8" else in_encoding(text, self._encoding)


def drawn(text: str) -> str:
    """Return text as it is drawn: in as many cells, of letters alone whose width all terminals agree on."""
    return "".join(_one(text[start:end], width) for start, end, width in split_graphemes(text)[0])


def _one(letters: str, width: int) -> str:
    """Return what is drawn of letters that make one, in so many cells."""
    if not _ODD.search(letters):
        return letters
    first = letters[: found.start()] if (found := _JOINED.search(letters)) else letters
    first = ACTING.sub("", _FLAG.sub(_letter, first))
    taken = cell_len(first)
    return first + " " * (width - taken) if taken <= width else "?" * width


def _letter(flag: re.Match[str]) -> str:
    """Return the letter that half of a flag stands for, as terminals without flags show it."""
    return chr(ord(flag[0]) - 0x1F1E6 + ord("A"))
