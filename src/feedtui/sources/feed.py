"""A feed's bytes to its entries, whatever the format."""

from __future__ import annotations

import re
from collections.abc import Mapping

from feedtui.sources.feed_encoding import decoded
from feedtui.sources.feed_entry import Feed
from feedtui.sources.feed_json import read_json_feed
from feedtui.sources.feed_values import absolute
from feedtui.sources.feed_xml import read_xml_feed
from feedtui.sources.found import Unreadable

_HEAD = 4096
_BEGIN = re.compile(
    r"(?:\s|<!--.*?-->|<[!?][^>]*>|\]\s*>)*+<(?:[\w.-]+:)?(?:rss|rdf|feed|channel|entry)[\s>]",
    re.DOTALL | re.IGNORECASE,
)


def looks_like_feed(data: bytes) -> bool:
    """Whether bytes begin like a feed, or are JSON that names JSON Feed."""
    text = decoded(data[:_HEAD], {}).lstrip("\ufeff").lstrip()
    return bool(_BEGIN.match(text)) or (text.startswith("{") and _names_json_feed(data))


def _names_json_feed(data: bytes) -> bool:
    # In UTF-16 and UTF-32 there are NULs between the letters.
    return b"jsonfeed.org" in (data if b"\0" not in data[:_HEAD] else data.replace(b"\0", b"")).lower()


def read_feed(data: bytes, headers: Mapping[str, str], url: str) -> Feed:
    """Return the feed that a response holds; `headers` are the response's, `url` is where it came from.

    Raises:
        Unreadable: It is no feed.
    """
    text = decoded(data, headers).lstrip("\ufeff").lstrip()
    if not text.strip("\0"):
        raise Unreadable("This is no feed: it is empty.")
    place = next((value for name, value in headers.items() if name.lower() == "content-location"), "")
    url = absolute(place, url) or url
    return read_json_feed(text, url) if text[0] in "{[" else read_xml_feed(text, url)
