"""A backup brought back: into an empty home all as it was, into another one merged, and nothing deleted."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from feedtui.cli import main
from feedtui.digest.shown import Shown
from feedtui.library.journal import Journal, JournalError
from feedtui.library.origin import Origin
from feedtui.moving.changing import changes_of
from feedtui.moving.reading import Archive
from feedtui.moving.restore import restore
from feedtui.papers.query import EVERYTHING
from feedtui.paths import places
from houses import ARXIV, items, lines_of, mark, opened, rewritten, seen_of, told
from samples import TITLES, paper

AT = "2026-11-25T08:00:00Z"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home in which there is nothing yet."""
    return tmp_path / "home"


def test_all_is_as_it_was(house: Path, archive: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In an empty home there are the same papers in the same order, with marks, topics, days and revisions."""
    answer = told(home, archive, capsys)
    assert seen_of(home) == seen_of(house)
    assert seen_of(home)["topics"]["lamps"].total == 2
    assert answer["papers"] == {"new": 5, "updated": 0, "unchanged": 0}
    assert (answer["marks"], answer["digests"]) == ({"found": 3, "changed": 3}, {"found": 1, "changed": 1})
    assert (home / "settings.toml").read_text() == "refresh_every = 30\n"
    assert Shown(home / "digests.jsonl").known("digest").has(["arxiv:2301.00001"])


def test_a_second_restore_changes_nothing(archive: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither in what is seen nor in the journal of marks."""
    told(home, archive, capsys)
    before = seen_of(home), (home / "marks.journal").read_bytes(), (home / "digests.jsonl").read_bytes()
    answer = told(home, archive, capsys)
    assert before == (seen_of(home), (home / "marks.journal").read_bytes(), (home / "digests.jsonl").read_bytes())
    assert answer["papers"] == {"new": 0, "updated": 0, "unchanged": 5}
    assert not any(answer[kind]["changed"] for kind in ("marks", "searches", "sources", "others", "digests", "passed"))
    assert answer["files"] == {}


def test_an_order_of_searches_comes_where_there_is_none(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is that of the backup in a new home, and where the same searches were never ordered; else it stays."""
    for name, searches in (("from", "cab"), ("same", "abc"), ("own", "abc")):
        with closing(opened(tmp_path / name)) as library:
            for one in searches:
                library.keep_search(one, f"tag:{one}")
            for place, one in enumerate("cab" if name == "from" else "bca" if name == "own" else ""):
                library.move_search(one, place)
    assert main(["--home", str(tmp_path / "from"), "backup", str(tmp_path / "b.zip")]) == 0
    for to, order in ((home, "cab"), (tmp_path / "same", "cab"), (tmp_path / "own", "bca")):
        told(to, tmp_path / "b.zip", capsys)
        assert list(seen_of(to)["searches"]) == list(order)


def test_merging_goes_on_as_if_nothing_had_happened(house: Path, archive: Path, tmp_path: Path) -> None:
    """What a source tells later makes the same of a paper there as here: all accounts have moved."""
    here, there = Path(shutil.copytree(house, tmp_path / "here")), tmp_path / "there"
    main(["--home", str(there), "restore", str(archive)])
    for home in (here, there):
        with closing(opened(home)) as library:
            later = paper(TITLES[0], id="arxiv:2301.00001", sources=(ARXIV,), abstract="At last.", upvotes=1)
            library.add([later, paper("Editorial", id="doi:10.1000/b", doi="10.1000/B")], Origin(ARXIV, "test"))
    assert seen_of(here) == seen_of(there)
    assert items(there)[TITLES[0]].paper.summary == "Short."


def test_two_homes_become_one(archive: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Marks merge by their times, tags add up, notes stand behind each other, and names that are taken stay."""
    home.mkdir()
    (home / "settings.toml").write_text("patience = 9\n")
    (home / "topics.toml").write_text('mine = "captions"\n')
    with closing(opened(home, "2026-11-19T10:00:00Z")) as library:
        library.add([paper(TITLES[0]), paper(TITLES[1]), paper(TITLES[3])], Origin("test", "test"))
        library.noticed()
        rows = {library.item(row).paper.title: row for row in library.whole(EVERYTHING)}
        library.set_state([rows[TITLES[0]], rows[TITLES[3]]], "starred", True)
        mark(library, rows[TITLES[1]], tags=("mine", "vision"), note="My own.", queued="2026-11-21", read="2026-11-22")
        library.keep_search("Lamps", "title:lamps")
        library.subscriptions.add({ARXIV: "Mine"})
    answer = told(home, archive, capsys)
    found = items(home)
    assert len(found) == 5
    assert answer["papers"] == {"new": 3, "updated": 2, "unchanged": 0}
    # Here it was known by its title alone; the star is older here, and stays.
    assert found[TITLES[0]].paper.id == "arxiv:2301.00001"
    assert found[TITLES[0]].mark.starred == "2026-11-19T10:00:00Z"
    assert found[TITLES[3]].starred
    merged = found[TITLES[1]].mark
    assert (merged.queued, merged.read, merged.tags) == ("2026-11-19", "2026-11-22", ("mine", "vision", "später"))
    assert merged.note == "My own.\n\nRead § 4.\n\n  - and the appendix"
    seen = seen_of(home)
    assert seen["searches"] == {"Lamps": "title:lamps", "Lamps (2)": "topic:lamps is:unread"}
    assert {one.name: one.title for one in seen["sources"]} == {ARXIV: "Mine", "hf:daily": "Daily"}
    assert set(seen["topics"]) == {"mine"}
    assert (home / "settings.toml").read_text() == "patience = 9\n"
    assert set(answer["files"].values()) == {str(home / f"{name}.toml.restored") for name in ("settings", "topics")}
    again = told(home, archive, capsys)
    assert (again["papers"]["unchanged"], again["marks"]["changed"], seen_of(home)) == (5, 0, seen)


def test_one_undo_takes_all_marks_back(archive: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Marks, searches, sources and answers of a restore are one change; the papers stay."""
    with closing(opened(home)) as library:
        library.add([paper(TITLES[1])], Origin("test", "test"))
        library.noticed()
        library.set_state(library.whole(EVERYTHING), "starred", True)
    before = seen_of(home)
    main(["--home", str(home), "restore", str(archive)])
    assert "feedtui undo takes these back" in capsys.readouterr().out
    assert main(["--home", str(home), "undo"]) == 0
    after = seen_of(home)
    assert len(after["papers"]) == 5
    assert [one["title"] for one in after["papers"] if one["starred"]] == [TITLES[1]]
    assert [after[kind] for kind in ("searches", "sources", "others")] == [
        before[kind] for kind in ("searches", "sources", "others")
    ]
    assert main(["--home", str(home), "redo"]) == 0
    assert len(seen_of(home)["searches"]) == 1


def test_marks_of_papers_that_are_nowhere(archive: Path, tmp_path: Path, home: Path) -> None:
    """They are kept for when their paper comes, and merged with what is said of it by then."""
    one = {"id": "doi:10.1000/z", "known_as": ["doi:10.1000/z", "arxiv:2301.00009"], "title": "Gone", "note": "A."}
    other = {"id": "arxiv:2301.00009", "title": "Gone", "note": "B.", "starred": AT}
    for name, told_marks in (("one", [one]), ("two", [other, one]), ("three", [one, other])):
        lines = "".join(f"{json.dumps(told_mark)}\n" for told_mark in told_marks).encode()
        file = rewritten(archive, tmp_path / f"{name}.zip", marks_jsonl=lines, papers_jsonl=b"", manifest_json=None)
        main(["--home", str(home), "restore", str(file)])
    assert len(Journal(home / "marks.json").documents()["marks"]) == 1
    with closing(opened(home)) as library:
        library.add([paper("Gone at First", id="arxiv:2301.00009")], Origin("test", "test"))
    assert items(home)["Gone at First"].mark.note == "A.\n\nB."
    assert items(home)["Gone at First"].starred


def test_a_restore_through_a_pipe(house: Path, home: Path) -> None:
    """A backup goes from one process into another, without a file."""
    feedtui = f"{sys.executable} -m feedtui --home"
    line = f"{feedtui} {house} backup - | {feedtui} {home} restore -"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.startswith("standard input: 5 papers, 3 marks, 1 search, 2 sources, 3 other entries")
    assert seen_of(home) == seen_of(house)


def test_settings_that_name_programs_are_looked_at_first(
    archive: Path, tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A backup of somebody else may not say what is run or asked here."""
    settings = b'[mail]\npassword_command = ["rm", "-r", "x"]\n'
    told(home, rewritten(archive, tmp_path / "b.zip", settings_toml=settings), capsys, code=1)
    assert not (home / "settings.toml").exists()
    assert (home / "settings.toml.restored").read_bytes() == settings
    main(["--home", str(home), "restore", str(archive)])
    assert "Look at it before you use it" not in capsys.readouterr().out
    assert (home / "settings.toml").read_text() == "refresh_every = 30\n"


def test_a_reader_that_is_open_goes_on(archive: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A star that comes while changes are found out is not written over, and the reader sees what came."""
    tries = 0

    def meanwhile(*words: Any) -> Any:
        nonlocal tries
        changed = changes_of(*words)
        if not tries:
            library.noticed()
            library.set_state([library.row_of("doi:10.1000/a")], "read", True)
        tries += 1
        return changed

    monkeypatch.setattr("feedtui.moving.restore.changes_of", meanwhile)
    with closing(opened(home)) as library, archive.open("rb") as file:
        restore(places(str(home)), Archive(file, "b"), AT, lambda done, whole: None)
        assert library.noticed()
        found = library.item(library.row_of("doi:10.1000/a")).mark
    assert tries == 2
    assert found.read
    assert found.starred


def test_a_journal_that_is_never_free_is_a_sentence(archive: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The papers are in; the same again brings the marks."""

    def meanwhile(*words: Any) -> Any:
        with closing(opened(home)) as library:
            mark(
                library,
                library.row_of("doi:10.1000/a"),
                note=library.item(library.row_of("doi:10.1000/a")).mark.note + "x",
            )
        return changes_of(*words)

    monkeypatch.setattr("feedtui.moving.restore.changes_of", meanwhile)
    with archive.open("rb") as file, pytest.raises(JournalError, match="try again"):
        restore(places(str(home)), Archive(file, "b"), AT, lambda done, whole: None)
    assert len(seen_of(home)["papers"]) == 5


def test_an_interrupted_restore_goes_on(
    archive: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """ctrl+c is a sentence, and the same command brings the rest."""

    def interrupt(*words: Any) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("feedtui.moving.restore.told_in", interrupt)
        assert main(["--home", str(home), "restore", str(archive)]) == 1
    assert "Stopped. 5 papers are in" in capsys.readouterr().err
    assert told(home, archive, capsys)["marks"]["changed"] == 3


def test_many_papers_are_counted_like_few(
    archive: Path, house: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large backup is taken in as an archive is: how common a word is comes to the same."""
    monkeypatch.setattr("feedtui.library.whole_papers._MANY", 2)
    main(["--home", str(home), "restore", str(archive)])
    assert seen_of(home) == seen_of(house)
    terms = []
    for each in (house, home):
        with closing(opened(each)) as library:
            terms.append(
                library._db.execute("select term, papers from terms where papers > 0 order by term").fetchall()
            )
    assert terms[0] == terms[1]


def test_what_was_read_elsewhere_is_not_new(archive: Path, home: Path) -> None:
    """Into a home with papers: those that the reader has seen on the other machine are not new on this one."""
    with closing(opened(home)) as library:
        library.add([paper(TITLES[3])], Origin("test", "test"))
        library.end_session()
    main(["--home", str(home), "restore", str(archive)])
    assert seen_of(home)["new"] == [TITLES[2]]
    assert len(list(lines_of(archive, "papers.jsonl"))) == 5
