"""Which feeds an HTML page names: https://www.rssboard.org/rss-autodiscovery and what pages do beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from feedtui.papers.links import is_web
from feedtui.papers.text import clean_line
from feedtui.sources.addresses import parse_address
from feedtui.sources.outlines import Outline

_TYPES = {
    "application/rss+xml": "rss",
    "application/atom+xml": "atom",
    "application/rdf+xml": "rdf",
    "application/feed+json": "json",
}
# These name many things besides feeds, so that the address has to look like one.
_VAGUE_TYPES = ("application/xml", "text/xml", "application/json", "")
_LAST_SEGMENT = re.compile(
    r"(?:feeds?|rss2?|atom)(?:\.(?:xml|rdf|json|php))?|index\.(?:xml|rdf)|[^/]+\.(?:rss|atom|rdf)", re.IGNORECASE
)
_ASKED_FOR = re.compile(r"(?:^|&)(?:feed|format|alt|output|type)=(?:rss\d?|atom|rdf|feed)\d*(?:&|$)", re.IGNORECASE)
_COMMENTS = re.compile(r"comm?ent|kommentar", re.IGNORECASE)


def feeds_in(data: bytes, url: str) -> tuple[Outline, ...]:
    """Return the feeds that a page at `url` names, in its order, those of comments last.

    A page that declares none is searched for links that look like feeds. What is no page has none.
    """
    try:
        root = html.document_fromstring(data, parser=html.HTMLParser(no_network=True, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, LookupError):
        return ()
    base = _base(root, url)
    own = _name(url, url)
    found: dict[str, Outline] = {}
    for links in (_declared(root, base), _linked(root, base)):
        for href, title, kind in links:
            name = _name(href, base)
            if name is not None and name != own:
                found.setdefault(name, Outline(name, clean_line(title), kind=kind))
        if found:
            break
    return tuple(sorted(found.values(), key=_is_of_comments))


def _declared(root: html.HtmlElement, base: str) -> Iterator[tuple[str, str, str]]:
    """Yield address, title and kind of what the page declares to be its feeds."""
    for link in root.iter("link"):
        relations = (link.get("rel") or "").lower().split()
        href = (link.get("href") or "").strip()
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        if not href or not {"alternate", "feed"} & set(relations):
            continue
        if kind in _TYPES or (kind in _VAGUE_TYPES and ("feed" in relations or _looks_like_feed(href, base))):
            yield href, link.get("title") or "", _TYPES.get(kind, "rss")


def _linked(root: html.HtmlElement, base: str) -> Iterator[tuple[str, str, str]]:
    """Yield address, title and kind of the links that look like feeds."""
    for link in root.iter("a"):
        href = (link.get("href") or "").strip()
        if _looks_like_feed(href, base):
            yield href, link.get("title") or str(link.text_content()), "rss"


def _looks_like_feed(href: str, base: str) -> bool:
    try:
        parts = urlsplit(urljoin(base, href))
    except ValueError:
        return False
    # Services that subscribe to a feed carry its whole address in their own.
    if ":/" in parts.path or parts.scheme not in ("http", "https", "feed"):
        return False
    last = parts.path.rstrip("/").rpartition("/")[2]
    return _LAST_SEGMENT.fullmatch(last) is not None or _ASKED_FOR.search(parts.query) is not None


def _base(root: html.HtmlElement, url: str) -> str:
    """Return what the page's addresses are relative to."""
    given = next((one.get("href") for one in root.iter("base") if one.get("href")), "") or ""
    try:
        base = urljoin(url, given.strip())
    except ValueError:
        return url
    return base if is_web(base) else url


def _name(href: str, base: str) -> str | None:
    """Return the name of the source at an address, None where none can be."""
    try:
        address = parse_address(urljoin(base, href))
    except ValueError:
        return None
    return address.name


def _is_of_comments(feed: Outline) -> bool:
    return _COMMENTS.search(f"{feed.title} {urlsplit(feed.address).path}") is not None
