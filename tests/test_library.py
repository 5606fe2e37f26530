"""The library as screens and the command line know it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from feedtui.library.journal import JournalError
from feedtui.library.library import Library
from feedtui.library.origin import Origin
from feedtui.papers.query import EVERYTHING, parse
from feedtui.paths import places
from samples import TITLES, paper


def opened(home: Path, *, starter: bool = False) -> Library:
    """Return the library of a home."""
    return Library(places(str(home)), starter=starter)


def add(library: Library, *titles: str) -> None:
    """Take in papers by their titles."""
    library.add([paper(title) for title in titles], Origin("test", "test"))
    library.noticed()


def test_the_starter_list_is_shown_until_the_first_import(tmp_path: Path) -> None:
    """It is never stored, and gives way to the first papers, whichever process brings them."""
    with closing(opened(tmp_path, starter=True)) as library:
        assert library.shows_starter
        assert len(library) == 85
        assert not (tmp_path / "papers.sqlite").exists()
        with closing(opened(tmp_path)) as other:
            assert len(other) == 0
            add(other, TITLES[0])
        assert library.noticed()
        assert not library.shows_starter
        assert [library.item(row).paper.title for row in library.whole(EVERYTHING)] == [TITLES[0]]


def test_new_is_what_came_since_the_last_sitting(tmp_path: Path) -> None:
    """`is:new` finds the papers of imports after the session before ended."""
    with closing(opened(tmp_path)) as library:
        add(library, TITLES[0])
        library.end_session()
        add(library, TITLES[1])
    with closing(opened(tmp_path)) as library:
        assert [library.item(row).paper.title for row in library.whole(parse("is:new"))] == [TITLES[1]]


def test_what_is_known_is_counted_before_it_is_kept(tmp_path: Path) -> None:
    """An import can say beforehand how many of its papers are here."""
    with closing(opened(tmp_path)) as library:
        add(library, *TITLES[:2])
        assert library.known([paper(title) for title in TITLES]) == 2


def test_papers_are_found_by_any_identity(tmp_path: Path) -> None:
    """An arXiv id, a DOI and a title lead to one row; an unknown one is a KeyError."""
    with closing(opened(tmp_path)) as library:
        library.add([paper(TITLES[0], id="arxiv:2301.00001", doi="10.1000/a")], Origin("test", "test"))
        library.noticed()
        (row,) = library.whole(EVERYTHING)
        assert {library.row_of(key) for key in ("arxiv:2301.00001", "doi:10.1000/a", paper(TITLES[0]).id)} == {row}
        with pytest.raises(KeyError):
            library.row_of("arxiv:2301.00002")
        with pytest.raises(KeyError):
            library.item(row + 1)


def test_other_topics_sort_the_papers_anew(tmp_path: Path) -> None:
    """A topics file that the reader wrote is followed without an import."""
    with closing(opened(tmp_path)) as library:
        add(library, *TITLES)
    (tmp_path / "topics.toml").write_text('lamps = "lanterns OR moonlight"\n')
    with closing(opened(tmp_path)) as library:
        assert library.is_behind()
        library.catch_up()
        library.noticed()
        assert list(library.counts().topics) == ["lamps"]
        assert len(library.whole(parse("topic:lamps"))) == 2
        assert not library.is_behind()


def test_topics_that_another_feedtui_applied_are_not_undone(tmp_path: Path) -> None:
    """A reader that was open before the file changed takes the new topics over instead of its old ones."""
    with closing(opened(tmp_path)) as reader:
        add(reader, *TITLES)
        reader.catch_up()
        (tmp_path / "topics.toml").write_text('lamps = "lanterns OR moonlight"\n')
        with closing(opened(tmp_path)) as other:
            other.catch_up()
        assert not reader.is_behind()
        reader.noticed()
        assert list(reader.counts().topics) == ["lamps"]


def test_the_starter_list_is_searched_in_another_thread(tmp_path: Path) -> None:
    """Searches of two threads over the list in memory neither wait for each other nor differ."""
    query = parse('"language models" OR abstract:"pre training"')
    with closing(opened(tmp_path, starter=True)) as library, ThreadPoolExecutor(1) as pool:
        for _ in range(20):
            elsewhere = pool.submit(library.whole, query)
            here = library.first(query, 100)
            assert elsewhere.result(30).tolist() == here


def test_settings_are_kept(tmp_path: Path) -> None:
    """A value stays under its name until it is forgotten."""
    with closing(opened(tmp_path)) as library:
        library.keep_setting("theme", "light")
    with closing(opened(tmp_path)) as library:
        assert library.setting("theme") == "light"
        library.keep_setting("theme", None)
        assert library.setting("theme") is None


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """Return a home with papers that nobody can write to, not even root."""
    home = tmp_path / "home"
    with closing(opened(home)) as library:
        add(library, *TITLES)
        library.set_state(library.whole(EVERYTHING)[:1], "starred", True)
    mount = ["mount", "--bind", "-o", "ro", str(home), str(home)]
    if os.geteuid() == 0:
        try:
            done = subprocess.run(mount, capture_output=True, check=False).returncode == 0
        except FileNotFoundError:
            done = False
        if not done or os.access(home, os.W_OK):
            pytest.skip("root cannot be kept from writing here")
        yield home
        subprocess.run(["umount", str(home)], check=True)
    else:
        home.chmod(0o500)
        yield home
        home.chmod(0o700)


def test_a_read_only_home_can_be_read(read_only: Path) -> None:
    """Papers and marks are there; a mark is refused with a sentence."""
    with closing(opened(read_only, starter=True)) as library:
        assert library.is_read_only
        assert not library.is_behind()
        (row,) = library.whole(parse("is:starred"))
        assert len(library.first(parse("lanterns"), 10)) == 1
        with pytest.raises(JournalError, match=r"marks"):
            library.set_state([row], "read", True)
        assert library.item(row).unread
        library.end_session()


def test_a_full_disk_can_be_read(tmp_path: Path) -> None:
    """Where nothing more can be written, papers and marks are there to be read."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "none", str(tmp_path)]
    if os.geteuid() or shutil.which("mount") is None or subprocess.run(mount, check=False).returncode:
        pytest.skip("no small disk can be had here")
    try:
        home = tmp_path / "home"
        with closing(opened(home)) as library:
            add(library, *TITLES)
            library.set_state(library.whole(EVERYTHING)[:1], "starred", True)
        subprocess.run(["dd", "if=/dev/zero", f"of={tmp_path / 'fill'}", "bs=1k"], check=False, capture_output=True)
        with closing(opened(home)) as library:
            assert library.is_read_only
            assert len(library.whole(parse("is:starred"))) == 1
        (tmp_path / "fill").unlink()
        with closing(opened(home)) as library:
            assert library.set_state(library.whole(EVERYTHING)[1:], "starred", True) == 3
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)
