"""What an import brings into the library: papers, and the marks that other programs kept."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from feedtui.library import intake
from feedtui.library.library import Library
from feedtui.papers.paper import Mark, Paper
from feedtui.papers.query import parse
from feedtui.paths import places
from feedtui.sources.found import Carried, Found, Unreadable

BIB = (
    "@misc{a, title={On the First Lamp}, eprint={2301.03580}, readstatus={read}, relevance={relevant},"
    " groups={Lamps, To Do}, timestamp={2019-03-04}, annote={Carried.}}\n"
    "@misc{b, title={On the Second Lamp}, eprint={2301.03581}, abstract={We.}}\n"
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Return an empty library."""
    library = Library(places(str(tmp_path / "home")))
    yield library
    library.close()


def take(library: Library, text: str, path: Path) -> intake.Kept:
    """Import a file with a text from another thread, as the reader does."""
    path.write_text(text)
    kept: list[intake.Kept] = []
    thread = threading.Thread(target=lambda: kept.append(intake.keep(library, intake.read_file(path))))
    thread.start()
    thread.join(30)
    library.noticed()
    return kept[0]


def mark(library: Library, paper: str) -> Mark:
    """Return the mark of a paper."""
    return library.item(library.row_of(paper)).mark


def test_marks_come_over(library: Library, tmp_path: Path) -> None:
    """Read, starred, tags and note are kept with the day that the file tells, and all are taken back by one undo."""
    kept = take(library, BIB, tmp_path / "a.bib")
    assert (kept.added.new, kept.marks) == (2, 1)
    first = mark(library, "arxiv:2301.03580")
    at = "2019-03-04T00:00:00Z"
    assert first == Mark(read=at, starred=at, tags=("Lamps", "To Do"), note="Carried.")
    assert mark(library, "arxiv:2301.03581") == Mark()
    assert len(library.whole(parse("is:starred"))) == 1
    library.undo()
    assert mark(library, "arxiv:2301.03580") == Mark()
    assert library.undo() is None
    assert take(library, BIB, tmp_path / "a.bib").marks == 1


def test_importing_twice_changes_nothing(library: Library, tmp_path: Path) -> None:
    """The second import brings no paper and no mark, even if the file now tells less or another day."""
    take(library, BIB, tmp_path / "a.bib")
    before = mark(library, "arxiv:2301.03580")
    for text in (BIB, BIB.replace("2019", "2001"), BIB.replace("Lamps, To Do", "Lamps").replace("Carried.", "arried")):
        kept = take(library, text, tmp_path / "a.bib")
        assert (kept.added.new, kept.marks) == (0, 0)
    assert mark(library, "arxiv:2301.03580") == before


def test_nothing_that_the_reader_has_is_taken_away(library: Library, tmp_path: Path) -> None:
    """The reader's own times, tags and note stay; what is carried is added behind them."""
    take(library, BIB.replace("Carried.", ""), tmp_path / "a.bib")
    own = Mark(read="2020-01-01T00:00:00Z", queued="2020-01-01T00:00:00Z", tags=("own", "Lamps"), note="Mine.")
    library.change([library.row_of("arxiv:2301.03580")], lambda _: own)
    take(library, BIB, tmp_path / "a.bib")
    after = mark(library, "arxiv:2301.03580")
    assert (after.read, after.queued) == (own.read, own.queued)
    assert after.starred == "2019-03-04T00:00:00Z"
    assert after.tags == ("own", "Lamps", "To Do")
    assert after.note == "Mine.\n\nCarried."


def test_two_ids_of_one_paper_are_one_change(library: Library, tmp_path: Path) -> None:
    """Marks that are told under several identities of a paper add up; a paper that is not here is passed over."""
    paper = Paper("arxiv:2301.03580", "On the First Lamp", doi="10.1000/lamp", sources=("bib:x",))
    carried = {
        "arxiv:2301.03580": Carried(tags=("a",)),
        "doi:10.1000/lamp": Carried(starred=True, at="9999-01-01T00:00:00Z"),
        "doi:10.1000/none": Carried(starred=True),
    }
    kept = intake.keep(library, intake.Input("x", Found("bibtex", (paper,), carried=carried)))
    assert kept.marks == 1
    both = mark(library, paper.id)
    assert both.tags == ("a",)
    assert both.starred is not None
    assert both.starred < "9999"


def test_two_files_of_one_paper(library: Library, tmp_path: Path) -> None:
    """What only the first file tells is not lost to the second, and each is a source by its name."""
    take(library, BIB, tmp_path / "a.bib")
    take(library, "@misc{b, title={On the Second Lamp}, eprint={2301.03581}}", tmp_path / "b.bib")
    paper = library.item(library.row_of("arxiv:2301.03581")).paper
    assert paper.abstract == "We."
    assert paper.sources == ("bib:a.bib", "bib:b.bib")


def test_an_id_gives_way_to_a_title(library: Library, tmp_path: Path) -> None:
    """A paper that only its id is known of has that for a title until any source tells one, and keeps it then."""
    kept = take(library, "2301.03580\n", tmp_path / "ids.txt")
    assert kept.added.new == 1
    row = library.row_of("arxiv:2301.03580")
    assert library.item(row).paper.title == "arXiv:2301.03580"
    library.set_state([row], "read", True)
    take(library, BIB, tmp_path / "a.bib")
    item = library.item(library.row_of("arxiv:2301.03580"))
    assert item.paper.title == "On the First Lamp"
    assert not item.is_revised
    take(library, "2301.03580\n", tmp_path / "ids.txt")
    assert library.item(library.row_of("arxiv:2301.03580")).paper.title == "On the First Lamp"
    take(library, "[On a Lamp](https://arxiv.org/abs/2301.03599)\n", tmp_path / "list.md")
    take(library, "2301.03599\n", tmp_path / "list.md")
    assert library.item(library.row_of("arxiv:2301.03599")).paper.title == "On a Lamp"


def test_a_folder(library: Library, tmp_path: Path) -> None:
    """PDFs and info.yaml below it are papers; links are not followed, pipes not opened, hidden folders passed over."""
    folder = tmp_path / "Papers"
    for name in ("2301.03580v2.pdf", "deep/er/cs_0112017.pdf", ".trash/2301.03585.pdf"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"%PDF")
    (folder / "papis").mkdir()
    (folder / "papis" / "info.yaml").write_text("title: A Lamp of Papis\nref: a\ntags: [lamp]\n")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "2301.03586.pdf").write_bytes(b"%PDF")
    links = 0
    if hasattr(os, "mkfifo"):
        (folder / "link").symlink_to(tmp_path / "elsewhere")
        (folder / "2301.03587.pdf").symlink_to(tmp_path / "elsewhere" / "2301.03586.pdf")
        (folder / "gone.pdf").symlink_to(tmp_path / "gone")
        (folder / "deep" / "info.yaml").parent.mkdir(exist_ok=True)
        os.mkfifo(folder / "deep" / "info.yaml")
        links = 3
    taken = intake.read_file(folder)
    assert {paper.id for paper in taken.found.papers if not paper.id.startswith("title:")} == {
        "arxiv:2301.03580",
        "arxiv:cs/0112017",
    }
    assert [remark.what for remark in taken.found.skipped] == [f"{links} links and devices"] * bool(links)
    assert intake.keep(library, taken).marks == 1
    assert intake.notices(taken.found) == [
        "Marks come with 1 paper: 1 with tags.",
        "Of 2 papers only the id is told: feedtui resolve looks up their titles.",
    ]


def test_one_paper_is_told_in_the_singular() -> None:
    """The sentence about a single id is about one title."""
    found = intake.read_bytes(b"2301.03580", "ids").found
    assert intake.notices(found) == ["Of 1 paper only the id is told: feedtui resolve looks up its title."]


def test_a_folder_that_is_not_read(tmp_path: Path) -> None:
    """A folder without papers is refused with a sentence, and so is one that is named as a kind of file."""
    with pytest.raises(Unreadable, match="neither PDFs"):
        intake.read_file(tmp_path)
    with pytest.raises(Unreadable, match="cannot be opened"):
        intake.read_file(tmp_path, "bibtex")


def test_a_large_folder_is_read_in_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the bound nothing is read, and it is said where that was."""
    monkeypatch.setattr(intake, "_MOST_FILES", 2)
    for number in range(4):
        (tmp_path / f"2301.0358{number}.pdf").write_bytes(b"")
    found = intake.read_file(tmp_path).found
    assert [paper.id for paper in found.papers] == ["arxiv:2301.03580", "arxiv:2301.03581"]
    assert found.skipped[0].what.endswith("2301.03582.pdf")
