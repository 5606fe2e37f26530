"""Papers as RIS, https://en.wikipedia.org/wiki/RIS_(file_format): a line a fact, ended by CR and LF.

A preprint is `UNPB`, unpublished work: the format has no word of its own for it. Zotero takes that type for a journal
article, and reads preprints as such from CSL-JSON.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from feedtui.exports.reference import Keys, reference
from feedtui.papers.names import turned
from feedtui.papers.paper import Item
from feedtui.papers.tex import readable

_TYPES = {"preprint": "UNPB", "article": "JOUR", "other": "GEN"}
_LINE_END = "\r\n"
# A line of a text that has the form of a field would be one.
_FIELD_LIKE = re.compile(r"\n+(?=\s*[A-Z][A-Z0-9]\s{0,2}-)")


def ris(items: Iterable[Item]) -> Iterator[str]:
    """Yield a record for each paper."""
    keys = Keys()
    for item in items:
        told = reference(item.paper)
        day = [f"{part:02}" for part in told.date[1:]] + ["", ""]
        eprint = f"arXiv:{told.eprint}" if told.eprint else None
        fields = [
            ("TY", _TYPES[told.kind]),
            ("ID", keys.new(told)),
            ("TI", told.title),
            *(("AU", turned(name)) for name in told.names),
            ("PY", told.year),
            ("DA", f"{told.year}/{day[0]}/{day[1]}/" if len(told.date) > 1 else None),
            ("PB", "arXiv" if eprint else None),
            ("AN", eprint),
            ("DO", told.doi),
            ("UR", told.address),
            ("L1", told.pdf),
            ("AB", _text(readable(item.paper.abstract))),
            *(("KW", tag) for tag in item.mark.tags),
            ("N1", _text(item.mark.note)),
        ]
        lines = [f"{name}  - {value}" for name, value in fields if value]
        yield _LINE_END.join([*lines, "ER  - ", "", ""])


def _text(text: str) -> str:
    return _FIELD_LIKE.sub(" ", text).replace("\n", _LINE_END)
