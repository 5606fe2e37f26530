"""The command line, as scripts use it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from feedtui.cli import main
from samples import TITLES, abstract_for, page


def out(capsys: pytest.CaptureFixture[str]) -> str:
    """Return what was printed since the last look."""
    return capsys.readouterr().out


def test_import_twice_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same page again brings 0 new; a page with one paper more brings 1."""
    words = ["--home", str(tmp_path), "import", "--json"]
    file = tmp_path / "page.txt"
    counts = []
    for titles in (TITLES, TITLES, (*TITLES, "One More: A Paper")):
        file.write_text(page(titles))
        assert main([*words, str(file)]) == 0
        told = json.loads(out(capsys))
        counts.append((told["found"], told["new"], told["updated"], told["unchanged"]))
    assert counts == [(4, 4, 0, 0), (4, 0, 0, 4), (5, 1, 0, 4)]


def test_the_page_it_began_with(tmp_path: Path, seed: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The seed brings 85 papers, none of them twice, and lists them as the page has them."""
    file = tmp_path / "seed.txt"
    file.write_text(seed)
    told = []
    for _ in range(2):
        main(["--home", str(tmp_path), "import", str(file), "--json"])
        told.append(json.loads(out(capsys)))
    assert [(one["found"], one["new"], one["unchanged"]) for one in told] == [(85, 85, 0), (85, 0, 85)]
    main(["--home", str(tmp_path), "list", "--json"])
    listed = [json.loads(line) for line in out(capsys).splitlines()]
    assert [one["title"] for one in listed] == seed.split("\n\n")[5::2]


def test_import_tells_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --json an import tells what was found, left out and damaged."""
    file = tmp_path / "page.txt"
    file.write_text(page().replace("setting 0.", "88% [email\u00a0protected] here."))
    main(["--home", str(tmp_path), "import", str(file)])
    told = out(capsys)
    assert "4 papers found" in told
    assert "Mar 21, year not given" in told
    assert "page furniture" in told
    assert "kept, but damaged" in told


def test_one_bad_file_keeps_no_other_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Files that cannot be read are named; the others come in; the exit code is 1."""
    (tmp_path / "page.txt").write_text(page())
    (tmp_path / "prose.txt").write_text("Dear all,")
    (tmp_path / "binary").write_bytes(b"\x00\x01")
    names = [str(tmp_path / name) for name in ("none", "binary", "prose.txt", "page.txt")]
    assert main(["--home", str(tmp_path / "home"), "import", "--json", *names]) == 1
    shown = capsys.readouterr()
    told = [json.loads(line) for line in shown.out.splitlines()]
    assert [bool(one["error"]) for one in told] == [True, True, True, False]
    assert told[-1]["new"] == 4
    assert "cannot be opened" in shown.err


def test_list_show_and_limit(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """List finds by query, keeps to a limit, and show tells one paper whole."""
    main([*home, "list", "moonlight"])
    assert out(capsys) == f"●  {TITLES[2]}\n"
    main([*home, "list", "--limit", "2", "--json"])
    listed = [json.loads(line) for line in out(capsys).splitlines()]
    assert [one["abstract"] for one in listed] == [abstract_for(title) for title in TITLES[:2]]
    main([*home, "show", listed[0]["id"]])
    assert "https://github.com/lamp/SparseLanterns" in out(capsys)
    main([*home, "show", listed[0]["id"], "--json"])
    assert json.loads(out(capsys)) == listed[0]


def test_marks_tags_and_notes(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Marks set on the command line are there for the next command."""
    main([*home, "list", "moonlight", "--json"])
    key = json.loads(out(capsys))["id"]
    for words in (["mark", key, "--star", "--read"], ["tag", key, "+vision", "+late"], ["tag", key, "-late", "-h"]):
        assert main([*home, *words]) == 0
    assert main([*home, "note", key, "read", "it", "twice"]) == 0
    main([*home, "note", key])
    assert out(capsys) == "read it twice\n"
    main([*home, "list", "is:starred", "is:read", "tag:vision", "note:twice", "has:note", "--json"])
    found = json.loads(out(capsys))
    assert (found["starred"], found["read"], found["own_tags"]) == (True, True, ["vision"])
    main([*home, "tags"])
    assert out(capsys) == "0/1\tvision\n"
    main([*home, "tags", "--json"])
    assert json.loads(out(capsys)) == {"tag": "vision", "unread": 0, "total": 1}
    main([*home, "show", key])
    assert "Note" in out(capsys)
    main([*home, "mark", key, "--unstar", "--unread", "--queue"])
    main([*home, "list", "is:queued"])
    assert TITLES[2] in out(capsys)


def test_words_with_a_minus_need_no_quotes(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """`-word` leaves papers out in list and export, wherever it stands; an unknown option is still wrong usage."""
    for words in (["-masked", "is:unread"], ["is:unread", "-masked", "--limit", "9"], ["-title:sparse"]):
        assert main([*home, "list", *words]) == 0
        assert [line[3:] for line in out(capsys).splitlines()] == list(TITLES[1:])
    assert main([*home, "export", "networks", "-masked"]) == 0
    assert "No papers." in out(capsys)
    with pytest.raises(SystemExit, match="2"):
        main([*home, "list", "sparse", "--limitless"])


def test_a_note_keeps_its_lines(
    home: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A note from standard input has its line breaks when it is printed, shown and exported."""
    main([*home, "list", "moonlight", "--json"])
    key = json.loads(out(capsys))["id"]
    monkeypatch.setattr("sys.stdin", io.StringIO("first\nsecond\x1b[2J\n\nthird\n"))
    assert main([*home, "note", key, "-"]) == 0
    main([*home, "note", key])
    assert out(capsys) == "first\nsecond[2J\n\nthird\n"
    main([*home, "show", key])
    assert out(capsys).endswith("Note\nfirst\nsecond[2J\n\nthird\n")
    main([*home, "export", "moonlight"])
    assert "  Note: first  \n  second" in out(capsys)


def test_export(home: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Export prints a list, writes a file that was not there, and prints JSON Lines."""
    main([*home, "export", "moonlight", "--title", "Mine"])
    printed = out(capsys)
    assert printed.startswith("# Mine\n")
    assert TITLES[2] in printed
    for name in ("list.md", "list-2.md"):
        assert main([*home, "export", "--output", str(tmp_path / "list.md")]) == 0
        assert (tmp_path / name).exists()
    main([*home, "export", "--format", "json"])
    assert len(out(capsys).splitlines()) == 4
    assert main([*home, "export", "--output", str(tmp_path / "none" / "list.md")]) == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["list", "autor:x"], "did you mean author:?"),
        (["show", "nothing of a paper"], "is no paper"),
        (["show", "2301.03580"], "holds no paper"),
        (["mark", "2301.03580"], "Say what to mark"),
        (["tag", "+a"], "Name papers and tags"),
    ],
)
def test_mistakes_are_sentences(
    home: list[str], words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be done is a sentence on stderr and exit code 1."""
    assert main([*home, *words]) == 1
    assert sentence in capsys.readouterr().err


def test_wrong_usage_is_2(capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown option is usage, not failure."""
    with pytest.raises(SystemExit, match="2"):
        main(["list", "--nonsense"])


def test_an_empty_library_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The starter list is no library: list says that there is nothing and how to get something."""
    assert main(["--home", str(tmp_path), "list", "--json"]) == 0
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "library is empty" in shown.err


def test_a_broken_library_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is no database is named and left alone."""
    (tmp_path / "papers.sqlite").write_text("not a database, by any means at all" * 50)
    assert main(["--home", str(tmp_path), "list"]) == 1
    assert "cannot be opened" in capsys.readouterr().err
    assert (tmp_path / "papers.sqlite").read_text().startswith("not a database")


def test_a_broken_topics_file_is_named(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """The reader's own topics are used, and a mistake in them is named."""
    topics = Path(home[1]) / "topics.toml"
    topics.write_text('lamps = "lanterns"\n')
    main([*home, "list", "topic:lamps"])
    assert TITLES[0] in out(capsys)
    topics.write_text('lamps = "autor:x"\n')
    for _ in range(2):
        main([*home, "list"])
        assert "did you mean author:?" in capsys.readouterr().err


def test_a_closed_pipe_is_quiet(home: list[str]) -> None:
    """A reader that has enough ends the listing without a word."""
    command = f"{sys.executable} -m feedtui --home {home[1]} list --json | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == ""


def test_a_limit_is_the_beginning_of_the_whole_list(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """`--limit N` prints the first N of what is printed without it, whatever the query and the order."""
    main([*home, "list", "a*", "sort:title"])
    whole = out(capsys).splitlines()
    for limit in (0, 1, 3):
        main([*home, "list", "a*", "sort:title", "--limit", str(limit)])
        assert out(capsys).splitlines() == whole[:limit]


def test_marking_in_two_ways_is_one_change(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """`mark --read --star` is taken back by one undo."""
    key = json.loads(listed(home, capsys)[0])["id"]
    main([*home, "mark", key, "--read", "--star"])
    main([*home, "undo"])
    assert listed(home, capsys, "is:read OR is:starred") == []


def listed(home: list[str], capsys: pytest.CaptureFixture[str], *query: str) -> list[str]:
    """Return the lines of `list --json`."""
    capsys.readouterr()
    main([*home, "list", *query, "--json"])
    return out(capsys).splitlines()


def test_references_come_with_their_marks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file of references and a folder of PDFs are told in words and in JSON; marks are taken back by one undo."""
    words = ["--home", str(tmp_path / "home")]
    bib, folder = tmp_path / "a.bib", tmp_path / "Papers"
    bib.write_text(
        "@misc{a, title={On Lamps}, eprint={2301.03580}, readstatus={read}}\n@misc{b, title={Two Lamps}, year={20"
    )
    folder.mkdir()
    (folder / "2301.03580v2.pdf").write_bytes(b"%PDF")
    (folder / "scan.pdf").write_bytes(b"%PDF")
    assert main([*words, "import", str(bib), str(folder)]) == 0
    told = out(capsys)
    assert "Marks come with 1 paper: 1 read." in told
    assert "The marks of 1 paper were new: feedtui undo takes them back." in told
    assert "kept, but damaged: line 2: b" in told
    assert "left out: scan.pdf (Its name has no arXiv id.)" in told
    assert main([*words, "import", "--json", str(bib), str(folder)]) == 0
    first, second = map(json.loads, out(capsys).splitlines())
    assert (first["kind"], first["found"], first["new"], first["unchanged"], first["marks"]) == ("bibtex", 2, 0, 2, 0)
    assert (second["kind"], second["unchanged"]) == ("folder", 1)
    assert len(listed(words, capsys, "is:read")) == 1
    main([*words, "undo"])
    assert listed(words, capsys, "is:read") == []
    assert main([*words, "import", "--as", "ris", str(bib)]) == 1
    assert "no records" in capsys.readouterr().err
