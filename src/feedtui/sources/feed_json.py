"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import re
from typing import Any

from feedtui.sources.encoded import json_decoder, read_json
from feedtui.sources.feed_dates import read_date
from feedtui.sources.feed_entry import Entry, Feed
from feedtui.sources.feed_values import absolute, account
from feedtui.sources.found import Unreadable
from feedtui.sources.limits import MOST_ENTRIES, first_entries, in_time, too_slow

_CONTROLS = re.compile("[\0-\x1f]")
"""White space between values, and forbidden in them."""
_ITEMS = re.compile(r'"items"\s*+:\s*+\[\s*+')
_FIRST_NAME = re.compile(r'\{\s*+"([^"\\]{1,100})"')
_VERSION = re.compile(r"jsonfeed\.org/version/", re.IGNORECASE)
_MOST_BROKEN = 1_000


def read_json_feed(text: str, url: str) -> Feed:
    """Return the feed that JSON text holds; items that are no objects are passed over, and those that are broken.

    Raises:
        Unreadable: It is no JSON, or JSON of another kind.
    """
    text = _CONTROLS.sub(" ", text)
    broken = 0
    try:
        found = read_json(text.encode(errors="replace"))
    except Unreadable:
        found, broken = _whole_items(text)
        if not found["items"]:
            raise
    if not isinstance(found, dict) or "jsonfeed.org" not in _text(found, "version").lower():
        raise Unreadable("This is JSON, but no feed: it does not say that it is a JSON Feed.")
    items = found.get("items")
    site = absolute(_text(found, "home_page_url"), url)
    authors = _authors(found)
    each, cut = first_entries([item for item in items if isinstance(item, dict)] if isinstance(items, list) else [])
    entries = tuple(_entry(item, authors, site or url) for item in in_time(each))
    cut = too_slow(len(entries)) if len(entries) < len(each) else cut
    cut = cut or (
        f"The feed is no whole JSON: {len(each):,} items could be read, {broken:,} could not." if broken else ""
    )
    return Feed("json", _text(found, "title"), site, entries, cut=cut)


def _whole_items(text: str) -> tuple[dict[str, Any], int]:
    """Return what can be read of a feed that is no JSON as a whole, and how many of its items are broken."""
    decoder = json_decoder()
    begin = _ITEMS.search(text)
    at = begin.end() if begin else len(text)
    # The next item begins with the same name as the first: what else is in braces may be within one.
    key = _FIRST_NAME.match(text, at)
    next_item = re.compile(rf"\{{\s*+\"{re.escape(key[1])}\"\s*+:") if key else None
    items: list[Any] = []
    broken = 0
    while at < len(text) and broken < _MOST_BROKEN and len(items) <= MOST_ENTRIES:
        try:
            item, at = decoder.raw_decode(text, at)
            items.append(item)
        except (ValueError, RecursionError):
            broken += 1
            at += 1
        following = next_item.search(text, at) if next_item else None
        at = following.start() if following else len(text)
    version = _VERSION.search(text)
    return {"version": version[0] if version else "", "items": items}, max(broken, 1)


def _entry(item: dict[str, Any], authors: tuple[str, ...], site: str) -> Entry:
    published, day = read_date(_text(item, "date_published"))
    updated, updated_day = read_date(_text(item, "date_modified"))
    identifier = _text(item, "id")
    link = _text(item, "url") or _text(item, "external_url") or (identifier if "://" in identifier else "")
    tags = item.get("tags")
    return Entry(
        title=_text(item, "title"),
        link=absolute(link, site),
        published=published,
        updated=updated,
        day=day or (updated_day if published is None else None),
        authors=_authors(item) or authors,
        text=account([_text(item, name) for name in ("content_html", "content_text", "summary")]),
        identifiers=tuple(filter(None, [identifier])),
        tags=tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
    )


def _text(found: dict[str, Any], name: str) -> str:
    """Return a text, or a number as text: identifiers may be numbers."""
    value = found.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else ""


def _authors(found: dict[str, Any]) -> tuple[str, ...]:
    """Return the names of `authors`, or of `author`, its name in version 1.0; either may be one or a list."""
    people = found.get("authors") or found.get("author") or []
    each = people if isinstance(people, list) else [people]
    names = (
        person if isinstance(person, str) else _text(person, "name")
        for person in each
        if isinstance(person, str | dict)
    )
    return tuple(name for name in names if name.strip())
