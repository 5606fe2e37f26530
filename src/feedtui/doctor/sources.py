"""The sources: how it went when they were last asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

from feedtui.doctor.found import Finding, passed, warned
from feedtui.paths import Places


def looked_at(places: Places) -> Iterator[Finding]:
    """Look at what is remembered of the sources; none is asked."""
    if not places.papers.is_file():
        yield passed("sources", "none yet")
        return
    from feedtui.library.library import Library

    with closing(Library(places)) as library:
        subscriptions = library.subscriptions
        asked = [one for one in subscriptions.all() if not one.paused]
        trouble = [(one.name, subscriptions.standing(one.name)) for one in asked]
    bad = [(name, standing) for name, standing in trouble if standing.state in ("failed", "stale")]
    for name, standing in bad:
        yield warned("sources", f"{name}: {standing.told()}", f"feedtui refresh {name} asks it again.")
    yield passed("sources", f"{len(asked) - len(bad)} of {len(asked)} as they should be")
