"""`feedtui digest`, as cron runs it: a process with settings, a library and a mail server."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from digests import keep
from feedtui.cli import main
from feedtui.digest.text import COLUMNS, cells
from feedtui.library.library import Library, utc_now
from feedtui.papers.paper import Mark
from feedtui.papers.query import EVERYTHING
from feedtui.paths import places
from mailing import PASSWORD, MailServer, mail_server
from samples import TITLES, paper

NOTHING = "Nothing new for this digest.\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home with four papers of today."""
    folder = tmp_path / "home"
    keep(folder, [replace(paper(title), listed=utc_now()[:10], upvotes=len(title)) for title in TITLES])
    return folder


@pytest.fixture
def server(home: Path, tmp_path: Path) -> Iterator[MailServer]:
    """Start a server, and write the settings that lead there."""
    with mail_server(tmp_path, "starttls") as there:
        (home / "settings.toml").write_text(there.settings(login=True))
        yield there


def run(home: Path, *words: str, server: MailServer | None = None) -> subprocess.CompletedProcess[str]:
    """Run `feedtui digest` in a process of its own."""
    environment = {**os.environ, **({"SSL_CERT_FILE": str(server.authority)} if server else {})}
    command = [sys.executable, "-m", "feedtui", "--home", str(home), "digest", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, encoding="utf-8")


def shown(home: Path) -> int:
    """Return how many papers are noted as shown."""
    file = home / "digests.jsonl"
    return len(file.read_text().splitlines()) if file.exists() else 0


def test_each_paper_is_printed_once(home: Path) -> None:
    """The second digest has nothing; a new paper is in the third; another digest has them all."""
    first = run(home)
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.startswith("feedtui: 4 new papers, ")
    assert max(cells(line) for line in first.stdout.splitlines() if "https://" not in line) <= COLUMNS
    assert all(title.split()[0] in first.stdout for title in TITLES)
    second = run(home)
    assert (second.returncode, second.stdout, second.stderr) == (0, "", NOTHING)
    keep(home, [replace(paper("One More: A Paper"), listed=utc_now()[:10])])
    third = run(home, "--format", "markdown")
    assert third.stdout.startswith("# feedtui: 1 new paper, ")
    assert "4 new papers" in run(home, "--name", "weekly", "-more").stdout


def test_the_best_of_a_query(home: Path) -> None:
    """`-word` needs no quotes; what `--most` leaves out comes the next time."""
    told = [run(home, "-sparse", "--most", "2", "--format", "html").stdout for _ in range(2)]
    assert ["2 new papers" in one for one in told] == [True, False]
    assert "1 more new paper was left out" in told[0]
    assert "1 new paper," in told[1]
    assert TITLES[0] not in "".join(told)


def test_a_dry_run_remembers_nothing(home: Path, server: MailServer) -> None:
    """Not even that there was one, and nothing is sent."""
    for words in (["--dry-run"], ["--dry-run", "--send"], ["--dry-run", "--format", "mime"]):
        done = run(home, *words, server=server)
        assert (done.returncode, done.stderr) == (0, "")
        assert "4 new papers" in done.stdout
        assert not list(home.glob("digests.jsonl*"))
    assert not server.taken


def test_it_is_sent_and_remembered(home: Path, server: MailServer) -> None:
    """In silence; the second time there is nothing to send."""
    done = run(home, "--send", server=server)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert server.logins == [PASSWORD.encode()]
    (message,) = server.messages
    assert message["Subject"].startswith("feedtui: 4 new papers, ")
    done = run(home, "--send", server=server)
    assert (done.returncode, done.stderr, len(server.taken)) == (0, NOTHING, 1)


def test_what_was_not_delivered_is_new_the_next_time(home: Path, server: MailServer) -> None:
    """A reader that is refused, a connection that is lost, a login that is refused; then it goes."""
    good = (home / "settings.toml").read_text()
    server.refused = "me@feeds.example"
    refused = run(home, "--send", server=server)
    server.refused, server.answer = "", ""
    lost = run(home, "--send", server=server)
    server.answer = "250 taken"
    (home / "settings.toml").write_text(good.replace(PASSWORD, "wrong"))
    stranger = run(home, "--send", server=server)
    for done in (refused, lost, stranger):
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
        assert "Nothing was marked as shown." in done.stderr
    assert shown(home) == 0
    (home / "settings.toml").write_text(good)
    assert run(home, "--send", server=server).returncode == 0
    assert (len(server.taken), shown(home)) == (1, 4)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device")
def test_what_was_not_printed_in_full_is_new_the_next_time(home: Path) -> None:
    """Whoever reads the pipe went away, or the disk is full."""
    command = [sys.executable, "-m", "feedtui", "--home", str(home), "digest"]
    reading, writing = os.pipe()
    os.close(reading)
    gone = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, timeout=60)
    os.close(writing)
    assert (gone.returncode, gone.stderr) == (0, b"")
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, timeout=60)
    assert done.returncode == 1
    assert b"cannot be written" in done.stderr
    assert shown(home) == 0


@pytest.mark.skipif(not shutil.which("sh"), reason="no shell to write a program for")
def test_it_is_sent_by_a_program(home: Path, tmp_path: Path) -> None:
    """What takes mail as sendmail does."""
    script = tmp_path / "sendmail"
    script.write_text(f'#!/bin/sh\ncat > "{tmp_path}/mail.eml"\n')
    script.chmod(0o755)
    (home / "settings.toml").write_text(f'[mail]\nsendmail = "{script}"\nfrom = "a@b.example"\nto = "c@d.example"\n')
    assert run(home, "--send").returncode == 0
    assert "To: c@d.example\n" in (tmp_path / "mail.eml").read_text()
    assert shown(home) == 4


def test_it_goes_where_the_command_says(home: Path, server: MailServer) -> None:
    """Instead of where the settings say; `--json` then tells what was sent."""
    done = run(home, "--send", "--json", "--to", "a@b.example", "--to", "B <c@d.example>", server=server)
    assert (done.returncode, done.stderr) == (0, "")
    assert server.taken[0].rcpt_tos == ["a@b.example", "c@d.example"]
    assert len(done.stdout.splitlines()) == shown(home) == 4


def test_papers_as_json(home: Path) -> None:
    """An object a line, with the heading under which the paper stands; the next time there is none."""
    listed = subprocess.run(
        [sys.executable, "-m", "feedtui", "--home", str(home), "list", "--json"], capture_output=True, timeout=60
    )
    papers = [json.loads(line) for line in listed.stdout.splitlines()]
    told = [json.loads(line) for line in run(home, "--json").stdout.splitlines()]
    assert sorted(told, key=lambda one: -one["upvotes"]) == [
        {**one, "group": next(iter((*one["topics"], "Other")))}
        for one in sorted(papers, key=lambda one: -one["upvotes"])
    ]
    done = run(home, "--json")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", NOTHING)


def test_it_is_grouped_by_the_readers_tags(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The reader's own tag is the first heading that a paper has."""
    with closing(Library(places(str(home)))) as library:
        library.change(library.whole(EVERYTHING)[:2], lambda _: Mark(tags=("to discuss",)))
    assert main(["--home", str(home), "digest"]) == 0
    assert "\nto discuss (2)\n--------------\n" in capsys.readouterr().out


def test_damage_is_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is damaged in the file of shown papers hides no paper that is in a whole line."""
    assert main(["--home", str(home), "digest", "--most", "3"]) == 0
    with (home / "digests.jsonl").open("a") as file:
        file.write('{"digest":')
    capsys.readouterr()
    assert main(["--home", str(home), "digest"]) == 0
    told = capsys.readouterr()
    assert "digests.jsonl: 1 line is damaged; what stood there may be shown again." in told.err
    assert "1 new paper," in told.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--since", "soon"], "soon is no time"),
        (["--send", "--format", "html"], "leave out --format or --send"),
        (["--send"], "neither host nor sendmail is set"),
        (["--name", "\u200b"], "--name wants a name"),
        (["--json", "--format", "html"], "leave out --format or --json"),
        (["--to", "a@b.example"], "give --send, too"),
        (["--send", "--to", "a@b.example\nBcc: c@d.example"], "--to names no mail address: a@b.example Bcc"),
        (["autor:x"], "did you mean author:?"),
    ],
)
def test_mistakes_are_sentences(home: Path, words: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    """On stderr, with exit code 1, and nothing is marked as shown."""
    assert main(["--home", str(home), "digest", *words]) == 1
    assert told in capsys.readouterr().err
    assert shown(home) == 0


def test_wrong_settings_are_told(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A password in the settings is not taken, and not shown; where nothing is sent it does not matter."""
    (home / "settings.toml").write_text('[mail]\npassword = "secret"\n')
    assert main(["--home", str(home), "digest", "--dry-run"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["--home", str(home), "digest", "--send"]) == 1
    told = capsys.readouterr().err
    assert "there is no password; set password_command" in told
    assert "secret" not in told


def test_wrong_usage_is_2(home: Path) -> None:
    """A number that is none, or no form of a digest."""
    for words in (["--most", "0"], ["--most", "x"], ["--format", "pdf"]):
        with pytest.raises(SystemExit, match="2"):
            main(["--home", str(home), "digest", *words])
