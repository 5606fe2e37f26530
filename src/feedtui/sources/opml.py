"""Lists of feeds as OPML, which every feed reader writes: http://opml.org/spec2.opml.

The tags are read one by one rather than as a tree. So a broken tag costs itself alone, where an XML parser drops
attributes or ends, folders may be as deep as they like, and no entity can be defined.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote_plus
from xml.sax.saxutils import escape

from feedtui.papers.text import clean_line
from feedtui.sources.addresses import Address, AddressError, parse_address
from feedtui.sources.feed_encoding import decoded
from feedtui.sources.found import Unreadable
from feedtui.sources.outlines import Gathering, Outline, Outlines

FEED_TYPES = ("rss", "rss1", "rss2", "atom", "rdf", "feed", "json", "jsonfeed", "pie", "cdf")
_FOLDER_TYPES = ("", "folder", "category", "group")
# FreshRSS's `HTML+XPath` and its like have an xmlUrl that is a page to be taken apart.
_NO_FEED = re.compile(r"include|source|.*\+.*")
_DEEPEST = 50
"""Folders that are kept around a source, from the outermost inwards."""
_OWN = "feedtui:source"
_OWN_NAMESPACE = "urn:feedtui"

_IGNORED = re.compile(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)", re.DOTALL)
_OUTLINE = re.compile(r"<(/?)(?:[\w.-]+:)?outline(?=[\s/>])", re.IGNORECASE)
_PIECE = re.compile(r"""(?<![\w:.-])([\w:.-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)|(/?)>""")
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ROOT = re.compile(r"(?>(?:<\?[^>]*>|<!--.*?-->|<!DOCTYPE[^>]*>|\s+)*)<(?:[\w.-]+:)?opml\b", re.DOTALL | re.IGNORECASE)
_BEGINNING = 4_096
_END = re.compile(r"</(?:[\w.-]+:)?opml\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Tag:
    """An outline's attributes by their names in lower case, the folders around it, and whether nothing is in it."""

    attributes: dict[str, str]
    folders: tuple[str, ...]
    is_leaf: bool
    has_address: bool


def looks_like_opml(data: bytes) -> bool:
    """Whether the first element is OPML's."""
    return _ROOT.match(decoded(data[:_BEGINNING], {})) is not None


def read_opml(data: bytes) -> Outlines:
    """Return the sources of an OPML file in its order; one that stands in it twice is taken where it stands first.

    Raises:
        Unreadable: It is no OPML.
    """
    text = _IGNORED.sub(" ", decoded(data, {}))
    has_root = _ROOT.match(text[:_BEGINNING]) is not None
    if not has_root and _OUTLINE.search(text) is None:
        raise Unreadable("This is no OPML: it has neither an opml element nor outlines.")
    gathering = Gathering()
    for tag in _tags(text):
        _read(tag, gathering)
    if has_root and _END.search(text) is None:
        gathering.leave_out(text[-60:], "The file breaks off here, before its end: more may have followed.")
    return gathering.outlines()


def write_opml(outlines: Iterable[Outline], title: str) -> str:
    """Return OPML 2.0 of the sources in their order.

    arXiv's listings and searches get the addresses of their feeds. Hugging Face's lists have no feed and are links to
    their pages. Both keep their own name in `feedtui:source`.
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<opml version="2.0" xmlns:feedtui="{_OWN_NAMESPACE}">',
        f"  <head><title>{escape(clean_line(title))}</title></head>",
        "  <body>",
    ]
    opened: list[str] = []
    for outline in outlines:
        folders = [name for name in map(clean_line, outline.folders[:_DEEPEST]) if name]
        shared = 0
        while shared < min(len(opened), len(folders)) and opened[shared] == folders[shared]:
            shared += 1
        lines += [_indented(depth, "</outline>") for depth in range(len(opened) - 1, shared - 1, -1)]
        lines += [
            _indented(depth, f"<outline{_attributes({'text': folders[depth], 'title': folders[depth]})}>")
            for depth in range(shared, len(folders))
        ]
        opened = folders
        lines.append(_indented(len(opened), f"<outline{_attributes(_written(outline))}/>"))
    lines += [_indented(depth, "</outline>") for depth in range(len(opened) - 1, -1, -1)]
    return "\n".join([*lines, "  </body>", "</opml>", ""])


def _read(tag: _Tag, gathering: Gathering) -> None:
    """Take the source that an outline names, or say why not; a folder is neither."""
    given = tag.attributes
    kind = given.get("type", "").strip().lower()
    own, feed = given.get(_OWN, ""), given.get("xmlurl", "").strip()
    if kind in (*FEED_TYPES, "") and not feed:
        feed = given.get("url", "").strip()
    title = _title(given, feed, own)
    if own and (not feed or _is_source(own)):
        gathering.take(own, title, tag.folders, kind if kind in FEED_TYPES else "rss")
    elif feed and not _NO_FEED.fullmatch(kind):
        gathering.take(feed, title, tag.folders, kind if kind in FEED_TYPES else "rss")
    elif tag.is_leaf and (kind in FEED_TYPES or (tag.has_address and kind in _FOLDER_TYPES)):
        gathering.leave_out(title or given.get("htmlurl", kind), "It names no feed: it has no xmlUrl that can be read.")
    elif kind not in _FOLDER_TYPES and (tag.is_leaf or feed):
        gathering.leave_out(title or given.get("url", kind), f"It is of type {clean_line(kind, 40)}, which is no feed.")


def _tags(text: str) -> Iterator[_Tag]:
    """Yield every outline of a document whose comments are gone."""
    marks = list(_OUTLINE.finditer(text))
    folders: list[str] = []
    for at, mark in enumerate(marks):
        if mark[1]:
            if folders:
                folders.pop()
            continue
        following = marks[at + 1] if at + 1 < len(marks) else None
        # A `<` cannot be part of an attribute: the next outline begins anew whatever was broken in this one.
        written = text[mark.end() : following.start() if following else len(text)]
        attributes, is_closed = _parsed(written)
        around = tuple([name for name in folders[:_DEEPEST] if name])
        is_leaf = is_closed or following is None or bool(following[1])
        yield _Tag(attributes, around, is_leaf, "://" in written)
        if not is_closed:
            folders.append("" if "xmlurl" in attributes or _OWN in attributes else _title(attributes))


def _parsed(written: str) -> tuple[dict[str, str], bool]:
    """Return the attributes of a tag, and whether it closes itself."""
    attributes: dict[str, str] = {}
    for piece in _PIECE.finditer(written):
        name, value, slash = piece.groups()
        if name is None:
            return attributes, bool(slash)
        value = value[1:-1] if value[0] in "\"'" else value
        attributes.setdefault(name.lower(), _REFERENCE.sub(lambda found: unescape(found[0]), value))
    return attributes, False


def _is_source(name: str) -> bool:
    try:
        parse_address(name)
    except AddressError:
        return False
    return True


def _title(attributes: dict[str, str], *addresses: str) -> str:
    """Return the name that a reader sees; some write the address where a feed has none."""
    names = [clean_line(attributes.get(name, "")) for name in ("text", "title")]
    return next((name for name in names if name and name not in addresses), "")


def _written(outline: Outline) -> dict[str, str]:
    """Return the attributes of a source. `text` is its name where it has no title, since OPML wants one."""
    try:
        address = parse_address(outline.address)
    except AddressError:
        # A list with one bad name in it is worth more than none.
        name = clean_line(outline.address)
        address = Address(name, "feed", name)
    title = clean_line(outline.title)
    feed, page = _feed_of(address), _page_of(address)
    kind = outline.kind if outline.kind in FEED_TYPES else "rss"
    given = {"type": kind, "xmlUrl": feed, "htmlUrl": page} if feed else {"type": "link", "url": page}
    own = {_OWN: address.name} if address.kind != "feed" else {}
    return {"text": title or address.name, "title": title} | given | own


def _feed_of(address: Address) -> str:
    """Return where another reader can get the source as a feed, nothing where it cannot."""
    if address.kind == "feed":
        return address.value
    if address.kind == "arxiv-listing":
        return f"https://rss.arxiv.org/rss/{address.value}"
    if address.kind == "arxiv-query":
        asked = f"search_query={quote_plus(address.value, safe=':')}&sortBy=submittedDate&sortOrder=descending"
        return f"https://export.arxiv.org/api/query?{asked}&max_results=100"
    return ""


def _page_of(address: Address) -> str:
    """Return the page that shows the source, nothing where there is none."""
    if address.kind == "arxiv-listing":
        return f"https://arxiv.org/list/{address.value}/new"
    pages = {"hf-daily": "", "hf-weekly": "", "hf-monthly": "", "hf-trending": "/trending"}
    if address.kind in pages:
        return f"https://huggingface.co/papers{pages[address.kind]}"
    return f"https://huggingface.co/papers?q={quote_plus(address.value)}" if address.kind == "hf-search" else ""


def _attributes(given: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(value, {chr(34): "&quot;"})}"' for name, value in given.items() if value)


def _indented(depth: int, line: str) -> str:
    # Deep folders would cost more spaces than text.
    return "  " * min(depth + 2, 10) + line
