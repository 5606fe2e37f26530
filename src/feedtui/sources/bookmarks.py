"""Bookmarks as every browser exports them, `NETSCAPE-Bookmark-file-1`.

It is no HTML that closes its tags, so it is read tag by tag: a folder is an `H3` and the `DL` behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape

from feedtui.sources.found import Carried, Found, Remark, Unreadable, remark
from feedtui.sources.paper_links import is_page_of_paper, paper_at, plain_title
from feedtui.sources.references import Told, gather

KIND = "bookmarks"

_MOST_NAMED = 50
"""Bookmarks of other things that are named; further ones are counted."""
_LOOKS = re.compile(r"\s*<!DOCTYPE\s+NETSCAPE-Bookmark-file-1\b", re.IGNORECASE)
_TAG = re.compile(
    r"<(?P<name>A|H3)\b(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>(?P<text>[^<]*)(?:</(?P=name)>)?"
    r"(?:\s*+<DD>(?P<said>[^<]*))?|<(?P<list>/?DL)\b",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))")
_ROOTS = frozenset(
    "bookmarks|bookmarks bar|bookmarks menu|bookmarks toolbar|bookmarks toolbar folder|favorites|favorites bar|"
    "favourites|favourites bar|mobile bookmarks|other bookmarks|other favorites|unsorted bookmarks".split("|")
)
"""Folders that browsers make themselves, and which say nothing of what is in them."""
_FILE_NAME = re.compile(r"\S+\.pdf", re.IGNORECASE)


def looks_like_bookmarks(text: str) -> bool:
    """Whether a text begins as exported bookmarks do."""
    return _LOOKS.match(text.removeprefix("\ufeff")) is not None


def read_bookmarks(text: str, source: str) -> Found:
    """Return the papers among bookmarks; all other bookmarks are named as left out.

    Folders and tags come along as tags, and what is said below a bookmark as a note.

    Raises:
        Unreadable: There are no bookmarks.
    """
    told: list[Told] = []
    others: list[Remark] = []
    count = 0
    for entry in _bookmarks(text):
        if isinstance(entry, Told):
            told.append(entry)
        else:
            count += 1
            others += [entry] if count <= _MOST_NAMED else []
    if not told and not count:
        raise Unreadable("There are no bookmarks in this file.")
    if count > _MOST_NAMED:
        others.append(remark(f"{count - _MOST_NAMED:,} more bookmarks", "They lead to no papers either."))
    return gather(told, KIND, source, others)


def _bookmarks(text: str) -> Iterator[Told | Remark]:
    """Yield the papers, and what is to be said of bookmarks of other things."""
    breaks = [found.start() for found in re.finditer("\n", text)]
    folders: list[str] = []
    named = ""
    for tag in _TAG.finditer(text):
        if tag["list"]:
            if tag["list"].startswith("/"):
                del folders[-1:]
            else:
                folders.append(named)
            named = ""
            continue
        attributes = {name.lower(): unescape("".join(value)) for name, *value in _ATTRIBUTE.findall(tag["attributes"])}
        title = " ".join(unescape(tag["text"]).split())
        if tag["name"].upper() == "H3":
            is_root = title.lower() in _ROOTS or "personal_toolbar_folder" in attributes
            named = "" if is_root or "unfiled_bookmarks_folder" in attributes else title
        elif "href" in attributes:
            where = f"line {bisect_left(breaks, tag.start()) + 1}"
            said = unescape(tag["said"] or "").strip()
            yield _bookmark(where, title, attributes, Carried(tags=tuple(filter(None, folders)), note=said))


def _bookmark(where: str, title: str, attributes: dict[str, str], around: Carried) -> Told | Remark:
    """Return what a bookmark tells; `around` has its folders as tags, and what is said below it."""
    address = attributes["href"].strip()
    kind, _, rest = (paper_at(address) or "").partition(":")
    if not rest and not is_page_of_paper(address):
        return remark(f"{where}: {title or address}", "It is no page of a paper that feedtui knows, and no PDF.")
    title = "" if rest and (title == address or _FILE_NAME.fullmatch(title)) else plain_title(title)
    # Pinboard, which alone notes what is to be read, parts tags by spaces.
    own = attributes.get("tags", "").split(None if "toread" in attributes else ",")
    return Told(
        where,
        name=title or address,
        title=title or (rest if kind == "doi" else ""),
        arxiv=rest if kind == "arxiv" else None,
        doi=rest if kind == "doi" else None,
        addresses=(address,),
        carried=replace(around, tags=(*around.tags, *own), at=_added(attributes.get("add_date", ""))),
        by_id=True,
    )


def _added(told: str) -> str | None:
    """Return the time of seconds since 1970; some programs write milliseconds or microseconds."""
    if not re.fullmatch(r"[0-9]{9,17}", told):
        return None
    seconds = int(told)
    while seconds >= 10**11:
        seconds //= 1000
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
