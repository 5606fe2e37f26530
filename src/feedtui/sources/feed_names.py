"""What the elements of a feed are, whatever prefix, namespace and case its publisher gave them."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from lxml import etree

Fields: TypeAlias = dict[str, list[etree._Element]]
"""The elements in an entry or a channel by name, in their order: `title`, `dc:creator`."""

_FAMILIES = (
    ("w3.org/2005/atom", ""),
    ("purl.org/atom/", ""),
    ("purl.org/rss/1.0/modules/content", "content:"),
    ("purl.org/rss/1.0/modules/", "module:"),
    ("purl.org/rss/", ""),
    ("purl.org/net/rss1.1", ""),
    ("netscape.com/rdf/simple", ""),
    ("purl.org/dc/", "dc:"),
    ("prismstandard", "prism:"),
    ("search.yahoo.com/mrss", "media:"),
    ("arxiv.org/", "arxiv:"),
    ("itunes", "itunes:"),
)
"""What a namespace's address has in it, and how its names begin here; the first that fits."""
_PREFIXES = {"dcterms": "dc:", "atom": "", "rss": ""}
"""Prefixes used without a namespace, where names do not begin like them."""


def fields_of(element: etree._Element) -> Fields:
    """Return the elements in an entry or a channel, and those that Media RSS puts one or two steps deeper."""
    home = namespace(element.tag)
    fields: Fields = {}
    waiting = list(element)
    for child in waiting:
        name = _name(child.tag, home)
        fields.setdefault(name, []).append(child)
        if name in ("media:group", "media:content"):
            waiting.extend(child)
    return fields


def local_name(element: etree._Element) -> str:
    """Return an element's name without prefix and namespace, in lower case."""
    return element.tag.rpartition("}")[2].rpartition(":")[2].lower()


def namespace(tag: str) -> str:
    """Return the namespace of a name as lxml writes it, empty for none."""
    return tag[1:].partition("}")[0] if tag.startswith("{") else ""


@lru_cache(maxsize=4096)
def _name(tag: str, home: str) -> str:
    """Return how an element is called here; names of RSS, of Atom and of the `home` around it have no prefix."""
    if tag.startswith("{"):
        address, _, local = tag[1:].partition("}")
        near = address.lower()
        family = "" if address == home else next((begin for part, begin in _FAMILIES if part in near), "other:")
    else:
        prefix, colon, local = tag.rpartition(":")
        family = _PREFIXES.get(prefix.lower(), prefix + colon)
    return (family + local).lower()
