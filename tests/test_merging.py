"""What becomes of marks and searches that are here and there: nothing is deleted, whichever comes first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from feedtui.moving.merging import free_name, later_document, merged_mark, merged_note
from feedtui.papers.paper import NO_MARK, Mark

STATES = ("read", "starred", "queued")
_TIMES = st.none() | st.sampled_from(["2026-11-01", "2026-11-01T08:00:00Z", "2026-11-02T08:00:00Z"])
_NOTES = st.lists(st.sampled_from(["a", "b", "c\n- d", "```", "", "\n"]), max_size=4).map("\n\n".join)
MARKS = st.builds(
    Mark,
    read=_TIMES,
    starred=_TIMES,
    queued=_TIMES,
    tags=st.lists(st.sampled_from(["later", "vision", "später"]), unique=True).map(tuple),
    note=_NOTES,
)


def paragraphs(mark: Mark) -> set[str]:
    """Return what a note says, piece by piece."""
    return {piece.strip("\n") for piece in mark.note.split("\n\n")} - {""}


def said(mark: Mark) -> tuple[object, ...]:
    """Return what a mark says, whatever the order of its tags and of what stands in its note."""
    return (*(getattr(mark, state) for state in STATES), set(mark.tags), paragraphs(mark))


@given(MARKS, MARKS)
def test_nothing_is_deleted_and_nothing_made_up(here: Mark, there: Mark) -> None:
    """A state is set where it was set here or there, since the first of the times; tags and notes add up."""
    both = merged_mark(here, there)
    for state in STATES:
        times = [time for mark in (here, there) if (time := getattr(mark, state))]
        assert getattr(both, state) == min(times, default=None)
    assert both.tags[: len(here.tags)] == here.tags
    assert set(both.tags) == {*here.tags, *there.tags}
    assert paragraphs(both) == paragraphs(here) | paragraphs(there)
    assert here.note.rstrip("\n") in both.note or paragraphs(here) <= paragraphs(there)


@given(MARKS, MARKS, MARKS)
def test_neither_order_nor_repetition_matters(one: Mark, two: Mark, three: Mark) -> None:
    """The same marks say the same together, however often and in which order they come."""
    both = merged_mark(one, two)
    assert merged_mark(both, two) == both
    assert merged_mark(both, one) == both
    assert merged_mark(one, one) == one
    assert said(merged_mark(two, one)) == said(both)
    assert said(merged_mark(both, three)) == said(merged_mark(one, merged_mark(two, three)))
    assert merged_mark(one, NO_MARK) == one
    assert merged_mark(NO_MARK, one) == one


@given(MARKS, MARKS)
def test_two_machines_come_to_the_same(here: Mark, there: Mark) -> None:
    """After each has restored the other's backup twice, notes no longer grow."""
    for _ in range(2):
        here, there = merged_mark(here, there), merged_mark(there, here)
    assert merged_mark(here, there) == here
    assert merged_mark(there, here) == there


def test_notes_that_went_on_from_the_same() -> None:
    """What both begin with is there once, and each goes on behind it."""
    assert merged_note("a\n\nb", "a\n\nc") == "a\n\nb\n\nc"
    assert merged_note("a\n\nb", "b") == "a\n\nb"
    assert merged_note("b", "a\n\nb") == "a\n\nb"
    assert merged_note("```\n\nx\n\n```", "```\n\ny\n\n```") == "```\n\nx\n\n```\n\ny\n\n```"


_NAMES, _QUERIES = st.sampled_from(["a", "a (2)", "a (3)", "b"]), st.sampled_from(["x", "y", "z"])


@given(st.dictionaries(_NAMES, _QUERIES), st.dictionaries(_NAMES, _QUERIES))
def test_every_search_is_kept_once(here: dict[str, str], there: dict[str, str]) -> None:
    """Those that are here keep their names, all queries are there, and again changes nothing."""
    both = dict(here)
    for _ in range(2):
        before = dict(both)
        for name, query in there.items():
            free = free_name(name, query, both)
            if free is not None:
                assert free not in both
                both[free] = query
    assert both == before
    assert here.items() <= both.items()
    assert {*here.values(), *there.values()} == set(both.values())


def test_of_two_documents_the_later_one_counts() -> None:
    """An answer that was changed elsewhere later is the one that is meant, whoever asks."""
    old, new = {"answer": "more", "at": "2026-11-01"}, {"answer": "less", "at": "2026-11-02"}
    assert later_document(old, new) == later_document(new, old) == new
    assert later_document(None, old) == old
    same = {"answer": "never", "at": "2026-11-02"}
    assert later_document(same, new) == later_document(new, same)
