"""arXiv's query API, `/api/query`: https://info.arxiv.org/help/api/user-manual.html. Its answers, and how to ask.

`base` is the server, such as https://export.arxiv.org. arXiv wants three seconds between two questions, and none
asked twice a day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from lxml import etree

from feedtui.papers.paper import Paper, PaperId
from feedtui.papers.text import clean_line
from feedtui.sources.arxiv_categories import categories
from feedtui.sources.arxiv_text import (
    abstract_of,
    clean_names,
    doi_of,
    is_cut_off,
    iso_time,
    links_of,
    local_name,
    paper_named,
    text_of,
)
from feedtui.sources.encoded import read_xml
from feedtui.sources.found import Found, Remark, Unreadable, remark

KIND = "arxiv-api"
MOST_AT_ONCE = 2_000
"""Papers that one answer may have."""
MOST = 30_000
"""Papers of one query that can be had; arXiv refuses to go beyond."""

_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
_GLANCE = 8_192
_OWN_TITLE = re.compile(rb"<feed\b.*<title[^<>]*>\s*arXiv (?:Query:|Search Results)", re.DOTALL | re.IGNORECASE)
_ERROR = re.compile(r"https?://arxiv\.org/api/errors\b")
_LATER_VERSION = re.compile(r"v(?!1\Z)\d+\Z")
_SYNTAX = re.compile(r"[\"\\()\[\]{}:^~*?!+&|/<>=$,;_-]+")
_TITLE_WORDS = 40
_SIZE_OF_TITLES = 10
_LONGEST_TAG = 100
_LONGEST_REASON = 300


def looks_like_answer(data: bytes) -> bool:
    """Whether bytes begin as an answer of the API."""
    return bool(_OWN_TITLE.search(data[:_GLANCE]))


def read_answer(data: bytes, source: str) -> Found:
    """Return the papers of one answer in its order, each in the version that was asked for.

    They are `published` when their first version came, and `updated` if there are others. `following` is the `start`
    to ask for next, as text; None at the end of what there is or can be had. Sometimes arXiv sends an empty page of a
    list that goes on: then `following` is the very start that was asked for, which is to be asked for again, and
    `damaged` says so.

    Raises:
        Unreadable: It is no answer of the API, or one that says what was wrong with the question.
    """
    root = read_xml(data)
    if local_name(root.tag) != "feed":
        raise Unreadable("This is no answer of arXiv's API: it is not Atom.")
    entries = root.findall(f"{_ATOM}entry")
    _refuse_error(entries)
    total, start = _number(root, "totalResults"), _number(root, "startIndex") or 0
    if total is None:
        raise Unreadable("This is no answer of arXiv's API: it does not say how many papers there are.")
    papers: dict[PaperId, Paper] = {}
    skipped: list[Remark] = []
    whole = entries[:-1] if is_cut_off(data, "feed") and is_cut_off(data, "entry") else entries
    for number, entry in enumerate(whole, 1):
        _read(entry, number, source, papers, skipped)
    if is_cut_off(data, "feed"):
        skipped.append(remark(f"after entry {len(whole)}", "The answer breaks off; what follows is missing."))
    following = start + len(whole)
    goes_on = following < min(total, MOST) and _number(root, "itemsPerPage") != 0
    damaged = []
    if goes_on and not whole:
        damaged.append(remark(f"from paper {start + 1} on", f"The page is empty, though {total:,} papers were found."))
    return Found(
        KIND,
        tuple(papers.values()),
        tuple(skipped),
        tuple(damaged),
        following=str(following) if goes_on else None,
    )


def by_ids(base: str, ids: Sequence[str]) -> str:
    """Return the question for papers by their identifiers, with or without `arxiv:`; what is not there is left out."""
    named = ",".join(one.removeprefix("arxiv:") for one in ids)
    return _address(base, id_list=named, max_results=len(ids))


def by_query(base: str, search_query: str, start: int, size: int) -> str:
    """Return the question for what a query in arXiv's own language finds, the last submitted first."""
    size = max(0, min(size, MOST_AT_ONCE, MOST - start))
    return _address(
        base, search_query=search_query, start=start, max_results=size, sortBy="submittedDate", sortOrder="descending"
    )


def by_title(base: str, title: str) -> str:
    """Return the question for the papers whose title has all of these words in this order, the likeliest first."""
    words = _SYNTAX.sub(" ", title).split()[:_TITLE_WORDS]
    return _address(base, search_query=f'ti:"{" ".join(words)}"', start=0, max_results=_SIZE_OF_TITLES)


def submitted_between(base: str, category: str, first: date, last: date, start: int, size: int) -> str:
    """Return the question for the papers of a category or archive submitted on days in UTC, both included.

    They are those with it as any of their categories, the last submitted first.
    """
    return by_query(
        base, f"cat:{_covering(category)} AND submittedDate:[{first:%Y%m%d}0000 TO {last:%Y%m%d}2359]", start, size
    )


def _address(base: str, **asked: str | int) -> str:
    return f"{base.rstrip('/')}/api/query?{urlencode(asked, safe=':,')}"


def _covering(category: str) -> str:
    """Return a category as it is, an archive that is divided with a star for whatever is in it."""
    return category if "." in category or category in categories() else f"{category}.*"


def _refuse_error(entries: Sequence[etree._Element]) -> None:
    """Raise `Unreadable` with arXiv's reason where the answer is an error, written as an entry."""
    for entry in entries:
        if _ERROR.match(_text(entry, "id").strip()):
            reason = clean_line(_text(entry, "summary"), _LONGEST_REASON).rstrip(".")
            raise Unreadable(f"arXiv answered with an error: {reason or 'it does not say which'}.")


def _read(entry: etree._Element, number: int, source: str, papers: dict[PaperId, Paper], skipped: list[Remark]) -> None:
    """Read one entry into the papers, or what is wrong with it into the remarks."""
    address, title = _text(entry, "id").strip(), clean_line(_text(entry, "title"))
    identity = paper_named(address)
    shown = f"entry {number}: {title or address}"
    if identity is None or not title:
        skipped.append(remark(shown, f"The entry has no {'title' if identity else 'arXiv identifier'}."))
    elif identity in papers:
        skipped.append(remark(shown, "It is the same paper again in this answer."))
    else:
        papers[identity] = _paper(entry, identity, title, source)


def _paper(entry: etree._Element, identity: PaperId, title: str, source: str) -> Paper:
    abstract = abstract_of(_text(entry, "summary"))
    is_revised = _LATER_VERSION.search(_text(entry, "id").strip())
    kinds = [*entry.findall(f"{_ARXIV}primary_category"), *entry.findall(f"{_ATOM}category")]
    tags = (clean_line(kind.get("term", ""), _LONGEST_TAG) for kind in kinds)
    return Paper(
        id=identity,
        title=title,
        abstract=abstract,
        authors=clean_names(text_of(name) for name in entry.iterfind(f"{_ATOM}author/{_ATOM}name")),
        published=iso_time(_text(entry, "published")),
        updated=iso_time(_text(entry, "updated")) if is_revised else None,
        doi=doi_of(text_of(entry.find(f"{_ARXIV}doi"))),
        links=links_of(abstract, text_of(entry.find(f"{_ARXIV}comment"))),
        tags=tuple(dict.fromkeys(filter(None, tags))),
        sources=(source,),
    )


def _text(entry: etree._Element, name: str) -> str:
    return text_of(entry.find(_ATOM + name))


def _number(root: etree._Element, name: str) -> int | None:
    text = text_of(root.find(_SEARCH + name)).strip()
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None
