"""What changed in a paper's words."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.papers.revision import changed_text, is_new_version, with_changes, word_changes
from samples import abstract_for, paper

TEXTS = st.text(st.sampled_from("aAb é\n"), max_size=60)


@pytest.mark.parametrize(
    ("title", "abstract", "changed"),
    [
        ("A Title", "We show it.", False),
        ("a  title", "We\nshow  it.", False),
        ("A Title", "We show it twice.", True),
        ("Another Title", "We show it.", True),
        ("A Title", "", False),
        ("arXiv:2301.03580", "", False),
    ],
)
def test_a_revision_says_something_else(title: str, abstract: str, changed: bool) -> None:
    """Other words are a revision; other spaces or case are none, and neither is an abstract that is not told."""
    one, other = paper("A Title", "We show it."), paper(title, abstract)
    assert changed_text(one, other) is changed
    assert changed_text(other, one) is changed


def test_changes_are_shown_in_the_order_of_the_text() -> None:
    """Kept words stand around those that went and those that came."""
    assert word_changes("We study two  small models.", "we study three models.\n\nThey work.") == [
        ("same", "we study"),
        ("removed", "two  small"),
        ("added", "three"),
        ("same", "models."),
        ("added", "They work."),
    ]
    assert word_changes("Same.", "Same.") == [("same", "Same.")]
    assert word_changes("", "New.") == [("added", "New.")]
    assert word_changes("Old.", "") == [("removed", "Old.")]
    assert word_changes("", "") == []


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("We study two models.", "We study three models.", "We study [-two-] {+three+} models."),
        ("a c", "a b c", "a {+b+} c"),
        ("a b c", "a c", "a [-b-] c"),
        ("a b", "", "[-a b-]"),
        ("", "a b", "a b"),
        ("a b", "a b", "a b"),
        ("A  b", "a b", "a b"),
    ],
)
def test_changes_in_plain_text(before: str, after: str, shown: str) -> None:
    """What went is in brackets, what came in braces; an unknown text has no changes."""
    assert with_changes(before, after) == shown


@pytest.mark.parametrize(
    ("identity", "before", "after", "since", "is_new"),
    [
        ("arxiv:2301.03580", "2026-01-01", "2026-02-02", "2026-01-15", True),
        ("arxiv:2301.03580", None, "2026-02-02T09:00:00Z", "2026-02-01T23:00:00Z", True),
        ("arxiv:2301.03580", "2026-01-01", "2026-02-02", "2026-02-02", False),
        ("arxiv:2301.03580", "2026-01-01", "2026-02-02T23:00:00Z", "2026-02-02T01:00:00Z", False),
        ("arxiv:2301.03580", "2026-01-01", "2026-02-02T23:00:00Z", "2026-02-02", False),
        ("arxiv:2301.03580", "2026-02-02", "2026-02-02", "2026-01-15", False),
        ("arxiv:2301.03580", "2026-02-02T01:00:00Z", "2026-02-02T02:00:00Z", "2026-01-15", False),
        ("arxiv:2301.03580", "2026-01-01", None, "2026-01-15", False),
        ("doi:10.1000/a", "2026-01-01", "2026-02-02", "2026-01-15", False),
    ],
)
def test_a_new_version(identity: str, before: str | None, after: str | None, since: str, is_new: bool) -> None:
    """ArXiv's, of a later day than the reader was told of, and than the one that was known."""
    one, other = (paper("A Title", id=identity, updated=updated) for updated in (before, after))
    assert is_new_version(one, other, since) is is_new


@given(TEXTS, TEXTS)
def test_both_versions_can_be_read_from_the_changes(before: str, after: str) -> None:
    """What is not removed is the new text word for word; what is not added is the old one but for case."""
    pieces = word_changes(before, after)
    assert [word for kind, text in pieces if kind != "removed" for word in text.split()] == after.split()
    old = [word for kind, text in pieces if kind != "added" for word in text.casefold().split()]
    assert old == before.casefold().split()
    assert all(text == text.strip() != "" for _, text in pieces)


@given(TEXTS, TEXTS)
def test_a_change_is_shown_where_there_is_one(before: str, after: str) -> None:
    """A text counts as changed just when a piece of it was added or removed."""
    shown = any(kind != "same" for kind, _ in word_changes(before, after))
    known = bool(before and after)
    assert changed_text(paper("T", before), paper("T", after)) == (shown and known)


def test_long_abstracts_are_compared_at_once() -> None:
    """Two abstracts of 2,000 characters take no longer than a reader notices, however different they are."""
    one, other = abstract_for("One Thing", 420), " ".join(reversed(abstract_for("Other Thing", 420).split()))
    assert len(one) > 2_000
    start = time.perf_counter()
    word_changes(one, other)
    assert time.perf_counter() - start < 0.5
