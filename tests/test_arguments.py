"""The words of the command line, its help, and the examples in it."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import urlopen

import pytest

from asking import Servers, servers
from feedtui.arguments import arguments_of, parser, reference
from feedtui.cli import main
from feedtui.papers.identity import title_id
from feedtui.subcommands import PARTS
from feedtui.usage import Command, commands

ALL = list(commands(parser()))
_ENDLESS = {"serve"}
"""They end when they are interrupted; tests/test_serving.py does."""
EXAMPLES = {one.name or "feedtui": one.example for one in ALL}


def help_of(name: str, monkeypatch: pytest.MonkeyPatch, columns: int = 80) -> list[str]:
    """Return the lines of a command's help on a terminal of some width."""
    monkeypatch.setenv("COLUMNS", str(columns))
    out = io.StringIO()
    with redirect_stdout(out), pytest.raises(SystemExit, match="0"):
        arguments_of([*filter(None, [name]), "--help"])
    return out.getvalue().splitlines()


@pytest.mark.parametrize("command", ALL, ids=lambda one: one.name)
def test_help_fits_a_screen(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """On 80 columns and 24 lines, with room for the prompt, all of it is seen; the last line is the example."""
    lines = help_of(command.name, monkeypatch)
    assert len(lines) <= 23
    assert max(map(len, lines)) <= 80
    assert command.example
    assert lines[-1].strip() == command.example
    assert all(argument.help for argument in command.arguments)
    assert help_of(command.name, monkeypatch, columns=30)[-1].strip() == command.example


def test_the_first_help_names_every_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command is there with a few words on what it does."""
    words = [word for line in help_of("", monkeypatch) for word in (line[:20].split(), line[42:55].split())]
    assert {one.name for one in ALL if one.name} <= {name for some in words for name in some}


def test_a_command_asked_for_is_there() -> None:
    """Only what one command needs is made for it, and it is the same as among all."""
    names = [one.name for one in ALL if one.name]
    assert set(names) <= {name for names in PARTS.values() for name in names.split()}
    for one in ALL:
        assert one in list(commands(parser(one.name)))
    assert len(list(commands(parser("nothing")))) == len(ALL)
    assert all(f"`feedtui {name}" in reference() for name in names)


@pytest.mark.parametrize(
    ("words", "query"),
    [
        (["-masked", "OR", "moonlight"], ["-masked", "OR", "moonlight"]),
        (["a", "OR", "-b", "--limit", "3", "-c", "d"], ["a", "OR", "-b", "-c", "d"]),
        (["--limit", "3", "NOT", "-a"], ["NOT", "-a"]),
        (["--home", "list", "-"], ["-"]),
        ([], []),
    ],
)
def test_words_of_a_query_keep_their_order(words: list[str], query: list[str]) -> None:
    """A word with a minus stays where it was written: `-a OR b` is not `OR b -a`."""
    assert arguments_of(["list", *words]).query == query


@pytest.mark.parametrize("words", [["list", "--lim", "3"], ["list", "--jsn"], ["lst"], ["mark", "a", "-read"], ["tag"]])
def test_what_is_no_option_is_wrong_usage(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Abbreviated options are none: what a script writes has to mean the same in the next version."""
    with pytest.raises(SystemExit, match="2"):
        arguments_of(words)
    assert "usage: feedtui" in capsys.readouterr().err


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a folder with the library, the marks and the files that the examples are about; servers stand in."""
    folder = tmp_path_factory.mktemp("examples")
    with servers(folder / "home", datetime.now(UTC).date()) as there:
        with urlopen(f"{there.huggingface.base}/papers") as answer:
            (folder / "page.html").write_bytes(answer.read())
        (folder / "library.bib").write_text("@misc{a, title={On Lamps}, eprint={2301.03580}}\n")
        (folder / "bin").mkdir()
        shim = folder / "bin" / "feedtui"
        shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m feedtui "$@"\n')
        shim.chmod(0o755)
        _fill(["--home", str(there.home)], folder, there)
        yield folder


def _fill(home: list[str], folder: Path, there: Servers) -> None:
    """Bring papers of two sources and one that is known by its title alone; star all, mark one twice, undo once."""
    out = io.StringIO()
    with redirect_stdout(out):
        assert main([*home, "add", "hf:daily", "arxiv:cs.CL"]) == 0
        assert main([*home, "export", "--format", "opml", "--output", str(folder / "sources.opml")]) == 0
        assert main([*home, "backup", str(folder / "feedtui-2026-11-25.zip")]) == 0
        assert main([*home, "list", "--json"]) == 0
    listed = out.getvalue()
    papers = [paper.text.title for day in there.huggingface.world.lists.values() for paper in day]
    card = next(title for title in papers if title not in listed)
    (folder / "page.txt").write_text("\n\n".join(("new", "Subscribe", "Mar 21", card, "It says much. " * 30)))
    ids = [json.loads(line)["id"] for line in listed.splitlines() if line.startswith("{")]
    with redirect_stdout(out):
        assert main([*home, "import", str(folder / "page.txt")]) == 0
        for words in (["mark", *ids, title_id(card), "--star"], ["mark", ids[0], "--queue"], ["tag", ids[0], "+later"]):
            assert main([*home, *words]) == 0
        assert main([*home, "undo"]) == 0


def in_shell(line: str, folder: Path, home: Path) -> subprocess.CompletedProcess[str]:
    """Run a line in bash, where a pipe fails if any part of it does."""
    paths = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": paths, "FEEDTUI_HOME": str(home), "LC_ALL": "C.UTF-8"}
    command = ["bash", "-o", "pipefail", "-c", line]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60)


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash")
@pytest.mark.parametrize("name", [name for name in EXAMPLES if name not in _ENDLESS])
def test_the_example_works_as_printed(name: str, folder: Path, tmp_path: Path) -> None:
    """What help shows can be copied into a shell: it ends well and complains of nothing."""
    home = tmp_path / "home"
    shutil.copytree(folder / "home", home)
    done = in_shell(EXAMPLES[name], folder, home)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("name", "then", "printed"),
    [
        ("tag", "feedtui list is:starred tag:vision", "★"),
        ("note", "feedtui list has:note", "★"),
        ("redo", "feedtui list tag:later", " "),
        ("remove", "feedtui sources", "hf:daily"),
    ],
)
def test_the_example_does_what_it_says(name: str, then: str, printed: str, folder: Path, tmp_path: Path) -> None:
    """After it, the library is as the example meant."""
    home = tmp_path / "home"
    shutil.copytree(folder / "home", home)
    done = in_shell(f"{EXAMPLES[name]} && {then}", folder, home)
    assert printed in done.stdout
    assert "arxiv:cs.CL" not in done.stdout.replace("Removed arxiv:cs.CL", "") or name != "remove"


def test_help_needs_no_library(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the library cannot be opened, completions and the manual are printed all the same."""
    (tmp_path / "papers.sqlite").write_text("no database")
    for words in (["man"], ["completion", "bash"]):
        assert main(["--home", str(tmp_path), *words]) == 0
        assert "feedtui" in capsys.readouterr().out
