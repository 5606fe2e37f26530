"""The line below the prompt: what tab would put there, or what is wrong and where."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content

from feedtui.papers.half_typed import Mistake
from feedtui.widgets.paper_list import fit

HERE = "^"
"""Stands under the beginning of what is wrong."""
_FURTHER, _BEFORE = " ›", "‹ "


def candidates_line(candidates: tuple[str, ...], at: int | None, width: int) -> Content:
    """Return as many candidates as there is room for, the one that is chosen reversed and among them."""
    room = width - len(_FURTHER) - len(_BEFORE)
    page: list[int] = []
    used = 0
    for number, one in enumerate(candidates):
        wide = min(Content(one.strip()).cell_length, room) + 2
        if page and used + wide > room + 2:
            if at is None or at < number:
                break
            page, used = [], 0
        page.append(number)
        used += wide
    line = Content(_BEFORE if page and page[0] else "")
    for number in page:
        shown = fit(candidates[number].strip(), max(1, room))
        line += Content.assemble((shown, "reverse" if number == at else ""), "  " if number != page[-1] else "")
    return line + Content(_FURTHER if page and page[-1] + 1 < len(candidates) else "")


def mistake_line(mistake: Mistake, place: Callable[[], int], width: int) -> Content:
    """Return a mark below the column where a query is wrong, and on the side with more room, what is wrong there."""
    column = max(0, min(place(), width - 1))
    behind, before = width - column - 2, column - 1
    if behind >= min(len(mistake.sentence), before):
        return Content.assemble(" " * column, (HERE, "bold"), " ", fit(mistake.sentence, max(1, behind)))
    told = fit(mistake.sentence, max(1, before))
    return Content.assemble(" " * (column - 1 - Content(told).cell_length), told, " ", (HERE, "bold"))
