"""BibTeX and biblatex files as Zotero, JabRef, Mendeley, BibDesk, papis and arXiv write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from feedtui.papers.identity import arxiv_id
from feedtui.papers.names import straight
from feedtui.sources.bibtex_entries import Entry, entries
from feedtui.sources.bibtex_names import names_in
from feedtui.sources.found import Carried, Found, Unreadable
from feedtui.sources.references import Told, arxiv_in, arxiv_noted, doi_in, gather, iso_date, iso_day, moment
from feedtui.sources.tex_plain import plain_tex

_LOOKS = re.compile(
    r"^[ \t]*@[A-Za-z]+\s*[{(]"
    r"(?:\s*[^\s={}\"][^={}\"\n]{0,200}\s*,\s*[\w-]+\s*=\s*[{\"\w]|\s*,?\s*[\w-]+\s*=\s*[{\"\d])",
    re.MULTILINE,
)
_GLANCE = 200_000

_IDENTIFIED = "eprint arxivid arxiv url doi journal journaltitle number volume howpublished publisher ee".split()
"""Fields in which an arXiv identifier may be named as one."""
_ADDRESSES = "url howpublished ee link bdsk-url-1 pdf".split()
_OWN_TAGS = "tags groups mendeley-tags mendeley-groups".split()
_NOTES = frozenset("annote annotation review comment".split())
_NOTES_OF_USERS = "comment-"
"""JabRef keeps each user's notes in a field of that user, `comment-anna`."""
_TIMES = "timestamp creationdate date-added dateadded".split()
"""When an entry was added, as JabRef, BibDesk and Mendeley note it."""
_INHERITED = "date year month".split()
_ESCAPED = re.compile(r"\\([_%&#~$])(?:\{\})?")
_PLACE = re.compile(r"https?://[^\s{}\\<>\"]+")
_YEAR = re.compile(r"(?<!\d)([12]\d{3})(?!\d)")
_MONTHS = {name: at for at, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_BETWEEN_TAGS = re.compile(r"[,;\n](?![^{}]*\})")


def looks_like_bibtex(text: str) -> bool:
    """Whether a line of a text begins an entry with a first field."""
    return _LOOKS.search(text[:_GLANCE]) is not None


def read_bibtex(text: str, source: str) -> Found:
    """Return the papers of a BibTeX file, and what it tells of their reader: tags, notes, what was read.

    Raises:
        Unreadable: There is no entry in it.
    """
    all_entries = list(entries(text.replace("\r\n", "\n").replace("\r", "\n")))
    if not all_entries:
        raise Unreadable("There are no entries in this BibTeX file.")
    return gather(map(_told, _with_dates(all_entries)), "bibtex", source)


def _with_dates(told: list[Entry]) -> Iterator[Entry]:
    """Yield the entries, those that refer to a book with the book's date where they have none."""
    by_key = {entry.key.lower(): entry for entry in told if entry.key}
    for entry in told:
        parent = by_key.get(entry.fields.get("crossref", "").strip().lower())
        if parent and not any(name in entry.fields for name in _INHERITED):
            entry.fields |= {name: parent.fields[name] for name in _INHERITED if name in parent.fields}
        yield entry


def _told(entry: Entry) -> Told:
    fields = entry.fields
    people = fields.get("author") or fields.get("editor") or ""
    addresses = tuple(place for name in _ADDRESSES for place in _places(fields.get(name, "")))
    return Told(
        where=f"line {entry.line}",
        name=entry.key,
        title=": ".join(filter(None, (_line(fields.get(name, "")) for name in ("title", "subtitle")))),
        authors=tuple(straight(name) for name in names_in(people)),
        published=_published(fields),
        abstract=_block(fields.get("abstract", "")),
        arxiv=_arxiv(fields),
        doi=next((doi for name in ("doi", *_ADDRESSES) if (doi := doi_in(_verbatim(fields.get(name, ""))))), None),
        addresses=addresses,
        tags=tuple(_tags(fields, ("keywords", "keyword"))),
        carried=Carried(
            read=fields.get("readstatus", "").lower() == "read"
            or fields.get("read", "").lower() in ("1", "yes", "true"),
            starred=fields.get("relevance", "").lower() == "relevant",
            tags=tuple(_tags(fields, _OWN_TAGS)),
            note="\n\n".join(
                plain_tex(fields[name]) for name in fields if name in _NOTES or name.startswith(_NOTES_OF_USERS)
            ),
            at=next((at for name in _TIMES if (at := moment(fields.get(name, "")))), None),
        ),
        trouble=entry.trouble,
    )


def _arxiv(fields: Mapping[str, str]) -> str | None:
    """Return the identifier in `eprint`, unless it is another archive's, else what any field names as one."""
    archive = fields.get("archiveprefix") or fields.get("eprinttype") or "arxiv"
    eprint = _verbatim(fields.get("eprint") or fields.get("arxivid") or "").strip()
    if archive.strip(" {}").lower() == "arxiv" and arxiv_id(eprint):
        return eprint
    texts = (_verbatim(fields.get(name, "")) for name in _IDENTIFIED)
    found = next((found for text in texts if (found := arxiv_in(text))), None)
    return found or arxiv_noted(fields.get("note", ""))


def _published(fields: Mapping[str, str]) -> str | None:
    date = iso_date(fields["date"].strip(" {}")) if "date" in fields else None
    year = _YEAR.search(fields.get("year", ""))
    if date or year is None:
        return date
    month = plain_tex(fields.get("month", "")).lower()
    named = re.search(r"[a-z]{3}", month)
    number = re.search(r"\d{1,2}", month)
    if named:
        day = re.search(r"\d{1,2}", month + " " + fields.get("day", ""))
        return iso_day(int(year[1]), _MONTHS.get(named[0], 0), int(day[0]) if day else 0)
    day = re.search(r"\d{1,2}", fields.get("day", ""))
    return iso_day(int(year[1]), int(number[0]) if number else 0, int(day[0]) if day else 0)


def _places(value: str) -> Iterable[str]:
    """Return the web addresses in a field."""
    return _PLACE.findall(_verbatim(value))


def _verbatim(value: str) -> str:
    """Return an address or an identifier, of which programs escape some signs and which some put into braces."""
    value = _ESCAPED.sub(r"\1", value).strip()
    return value[1:-1] if value.startswith("{") and value.endswith("}") else value


def _tags(fields: Mapping[str, str], names: Iterable[str]) -> Iterator[str]:
    for name in names:
        for tag in _BETWEEN_TAGS.split(fields.get(name, "")):
            yield _line(tag)


def _line(value: str) -> str:
    return " ".join(plain_tex(value).split())


def _block(value: str) -> str:
    """Return a text as paragraphs; an indented line is no new one."""
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", plain_tex(value)))
