"""What of a document is exchanged, and how it is cleaned."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.library.documents import MARKS, SEARCHES, SOURCES
from feedtui.moving.sync_fields import cleaned, document_with, fields_of, is_known, later, names_in, utc

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
fields = st.sampled_from(("read", "note", "tag:a", "query", "title", "there", "paused", "added", "known_as", "tags"))
documents = st.dictionaries(fields, json_values, max_size=4)


@given(st.sampled_from((MARKS, SEARCHES, SOURCES)), documents, documents)
def test_any_document_can_be_made_to_say_what_another_says(
    table: str, document: dict[str, Any], other: dict[str, Any]
) -> None:
    """Whatever is in the two, both then have the same fields, and keep having them."""
    wanted = fields_of(table, [other])
    made = document_with(table, document, wanted, names=["arxiv:1"], title="T", at="2026-11-01T08:00:00.000000+00:00")
    assert (made is None) == (not wanted)
    if made is not None:
        assert fields_of(table, [made]) == wanted


@given(st.sampled_from((MARKS, SEARCHES, SOURCES)), fields | st.text(), json_values)
def test_what_is_clean_stays_as_it_is(table: str, field: str, value: object) -> None:
    """A field that was cleaned is not changed by another cleaning, on whichever machine."""
    once = cleaned(table, field, value)
    if once:
        assert cleaned(table, *once) == once
        assert not isinstance(once[1], str) or "\x1b" not in once[1]


def test_hostile_values_are_cleaned_or_refused() -> None:
    """Escapes, bidi controls and references do not come through; a time is a time, and a flag a flag."""
    assert cleaned(MARKS, "note", "a\x1b[31m\u202eb\n&lt;c") == ("note", "a[31mb\n<c")
    assert cleaned(MARKS, "tag:x\x07", True) == ("tag:x", True)
    assert cleaned(SEARCHES, "query", " a \n b ") == ("query", "a b")
    refused = [
        (MARKS, "read", "soon"),
        (MARKS, "read", "2026-13-01"),
        (MARKS, "starred", 5),
        (MARKS, "tag:", True),
        (MARKS, "tag:x", "yes"),
        (MARKS, "abstract", "x"),
        (SOURCES, "there", 1),
        (SEARCHES, "at", "x"),
    ]
    assert [cleaned(*one) for one in refused] == [None] * len(refused)


def test_a_source_is_an_address_that_can_be_asked() -> None:
    """A password, a file and what is no address are no sources; nor is a name in another form than its own."""
    assert is_known(SOURCES, "hf:daily")
    assert is_known(SOURCES, "https://a.b/feed.xml")
    assert not any(
        is_known(SOURCES, name) for name in ("https://u:p@a.b/", "file:///etc/passwd", "HF:daily", "", "x y")
    )
    assert not any(is_known(MARKS, name) for name in ("1", "arxiv:\x1b", "title:" + "x" * 3000, "javascript:1"))


def test_several_marks_of_one_paper_are_taken_together() -> None:
    """The first time of each state, all tags, all notes."""
    one = {"read": "2026-11-02T00:00:00Z", "note": "a", "tags": ["x"]}
    other = {"read": "2026-11-01T00:00:00Z", "note": "b", "tags": ["y", 5]}
    wanted = {"read": "2026-11-01T00:00:00Z", "note": "a\n\nb", "tag:x": True, "tag:y": True}
    assert fields_of(MARKS, [one, other]) == wanted


def test_a_title_binds_only_what_is_known_by_titles_alone() -> None:
    """Beside an identity of its own, a title only helps to find a paper; as the key of its mark it does bind."""
    assert names_in(MARKS, "arxiv:1", {"known_as": ["arxiv:1", "doi:10.1/a", "title:0"]}) == (
        ["arxiv:1", "doi:10.1/a"],
        ["title:0"],
    )
    assert names_in(MARKS, "title:0", {"known_as": ["title:1"]}) == (["title:0", "title:1"], [])
    assert names_in(MARKS, "title:0", {"known_as": ["arxiv:1", "title:1"]}) == (["title:0", "arxiv:1"], ["title:1"])
    assert names_in(MARKS, "1", {"known_as": ["arxiv:1"]}) == ([], [])


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-11-01", "2026-11-01T00:00:00.000000+00:00"),
        ("2026-11-01T08:00:00Z", "2026-11-01T08:00:00.000000+00:00"),
        ("2026-11-01T10:00:00+02:00", "2026-11-01T08:00:00.000000+00:00"),
        ("0001-01-01T00:00:00+09:00", None),
        ("2026-W01-1", None),
        ("--11-01", None),
    ],
)
def test_times_are_compared_in_one_form(text: str, time: str | None) -> None:
    """A day is its first moment, other zones are UTC's, and what is out of range is no time."""
    assert utc(text) == time
    assert time is None or later(time) > time
