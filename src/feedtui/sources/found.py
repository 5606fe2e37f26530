"""What a source's bytes turned out to hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from feedtui.papers.paper import Paper, PaperId
from feedtui.papers.text import clean_line

_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Remark:
    """A piece of the input, as text cut short, and what is to be said of it; both are cleaned."""

    what: str
    why: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "what", clean_line(self.what))
        object.__setattr__(self, "why", clean_line(self.why))


@dataclass(frozen=True, slots=True)
class Carried:
    """What an input tells of its reader and one paper: marks that another program kept.

    `at` is when it was read or starred, as far as the input tells, ISO 8601 in UTC.
    """

    read: bool = False
    starred: bool = False
    tags: tuple[str, ...] = ()
    note: str = ""
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The papers of one input in its order, what was left out, and what was kept though damaged.

    `list_date` is the day of the list itself, not of its papers: ISO 8601, `--03-21` where the year
    is unknown. `told_at` is the last day that the input can tell of, where an input says so: what was
    recorded on a later day is newer.
    """

    kind: str
    papers: tuple[Paper, ...]
    skipped: tuple[Remark, ...] = ()
    damaged: tuple[Remark, ...] = ()
    list_date: str | None = None
    told_at: str | None = None
    revised: tuple[Paper, ...] = ()
    """New versions of papers that were announced before: news only of a paper that one has."""
    cross_listed: int = 0
    """How many of the papers were announced elsewhere and are listed here too."""
    title: str | None = None
    """What the source calls itself."""
    built: str | None = None
    """When the source says that it made this list, ISO 8601."""
    quiet_days: tuple[str, ...] = ()
    """The days of the week, in English, on which the source says that nothing comes."""
    sources: tuple[tuple[str, str], ...] = ()
    """Of a list of subscriptions: the name of each source, as `addresses` writes it, and its title."""
    carried: Mapping[PaperId, Carried] = field(default_factory=dict)
    """Of papers that another program kept marks of: these, by the paper's id."""
    following: str | None = None
    """What to ask for to get the next part of the list; None at its end."""


class Unreadable(ValueError):
    """The input is of no kind that can be read; the message is a sentence for the reader, cleaned."""

    def __init__(self, sentence: str) -> None:
        super().__init__(clean_line(sentence))


def remark(what: str, why: str) -> Remark:
    """Return a remark on a piece of the input, cleaned and cut short."""
    shown = clean_line(what, _SHOWN * 2)
    return Remark(shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…", why)
