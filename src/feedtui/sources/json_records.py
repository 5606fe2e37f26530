"""JSON Lines as feedtui itself prints them: `feedtui list --json` and `feedtui export --format json`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from feedtui.sources.found import Carried, Found, Unreadable
from feedtui.sources.references import Told, arxiv_in, doi_in, gather, iso_date, moment

KIND = "json-lines"

_LOOKS = re.compile(r'\s*\{"id": ?"(?:arxiv|doi|url|title|pmid|hf)[^"\n]*", ?"title": ?"')


def looks_like_records(text: str) -> bool:
    """Whether a text begins with a paper as feedtui prints it."""
    return _LOOKS.match(text.removeprefix("\ufeff")) is not None


def read_records(text: str, source: str) -> Found:
    """Return the papers of JSON Lines, with the reader's marks in them.

    What a line says of its identity counts only as far as its DOI and addresses do.

    Raises:
        Unreadable: No line is a paper.
    """
    if not looks_like_records(text):
        raise Unreadable("These are no JSON Lines of papers, as feedtui list --json prints them.")
    return gather(_told(text.removeprefix("\ufeff")), KIND, source)


def _told(text: str) -> Iterator[Told]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _entry(line, f"line {number}")


def _entry(line: str, where: str) -> Told:
    try:
        one = json.loads(line)
    except (ValueError, RecursionError):
        return Told(where, trouble="It is no JSON.")
    if not isinstance(one, dict):
        return Told(where, trouble="It is no object.")
    links = one.get("links")
    addresses = [_text(address) for address in links.values()] if isinstance(links, dict) else []
    name = _text(one.get("id"))
    return Told(
        where=where,
        name=name,
        title=_text(one.get("title")),
        authors=_texts(one.get("authors")),
        published=iso_date(_text(one.get("published"))),
        abstract=_text(one.get("abstract")) or _text(one.get("summary")),
        arxiv=next((found for text in (name, *addresses[:1]) if (found := arxiv_in(text))), None),
        doi=doi_in(_text(one.get("doi"))),
        addresses=tuple(filter(None, addresses)),
        tags=_texts(one.get("tags")),
        carried=Carried(
            read=one.get("read") is True,
            starred=one.get("starred") is True,
            tags=_texts(one.get("own_tags")),
            note=_text(one.get("note")),
            at=moment(_text(one.get("starred_at")) or _text(one.get("read_at"))),
        ),
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(filter(None, map(_text, value))) if isinstance(value, list) else ()
