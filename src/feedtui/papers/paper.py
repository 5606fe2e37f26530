"""The nouns of the house: a paper as its sources tell it, and the mark a reader leaves on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

PaperId: TypeAlias = str
"""`arxiv:2301.03580`, `doi:…`, `url:…` or `title:…`; see `identity`."""


@dataclass(frozen=True, slots=True)
class Links:
    """Web addresses of one paper, http or https only; None where no source gave one."""

    abs: str | None = None
    pdf: str | None = None
    html: str | None = None
    code: str | None = None
    project: str | None = None
    discussion: str | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """What the sources say of one paper. Every string has passed `text`.

    Dates are ISO 8601 in the precision that the source gave: `2024`, `2026-03`, `2026-03-21`, a full
    time, or `--03-21` for a day whose year is unknown. `listed` is the first day on which a source listed
    it, `relisted` has the further ones, the earliest first. `summary` is somebody's short account of the
    paper and never stands in for `abstract`.
    """

    id: PaperId
    title: str
    abstract: str = ""
    summary: str = ""
    authors: tuple[str, ...] = ()
    published: str | None = None
    listed: str | None = None
    relisted: tuple[str, ...] = ()
    updated: str | None = None
    doi: str | None = None
    links: Links = field(default_factory=Links)
    upvotes: int | None = None
    comments: int | None = None
    tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """What the reader did with one paper. The times are ISO 8601 in UTC, None for "not so"."""

    read: str | None = None
    starred: str | None = None
    queued: str | None = None
    tags: tuple[str, ...] = ()
    note: str = ""

    def with_state(self, state: str, at: str | None) -> Mark:
        """Return the mark with `read`, `starred` or `queued` set at a time, or cleared; one that is set stays so."""
        if (getattr(self, state) is None) == (at is None):
            return self
        # Not by `replace`, which takes three times as long: there may be 100,000 marks.
        match state:
            case "read":
                return Mark(at, self.starred, self.queued, self.tags, self.note)
            case "starred":
                return Mark(self.read, at, self.queued, self.tags, self.note)
        return Mark(self.read, self.starred, at, self.tags, self.note)


NO_MARK = Mark()


@dataclass(frozen=True, slots=True)
class Item:
    """A paper with its mark and topics: what lists, panes, exports and queries look at."""

    paper: Paper
    mark: Mark = NO_MARK
    topics: tuple[str, ...] = ()
    revised: str | None = None
    """When its title or abstract last changed, ISO 8601 in UTC."""

    @property
    def is_revised(self) -> bool:
        """Whether its text changed since the reader read it."""
        return bool(self.revised and self.mark.read and self.revised > self.mark.read)

    @property
    def unread(self) -> bool:
        """Whether the reader has yet to read it."""
        return self.mark.read is None

    @property
    def starred(self) -> bool:
        """Whether the reader starred it."""
        return self.mark.starred is not None

    @property
    def queued(self) -> bool:
        """Whether the reader put it aside to read later."""
        return self.mark.queued is not None
