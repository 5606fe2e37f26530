"""Backups that are damaged, of somebody else, or no backups at all: what can be read is, and the rest is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from feedtui.cli import main
from feedtui.library.journal import Journal
from houses import items, rewritten, seen_of, told


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home in which there is nothing yet."""
    return tmp_path / "home"


def whys(answer: dict[str, Any]) -> dict[str, str]:
    """Return why each line that could not be read could not be."""
    return {one["what"]: one["why"] for one in answer["skipped"] if ", line" in one["what"]}


def test_a_damaged_line_keeps_no_other_out(
    archive: Path, house: Path, tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is named with its file, its number and why; unknown fields and files are passed over."""
    with ZipFile(archive) as opened_archive:
        papers = opened_archive.read("papers.jsonl").splitlines(keepends=True)
        marks = opened_archive.read("marks.jsonl").splitlines(keepends=True)
    papers[0] = papers[0].replace(b'{"day"', b'{"later":[1],"day"')
    papers[1:1] = [
        b'{"accounts": \n',
        b"[1]\n",
        b'{"day":"2026-11-16","accounts":[{"id":"arxiv:2301.1"}]}\n',
        b"\xff\n",
    ]
    papers += [b'{"day":"2026-11-16","accounts":[]}\n', b'{"accounts":[{"id":"arxiv:2301.00001"']
    marks += [
        b'{"id":"nothing"}\n',
        b'{"id":"doi:10.1000/a","read":"yesterday"}\n',
        b'{"id":"doi:10.1/a","read":NaN}\n',
    ]
    parts = {"papers_jsonl": b"".join(papers), "marks_jsonl": b"".join(marks), "else_jsonl": b"what?"}
    answer = told(home, rewritten(archive, tmp_path / "b.zip", **parts), capsys, code=1)
    assert seen_of(home) == seen_of(house)
    said = whys(answer)
    assert said.pop("papers.jsonl, line 2").startswith("it is no JSON")
    assert said == {
        "papers.jsonl, line 3": "it is no object",
        "papers.jsonl, line 4": "an account of the paper has no title",
        "papers.jsonl, line 5": "it is no JSON: no UTF-8",
        "papers.jsonl, line 10": "it has no account of a paper",
        "papers.jsonl, line 11": "it is cut off",
        "marks.jsonl, line 4": "it names no paper",
        "marks.jsonl, line 5": "read is no time",
        "marks.jsonl, line 6": "it is no JSON: NaN is no value",
    }
    assert {"papers.jsonl", "marks.jsonl"} < {one["what"] for one in answer["skipped"]}


def test_what_else_is_said_is_checked(
    archive: Path, tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Searches, sources, choices and the like come in as far as they can be what they say that they are."""
    others = b'{"table":"marks","key":"a","document":{}}\n{"table":"_journal","key":"1","document":{"seq":9}}\n'
    others += b'{"table":"watched","key":"Ann","document":{"at":"' + b"x" * 2_000 + b'"}}\n'
    others += b'{"table":"watched","key":"Bob","document":{"at":[' + b'"yyyyyyyyyy",' * 6_000 + b"0]}}\n"
    file = rewritten(
        archive,
        tmp_path / "b.zip",
        sources_jsonl=b'{"address":"javascript:alert(1)"}\n{"address":"HF:Daily"}\n{"address":"hf:daily"}\n',
        searches_jsonl=b'{"name":"a"}\n{"name":"a\\u001b[2J","query":"b\\u202e"}\n',
        others_jsonl=others,
        choices_jsonl=b'{"name":"seen","value":"9"}\n{"name":"layout","value":"{\\u001b}"}\n',
        digests_jsonl=b'{"digest":"a","ids":["doi:10.1/a"]}\n',
        passed_jsonl=b'{"id":"doi:10.1/a","times":true}\n{"id":"doi:10.1/b","times":1000}\n',
    )
    answer = told(home, file, capsys, code=1)
    seen = seen_of(home)
    assert seen["passed"] == {"doi:10.1/b": 99}
    assert seen["searches"] == {"a[2J": "b"}
    assert [one.name for one in seen["sources"]] == ["hf:daily"]
    assert set(Journal(home / "marks.json").documents()) == {"marks", "searches", "sources", "watched"}
    assert whys(answer) == {
        "sources.jsonl, line 1": "it is no address of a source",
        "sources.jsonl, line 2": "it is not an address as feedtui writes it",
        "searches.jsonl, line 1": "it has no name or no query",
        "others.jsonl, line 1": "it has no table of its own, no key or no document",
        "others.jsonl, line 2": "it has no table of its own, no key or no document",
        "others.jsonl, line 4": "it is too long",
        "choices.jsonl, line 1": "it is no choice that there is",
        "choices.jsonl, line 2": "it is no choice that there is",
        "digests.jsonl, line 1": "it has no time",
        "passed.jsonl, line 1": "it names no paper, or no number of times",
    }


def test_damage_is_shown_in_part(archive: Path, tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Some lines are named on the screen, the others counted; the checksum is said to be another."""
    file = rewritten(archive, tmp_path / "b.zip", marks_jsonl=b"{}\n" * 1_100)
    assert main(["--home", str(home), "restore", str(file)]) == 1
    shown = capsys.readouterr()
    assert "5 papers, 0 marks" in shown.out
    assert "marks.jsonl, line 1: it names no paper." in shown.err
    assert shown.err.endswith("And 1,081 more like these.\n")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is no backup"),
        (b"PK\x05\x06" + bytes(18), "but no backup of feedtui"),
        (b"x" * 1_000, "is no backup"),
        (None, "cannot be read: No such file"),
    ],
)
def test_what_is_no_backup(
    data: bytes | None, sentence: str, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is a sentence, and an object with --json; nothing is changed."""
    file = tmp_path / "b.zip"
    if data is not None:
        file.write_bytes(data)
    before = seen_of(home)
    assert main(["--home", str(home), "restore", str(file), "--json"]) == 1
    shown = capsys.readouterr()
    assert sentence in shown.err
    assert json.loads(shown.out) == {"file": str(file), "error": shown.err[:-1]}
    assert seen_of(home) == before


def test_a_newer_format_is_left_alone(
    archive: Path, home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a newer feedtui means is not guessed at."""
    with ZipFile(archive) as opened_archive:
        manifest = json.loads(opened_archive.read("manifest.json"))
    later = json.dumps({**manifest, "format": 2, "feedtui": "9.0\x1b[2J"}).encode()
    assert main(["--home", str(home), "restore", str(rewritten(archive, tmp_path / "b.zip", manifest_json=later))]) == 1
    assert "newer feedtui (9.0[2J), in format 2" in capsys.readouterr().err
    assert items(home) == {}


def test_a_home_that_cannot_be_written_is_a_sentence(
    archive: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither papers nor settings: each is said."""
    home.mkdir()
    (home / "topics.toml").mkdir()
    answer = told(home, archive, capsys, code=1)
    assert [one["what"] for one in answer["skipped"]] == ["topics.toml"]
    assert len(seen_of(home)["papers"]) == 5
    monkeypatch.setattr("feedtui.library.whole_papers.mend", lambda db: db.execute("insert into nowhere values (1)"))
    assert main(["--home", str(home), "restore", str(archive)]) == 1
    assert "cannot be written (no such table: nowhere)" in capsys.readouterr().err
