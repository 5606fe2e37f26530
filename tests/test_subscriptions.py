"""The reader's sources, and how it went with them."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

from tinydb import TinyDB

from feedtui.library.library import Library
from feedtui.library.origin import Origin
from feedtui.library.subscriptions import Standing
from feedtui.library.undoing import told
from feedtui.papers.query import parse
from feedtui.paths import places
from samples import paper


def opened(home: Path, *, starter: bool = False) -> Library:
    """Return the library of a home."""
    return Library(places(str(home)), starter=starter)


def test_sources_are_kept_with_the_marks(tmp_path: Path) -> None:
    """They outlive the papers' file, and TinyDB reads them."""
    with closing(opened(tmp_path)) as library:
        titles = {"hf:daily": "Daily", "arxiv:cs.CL": "Language"}
        assert library.subscriptions.add(titles) == list(titles)
        assert library.subscriptions.add({"hf:daily": "Again"}) == []
        library._journal.compact()
    (tmp_path / "papers.sqlite").unlink()
    with closing(opened(tmp_path)) as library:
        library.catch_up()
        assert {one.name: one.title for one in library.subscriptions.all()} == titles
    with TinyDB(tmp_path / "marks.json", access_mode="r") as marks:
        assert len(marks.table("sources")) == 2


def test_every_change_of_sources_can_be_undone(tmp_path: Path) -> None:
    """A list of many is one change, and is told as one."""
    with closing(opened(tmp_path)) as library:
        sources = library.subscriptions
        sources.add({f"https://example.org/{number}": "" for number in range(30)})
        (first, *_) = sources.all()
        sources.change(replace(first, paused=True, title="Mine"))
        sources.remove([first.name])
        assert len(sources.all()) == 29
        undone = library.undo()
        assert undone is not None
        assert told(undone) == f"source {first.name} added."
        assert sources.all()[0] == replace(first, paused=True, title="Mine")
        library.undo()
        undone = library.undo()
        assert undone is not None
        assert told(undone) == "30 sources removed."
        assert sources.all() == []


def test_how_it_went_is_remembered(tmp_path: Path) -> None:
    """Another process reads what this one remembered, beside a starter list too; what a newer one adds is left out."""
    standing = Standing(state="failed", why="It rained.", failed_since="2026-11-20T08:00:00Z")
    with closing(opened(tmp_path, starter=True)) as reader, closing(opened(tmp_path)) as other:
        assert reader.subscriptions.standing("hf:daily") == Standing()
        other.subscriptions.keep_standing("hf:daily", standing)
        assert reader.shows_starter
        assert reader.subscriptions.standing("hf:daily") == standing
        assert standing.told() == "failed since 2026-11-20: It rained."
        other.subscriptions.keep("source later", '{"state": "fresh"}')
        other._db.execute('insert into remembered values (\'source x\', \'{"state": "quiet", "mood": "good"}\')')
        assert reader.subscriptions.standing("x") == Standing(state="quiet")


def test_the_papers_of_each_day_are_counted(tmp_path: Path) -> None:
    """By the days under which they stand, for one source."""
    with closing(opened(tmp_path)) as library:
        papers = [
            replace(paper(f"Paper number {number} of the days"), sources=("hf:daily",), listed=f"2026-11-{day}")
            for number, day in enumerate((20, 20, 21, 23))
        ]
        library.add([*papers, paper("A stranger among them all")], Origin("test", "test"))
        assert library.subscriptions.days("hf:daily", date(2026, 11, 23), 4) == [2, 1, 0, 1]
        assert library.subscriptions.days("hf:weekly", date(2026, 11, 23), 4) == [0, 0, 0, 0]


def test_what_is_kept_under_the_starter_list_stays(tmp_path: Path) -> None:
    """A setting made before the first import is there afterwards, and makes nothing look as if it had been read."""
    with closing(opened(tmp_path, starter=True)) as library:
        library.keep_setting("welcomed", "yes")
        library.end_session()
        assert library.shows_starter
        library.noticed()
        assert library.shows_starter
    with closing(opened(tmp_path, starter=True)) as library:
        assert library.setting("welcomed") == "yes"
        assert len(library) == 85
        library.add([paper("The first that came")], Origin("test", "test"))
        assert library.noticed()
        assert library.setting("welcomed") == "yes"
        (new,) = library.items(library.first(parse("is:new"), 5))
        assert new.paper.title == "The first that came"
