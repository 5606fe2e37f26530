"""RSS 0.9x to 2.0, RSS 1.0 (RDF) and Atom 0.3 and 1.0, with Dublin Core, PRISM, Media RSS and arXiv's elements.

https://www.rssboard.org/rss-specification, https://web.resource.org/rss/1.0/spec, RFC 4287,
https://www.dublincore.org/specifications/dublin-core/dcmi-terms/, https://www.w3.org/submissions/2020/SUBM-prism-20200910/.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from operator import itemgetter

from lxml import etree

from feedtui.sources.feed_dates import read_date
from feedtui.sources.feed_encoding import unmangled
from feedtui.sources.feed_entry import Entry, Feed
from feedtui.sources.feed_markup import inner, read_markup
from feedtui.sources.feed_names import Fields, fields_of, local_name
from feedtui.sources.feed_values import absolute, account
from feedtui.sources.found import Unreadable
from feedtui.sources.limits import bounded, in_time, too_slow

_KINDS = {"rss": "rss", "channel": "rss", "rdf": "rdf", "feed": "atom", "entry": "atom"}
_ENTRIES = ("{*}item", "{*}entry", "{*}Item", "{*}ITEM", "{*}Entry", "{*}ENTRY")
_PAGE = set("html head body div h1 meta p script title".split())
_WARNINGS = {"br", "b", "div", "font", "p", "pre"}
"""What servers write their own troubles in, with the feed behind them."""
_BEGIN = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)

_TITLES = ("title", "dc:title", "media:title", "itunes:title")
_PUBLISHED = (
    "published", "pubdate", "issued", "dc:issued", "dc:date", "created", "dc:created", "prism:publicationdate",
    "prism:coverdate",
)  # fmt: skip
_UPDATED = ("updated", "modified", "dc:modified", "lastbuilddate", "prism:modificationdate")
_BUILT = ("lastbuilddate", "updated", "modified", "pubdate", "dc:date")
_ACCOUNTS = (
    "content:encoded", "description", "summary", "content", "dc:description", "dc:abstract", "media:description",
)  # fmt: skip
_IDENTIFIERS = {"guid", "id", "dc:identifier", "prism:doi", "prism:url", "arxiv:doi"}
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LONGEST_NAME = 300
_MAILED = re.compile(r"\S+@\S+\s*\((?P<behind>[^()]+)\)|(?P<before>[^<>@]+?)\s*<\S+@\S+>")


def read_xml_feed(text: str, url: str) -> Feed:
    """Return the feed that markup holds.

    Raises:
        Unreadable: There is no markup, or it is no feed.
    """
    text, cut = bounded(text)
    root = _root(text)
    kind = _kind(root)
    channel = next((child for child in root if local_name(child) == "channel"), root)
    # An entry may quote another: what stands in an entry is none of the feed's.
    elements = [element for element in root.iter(*_ENTRIES) if next(element.iterancestors(*_ENTRIES), None) is None]
    if kind == "rss" and channel is root and not len(root):
        raise Unreadable("This is the beginning of a feed, with nothing in it.")
    if not elements and cut:
        raise Unreadable(f"{cut} There is no entry in them.")
    fields = fields_of(channel)
    site = _link(channel, fields, url)
    author = _authors(fields) if kind == "atom" else ()
    entries = tuple(_entry(element, author, site or url) for element in in_time(elements))
    return Feed(
        kind=kind,
        title=_first(fields, _TITLES),
        link=site,
        entries=entries,
        built=_date(fields, _BUILT)[0],
        quiet_days=_quiet_days(fields),
        cut=too_slow(len(entries)) if len(entries) < len(elements) else cut,
    )


def _root(text: str) -> etree._Element:
    """Return the root of the markup, or of the feed that stands behind what is none of it."""
    begin = _BEGIN.search(text)
    try:
        root = read_markup(text)
    except Unreadable:
        if not begin:
            raise
    else:
        if not begin or local_name(root) not in _WARNINGS:
            return root
    return read_markup(text[begin.start() :])


def _kind(root: etree._Element) -> str:
    name = local_name(root)
    if name in _PAGE:
        raise Unreadable("This is a web page, no feed. The page may name its feed: look there for “RSS” or “Atom”.")
    kind = _KINDS.get(name)
    if kind is None or (kind == "rdf" and not any(local_name(child) in ("channel", "item") for child in root)):
        raise Unreadable(f"This is no feed: it begins with “{name[:40]}”, a feed with “rss”, “feed” or “RDF”.")
    return kind


def _entry(element: etree._Element, feed_authors: tuple[str, ...], site: str) -> Entry:
    fields = fields_of(element)
    published, day = _date(fields, _PUBLISHED)
    updated, updated_day = _date(fields, _UPDATED)
    return Entry(
        title=_first(fields, _TITLES),
        link=_link(element, fields, site),
        published=published,
        updated=updated,
        day=day or (updated_day if published is None else None),
        authors=_authors(fields) or feed_authors,
        text=account(_content(found) for name in _ACCOUNTS for found in fields.get(name, ())),
        identifiers=_identifiers(element, fields),
        tags=tuple(dict.fromkeys(_tags(fields))),
    )


def _content(element: etree._Element) -> str:
    """Return what an element says; in Atom, what is neither text nor XML is in base 64 (RFC 4287, 4.1.3.3)."""
    text = inner(element)
    kind = element.get("type", "")
    binary = "/" in kind and not kind.startswith("text/") and not kind.endswith("xml")
    if (binary or element.get("mode") == "base64") and not len(element):
        try:
            return b64decode("".join(text.split()), validate=True).decode()
        except UnicodeDecodeError:
            return ""
        except ValueError:
            return text
    return unmangled(text)


def _texts(fields: Fields, name: str) -> Iterator[str]:
    """Yield what the elements of a name say, without those that say nothing."""
    for element in fields.get(name, ()):
        if text := _content(element).strip():
            yield text


def _first(fields: Fields, names: tuple[str, ...]) -> str:
    return next((text for name in names for text in _texts(fields, name)), "")


def _date(fields: Fields, names: tuple[str, ...]) -> tuple[int | None, str | None]:
    """Return the first time among the elements named, and the first date that is less than a time."""
    day: str | None = None
    for name in names:
        for text in _texts(fields, name):
            seconds, written = read_date(text)
            if seconds is not None:
                return seconds, None
            day = day or written
    return None, day


def _link(element: etree._Element, fields: Fields, base: str) -> str | None:
    """Return the address of an entry's or a site's page: the first of the best kind that it has.

    The kinds, the best first: RSS's link, Atom's alternate to an HTML page, another alternate, an identifier that is an
    address, another link.
    """
    found: list[tuple[int, str | None]] = []
    for link in fields.get("link", ()):
        alternate = link.get("rel", "alternate").lower().rpartition("/")[2] == "alternate"
        near = absolute(link.base, base) if link.base else None
        address = absolute(link.get("href", link.text or ""), near or base)
        html = "html" in link.get("type", "html")
        found.append((4 if not alternate else 0 if "href" not in link.attrib else 2 - html, address))
    for name in ("guid", "id"):
        for told in fields.get(name, ()):
            text = (told.text or "").strip()
            if "://" in text or told.get("isPermaLink", "").lower() == "true":
                found.append((3, absolute(text, base)))
    found.append((3, element.get(_ABOUT)))
    return next((address for _, address in sorted(found, key=itemgetter(0)) if address), None)


def _identifiers(element: etree._Element, fields: Fields) -> tuple[str, ...]:
    told = [(found.text or "").strip() for name, each in fields.items() if name in _IDENTIFIERS for found in each]
    return tuple(dict.fromkeys(filter(None, [element.get(_ABOUT, ""), *told])))


def _authors(fields: Fields) -> tuple[str, ...]:
    """Return the authors as they are said, from Dublin Core where it names them, else as RSS or Atom does."""
    for name in ("dc:creator", "author", "itunes:author"):
        names = [text for element in fields.get(name, ()) if (text := _author(element))]
        if names:
            return tuple(dict.fromkeys(names))
    return ()


def _author(element: etree._Element) -> str:
    """Return an author's name: Atom's name or mail address, or RSS's text without the mail address before it."""
    inside = {local_name(child): (child.text or "").strip() for child in element}
    said = inside.get("name") or inside.get("email") or "".join(map(str, element.itertext()))
    text = unmangled(" ".join(said.split()))
    match = _MAILED.fullmatch(text) if len(text) < _LONGEST_NAME else None
    return (match["behind"] or match["before"]).strip() if match else text


def _tags(fields: Fields) -> Iterator[str]:
    for element in fields.get("category", ()):
        if tag := (element.get("term") or element.get("label") or element.text or "").strip():
            yield tag
    yield from _texts(fields, "dc:subject")


def _quiet_days(fields: Fields) -> tuple[str, ...]:
    told = {(day.text or "").strip().lower() for days in fields.get("skipdays", ()) for day in days}
    return tuple(day for day in _DAYS if day.lower() in told)
