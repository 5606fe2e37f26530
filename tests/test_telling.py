"""Papers named on standard input, and lines cut to the terminal."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.cli import main
from feedtui.headless.telling import fitted


def listed(home: list[str], capsys: pytest.CaptureFixture[str], *query: str) -> list[str]:
    """Return the lines of `list --json`."""
    assert main([*home, "list", *query, "--json"]) == 0
    return capsys.readouterr().out.splitlines()


def given_in(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Put text on standard input."""
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_what_list_prints_marks_papers(
    home: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """JSON Lines and ids name papers, beside papers that are named as words; empty lines name none."""
    lines = listed(home, capsys)
    ids = [json.loads(line)["id"] for line in lines]
    given_in(monkeypatch, f"{lines[0]}\n\n{ids[1]}\t a title\r\n{lines[0]}\n")
    assert main([*home, "mark", "--read", "-", ids[2]]) == 0
    assert [json.loads(line)["id"] for line in listed(home, capsys, "is:read")] == ids[:3]
    main([*home, "undo"])
    assert "3 papers" in capsys.readouterr().out
    given_in(monkeypatch, "\n".join(lines[:2]))
    assert main([*home, "tag", "-", "+mine", "-other", "-h"]) == 0
    assert len(listed(home, capsys, "tag:mine")) == 2
    given_in(monkeypatch, "\n".join(lines[2:]))
    assert main([*home, "show", "-", "--json"]) == 0
    assert capsys.readouterr().out.splitlines() == lines[2:]


@pytest.mark.parametrize("words", [["mark", "--star", "-"], ["tag", "-", "+a"], ["show", "-"], ["note", "-", "text"]])
def test_nothing_found_is_nothing_to_do(
    words: list[str], home: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A query that finds nothing makes a pipe that does nothing, and ends well."""
    given_in(monkeypatch, "")
    assert main([*home, *words]) == 0
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", "")
    assert not listed(home, capsys, "is:starred OR tag:a OR has:note")


def test_a_bad_line_keeps_no_other_out(
    home: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What names no paper of the library is told, and the others are marked; the exit code says so."""
    lines = listed(home, capsys)
    bad = ['{"id": 3}', "{broken", '{"title": "no id"}', "nonsense \x1b[2J", "2301.03580", "[" * 9999, "{" * 9999]
    given_in(monkeypatch, "\n".join([bad[0], lines[0], *bad[1:], lines[1]]))
    assert main([*home, "mark", "--star", "-"]) == 1
    told = capsys.readouterr().err
    assert len(told.splitlines()) == len(bad)
    assert max(map(len, told.splitlines())) < 300
    assert "\x1b" not in told
    starred = [json.loads(line)["id"] for line in listed(home, capsys, "is:starred")]
    assert starred == [json.loads(line)["id"] for line in lines[:2]]


def test_a_note_is_about_one_paper(
    home: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line names the paper; two are refused, and standard input is not both paper and note."""
    lines = listed(home, capsys)
    given_in(monkeypatch, lines[0])
    assert main([*home, "note", "-", "read", "section 4"]) == 0
    assert json.loads(listed(home, capsys, "has:note")[0])["note"] == "read section 4"
    given_in(monkeypatch, "\n".join(lines))
    assert main([*home, "note", "-", "x"]) == 1
    assert "is about one paper" in capsys.readouterr().err
    assert main([*home, "note", "-", "-"]) == 1
    assert "not both" in capsys.readouterr().err
    assert len(listed(home, capsys, "has:note")) == 1


@pytest.mark.parametrize("query", ["NOT", "OR", "AND", "( NOT )", "a NOT OR"])
def test_an_operator_alone_is_no_query(query: str, home: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """`NOT` by itself would find everything, and export or mark it; what has a word is a query."""
    assert main([*home, "list", *query.split()]) == (0 if "a" in query else 1)
    assert ("stand beside words" in capsys.readouterr().err) == ("a" not in query)


@pytest.mark.parametrize(
    ("line", "width", "shown"),
    [
        ("four", 4, "four"),
        ("fives", 4, "fiv…"),
        ("学習理論", 8, "学習理論"),
        ("学習理論", 7, "学習理…"),
        ("学習理論", 6, "学習…"),
        ("e\u0301tude", 5, "e\u0301tude"),
        ("e\u0301tudes", 5, "e\u0301tud…"),
        ("", 1, ""),
    ],
)
def test_a_line_is_cut_to_cells(line: str, width: int, shown: str) -> None:
    """Wide characters take two cells of a terminal, marks on a letter none."""
    assert fitted(line, width) == shown


@given(st.text(max_size=30), st.integers(1, 40))
def test_a_cut_line_fits(line: str, width: int) -> None:
    """What is cut is not wider than it may be, and it is a beginning of the line."""
    cut = fitted(line, width)
    assert fitted(cut, width) == cut
    assert cut == line or line.startswith(cut[:-1])
