"""Zotero's export as CSV: https://github.com/zotero/translators/blob/master/CSV.js."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from feedtui.papers.names import Name, straight
from feedtui.sources.found import Carried, Found, Unreadable
from feedtui.sources.html_text import text_of
from feedtui.sources.references import Told, arxiv_in, arxiv_noted, doi_in, gather, iso_date, moment

KIND = "zotero-csv"

_HEADER = re.compile(r'\s*"?Key"?,"?Item Type"?,"?Publication Year"?,"?Author"?,"?Title"?,')
_RECORD = re.compile(r'^"?[A-Z0-9]{8}"?,"?[a-zA-Z]{3,30}"?,', re.MULTILINE)
"""How each item begins, by Zotero's key of it; so a quote that is not closed costs one item, not all that follow."""
_IDENTIFIED = ("Number", "Archive", "Archive Location", "Url", "DOI", "Publisher", "Publication Title", "Report Number")
_NO_PAPERS = {"attachment": "It is a file without an item.", "note": "It is a note without an item.",
              "annotation": "It is an annotation without an item."}  # fmt: skip
_BETWEEN_NOTES = re.compile(r">;\s*<")
_LONGEST_FIELD = 2**24


def looks_like_zotero(text: str) -> bool:
    """Whether a text begins with the header of Zotero's CSV."""
    return _HEADER.match(text.removeprefix("\ufeff")) is not None


def read_zotero(text: str, source: str) -> Found:
    """Return the papers of Zotero's CSV, with its reader's notes and own tags, and when they were added.

    Raises:
        Unreadable: It is no such CSV, or has no items.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not looks_like_zotero(text) or not _RECORD.search(text):
        raise Unreadable("This is no CSV of Zotero with items in it.")
    return gather(_told(text), KIND, source)


def _told(text: str) -> Iterator[Told]:
    starts = [found.start() for found in _RECORD.finditer(text)]
    header = _row(text[: starts[0]])
    line = text.count("\n", 0, starts[0]) + 1
    for start, end in zip(starts, (*starts[1:], len(text)), strict=True):
        record = text[start:end]
        row = _row(record)
        yield _entry(dict(zip(header, row, strict=False)), f"line {line}", len(row) == len(header))
        line += record.count("\n")


def _row(record: str) -> list[str]:
    before = csv.field_size_limit(_LONGEST_FIELD)
    try:
        return next(csv.reader([record.rstrip("\n")]), [])
    except csv.Error:
        return []
    finally:
        csv.field_size_limit(before)


def _entry(item: dict[str, str], where: str, is_whole: bool) -> Told:
    name = item.get("Title") or item.get("Key", "")
    if (kind := item.get("Item Type", "")) in _NO_PAPERS:
        return Told(where, name=name, trouble=_NO_PAPERS[kind])
    texts = [item.get(name, "") for name in _IDENTIFIED]
    arxiv = next((found for text in texts if (found := arxiv_in(text))), None) or arxiv_noted(item.get("Extra", ""))
    people = item.get("Author") or item.get("Editor") or ""
    return Told(
        where=where,
        name=name,
        title=item.get("Title", ""),
        authors=tuple(straight(_name(name)) for name in people.split(";") if name.strip()),
        published=iso_date(item.get("Date", "")) or iso_date(item.get("Publication Year", "")),
        abstract=item.get("Abstract Note", ""),
        arxiv=arxiv,
        doi=doi_in(item.get("DOI", "")) or doi_in(item.get("Url", "")),
        addresses=(item.get("Url", ""), *item.get("Link Attachments", "").split("; ")),
        tags=tuple(item.get("Automatic Tags", "").split(";")),
        carried=Carried(
            tags=tuple(item.get("Manual Tags", "").split(";")),
            note=text_of(_BETWEEN_NOTES.sub("><", item.get("Notes", ""))),
            at=moment(item.get("Date Added", "")),
        ),
        trouble="" if is_whole else "It has not as many columns as the header; what could be read was kept.",
    )


def _name(text: str) -> Name:
    """Return the name of `Last, First`."""
    family, _, given = text.partition(",")
    return Name(family.strip(), given.strip())
