"""What arXiv's feeds, answers, mails and snapshot write alike: identifiers, names, dates, DOIs, abstracts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from feedtui.papers.identity import arxiv_id
from feedtui.papers.links import code_address
from feedtui.papers.paper import Links, PaperId
from feedtui.papers.text import clean_block, clean_line

if TYPE_CHECKING:
    from lxml import etree

NO_LINKS = Links()

_NEST = 3
"""How deep brackets in brackets are taken out."""
_BRACKETS = re.compile(r"\([^()]*\)")
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV")
_PARAGRAPH = re.compile(r"\n\s")
_DOI = re.compile(r"10\.\d{4,9}/[^\s,;]+")
_DAY = re.compile(r"\b(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}|\d\d)\b(?: (\d\d:\d\d:\d\d) GMT)?")
_ISO_DAY = re.compile(r"\s*(\d{4}-\d\d-\d\d)(?!\d)")
MONTHS = {name: f"{at:02}" for at, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}
_FIRST_YEAR = 91
"""Two digits from here on are a year of the twentieth century: arXiv began in 1991."""


def text_of(element: etree._Element | None) -> str:
    """Return the text in an element, raw, that of elements in it too; empty for none."""
    if element is None:
        return ""
    return "".join(map(str, element.itertext())) if len(element) else element.text or ""


@lru_cache(maxsize=256)
def local_name(tag: object) -> str:
    """Return the name of an element without namespace and prefix; empty for a comment, whose tag is no text."""
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def is_cut_off(data: bytes, name: str) -> bool:
    """Whether the last element of that name in a document has no end, since the document breaks off in it."""
    return data.rfind(f"<{name}".encode()) > data.rfind(f"</{name}>".encode())


def paper_named(identifier: str) -> PaperId | None:
    """Return the paper that `2301.03580v2`, `oai:arXiv.org:2301.03580v2` or the address of a page names."""
    return arxiv_id(identifier.strip().removeprefix("oai:arXiv.org:")) if identifier else None


def names_in(text: str) -> tuple[str, ...]:
    """Return the names in a list parted by commas, without the affiliations that stand in brackets behind them."""
    for _ in range(_NEST):
        text, count = _BRACKETS.subn(" ", text)
        if not count:
            break
    whole: list[str] = []
    for piece in text.split(","):
        if whole and _SUFFIX.fullmatch(piece.strip()):
            whole[-1] += " " + piece.strip()
        else:
            whole.append(piece)
    return clean_names(whole)


def clean_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that have a letter, cleaned; arXiv gives the colon behind a collaboration as an author."""
    return tuple(name for name in map(clean_line, names) if any(map(str.isalpha, name)))


def abstract_of(text: str) -> str:
    """Return an abstract as paragraphs: arXiv wraps lines, and begins a paragraph by two spaces."""
    text = text.strip()
    if "\r" not in text and not _PARAGRAPH.search(text):
        text = text.replace("\n", " ")  # text on one line takes the cleaning's short way
    return clean_block(text)


def doi_of(text: str) -> str | None:
    """Return the first DOI in a text; None for what is none."""
    found = _DOI.search(clean_line(text)) if text else None
    return found[0] if found else None


def links_of(abstract: str, comments: str = "") -> Links:
    """Return the link to the code that the abstract or the comments name; arXiv's own pages follow from the id."""
    code = code_address(abstract) if "://" in abstract else None
    if code is None and "://" in comments:
        code = code_address(clean_line(comments))
    return Links(code=code) if code else NO_LINKS


def iso_time(text: str) -> str | None:
    """Return an ISO 8601 time in UTC, or a day as it is; None for what is neither."""
    try:
        if "T" not in text:
            return date.fromisoformat(text.strip()).isoformat()
        moment = datetime.fromisoformat(text.strip())
        moment = moment.astimezone(UTC) if moment.tzinfo else moment
    except (ValueError, OverflowError):
        return None
    return moment.replace(microsecond=0, tzinfo=None).isoformat() + "Z"


@lru_cache(maxsize=256)
def day_told(text: str) -> str | None:
    """Return the day that `Wed, 29 Jul 2026 00:00:00 -0400` or an ISO 8601 time names, in the zone it is told in."""
    told, iso = _told(text), _ISO_DAY.match(text)
    return told[0] if told else iso_time(iso[1]) if iso else None


def time_told(text: str) -> str | None:
    """Return the time that `Mon, 12 Jan 2026 20:33:39 GMT   (215kb)` names, else its day; None for neither."""
    told = _told(text)
    return (iso_time(f"{told[0]}T{told[1]}Z") or told[0]) if told else None


def _told(text: str) -> tuple[str, str | None] | None:
    match = _DAY.search(text)
    if match is None or match[2] not in MONTHS:
        return None
    year = match[3] if len(match[3]) == 4 else f"{'19' if int(match[3]) >= _FIRST_YEAR else '20'}{match[3]}"
    day = iso_time(f"{year}-{MONTHS[match[2]]}-{match[1]:0>2}")
    return (day, match[4]) if day else None
