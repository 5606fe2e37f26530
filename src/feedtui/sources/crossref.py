"""Crossref's REST API: papers by their DOIs, many at once.

Its description: https://api.crossref.org/swagger-ui/index.html.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from feedtui.papers.paper import PaperId
from feedtui.sources.csl_file import read_csl
from feedtui.sources.found import Found, Unreadable

MOST_AT_ONCE = 50
"""DOIs of a question: its address stays short enough for any server on the way."""
_FACTS = "DOI,URL,title,author,issued,abstract,container-title"
_HEADING = re.compile(r"<jats:title>.{0,40}?</jats:title>", re.IGNORECASE | re.DOTALL)
"""What stands above an abstract: `Abstract`."""


def by_dois(base: str, papers: Sequence[PaperId]) -> list[str]:
    """Return the questions for at most `MOST_AT_ONCE` papers by their identities, `doi:…`.

    What Crossref does not have is left out of its answers.
    """
    dois = [one.removeprefix("doi:") for one in papers]
    # A comma parts filters, and there is no other way to write one.
    plain, others = [one for one in dois if "," not in one], [one for one in dois if "," in one]
    filters = ",".join(f"doi:{quote(one, safe='/')}" for one in plain)
    many = [f"{base}/works?filter={filters}&rows={MOST_AT_ONCE}&select={_FACTS}"] if plain else []
    return many + [f"{base}/works/{quote(one, safe='')}" for one in others]


def read_works(data: bytes, source: str) -> Found:
    """Return the papers of an answer; raises `Unreadable`."""
    try:
        told = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Unreadable("Crossref's answer is no JSON.") from error
    message = told.get("message") if isinstance(told, dict) else None
    if not isinstance(message, dict):
        raise Unreadable("Crossref's answer has no message.")
    items = message.get("items", [message])
    works = [_plain(one) for one in items if isinstance(one, dict)] if isinstance(items, list) else []
    return read_csl(json.dumps(works), source) if works else Found("csl-json", ())


def _plain(work: dict[str, Any]) -> dict[str, Any]:
    abstract = work.get("abstract")
    return {**work, "abstract": _HEADING.sub("", abstract)} if isinstance(abstract, str) else work
