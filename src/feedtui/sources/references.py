"""From what a reference manager's file tells of its entries to papers, whatever the format."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime, timedelta
from urllib.parse import unquote

from feedtui.notes import clean_note
from feedtui.papers.identity import arxiv_id, doi_id, identify, is_name, name_of, title_id
from feedtui.papers.links import code_address
from feedtui.papers.paper import Links, Paper, PaperId
from feedtui.papers.text import clean_block, clean_line, folded
from feedtui.sources.feed_dates import read_date
from feedtui.sources.feed_papers import plain_address
from feedtui.sources.found import Carried, Found, Remark, remark
from feedtui.sources.html_text import text_of, title_of

ONLY_NAMED = "bib:id"
"""The source of what is known of a paper by its id alone: another file of the same name never takes its title away."""

_LONGEST_TAG = 100
_MOST_TAGS = 64
_NUMBER = r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?![\d/])"
_ARXIV = re.compile(
    rf"(?:\barxiv(?:\.org/(?:abs|pdf|html))?[:/\s]\s*|10\.48550/arxiv\.|\babs/){_NUMBER}", re.IGNORECASE
)
_NOTED = re.compile(rf"^\s*arxiv:\s*{_NUMBER}", re.IGNORECASE | re.MULTILINE)
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?!\d)")
_MOMENT = re.compile(
    r"(\d{4})[-.](\d\d)[-.](\d\d)(?:[ T-]+(\d\d):(\d\d)(?::(\d\d))?)?(?:\.\d+)?\s*"
    r"(?:(?P<sign>[+-])(\d\d):?(\d\d)|Z|UTC)?"
)
_NUMBERS = (1, 2, 3, 4, 5, 6, 8, 9)
_PDF = re.compile(r"\.pdf(?:$|[?#])|/pdf/", re.IGNORECASE)
_FIRST_YEAR = 1990
"""A time stamp of before was made by a clock that was not set."""
_DAMAGED = "\ufffd"


@dataclass(frozen=True, slots=True)
class Told:
    """What an entry tells, as text that is not cleaned yet; `where` is its place, `line 12`.

    With `by_id`, its identifiers and addresses are its own even where entries of other titles tell them too.
    """

    where: str
    name: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    published: str | None = None
    abstract: str = ""
    arxiv: str | None = None
    doi: str | None = None
    addresses: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    carried: Carried = field(default_factory=Carried)
    trouble: str = ""
    by_id: bool = False


def gather(told: Iterable[Told], kind: str, source: str, left_out: Iterable[Remark] = ()) -> Found:
    """Return the papers of a file's entries, and what it tells of their reader; `left_out` was found to be no entry.

    An entry without a title is left out, unless it has an arXiv id, which then stands in the title's place. Of several
    that are one paper, the later ones add what the first did not tell. A DOI or an address that stands in entries of
    several titles, such as a book's in all of its chapters, is nobody's identity.
    """
    entries = list(told)
    shared = _shared(entries)
    papers: dict[PaperId, Paper] = {}
    marks: dict[PaperId, Carried] = {}
    skipped = list(left_out)
    damaged: list[Remark] = []
    for entry in entries:
        what = ": ".join(filter(None, (entry.where, entry.name or entry.title)))
        paper = _paper(entry, shared, source)
        if not paper.title:
            skipped.append(remark(what, entry.trouble or "It has no title."))
            continue
        trouble = entry.trouble or ("Letters of it could not be read." if _is_damaged(paper) else "")
        if trouble:
            damaged.append(remark(what, trouble))
        before = papers.get(paper.id, paper)
        if before is not paper and not _are_same(before, paper):
            skipped.append(remark(what, "Another one has this title, and no identifier tells them apart."))
            continue
        if before is not paper:
            skipped.append(remark(what, "It is the same paper as one before it; what it says besides was kept."))
        papers[paper.id] = _filled(before, paper)
        carried = _merged(marks.get(paper.id, Carried()), entry.carried)
        if replace(carried, at=None) != Carried():
            marks[paper.id] = carried
    return Found(kind, tuple(papers.values()), tuple(skipped), tuple(damaged), carried=marks)


def arxiv_in(text: str) -> str | None:
    """Return the arXiv identifier that a text names as one: `arXiv:2301.03580`, an address, a DOI, DBLP's `abs/…`."""
    match = _ARXIV.search(text)
    return match[1] if match else None


def arxiv_noted(note: str) -> str | None:
    """Return the arXiv identifier that a line of a note begins with; elsewhere in a note it may be another paper's."""
    match = _NOTED.search(note)
    return match[1] if match else None


def doi_in(text: str) -> str | None:
    """Return the DOI in a text, an address or not."""
    match = _DOI.search(unquote(text))
    found = clean_line(match[0].rstrip(".,;\"'")) if match else ""
    return found if found and doi_id(found) and len(found) < 300 else None


def iso_date(text: str) -> str | None:
    """Return a date as ISO 8601 in the precision that the text has: `2016/12//`, `2016-12-30`, `July 1948`."""
    match = _DATE.match(text.strip())
    day = None if match else read_date(text)[1]
    match = match or (None if day else _DATE.search(text))
    return iso_day(*(int(part or 0) for part in match.groups())) if match else day


def iso_day(year: int, month: int = 0, day: int = 0) -> str | None:
    """Return a date as ISO 8601; 0 is what is not known. What no calendar has is left out, None without a year."""
    if not 1000 <= year <= 2999:
        return None
    if not 1 <= month <= 12:
        return f"{year}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return f"{year}-{month:02}"


def moment(text: str) -> str | None:
    """Return when a program noted something, ISO 8601 in UTC: JabRef's, BibDesk's, Zotero's or papis's time stamp.

    A day is its beginning, and a time without a zone is in UTC.
    """
    match = _MOMENT.fullmatch(text.strip(" {}"))
    if match is None:
        return None
    year, month, day, hour, minute, second, hours, minutes = (int(part or 0) for part in match.group(*_NUMBERS))
    away = timedelta(hours=hours, minutes=minutes)
    try:
        local = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        told = local + away if match["sign"] == "-" else local - away
    except (ValueError, OverflowError):
        return None
    return told.strftime("%Y-%m-%dT%H:%M:%SZ") if told.year >= _FIRST_YEAR else None


def decoded(data: bytes) -> str:
    """Return the text of a file whose programs often write no UTF-8: in the encoding that JabRef's first line says.

    Else it is Windows's for Western languages.
    """
    for name in ("utf-8-sig", *re.findall(rb"(?i)encoding: *([\w-]+)", data[:500])):
        try:
            return data.decode(name if isinstance(name, str) else name.decode().replace("ISO8859_", "iso8859-"))
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", errors="replace")


def _shared(entries: Iterable[Told]) -> frozenset[str]:
    """Return the DOIs and addresses that entries of different titles tell."""
    first: dict[str, PaperId] = {}
    shared = set()
    for entry in entries:
        title = title_id(entry.title)
        if entry.by_id:
            continue
        for told in (entry.doi, *map(plain_address, entry.addresses)):
            if told and first.setdefault(told.lower(), title) != title:
                shared.add(told.lower())
    return frozenset(shared)


def _paper(entry: Told, shared: frozenset[str], source: str) -> Paper:
    title = clean_line(" ".join(title_of(entry.title).split()))
    # An arXiv id is enough: the title can be looked up.
    title = title or name_of(arxiv_id(entry.arxiv or "") or "")
    abstract = clean_block(text_of(entry.abstract))
    doi = entry.doi if entry.doi and entry.doi.lower() not in shared else None
    places = [place for place in map(plain_address, entry.addresses) if place]
    own = next((place for place in places if place.lower() not in shared), None)
    identity = identify(title, arxiv=entry.arxiv, doi=doi, url=own)
    page = next((place for place in places if not _PDF.search(place)), "")
    names = (clean_line(name) for name in entry.authors)
    return Paper(
        id=identity,
        title=title,
        abstract=abstract,
        authors=tuple(name for name in names if any(map(str.isalpha, name))),
        published=entry.published,
        doi=doi if doi and not arxiv_id(doi) else None,
        links=Links(
            abs=page if page and (arxiv_id(page) or doi_id(page) or "") != identity else None,
            pdf=next((place for place in places if _PDF.search(place)), None),
            code=code_address(abstract) if "://" in abstract else None,
        ),
        tags=_tags(entry.tags),
        sources=(ONLY_NAMED if is_name(title) else source,),
    )


def _tags(told: Iterable[str]) -> tuple[str, ...]:
    tags = (clean_line(title_of(tag), _LONGEST_TAG) for tag in told)
    return tuple(dict.fromkeys(tag for tag in tags if tag))[:_MOST_TAGS]


def _filled(paper: Paper, other: Paper) -> Paper:
    """Return the paper with what only the other one tells."""
    links = {name: getattr(other.links, name) for name in Links.__slots__ if getattr(paper.links, name) is None}
    told = {
        field.name: getattr(other, field.name)
        for field in fields(Paper)
        if getattr(paper, field.name) in (None, "", ())
    }
    if is_name(paper.title):
        told |= {"title": other.title, "sources": other.sources}
    return replace(paper, **told, links=replace(paper.links, **links))


def _are_same(one: Paper, other: Paper) -> bool:
    """Whether two papers of one identity are one: those known by their titles alone, if any author wrote both."""
    known = not one.id.startswith("title:") or not (one.authors and other.authors)
    return known or not {folded(name) for name in one.authors}.isdisjoint(folded(name) for name in other.authors)


def _merged(one: Carried, other: Carried) -> Carried:
    notes = dict.fromkeys(filter(None, (one.note, clean_note(other.note))))
    return Carried(
        one.read or other.read,
        one.starred or other.starred,
        tuple(dict.fromkeys((*one.tags, *_tags(other.tags)))),
        "\n\n".join(notes),
        min(filter(None, (one.at, other.at)), default=None),
    )


def _is_damaged(paper: Paper) -> bool:
    return any(_DAMAGED in text for text in (paper.title, paper.abstract, *paper.authors))
