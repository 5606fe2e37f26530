"""Papers as CSL-JSON 1.0.2, which Zotero, pandoc and citation processors read.

The schema: https://github.com/citation-style-language/schema, `schemas/input/csl-data.json`. A preprint is an
`article` whose publisher is arXiv and whose number is the identifier, as in Zotero.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from feedtui.exports.reference import Keys, Reference, reference
from feedtui.papers.names import Name
from feedtui.papers.paper import Item
from feedtui.papers.tex import readable

_TYPES = {"preprint": "article", "article": "article-journal", "other": "document"}


def csl_json(items: Iterable[Item]) -> Iterator[str]:
    """Yield a JSON list, a line a paper."""
    keys = Keys()
    before = "[\n"
    for item in items:
        told = reference(item.paper)
        yield before + json.dumps(_record(item, told, keys.new(told)), ensure_ascii=False)
        before = ",\n"
    yield "\n]\n" if before == ",\n" else "[]\n"


def _record(item: Item, told: Reference, key: str) -> dict[str, object]:
    facts = {
        "id": key,
        "type": _TYPES[told.kind],
        "title": told.title,
        "author": list(map(_name, told.names)),
        "issued": {"date-parts": [list(told.date)]} if told.date else None,
        "publisher": "arXiv" if told.eprint else None,
        "number": f"arXiv:{told.eprint}" if told.eprint else None,
        "DOI": told.doi,
        "URL": told.address,
        "abstract": readable(item.paper.abstract),
        "keyword": ", ".join(item.mark.tags),
        "note": item.mark.note,
    }
    return {name: value for name, value in facts.items() if value}


def _name(name: Name) -> dict[str, str]:
    if name.is_whole:
        return {"literal": name.family}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {part: text for part, text in parts.items() if text}
