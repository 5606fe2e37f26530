"""What was passed over, remembered beside the papers."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from feedtui.library.library import Library
from feedtui.library.origin import Origin
from feedtui.library.passed import exchange_passed, note_passed, tired_of
from feedtui.library.schema import connect
from feedtui.paths import places
from samples import paper


def test_only_the_second_time_counts(tmp_path: Path) -> None:
    """A paper that is no longer there is nothing to remember; without a file nothing is made up."""
    where = places(str(tmp_path))
    with closing(Library(where)) as library:
        library.add([paper("One"), paper("Two")], Origin("test", "test"))
        one, two = (library.row_of(paper(title).id) for title in ("One", "Two"))
        note_passed(where, [one, two, 1])
        with closing(connect(where.papers)) as db:
            assert tired_of(db) == set()
            note_passed(where, [two])
            assert tired_of(db) == {two}


def test_papers_that_cannot_be_written_to_are_no_trouble(tmp_path: Path) -> None:
    """Nothing is said, and nothing lost but this."""
    (tmp_path / "papers.sqlite").write_text("no database")
    note_passed(places(str(tmp_path)), [1])


def test_what_was_passed_over_elsewhere_is_taken_in(tmp_path: Path) -> None:
    """The greater number counts, and there are no more papers than are remembered; one's own go last."""
    where = places(str(tmp_path))
    with closing(Library(where)) as library:
        library.add([paper("One"), paper("Two")], Origin("test", "test"))
        one, two = (library.row_of(paper(title).id) for title in ("One", "Two"))
        note_passed(where, [one, two])
        told = {paper("One").id: 2, paper("Two").id: 1, **{f"arxiv:2301.{number:05}": 1 for number in range(6_000)}}
        counts = exchange_passed(where, told)
        assert dict(list(counts.items())[-2:]) == {paper("One").id: 2, paper("Two").id: 1}
        assert len(counts) == 5_000
        assert exchange_passed(where, told) == counts
        with closing(connect(where.papers)) as db:
            assert tired_of(db) == {one}


def test_where_nothing_can_be_kept_what_is_told_is_all(tmp_path: Path) -> None:
    """It comes over with the next sync."""
    (tmp_path / "papers.sqlite").write_text("no database")
    assert exchange_passed(places(str(tmp_path)), {"arxiv:2301.00001": 1}) == {"arxiv:2301.00001": 1}
