"""What Hugging Face's API answers about papers: `/api/daily_papers`, `/api/papers/search` and `/api/papers/{id}`."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from feedtui.papers.paper import Paper
from feedtui.papers.text import clean_line
from feedtui.sources.encoded import BOM, read_json
from feedtui.sources.found import Found, Remark, Unreadable, remark
from feedtui.sources.huggingface_item import is_item, read_item

KIND = "huggingface-api"

_GLANCE = 2**20
_BEGINNING = re.compile(r'\s*(?:\{[^\[]*"data"\s*:\s*)?\[\s*')
_NEXT = re.compile(r"\s*,\s*")
_PRINTED = "{'paper': {'"


def read_list(data: bytes, source: str) -> Found:
    """Return the papers of a list in its order; an item that is no paper becomes a remark.

    Raises:
        Unreadable: It is no list of Hugging Face's papers.
    """
    return papers_in(items_of(_answer(data)), KIND, source)


def read_paper(data: bytes, source: str) -> Paper:
    """Return the one paper of an answer.

    Raises:
        Unreadable: It is no paper of Hugging Face.
    """
    answer = _answer(data)
    if not is_item(answer):
        raise Unreadable("This is no paper of Hugging Face: the JSON has no id and title of one.")
    try:
        return read_item(answer, source)[0]
    except Unreadable as error:
        raise Unreadable(f"The paper of Hugging Face cannot be read. {error}") from error


def looks_like_list(data: bytes) -> bool:
    """Whether bytes begin as a list of Hugging Face's papers; looks no further than the first item that is one.

    That holds for papers as Python prints them too, of which `read_list` says what is wrong with them.
    """
    text = _glance(data)
    at = _BEGINNING.match(text)
    while at is not None:
        item, end = _value(text, at.end())
        if is_item(item) or _is_printed(item):
            return True
        at = _NEXT.match(text, end)
    return False


def looks_like_paper(data: bytes) -> bool:
    """Whether bytes begin as the answer about one paper."""
    return is_item(_value(_glance(data).lstrip(), 0)[0])


def items_of(answer: object) -> list[object]:
    """Return the items of a list as JSON holds it, bare or as the `data` of an object that somebody put around it.

    Raises:
        Unreadable: It is no list, or there are items and none is a paper.
    """
    items = answer.get("data") if isinstance(answer, dict) else answer
    if not isinstance(items, list):
        raise Unreadable("This is no list of Hugging Face's papers: the JSON has no list.")
    if items and not any(map(is_item, items)):
        if any(map(_is_printed, items)):
            raise Unreadable(
                "The list has papers as Python prints them, not as JSON, and none was read. "
                "Save what Hugging Face's API answers as it is."
            )
        raise Unreadable("This is no list of Hugging Face's papers: nothing in the JSON's list is a paper.")
    return items


def papers_in(items: Sequence[object], kind: str, source: str, day: str | None = None) -> Found:
    """Return the papers of items as the API writes them, in their order.

    An item that cannot be read, and a paper that comes again, is left out with a remark; what is kept though part of it
    could not be read has one too. `day` is the day of the list where that is known, else it is the one that all papers
    name.
    """
    papers: dict[str, Paper] = {}
    skipped: list[Remark] = []
    damaged: list[Remark] = []
    for number, item in enumerate(items, 1):
        try:
            paper, damage = read_item(item, source)
        except Unreadable as error:
            skipped.append(remark(f"item {number}: {_shown(item)}", str(error)))
            continue
        if paper.id in papers:
            skipped.append(remark(f"item {number}: {paper.title}", "It is the same paper again in this list."))
            continue
        papers[paper.id] = paper if paper.listed else replace(paper, listed=day)
        damaged += [remark(f"item {number}: {paper.title}", why) for why in damage]
    days = {paper.listed for paper in papers.values()}
    common = next(iter(days)) if len(days) == 1 else None
    told_at = max(filter(None, {*days, day}), default=None)
    return Found(kind, tuple(papers.values()), tuple(skipped), tuple(damaged), day or common, told_at)


def _answer(data: bytes) -> Any:
    """Return what JSON of the API holds."""
    if data.removeprefix(BOM).lstrip().startswith(b"<"):
        raise Unreadable("This is a web page and not the JSON that Hugging Face's API answers with.")
    answer = read_json(data)
    error = answer.get("error") if isinstance(answer, dict) else None
    if isinstance(error, str):
        raise Unreadable(f"Hugging Face answered with an error: {clean_line(error, 300).rstrip('.')}.")
    return answer


def _is_printed(item: object) -> bool:
    return isinstance(item, str) and item.startswith(_PRINTED)


def _shown(item: object) -> str:
    """Return by what a reader may find an item that is no paper."""
    inner = item.get("paper", item) if isinstance(item, dict) else item
    told = [inner.get("id"), inner.get("title")] if isinstance(inner, dict) else [inner]
    return " ".join(str(one)[:200] for one in told if isinstance(one, str | int | float)) or "without id and title"


def _glance(data: bytes) -> str:
    return data[:_GLANCE].removeprefix(BOM).decode(errors="replace")


def _value(text: str, start: int) -> tuple[object, int]:
    """Return the JSON value that begins at a place, and where it ends; None and the text's end if there is none."""
    try:
        return json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        return None, len(text)
