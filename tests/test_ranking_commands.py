"""The rank on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from feedtui.cli import main
from test_ranker import opened, star


@pytest.fixture
def home(tmp_path: Path) -> list[str]:
    """Return the words that name a home in which four papers on retrieval are starred."""
    with opened(tmp_path) as (library, _):
        star(library, "retrieval")
    (tmp_path / "ranking.sqlite").unlink()
    return ["--home", str(tmp_path)]


def lines(home: list[str], capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    """Return what a command prints."""
    assert main([*home, *words]) == 0
    return capsys.readouterr().out.splitlines()


def test_a_list_is_in_the_order_of_the_rank(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """sort:for-you lists what is like the starred papers first, and all that the query finds; exports likewise."""
    titles = lines(home, capsys, "list", "is:unread", "-is:starred", "sort:for-you")
    assert len(titles) == 32
    assert all("retrieval" in title for title in titles[:8])
    assert not any("retrieval" in title for title in titles[8:])
    assert lines(home, capsys, "list", "-is:starred", "sort:for-you", "--limit", "3") == titles[:3]
    exported = lines(home, capsys, "export", "-is:starred", "sort:for-you", "--format", "csv")
    assert "retrieval" in exported[1]
    assert "retrieval" in exported[8]
    assert "retrieval" not in exported[9]


def test_show_why_says_what_raised_a_paper(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A sentence, a bar for each part, the longest first, and the starred papers nearest to it."""
    found = lines(home, capsys, "list", "-is:starred", "sort:for-you", "--limit", "1", "--json")
    paper = json.loads(found[0])
    told = lines(home, capsys, "show", "--why", paper["id"])
    assert told[0] == paper["title"]
    assert "Raised by " in told[1]
    bars = [line.count("█") for line in told if "█" in line]
    assert bars[0] == 12
    assert bars == sorted(bars, reverse=True)
    assert "retrieval" in told[told.index("Nearest of those you kept:") + 1].lower()
    why = json.loads(lines(home, capsys, "show", "--why", "--json", paper["id"])[0])["why"]
    assert why["sentence"] in told[1]
    assert why["parts"][0]["amount"] > 0
    assert why["nearest"][0]["id"] != paper["id"]


def test_similar_lists_neighbours_and_what_they_share(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """They are of the same field; a paper that is not here is told and makes the code 1."""
    paper = json.loads(lines(home, capsys, "list", "video", "--limit", "1", "--json")[0])["id"]
    found = lines(home, capsys, "similar", paper, "--limit", "3")
    assert len(found) == 3
    assert all("video" in line for line in found)
    told = [json.loads(line) for line in lines(home, capsys, "similar", paper, "--json")]
    assert [one["title"] in line for one, line in zip(told, found, strict=False)] == [True] * 3
    assert told[0]["nearness"] >= told[1]["nearness"] > 0
    assert told[0]["shared"]
    assert main([*home, "similar", "2301.03580"]) == 1
    assert "holds no paper" in capsys.readouterr().err


def test_learning_tells_how_far_it_is_and_then_has_nothing_to_do(
    home: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """The reader runs it beside itself."""
    assert set(lines(home, capsys, "learn")) == {"36 papers looked through"}
    assert lines(home, capsys, "learn") == []


def test_an_empty_library_has_no_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says that it is empty, as without the rank."""
    assert lines(["--home", str(tmp_path)], capsys, "list", "sort:for-you") == []


def test_lists_and_digests_go_by_a_tag_and_by_the_rank(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """sort:tag:NAME, and a digest whose best are those of the rank."""
    found = lines(home, capsys, "list", "video", "--limit", "3", "--json")
    papers = [json.loads(line)["id"] for line in found]
    assert main([*home, "tag", *papers, "+films"]) == 0
    titles = lines(home, capsys, "list", "sort:tag:films")
    assert ["video" in title for title in titles] == [True] * 12 + [False] * 24
    digest = lines(home, capsys, "digest", "-is:starred", "sort:for-you", "--most", "8", "--dry-run", "--json")
    assert all("retrieval" in json.loads(line)["title"] or "video" in json.loads(line)["title"] for line in digest)
    assert len(digest) == 8


def test_wrong_settings_are_said(home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """The half-life is a number; one that is none stops no command, and feedtui config says so."""
    Path(home[1], "settings.toml").write_text('half_life = "long"\n')
    assert main([*home, "learn"]) == 0
    assert main([*home, "config", "--check"]) == 1
    assert "half_life" in "".join(capsys.readouterr())
