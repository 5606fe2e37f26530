"""What the rank answers, without its arrays: for whoever must not wait for numpy, or asks from another process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from feedtui.ranking.ranker import Ranker

CACHE = "ranking.sqlite"
"""The file of the features, beside the papers: it may be deleted at any time."""

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
    """What is offered: the rows, the best first, those of them that are surprises, and where learning stands."""

    rows: tuple[int, ...]
    surprises: frozenset[int]
    is_ready: bool
    state: str


def reasons_of(ranker: Ranker, row: int) -> Reasons:
    """Return why the paper at a row has its score; raises `KeyError` if it is no longer there."""
    from feedtui.ranking.explaining import why

    found = why(ranker, row)
    parts = tuple((part.kind, part.name, part.amount) for part in found.parts)
    return Reasons(found.score, found.sentence, parts, found.nearest)


def offer_of(ranker: Ranker, rows: Iterable[int] | None = None) -> Offer:
    """Return what is offered, out of some rows or of all papers."""
    found = ranker.for_you(rows)
    surprises = frozenset(one.row for one in found if one.surprise)
    return Offer(tuple(one.row for one in found), surprises, ranker.is_ready, ranker.state)


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


def sorted_rows(ranker: Ranker, rows: Sequence[int]) -> list[int]:
    """Return papers in the order of `sort:for-you`."""
    return ranker.sort(rows).tolist()


def note_passed(ranker: Ranker, rows: Sequence[int]) -> None:
    """Note that papers were offered in a sitting and not opened."""
    ranker.passed_over(rows)
