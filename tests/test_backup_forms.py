"""Papers and marks from anybody's archive: cleaned, bounded, and read whatever else stands there."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.moving.digests import shown_of
from feedtui.moving.forms import Damaged, Object, document_of, mark_of, note_of, paper_form, paper_of, time_of
from feedtui.papers.paper import Links

ACCOUNT = {"id": "arxiv:2301.00001", "title": "A Paper", "at": "2026-11-01T08:00:00Z"}
PAPER = {"day": "2026-11-01", "accounts": [ACCOUNT]}
_ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.just("2026-11-01"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


def mixed(form: Object) -> st.SearchStrategy[Object]:
    """Return objects in which some of a form's values are anything at all."""
    fields = {name: st.just(value) | _ANY for name, value in form.items()}
    return st.fixed_dictionaries({}, optional={**fields, "else": _ANY})


def account(**facts: Any) -> Any:
    """Return the paper that an account with some facts tells of."""
    return paper_of({**PAPER, "accounts": [{**ACCOUNT, **facts}]}).accounts[0].paper


def test_what_is_hostile_is_cleaned() -> None:
    """No text keeps what could drive a terminal, no address is none of the web, no number is a switch."""
    told = account(
        title="A\x1b[2J\u202e &lt;b&gt;",
        abstract="one\n\ntwo\x00",
        authors=["Ann\nAuthor", 7, "", "\u200b"],
        links={"abs": "javascript:alert(1)", "pdf": "https://a.b/c?d=1&amp;e", "html": 3, "else": "https://a.b"},
        doi="10.1/a\nb",
        tags="cs.CL",
        upvotes=True,
        comments=2**60,
        published="yesterday",
        listed="2026-11",
        relisted=["2026-11-02", "no", 4],
    )
    assert (told.title, told.abstract, told.authors) == ("A[2J <b>", "one\n\ntwo", ("Ann Author",))
    assert told.links == Links(pdf="https://a.b/c?d=1&amp;e")
    assert (told.doi, told.tags, told.upvotes, told.comments) == ("10.1/a b", (), None, None)
    assert (told.published, told.listed, told.relisted) == (None, "2026-11", ("2026-11-02",))


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({}, "no account"),
        ({**PAPER, "day": "someday"}, "no day"),
        ({**PAPER, "accounts": [{**ACCOUNT, "id": "url:ftp://a.b"}]}, "no id"),
        ({**PAPER, "accounts": [{**ACCOUNT, "id": "arxiv:2301.1\x1b"}]}, "no id"),
        ({**PAPER, "accounts": [{**ACCOUNT, "id": "else:1"}]}, "no id"),
        ({**PAPER, "accounts": [{**ACCOUNT, "title": "\u200b"}]}, "no title"),
        ({**PAPER, "accounts": [{**ACCOUNT, "at": "2026-11-31T08:00:00Z"}]}, "no time"),
        ({**PAPER, "accounts": [{**ACCOUNT, "at": "0001-01-01T00:00:00+09:00"}]}, "no time"),
    ],
)
def test_what_a_paper_has_to_say(form: Object, why: str) -> None:
    """An account without an id, a title or a time tells of nothing."""
    with pytest.raises(Damaged, match=why):
        paper_of(form)


def test_times_are_compared_as_text() -> None:
    """An account's time is in UTC to the second, whatever it was written in."""
    told = paper_of({**PAPER, "accounts": [{**ACCOUNT, "at": "2026-11-01T08:00:00.5+02:00"}]})
    assert told.accounts[0].at == "2026-11-01T06:00:00Z"
    assert [time_of(one) for one in ("2026-11-01", "2026-11-01 08:00", "8:00", 9, None)] == [
        "2026-11-01",
        "2026-11-01 08:00",
        None,
        None,
        None,
    ]


def test_a_mark_keeps_its_lines() -> None:
    """A note has its line breaks and indents, and nothing that cannot be shown; tags and names likewise."""
    told = mark_of(
        {
            "id": "doi:10.1/a",
            "known_as": ["title:abc", "doi:10.1/a", 5, "nothing"],
            "title": "A\tPaper",
            "note": "one\r\n\n    two\x1b\n",
            "tags": ["a\u202eb", "", 3],
            "read": "2026-11-01",
            "starred": None,
        }
    )
    assert (told.names, told.title) == (("doi:10.1/a", "title:abc"), "A Paper")
    assert (told.mark.note, told.mark.tags) == ("one\n\n    two", ("ab",))
    assert (told.mark.read, told.mark.starred) == ("2026-11-01", None)
    assert len(note_of("x" * 1_000 + ("\n" + "x" * 1_000) * 400)) == 200_000


def test_documents_of_other_tables() -> None:
    """Their texts are cleaned wherever they stand, and what is nested too deep is left out."""
    assert document_of({"a\x1b": ["b\u202e", {"c": "d\n\te\x00"}], "n": 1.5}) == {
        "a": ["b", {"c": "d\n    e"}],
        "n": 1.5,
    }
    assert document_of([[[[["deep"]]]]]) == [[[[None]]]]


@given(mixed(PAPER), mixed({**ACCOUNT, "links": {}, "authors": [], "upvotes": 1}), st.booleans())
def test_any_paper_is_read_or_damaged(paper: Object, told: Object, whole: bool) -> None:
    """Whatever stands there, a paper comes of it or a reason; and what was read is written and read as the same."""
    try:
        read = paper_of({**paper, "accounts": [told]} if whole else paper)
    except Damaged:
        return
    assert paper_of(json.loads(json.dumps(paper_form(read)))) == read


@given(mixed({"id": "doi:10.1/a", "known_as": ["doi:10.1/a"], "read": "2026-11-01", "tags": ["a"], "note": "b"}))
def test_any_mark_is_read_or_damaged(told: Object) -> None:
    """Likewise a mark, and what a digest has shown."""
    for read in (mark_of, shown_of):
        with suppress(Damaged):
            read(told)
