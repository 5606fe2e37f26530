"""What arXiv announced on a day, as https://rss.arxiv.org tells it in RSS and in Atom.

The formats: https://info.arxiv.org/help/rss_specifications.html and https://info.arxiv.org/help/atom_specifications.html.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeAlias

from lxml import etree

from feedtui.papers.paper import Paper, PaperId
from feedtui.papers.text import clean_line
from feedtui.sources.arxiv_text import (
    abstract_of,
    clean_names,
    day_told,
    doi_of,
    is_cut_off,
    links_of,
    local_name,
    names_in,
    paper_named,
    text_of,
)
from feedtui.sources.encoded import read_xml
from feedtui.sources.feed_dates import read_date
from feedtui.sources.found import Found, Remark, Unreadable, remark

KIND = "arxiv-listing"

_Fields: TypeAlias = dict[str, list[etree._Element]]
"""The elements in an entry or a channel by their local names, in their order."""

_GLANCE = 8_192
_OWN_TITLE = re.compile(
    rb"<title[^<>]*>\s*(?:[^<>]{1,500}? updates on arXiv\.org|Feed error for query:[^<>]*)\s*</title>"
)
_ERROR = "Feed error for query"
_ENTRIES = ("item", "entry")
_CATEGORY = r"([a-z-]+(?:\.[A-Za-z-]+)?)"
_TITLE = re.compile(rf"{_CATEGORY} updates on arXiv\.org")
_ADDRESS = re.compile(rf"/(?:rss|atom)/{_CATEGORY}/?\s*\Z")
_LABELS = re.compile(
    r"\s*(?:arXiv:\S+\s+(?=Announce|Abstract))?(?:Announce Type:\s*(?P<kind>[\w-]+)\s*)?(?:Abstract:)?"
)
_REVISED = frozenset(("replace", "replace-cross", "absonly"))
_KNOWN = _REVISED | {"new", "cross"}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LONGEST_TAG = 100
_LONGEST_REASON = 500


@dataclass(slots=True)
class _Reading:
    """What was read of a listing so far; `category` is the listing's own where it is of one, `day` its own date."""

    source: str
    category: str | None
    day: str | None
    papers: dict[PaperId, Paper] = field(default_factory=dict)
    revised: dict[PaperId, Paper] = field(default_factory=dict)
    cross_listed: int = 0
    skipped: list[Remark] = field(default_factory=list)
    damaged: list[Remark] = field(default_factory=list)


def looks_like_listing(data: bytes) -> bool:
    """Whether bytes begin as one of arXiv's daily feeds, or as its answer to a question for one that there is not."""
    return bool(_OWN_TITLE.search(data[:_GLANCE]))


def read_listing(data: bytes, source: str) -> Found:
    """Return the new and the cross-listed papers of a listing in its order, and the replaced ones as `revised`.

    New papers are `listed` on the day of the announcement, as New York dates it; replaced ones are `updated` on it.
    When they were submitted, a listing does not tell. A cross-listed paper in the listing of cs.LG has the tag
    `cs.LG:cross-list` behind its categories. `list_date` is the last day that an entry names: a listing without
    entries, as on weekends, has none, whatever it says of itself.

    Raises:
        Unreadable: It is no listing of arXiv, or arXiv's answer to a question for one that there is not.
    """
    root = read_xml(data)
    channel = _channel(root)
    fields = _fields(channel)
    title = clean_line(_first(fields, "title"))
    if title.startswith(_ERROR):
        reason = clean_line(_first(fields, "description", "subtitle"), _LONGEST_REASON).rstrip(".")
        raise Unreadable(f"arXiv answered with an error: {reason or title}.")
    reading = _Reading(source, _category(title, fields), day_told(_first(fields, "pubDate")))
    _read_all([child for child in channel if local_name(child.tag) in _ENTRIES], data, local_name(root.tag), reading)
    days = [day for paper in reading.papers.values() if (day := paper.listed)]
    days += [day for paper in reading.revised.values() if (day := paper.updated)]
    if not reading.papers and not reading.revised and (reading.skipped or "arxiv.org" not in title.lower()):
        raise Unreadable("This is no listing of arXiv: nothing in it is a paper of arXiv.")
    return Found(
        KIND,
        tuple(reading.papers.values()),
        tuple(reading.skipped),
        tuple(reading.damaged),
        list_date=max(days, default=None),
        told_at=max(days, default=None),
        revised=tuple(reading.revised.values()),
        cross_listed=reading.cross_listed,
        title=title or None,
        built=_built(_first(fields, "lastBuildDate", "updated")),
        quiet_days=_quiet_days(fields),
    )


def _channel(root: etree._Element) -> etree._Element:
    """Return the element that has the entries."""
    kind = local_name(root.tag)
    if kind == "feed":
        return root
    channel = next((child for child in root if local_name(child.tag) == "channel"), None)
    if kind != "rss" or channel is None:
        raise Unreadable("This is no listing of arXiv: it is neither RSS nor Atom.")
    return channel


def _read_all(entries: list[etree._Element], data: bytes, outermost: str, reading: _Reading) -> None:
    """Read the entries; where the listing breaks off, all that are whole."""
    breaks_off = is_cut_off(data, outermost)
    if breaks_off and not entries:
        raise Unreadable("The listing breaks off before its first paper.")
    if breaks_off and is_cut_off(data, local_name(entries[-1].tag)):
        entries = entries[:-1]
    for number, entry in enumerate(entries, 1):
        _read(_fields(entry), number, reading)
    if breaks_off:
        reading.skipped.append(
            remark(f"after entry {len(entries)}", "The listing breaks off; what follows is missing.")
        )


def _read(fields: _Fields, number: int, reading: _Reading) -> None:
    """Read one entry."""
    text = _first(fields, "description", "summary")
    labels = _LABELS.match(text)
    title = clean_line(_first(fields, "title"))
    address = _first(fields, "link") or next((one.get("href", "") for one in fields.get("link", ())), "")
    identity = paper_named(_first(fields, "guid", "id")) or paper_named(address)
    shown = f"entry {number}: {title or address or clean_line(text)}"
    if identity is None or not title:
        missing = "title" if identity else "arXiv identifier"
        reading.skipped.append(remark(shown, f"The entry has no {missing}."))
        return
    if identity in reading.papers or identity in reading.revised:
        reading.skipped.append(remark(shown, "It is the same paper again in this listing."))
        return
    kind = _first(fields, "announce_type").strip() or (labels and labels["kind"]) or ""
    if kind not in _KNOWN:
        reading.damaged.append(remark(shown, "The entry does not say whether it is new, and was taken for new."))
    abstract = abstract_of(text[labels.end() :] if labels else text)
    day = day_told(_first(fields, "pubDate", "published")) or reading.day
    is_revised = kind in _REVISED
    tags = [clean_line(text_of(one) or one.get("term", ""), _LONGEST_TAG) for one in fields.get("category", ())]
    if kind == "cross":
        reading.cross_listed += 1
        tags += [f"{reading.category}:cross-list"] if reading.category else []
    (reading.revised if is_revised else reading.papers)[identity] = Paper(
        id=identity,
        title=title,
        abstract=abstract,
        authors=_authors(fields),
        listed=None if is_revised else day,
        updated=day if is_revised else None,
        doi=doi_of(_first(fields, "DOI")),
        links=links_of(abstract),
        tags=tuple(dict.fromkeys(filter(None, tags))),
        sources=(reading.source,),
    )


def _authors(fields: _Fields) -> tuple[str, ...]:
    """Return the authors: of the one `dc:creator`, else of Atom's own elements."""
    if "creator" in fields:
        return names_in(", ".join(map(text_of, fields["creator"])))
    return clean_names(text_of(author.find("{*}name")) for author in fields.get("author", ()))


def _fields(element: etree._Element) -> _Fields:
    fields: _Fields = {}
    for child in element:
        fields.setdefault(local_name(child.tag), []).append(child)
    return fields


def _first(fields: _Fields, *names: str) -> str:
    """Return the first text that an element of one of the names has, raw; empty for none."""
    return next((text for name in names for one in fields.get(name, ()) if (text := text_of(one))), "")


def _category(title: str, fields: _Fields) -> str | None:
    """Return the one category or archive that the listing is of; None for several, or where it is not told."""
    told = _TITLE.fullmatch(title) or _ADDRESS.search(_first(fields, "link", "id"))
    return told[1] if told else None


def _built(text: str) -> str | None:
    """Return the time when the listing was made in UTC, ISO 8601; where only a day is told, the day."""
    seconds, day = read_date(text)
    if seconds is None:
        return day
    try:
        return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}"
    except (ValueError, OverflowError, OSError):
        return None


def _quiet_days(fields: _Fields) -> tuple[str, ...]:
    told = {clean_line(text_of(day)) for skipped in fields.get("skipDays", ()) for day in skipped}
    return tuple(day for day in _DAYS if day in told)
