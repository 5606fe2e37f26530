"""A paper as JSON, field by field as the README documents it."""

from __future__ import annotations

from dataclasses import asdict

from feedtui.papers.links import page_address, pdf_address
from feedtui.papers.paper import Item


def record(item: Item) -> dict[str, object]:
    """Return a paper with its mark as plain data; what is not known is None."""
    paper, mark = item.paper, item.mark
    address, own = page_address(paper)
    links = {**asdict(paper.links), "abs": address if own else None, "pdf": pdf_address(paper)}
    return {
        "id": paper.id,
        "title": paper.title,
        "abstract": paper.abstract,
        "summary": paper.summary,
        "authors": list(paper.authors),
        "published": paper.published,
        "listed": paper.listed,
        "relisted": list(paper.relisted),
        "updated": paper.updated,
        "url": address,
        "links": links,
        "upvotes": paper.upvotes,
        "comments": paper.comments,
        "tags": list(paper.tags),
        "own_tags": list(mark.tags),
        "topics": list(item.topics),
        "sources": list(paper.sources),
        "read": not item.unread,
        "starred": item.starred,
        "queued": item.queued,
        "read_at": mark.read,
        "starred_at": mark.starred,
        "queued_at": mark.queued,
        "note": mark.note,
    }
