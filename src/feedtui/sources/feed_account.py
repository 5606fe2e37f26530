"""What a feed's account of an entry holds: the abstract, and around it what publishers add."""

from __future__ import annotations

import re
from dataclasses import dataclass

from feedtui.papers.text import clean_block, clean_line, folded
from feedtui.sources.feed_authors import is_list_of_names
from feedtui.sources.feed_dates import read_date
from feedtui.sources.html_text import text_of

_SHORT = 300
"""Characters up to which a paragraph before an abstract may be a heading, a label or a citation."""
_LONG_LIST = 5_000
"""Characters up to which it may be a list of authors."""
_HEADED_WITHIN = 10
"""Paragraphs among which the heading of an abstract is looked for."""
_PROSE = 8
"""Words from which a paragraph that is mostly in lower case is running text."""

_HEADING = re.compile(r"(?:abstract|summary|résumé|zusammenfassung|resumen|resumo)\s*[.:]?", re.IGNORECASE)
_HEADING_LINE = re.compile(rf"^[ \t]*({_HEADING.pattern})[ \t]*$", re.IGNORECASE | re.MULTILINE)
# "Abstract" may be the first word of a sentence: "Abstract Syntax Trees are …".
_HEADED = re.compile(
    r"(?i:abstract|summary)\s*:\s*|ABSTRACT\s+(?=[A-Z])|Abstract(?:\.\s+(?=[A-Z])|\s*[—–-]\s+|"
    r"\s*(?=(?:The|This|These|We|In|An?|To|Our|Here|Although|As|Background|Objectives?|Aims?|Purpose|Introduction)\b))"
)
_ARXIV = re.compile(r"\AarXiv:\S+\s+Announce Type:\s*\S+\s+(?:Abstract:\s*)?", re.IGNORECASE)
_NOTHING = re.compile(r"(?:n/?a|none|no abstract(?: is)?(?: available)?|abstract not available)?\W*", re.IGNORECASE)
_LABEL = re.compile(
    r"(publication date|published(?: online)?|available online|date|source|journal|authors?|author\(s\)|doi|upvotes|"
    r"volume|issue|pages?|pmid|url|link)\s*:\s*(.*)",
    re.IGNORECASE | re.DOTALL,
)
_LABELS_WITHIN = re.compile(r"\s+(?=(?:Source|Author\(s\)|Authors|Publication date):\s)")
_TRAILER = re.compile(
    r"(?:(?:full[ -]?text )?(?:html|xml|pdf|epub)|(?:continue|keep) reading\b.{0,300}|"
    r"read (?:more|the full .{1,60})\W*|(?:view|download) (?:pdf|article)|full text|comments?|discussion \| link|"
    r"PMID:.{0,300}|"
    r"(?:submitted by\s+/?u/\S+(?:\s+to\s+r/\S+)?\s*)?(?:\[link\]\s*)?(?:\[comments\])?|"
    r"the post .{1,400} appeared first on .{1,200}|\[.{1,100}\] Published .{1,40}|"
    r"(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?|https?://\S+|\W+)\.?",
    re.IGNORECASE,
)

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_WHEN = (
    rf"(?:\d{{1,2}} )?(?:{_MONTH}(?: ?[-–/] ?{_MONTH})?,? )?(?:\d{{1,2}},? )?\d{{4}}|\d{{4}} {_MONTH}(?: \d{{1,2}})?"
)
_PLACE = re.compile(
    r"(?P<sure>(?:vol(?:ume)?|issue|number|no|pages?|pp?|article)\.? ?[\w()./–-]+(?: ?[-–] ?\w+)?(?: ?\(\d+\))?|"
    rf"(?:available |first |e?published )?online(?: ahead of print| first)?:? ?(?:{_WHEN})?|early ?view|early access|"
    rf"ahead of print|accepted (?:article|manuscript)|article in press|in press|epub {_WHEN}|doi:? ?\S+|"
    rf"(?:{_WHEN})?;? ?\d*(?:\([^()]{{1,20}}\))?: ?\w+(?:[-–]\w+)?|\d{{4}}[^:]{{0,12}};\S+)|\(?(?:{_WHEN})\)?|\d+",
    re.IGNORECASE,
)
"""A piece of a citation: a volume, an issue, pages, an identifier, or a mere date or number."""
_BETWEEN_PLACES = re.compile(r"\s*[;,|]\s+|\.\s+|\s+(?=\(\d{4}\)|\d+(?:\(\d+\))?:\s?\w|doi:)")
_DOI_ALONE = re.compile(r"(?:doi\s*:?\s*)?(?:https?://(?:dx\.)?doi\.org/)?10\.\d{4,9}/\S+", re.IGNORECASE)
_ISSUE_BEFORE_TITLE = re.compile(r"\A[^,:]{2,80}, Vol\. \d+, Pages? [\w-]+: ")
_MONTHS = {name: at for at, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_MONTH_AND_YEAR = re.compile(rf"\b({_MONTH})(?: ?[-–/] ?{_MONTH})?,? (\d{{4}})", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(slots=True)
class Told:
    """What an account tells: the abstract, and the authors and the date (ISO 8601) where it names them."""

    abstract: str = ""
    authors: str = ""
    date: str | None = None


def read_account(html: str, title: str) -> Told:
    """Return what an entry's text tells; what is but the title again, or a citation, is no abstract."""
    told = Told()
    text = _HEADING_LINE.sub(r"\n\n\1\n\n", text_of(html))
    text = _ARXIV.sub("", clean_block(text), count=1)
    paragraphs = [part for part in text.split("\n\n") if part]
    paragraphs = _behind_heading(paragraphs, title, told)
    paragraphs = _behind_front(paragraphs, title, told)
    while paragraphs and _TRAILER.fullmatch(paragraphs[-1]):
        paragraphs.pop()
    abstract = clean_block("\n\n".join(paragraphs))
    told.abstract = "" if len(abstract) < _SHORT and _NOTHING.fullmatch(abstract) else abstract
    return told


def without_issue(title: str) -> str:
    """Return a title without the `Journal, Vol. 7, Pages 919: ` that MDPI's feeds put before it."""
    return _ISSUE_BEFORE_TITLE.sub("", title, count=1) or title


def is_citation(part: str) -> bool:
    """Whether a paragraph says where and when a paper was printed and nothing else: `TAXON, Volume 70, Page 9-12`."""
    if len(part) > _SHORT:
        return False
    if _DOI_ALONE.fullmatch(part):
        return True
    pieces = [name for piece in _BETWEEN_PLACES.split(part) if (name := piece.strip(" ."))]
    places = [_PLACE.fullmatch(piece) for piece in pieces]
    first = next((at for at, place in enumerate(places) if place), len(pieces))
    journal = sum(len(piece) for piece in pieces[:first])
    return journal <= _SHORT // 3 and all(places[first:]) and any(place and place["sure"] for place in places[first:])


def _behind_heading(paragraphs: list[str], title: str, told: Told) -> list[str]:
    """Return what stands under the heading of an abstract, if nothing but headings and labels stands before it."""
    for at, part in enumerate(paragraphs[:_HEADED_WITHIN]):
        headed = _HEADED.match(part)
        if _HEADING.fullmatch(part):
            return [*_learned(paragraphs[:at], title, told), *paragraphs[at + 1 :]]
        if headed:
            return [*_learned(paragraphs[:at], title, told), part[headed.end() :], *paragraphs[at + 1 :]]
        if not (_LABEL.match(part) or _is_same(part, title) or is_list_of_names(part) or is_citation(part)):
            words = part.split()
            if len(part) > _SHORT or (len(words) >= _PROSE and sum(map(_is_low, words)) > len(words) / 2):
                break
    return paragraphs


def _learned(front: list[str], title: str, told: Told) -> list[str]:
    """Take what the paragraphs before a heading say; return none of them."""
    for part in front:
        _learn(part, told)
    names = (part for part in front if is_list_of_names(part) and not _is_same(part, title))
    told.authors = told.authors or next(names, "")
    return []


def _behind_front(paragraphs: list[str], title: str, told: Told) -> list[str]:
    """Return the paragraphs without the labels, the citation and the title that stand before the abstract."""
    for at, part in enumerate(paragraphs):
        rest = paragraphs[at + 1 :]
        if _learn(part, told) or is_citation(part) or _is_same(part, title):
            continue
        is_followed = bool(rest) and all(_LABEL.match(other) or is_citation(other) for other in rest)
        if not (is_followed and is_list_of_names(part, least=1)):
            return paragraphs[at:]
        told.authors = told.authors or part
    return []


def _learn(part: str, told: Told) -> bool:
    """Take what a paragraph of labels such as `Author(s): …` says; return whether it is one."""
    if len(part) > _LONG_LIST or not _LABEL.match(part):
        return False
    for label in filter(None, map(_LABEL.match, _LABELS_WITHIN.split(part))):
        kind, value = label[1].lower(), label[2]
        if kind.startswith("author"):
            told.authors = told.authors or value
        elif kind.startswith(("publi", "date", "available")):
            told.date = told.date or _date(value)
    return len(part) <= _SHORT or part.lower().startswith("author")


def _date(text: str) -> str | None:
    """Return the first date in a text, ISO 8601, in the precision that it has."""
    seconds, day = read_date(re.sub(r"(?i)available|online|:", " ", text))
    if day and seconds is None:
        return day
    month = _MONTH_AND_YEAR.search(text)
    if month:
        return f"{month[2]}-{_MONTHS[month[1][:3].lower()]:02}"
    year = _YEAR.search(text)
    return year[0] if year else None


def _is_low(word: str) -> bool:
    return word[:1].islower()


def _is_same(part: str, title: str) -> bool:
    """Whether a paragraph is the title again, whole or cut short."""
    told, known = _letters(without_issue(part)), _letters(title)
    cut = part.endswith(("…", "...")) and len(told) > 8 and known.startswith(told)
    return bool(told) and (told == known or cut)


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", folded(clean_line(text)))
