"""A paper and a mark as objects of a backup, and read back from what may be anybody's.

What is read passes the cleaning door, each text by itself. Fields that are not known are passed over, as is a value
that cannot be one of its field; a line without what it has to say is `Damaged`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, TypeAlias, TypeVar

from feedtui.library.documents import Document
from feedtui.library.reading import Revision
from feedtui.library.whole_papers import Whole
from feedtui.moving.describing import ACCOUNT
from feedtui.notes import clean_note
from feedtui.papers.account import Account
from feedtui.papers.dates import date_of, day_of
from feedtui.papers.links import is_web
from feedtui.papers.paper import Links, Mark, Paper, PaperId
from feedtui.papers.text import LINE_LIMIT, clean_block, clean_line

Object: TypeAlias = dict[str, Any]
Kind = TypeVar("Kind")

NOTE_LIMIT = 200_000
"""Characters of a note: more than one may be typed, since notes of several machines add up."""
_MOST = 5_000
"""Members of a list that are read: authors of a paper, its accounts, its tags."""
_LONGEST = 10_000
"""Characters of an address."""

_KINDS = ("arxiv:", "doi:", "url:", "title:")
_LINKS = tuple(field.name for field in fields(Links))
_TEXTS, _LISTS, _COUNTS = ("abstract", "summary"), ("authors", "tags", "sources"), ("upvotes", "comments")
_DATES = ("published", "listed", "updated")
_STATES = ("read", "starred", "queued")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9:.]{5,15}(Z|[+-][0-9]{2}:?[0-9]{2})?)?")
_DATE = re.compile(r"--[0-9]{2}-[0-9]{2}|[0-9]{4}(-[0-9]{2}(-[0-9]{2}([T ][0-9:.]{2,15} ?(Z|[+-][0-9:]{4,6})?)?)?)?")


class Damaged(ValueError):
    """A line that does not say what it has to; the message says why, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class ToldMark:
    """A mark as a backup tells it, with every identity of its paper, its own first."""

    names: tuple[PaperId, ...]
    title: str
    mark: Mark


def paper_form(paper: Whole) -> Object:
    """Return a paper as an object of a backup."""
    told: Object = {"day": date_of(paper.day).isoformat()}
    if paper.new:
        told["new"] = True
    if paper.revised:
        told["revised"] = paper.revised
    if paper.revisions:
        told["revisions"] = [{"at": one.at, "title": one.title, "abstract": one.abstract} for one in paper.revisions]
    return {**told, "accounts": [_account_form(one) for one in paper.accounts]}


def paper_of(told: Object) -> Whole:
    """Return the paper of an object; raises `Damaged`."""
    accounts = tuple(_account_of(one) for one in _some(told.get("accounts"), dict))
    day = day_of(text_of(told.get("day")))
    if not accounts or day is None:
        raise Damaged("it names no day" if accounts else "it has no account of a paper")
    revisions = (_revision_of(one) for one in _some(told.get("revisions"), dict))
    revised = time_of(told.get("revised"))
    return Whole(accounts, day, told.get("new") is True, revised, tuple(one for one in revisions if one))


def keyed_form(called: str, key: str, document: Document) -> Object:
    """Return a document as an object of a backup, which has its key as a field."""
    return {called: key, **{name: value for name, value in document.items() if name != called}}


def mark_of(told: Object) -> ToldMark:
    """Return the mark of an object; raises `Damaged`."""
    key = text_of(told.get("id"))
    if not is_identity(key):
        raise Damaged("it names no paper")
    for state in _STATES:
        if told.get(state) and not time_of(told[state]):
            raise Damaged(f"{state} is no time")
    names = dict.fromkeys((key, *identities_of(told.get("known_as"))))
    states = {state: time_of(told.get(state)) for state in _STATES}
    tags = tuple(_lines(told.get("tags")))
    mark = Mark(**states, tags=tags, note=note_of(text_of(told.get("note"))))
    return ToldMark(tuple(names), clean_line(text_of(told.get("title"))), mark)


def text_of(value: object) -> str:
    """Return a text as it is told, an empty one for what is none."""
    return value if isinstance(value, str) else ""


def identities_of(value: object) -> tuple[PaperId, ...]:
    """Return those of a list that are identities of a paper."""
    return tuple(dict.fromkeys(filter(is_identity, _some(value, str))))


def note_of(text: str) -> str:
    """Return a text of several lines, each cleaned as that of a note is."""
    lines = text[: NOTE_LIMIT * 2].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(map(clean_note, lines)).strip("\n")[:NOTE_LIMIT].rstrip()


def time_of(value: object) -> str | None:
    """Return a time as it is told, None for what is none."""
    text = text_of(value)
    try:
        return text if _TIME.fullmatch(text) and datetime.fromisoformat(text) else None
    except ValueError:
        return None


def document_of(value: object, depth: int = 4) -> Any:
    """Return a document of any table with its texts cleaned; what is nested deeper than `depth` is left out."""
    match value:
        case str():
            return note_of(value) if "\n" in value else clean_line(value)
        case dict() if depth:
            return {clean_line(str(name)): document_of(one, depth - 1) for name, one in list(value.items())[:_MOST]}
        case list() if depth:
            return [document_of(one, depth - 1) for one in value[:_MOST]]
        case bool() | int() | float():
            return value
        case _:
            return None


def _account_form(account: Account) -> Object:
    paper = account.paper
    links = {name: address for name in _LINKS if (address := getattr(paper.links, name))}
    told = {"at": account.at, "links": links}
    values = ((name, told[name] if name in told else getattr(paper, name)) for name in ACCOUNT)
    return {name: value for name, value in values if value or value == 0}


def _account_of(told: Object) -> Account:
    identity, title, at = text_of(told.get("id")), clean_line(text_of(told.get("title"))), time_of(told.get("at"))
    at = at and _to_the_second(at)
    for name, value in (("id", is_identity(identity)), ("title", title), ("time", at)):
        if not value:
            raise Damaged(f"an account of the paper has no {name}")
    facts: Object = {name: clean_block(text_of(told.get(name))) for name in _TEXTS}
    facts |= {name: tuple(_lines(told.get(name))) for name in _LISTS}
    facts |= {name: _date(told.get(name)) for name in _DATES}
    facts |= {name: _count(told.get(name)) for name in _COUNTS}
    given = told.get("links")
    links = {name: text_of(given.get(name)) for name in _LINKS} if isinstance(given, dict) else {}
    paper = Paper(
        identity,
        title,
        relisted=tuple(filter(None, map(_date, _some(told.get("relisted"), str)))),
        doi=clean_line(text_of(told.get("doi"))) or None,
        links=Links(**{name: address for name, address in links.items() if _is_address(address)}),
        **facts,
    )
    return Account(paper, at or "")


def _to_the_second(at: str) -> str | None:
    """Return a time as accounts have it, so that text order is time's order."""
    try:
        moment = datetime.fromisoformat(at)
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:
        return None
    return f"{moment.replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def _revision_of(told: Object) -> Revision | None:
    at, title = time_of(told.get("at")), clean_line(text_of(told.get("title")))
    return Revision(at, title, clean_block(text_of(told.get("abstract")))) if at and title else None


def is_identity(text: str) -> bool:
    """Whether a text can be what a paper is known by."""
    if text.startswith("url:"):
        return _is_address(text.removeprefix("url:"))
    return text.startswith(_KINDS) and len(text) <= LINE_LIMIT and clean_line(text) == text


def _is_address(text: str) -> bool:
    return len(text) <= _LONGEST and is_web(text)


def _date(value: object) -> str | None:
    text = text_of(value)
    return text if _DATE.fullmatch(text) else None


def _count(value: object) -> int | None:
    return value if type(value) is int and abs(value) < 2**53 else None


def _lines(value: object) -> list[str]:
    return [line for line in map(clean_line, _some(value, str)) if line]


def _some(value: object, kind: type[Kind]) -> list[Kind]:
    return [one for one in value[:_MOST] if isinstance(one, kind)] if isinstance(value, list) else []
