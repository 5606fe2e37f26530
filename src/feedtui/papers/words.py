"""How text becomes words: of a paper, to be found by, and of a query, to look for.

Words are runs of letters and digits without case and accents. Han and kana are written without spaces, so each of
their characters is a word by itself and a phrase finds them inside a sentence.
"""

from __future__ import annotations

import re
from itertools import accumulate

from feedtui.papers.tex import readable
from feedtui.papers.text import folded

HAN = (
    "\u3005\u3007\u3021-\u3029\u3031-\u3035\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
"""Han and kana, to stand inside the brackets of a regular expression."""

# `str.translate` with a table of this kind is 20 times as quick as a regular expression on ASCII text.
_ASCII = "".join(sign.lower() if sign.isalnum() or sign in "-." else " " for sign in map(chr, range(128)))
# Letters that Unicode does not take apart, as people without them write them; and the hyphen that is one only.
_PLAIN = str.maketrans(dict(zip("łøđħıðæœþ\u2010", "l o d h i d ae oe th -".split(), strict=True)))
_PIECES = re.compile(rf"[{HAN}]|(?:[^\W_{HAN}]|[-.])+")
TEX = "\\$^~{"
"""Signs of which a text with TeX has one."""
_PARTS = 6
"""Parts of the longest compound; what has more is a sequence or a list."""


def tokens(text: str) -> str:
    """Return the words of `text` for comparing, each between single spaces: ` pre training `."""
    return f" {_words(_spread(text))} "


def searchable(*texts: str) -> str:
    """Return what texts are found by: segments of words joined by ` | `, which no phrase can cross.

    The segments of each text are its words, then each compound that hyphens join as one word (` pretraining `;
    of `gpt-4-based` both ` gpt4 ` and ` gpt4based `), then the same of its readable form where it has TeX.
    """
    segments: dict[str, None] = {}
    for text in texts:
        forms = [text] if (plain := _without_tex(text)) == text else [text, plain]
        for pieces in [_spread(form).split() for form in forms]:
            segments[_apart(pieces)] = None
            for word in [piece for piece in pieces if "-" in piece]:
                segments.update((_words(joined), None) for joined in _joined(word))
    return f" {' | '.join(filter(None, segments))} "


def says(phrase: str, prefix: bool, *texts: str) -> bool:
    """Whether any of the texts has several words in a row, the last of which may go on if `prefix`.

    The same as a look into what `searchable` returns, which costs several times as much.
    """
    looked_for = f" {phrase}" if prefix else f" {phrase} "
    if any(looked_for in tokens(text) for text in texts):
        return True
    return any(looked_for in tokens(plain) for text in texts if (plain := _without_tex(text)) != text)


def phrase(written: str) -> str:
    """Return the words that a query's quoted text looks for, in a row: `pre training`."""
    return _words(_spread(_without_tex(written)))


def spellings(written: str) -> tuple[str, ...]:
    """Return the phrases that a query's unquoted word looks for: its words and, of a compound, the joined word too."""
    spread = _spread(_without_tex(written)).strip()
    apart, joined = _words(spread), [] if " " in spread else _joined(spread)
    return tuple(dict.fromkeys((apart, *map(_words, joined[-1:]))))


def name_words(name: str) -> str:
    """Return by what tags, topics and sources are compared: the name's words, or its signs where it has no words."""
    return _words(_spread(name)) or name.replace('"', "'").strip()


def _spread(text: str) -> str:
    """Return text with only its letters, digits, hyphens and full stops; all else is space."""
    if text.isascii():
        return text.translate(_ASCII)
    return " ".join([word if word.isascii() else _spread_word(word) for word in text.split()]).translate(_ASCII)


def _spread_word(word: str) -> str:
    # Some compatibility forms are made plain as capitals or as a final sigma.
    return " ".join(_PIECES.findall(folded(word).casefold().translate(_PLAIN)))


def _words(spread: str) -> str:
    return _apart(spread.split())


def _apart(pieces: list[str]) -> str:
    """Return pieces with their hyphens and full stops as spaces; few words have one in front or two in a row."""
    words = " ".join(pieces).replace(". ", " ").replace(".", " ").replace("-", " ").strip()
    return " ".join(words.split()) if "  " in words else words


def _joined(word: str) -> list[str]:
    """Return the words that a compound's first parts make without hyphens, the longest last."""
    parts = word.strip("-.").split("-")
    return list(accumulate(parts))[1:] if len(parts) <= _PARTS and all(parts) else []


def _without_tex(text: str) -> str:
    """Return text with its TeX as Unicode and without braces, which only group."""
    if not any(sign in text for sign in TEX):
        return text
    return readable(text).replace("{", "").replace("}", "")
