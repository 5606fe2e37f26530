"""RIS files, https://en.wikipedia.org/wiki/RIS_(file_format), as publishers and reference managers write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from feedtui.papers.names import Name, straight
from feedtui.sources.found import Carried, Found, Unreadable
from feedtui.sources.html_text import text_of
from feedtui.sources.references import Told, arxiv_in, doi_in, gather, iso_date

_LINE = re.compile(r"\s{0,4}([A-Z][A-Z0-9])(?: {1,2}| ?\t)-(?:\s(.*)|\Z)")
_LOOKS = re.compile(r"^\s{0,4}TY {1,2}- ?[A-Z]{2,9}\s*$", re.MULTILINE)
_IN_RECORD = (
    re.compile(r"\A\s*+[A-Z][A-Z0-9]  - "),
    re.compile(r"^(?:TI|T1)  - ", re.MULTILINE),
    re.compile(r"^ER  -\s*$", re.MULTILINE),
)
_GLANCE = 200_000

_TITLES = "TI T1 CT BT ST".split()
_AUTHORS = ("AU",)
_SAME = {"A1": "AU"}
"""Fields that are one list, in the order in which they stand."""
_EDITORS = ("A2", "ED")
_DATES = "DA PY Y1".split()
_ADDRESSES = "UR L1 L2 LK".split()
_NOTES = ("RN", "N1")
_TEXTS = ("AB", "N2", "N1", "RN")
_LISTS = ("AU", "KW")
_WRAPPED, _FULL = 85, 60
"""Where no line of a file is longer than the one, its texts are wrapped: lines longer than the other go on."""
_PUBLISHERS_NOTE = re.compile(
    r"\s*(?:doi: ?10\.|cited by ?:|export date:|times cited:|accession n|copyright \(c\))", re.IGNORECASE
)
_BETWEEN_PLACES = re.compile(r";\s*(?=https?:)|\s+")
_BETWEEN_TAGS = re.compile(r"\s*[;,]\s*")


@dataclass(slots=True)
class _Record:
    """A record: its fields by name, each the values in their order."""

    line: int
    fields: dict[str, list[str]] = field(default_factory=dict)
    trouble: str = ""

    def all(self, names: Iterable[str]) -> list[str]:
        """Return the values of some fields that are not empty, field by field."""
        return [value for name in names for value in self.fields.get(name, ()) if value]

    def go_on(self, name: str, more: str, is_wrapped: bool) -> None:
        """Add a line that names no field to the last one: to a text its next line, to a list a further value."""
        values = self.fields[name]
        if name in _LISTS and more:
            values.append(more)
        elif name in _TEXTS and not is_wrapped:
            values[-1] += f"\n{more}"
        elif more:
            values[-1] += f" {more}"


def looks_like_ris(text: str) -> bool:
    """Whether a line of a text begins a record, or it begins within one that has a title and an end."""
    glance = text[:_GLANCE].removeprefix("\ufeff")
    return _LOOKS.search(glance) is not None or all(part.search(glance) for part in _IN_RECORD)


def read_ris(text: str, source: str) -> Found:
    """Return the papers of a RIS file, and its notes.

    Raises:
        Unreadable: There is no record in it.
    """
    records = list(_records(text.removeprefix("\ufeff").splitlines()))
    if not records:
        raise Unreadable("There are no records in this RIS file.")
    return gather(map(_told, records), "ris", source)


def _records(lines: list[str]) -> Iterator[_Record]:
    """Yield the records; one without a beginning begins with its first field, one without an end ends at the next."""
    is_wrapped = max(map(len, lines), default=0) <= _WRAPPED
    record: _Record | None = None
    name = ""
    for number, line in enumerate(lines, 1):
        match = _LINE.fullmatch(line)
        if match is None:
            if record is not None:
                record.go_on(name, line.strip(), is_wrapped and len(lines[number - 2]) >= _FULL)
            continue
        name, value = _SAME.get(match[1], match[1]), (match[2] or "").strip()
        if name == "ER":
            if record is not None:
                yield record
            record = None
            continue
        if record is not None and name == "TY" and set(record.fields) - {"TY"}:
            record.trouble = "It has no end."
            yield record
            record = None
        if record is None:
            record = _Record(number)
        record.fields.setdefault(name, []).append(value)
    if record is not None:
        record.trouble = "It has no end."
        yield record


def _told(record: _Record) -> Told:
    people = record.all(_AUTHORS) or record.all(_EDITORS)
    places = tuple(place for value in record.all(_ADDRESSES) for place in _BETWEEN_PLACES.split(value))
    identifiers = (*record.all(("DO", "M3", "AN")), *places, *filter(_PUBLISHERS_NOTE.match, record.all(("N1",))))
    notes = (text_of(note) for note in record.all(_NOTES) if not _PUBLISHERS_NOTE.match(note))
    title = next(iter(record.all(_TITLES)), "")
    return Told(
        where=f"line {record.line}",
        name=title or next(iter(identifiers), ""),
        title=title,
        authors=tuple(
            dict.fromkeys(straight(_name(name)) for value in people for name in value.split(";") if name.strip())
        ),
        published=_published(record.all(_DATES)),
        abstract=_paragraphs(next(iter(record.all(("AB", "N2"))), "")),
        arxiv=next((found for value in identifiers if (found := arxiv_in(value))), None),
        doi=next((found for value in identifiers if (found := doi_in(value))), None),
        addresses=places,
        tags=tuple(_tags(record.all(("KW",)))),
        carried=Carried(note="\n\n".join(notes)),
        trouble=record.trouble,
    )


def _name(text: str) -> Name:
    """Return the name of `Last, First, Suffix`."""
    family, *rest = [piece.strip() for piece in text.split(",", 2)]
    return Name(family, rest[0] if rest else "", suffix=rest[1] if len(rest) > 1 else "")


def _published(told: list[str]) -> str | None:
    """Return the date that says most among those of the first year."""
    dates = [date for date in map(iso_date, told) if date]
    return max((date for date in dates if date[:4] == dates[0][:4]), key=len, default=None)


def _tags(told: list[str]) -> Iterator[str]:
    """Yield the keywords; where there is but one field, it is a list of them."""
    for value in told:
        yield from _BETWEEN_TAGS.split(value) if len(told) == 1 else [value]


def _paragraphs(text: str) -> str:
    return re.sub(r"\n+", "\n\n", text)
