"""arXiv's records over OAI-PMH in its own format `arXiv`: https://info.arxiv.org/help/oa/index.html.

The answers: https://www.openarchives.org/OAI/openarchivesprotocol.html and https://oaipmh.arxiv.org/OAI/arXiv.xsd.
`base` is the server, such as https://oaipmh.arxiv.org. Records are asked for by the day of their last change, which
may have been of anything.
"""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlencode

from lxml import etree

from feedtui.papers.paper import Paper, PaperId
from feedtui.papers.text import clean_line
from feedtui.sources.arxiv_categories import group_of
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

KIND = "arxiv-oai"

_GLANCE = 4_096
_START = re.compile(rb"<(?:\w+:)?OAI-PMH\b")
_LONGEST_REASON = 300
_PHYSICS = "Physics"


def looks_like_records(data: bytes) -> bool:
    """Whether bytes begin as an answer over OAI-PMH."""
    return bool(_START.search(data[:_GLANCE]))


def read_records(data: bytes, source: str, since: str | None = None) -> Found:
    """Return the papers of one answer in its order: those with one version as papers, others as `revised`.

    Papers whose first version came on the day `since` or later are papers, however many versions they have by now.

    They are `published` on the day when their first version came, and `updated` on that of the last. `following` is
    the token to ask with for what remains; it lasts a day. An answer that nothing matches is one without papers.

    Raises:
        Unreadable: It is no answer over OAI-PMH, or one that says what was wrong with the question.
    """
    root = read_xml(data)
    if local_name(root.tag) != "OAI-PMH":
        raise Unreadable("This is no answer over OAI-PMH.")
    _refuse_error(root)
    records = list(root.iterfind("{*}*/{*}record"))
    breaks_off = is_cut_off(data, "OAI-PMH")
    if breaks_off and records and is_cut_off(data, "record"):
        records.pop()
    papers: dict[PaperId, Paper] = {}
    revised: dict[PaperId, Paper] = {}
    skipped: list[Remark] = []
    for number, record in enumerate(records, 1):
        try:
            paper = _paper(record, source)
        except Unreadable as error:
            shown = _text(record.find("{*}header"), "identifier")
            skipped.append(remark(f"record {number}: {shown}", str(error)))
            continue
        is_new = paper.updated is None or bool(since and paper.published and paper.published >= since)
        (papers if is_new else revised)[paper.id] = paper
    if breaks_off:
        skipped.append(remark(f"after record {len(records)}", "The answer breaks off; what follows is missing."))
    token = text_of(root.find("{*}*/{*}resumptionToken")).strip()
    return Found(KIND, tuple(papers.values()), tuple(skipped), revised=tuple(revised.values()), following=token or None)


def list_records(base: str, set_: str, first: date, last: date) -> str:
    """Return the question for the records of a set that were changed on days in UTC, both included."""
    return _address(base, metadataPrefix="arXiv", set=set_, until=last.isoformat(), **{"from": first.isoformat()})


def resumed(base: str, token: str) -> str:
    """Return the question for what remains of an answer; OAI-PMH takes nothing else beside the token."""
    return _address(base, resumptionToken=token)


def oai_set(category: str) -> str:
    """Return the set of a category or archive: `cs:cs:CL` of cs.CL, `physics:hep-th`, `physics:astro-ph:GA`."""
    archive, _, subject = category.partition(".")
    group = "physics" if group_of(archive) == _PHYSICS else archive
    return ":".join(filter(None, (group, archive, subject)))


def _address(base: str, **asked: str) -> str:
    return f"{base.rstrip('/')}/oai?{urlencode({'verb': 'ListRecords', **asked}, safe=':')}"


def _refuse_error(root: etree._Element) -> None:
    """Raise `Unreadable` with arXiv's reason where the answer is an error other than that nothing matches."""
    for error in root.iterfind("{*}error"):
        code = clean_line(error.get("code", ""), _LONGEST_REASON)
        if code != "noRecordsMatch":
            reason = clean_line(text_of(error), _LONGEST_REASON).rstrip(".")
            raise Unreadable(f"arXiv answered with an error: {reason or code or 'it does not say which'}.")


def _paper(record: etree._Element, source: str) -> Paper:
    """Return the paper of one record; raises `Unreadable` for one that has none."""
    header, told = record.find("{*}header"), record.find("{*}metadata/{*}arXiv")
    if header is not None and header.get("status") == "deleted":
        raise Unreadable("arXiv has taken the record away.")
    if told is None:
        raise Unreadable("The record is not in the format arXiv.")
    identity, title = paper_named(_text(told, "id") or _text(header, "identifier")), clean_line(_text(told, "title"))
    if identity is None or not title:
        raise Unreadable(f"The record has no {'title' if identity else 'arXiv identifier'}.")
    abstract = abstract_of(_text(told, "abstract"))
    return Paper(
        id=identity,
        title=title,
        abstract=abstract,
        authors=clean_names(map(_name, told.iterfind("{*}authors/{*}author"))),
        published=iso_time(_text(told, "created")),
        updated=iso_time(_text(told, "updated")),
        doi=doi_of(_text(told, "doi")),
        links=links_of(abstract, _text(told, "comments")),
        tags=tuple(dict.fromkeys(clean_line(_text(told, "categories")).split())),
        sources=(source,),
    )


def _name(author: etree._Element) -> str:
    """Return a name as it is said, from its parts."""
    return " ".join(_text(author, part) for part in ("forenames", "keyname", "suffix"))


def _text(element: etree._Element | None, name: str) -> str:
    return "" if element is None else text_of(element.find("{*}" + name))
