"""How the bytes of each kind of source are read; runs where they are read, and imports what that takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from feedtui.sources.found import Found


@dataclass(frozen=True, slots=True)
class Given:
    """Bytes from a source: its name, where they came from, and by which of `READERS` they are read.

    `since` is the day from which on papers are new to who asks, for an archive that does not tell them apart.
    """

    reader: str
    data: bytes
    source: str
    url: str = ""
    headers: Mapping[str, str] | None = None
    since: str | None = None


def _huggingface(given: Given) -> Found:
    from feedtui.sources.huggingface import read_list

    return read_list(given.data, given.source)


def _arxiv_listing(given: Given) -> Found:
    from feedtui.sources.arxiv_listing import read_listing

    return read_listing(given.data, given.source)


def _arxiv_api(given: Given) -> Found:
    from feedtui.sources.arxiv_api import read_answer

    return read_answer(given.data, given.source)


def _arxiv_oai(given: Given) -> Found:
    from feedtui.sources.arxiv_oai import read_records

    return read_records(given.data, given.source, given.since)


def _feed(given: Given) -> Found:
    from feedtui.sources.feed import read_feed
    from feedtui.sources.feed_papers import papers_of

    return papers_of(read_feed(given.data, given.headers or {}, given.url), given.source)


def _crossref(given: Given) -> Found:
    from feedtui.sources.crossref import read_works

    return read_works(given.data, given.source)


READERS = {
    "huggingface": _huggingface,
    "arxiv-listing": _arxiv_listing,
    "arxiv-api": _arxiv_api,
    "arxiv-oai": _arxiv_oai,
    "feed": _feed,
    "crossref": _crossref,
}
