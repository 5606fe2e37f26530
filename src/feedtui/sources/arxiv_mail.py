r"""arXiv's daily mail, as text: https://info.arxiv.org/help/subscribe.html.

Records stand between rulers of dashes or per cent signs. Each begins with a line `\\`; then what it is and when it
came, an empty line, fields whose continuation lines are indented, another line `\\`, the abstract, and `\\ ( address ,
size)`. A replaced paper's record has no abstract:

    \\
    arXiv:2602.12181 (*cross-listing*)
    Date: Thu, 12 Feb 2026 17:11:20 GMT   (56kb)

    Title: A title that goes on
      in the next line
    Authors: A. Lamp, B. River and C. Moon
    Categories: cs.GT cs.LG
    \\
      An abstract, wrapped.
    \\ ( https://arxiv.org/abs/2602.12181 ,  56kb)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from feedtui.papers.paper import Paper, PaperId
from feedtui.papers.text import clean_line
from feedtui.sources.arxiv_calendar import listed_after
from feedtui.sources.arxiv_text import abstract_of, day_told, doi_of, links_of, names_in, paper_named, time_told
from feedtui.sources.found import Found, Remark, Unreadable, remark

KIND = "arxiv-mail"

_GLANCE = 2**20
_MARK = r"\\"
_BEGINNING = re.compile(r"^\\\\[ \t\r]*\n(?:arXiv:|Paper(?: \(\*cross-listing\*\))?:)[ ]?\S", re.MULTILINE)
_RULER = re.compile(r"\s*[-%]{60,}\s*")
_RECEIVED = re.compile(r"^[ \t]*received from\s.*?\sto\s(.*)$", re.MULTILINE)
_FIRST_LINE = re.compile(r"(?:arXiv|Paper)\s*(?:\(\*cross-listing\*\))?:\s*(\S+)")
_CROSS = "(*cross-listing*)"
_REPLACED = "replaced with revised version"
_FIELD = re.compile(r"(Title|Authors?|Categories|Comments|DOI|Date)(?: \([^()]*\))?:\s*(.*)")
_OTHER_FIELD = re.compile(r"[A-Z][A-Za-z-]{2,15}(?: \([^()]*\))?:")
_AND = re.compile(r",?\s+and\s+")


@dataclass(slots=True)
class _Record:
    """One record: its lines up to the abstract, the abstract, and whether its last line is there."""

    head: list[str]
    abstract: str
    is_whole: bool


@dataclass(slots=True)
class _Reading:
    """What was read so far; `day` is that of the listing that the mail is."""

    source: str
    day: str | None = None
    days: set[str] = field(default_factory=set)
    papers: dict[PaperId, Paper] = field(default_factory=dict)
    revised: dict[PaperId, Paper] = field(default_factory=dict)
    cross_listed: int = 0
    skipped: list[Remark] = field(default_factory=list)
    damaged: list[Remark] = field(default_factory=list)


def looks_like_mail(text: str) -> bool:
    """Whether text has a record of arXiv's mail near its beginning."""
    return bool(_BEGINNING.search(text[:_GLANCE]))


def read_mail(text: str, source: str) -> Found:
    r"""Return the new and the cross-listed papers of one mail or several, and the replaced ones as `revised`.

    New papers are `published` when they were submitted; replaced ones are `updated` when that version was. They are
    `listed` on the day of the listing that the mail is: it says until which cut-off papers were received, and that is
    announced at one time, see `arxiv_calendar`. A mail without that line tells of no day.

    Raises:
        Unreadable: There is no record in it.
    """
    reading = _Reading(source)
    number = 0
    for part in _parts(text):
        if received := _RECEIVED.search(part):
            cut_off = day_told(received[1])
            reading.day = listed_after(date.fromisoformat(cut_off)).isoformat() if cut_off else None
        record = _record(part)
        if record is not None:
            number += 1
            _read(record, number, reading)
    if not number:
        raise Unreadable(r"This is no mail of arXiv: no record in it begins with a line of \\ and arXiv's identifier.")
    days = reading.days
    return Found(
        KIND,
        tuple(reading.papers.values()),
        tuple(reading.skipped),
        tuple(reading.damaged),
        list_date=next(iter(days)) if len(days) == 1 else None,
        told_at=max(days, default=None),
        revised=tuple(reading.revised.values()),
        cross_listed=reading.cross_listed,
    )


def _parts(text: str) -> Iterator[str]:
    """Yield what stands between the rulers; a record begins a part of its own where its ruler was lost."""
    lines = text.replace("\r\n", "\n").split("\n")
    begin = 0
    for at, line in enumerate(lines):
        if _RULER.fullmatch(line):
            yield "\n".join(lines[begin:at])
            begin = at + 1
        elif line.rstrip() == _MARK and at > begin and at + 1 < len(lines) and _FIRST_LINE.match(lines[at + 1]):
            yield "\n".join(lines[begin:at])
            begin = at
    yield "\n".join(lines[begin:])


def _record(part: str) -> _Record | None:
    r"""Return the record that a part is; a line of `\\` in its abstract, as TeX breaks lines, is the abstract's own."""
    lines = part.split("\n")
    marks = [at for at, line in enumerate(lines) if line.startswith(_MARK)]
    if not marks:
        return None
    first, *later = marks
    is_whole = bool(later) and lines[later[-1]].startswith(_MARK + " (")
    end = later[-1] if is_whole else len(lines)
    behind_head = next((at for at in later if at < end), end)
    return _Record(lines[first + 1 : behind_head], "\n".join(lines[behind_head + 1 : end]), is_whole)


def _read(record: _Record, number: int, reading: _Reading) -> None:
    """Read one record."""
    fields = _fields(record.head)
    title, first = clean_line(fields.get("Title", "")), fields.get("", "")
    named = _FIRST_LINE.match(first)
    identity = paper_named(named[1]) if named else None
    shown = f"record {number}: {title or first}"
    if identity is None or not title:
        reading.skipped.append(remark(shown, f"The record has no {'title' if identity else 'arXiv identifier'}."))
        return
    if identity in reading.papers or identity in reading.revised:
        reading.skipped.append(remark(shown, "It is the same paper again in this mail."))
        return
    if not record.is_whole:
        reading.damaged.append(remark(shown, "The record breaks off: the end of its abstract is missing."))
    replaced = fields.get(_REPLACED)
    if reading.day:
        reading.days.add(reading.day)
    if replaced is None and _CROSS in first:
        reading.cross_listed += 1
    abstract = abstract_of(record.abstract)
    authors = fields.get("Authors") or fields.get("Author") or ""
    (reading.papers if replaced is None else reading.revised)[identity] = Paper(
        id=identity,
        title=title,
        abstract=abstract,
        authors=names_in(_AND.sub(", ", authors)),
        published=time_told(fields.get("Date", "")) if replaced is None else None,
        listed=reading.day if replaced is None else None,
        updated=time_told(replaced) if replaced is not None else None,
        doi=doi_of(fields.get("DOI", "")),
        links=links_of(abstract, fields.get("Comments", "")),
        tags=tuple(dict.fromkeys(clean_line(fields.get("Categories", "")).split())),
        sources=(reading.source,),
    )


def _fields(lines: list[str]) -> dict[str, str]:
    """Return the fields of a record's head by their names, each on one line.

    The first line is under the empty name, and when the paper was replaced under arXiv's words for it.
    """
    fields: dict[str, str] = {}
    name = None
    for line in lines:
        if not fields and line.strip():
            fields[""] = line
        elif line.startswith(_REPLACED):
            fields[_REPLACED] = line.removeprefix(_REPLACED)
        elif name and line[:1].isspace() and line.strip():
            fields[name] += " " + line.strip()
        elif found := _FIELD.match(line):
            # Of several dates the first is that of the first version.
            name = found[1] if found[1] not in fields else None
            fields.setdefault(found[1], found[2])
        elif _OTHER_FIELD.match(line) or not line.strip():
            name = None
        elif name:
            fields[name] += " " + line  # where copying lost the indent
    return fields
