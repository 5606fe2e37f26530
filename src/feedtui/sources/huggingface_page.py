"""A page of huggingface.co/papers that was saved from a browser as HTML.

The page carries all that it shows as JSON, in the attribute `data-props` of the element that its script fills in:
`DailyPapers` on the pages of a day, week, month, search and trend, `PaperContent` on a paper's own page. Where that is
gone or damaged, the cards that can be seen are read; they have no abstracts. Both as saved in September 2026.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from lxml import etree, html

from feedtui.sources.encoded import BOM, read_json
from feedtui.sources.found import Found, Unreadable
from feedtui.sources.huggingface import items_of, papers_in
from feedtui.sources.huggingface_item import iso_day
from feedtui.sources.page_blocks import Kind, blocks_of

KIND = "huggingface-page"

_LIST, _PAPER = "DailyPapers", "PaperContent"
_TITLES = "//article//h3//a[@href]"
_CARD = "ancestor::article[1]"
_UPVOTES = ".//*[contains(concat(' ', normalize-space(@class), ' '), ' leading-none ')]"
_COMMENTS = ".//a[contains(@href, '#community')]"
_ORGANIZATION = ".//a[img]/span"
_ADDRESSES = "//meta[@property='og:url']/@content | //link[@rel='canonical']/@href"


def looks_like_page(data: bytes) -> bool:
    """Whether bytes are HTML that may be a page of Hugging Face's papers, with the data that it carries or without."""
    if not data.removeprefix(BOM).lstrip().startswith(b"<"):
        return False
    carries = any(name.encode() in data for name in (_LIST, _PAPER)) and b"data-props" in data
    return carries or (b"<article" in data and b"<h3" in data and b"/papers/" in data)


def read_html(data: bytes, source: str) -> Found:
    """Return the papers of a saved page in its order.

    Raises:
        Unreadable: It is no page of Hugging Face's papers.
    """
    tree = _tree(data)
    damage = ""
    for name, read in ((_LIST, _list), (_PAPER, _paper)):
        for props in _all(tree, f"//*[@data-target='{name}']/@data-props"):
            try:
                return read(read_json(props.encode(errors="replace")), source)
            except Unreadable as error:
                damage = str(error)
    if cards := list(_cards(tree)):
        return papers_in(cards, KIND, source, _day(tree))
    if damage:
        raise Unreadable(f"The data in this page of Hugging Face's papers is damaged, and it has no cards. {damage}")
    raise Unreadable(
        "No papers were found: this is no page of huggingface.co/papers. "
        "Open one of those in a browser and save it as HTML."
    )


def _list(props: Any, source: str) -> Found:
    """Return the papers of a page of many."""
    if not isinstance(props, dict):
        raise Unreadable("The page's data is no JSON object.")
    query = props.get("query")
    searched = bool(isinstance(query, dict) and query.get("q")) or bool(props.get("searchResults"))
    items = items_of(props.get("searchResults" if searched else "dailyPapers"))
    shown = props.get("dateString")
    day = iso_day(shown) if isinstance(shown, str) else None
    # A search and a trend show the day on which they were made, a week and a month one at their edge.
    of_a_day = props.get("periodType") in (None, "day") and not searched and not props.get("isTrending")
    found = papers_in(items, KIND, source, day if of_a_day else None)
    told_at = max(filter(None, (day, found.told_at)), default=None)
    return replace(found, list_date=day if of_a_day else None, told_at=told_at)


def _paper(props: Any, source: str) -> Found:
    """Return the paper of its own page, which is no list of any day."""
    if not isinstance(props, dict):
        raise Unreadable("The page's data is no JSON object.")
    item = {"paper": props.get("paper"), "organization": props.get("organization")}
    return replace(papers_in(items_of([item]), KIND, source), list_date=None)


def _cards(tree: etree._Element) -> Iterator[dict[str, Any]]:
    """Yield the cards of a page as the API would write them."""
    for link in _all(tree, _TITLES):
        identifier = _identifier(link.get("href"))
        if identifier is None:
            continue
        card = _all(link, _CARD)[0]
        organization = {"fullname": next((_text(name) for name in _all(card, _ORGANIZATION)), "")}
        paper = {
            "id": identifier,
            "title": _text(link),
            "upvotes": _count(card, _UPVOTES),
            "organization": organization,
        }
        yield {"paper": paper, "numComments": _count(card, _COMMENTS)}


def _identifier(address: str) -> str | None:
    """Return which paper a link goes to; browsers write the host in front of the path when they save a page."""
    path = _path(address)
    return path.removeprefix("/papers/").strip("/") if path.startswith("/papers/") else None


def _day(tree: etree._Element) -> str | None:
    """Return the day whose page this is, from the address that it gives as its own."""
    paths = (_path(address) for address in _all(tree, _ADDRESSES))
    days = (iso_day(path.removeprefix("/papers/date/")) for path in paths if path.startswith("/papers/date/"))
    return next(filter(None, days), None)


def _path(address: str) -> str:
    try:
        return urlsplit(address.strip()).path
    except ValueError:
        return ""


def _count(card: etree._Element, path: str) -> int | None:
    """Return the first number among some elements of a card, None where there is none or a dash stands for it."""
    for element in _all(card, path):
        blocks = blocks_of(_text(element))
        if len(blocks) == 1 and blocks[0].kind is Kind.COUNT:
            return blocks[0].count
    return None


def _text(element: etree._Element) -> str:
    return str(element.xpath("string()"))


def _all(element: etree._Element, path: str) -> list[Any]:
    found = element.xpath(path)
    return found if isinstance(found, list) else []


def _tree(data: bytes) -> etree._Element:
    # Hugging Face writes UTF-8, as do browsers when they save its pages. A NUL would end the document.
    text = data.removeprefix(BOM).decode(errors="replace").replace("\0", "\ufffd")
    try:
        tree: etree._Element = html.document_fromstring(text.encode(), html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable("This is no HTML.") from error
    return tree
