"""arXiv's public metadata snapshot, `arxiv-metadata-oai-snapshot.json`: JSON Lines, one paper a line.

The format: https://www.kaggle.com/datasets/Cornell-University/arxiv. Its texts are arXiv's own: wrapped
lines, a paragraph begun by a line break and two spaces, accents as TeX.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from feedtui.papers.identity import arxiv_id
from feedtui.papers.paper import Paper
from feedtui.papers.text import clean_line
from feedtui.sources.arxiv_text import MONTHS, abstract_of, doi_of, links_of
from feedtui.sources.found import Remark, Unreadable

_SOURCES = ("arxiv:snapshot",)
_BOM = b"\xef\xbb\xbf"
_SHOWN = 60

_KEYS = (re.compile(rb'"id"\s*:\s*"'), re.compile(rb'"title"\s*:\s*"'), re.compile(rb'"categories"\s*:\s*"'))
_CREATED = re.compile(r"(?:[A-Z][a-z]{2}, +)?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d:\d\d:\d\d) GMT")
_AFFILIATION = re.compile(r"\([^()]*\)")
_BETWEEN_NAMES = re.compile(r",\s*and\s|,|\sand\s")


def looks_like_snapshot(first_line: bytes) -> bool:
    """Whether a file beginning with this line, whole or cut short behind its categories, is a snapshot."""
    start = first_line.removeprefix(_BOM).lstrip()
    return start.startswith(b"{") and all(key.search(start) for key in _KEYS)


def read_snapshot(lines: Iterable[bytes], first: int = 1) -> Iterator[Paper | Remark]:
    """Yield the paper of each line; for a broken one, a remark with its number (from `first`) and what is wrong.

    Empty lines are passed over.
    """
    for number, line in enumerate(lines, first):
        try:
            yield read_line(line)
        except Unreadable as error:
            shown = clean_line(line[: _SHOWN * 4].decode(errors="replace"))
            if shown:
                cut = shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"
                yield Remark(f"line {number}: {cut}", str(error))


def read_line(line: bytes) -> Paper:
    """Return the paper of one line.

    Raises:
        Unreadable: The line is no JSON object with an arXiv identifier and a title.
    """
    record = _record(line)
    name = _text(record, "id")
    identity = arxiv_id(name)
    if identity is None:
        raise Unreadable("The line's id is no arXiv identifier.")
    title = clean_line(" ".join(_text(record, "title").split()))
    if not title:
        raise Unreadable("The paper has no title.")
    abstract = abstract_of(_text(record, "abstract"))
    published, updated = _dates(record.get("versions"))
    return Paper(
        id=identity,
        title=title,
        abstract=abstract,
        authors=_authors(record),
        published=published,
        updated=updated,
        doi=doi_of(_text(record, "doi")),
        links=links_of(abstract, _text(record, "comments")),
        tags=tuple(clean_line(_text(record, "categories")).split()),
        sources=_SOURCES,
    )


def _record(line: bytes) -> dict[str, Any]:
    """Return the object that the line holds."""
    try:
        record = json.loads(line.removeprefix(_BOM).decode())
    except UnicodeDecodeError as error:
        raise Unreadable(f"The line is not UTF-8: byte {error.start} is broken.") from error
    except json.JSONDecodeError as error:
        raise Unreadable(f"The line is no JSON: {error.msg} at character {error.pos}.") from error
    except (ValueError, RecursionError) as error:
        raise Unreadable("The line's JSON is too large to read: a number too long, or lists too deep.") from error
    if not isinstance(record, dict):
        raise Unreadable("The line is no JSON object.")
    return record


def _text(record: dict[str, Any], name: str) -> str:
    """Return a text of the record, empty where it has none."""
    value = record.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unreadable(f"The paper's {name} is no text.")
    return value


def _authors(record: dict[str, Any]) -> tuple[str, ...]:
    """Return the names as they are said: from `[last, first, suffix, affiliation…]`, else from the one text."""
    parsed = record.get("authors_parsed")
    if parsed is None:
        names = _BETWEEN_NAMES.split(_AFFILIATION.sub("", _text(record, "authors")))
    else:
        try:
            names = [" ".join(name[1:2] + name[:1] + name[2:3]) for name in parsed]
        except (TypeError, KeyError) as error:
            raise Unreadable("The paper's authors are not in arXiv's form: last name, first name, suffix.") from error
    return tuple(name for name in map(clean_line, names) if name)


def _dates(versions: object) -> tuple[str | None, str | None]:
    """Return when the first version came, and the last if there are several; None for what is not told."""
    if not isinstance(versions, list) or not versions:
        return None, None
    first = versions[0]
    is_first = isinstance(first, dict) and first.get("version") == "v1"
    return _time(first) if is_first else None, _time(versions[-1]) if len(versions) > 1 else None


def _time(version: object) -> str | None:
    """Return a version's time in ISO 8601 from arXiv's `Mon, 2 Apr 2007 19:18:42 GMT`."""
    match = _CREATED.fullmatch(str(version.get("created"))) if isinstance(version, dict) else None
    if match is None or match[2] not in MONTHS:
        return None
    time = f"{match[3]}-{MONTHS[match[2]]}-{match[1]:0>2}T{match[4]}Z"
    try:
        datetime.fromisoformat(time)
    except ValueError:
        return None
    return time
