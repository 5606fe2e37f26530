"""A reading list in Markdown, to be pasted into notes.

Every character of a paper that CommonMark, GitHub's Markdown or HTML would interpret is escaped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import quote

from feedtui.papers.display import paper_date, shown_authors
from feedtui.papers.links import is_web, page_address
from feedtui.papers.paper import Item, Paper

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&$^=@!\"']|:(?=//)|(?<=\b[wW]{3})\.|(?<=[!-/:-@\[-`{-~])\.(?=\S)")
_LINE_START = re.compile(r"^(?:(\d{1,9})([.)])|([-+]))(?=\s|$)|^(-{2,})")
_REFERENCE = re.compile(r"&(?=#?\w+;)")
_OTHER = "Other"
_MOST_AUTHORS = 6


@dataclass(frozen=True, slots=True)
class Style:
    """How a reading list is laid out."""

    title: str = "Reading list"
    grouped: bool = False
    """Under headings: the reader's first tag, else the source's, else the first topic."""
    abstracts: bool = False
    """With the abstract, or the summary where there is none, as a quote."""
    front_matter: bool = False
    """With a block of YAML before the list."""
    date: str | None = None
    """The day that the front matter names."""


def markdown(items: Iterable[Item], style: Style | None = None) -> str:
    """Return a reading list: a bullet a paper, in the order given or under headings."""
    style = style or Style()
    items = list(items)
    parts = [_front_matter(style, len(items))] if style.front_matter else []
    parts.append(f"# {escape(style.title)}")
    if style.grouped:
        for name, group in _groups(items).items():
            parts += [f"## {escape(name)}", "\n".join(_bullet(item, style) for item in group)]
    elif items:
        parts.append("\n".join(_bullet(item, style) for item in items))
    if not items:
        parts.append("No papers.")
    return "\n\n".join(parts) + "\n"


def link(paper: Paper) -> str:
    """Return the paper's title as a link to its page, or alone if its address is no web address."""
    address, _ = page_address(paper)
    return f"[{escape(paper.title)}]({destination(address)})" if is_web(address) else escape(paper.title)


def escape(text: str) -> str:
    """Return one line of text so that Markdown shows it to the letter."""
    text = _SPECIAL.sub(lambda match: f"\\{match[0]}", text)
    return _LINE_START.sub(_at_line_start, text)


def _at_line_start(match: re.Match[str]) -> str:
    if match[1]:
        return f"{match[1]}\\{match[2]}"
    return f"\\{match[0]}"


def _bullet(item: Item, style: Style) -> str:
    paper = item.paper
    searched = "" if page_address(paper)[1] else " (search)"
    lines = [f"- {link(paper)}{searched}"]
    authors = escape(shown_authors(paper.authors, _MOST_AUTHORS))
    names = ", ".join(escape(name) for name in dict.fromkeys((*item.mark.tags, *paper.tags, *item.topics)))
    facts = [authors, paper_date(paper), names]
    if paper.upvotes is not None:
        facts.append(f"▲{paper.upvotes}")
    if paper.links.code and is_web(paper.links.code):
        facts.append(f"[code]({destination(paper.links.code)})")
    if item.starred:
        facts.append("★")
    if any(facts):
        lines[0] += "  "
        lines.append("  " + " · ".join(fact for fact in facts if fact))
    if item.mark.note:
        lines += ["", *paragraphs(f"Note: {item.mark.note}", "  ", _as_markdown)]
    quoted = paper.abstract or paper.summary
    if style.abstracts and quoted:
        lines += ["", *paragraphs(quoted if paper.abstract else f"Summary: {quoted}", "  > ")]
    return "\n".join(lines)


def paragraphs(text: str, indent: str, written: Callable[[str], str] = escape) -> list[str]:
    """Return a text's lines, escaped; two spaces at the end of one keep it apart from the next in its paragraph."""
    lines = text.split("\n")
    breaks = ["  " if line and after else "" for line, after in zip(lines, [*lines[1:], ""], strict=True)]
    return [(indent + written(line)).rstrip() + line_break for line, line_break in zip(lines, breaks, strict=True)]


def _as_markdown(note: str) -> str:
    """Return a line of a note, which is Markdown already; HTML in it, which a file may have brought, is text."""
    return note.replace("<", "\\<")


def _groups(items: list[Item]) -> dict[str, list[Item]]:
    """Return the papers under their first tag or topic, names in order, those without one last."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        names = (*item.mark.tags, *item.paper.tags, *item.topics, "")
        groups.setdefault(names[0], []).append(item)
    return {name or _OTHER: groups[name] for name in sorted(groups, key=lambda name: (not name, name.casefold()))}


def _front_matter(style: Style, count: int) -> str:
    """Return the YAML block; a JSON string is a YAML string, whatever it holds."""
    lines = ["---", f"title: {json.dumps(style.title, ensure_ascii=False)}"]
    if style.date:
        lines.append(f"date: {style.date}")
    return "\n".join([*lines, f"papers: {count}", "---"])


def destination(address: str) -> str:
    """Return an address as it is safe between the parentheses of a link."""
    return _REFERENCE.sub(r"\&", quote(address, safe="!#$%&'*+,/:;=?@[]~-._"))
