"""The formats of an export, by name. What writes one is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from feedtui.exports.markdown import Style, markdown
from feedtui.papers.paper import Item, Paper


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what its files' names end with, and what it is for, in a few words."""

    suffix: str
    help: str


FORMATS = {
    "markdown": Format(".md", "a reading list"),
    "bibtex": Format(".bib", "references for LaTeX, as arXiv gives them"),
    "biblatex": Format(".bib", "references for LaTeX with biber"),
    "ris": Format(".ris", "references for Zotero, EndNote, Mendeley"),
    "csl-json": Format(".json", "references for Pandoc and citation processors"),
    "org": Format(".org", "a reading list for Org mode"),
    "html": Format(".html", "one page, to read or to print"),
    "atom": Format(".atom", "a feed"),
    "json-feed": Format(".json", "a feed"),
    "csv": Format(".csv", "a table"),
    "json": Format(".jsonl", "an object a line, with everything"),
    "ids": Format(".txt", "arXiv ids, DOIs or addresses, one a line"),
}
"""The formats of papers, in the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What an export is told beside its papers: `at` is when it is made, ISO 8601 in UTC; only some formats say so."""

    at: str
    style: Style = field(default_factory=Style)


def written(name: str, items: Iterable[Item], layout: Layout) -> Iterator[str]:
    """Yield an export of papers in pieces, as the papers come."""
    title = layout.style.title
    match name:
        case "bibtex" | "biblatex":
            from feedtui.exports import bibtex

            return bibtex.bibtex(items) if name == "bibtex" else bibtex.biblatex(items)
        case "ris":
            from feedtui.exports.ris import ris

            return ris(items)
        case "csl-json":
            from feedtui.exports.csl_json import csl_json

            return csl_json(items)
        case "org":
            from feedtui.exports.org import org

            return org(items, title)
        case "html":
            from feedtui.exports.html import html

            return html(items, title, layout.at[:10])
        case "atom":
            from feedtui.exports.atom import atom

            return atom(items, title, layout.at)
        case "json-feed":
            from feedtui.exports.json_feed import json_feed

            return json_feed(items, title)
        case "csv":
            from feedtui.exports.spreadsheet import csv_rows

            return csv_rows(items)
        case "json":
            from feedtui.exports.json_lines import json_lines

            return json_lines(items)
        case "ids":
            return (f"{_name(item.paper)}\n" for item in items)
    return iter((markdown(items, layout.style),))


def _name(paper: Paper) -> str:
    """Return a paper's arXiv id, DOI or address; its title as a comment where it has none of them."""
    kind, _, name = paper.id.partition(":")
    return f"# {paper.title}" if kind == "title" else name
