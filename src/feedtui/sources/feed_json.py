"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import re
from typing import Any

from feedtui.sources.encoded import read_json
from feedtui.sources.feed_dates import read_date
from feedtui.sources.feed_entry import Entry, Feed
from feedtui.sources.feed_values import absolute, account
from feedtui.sources.found import Unreadable
from feedtui.sources.limits import first_entries, in_time, too_slow

_CONTROLS = re.compile("[\0-\x1f]")
"""White space between values, and forbidden in them."""


def read_json_feed(text: str, url: str) -> Feed:
    """Return the feed that JSON text holds; items that are no objects are passed over.

    Raises:
        Unreadable: It is no JSON, or JSON of another kind.
    """
    found = read_json(_CONTROLS.sub(" ", text).encode(errors="replace"))
    if not isinstance(found, dict) or "jsonfeed.org" not in _text(found, "version"):
        raise Unreadable("This is JSON, but no feed: it does not say that it is a JSON Feed.")
    items = found.get("items")
    site = absolute(_text(found, "home_page_url"), url)
    authors = _authors(found)
    each, cut = first_entries([item for item in items if isinstance(item, dict)] if isinstance(items, list) else [])
    entries = tuple(_entry(item, authors, site or url) for item in in_time(each))
    cut = too_slow(len(entries)) if len(entries) < len(each) else cut
    return Feed("json", _text(found, "title"), site, entries, cut=cut)


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
