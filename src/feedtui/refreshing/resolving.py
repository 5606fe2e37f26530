"""Papers that are known by their titles, arXiv ids or DOIs alone are looked up, and take on what is found of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from feedtui.library.origin import Origin
from feedtui.network.asking import Refused
from feedtui.papers.identity import is_name, name_of, title_id
from feedtui.papers.paper import Paper, PaperId
from feedtui.refreshing.desk import Desk
from feedtui.refreshing.readers import READERS, Given
from feedtui.sources import arxiv_api, crossref, huggingface_lists
from feedtui.sources.found import Unreadable

_IDS_AT_ONCE = 100
_NOT_FOUND = 404
_LONGEST = 250
"""Characters of a search that Hugging Face takes."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What was found of a paper: the id that it has now, or why it has none."""

    title: str
    id: PaperId | None = None
    why: str = ""


def is_unresolved(paper: Paper) -> bool:
    """Whether nothing but its title, its arXiv id or its DOI tells which paper it is."""
    return paper.id.startswith("title:") or has_only_id(paper)


def has_only_id(paper: Paper) -> bool:
    """Whether a paper has its arXiv id or its DOI in its title's place."""
    return paper.id.startswith(("arxiv:", "doi:")) and is_name(paper.title)


async def resolve(desk: Desk, papers: Sequence[Paper], report: Callable[[Resolved], None]) -> None:
    """Look papers up and keep what is found: many at once by their ids at arXiv and by their DOIs at Crossref.

    Then one by one by their titles, which are asked for at Hugging Face and then at arXiv.
    """
    ids = [paper.id for paper in papers if has_only_id(paper)]
    arxiv, dois = ([one for one in ids if one.startswith(kind)] for kind in ("arxiv:", "doi:"))
    for start in range(0, len(arxiv), _IDS_AT_ONCE):
        some = arxiv[start : start + _IDS_AT_ONCE]
        url = arxiv_api.by_ids(desk.config.endpoints.arxiv_api, some)
        for one in await _by_ids(desk, some, [url], "arxiv-api", "arxiv", "arXiv has no paper of this id."):
            report(one)
    for start in range(0, len(dois), crossref.MOST_AT_ONCE):
        some = dois[start : start + crossref.MOST_AT_ONCE]
        urls = crossref.by_dois(desk.config.endpoints.crossref, some)
        for one in await _by_ids(desk, some, urls, "crossref", "crossref", "Crossref has no paper of this DOI."):
            report(one)
    for paper in papers:
        if not has_only_id(paper):
            report(await _resolved(desk, paper))


async def _by_ids(
    desk: Desk, ids: Sequence[PaperId], urls: Sequence[str], reader: str, source: str, missing: str
) -> list[Resolved]:
    papers: dict[PaperId, Paper] = {}
    for url in urls:
        try:
            found = await _asked(desk, url, reader, source)
        except (Refused, Unreadable) as error:
            is_missing = isinstance(error, Refused) and error.status == _NOT_FOUND
            missing = missing if is_missing else str(error)
            continue
        papers |= {paper.id: paper for paper in found if paper.id in ids}
    await desk.keep(list(papers.values()), Origin(source, f"{source}-ids", by_date=True))
    return [Resolved(papers[one].title, one) if one in papers else Resolved(name_of(one), why=missing) for one in ids]


async def _resolved(desk: Desk, paper: Paper) -> Resolved:
    endpoints = desk.config.endpoints
    asked = (
        (
            "hf",
            "huggingface",
            huggingface_lists.search(endpoints.huggingface, paper.title[:_LONGEST]),
            desk.config.token,
        ),
        ("arxiv", "arxiv-api", arxiv_api.by_title(endpoints.arxiv_api, paper.title), None),
    )
    troubles = []
    for source, reader, url, secret in asked:
        try:
            found = await _asked(desk, url, reader, source, secret)
        except (Refused, Unreadable) as error:
            troubles.append(str(error))
            continue
        agreeing = {one.id: one for one in found if title_id(one.title) == title_id(paper.title)}
        if len(agreeing) > 1:
            return Resolved(paper.title, why=f"Several papers have this title: {', '.join(sorted(agreeing))}.")
        for one in agreeing.values():
            await desk.keep([replace(one, sources=(source,))], Origin(source, f"{source}-title", by_date=True))
            return Resolved(paper.title, one.id)
    return Resolved(paper.title, why=" ".join(troubles) or "Neither Hugging Face nor arXiv has a paper of this title.")


async def _asked(desk: Desk, url: str, reader: str, source: str, secret: str | None = None) -> tuple[Paper, ...]:
    """Return the papers that an address gives; raises `Refused` and `Unreadable`."""
    answer = await desk.fetch(url, secret=secret)
    return await desk.room.run(_papers, Given(reader, answer.data, source, answer.url, answer.headers))


def _papers(given: Given) -> tuple[Paper, ...]:
    return READERS[given.reader](given).papers
