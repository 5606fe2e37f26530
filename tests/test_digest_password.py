"""The password of a mail server's user."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from feedtui.config import Mail
from feedtui.digest.password import password_of
from feedtui.digest.unsent import Unsent

MAIL = Mail(host="mail.feeds.example", user="me")


def command(code: str) -> Mail:
    """Return settings whose command runs some Python."""
    return Mail(host="mail.feeds.example", user="me", password_command=(sys.executable, "-c", code))


def test_the_first_line_of_a_command() -> None:
    """Further lines are other fields, as `pass` keeps them; spaces may be part of a password."""
    assert password_of(command("print(' correct horse ', 'user: me', sep='\\n')")) == " correct horse "


@pytest.mark.parametrize(
    ("mail", "told"),
    [
        (command("print()"), "printed nothing"),
        (command("pass"), "printed nothing"),
        (command("print('secret'); raise SystemExit(3)"), "ended with 3"),
        (Mail(user="me", password_command=("/none/pass", "secret")), "/none/pass cannot be run (No such file"),
        (Mail(user="me", password_command=("pass\0", "secret")), "pass cannot be run"),
    ],
)
def test_a_command_that_gives_none(mail: Mail, told: str) -> None:
    """It is named; its arguments and what it printed are not."""
    with pytest.raises(Unsent) as caught:
        password_of(mail)
    assert told in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "Nothing was marked as shown. Check password_command." in str(caught.value)


class Ring:
    """A keyring with one password."""

    def __init__(self, kept: dict[tuple[str, str], str]) -> None:
        self.kept = kept

    def get_password(self, service: str, user: str) -> str | None:
        """Return it to whoever asks for the right one."""
        return self.kept.get((service, user))


def test_a_password_in_the_systems_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is kept for one user at one server; for another there is none, and how to set it is told."""
    keyring = pytest.importorskip("keyring")
    monkeypatch.setattr(keyring, "get_password", Ring({("feedtui:mail.feeds.example", "me"): "secret"}).get_password)
    assert password_of(MAIL) == "secret"
    with pytest.raises(Unsent, match=r"keyring set feedtui:mail\.feeds\.example you, or"):
        password_of(Mail(host="mail.feeds.example", user="you"))


def test_a_keyring_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Locked, or there is none on this system."""
    keyring = pytest.importorskip("keyring")

    def locked(*_: Any) -> None:
        raise keyring.errors.KeyringLocked("it is locked")

    monkeypatch.setattr(keyring, "get_password", locked)
    with pytest.raises(Unsent, match=r"the keyring does not answer \(it is locked\)"):
        password_of(MAIL)


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """What to install is told."""
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(Unsent, match=r"Install feedtui\[keyring\]"):
        password_of(MAIL)
