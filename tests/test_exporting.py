"""Exports from the command line, in every format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from feedtui.cli import main
from feedtui.exports.formats import FORMATS
from samples import TITLES, page


@pytest.fixture
def words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return the words that begin an export from a home with a few papers."""
    (tmp_path / "page.txt").write_text(page())
    home = ["--home", str(tmp_path / "home")]
    assert main([*home, "import", str(tmp_path / "page.txt")]) == 0
    capsys.readouterr()
    return [*home, "export"]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_every_paper(name: str, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Each is printed whole, and those of one query alone on request."""
    assert main([*words, "--format", name]) == 0
    whole = capsys.readouterr().out
    assert whole.count("Retrieval by Moonlight") >= 1
    assert all(title.split(":")[0].split()[-1].rstrip("?") in whole for title in TITLES)
    assert main([*words, "--format", name, "title:moonlight"]) == 0
    one = capsys.readouterr().out
    assert "Moonlight" in one
    assert "Rivers" not in one


def test_a_file_is_never_written_over(words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A name that is taken gets a number; what cannot be written is a sentence."""
    for expected in ("list.bib", "list-2.bib"):
        assert main([*words, "--format", "bibtex", "--output", str(tmp_path / "list.bib")]) == 0
        assert f"4 papers were exported to {tmp_path / expected}" in capsys.readouterr().err
    assert (tmp_path / "list.bib").read_text() == (tmp_path / "list-2.bib").read_text()
    assert main([*words, "--output", str(tmp_path / "no" / "list.md")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_notes_go_to_a_folder(words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A note a paper, brought up to date the next time; without a folder it says so."""
    assert main([*words, "--format", "notes"]) == 1
    assert "--output DIR" in capsys.readouterr().err
    for told in ("4 written, 0 updated", "0 written, 0 updated, 4 unchanged"):
        assert main([*words, "--format", "notes", "--output", str(tmp_path / "vault")]) == 0
        assert told in capsys.readouterr().err
    assert len(list((tmp_path / "vault").iterdir())) == 4


def test_a_template_is_the_readers_own(words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file of the reader's, or one that feedtui brings; what is wrong in it is told with its line."""
    template = tmp_path / "mine.txt"
    template.write_text("{% for paper in papers %}{{ paper.title }};{% endfor %}")
    assert main([*words, "--template", str(template)]) == 0
    assert capsys.readouterr().out.strip().split(";")[:4] == list(TITLES)
    assert main([*words, "--template", "weekly.md", "--title", "Lamps"]) == 0
    assert "# Lamps" in capsys.readouterr().out
    template.write_text("\n{{ papers.nothing.at_all }}")
    assert main([*words, "--template", str(template)]) == 1
    assert "Line 2" in capsys.readouterr().err
    assert main([*words, "--template", str(tmp_path / "none")]) == 1
    assert "feedtui brings annotated-bibliography.md, weekly.md" in capsys.readouterr().err


def test_the_sources_are_a_list_of_feeds(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """OPML has the sources, not the papers."""
    assert main([*words, "--format", "opml"]) == 0
    assert "<opml" in capsys.readouterr().out


def test_what_is_printed_as_json_is_what_list_prints(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A line a paper, the same in both commands."""
    assert main([*words, "--format", "json"]) == 0
    exported = capsys.readouterr().out
    assert main([*words[:-1], "list", "--json"]) == 0
    assert capsys.readouterr().out == exported
    assert json.loads(exported.splitlines()[0])["title"] == TITLES[0]
