"""What digests have shown: they do not show it again, on another machine neither."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from feedtui.digest.shown import Shown
from feedtui.library.private import open_private
from feedtui.moving.forms import Damaged, Object, identities_of, text_of, time_of
from feedtui.papers.paper import PaperId
from feedtui.papers.text import clean_line


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """A paper that a digest has shown at a time, with every identity that it had by then."""

    digest: str
    at: str
    names: tuple[PaperId, ...]


def shown_in(data: Path) -> Iterator[Object]:
    """Yield what a folder of data says that digests have shown; damaged lines are passed over, as digests do."""
    try:
        handle = open_private(_file(data))
    except FileNotFoundError:
        return
    with os.fdopen(handle, "rb") as file:
        for line in file:
            try:
                told = json.loads(line)
                shown_of(told)
            except (ValueError, RecursionError, AttributeError):
                continue
            yield told


def shown_of(told: Object) -> ShownPaper:
    """Return the paper of an object; raises `Damaged`."""
    names, at = identities_of(told.get("ids")), time_of(told.get("at"))
    if not names or not at:
        raise Damaged("it names no paper" if at else "it has no time")
    return ShownPaper(clean_line(text_of(told.get("digest"))), at, names)


def take_shown(data: Path, told: Iterable[ShownPaper]) -> int:
    """Note what digests have shown elsewhere; return how many papers that was not known of. Raises `JournalError`."""
    shown = Shown(_file(data))
    groups: dict[str, list[ShownPaper]] = {}
    for one in told:
        groups.setdefault(one.digest, []).append(one)
    if not groups:
        return 0
    new = 0
    with shown.turn() as noting:
        for digest, papers in groups.items():
            known = shown.known(digest)
            times: dict[str, list[tuple[PaperId, ...]]] = {}
            for paper in papers:
                if not known.has(paper.names):
                    times.setdefault(paper.at, []).append(paper.names)
            for at, several in times.items():
                noting.add(digest, several, at)
                new += len(several)
    return new


def _file(data: Path) -> Path:
    return data / "digests.jsonl"
