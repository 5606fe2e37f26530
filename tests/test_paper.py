"""A mark's states."""

from __future__ import annotations

import pytest

from feedtui.papers.paper import NO_MARK, Mark

EARLY, LATE = "2026-01-01T00:00:00Z", "2026-02-02T00:00:00Z"


@pytest.mark.parametrize("state", ["read", "starred", "queued"])
def test_a_state_is_set_once_and_cleared(state: str) -> None:
    """The first time stays; cleared it is gone, and the others are as they were."""
    others = Mark(tags=("lamp",), note="bright")
    once = others.with_state(state, EARLY)
    assert getattr(once, state) == EARLY
    assert once.with_state(state, LATE) is once
    assert once.with_state(state, None) == others
    assert others.with_state(state, None) is others
    assert [getattr(once, name) for name in ("read", "starred", "queued") if name != state] == [None, None]
    assert (once.tags, once.note) == (("lamp",), "bright")
    assert NO_MARK.with_state(state, None) is NO_MARK
