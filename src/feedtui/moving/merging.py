"""What becomes of a mark, a kept search or another document where there is one already: nothing is deleted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import count

from feedtui.library.documents import Document
from feedtui.papers.paper import Mark


def merged_mark(here: Mark, there: Mark) -> Mark:
    """Return both marks as one: each state since its first time, all tags, and both notes."""
    return Mark(
        read=_first(here.read, there.read),
        starred=_first(here.starred, there.starred),
        queued=_first(here.queued, there.queued),
        tags=tuple(dict.fromkeys((*here.tags, *there.tags))),
        note=merged_note(here.note, there.note),
    )


def merged_note(here: str, there: str) -> str:
    """Return a note that says what both say: the one that says all of the other, else one after the other.

    What both begin with is there once. The second merging with the same note changes nothing.
    """
    mine, theirs = _pieces(here), _pieces(there)
    if set(theirs) <= set(mine):
        return here or there
    if set(mine) <= set(theirs):
        return there
    same = next(at for at, (one, other) in enumerate(zip(mine, theirs, strict=False)) if one != other)
    return "\n\n".join((here.rstrip("\n"), *theirs[same:]))


def free_name(name: str, query: str, searches: Mapping[str, str]) -> str | None:
    """Return the name under which a search can be kept beside others, None where it is kept already.

    One that is taken by another query gets ` (2)`, ` (3)` and so on behind it.
    """
    for number in count(1):
        tried = name if number == 1 else f"{name} ({number})"
        held = searches.get(tried)
        if held is None:
            return tried
        if held == query:
            return None
    raise AssertionError


def later_document(here: Document | None, there: Document) -> Document:
    """Return of two documents about the same the one of the later `at`."""
    return max(here, there, key=_age) if here is not None else there


def _pieces(note: str) -> list[str]:
    """Return what an empty line parts."""
    return [piece for part in note.split("\n\n") if (piece := part.strip("\n"))]


def _first(here: str | None, there: str | None) -> str | None:
    return min(filter(None, (here, there)), default=None)


def _age(document: Document) -> tuple[str, str]:
    return str(document.get("at", "")), json.dumps(document, sort_keys=True)
