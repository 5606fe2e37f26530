"""The figures that the tables keep, beside a count from nothing."""

from __future__ import annotations

import tempfile
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from accounts import ACCOUNTS
from feedtui.library.counts import MOST_TAGS, Count, Counts
from feedtui.library.index import tags_of, tags_of_mark
from feedtui.library.library import Library
from feedtui.papers.account import Account
from feedtui.papers.query import EVERYTHING
from samples import paper
from test_shelf import library, take

_ACTS = st.lists(
    st.tuples(
        st.sampled_from("read unread star unstar queue tag untag note undo redo".split()), st.lists(st.integers(0, 9))
    ),
    max_size=8,
)


@settings(max_examples=60)
@given(st.data(), ACCOUNTS, _ACTS)
def test_counts_are_exact(data: st.DataObject, accounts: list[Account], acts: list[tuple[str, list[int]]]) -> None:
    """Whatever comes in and whatever the reader does, each figure is that of a recount."""
    with tempfile.TemporaryDirectory() as home, closing(library(home)) as opened:
        told = [one for one in accounts if one.paper.sources]
        steps: list[Account | tuple[str, list[int]]] = data.draw(st.permutations([*told, *acts]))
        for step in steps:
            if isinstance(step, Account):
                take(opened, step)
            else:
                act(opened, *step)
            assert opened.counts() == recounted(opened)


def act(opened: Library, what: str, which: list[int]) -> None:
    """Do what a reader does to some papers."""
    every = list(opened.whole(EVERYTHING))
    rows = [every[number % len(every)] for number in which] if every else []
    match what:
        case "read" | "unread":
            opened.set_state(rows, "read", what == "read")
        case "star" | "unstar":
            opened.set_state(rows, "starred", what == "star")
        case "queue":
            opened.set_state(rows, "queued", True)
        case "tag" | "untag":
            opened.change(rows, lambda mark: replace(mark, tags=("mine", "vision") if what == "tag" else ()))
        case "note":
            opened.change(rows, lambda mark: replace(mark, note="a note"))
        case "undo":
            opened.undo()
        case _:
            opened.redo()


def recounted(opened: Library) -> Counts:
    """Count all papers anew, one by one."""
    total: Counter[tuple[str, str]] = Counter()
    unread: Counter[tuple[str, str]] = Counter()
    for row in opened.whole(EVERYTHING):
        item = opened.item(row)
        tags = {("state", "all"), *tags_of(item), *tags_of_mark(item.mark)}
        total.update(tags)
        unread.update(tags if item.unread else ())

    def kind(name: str) -> dict[str, Count]:
        names = sorted((tag for tag in total if tag[0] == name), key=lambda tag: tag[1].casefold())
        return {tag[1]: Count(unread[tag], total[tag]) for tag in names}

    states, own = kind("state"), kind("own")
    return Counts(
        states.get("all", Count()),
        states.get("starred", Count()),
        states.get("queued", Count()),
        own,
        {name: count for name, count in kind("tag").items() if name not in own},
        kind("topic"),
        kind("source"),
    )


def test_only_the_commonest_tags_of_sources_are_counted(tmp_path: Path) -> None:
    """Very many tags would hide each other; the reader's own are all there."""
    told = [
        Account(
            paper(f"Paper {number}", tags=(f"tag {number}", "common"), sources=("hf:daily",)), "2026-11-20T08:00:00Z"
        )
        for number in range(MOST_TAGS + 5)
    ]
    with closing(library(tmp_path, told)) as opened:
        assert len(opened.counts().tags) == MOST_TAGS
        assert opened.counts().tags["common"] == Count(MOST_TAGS + 5, MOST_TAGS + 5)
