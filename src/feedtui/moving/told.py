"""What a backup says beside papers, read and cleaned."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from feedtui.library.documents import MARKS, SEARCHES, SOURCES, Document
from feedtui.library.passed import MOST_TIMES
from feedtui.library.whole_file import OWN_TABLE
from feedtui.moving import describing, forms
from feedtui.moving.digests import ShownPaper, shown_of
from feedtui.moving.forms import Damaged, Object, ToldMark
from feedtui.moving.merging import merged_mark
from feedtui.moving.reading import Archive
from feedtui.papers.paper import PaperId
from feedtui.papers.text import LINE_LIMIT, clean_line
from feedtui.sources.addresses import AddressError, parse_address

_MOST = 10_000
"""Kept searches, sources and other documents that are read; nobody makes that many by hand."""
_LONGEST = 1 << 16
"""Characters of a document of any other table."""


@dataclass(slots=True)
class Told:
    """What is said, by what it is about: marks by the identities of their papers, sources by address.

    Documents of other tables are by table and key, what digests have shown by digest and identities.
    """

    marks: dict[tuple[PaperId, ...], ToldMark] = field(default_factory=dict)
    searches: dict[str, Document] = field(default_factory=dict)
    sources: dict[str, Document] = field(default_factory=dict)
    others: dict[tuple[str, str], Document] = field(default_factory=dict)
    digests: dict[tuple[str, tuple[PaperId, ...]], ShownPaper] = field(default_factory=dict)
    passed: dict[PaperId, int] = field(default_factory=dict)


def told_in(archive: Archive, at: str) -> Told:
    """Read what an archive says beside papers; `at` is the time of what has none."""
    told = Told()
    _each(archive, describing.MARKS, lambda one: _mark(told, one), None)
    _each(archive, describing.SEARCHES, lambda one: _search(told, one, at))
    _each(archive, describing.SOURCES, lambda one: _source(told, one, at))
    _each(archive, describing.OTHERS, lambda one: _other(told, one))
    _each(archive, describing.DIGESTS, lambda one: _shown(told, one), None)
    _each(archive, describing.PASSED, lambda one: _passed(told, one))
    return told


def _each(archive: Archive, name: str, take: Callable[[Object], None], most: int | None = _MOST) -> None:
    for where, one in archive.objects(name, most):
        try:
            take(one)
        except Damaged as error:
            archive.remark(where, str(error))


def _mark(told: Told, one: Object) -> None:
    mark = forms.mark_of(one)
    held = told.marks.get(mark.names)
    told.marks[mark.names] = replace(mark, mark=merged_mark(held.mark, mark.mark)) if held else mark


def _search(told: Told, one: Object, at: str) -> None:
    name, query = (clean_line(forms.text_of(one.get(fact))) for fact in ("name", "query"))
    if not name or not query:
        raise Damaged("it has no name or no query")
    place = one.get("place")
    placed = {"place": place} if type(place) is int else {}
    told.searches[name] = {"query": query, "at": forms.time_of(one.get("at")) or at, **placed}


def _source(told: Told, one: Object, at: str) -> None:
    address = forms.text_of(one.get("address"))
    try:
        known = parse_address(address).name == address
    except AddressError as error:
        raise Damaged("it is no address of a source") from error
    if not known:
        raise Damaged("it is not an address as feedtui writes it")
    facts = {
        "title": clean_line(forms.text_of(one.get("title"))),
        "paused": one.get("paused") is True,
        "added": forms.time_of(one.get("added")) or at,
    }
    told.sources[address] = {name: value for name, value in facts.items() if value}


def _other(told: Told, one: Object) -> None:
    table, key = (clean_line(forms.text_of(one.get(fact)), LINE_LIMIT) for fact in ("table", "key"))
    document = forms.document_of(one.get("document"))
    if table in ("", OWN_TABLE, MARKS, SEARCHES, SOURCES) or not key or not isinstance(document, dict):
        raise Damaged("it has no table of its own, no key or no document")
    if len(json.dumps(document)) > _LONGEST:
        raise Damaged("it is too long")
    told.others[table, key] = document


def _shown(told: Told, one: Object) -> None:
    shown = shown_of(one)
    told.digests.setdefault((shown.digest, shown.names), shown)


def _passed(told: Told, one: Object) -> None:
    paper, times = forms.text_of(one.get("id")), one.get("times")
    if not forms.is_identity(paper) or type(times) is not int or times < 1:
        raise Damaged("it names no paper, or no number of times")
    told.passed[paper] = min(times, MOST_TIMES)
