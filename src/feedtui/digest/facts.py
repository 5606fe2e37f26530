"""What every form of a digest says of a paper."""

from __future__ import annotations

from feedtui.papers.display import paper_date, shown_authors
from feedtui.papers.links import is_web, page_address
from feedtui.papers.paper import Item, Paper
from feedtui.papers.tex import readable

_MOST_AUTHORS = 6
_GIST = 280
"""Characters that are shown of what a paper is about."""


def title(paper: Paper) -> str:
    """Return the title in one line, its TeX as Unicode."""
    return readable(paper.title)


def address(paper: Paper) -> str:
    """Return where the paper can be read about, empty if nothing may be opened."""
    found = page_address(paper)[0]
    return found if is_web(found) else ""


def byline(item: Item) -> list[str]:
    """Return who wrote it, when, and how many voted for it, as far as is known."""
    paper = item.paper
    votes = "" if paper.upvotes is None else f"▲{paper.upvotes:,}"
    authors = readable(shown_authors(paper.authors, _MOST_AUTHORS))
    return [part for part in (authors, paper_date(paper), votes, "★" if item.starred else "") if part]


def gist(paper: Paper) -> str:
    """Return the summary, else the beginning of the abstract, cut after a word."""
    text = " ".join(readable(paper.summary or paper.abstract).split())
    if len(text) <= _GIST:
        return text
    head, _, _ = text[: _GIST + 1].rpartition(" ")
    return f"{(head or text[:_GIST]).rstrip(' ,.;:-')}…"
