"""feedtui's feed parser for a scorer that compares feed parsers: `parse(data, headers, url)` to a plain dictionary."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from feedtui.sources.feed import read_feed
from feedtui.sources.feed_entry import Entry


def parse(data: bytes, headers: Mapping[str, str], url: str) -> dict[str, Any]:
    """Return the feed's title, and of each entry title, link and dates in seconds since 1970."""
    feed = read_feed(data, headers, url)
    return {"title": feed.title, "entries": [_plain(entry) for entry in feed.entries]}


def _plain(entry: Entry) -> dict[str, Any]:
    published = entry.published
    if published is None and entry.day is not None:
        year, month, day = (*map(int, entry.day.split("-")), 1, 1)[:3]
        published = int(datetime(year, month, day, tzinfo=UTC).timestamp())
    return {"title": entry.title, "link": entry.link, "published": published, "updated": entry.updated}
