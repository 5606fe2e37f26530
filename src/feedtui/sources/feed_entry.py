"""A feed as its publisher wrote it, before its entries are papers. All text is raw: nothing here is cleaned."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. Texts may hold HTML; times are seconds since 1970, addresses absolute where the feed allows it.

    `title` is what the feed gives as title, markup included. `text` is the longest account of the entry that is no
    whole page: abstract, description, summary or content. `identifiers` is what may name the paper beside its link:
    guid, `dc:identifier`, `prism:doi`, in the feed's order. `day` is the date as the feed wrote it, where that is
    less than a time (`2024`, `2026-03`, `2026-03-21`), ISO 8601.
    """

    title: str = ""
    link: str | None = None
    published: int | None = None
    updated: int | None = None
    day: str | None = None
    authors: tuple[str, ...] = ()
    text: str = ""
    identifiers: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: RSS, RDF, Atom or JSON Feed. `built` is when the publisher says it made it, in seconds since 1970.

    `cut` is why `entries` are not all of them, empty where they are.
    """

    kind: str
    title: str = ""
    link: str | None = None
    entries: tuple[Entry, ...] = ()
    built: int | None = None
    quiet_days: tuple[str, ...] = ()
    cut: str = ""
