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
from feedtui.papers.links import code_address
from feedtui.papers.paper import Links, Paper
from feedtui.papers.text import clean_block, clean_line
from feedtui.sources.found import Remark, Unreadable

_SOURCES = ("arxiv:snapshot",)
_NO_LINKS = Links()
_BOM = b"\xef\xbb\xbf"
_SHOWN = 60

_KEYS = (re.compile(rb'"id"\s*:\s*"'), re.compile(rb'"title"\s*:\s*"'), re.compile(rb'"categories"\s*:\s*"'))
_PARAGRAPH = re.compile(r"\n\s")
_CREATED = re.compile(r"(?:[A-Z][a-z]{2}, +)?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d:\d\d:\d\d) GMT")
_MONTHS = {name: f"{at:02}" for at, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}
_AFFILIATION = re.compile(r"\([^()]*\)")
_BETWEEN_NAMES = re.compile(r",\s*and\s|,|\sand\s")
_DOI = re.compile(r"10\.\d{4,9}/[^\s,;]+")


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
    abstract = _text(record, "abstract").strip()
    if "\r" not in abstract and not _PARAGRAPH.search(abstract):
        abstract = abstract.replace("\n", " ")  # text on one line takes the cleaning's short way
    abstract = clean_block(abstract)
    published, updated = _dates(record.get("versions"))
    doi = _DOI.search(clean_line(_text(record, "doi")))
    return Paper(
        id=identity,
        title=title,
        abstract=abstract,
        authors=_authors(record),
        published=published,
        updated=updated,
        doi=doi[0] if doi else None,
        links=_links(abstract, _text(record, "comments")),
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
    if match is None or match[2] not in _MONTHS:
        return None
    time = f"{match[3]}-{_MONTHS[match[2]]}-{match[1]:0>2}T{match[4]}Z"
    try:
        datetime.fromisoformat(time)
    except ValueError:
        return None
    return time


def _links(abstract: str, comments: str) -> Links:
    """Return the link to the code that the abstract names, or the comments; arXiv's own follow from the id."""
    code = code_address(abstract) if "://" in abstract else None
    if code is None and "://" in comments:
        code = code_address(clean_line(comments))
    return Links(code=code) if code else _NO_LINKS
