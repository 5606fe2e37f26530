"""CSL-JSON as Zotero, pandoc, Crossref and papis write it.

The schema: https://github.com/citation-style-language/schema, `schemas/input/csl-data.json`.
"""

from __future__ import annotations

import json
import re
from typing import Any

from feedtui.papers.names import Name, straight
from feedtui.sources.encoded import read_json
from feedtui.sources.found import Carried, Found, Unreadable
from feedtui.sources.references import Told, arxiv_in, arxiv_noted, doi_in, gather, iso_date, iso_day

_TYPES = frozenset(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset "
    "document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation "
    "manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical "
    "personal_communication post post-weblog regulation report review review-book software song speech standard thesis "
    "treaty webpage".split()
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
_BEGINNING = re.compile(r"\s*+(?:\[|\{\s*+\"items\"\s*+:\s*+\[)?+\s*+(?=\{)")
_BETWEEN_TAGS = re.compile(r"\s*[;,]\s*")


def looks_like_csl(text: str) -> bool:
    """Whether a text begins as a list of CSL items, or as one; looks at the first alone."""
    text = text.removeprefix("\ufeff")
    begin = _BEGINNING.match(text)
    try:
        item, _ = json.JSONDecoder().raw_decode(text, begin.end()) if begin else (None, 0)
    except (ValueError, RecursionError):
        return False
    if not isinstance(item, dict) or _text(item.get("type")) not in _TYPES:
        return False
    return not _OWN.isdisjoint(item) or any(_is_name(name) for name in _list(item.get("author")))


def read_csl(text: str, source: str) -> Found:
    """Return the papers of a CSL-JSON file, and its notes.

    Raises:
        Unreadable: It is no JSON, or holds no items.
    """
    answer = read_json(text.encode(errors="replace"))
    if isinstance(answer, dict):
        answer = answer["items"] if isinstance(answer.get("items"), list) else [answer]
    if not isinstance(answer, list) or not answer:
        raise Unreadable("There are no items in this CSL-JSON.")
    return gather((_told(item, number) for number, item in enumerate(answer, 1)), "csl-json", source)


def _told(item: object, number: int) -> Told:
    where = f"item {number}"
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
