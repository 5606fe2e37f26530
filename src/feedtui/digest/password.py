"""The password of a mail server's user: what a command prints, or what the system's keyring keeps."""

from __future__ import annotations

import subprocess

from feedtui.config import Mail
from feedtui.digest.unsent import Unsent, reason
from feedtui.papers.text import clean_line
from feedtui.paths import path_of

_PATIENCE = 120.0
"""Seconds that the command may take, which may itself ask the reader for something."""


def password_of(mail: Mail) -> str:
    """Return the password of the user at the server; raises `Unsent` where there is none."""
    return _printed(mail) if mail.password_command else _kept(mail)


def _printed(mail: Mail) -> str:
    """Return the first line that the reader's command prints; its arguments are told to nobody."""
    program, *arguments = mail.password_command
    shown, remedy = clean_line(program), "Check password_command."
    words = [str(path_of(program)), *arguments]
    try:
        done = subprocess.run(words, stdout=subprocess.PIPE, timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        raise Unsent(f"{shown} gave no password in {_PATIENCE:g} seconds", remedy) from None
    except (OSError, ValueError) as error:
        raise Unsent(f"{shown} cannot be run ({clean_line(reason(error))})", remedy) from None
    password = (done.stdout.splitlines() or [b""])[0].decode("utf-8", "replace")
    if done.returncode or not password:
        told = f"ended with {done.returncode}" if done.returncode else "printed nothing"
        raise Unsent(f"{shown}, which gives the password, {told}", remedy)
    return password


def _kept(mail: Mail) -> str:
    """Return the password that the system keeps for this user at this server."""
    service, user = f"feedtui:{mail.host}", clean_line(mail.user)
    remedy = f"Run keyring set {clean_line(service)} {user}, or set password_command."
    try:
        import keyring
    except ImportError:
        remedy = "Install feedtui[keyring] to have it from the system's keyring, or set password_command."
        raise Unsent(f"there is no password for {user}", remedy) from None
    try:
        password = keyring.get_password(service, mail.user)
    except Exception as error:
        # Each system's keyring is reached through another library, with errors of its own.
        raise Unsent(f"the keyring does not answer ({clean_line(str(error)).rstrip('.')})", remedy) from None
    if not password:
        raise Unsent(f"the keyring holds no password for {user} at {clean_line(mail.host)}", remedy)
    return password
