"""Messages handed to servers and programs, and how it is told when they do not take them."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from digests import digest
from feedtui.config import Mail
from feedtui.config_reading import read_config
from feedtui.digest.message import message
from feedtui.digest.sending import check, send
from feedtui.digest.unsent import Unsent
from mailing import PASSWORD, USER, MailServer, Security, mail_server
from samples import TITLES, paper
from test_digest_message import AT

FILE = Path("settings.toml")


@pytest.fixture(params=["tls", "starttls"])
def server(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    """Start a server whose certificate is trusted."""
    with mail_server(tmp_path, request.param) as there:
        monkeypatch.setenv("SSL_CERT_FILE", str(there.authority))
        yield there


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[MailServer]:
    """Start a server that knows no TLS."""
    with mail_server(tmp_path, "none") as there:
        yield there


def settings(server: MailServer, folder: Path, *more: str, to: str = '"me@feeds.example"', login: bool = False) -> Mail:
    """Return the settings that lead to a server, as a file has them."""
    (folder / "settings.toml").write_text(server.settings(*more, to=to, login=login))
    return read_config(folder / "settings.toml").mail


def give(mail: Mail) -> str:
    """Send a digest; return what went wrong, empty if nothing did."""
    try:
        check(mail, FILE)
        send(message(digest(*map(paper, TITLES)), mail, AT), mail)
    except Unsent as error:
        told = str(error)
        assert told.startswith("The digest was not sent: ")
        assert "Nothing was marked as shown. " in told
        assert told.isprintable()
        assert PASSWORD not in told
        return told
    return ""


def test_a_message_is_sent_safely(server: MailServer, tmp_path: Path) -> None:
    """To every reader in one go, behind TLS, with the login."""
    mail = settings(server, tmp_path, to='["me@feeds.example", "You <you@feeds.example>"]', login=True)
    assert give(mail) == ""
    assert server.secure == [True]
    assert server.logins == [PASSWORD.encode()]
    assert (server.taken[0].mail_from, server.taken[0].rcpt_tos) == (
        "feeds@feeds.example",
        ["me@feeds.example", "you@feeds.example"],
    )
    assert server.messages[0]["Subject"] == "feedtui: 4 new papers, 25 November 2026"


def test_a_refused_login_is_told(server: MailServer, tmp_path: Path) -> None:
    """With what the server said; the message is not given without it."""
    mail = replace(settings(server, tmp_path, login=True), password_command=("echo", "wrong"))
    told = give(mail)
    assert f"localhost refused the login of {USER} (535 " in told
    assert "wrong" not in told
    assert not server.taken


def test_a_refused_reader_is_told_and_nobody_gets_it(server: MailServer, tmp_path: Path) -> None:
    """Else some would get it twice."""
    server.refused = "gone@feeds.example"
    mail = settings(server, tmp_path, to='["me@feeds.example", "gone@feeds.example"]')
    assert "refused the reader gone@feeds.example (550 no such[2J reader). Nothing" in give(mail)
    assert not server.taken


@pytest.mark.parametrize(
    ("answer", "told"), [("", "localhost hung up"), ("554 looks like spam", "localhost answered 554 looks like spam.")]
)
def test_a_message_that_is_not_taken_is_told(server: MailServer, tmp_path: Path, answer: str, told: str) -> None:
    """Refused after it was read, or the connection lost before the answer."""
    server.answer = answer
    assert told in give(settings(server, tmp_path))


def test_a_certificate_that_nobody_vouches_for(
    server: MailServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is said to such a server, least of all the password."""
    monkeypatch.delenv("SSL_CERT_FILE")
    assert "the certificate of localhost is not trusted" in give(settings(server, tmp_path, login=True))
    assert not server.logins
    assert not server.taken


def test_a_certificate_of_another_name(server: MailServer, tmp_path: Path) -> None:
    """The server has to be the one that was named."""
    mail = replace(settings(server, tmp_path), host="127.0.0.1")
    assert "the certificate of 127.0.0.1 is not trusted" in give(mail)


@pytest.mark.parametrize(
    ("security", "told"), [("starttls", "does not offer STARTTLS"), ("tls", "no TLS can be made with localhost")]
)
def test_nothing_is_sent_in_the_clear(plain: MailServer, tmp_path: Path, security: Security, told: str) -> None:
    """A server without TLS gets nothing, unless the reader asked for that."""
    mail = replace(settings(plain, tmp_path, login=True), security=security)
    assert told in give(mail)
    assert not plain.logins
    assert not plain.taken
    assert give(settings(plain, tmp_path)) == ""
    assert plain.secure == [False]


def test_a_login_that_is_not_wanted(plain: MailServer, tmp_path: Path) -> None:
    """A password that no server can take is not shown in its error."""
    with mail_server(tmp_path, "starttls") as other:
        mail = replace(settings(other, tmp_path, login=True), security="none")
        assert "localhost takes no login" in give(mail)
    mail = replace(settings(plain, tmp_path, login=True), password_command=("echo", "pässword"))
    assert "letters that a login to localhost cannot carry" in give(mail)


def test_nobody_there() -> None:
    """A closed port, and names that lead nowhere."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    mail = Mail("127.0.0.1", port, "none", sender="a@b.example", to=("c@d.example",))
    assert "127.0.0.1 cannot be used (Connection refused)" in give(mail)
    for host in ("a" * 70 + ".example", "feeds example", "feeds\0example"):
        assert "Check host" in give(replace(mail, host=host))


def test_a_silent_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is waited for without end."""
    monkeypatch.setattr("feedtui.digest.sending._PATIENCE", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        mail = Mail("127.0.0.1", silent.getsockname()[1], "none", sender="a@b.example", to=("c@d.example",))
        assert "did not answer in time" in give(mail)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"host": ""}, "neither host nor sendmail is set"),
        ({"sendmail": "/usr/sbin/sendmail"}, "both host and sendmail is set"),
        ({"to": ()}, "to is not set"),
        ({"to": ("me",)}, "to names no mail address: me"),
        ({"sender": ""}, "from is not set"),
        ({"sender": "a@b.example\nBcc: c@d.example"}, "from names no mail address: a@b.example Bcc"),
        ({"user": "me", "security": "none"}, "anybody could read the password"),
    ],
)
def test_settings_that_do_not_do(changed: dict[str, object], told: str) -> None:
    """Each is named before any server is asked."""
    fit = {"host": "mail.feeds.example", "sender": "a@b.example", "to": ("c@d.example",)}
    mail = Mail(**{**fit, **changed})  # type: ignore[arg-type]
    answer = give(mail)
    assert told in answer
    assert "settings.toml" in answer


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Return a program that keeps its arguments and what it reads, and ends as a file beside it says."""
    script = tmp_path / "sendmail"
    script.write_text(
        f"#!{sys.executable}\n"
        "import json, pathlib, sys\n"
        "here = pathlib.Path(__file__).parent\n"
        "(here / 'mail.eml').write_bytes(sys.stdin.buffer.read())\n"
        "(here / 'words.json').write_text(json.dumps(sys.argv[1:]))\n"
        "sys.exit((here / 'why').read_text() if (here / 'why').exists() else 0)\n"
    )
    script.chmod(0o755)
    return script


@pytest.mark.skipif(os.name == "nt", reason="scripts that run by themselves are POSIX's")
def test_a_program_takes_the_message(program: Path) -> None:
    """Readers are arguments, the message is on standard input with the system's ends of lines; no shell is asked."""
    mail = Mail(sender="Feeds <a@b.example>", to=("c`touch$HOME`@d.example", "e@f.example"), sendmail=str(program))
    assert give(mail) == ""
    words = program.with_name("words.json").read_text()
    assert words == '["-i", "-f", "a@b.example", "c`touch$HOME`@d.example", "e@f.example"]'
    assert (
        program.with_name("mail.eml").read_bytes().startswith(b"Subject: feedtui: 4 new papers, 25 November 2026\nFrom")
    )


@pytest.mark.skipif(os.name == "nt", reason="scripts that run by themselves are POSIX's")
def test_a_program_that_fails_is_told(program: Path) -> None:
    """With what it said; one that is not there, too."""
    program.with_name("why").write_text("queue\x1b[2J full")
    mail = Mail(sender="a@b.example", to=("c@d.example",), sendmail=str(program))
    assert f"{program} ended with 1 (queue[2J full). Nothing" in give(mail)
    assert "cannot be run (No such file or directory)" in give(replace(mail, sendmail=str(program.with_name("none"))))
