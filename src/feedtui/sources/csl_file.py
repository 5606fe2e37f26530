"""CSL-JSON as Zotero, pandoc, Crossref and papis write it.

The schema: https://github.com/citation-style-language/schema, `schemas/input/csl-data.json`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from feedtui.papers.names import Name, straight
from feedtui.sources.found import Carried, Found, Unreadable
from feedtui.sources.references import Told, arxiv_in, arxiv_noted, doi_in, gather, iso_date, iso_day

_TYPES = frozenset(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset "
    "document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation "
    "manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical "
    "personal_communication post post-weblog regulation report review review-book software song speech standard thesis "
    "treaty webpage "
    # Crossref's own, which it does not translate in all of its answers.
    "book-chapter edited-book journal-article monograph posted-content proceedings-article reference-entry".split()
)
_FAMILY_PARTS = ("non-dropping-particle", "family")
_GIVEN_PARTS = ("given", "dropping-particle")
_OWN = frozenset(("issued", "DOI", "URL", "container-title", "citation-key", "accessed"))
"""Names of CSL that other JSON of papers does not spell so."""
_IDENTIFIED = "number archive archive_location publisher URL DOI container-title source".split()
# Lines of Zotero's “Extra”, which it writes into the note.
_EXTRA = re.compile(
    r"\s*(?:arXiv:\s?[\w.\-/]+\d.*|(?:publisher|publication title|container-title|doi|pmid|pmcid|isbn|issn|"
    r"citation key|number|volume|place|type|version(?: number)?|page version id|original date|event-place|"
    r"tex\.\w+):.*)",
    re.IGNORECASE,
)
_BEGINNING = re.compile(r"\ufeff?\s*+(?:\[|\{\s*+\"items\"\s*+:\s*+\[)?+\s*+")
_BETWEEN_ITEMS = re.compile(r"\s*+,?+\s*+")
_FIRST_KEY = re.compile(r"\{\s*+\"([\w-]+)\"")
_LOOKED_AT = 5
_MOST_BROKEN = 1_000
"""Items that are no JSON, after which no more are looked for: each costs a look at all of the text."""
_BETWEEN_TAGS = re.compile(r"\s*[;,]\s*")


def looks_like_csl(text: str) -> bool:
    """Whether a text begins as a list of CSL items, or as one; looks at the first few."""
    decoder = json.JSONDecoder()
    at = _begin(text)
    for _ in range(_LOOKED_AT):
        try:
            item, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return False
        if isinstance(item, dict) and _is_item(item):
            return True
        at = _skipped(text, at)
    return False


def read_csl(text: str, source: str) -> Found:
    """Return the papers of a CSL-JSON file, and its notes; it tells no times of reading or adding.

    Raises:
        Unreadable: It is no JSON, or holds no items.
    """
    told = list(_entries(text))
    if all(one.trouble for one in told):
        raise Unreadable(told[0].trouble if told else "There are no items in this CSL-JSON.")
    return gather(told, "csl-json", source)


def _is_item(item: dict[str, Any]) -> bool:
    kind = _text(item.get("type"))
    if kind not in _TYPES:
        return False
    is_plain = "-" in kind and "id" in item and "title" in item
    return is_plain or not _OWN.isdisjoint(item) or any(_is_name(name) for name in _list(item.get("author")))


def _entries(text: str) -> Iterator[Told]:
    """Yield what the items tell; one that is no JSON is told with its line, and hides no other."""
    decoder = json.JSONDecoder()
    at = _begin(text)
    key = _FIRST_KEY.match(text, at)
    next_item = re.compile(rf"\{{\s*+\"{key[1]}\"\s*+:") if key else None
    number, line, counted, broken = 0, 1, 0, 0
    while at < len(text) and text[at] != "]" and broken < _MOST_BROKEN:
        number, line, counted = number + 1, line + text.count("\n", counted, at), at
        where = f"line {line}, item {number}"
        try:
            item, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            broken += 1
            yield Told(where, trouble=_trouble(error))
            found = next_item.search(text, at + 1) if next_item else None
            at = found.start() if found else len(text)
        else:
            inner = item.get("items") if isinstance(item, dict) else None
            yield from (_told(one, where) for one in (inner if isinstance(inner, list) else [item]))
            at = _skipped(text, at)
    if at < len(text) and broken == _MOST_BROKEN:
        yield Told(f"after line {line}", trouble=f"{broken:,} items before were no JSON; what follows was not read.")


def _begin(text: str) -> int:
    begin = _BEGINNING.match(text)
    return begin.end() if begin else 0


def _skipped(text: str, at: int) -> int:
    between = _BETWEEN_ITEMS.match(text, at)
    return between.end() if between else at


def _trouble(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"It is no JSON: {error.msg} at line {error.lineno}, column {error.colno}."
    return "It is too large to read: a number too long, or lists too deep."


def _told(item: object, where: str) -> Told:
    if not isinstance(item, dict):
        return Told(where, trouble="It is no object.")
    texts = [_text(item.get(name)) for name in _IDENTIFIED]
    doi = doi_in(_text(item.get("DOI"))) or doi_in(_text(item.get("URL")))
    arxiv = next((found for text in texts if (found := arxiv_in(text))), None) or arxiv_noted(_text(item.get("note")))
    note = "\n".join(line for line in _text(item.get("note")).splitlines() if not _EXTRA.fullmatch(line))
    people = _list(item.get("author")) or _list(item.get("editor"))
    return Told(
        where=where,
        name=_text(item.get("id")),
        title=_text(item.get("title")),
        authors=tuple(filter(None, map(_name, people))),
        published=_date(item.get("issued")),
        abstract=_text(item.get("abstract")),
        arxiv=arxiv,
        doi=doi,
        addresses=(_text(item.get("URL")),),
        tags=tuple(_BETWEEN_TAGS.split(_text(item.get("keyword")))),
        carried=Carried(note="\n\n".join(filter(None, (note.strip(), _text(item.get("annote")))))),
    )


def _name(name: object) -> str:
    if not isinstance(name, dict):
        return name if isinstance(name, str) else ""
    if not _text(name.get("family")):
        return _text(name.get("literal")) or _text(name.get("given"))
    family, given = (
        " ".join(filter(None, (_text(name.get(part)) for part in parts))) for parts in (_FAMILY_PARTS, _GIVEN_PARTS)
    )
    return straight(Name(family, given, suffix=_text(name.get("suffix"))))


def _is_name(name: object) -> bool:
    return isinstance(name, dict) and not {"family", "literal"}.isdisjoint(name)


def _date(told: object) -> str | None:
    """Return the date of `date-parts`, or of a text: `raw`, `literal`, or the value itself."""
    if not isinstance(told, dict):
        return iso_date(_text(told))
    first = next(iter(_list(told.get("date-parts"))), None)
    numbers = [number for number in map(_number, _list(first)) if number is not None]
    date = iso_day(*numbers[:3]) if numbers else None
    return date or next((date for name in ("raw", "literal") if (date := iso_date(_text(told.get(name))))), None)


def _number(part: object) -> int | None:
    text = _text(part)
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    """Return a text, a number as one, of a list the first; empty for anything else."""
    if isinstance(value, list):
        value = next(iter(value), "")
    return value if isinstance(value, str) else str(value) if type(value) is int else ""
