"""What a source's bytes turned out to hold."""

from __future__ import annotations

from dataclasses import dataclass

from feedtui.papers.paper import Paper


@dataclass(frozen=True, slots=True)
class Remark:
    """A piece of the input, as text cleaned and cut short, and what is to be said of it."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """The papers of one input in its order, what was left out, and what was kept though damaged.

    `list_date` is the day of the list itself, not of its papers: ISO 8601, `--03-21` where the year
    is unknown.
    """

    kind: str
    papers: tuple[Paper, ...]
    skipped: tuple[Remark, ...] = ()
    damaged: tuple[Remark, ...] = ()
    list_date: str | None = None


class Unreadable(ValueError):
    """The input is of no kind that can be read; the message is a sentence for the reader."""
