"""A paper as JSON, field by field as the README documents it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields

from feedtui.papers.links import page_address, pdf_address
from feedtui.papers.paper import Item, Links

FIELDS = {
    "id": ("text", "`arxiv:2301.03580`, `doi:…`, `url:…`, or `title:…` with a digest of the title"),
    "title": ("text", ""),
    "abstract": ("text", "empty where it is not known"),
    "summary": ("text", "somebody's short account of the paper; empty where there is none"),
    "authors": ("list of texts", "as their source writes them, in its order"),
    "published": ("date or null", "of the first version"),
    "listed": ("date or null", "the first day on which a source listed the paper"),
    "relisted": ("list of dates", "the further ones, the earliest first"),
    "updated": ("date or null", "of the newest version"),
    "doi": ("text or null", "the journal's, without `https://doi.org/`"),
    "url": ("address", "the paper's page; of a paper known by its title alone, a search for it"),
    "links": ("object", "addresses, each or null: `abs`, `pdf`, `html`, `code`, `project`, `discussion`"),
    "upvotes": ("number or null", "at Hugging Face"),
    "comments": ("number or null", "at Hugging Face"),
    "tags": ("list of texts", "of the sources: categories, keywords"),
    "own_tags": ("list of texts", "yours"),
    "topics": ("list of texts", "found by feedtui"),
    "sources": ("list of texts", "the sources that told of the paper"),
    "read": ("true or false", ""),
    "starred": ("true or false", ""),
    "queued": ("true or false", "put aside to read later"),
    "read_at": ("time or null", "since when it is read"),
    "starred_at": ("time or null", "since when it has its star"),
    "queued_at": ("time or null", "since when it is queued"),
    "revised_at": ("time or null", "when its title or abstract last changed"),
    "note": ("text", "yours, with its line breaks; empty where there is none"),
}
"""What a record has, in its order: the kind of each value, and what it means."""

_LINKS = tuple(field.name for field in fields(Links))
_JOINT = re.compile(r"(\\*)(;|\Z)")


def record(item: Item) -> dict[str, object]:
    """Return a paper with its mark as plain data; what is not known is None."""
    paper, mark = item.paper, item.mark
    address, own = page_address(paper)
    links = {
        **{name: getattr(paper.links, name) for name in _LINKS},
        "abs": address if own else None,
        "pdf": pdf_address(paper),
    }
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
        "doi": paper.doi,
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
        "revised_at": item.revised,
        "note": mark.note,
    }


def fields_table() -> str:
    """Return the README's table of the fields."""
    lines = ["| field | value | is |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| `{name}` | {kind} | {what} |" for name, (kind, what) in FIELDS.items())])


def joined(parts: Iterable[str]) -> str:
    """Return names or tags as one text, `; ` between them; a `;` that is part of one has a backslash before it."""
    return "; ".join(_JOINT.sub(lambda match: match[1] * 2 + (match[2] and f"\\{match[2]}"), part) for part in parts)
