"""One paper as Hugging Face writes it, in the answers of its API and inside its pages.

The format: https://huggingface.co/.well-known/openapi.json, and items recorded from 2024 to 2026. Fields came and went
over these years: a paper needs no more than its id and title.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from feedtui.papers.identity import arxiv_id, title_id
from feedtui.papers.links import code_address, is_web
from feedtui.papers.paper import Links, Paper, PaperId
from feedtui.papers.text import clean_block, clean_line
from feedtui.sources.found import Unreadable

_PAGES = "https://huggingface.co/papers/"
_OF_A_PAPER = {"discussionId", "upvotes", "thumbnailUrl"}
_MOST_COUNTED = 10**9
_NUMBER = re.compile(r"(\d+)\.?(\d*)")
_FIVE_DIGITS = "1501"
"""The month, YYMM, from which arXiv's identifiers have five digits behind the dot instead of four."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MIDNIGHT = re.compile(r"T00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?")
_DAY_LENGTH = len("2026-03-21")

_T = TypeVar("_T")


def is_item(value: object) -> bool:
    """Whether a value is meant as a paper: `{"paper": {…}, …}`, or the object of a paper itself."""
    if not isinstance(value, dict):
        return False
    flat = "id" in value and "title" in value and not _OF_A_PAPER.isdisjoint(value)
    return flat or isinstance(value.get("paper"), dict)


def read_item(item: object, source: str) -> tuple[Paper, list[str]]:
    """Return the paper of an item, and sentences on what of it is damaged.

    Raises:
        Unreadable: The item is no paper, or there is no telling which.
    """
    if not isinstance(item, dict) or not is_item(item):
        raise Unreadable("It is no paper.")
    outer = _Fields(item)
    inner = _Fields(item["paper"]) if isinstance(item.get("paper"), dict) else outer
    # The outer title and the inner differ in one item of seven, in nearly all by arXiv's line wraps alone. In the rest
    # the outer has TeX, `VLM$^2$-Bench`, and the inner what Hugging Face's pages show, `VLM^2-Bench`: with that, a page
    # pasted as text tells of the same paper. arXiv's own title, with its TeX, is believed before either.
    title = clean_line(inner.text("title") or outer.text("title"))
    if not title:
        raise Unreadable("It has no title.")
    identity = _identity(inner.fields.get("id"), title)
    paper = Paper(
        id=identity,
        title=title,
        abstract=clean_block(inner.text("summary") or outer.text("summary")),
        summary=clean_block(inner.text("ai_summary")),
        authors=inner.authors(),
        # The outer time is this one, taken for UTC once too often: it is four or five hours early.
        published=inner.time("publishedAt"),
        listed=inner.day("submittedOnDailyAt"),
        links=inner.links(identity),
        upvotes=inner.count("upvotes"),
        comments=outer.count("numComments"),
        tags=tuple(dict.fromkeys((*inner.keywords(), *(inner.organization() or outer.organization())))),
        sources=(source,),
    )
    return paper, _damage(paper, inner, outer)


def iso_day(text: str) -> str | None:
    """Return the day of an ISO date or time as it is written, None if it has none."""
    day = text[:_DAY_LENGTH]
    if not _DAY.fullmatch(day):
        return None
    try:
        date.fromisoformat(day)
    except ValueError:
        return None
    return day


def _identity(told: object, title: str) -> PaperId:
    """Return the identity of a paper by the id that an item has.

    Each of the recorded papers has an arXiv identifier without a version. Any other text may be the id of a paper that
    is not on arXiv; no other source knows it by that, so that such a paper is known by its title.

    Raises:
        Unreadable: The id is missing, or has lost digits, so that it is that of another paper or of none.
    """
    if isinstance(told, int | float) and not isinstance(told, bool):
        raise Unreadable("Its id is a number and not text, so that digits of it may be lost.")
    if not isinstance(told, str) or not clean_line(told):
        raise Unreadable("It has no id.")
    identifier = clean_line(told)
    identity = arxiv_id(identifier)
    number = _NUMBER.fullmatch(identity.removeprefix("arxiv:") if identity else identifier)
    if number and (identity is None or len(number[2]) != 4 + (number[1] >= _FIVE_DIGITS)):
        raise Unreadable(f"Its id {number[0]} is none that arXiv gave: there are digits too few or too many.")
    return identity or title_id(title)


def _damage(paper: Paper, inner: _Fields, outer: _Fields) -> list[str]:
    said = []
    if not paper.id.startswith("arxiv:"):
        said.append(f"Its id {clean_line(inner.text('id'), 40)} is none of arXiv's: it is known by its title alone.")
    if inner.fields.get("withdrawnAt"):
        day = inner.day("withdrawnAt")
        said.append(f"It was withdrawn on {day}." if day else "It was withdrawn.")
    if wrong := dict.fromkeys(inner.wrong + outer.wrong):
        said.append(f"What could not be read and was left out: {', '.join(wrong)}.")
    return said


class _Fields:
    """The fields of an object, each as what it should be; one that is missing, null or wrong is taken as empty.

    `wrong` has the names of those that were asked for and are something else than they should be.
    """

    def __init__(self, fields: dict[str, Any]) -> None:
        self.fields = fields
        self.wrong: list[str] = []

    def text(self, name: str) -> str:
        return self._of(name, str) or ""

    def count(self, name: str) -> int | None:
        number = self._of(name, int)
        return None if number is None else self._sound(name, number, 0 <= number < _MOST_COUNTED)

    def day(self, name: str) -> str | None:
        """Return the day of a time as it is written: midnight in UTC is the evening before in America."""
        text = self.text(name)
        return self._sound(name, iso_day(text), iso_day(text) is not None) if text else None

    def time(self, name: str) -> str | None:
        """Return a time in UTC; the day alone for midnight, which all recorded times since May 2026 are."""
        text, day = self.text(name), self.day(name)
        if day is None or text == day or _MIDNIGHT.fullmatch(text[_DAY_LENGTH:]):
            return day
        try:
            moment = datetime.fromisoformat(text)
            moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            return self._sound(name, day, False)
        return moment.isoformat(timespec="seconds").replace("+00:00", "Z")

    def links(self, identity: PaperId) -> Links:
        """Return the paper's links; it is discussed on its page at Hugging Face."""
        code, project = self._web("githubRepo"), self._web("projectPage")
        if project and code is None and code_address(project) == project:
            code = project
        if project and code and project.rstrip("/") == code.rstrip("/"):
            project = None
        kind, _, identifier = identity.partition(":")
        return Links(code=code, project=project, discussion=_PAGES + identifier if kind == "arxiv" else None)

    def authors(self) -> tuple[str, ...]:
        """Return the authors' names without those that Hugging Face hides."""
        names = []
        for author in self._of("authors", list) or ():
            match author:
                case {"hidden": True}:
                    continue
                case {"name": str(name)} | str(name):
                    names.append(clean_line(name))
                case _:
                    self.wrong.append("authors")
        return tuple(filter(None, names))

    def keywords(self) -> tuple[str, ...]:
        words = self._of("ai_keywords", list) or []
        if not all(isinstance(word, str) for word in words):
            self.wrong.append("ai_keywords")
        return tuple(filter(None, (clean_line(word) for word in words if isinstance(word, str))))

    def organization(self) -> tuple[str, ...]:
        """Return the organization of a paper, if it has one, as a tag: what papers are looked for by."""
        organization = _Fields(self._of("organization", dict) or {})
        name = clean_line(organization.text("fullname") or organization.text("name"))
        return (name,) if name else ()

    def _web(self, name: str) -> str | None:
        address = clean_line(self.text(name))
        return self._sound(name, address, is_web(address)) if address else None

    def _of(self, name: str, kind: type[_T]) -> _T | None:
        value = self.fields.get(name)
        # JSON's true and false are no numbers.
        return None if value is None else self._sound(name, value, type(value) is kind)

    def _sound(self, name: str, value: _T, sound: bool) -> _T | None:
        if not sound:
            self.wrong.append(name)
        return value if sound else None
