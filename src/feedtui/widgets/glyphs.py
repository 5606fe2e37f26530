"""The signs that carry a paper's state, which is never told by colour alone, and what stands for them in ASCII."""

from __future__ import annotations

import codecs
import locale
import re
import sys
from functools import cache
from unicodedata import name as name_of
from unicodedata import normalize

from rich.cells import cell_len

UNREAD = "●"
STARRED = "★"
QUEUED = "»"
SELECTED = "✓"
CURSOR = "▌"
UPVOTES = "▲"
CODE = "{}"
REVISED = "↻"
NOTE = "¶"
WATCHED = "◎"
WITH = "+"
ANY = "|"
WITHOUT = "−"
SURPRISE = "◇"
LEVELS = " ▁▂▃▄▅▆▇█"
"""How likely a paper is the reader's, from not at all."""

_SIGNS = {
    **dict.fromkeys(map(ord, "·−–—"), "-"),
    **dict.fromkeys(map(ord, "“”‖"), '"'),
    **dict.fromkeys(map(ord, "‘’"), "'"),
    **{ord(sign): plain for sign, plain in zip("●○★»✓▲↻¶◎◇→←↑↓•×", "o.*>x^~#@?><^v*x", strict=True)},
}
_ENDS = re.compile("([ -~]?)…")


def _drawing() -> dict[int, str]:
    """Return what stands for the characters that lines, bars and shades are drawn with: Unicode's U+2500 to U+259F."""
    found = {}
    for code in range(0x2500, 0x2580):
        name = name_of(chr(code))
        lies, stands = "HORIZONTAL" in name, "VERTICAL" in name
        found[code] = "-" if lies and not stands else "|" if stands and not lies else "+"
    # The quarters and halves of blocks, the shades, then the bars, fuller and fuller.
    found |= dict.fromkeys(range(0x2580, 0x25A0), "|")
    found |= {ord(letter): sign for letter, sign in zip("▀▔░▒▓█▁▂▃▄▅▆▇", "--:=%#.:-=+*%", strict=True)}
    return found


@cache
def _stand_ins() -> dict[int, str]:
    return {**_drawing(), **_SIGNS}


def in_ascii(text: str) -> str:
    """Return a text in which ASCII stands for the signs and lines of this reader, in as many cells.

    Letters that are none of them stay.
    """
    return _ENDS.sub(lambda found: ".." if found[1] else ".", text).translate(_stand_ins())


def in_encoding(text: str, encoding: str) -> str:
    """Return a text in as many cells, of letters that an encoding has: without accents, else question marks."""
    return text if can_write(text, encoding) else "".join(_written(letter, encoding) for letter in text)


def can_write(text: str, encoding: str) -> bool:
    """Whether an encoding has all letters of a text."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def terminal_encoding() -> str:
    """Return the encoding of this locale's texts, as Python names it.

    It is not what Python writes: under `LC_ALL=C`, that is UTF-8 all the same (PEP 540). Where nothing but the default
    says so, Python takes the C locale for a UTF-8 one (PEP 538), and so is it here. Windows' own is of old programs.
    """
    if sys.platform == "win32":
        return "utf-8"
    return codecs.lookup(locale.getencoding()).name


def _written(letter: str, encoding: str) -> str:
    if can_write(letter, encoding):
        return letter
    plain = normalize("NFKD", letter)[:1]
    cells = cell_len(letter)
    return plain if cells == cell_len(plain) == 1 and can_write(plain, encoding) else "?" * cells
