"""arXiv's OAI-PMH: https://info.arxiv.org/help/oa/index.html, the verb ListRecords with the format `arXiv`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from urllib.parse import parse_qsl, urlencode
from xml.sax.saxutils import escape, quoteattr

from standin.world import Preprint, World

_PHYSICS = "astro-ph cond-mat gr-qc hep-ex hep-lat hep-ph hep-th math-ph nlin nucl-ex nucl-th quant-ph".split()
_FRAME = """<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd">
    <responseDate>{now}</responseDate>
    <request{asked}>http://oaipmh.arxiv.org/oai</request>
{content}
</OAI-PMH>
"""
_RECORD = """        <record>
            <header>
                <identifier>oai:arXiv.org:{id}</identifier>
                <datestamp>{stamp}</datestamp>{sets}
            </header>
            <metadata>
                <arXiv xmlns="http://arxiv.org/OAI/arXiv/">
                    <id>{id}</id>
                    <created>{created}</created>{updated}
                    <authors>{authors}
                    </authors>
                    <title>{title}</title>
                    <categories>{categories}</categories>{optional}
                    <license>{licence}</license>
                    <abstract>{abstract}</abstract>
                </arXiv>
            </metadata>
        </record>
"""


class OaiError(ValueError):
    """A request that cannot be met: an error code of OAI-PMH, and the reason."""


def answer(world: World, query: Mapping[str, str], page: int) -> str:
    """Return the answer to a request, `page` records at most, with a token for the rest."""
    now = f"{datetime.combine(world.today, time(12), UTC):%Y-%m-%dT%H:%M:%SZ}"
    try:
        content = _list_records(world, query, page)
        asked = "".join(f" {name}={quoteattr(value)}" for name, value in query.items())
    except OaiError as error:
        code, reason = error.args
        content, asked = f'    <error code="{code}">{escape(reason)}</error>', ""
    return _FRAME.format(now=now, asked=asked, content=content)


def sets(categories: tuple[str, ...]) -> list[str]:
    """Return the sets of a paper: `cs:cs:CL` for cs.CL, `physics:quant-ph` for quant-ph."""
    found = []
    for category in categories:
        archive, _, subject = category.partition(".")
        group = "physics" if archive in _PHYSICS else archive
        found.append(":".join(part for part in (group, archive, subject) if part))
    return sorted(set(found))


def _list_records(world: World, query: Mapping[str, str], page: int) -> str:
    if query.get("verb") != "ListRecords":
        raise OaiError("badVerb", "Only ListRecords is answered here.")
    begin = 0
    if "resumptionToken" in query:
        query = dict(parse_qsl(query["resumptionToken"]))
        if not query.get("skip", "").isdigit():
            raise OaiError("badResumptionToken", "The token is none, or it has expired.")
        begin = int(query["skip"])
    if query.get("metadataPrefix") != "arXiv":
        raise OaiError("cannotDisseminateFormat", "The only format here is arXiv.")
    found = _asked(world, query)
    if not found:
        raise OaiError("noRecordsMatch", "Nothing was changed then in that set.")
    records = "".join(_record(world, paper) for paper in found[begin : begin + page])
    token = urlencode({**query, "skip": begin + page}) if begin + page < len(found) else ""
    if token or begin:
        count = f'cursor="{begin}" completeListSize="{len(found)}"'
        records += f"        <resumptionToken {count}>{escape(token)}</resumptionToken>\n"
    return f"    <ListRecords>\n{records}    </ListRecords>"


def _asked(world: World, query: Mapping[str, str]) -> list[Preprint]:
    """Return the papers of a set whose last change is within the days asked for, by day."""
    try:
        first = date.fromisoformat(query.get("from", "2005-09-16"))
        last = date.fromisoformat(query.get("until", f"{world.today}"))
    except ValueError:
        raise OaiError("badArgument", "from and until are days, such as 2026-11-24.") from None
    wanted = query.get("set", "")
    papers = [paper for paper in world.papers.values() if first <= _stamp(world, paper) <= last]
    papers = [
        paper
        for paper in papers
        if any(f"{one}:".startswith(f"{wanted}:") for one in sets(paper.categories)) or not wanted
    ]
    return sorted(papers, key=lambda paper: (_stamp(world, paper), paper.number))


def _stamp(world: World, paper: Preprint) -> date:
    return paper.by(world.today)[-1].announced


def _record(world: World, paper: Preprint) -> str:
    people = ""
    for author in paper.authors:
        forenames = f"<forenames>{escape(author.forenames)}</forenames>" if author.forenames else ""
        places = "".join(f"<affiliation>{escape(place)}</affiliation>" for place in author.affiliations)
        people += (
            f"\n                        <author><keyname>{escape(author.keyname)}</keyname>{forenames}{places}</author>"
        )
    versions = paper.by(world.today)
    facts = {"comments": paper.comment, "journal-ref": paper.journal, "doi": paper.doi}
    indent = "\n" + " " * 20
    updated = f"{indent}<updated>{versions[-1].sent:%Y-%m-%d}</updated>" if len(versions) > 1 else ""
    return _RECORD.format(
        id=paper.number,
        stamp=_stamp(world, paper),
        sets="".join(f"\n                <setSpec>{one}</setSpec>" for one in sets(paper.categories)),
        created=f"{versions[0].sent:%Y-%m-%d}",
        updated=updated,
        authors=people,
        title=escape(paper.text.title),
        categories=" ".join(paper.categories),
        optional="".join(f"{indent}<{name}>{escape(text)}</{name}>" for name, text in facts.items() if text),
        licence=paper.licence,
        abstract=escape(paper.text.abstract),
    )
