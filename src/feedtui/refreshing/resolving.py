"""Papers that are known by their titles alone are looked up, and take on what agrees with their title."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from feedtui.library.origin import Origin
from feedtui.network.asking import Refused
from feedtui.papers.identity import title_id
from feedtui.papers.paper import Paper, PaperId
from feedtui.refreshing.desk import Desk
from feedtui.refreshing.readers import READERS
from feedtui.refreshing.reading import Given
from feedtui.sources import arxiv_api, huggingface_lists
from feedtui.sources.found import Unreadable

_LONGEST = 250
"""Characters of a search that Hugging Face takes."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What was found of a paper: the id that it has now, or why it has none."""

    title: str
    id: PaperId | None = None
    why: str = ""


async def resolve(desk: Desk, papers: Sequence[Paper], report: Callable[[Resolved], None]) -> None:
    """Look papers up one after the other, at Hugging Face and then at arXiv, and keep what is found of each."""
    for paper in papers:
        report(await _resolved(desk, paper))


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
            answer = await desk.fetch(url, secret=secret)
            found = await desk.room.run(_papers, Given(reader, answer.data, source, answer.url, answer.headers))
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


def _papers(given: Given) -> tuple[Paper, ...]:
    return READERS[given.reader](given).papers
