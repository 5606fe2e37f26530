"""What of a mark, a kept search or a source is exchanged: its fields, each by itself, and cleaned.

A field that is not set has no value. Every tag is a field of its own, so that two machines can each give one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TypeAlias

from feedtui.library.documents import MARKS, SEARCHES, SOURCES, Document
from feedtui.papers.paper import PaperId
from feedtui.papers.text import LINE_LIMIT, clean_line
from feedtui.sources.addresses import AddressError, parse_address

Value: TypeAlias = str | bool | int | None
"""What a field is set to; None clears it."""

Fields: TypeAlias = dict[str, Value]

TABLES = (MARKS, SEARCHES, SOURCES)
STATES = ("read", "starred", "queued")
NOTE, TAG, THERE, QUERY, PLACE = "note", "tag:", "there", "query", "place"

NOTE_LIMIT = 200_000
"""Characters of a note that is exchanged: longer than one may be written, since notes of two machines add up."""

_STAMPED = 32
"""Characters of a time that is in the one form already."""
_LAST = 1_000_000
"""No search has a place behind this one."""
_KINDS = ("arxiv:", "doi:", "url:", "title:")
_WHEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.]{5,15}(Z|[+-][0-9]{2}:[0-9]{2})?)?")


def fields_of(table: str, documents: Iterable[Document]) -> Fields:
    """Return the fields that documents of one thing set, together as `documents.mark_of` takes them together."""
    found: dict[str, list[str | bool | int]] = {}
    for document in documents:
        for one in _raw(table, document):
            field, value = cleaned(table, *one) or ("", None)
            if value is not None:
                found.setdefault(field, []).append(value)
    return {field: values[0] if len(values) == 1 else _together(field, values) for field, values in found.items()}


def cleaned(table: str, field: str, value: object) -> tuple[str, Value] | None:
    """Return a field and its value as they may be kept, None for what is none of a table's."""
    if table == MARKS and field.startswith(TAG):
        tag = clean_line(field[len(TAG) :])
        return (TAG + tag, value) if tag and (value is None or value is True) else None
    kinds: dict[str, str] = _FIELDS[table]
    kind = kinds.get(field)
    if value is None:
        return (field, None) if kind else None
    if kind == "flag":
        return (field, True) if value is True else None
    if kind == "place":
        return (field, value) if type(value) is int and 0 <= value <= _LAST else None
    if kind is None or not isinstance(value, str):
        return None
    if kind == "time":
        return (field, value) if utc(value) else None
    text = _note(value) if kind == "note" else clean_line(value)
    return (field, text or None)


def is_known(table: str, name: str) -> bool:
    """Whether a name can be one of a table's: an identity of a paper, what a search is called, a source's address."""
    if table == SOURCES:
        return _is_address(name)
    clean = 0 < len(name) <= LINE_LIMIT and clean_line(name) == name
    return clean and (table == SEARCHES or name.startswith(_KINDS))


def names_in(table: str, key: str, document: Document | None) -> tuple[list[str], list[str]]:
    """Return the names by which a document's thing is told from others, and the titles that only help to find it.

    Two papers may have the same title: it says which paper is meant where nothing else is known of one, no more.
    """
    if not is_known(table, key):
        return [], []
    told = document.get("known_as") if document and table == MARKS else None
    every = dict.fromkeys((key, *(one for one in told if isinstance(one, str)))) if isinstance(told, list) else [key]
    names = [name for name in every if is_known(table, name)]
    sure = [name for name in names if name == key or not name.startswith("title:")]
    return (names, []) if is_title(sure) else (sure, [name for name in names if name not in sure])


def is_title(names: Collection[PaperId]) -> bool:
    """Whether a paper is known by titles alone."""
    return all(name.startswith("title:") for name in names)


def document_with(
    table: str, document: Document | None, wanted: Fields, *, names: Iterable[PaperId], title: str, at: str
) -> Document | None:
    """Return a document changed to have some fields and no others; what it holds beside fields stays.

    A new one gets the names and the title of its paper, or the time of a search.
    """
    if not wanted:
        return None
    made: Document = dict(document or {})
    held = fields_of(table, [made])
    for field in [one for one in {**held, **wanted} if held.get(one) != wanted.get(one)]:
        if field.startswith(TAG):
            continue
        if (value := wanted.get(field)) is None:
            made.pop(field, None)
        elif field != THERE:
            made[field] = value
    if table == MARKS:
        made |= {"title": made.get("title") or title, "known_as": _known_as(made, names)}
        _put_tags(made, held, wanted)
    elif table == SEARCHES and ("at" not in made or held.get(QUERY) != wanted.get(QUERY)):
        made["at"] = f"{at[:19]}Z"
    return made


def told_time(table: str, field: str, fields: Fields, documents: Iterable[Document]) -> str | None:
    """Return when a field was set as far as its document itself tells."""
    if table == MARKS:
        told: object = fields.get(field) if field in STATES else None
    elif table == SOURCES:
        told = fields.get("added")
    else:
        told = max((str(one.get("at") or "") for one in documents), default=None)
    return utc(told) if isinstance(told, str) else None


def utc(text: str) -> str | None:
    """Return a time in the one form in which times are compared as text, None where it is none."""
    if not _WHEN.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text)
        if len(text) == _STAMPED and text[10] == "T" and text.endswith("+00:00"):
            return text
        return stamp(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        return None


def stamp(moment: datetime) -> str:
    """Return a moment as text: ISO 8601 in UTC, to the microsecond."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def later(time: str, by: timedelta = timedelta(microseconds=1)) -> str:
    """Return a time of `stamp` that is later than another."""
    return stamp(datetime.fromisoformat(time) + by)


_FIELDS: dict[str, dict[str, str]] = {
    MARKS: {**dict.fromkeys(STATES, "time"), NOTE: "note"},
    SEARCHES: {QUERY: "line", PLACE: "place"},
    SOURCES: {THERE: "flag", "title": "line", "paused": "flag", "added": "time"},
}


def _raw(table: str, document: Document) -> Iterator[tuple[str, object]]:
    yield from ((field, document[field]) for field in _FIELDS[table] if field != PLACE and document.get(field))
    if table == SEARCHES and document.get(QUERY):
        # The first place is 0, and a document without a query is no search that has one.
        yield PLACE, document.get(PLACE)
    if table == SOURCES:
        yield THERE, True
    tags = document.get("tags")
    if table == MARKS and isinstance(tags, list):
        yield from ((TAG + tag, True) for tag in tags if isinstance(tag, str))


def _together(field: str, values: list[str | bool | int]) -> str | bool | int:
    if field == NOTE:
        return "\n\n".join(dict.fromkeys(map(str, values)))
    return min(values)


def _note(text: str) -> str:
    lines = text[:NOTE_LIMIT].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(clean_line(line, NOTE_LIMIT) for line in lines).strip("\n").rstrip()


def _known_as(document: Document, names: Iterable[PaperId]) -> list[PaperId]:
    told = document.get("known_as")
    return list(dict.fromkeys((*(told if isinstance(told, list) else ()), *names)))


def _put_tags(document: Document, held: Fields, wanted: Fields) -> None:
    tags = document.get("tags")
    here = [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    kept = [tag for tag in here if wanted.get(TAG + clean_line(tag))]
    given = sorted(field[len(TAG) :] for field in wanted if field.startswith(TAG) and field not in held)
    document.pop("tags", None)
    if kept or given:
        document["tags"] = [*kept, *given]


@lru_cache(2**10)
def _is_address(name: str) -> bool:
    try:
        return parse_address(name).name == name
    except AddressError:
        return False
