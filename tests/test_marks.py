"""What the reader says of papers: kept, shared, taken back."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from tinydb import TinyDB

from accounts import ARXIV, HF, ONE, PAGE, TITLE, account
from feedtui.library.library import Library
from feedtui.library.origin import Origin
from feedtui.library.undoing import told
from feedtui.papers.paper import Mark
from feedtui.papers.query import EVERYTHING, parse
from feedtui.paths import places
from samples import TITLES, paper
from test_shelf import library as library_of
from test_shelf import take


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Return a library of four papers."""
    opened = Library(places(str(tmp_path)), clock=lambda: "2026-11-20T08:00:00Z")
    opened.add([paper(title) for title in TITLES], Origin("test", "test"))
    opened.noticed()
    yield opened
    opened.close()


def again(library: Library) -> Library:
    """Return the same library as another process sees it."""
    other = Library(library.places)
    if other.is_behind():
        other.catch_up()
    return other


def test_every_part_of_a_mark_comes_back(library: Library) -> None:
    """States, tags and a note are there when the library is opened again; what is taken away is gone."""
    row = library.whole(EVERYTHING)[0]
    mark = Mark(starred="2026-11-20T08:00:00Z", tags=("b", "a"), note="two\nlines")
    assert library.change([row], lambda _: mark) == 1
    assert library.change([row], lambda _: mark) == 0
    with closing(again(library)) as other:
        assert other.item(row).mark == mark
    library.change([row], lambda before: replace(before, starred=None, tags=("b",)))
    with closing(again(library)) as other:
        assert other.item(row).mark == Mark(tags=("b",), note="two\nlines")


def test_undo_and_redo_take_a_bulk_change_as_one(library: Library) -> None:
    """Undo says what it took back, works on changes of an earlier sitting, and redo makes them again."""
    rows = list(library.whole(EVERYTHING))
    library.set_state(rows[:3], "starred", True)
    library.change(rows[3:], lambda mark: replace(mark, tags=("later",), note="n"))
    with closing(again(library)) as other:
        undone = other.undo()
        assert undone is not None
        assert told(undone) == "1 paper no longer tagged later, 1 paper with its note changed."
        undone = other.undo()
        assert undone is not None
        assert told(undone) == "3 papers unstarred."
        assert other.undo() is None
        assert not other.whole(parse("is:starred"))
    library.catch_up()
    library.noticed()
    assert not library.whole(parse("is:starred"))
    redone = library.redo()
    assert redone is not None
    assert told(redone) == "3 papers starred."
    assert len(library.whole(parse("is:starred"))) == 3


def test_another_process_is_noticed(library: Library) -> None:
    """A mark that the command line sets is in an open library as soon as it looks."""
    row = library.whole(EVERYTHING)[0]
    key = library.item(row).paper.id
    command = [sys.executable, "-m", "feedtui", "--home", str(library.places.data), "mark", key, "--star"]
    subprocess.run(command, check=True)
    assert library.noticed()
    assert library.item(row).starred
    assert not library.noticed()


def test_a_mirror_that_fell_behind_catches_up(library: Library) -> None:
    """A record whose follow was cut off, as by a kill, is taken over by whoever looks next."""
    from feedtui.library.journal import Change, Journal

    row = library.whole(EVERYTHING)[0]
    key = library.item(row).paper.id
    with Journal(library.places.marks).turn() as turn:
        turn.append([Change("marks", key, None, {"title": "", "known_as": [key], "read": "2026-11-20T08:00:00Z"})])
    assert library.is_behind()
    assert library.item(row).unread
    library.catch_up()
    library.noticed()
    assert not library.item(row).unread


def test_marks_without_papers_wait_for_them(tmp_path: Path, library: Library) -> None:
    """When the papers' file is gone, the marks are found again by the papers that come back."""
    row = library.whole(EVERYTHING)[1]
    library.set_state([row], "starred", True)
    library.close()
    for file in tmp_path.glob("papers.sqlite*"):
        file.unlink()
    with closing(Library(library.places)) as other:
        other.add([paper(title) for title in TITLES], Origin("test", "test"))
        other.noticed()
        assert [other.item(row).paper.title for row in other.whole(parse("is:starred"))] == [TITLES[1]]


def test_stock_tinydb_reads_and_writes_the_marks(library: Library) -> None:
    """After compaction the file is TinyDB's own; what stock TinyDB writes into it is taken over."""
    rows = library.whole(EVERYTHING)
    library.set_state(rows[:2], "starred", True)
    library._journal.compact()
    path = library.places.marks
    with TinyDB(path) as db:
        assert sorted(document["title"] for document in db.table("marks")._read_table().values()) == sorted(TITLES[:2])
    tables = json.loads(path.read_text())
    key = library.item(rows[0]).paper.id
    del tables["marks"][key]
    path.write_text(json.dumps(tables))
    with closing(again(library)) as other:
        assert [other.item(row).paper.title for row in other.whole(parse("is:starred"))] == [TITLES[1]]


def test_kept_searches_are_kept_and_undone(library: Library) -> None:
    """A search has a name, is counted, is there for others, and undo takes it out again."""
    library.keep_search("lamps", "lanterns OR moonlight")
    with closing(again(library)) as other:
        assert other.searches() == {"lamps": "lanterns OR moonlight"}
        assert other.count(parse(other.searches()["lamps"])).total == 2
    undone = library.undo()
    assert undone is not None
    assert told(undone) == "search lamps forgotten."
    assert library.searches() == {}


def test_a_paper_that_just_became_part_of_another_loses_no_note(tmp_path: Path) -> None:
    """A star on a row that another process merged away is refused, and both notes are still there."""
    told = [account(HF, "url:https://a.b/1", title="Lanterns, a Long Talk"), account(PAGE)]
    with closing(library_of(tmp_path, told)) as opened, closing(library_of(tmp_path)) as other:
        rows = [opened.row_of(each.paper.id) for each in told]
        for row in rows:
            opened.change([row], partial(replace, note=f"note {row}"))
        take(other, account(HF, "url:https://a.b/1", at="02"))
        (left,) = other.whole(EVERYTHING)
        gone = next(row for row in rows if row != left)
        with pytest.raises(KeyError):
            opened.set_state([gone], "starred", True)
        assert all(f"note {row}" in other.item(left).mark.note for row in rows)


def test_a_mark_is_known_by_every_identity_that_its_paper_had(tmp_path: Path) -> None:
    """When only the source with the weaker identity brings the paper back, the star is there."""
    blog = account(HF, "url:https://a.b/1")
    with closing(library_of(tmp_path, [blog])) as opened:
        opened.set_state(opened.whole(EVERYTHING), "starred", True)
        take(opened, account(ARXIV, ONE, at="02", title=TITLE))
        opened.set_state(opened.whole(EVERYTHING), "read", True)
    for file in tmp_path.glob("papers.sqlite*"):
        file.unlink()
    again = account(HF, "url:https://a.b/1", title="Quite Another Title by Now")
    with closing(library_of(tmp_path, [again])) as opened:
        opened.catch_up()
        opened.noticed()
        (row,) = opened.whole(parse("is:starred"))
        assert not opened.item(row).unread
