"""What the library finds, beside the reference filter over the same papers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedtui.library.library import Library
from feedtui.library.origin import Origin
from feedtui.papers.matching import Subject, matches
from feedtui.papers.paper import Links
from feedtui.papers.query import EVERYTHING, Query, parse, query_text
from feedtui.papers.query_tree import All, Count, Dates, Either, Flag, Not, Sort, Words
from feedtui.paths import places
from samples import paper

WORDS = "lantern lanterns river deep learning pre training pretraining gpt4 学 習 α moonlight café".split()
DAY = 20_000


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Return a library of papers that differ in all that a query asks for."""
    opened = Library(places(str(tmp_path_factory.mktemp("home"))), clock=lambda: "2026-11-20T08:00:00Z")
    told = []
    for number in range(60):
        picked = [WORDS[(number * step) % len(WORDS)] for step in (1, 3, 7)]
        told.append(
            paper(
                f"{picked[0]} {picked[1]} number {number}",
                f"We study {picked[1]}-{picked[2]} and $\\alpha$ in deep learning." if number % 3 else "",
                summary=f"In brief: {picked[2]}." if number % 4 == 0 else "",
                id=f"arxiv:2301.{number:05}" if number % 2 else f"url:https://a.b/{number}",
                authors=(f"Ann {picked[2].title()}", "B. Núñez") if number % 5 else (),
                tags=("cs.CL", "Deep Learning") if number % 3 == 0 else ("vision",) if number % 3 == 1 else (),
                upvotes=number * 7 % 30 if number % 4 else None,
                published=f"2026-{number % 12 + 1:02}-03" if number % 6 else None,
                listed=f"2026-11-{number % 20 + 1:02}" if number % 7 else "--03-21",
                links=Links(code="https://github.com/a/b") if number % 8 == 0 else Links(),
                sources=(f"hf:{'daily' if number % 2 else 'weekly'}",),
            )
        )
    opened.add(told, Origin("test", "test"))
    opened.noticed()
    rows = list(opened.whole(EVERYTHING))
    opened.set_state(rows[::3], "read", True)
    opened.set_state(rows[::5], "starred", True)
    opened.set_state(rows[::7], "queued", True)
    opened.change(rows[::4], lambda mark: replace(mark, tags=("mine", "deep river")))
    opened.change(rows[1::9], lambda mark: replace(mark, note="see the lantern by moonlight"))
    opened.scene = replace(opened.scene, selected=frozenset(rows[10:20]))
    yield opened
    opened.close()


_WORD = st.sampled_from([*WORDS, "number", "absent", "nunez", "alpha"])
_LEAVES = st.one_of(
    st.builds(Words, _WORD, st.sampled_from(["", "", "title", "abstract", "author", "note"]), st.booleans()),
    st.builds(
        lambda one, other, field, prefix: Words(f"{one} {other}", field, prefix),
        _WORD,
        _WORD,
        st.sampled_from(["", "title", "abstract"]),
        st.booleans(),
    ),
    st.builds(Words, st.sampled_from(["cs cl", "deep learning", "vision", "mine", "d"]), st.just("tag"), st.booleans()),
    st.builds(Words, st.sampled_from(["hf daily", "hf"]), st.just("source"), st.booleans()),
    st.builds(Flag, st.just("is"), st.sampled_from("read unread starred queued new selected revised".split())),
    st.builds(Flag, st.just("has"), st.sampled_from("code note pdf abstract".split())),
    st.builds(Count, st.sampled_from([">", "<", ">=", "<=", "="]), st.integers(0, 30)),
    st.builds(
        Dates,
        st.sampled_from(["listed", "published", "read"]),
        st.one_of(st.none(), st.integers(20_454, 20_820)),
        st.one_of(st.none(), st.integers(20_454, 20_820)),
    ),
)
QUERIES = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda parts: All(tuple(parts)), st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: Either(tuple(parts)), st.lists(inner, min_size=1, max_size=3)),
        st.builds(Not, inner),
    ),
    max_leaves=6,
)


def expected(library: Library, query: Query) -> list[int]:
    """Return the rows that the reference filter finds."""
    scene = library.scene

    def holds(row: int) -> bool:
        return matches(query, Subject(library.item(row), new=True, selected=row in scene.selected))

    return [row for row in library.whole(EVERYTHING) if holds(row)]


@settings(max_examples=400)
@given(QUERIES)
def test_every_query_finds_what_the_filter_finds(library: Library, query: Query) -> None:
    """SQL and the plain filter agree, on the whole list and, but for half-typed words, on its beginning."""
    found = expected(library, query)
    assert list(library.whole(query)) == found, query_text(query)
    if not _is_half_typed(query):
        assert library.first(query, 5) == found[:5], query_text(query)
        assert library.first(query, 200) == found


@settings(max_examples=100)
@given(QUERIES, st.sampled_from(["newest", "oldest", "upvotes", "title", "relevance"]))
def test_an_order_changes_no_paper(library: Library, query: Query, order: str) -> None:
    """Sorted, a query finds the same papers, in the order that was asked for."""
    rows = list(library.whole(All((query, Sort(order)))))
    assert sorted(rows) == sorted(expected(library, query))
    items = [library.item(row).paper for row in rows]
    if order == "upvotes":
        keys = [(paper.upvotes is not None, paper.upvotes or 0) for paper in items]
        assert keys == sorted(keys, reverse=True)
    if order == "title":
        assert [paper.title for paper in items] == sorted(paper.title for paper in items)
    if order == "oldest":
        assert rows == sorted(rows)
    if not _is_half_typed(query):
        assert library.first(All((query, Sort(order))), 4) == rows[:4]


@settings(max_examples=100)
@given(QUERIES, st.sampled_from(["newest", "oldest", "upvotes", "title"]), st.sampled_from([None, 0, 3, 7, 8, 60]))
def test_each_row_comes_once_and_in_order(library: Library, query: Query, order: str, limit: int | None) -> None:
    """Row by row a query finds what it finds at once, however few of them come before the others."""
    asked = All((query, Sort(order)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("feedtui.library.search.SOON", 7)
        patch.setattr("feedtui.library.search.FEW", 1)
        assert list(library.each(asked, limit)) == list(library.whole(asked))[:limit]


def test_the_first_row_comes_before_the_last_is_looked_for(library: Library) -> None:
    """A list begins at once: nothing was read but what was asked for."""
    library._reading.forget()
    next(library.each(parse('"deep learning"')))
    assert len(library._reading._items) < 10


@pytest.mark.parametrize(
    "typed", ["lan", "lantern ri", "title:ri", "deep le", "pre-tr", "absent lan", "学", "author:nu"]
)
def test_while_typing_the_list_is_there_at_once(library: Library, typed: str) -> None:
    """A half-typed word finds what begins so; among few words that is the whole list already."""
    query = parse(typed, typing=True)
    assert library.first(query, 200) == expected(library, query)


def test_the_first_rows_are_not_waited_for(library: Library) -> None:
    """What takes too long is cut off at once; the whole list is not."""
    query = parse('"deep learning" -absent')
    search = library._reading.search(query, library.scene)
    assert len(search.first(60, patience=0.0)) < len(library.whole(query))
    assert search.first(60, patience=30.0) == list(library.whole(query))


def test_relevance_puts_titles_first(library: Library) -> None:
    """Papers with the word in the title come before those with it in the abstract."""
    rows = library.whole(parse("river sort:relevance"))
    titled = ["river" in library.item(row).paper.title for row in rows]
    assert titled == sorted(titled, reverse=True)
    assert len(set(titled)) == 2


def test_kept_papers_stay_in_their_place(library: Library) -> None:
    """Rows that are to stay stand among those that are found, in the order of the list."""
    every = list(library.whole(EVERYTHING))
    for order in ("", "sort:oldest", "sort:title"):
        query = parse(f"is:unread {order}")
        whole = list(library.whole(query, every[:6]))
        assert set(whole) == set(library.whole(query)) | set(every[:6])
        in_order = list(library.whole(parse(order)))
        assert whole == [row for row in in_order if row in set(whole)]


def test_unread_ones_are_found_ahead(library: Library) -> None:
    """The next unread row is found however many read ones lie between."""
    read = list(library.whole(parse("is:read")))
    unread = list(library.whole(parse("is:unread")))
    assert next(library.unread([*read, unread[3], *unread])) == unread[3]
    assert not list(library.unread(read))


def test_a_search_that_is_overtaken_ends(tmp_path: Path) -> None:
    """After `stop` a search under way in another thread ends with an error, and the next one runs."""
    import sqlite3
    import threading

    with closing(Library(places(str(tmp_path)))) as opened:
        opened.add([paper(f"Lantern {number} of the river") for number in range(300)], Origin("a", "a"))
        opened.noticed()
        ended: list[str] = []

        def run() -> None:
            try:
                while True:
                    opened.whole(parse('"of the river" lantern'))
            except sqlite3.OperationalError as error:
                ended.append(str(error))

        thread = threading.Thread(target=run)
        thread.start()
        while thread.is_alive():
            opened.stop()
            thread.join(0.01)
        assert len(ended) == 1
        assert len(opened.whole(parse("lantern"))) == 300


def _is_half_typed(query: Query) -> bool:
    match query:
        case Words(_, field, prefix):
            return prefix and field not in ("tag", "topic", "source")
        case Not(part):
            return _is_half_typed(part)
        case All(parts) | Either(parts):
            return any(map(_is_half_typed, parts))
        case _:
            return False
