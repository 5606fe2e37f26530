"""Two accounts of one paper made into one."""

from __future__ import annotations

from dataclasses import fields, replace

from feedtui.papers.identity import title_id
from feedtui.papers.paper import Links, Paper, PaperId

_STRENGTH = ("arxiv", "doi", "url", "title")


def identities(paper: Paper) -> tuple[PaperId, ...]:
    """Return every identity by which the paper can be recognised, the strongest first."""
    doi = f"doi:{paper.doi.lower()}" if paper.doi else None
    found = {paper.id, doi, title_id(paper.title)} - {None}
    return tuple(sorted((key for key in found if key), key=_strength))


def is_one_paper(one: Paper, other: Paper) -> bool:
    """Whether two accounts tell of one paper.

    A title alone joins two accounts only where one of them has no stronger identity: two papers may
    share a title, no two share an arXiv identifier.
    """
    mine, theirs = identities(one), identities(other)
    shared = set(mine) & set(theirs)
    if any(not key.startswith("title:") for key in shared):
        return True
    return bool(shared) and (_is_weak(one) or _is_weak(other))


def merge(kept: Paper, told: Paper) -> Paper:
    """Return the paper with what the newer account `told` adds.

    What is known is never lost to what is not. The strongest identity wins; of two known facts the one
    that was kept stays, but for the counts, where the newer one is right. Tags and sources add up.
    """
    links = Links(*(getattr(kept.links, link.name) or getattr(told.links, link.name) for link in fields(Links)))
    return replace(
        kept,
        id=min(kept.id, told.id, key=_strength),
        abstract=kept.abstract or told.abstract,
        summary=kept.summary or told.summary,
        authors=kept.authors or told.authors,
        published=kept.published or told.published,
        listed=kept.listed or told.listed,
        updated=kept.updated or told.updated,
        doi=kept.doi or told.doi,
        links=links,
        upvotes=kept.upvotes if told.upvotes is None else told.upvotes,
        comments=kept.comments if told.comments is None else told.comments,
        tags=tuple(dict.fromkeys(kept.tags + told.tags)),
        sources=tuple(dict.fromkeys(kept.sources + told.sources)),
    )


def _strength(identity: PaperId) -> int:
    return _STRENGTH.index(identity.partition(":")[0])


def _is_weak(paper: Paper) -> bool:
    return paper.id.startswith("title:") and not paper.doi
