"""What the rank answers, without its arrays: for whoever must not wait for numpy, or asks from another process."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from feedtui.papers.words import name_words

if TYPE_CHECKING:
    from feedtui.ranking.ranker import Ranker

OFFERED = 50
"""Papers of one list For you."""
LEVELS = 8
"""Steps in which a score is shown."""
_LEVELLED = 10_000
"""Papers of an order whose levels are told; nobody looks further."""
_LIKELY = 0.4
"""The score from which on a tag is likely for a paper."""
_TAGGED, _TAGS = 5, 40
"""Papers and own tags that are looked at for tags that are likely."""

_IN_SHORT = 5
_LONGEST = 12
"""Cells of the longest bar."""
_BAR = "█"


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a paper has its score.

    `parts` are kind (`word`, `author`, `tag` or `source`), name and amount; `nearest` are rows, titles and nearness.
    """

    score: float
    sentence: str
    parts: tuple[tuple[str, str, float], ...]
    nearest: tuple[tuple[int, str, float], ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered: rows, the best first, their levels and which are surprises, and where learning stands.

    `is_full` says that the list is as long as one may be: there may be more that are as good. `is_whole` says that all
    papers were looked through.
    """

    rows: tuple[int, ...]
    levels: Mapping[int, int]
    surprises: frozenset[int]
    is_full: bool
    is_ready: bool
    is_whole: bool
    state: str


@dataclass(frozen=True, slots=True)
class Order:
    """Rows, the best first, with the levels of the first of them; there are none while nothing is learned."""

    rows: Sequence[int]
    levels: Mapping[int, int]


def reasons_of(ranker: Ranker, row: int) -> Reasons:
    """Return why the paper at a row has its score; raises `KeyError` if it is no longer there."""
    from feedtui.ranking.explaining import why

    found = why(ranker, row)
    parts = tuple((part.kind, part.name, part.amount) for part in found.parts)
    return Reasons(found.score, found.sentence, parts, found.nearest)


def offer_of(ranker: Ranker, rows: Iterable[int] | None = None) -> Offer:
    """Return what is offered, out of some rows or of all papers."""
    found = ranker.for_you(rows, OFFERED)
    levels = levels_of([(one.row, one.score) for one in found]) if ranker.is_ready else {}
    surprises = frozenset(one.row for one in found if one.surprise)
    is_full = len(found) == OFFERED
    return Offer(
        tuple(one.row for one in found), levels, surprises, is_full, ranker.is_ready, ranker.is_whole, ranker.state
    )


def alike(ranker: Ranker, rows: Sequence[int], limit: int = 50) -> list[tuple[int, float, tuple[str, ...]]]:
    """Return papers like some others, the nearest first: row, nearness, and what they share."""
    from feedtui.ranking.likeness import similar

    return [(one.row, one.nearness, one.shared) for one in similar(ranker, rows, limit)]


def bars(reasons: Reasons) -> list[str]:
    """Return a line for each part: its amount, a bar as long as it counts, and what it is."""
    most = max((abs(amount) for _, _, amount in reasons.parts), default=1) or 1
    lines = []
    for kind, name, amount in reasons.parts:
        bar = _BAR * max(1, round(abs(amount) / most * _LONGEST))
        lines.append(f"{amount:+.2f} {bar:<{_LONGEST}} {name if kind == 'word' else f'{kind} {name}'}")
    return lines


def in_short(reasons: Reasons) -> list[str]:
    """Return the reasons in a few lines: the bars of the first parts, and the nearest of those kept."""
    lines = bars(reasons)[:_IN_SHORT] or [reasons.sentence]
    return [*lines, *(f"like “{title}”" for _, title, _ in reasons.nearest[:1])]


def sorted_rows(ranker: Ranker, rows: Iterable[int], order: str) -> Order:
    """Return papers in an order of the rank, as `Ranker.scored` tells it."""
    found = ranker.scored(rows, order)
    levels = levels_of(found[:_LEVELLED]) if ranker.is_ready else {}
    return Order(array("q", [row for row, _ in found]), levels)


def likely_tags(ranker: Ranker, rows: Sequence[int], most: int = 3) -> list[str]:
    """Return the own tags that some papers are likely to get and do not all have, the likeliest first."""
    ranker.learn()
    has = [{name_words(tag) for tag in ranker.tags_of(row)} for row in rows[:_TAGGED]]
    scored = []
    for name, tag in list(ranker.tags.items())[:_TAGS]:
        if not all(name in own for own in has):
            scored.append((-float(ranker.score(rows[:_TAGGED], tag).mean()), tag))
    return [tag for score, tag in sorted(scored) if score <= -_LIKELY][:most]


def levels_of(scored: Iterable[tuple[int, float]]) -> dict[int, int]:
    """Return by row its score in steps from 0, nothing, to `LEVELS`, which the best has; a best below 1 has less."""
    scores = dict(scored)
    most = max(1.0, max(scores.values(), default=0.0))
    return {row: round(LEVELS * max(0.0, score) / most) for row, score in scores.items()}
