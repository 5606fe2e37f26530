"""Nothing of the hostile set acts in what the command line prints, writes and sends, through whatever door it came."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from argparse import _SubParsersAction
from collections.abc import Iterator
from email import message_from_string
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from feedtui.arguments import parser
from feedtui.cli import main
from feedtui.exports.formats import FORMATS
from hostile_house import ODD, files, furnish
from hostile_set import ACTING, ARGUMENTS, BRACKETED, acts

ACTIONS = [action for action in parser()._actions if isinstance(action, _SubParsersAction)]
COMMANDS = [name for action in ACTIONS for name in action.choices]
ALL = " ".join((*ACTING.values(), *BRACKETED)).translate({0: "", 0xD800: "", 0xDFFF: ""})
"""Much of the set in one argument."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home that is hostile through and through."""
    return furnish(tmp_path_factory.mktemp("hostile") / "home")


@pytest.fixture
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Work in a folder where whatever is written can be seen."""
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    assert not [path for path in tmp_path.rglob("*") if path.name == "HACKED"]


def printed(home: Path, *words: str) -> int:
    """Run a command in this process; return its exit code. An error that it does not tell fails the test."""
    try:
        return main([words[0], "--home", str(home), *words[1:]])
    except SystemExit as ending:
        return int(str(ending.code))


def seen(capsys: pytest.CaptureFixture[str]) -> str:
    """Return what was printed, and see that nothing in it acts."""
    shown = capsys.readouterr()
    acting = acts(shown.out.replace("\u200b", "") + shown.err)
    assert not acting, ascii(acting)
    assert "Traceback" not in shown.err
    return shown.out + shown.err


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("words", [[ALL], ["list", ALL], ["--json", "--", ALL], [f"--{ALL}"], ["--format", ALL, "x"]])
def test_arguments_of_every_command(
    hostile: Path, inside: Path, name: str, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever is refused is named in a sentence that is safe to read."""
    if name in ("backup", "sync", "export") and "--json" not in words:
        words = [*words, "--what"]
    code = printed(hostile, name, *words)
    assert code in (0, 1, 2)
    seen(capsys)


@pytest.mark.parametrize("text", ARGUMENTS, ids=range(len(ARGUMENTS)))
def test_queries_and_names(hostile: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Queries, papers, fields and tags are told as they may be shown, brackets and all."""
    for words in (["list", text], ["list", f"tag:{text}"], ["list", f'note:"{text}'], ["show", text], ["add", text]):
        assert printed(hostile, *words) in (0, 1, 2)
        shown = seen(capsys)
        if words[0] == "show" and text in BRACKETED:
            assert text.strip() in shown


@pytest.mark.parametrize(
    "words",
    [
        ["list"],
        ["list", "--json"],
        ["list", "sort:for-you", "--limit", "9"],
        ["tags"],
        ["tags", "--json"],
        ["sources"],
        ["sources", "--json"],
        ["similar", "2611.00003"],
        ["digest", "--since", "30d", "--dry-run"],
        *(["digest", "--since", "30d", "--dry-run", "--format", form] for form in ("markdown", "html", "mime")),
        *(["export", "--format", name] for name in (*FORMATS, "opml")),
        ["export", "--abstracts", "--front-matter", "--grouped", "--title", ALL],
        ["export", "--template", "weekly.md"],
        ["completion", "bash"],
        ["completion", "zsh"],
        ["completion", "fish"],
        ["man"],
        ["undo"],
        ["redo"],
    ],
    ids=lambda words: " ".join(words)[:40],
)
def test_what_is_printed_of_papers(hostile: Path, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Lists, exports, digests and the shells' files."""
    assert printed(hostile, *words) in (0, 1)
    assert seen(capsys)


def test_every_paper_whole(hostile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Titles with brackets are printed with them."""
    printed(hostile, "list", "--json")
    found = [json.loads(line) for line in seen(capsys).splitlines()]
    titles = {paper["title"] for paper in found}
    assert {text.strip() for text in BRACKETED} <= titles
    for words in (["show"], ["show", "--json"], ["show", "--why"], ["note"]):
        for paper in found[:: 1 if words == ["show"] else 9]:
            assert printed(hostile, *words, paper["id"]) in (0, 1), paper["id"]
    shown = seen(capsys)
    assert all(text in shown for text in BRACKETED)


@pytest.mark.parametrize("name", [*FORMATS, "opml"])
def test_files_that_are_written(hostile: Path, inside: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """No filter stands before a file: what is in it was cleaned before."""
    assert printed(hostile, "export", "--format", name, "--abstracts", "--output", "out") == 0
    seen(capsys)
    text = (inside / "out").read_bytes().decode()
    if name == "org":
        # Org parts with it what would else be markup: https://orgmode.org/manual/Escape-Character.html
        text = text.replace("\u200b", "")
    assert not acts(text), ascii(acts(text))


def test_notes_pdfs_and_folders_have_safe_names(
    hostile: Path, inside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Names of files are made by feedtui; an odd folder is one."""
    folder = "notes \x1b[2J\u202e"
    assert printed(hostile, "export", "--format", "notes", "--output", folder) == 0
    seen(capsys)
    made = list((inside / folder).iterdir())
    assert len(made) > 30
    for path in made:
        assert not acts(path.name + path.read_text(encoding="utf-8"))
        assert path.parent == inside / folder


def test_files_that_are_read(hostile: Path, inside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each kind of file, named as bytes that are no text; those that are nothing are refused."""
    home = inside / "home"
    for path in files(inside / "more"):
        for more in ([], ["--json"], ["--as", "bibtex"]):
            assert printed(home, "import", str(path), *more) in (0, 1)
            seen(capsys)
    assert printed(home, "list") == 0
    assert "Paper 0" in seen(capsys)


def test_homes_and_settings_of_odd_bytes(
    inside: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A home whose name is no text works or is refused; settings, topics and mail of rubbish are told."""
    home = inside / ODD
    for name in ("settings.toml", "topics.toml", "digests.jsonl", "marks.json", "marks.journal", "urls"):
        home.mkdir(exist_ok=True)
        (home / name).write_bytes(f'a = "{ALL}"\n[red]\n'.encode(errors="surrogateescape"))
    for words in (
        ["list"],
        ["sources"],
        ["tags"],
        ["digest", "--send"],
        ["undo"],
        ["doctor"],
        ["config"],
        ["backup", "b"],
    ):
        assert printed(home, *words) in (0, 1, 2)
        seen(capsys)
    monkeypatch.setenv("FEEDTUI_HOME", str(home))
    assert main(["list"]) in (0, 1)
    seen(capsys)


def test_a_pipe_and_a_terminal_get_the_same(hostile: Path) -> None:
    """What real processes write into a pipe, standard error too."""
    for words in (["list"], ["show", "2611.00004", ALL[:2000]], ["export", "--format", "jsonl"]):
        done = subprocess.run(
            [sys.executable, "-m", "feedtui", "--home", os.fspath(hostile), *words], capture_output=True, check=False
        )
        assert not acts(done.stdout.decode() + done.stderr.decode())


def test_the_digest_as_mail(hostile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every part and header of the message, unpacked."""
    assert printed(hostile, "digest", "--since", "30d", "--dry-run", "--format", "mime") == 0
    message = message_from_string(seen(capsys), policy=default)
    assert isinstance(message, EmailMessage)
    parts = [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
    assert len(parts) >= 2
    assert not acts("".join((*parts, *map(str, message.values()))))
    assert all(text.strip() in parts[0] for text in BRACKETED)
