"""All that the doctor looks at, in the order in which it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from feedtui.doctor import folders, marks, papers, sources, surroundings
from feedtui.doctor.found import Finding, failed
from feedtui.paths import Places

CHECKS: dict[str, Callable[[Places], Iterator[Finding]]] = {
    "versions": surroundings.versions,
    "folders": folders.looked_at,
    "marks": marks.looked_at,
    "papers": papers.looked_at,
    "sources": sources.looked_at,
    "settings": surroundings.settings,
    "clipboard": surroundings.clipboard,
    "terminal": surroundings.terminal,
}


def findings(places: Places, begun: Callable[[str], None] = lambda name: None, full: bool = False) -> Iterator[Finding]:
    """Yield what each check finds; one that cannot be made is a finding too. `begun` is told of each.

    With `full` the papers are looked at to the last page, which takes as long as it takes.
    """
    for name, check in (CHECKS | {"papers": partial(papers.looked_at, full=full)}).items():
        begun(name)
        try:
            yield from check(places)
        except Exception as error:
            # Whatever is broken, the doctor looks at the rest.
            yield failed(name, f"cannot be looked at: {type(error).__name__}: {error}", "See what the others say.")
