"""The names in BibTeX's `author`: parted by `and`, family name first where there is a comma."""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedtui.papers.names import Name
from feedtui.sources.feed_authors import author_names
from feedtui.sources.tex_plain import plain_tex

_MOST = 200_000
_MOST_PIECES = 3
"""Of one name: `Last, Jr., First`. With more commas, somebody wrote a list of names."""
_AND = re.compile(r"\\.|[{}]|(?:(?<=\s)|\A)and(?=\s|\Z)", re.IGNORECASE)
_COMMA = re.compile(r"\\.|[{},]")
_OTHERS = frozenset(("others", "et al", "et al.", "..."))
_DBLP_NUMBER = re.compile(r"\s0\d{3}\Z")


def names_in(value: str) -> Iterator[Name]:
    """Yield the names of a field, to be said straight, without `and others`; what stands in braces is not parted."""
    for name in _parted(value[:_MOST], _AND):
        pieces = [" ".join(plain_tex(piece).split()) for piece in _parted(name, _COMMA)]
        family, *rest = [piece for piece in pieces if piece] or ["others"]
        if len(rest) >= _MOST_PIECES:
            yield from map(Name, author_names([", ".join([family, *rest])]))
        elif family.lower() not in _OTHERS:
            suffix = rest[0] if len(rest) > 1 else ""
            yield Name(_DBLP_NUMBER.sub("", family), rest[-1] if rest else "", suffix=suffix)


def _parted(text: str, signs: re.Pattern[str]) -> Iterator[str]:
    """Yield the pieces of a text between those of the signs that are no brace and in no braces."""
    depth = begin = 0
    for match in signs.finditer(text):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth = max(0, depth - 1)
        elif depth == 0 and match[0][0] != "\\":
            yield text[begin : match.start()]
            begin = match.end()
    yield text[begin:]
