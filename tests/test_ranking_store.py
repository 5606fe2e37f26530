"""The features of papers: a cache that follows the library."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from feedtui.library.library import Library
from feedtui.library.origin import Origin
from feedtui.library.schema import connect
from feedtui.papers.paper import Paper
from feedtui.papers.query import EVERYTHING
from feedtui.paths import places
from feedtui.ranking.features import bag_of, encoded
from feedtui.ranking.store import Store

TEST = Origin("test", "test")


def known(home: Path, cache: str) -> tuple[dict[int, bytes], bytes, int, float]:
    """Return what a store brought up to date knows: every paper's features, and how common each is."""
    with closing(connect(places(str(home)).papers)) as db, closing(Store(home / cache, db)) as store:
        store.catch_up()
        rows = [row for (row,) in db.execute("select id from papers")]
        common = store.common()
        return store.bodies(rows), common.counts.tobytes(), common.papers, common.length


def papers(first: int, last: int) -> list[Paper]:
    """Return some papers."""
    return [Paper(f"doi:10.1/{n}", f"Paper {n} of lanterns", f"Rivers and moons {n % 7}") for n in range(first, last)]


def test_it_follows_papers_that_come_change_and_go(tmp_path: Path) -> None:
    """It is the same as one that is made anew."""
    with closing(Library(places(str(tmp_path)))) as library:
        library.add(papers(0, 30), TEST)
        assert known(tmp_path, "kept")[2] == 30
        library.add(papers(30, 40), TEST)
        library.add(
            [Paper("doi:10.1/3", "Paper 3 of lanterns", "A much longer abstract about quite other things")], TEST
        )
        # Two papers become one when a source tells that they are the same.
        library.add([Paper("title:two", "Paper 5 of lanterns", "", doi="10.1/5")], TEST)
        kept = known(tmp_path, "kept")
        assert kept == known(tmp_path, "anew")
        assert kept[2] == len(library)
        rows = list(library.whole(EVERYTHING))
        assert kept[0] == {row: encoded(bag_of(library.item(row).paper)) for row in rows}


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 100, None])
def test_it_may_be_deleted_or_damaged_at_any_time(tmp_path: Path, damage: bytes | None) -> None:
    """It is made anew."""
    with closing(Library(places(str(tmp_path)))) as library:
        library.add(papers(0, 10), TEST)
    before = known(tmp_path, "kept")
    (tmp_path / "kept").unlink() if damage is None else (tmp_path / "kept").write_bytes(damage)
    assert known(tmp_path, "kept") == before


def test_features_of_another_library_are_forgotten(tmp_path: Path) -> None:
    """As after a restore: the rows are the same, the papers are not."""
    for home, first in (("a", 0), ("b", 50)):
        with closing(Library(places(str(tmp_path / home)))) as library:
            library.add(papers(first, first + 10), TEST)
    known(tmp_path / "a", "kept")
    (tmp_path / "b" / "kept").write_bytes((tmp_path / "a" / "kept").read_bytes())
    assert known(tmp_path / "b", "kept") == known(tmp_path / "b", "anew")


def test_it_lives_in_memory_where_it_cannot_be_written(tmp_path: Path) -> None:
    """The rank works all the same."""
    with closing(Library(places(str(tmp_path)))) as library:
        library.add(papers(0, 10), TEST)
    (tmp_path / "kept").mkdir()
    assert known(tmp_path, "kept")[2] == 10


def test_two_processes_bring_it_up_to_date_at_once(tmp_path: Path) -> None:
    """Each paper is counted once."""
    with closing(Library(places(str(tmp_path)))) as library:
        library.add(papers(0, 1500), TEST)
    script = (
        "import sys, pathlib; from feedtui.library.schema import connect; from feedtui.ranking.store import Store\n"
        "home = pathlib.Path(sys.argv[1]); db = connect(home / 'papers.sqlite'); Store(home / 'kept', db).catch_up()"
    )
    running = [subprocess.Popen([sys.executable, "-c", script, str(tmp_path)]) for _ in range(2)]
    assert [one.wait(timeout=60) for one in running] == [0, 0]
    assert known(tmp_path, "kept") == known(tmp_path, "anew")
