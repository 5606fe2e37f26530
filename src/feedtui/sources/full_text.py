"""A paper's full text as plain paragraphs, each heading behind as many `#` as it is deep, as Markdown has it."""

from __future__ import annotations

import re
from html import unescape

from feedtui.papers.text import BLOCK_LIMIT, clean_line
from feedtui.sources.found import Unreadable
from feedtui.sources.html_text import text_of, title_of

_LEAST = 500
"""Characters without which a page is but a notice that there is no text."""
_MOST = 2_000_000
"""Characters of a text that are kept: some ten times a long paper."""
_MOST_AT_ONCE = 100_000
"""Characters of HTML that are read together; `html_text` reads the beginning of what is much longer."""

_UNSEEN = re.compile(r"<!--|<(head|script|style|nav|footer|header|button|svg|dialog|form)\b[^<>]*>", re.IGNORECASE)
_ARTICLE = re.compile(r"<(article|main)\b[^<>]*>", re.IGNORECASE)
_HEADING = re.compile(r"<h([1-6])\b([^<>]*)>(.{0,2000}?)</h\1\s*>", re.DOTALL | re.IGNORECASE)
_END = re.compile(r"</(?:p|div|li|section|figure|table)\s*>", re.IGNORECASE)
_FRAMES = re.compile(r"</?(?:article|details|main|picture|section|summary|table)\b[^<>]*>", re.IGNORECASE)
"""Tags that `html_text` believes in pairs alone, of which headings leave one end here and one there."""
_NOTE = re.compile(
    r"<span\b[^<>]*\bltx_note_content\b[^<>]*>(?:\s*<sup\b[^<>]*>[^<]*</sup>)?"
    r"(?:\s*<span\b[^<>]*\bltx_tag_note\b[^<>]*>[^<]*</span>)?"
)
"""The beginning of a footnote, with its mark again, which stands before it already."""
_BULLET = re.compile(r"<span\b[^<>]*\bltx_tag_item\b[^<>]*>\s*[•–∙∘*-]\s*</span>")
_NUMBER = re.compile(r"(<span\b[^<>]*\bltx_tag_item\b[^<>]*>[^<]*</span>)(?:\s*<(?:div|p)\b[^<>]*>)+")
_CELLS = re.compile(r"[ \t\xa0]{2,}")
_MARKED = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t#]*")
_FENCE = re.compile(r"[ \t]*(?:```|~~~)")
_KEEPS_LINES = re.compile(r"[ \t]*(?:[-*+•|>]|\d{1,3}[.)])[ \t]")
_IMAGE = re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)")
_LINK = re.compile(r"\[([^\]\n]{1,300})\]\((?:https?:|#)[^)\s]{0,2000}\)")


def from_html(data: bytes) -> str:
    """Return the text of a page such as arXiv's HTML papers, made by LaTeXML; raises `Unreadable` for none."""
    html = _FRAMES.sub("<p>", _article(_seen(data.decode("utf-8", "replace"))))
    html = _NUMBER.sub(r"\1 ", _BULLET.sub("", _NOTE.sub("<span>: ", html)))
    parts, at = [], 0
    for heading in _HEADING.finditer(html):
        parts += _paragraphs(html[at : heading.start()])
        # LaTeXML puts an abstract's heading at the deepest level, for its looks.
        depth = 2 if "ltx_title_abstract" in heading[2] else int(heading[1])
        parts.append(_heading(depth, title_of(heading[3])))
        at = heading.end()
    return _whole([*parts, *_paragraphs(html[at:])])


def _seen(html: str) -> str:
    """Return a page without its comments, its scripts and what surrounds the text; what has no end stays."""
    kept, at, endless = [], 0, set()
    for opening in _UNSEEN.finditer(html):
        name = (opening[1] or "").lower()
        if opening.start() < at or name in endless:
            continue
        end = re.compile(rf"</{name}\s*>" if name else "-->", re.IGNORECASE).search(html, opening.end())
        if end is None:
            endless.add(name)
        else:
            kept.append(html[at : opening.start()])
            at = end.end()
    return " ".join((*kept, html[at:]))


def _article(html: str) -> str:
    """Return what stands in a page's article, or in its main part; all of it where there is neither."""
    lower = html.lower()
    ends = {name: lower.rfind(f"</{name}") for name in ("article", "main")}
    for opening in _ARTICLE.finditer(html):
        end = ends[opening[1].lower()]
        if end >= opening.end():
            return html[opening.end() : end]
    return html


def from_markdown(data: bytes) -> str:
    """Return the text of Markdown, each paragraph on one line; raises `Unreadable` for none."""
    parts: list[str] = []
    open_lines: list[str] = []
    fenced = False

    def end() -> None:
        parts.append(_plain(" ".join(open_lines)))
        open_lines.clear()

    for line in _LINK.sub(r"\1", _IMAGE.sub("", data.decode("utf-8", "replace"))).splitlines():
        marked = None if fenced else _MARKED.fullmatch(line)
        if _FENCE.match(line):
            fenced = not fenced
            end()
        elif fenced or not line.strip() or marked or _KEEPS_LINES.match(line):
            end()
            parts.append(_heading(len(marked[1]), marked[2]) if marked else _plain(line))
        else:
            open_lines.append(line)
    end()
    return _whole(parts)


def _paragraphs(html: str) -> list[str]:
    """Return the paragraphs of HTML without headings, some at a time, cut where an element ends."""
    found: list[str] = []
    while html:
        end = len(html)
        if end > _MOST_AT_ONCE:
            ends = [one.end() for one in _END.finditer(html, 0, _MOST_AT_ONCE)]
            end = ends[-1] if ends else _MOST_AT_ONCE
        text = text_of(f"<div>{html[:end]}</div>")
        found += (_plain(_CELLS.sub(" ", part)) for part in text.split("\n\n"))
        html = html[end:]
    return found


def _plain(text: str) -> str:
    """Return a paragraph, with a backslash before one that begins as a heading does."""
    text = clean_line(text, BLOCK_LIMIT)
    return f"\\{text}" if text.startswith("#") else text


def _heading(depth: int, text: str) -> str:
    title = clean_line(unescape(text))
    return f"{'#' * depth} {title}" if title else ""


def _whole(parts: list[str]) -> str:
    text = "\n\n".join(part for part in parts if part)[:_MOST]
    if sum(len(part) for part in parts if not part.startswith("#")) < _LEAST:
        raise Unreadable("What came has no full text in it.")
    return text
