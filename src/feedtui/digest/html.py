"""A digest as one HTML page: nothing of it is fetched from elsewhere, nothing in it runs.

Every colour stands in the elements themselves, for mail programs that take `<style>` away; the style sheet adds the
dark ones, and what small screens need.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from feedtui.digest import facts
from feedtui.digest.choosing import Digest, Entry, Group
from feedtui.papers.links import is_web

_FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
# What each class is in the light and in the dark. Against their background all have a contrast of 4.5 and more.
_LIGHT = {
    "page": "background-color:#ffffff;color:#1f2328",
    "link": "color:#0b57d0",
    "quiet": "color:#59636e",
    "rule": "border-color:#d1d9e0",
}
_DARK = {
    "page": "background-color:#14171c;color:#e6e8eb",
    "link": "color:#8ab4f8",
    "quiet": "color:#9aa4af",
    "rule": "border-color:#343b44",
}
_SHORT = 20
"""Characters of a date, a count or a name."""
_SHEET = ":root{color-scheme:light dark;supported-color-schemes:light dark}"


def html(digest: Digest) -> str:
    """Return a digest as a page."""
    dark = "".join(
        f".{name}{{{';'.join(f'{rule} !important' for rule in rules.split(';'))}}}" for name, rules in _DARK.items()
    )
    title = escape(digest.subject)
    head = [
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        '<meta name="supported-color-schemes" content="light dark">',
        f"<title>{title}</title>",
        f"<style>{_SHEET}@media (prefers-color-scheme:dark){{{dark}}}</style>\n</head>",
    ]
    body = [
        f'<body class="page" style="margin:0;padding:0;{_LIGHT["page"]}">',
        f'<div class="page" style="{_LIGHT["page"]};{_FONT};font-size:16px;line-height:1.5;padding:24px 16px">',
        '<div style="max-width:640px;margin:0 auto;overflow-wrap:anywhere;word-break:break-word">',
        f'<h1 style="font-size:22px;line-height:1.3;font-weight:600;margin:0">{title}</h1>',
        *(part for group in digest.groups for part in _group(group)),
        *([f'<p class="quiet" style="margin:32px 0 0;{_LIGHT["quiet"]}">{digest.more}</p>'] if digest.more else []),
        "</div>\n</div>\n</body>\n</html>",
    ]
    return "\n".join([*head, *body]) + "\n"


def _group(group: Group) -> Iterator[str]:
    count = f'<span class="quiet" style="font-weight:400;{_LIGHT["quiet"]}">{len(group.entries):,}</span>'
    yield (
        f'<h2 class="rule" style="font-size:17px;line-height:1.3;font-weight:600;margin:32px 0 0;padding:0 0 6px;'
        f'border-bottom:1px solid;{_LIGHT["rule"]}">{escape(group.name)} {count}</h2>'
    )
    for entry in group.entries:
        yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    paper = entry.item.paper
    yield '<div style="margin:18px 0 0">'
    yield (
        '<h3 style="font-size:16px;line-height:1.4;font-weight:600;margin:0">'
        f"{_link(facts.address(paper), facts.title(paper))}</h3>"
    )
    parts = [_part(part) for part in facts.byline(entry.item)]
    if paper.links.code and is_web(paper.links.code):
        parts.append(_link(paper.links.code, "code"))
    if parts:
        yield f'<p class="quiet" style="font-size:14px;margin:2px 0 0;{_LIGHT["quiet"]}">{"&nbsp;· ".join(parts)}</p>'
    if gist := facts.gist(paper):
        yield f'<p style="font-size:15px;margin:4px 0 0">{escape(gist)}</p>'
    yield "</div>"


def _part(text: str) -> str:
    """Return a part of a byline; a short one stays on one line."""
    return f'<span style="white-space:nowrap">{escape(text)}</span>' if len(text) <= _SHORT else escape(text)


def _link(address: str, text: str) -> str:
    if not address:
        return escape(text)
    style = f"{_LIGHT['link']};text-decoration:none"
    return f'<a class="link" style="{style}" href="{escape(address)}" rel="noopener noreferrer">{escape(text)}</a>'
