"""What a file or a paste holds: found out from what it looks like, and read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from feedtui.papers.links import is_web
from feedtui.papers.text import clean_line
from feedtui.sources.found import Found, Unreadable

if TYPE_CHECKING:
    from feedtui.sources.outlines import Outlines

NAMES = (
    "json-lines",
    "huggingface",
    "huggingface-paper",
    "huggingface-page",
    "arxiv-listing",
    "arxiv-api",
    "arxiv-oai",
    "opml",
    "bookmarks",
    "feed",
    "csl-json",
    "zotero-csv",
    "markdown",
    "arxiv-mail",
    "ris",
    "bibtex",
    "papis",
    "id-list",
    "newsboat",
    "page",
)
"""The kinds, in the order in which bytes are asked whether they are of one; anything may be the text of a page."""

_GLANCE = 400_000
"""Bytes of a file that are looked at where its beginning tells what it is."""
_LONGEST_NAME = 200
_CONTROLS = bytes(one for one in range(0x20) if one not in b"\t\n\r\f\x1b")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: how it is known, and how it is read. Both take its bytes."""

    looks: Callable[[bytes], bool]
    read: Callable[[bytes], Found]


def read(data: bytes, kind: str | None = None) -> Found:
    """Return what bytes hold, as the kind that is named or as the first kind that they look like.

    Raises:
        Unreadable: They are of no kind that can be read, or not of the one that is named.
    """
    if kind is not None:
        return _kind(kind).read(data)
    return next(one for one in map(_kind, NAMES) if one.looks(data)).read(data)


def _kind(name: str) -> Kind:
    """Return a kind; the modules of those that are not asked for are not imported."""
    match name.split("-")[0]:
        case "huggingface":
            return _huggingface(name)
        case "arxiv":
            return _arxiv(name)
        case "opml":
            from feedtui.sources import opml

            return Kind(opml.looks_like_opml, lambda data: _subscriptions(opml.read_opml(data), name))
        case "json" | "csl" | "ris" | "bibtex" | "papis" | "zotero" | "bookmarks" | "markdown" | "id":
            looks, read_text = _references(name)
            return Kind(
                lambda data: _as_text(looks)(data[:_GLANCE]), lambda data: read_text(_written(data), f"bib:{name}")
            )
        case "newsboat":
            from feedtui.sources.newsboat_urls import looks_like_urls, read_urls

            return Kind(_as_text(looks_like_urls), lambda data: _subscriptions(read_urls(text_of(data)), name))
        case "feed":
            from feedtui.sources.feed import looks_like_feed

            return Kind(looks_like_feed, _feed)
    from feedtui.sources.page import read_page

    return Kind(lambda data: True, lambda data: read_page(text_of(data)))


def _huggingface(name: str) -> Kind:
    from feedtui.sources import huggingface, huggingface_page

    kinds = {
        "huggingface": Kind(huggingface.looks_like_list, lambda data: huggingface.read_list(data, "hf:daily")),
        "huggingface-paper": Kind(
            huggingface.looks_like_paper, lambda data: Found(name, (huggingface.read_paper(data, "hf:paper"),))
        ),
        "huggingface-page": Kind(
            huggingface_page.looks_like_page, lambda data: huggingface_page.read_html(data, "hf:page")
        ),
    }
    return kinds[name]


def _arxiv(name: str) -> Kind:
    from feedtui.sources import arxiv_api, arxiv_listing, arxiv_mail, arxiv_oai

    kinds = {
        "arxiv-listing": Kind(
            arxiv_listing.looks_like_listing, lambda data: arxiv_listing.read_listing(data, "arxiv:listing")
        ),
        "arxiv-api": Kind(arxiv_api.looks_like_answer, lambda data: arxiv_api.read_answer(data, "arxiv:query")),
        "arxiv-oai": Kind(arxiv_oai.looks_like_records, lambda data: arxiv_oai.read_records(data, "arxiv:oai")),
        "arxiv-mail": Kind(
            _as_text(arxiv_mail.looks_like_mail), lambda data: arxiv_mail.read_mail(text_of(data), "arxiv:mail")
        ),
    }
    return kinds[name]


def _references(name: str) -> tuple[Callable[[str], bool], Callable[[str, str], Found]]:
    """Return how text of a kind that tells of references is known and read."""
    match name:
        case "json-lines":
            from feedtui.sources.json_records import looks_like_records, read_records

            return looks_like_records, read_records
        case "csl-json":
            from feedtui.sources.csl_file import looks_like_csl, read_csl

            return looks_like_csl, read_csl
        case "ris":
            from feedtui.sources.ris_file import looks_like_ris, read_ris

            return looks_like_ris, read_ris
        case "bibtex":
            from feedtui.sources.bibtex_file import looks_like_bibtex, read_bibtex

            return looks_like_bibtex, read_bibtex
        case "papis":
            from feedtui.sources.papis_file import looks_like_papis, read_papis

            return looks_like_papis, read_papis
        case "zotero-csv":
            from feedtui.sources.zotero_csv import looks_like_zotero, read_zotero

            return looks_like_zotero, read_zotero
        case "markdown":
            from feedtui.sources.reading_list import looks_like_reading_list, read_reading_list

            return looks_like_reading_list, read_reading_list
        case "bookmarks":
            from feedtui.sources.bookmarks import looks_like_bookmarks, read_bookmarks

            return looks_like_bookmarks, read_bookmarks
    from feedtui.sources.id_list import looks_like_ids, read_ids

    return looks_like_ids, read_ids


def text_of(data: bytes) -> str:
    """Return bytes as text; what is not UTF-8 becomes U+FFFD.

    Raises:
        Unreadable: They are no text.
    """
    if _is_binary(data):
        raise Unreadable("This is not text.")
    return data.decode("utf-16" if data.startswith(_UTF_16) else "utf-8-sig", errors="replace")


def _as_text(looks: Callable[[str], bool]) -> Callable[[bytes], bool]:
    return lambda data: not _is_binary(data) and looks(text_of(data))


def _is_binary(data: bytes) -> bool:
    """Whether bytes are no text: a NUL alone may be one broken entry of a text, and must not hide the others."""
    head = data[:4096]
    odd = len(head) - len(head.translate(None, _CONTROLS))
    return b"\0" in head and odd * 20 > len(head) and not data.startswith(_UTF_16)


def _written(data: bytes) -> str:
    """Return the text of a file that may be of an older encoding."""
    from feedtui.sources.references import decoded

    return text_of(data) if data.startswith(_UTF_16) or _is_binary(data) else decoded(data)


def _feed(data: bytes) -> Found:
    from feedtui.sources.feed import read_feed
    from feedtui.sources.feed_papers import papers_of

    feed = read_feed(data, {}, "")
    site = feed.link if feed.link and is_web(feed.link) else clean_line(feed.title, _LONGEST_NAME)
    return papers_of(feed, site or "feed")


def _subscriptions(outlines: Outlines, kind: str) -> Found:
    from feedtui.sources.addresses import shown_name

    if not outlines.outlines and not outlines.skipped:
        raise Unreadable("There are no sources in this list.")
    named = tuple((one.address, one.title or shown_name(one.address)) for one in outlines.outlines)
    return Found(kind, (), outlines.skipped, sources=named)
