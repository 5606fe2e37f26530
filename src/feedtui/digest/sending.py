"""Hands a message to the reader's mail server, or to a program that takes mail as sendmail does.

It is sent when the server has said that it has it, for every one of its readers; else `Unsent` tells why not.
"""

from __future__ import annotations

import smtplib
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from feedtui.config import Mail
from feedtui.digest.message import address_of
from feedtui.digest.password import password_of
from feedtui.digest.unsent import Unsent, reason
from feedtui.papers.text import clean_line
from feedtui.paths import path_of

PORTS = {"tls": 465, "starttls": 587, "none": 25}
"""The port of each kind of security, where the settings name none (RFC 8314, 6409)."""

_PATIENCE = 30.0
"""Seconds for which a server's answer is waited for."""
_PROGRAM_PATIENCE = 120.0
"""Seconds that a program may take to pass a message on."""
_HERE = ("localhost", "127.0.0.1", "::1")
_SHOWN = 300
"""Characters of an answer that are told."""
_GREETING = "[127.0.0.1]"
"""The name that servers are greeted with: the machine's own is nobody's business, and looking it up may take long."""
_AGAIN = "Run the digest again later; it will hold the same papers."


def check(mail: Mail, file: Path) -> None:
    """Raise `Unsent` where settings are missing or do not go together."""
    remedy = f"Mend it in the table [mail] of {file}."
    if bool(mail.host) == bool(mail.sendmail):
        raise Unsent(
            f"{'both' if mail.host else 'neither'} host {'and' if mail.host else 'nor'} sendmail is set", remedy
        )
    if not mail.to:
        raise Unsent("to is not set, so it would reach nobody", remedy)
    for name, written in (("from", mail.sender), *(("to", one) for one in mail.to)):
        if not written:
            raise Unsent(f"{name} is not set", remedy)
        if address_of(written) is None:
            raise Unsent(f"{name} names no mail address: {clean_line(written)}", remedy)
    if mail.user and mail.security == "none" and mail.host not in _HERE:
        why = f'with security = "none" anybody could read the password on its way to {clean_line(mail.host)}'
        raise Unsent(why, f'Set security to "tls" or "starttls" in the table [mail] of {file}.')


def send(message: EmailMessage, mail: Mail) -> None:
    """Send a message as settings that passed `check` say; raises `Unsent`."""
    if mail.sendmail:
        _hand_over(message, mail)
        return
    password = password_of(mail) if mail.user else ""
    with _telling(clean_line(mail.host), password):
        smtp = _connected(mail)
        try:
            if mail.user:
                _log_in(smtp, mail, password)
            _give(smtp, message, mail)
        finally:
            # What is said after the message was taken changes nothing.
            with suppress(OSError, smtplib.SMTPException):
                smtp.quit()
            smtp.close()


def _connected(mail: Mail) -> smtplib.SMTP:
    """Return a connection that is as safe as was asked for."""
    port = mail.port or PORTS[mail.security]
    context = ssl.create_default_context()
    if mail.security == "tls":
        return smtplib.SMTP_SSL(mail.host, port, _GREETING, timeout=_PATIENCE, context=context)
    smtp = smtplib.SMTP(mail.host, port, _GREETING, timeout=_PATIENCE)
    try:
        if mail.security == "starttls":
            smtp.ehlo_or_helo_if_needed()
            if not smtp.has_extn("starttls"):
                why = f"{clean_line(mail.host)} does not offer STARTTLS, and nothing is sent in the clear"
                raise Unsent(why, 'Try security = "tls", or ask whoever runs the server.')
            smtp.starttls(context=context)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _log_in(smtp: smtplib.SMTP, mail: Mail, password: str) -> None:
    server, user = clean_line(mail.host), clean_line(mail.user)
    try:
        smtp.login(mail.user, password)
    except smtplib.SMTPAuthenticationError as error:
        told = _said(error.smtp_code, error.smtp_error, password)
        remedy = "Check user and password; some servers want a password of its own for each program."
        raise Unsent(f"{server} refused the login of {user} ({told})", remedy) from None
    except smtplib.SMTPNotSupportedError:
        raise Unsent(f"{server} takes no login", "Leave user out of the settings.") from None
    except UnicodeError:
        # The error itself shows the password.
        raise Unsent(f"user or password has letters that a login to {server} cannot carry", "Change it.") from None


def _give(smtp: smtplib.SMTP, message: EmailMessage, mail: Mail) -> None:
    """Give the message for all of its readers, or for none."""
    sender, *readers = _addresses(mail)
    smtp.ehlo_or_helo_if_needed()
    code, said = smtp.mail(sender)
    if code != 250:
        raise smtplib.SMTPSenderRefused(code, said, sender)
    for reader in readers:
        code, said = smtp.rcpt(reader)
        if code not in (250, 251):
            raise smtplib.SMTPRecipientsRefused({reader: (code, said)})
    code, said = smtp.data(message.as_bytes(policy=SMTP))
    if code != 250:
        raise smtplib.SMTPDataError(code, said)


@contextmanager
def _telling(server: str, password: str) -> Iterator[None]:
    """Tell what goes wrong with a server as `Unsent`."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        ((reader, (code, said)),) = error.recipients.items()
        raise Unsent(f"{server} refused the reader {reader} ({_said(code, said, password)})", "Check to.") from None
    except smtplib.SMTPSenderRefused as error:
        told = _said(error.smtp_code, error.smtp_error, password)
        remedy = "Check from, and whether the server wants a login (user)."
        raise Unsent(f"{server} refused the sender {error.sender} ({told})", remedy) from None
    except smtplib.SMTPServerDisconnected as error:
        raise Unsent(f"{server} {'did not answer in time' if _is_late(error) else 'hung up'}", _AGAIN) from None
    except smtplib.SMTPResponseException as error:
        raise Unsent(f"{server} answered {_said(error.smtp_code, error.smtp_error, password)}", _AGAIN) from None
    except ssl.SSLCertVerificationError as error:
        why = f"the certificate of {server} is not trusted ({clean_line(error.verify_message).rstrip('.')})"
        raise Unsent(why, "Check host; SSL_CERT_FILE can name further authorities.") from None
    except ssl.SSLError as error:
        why = clean_line(error.reason or str(error))
        raise Unsent(f"no TLS can be made with {server} ({why})", "Check port and security.") from None
    except (OSError, smtplib.SMTPException) as error:
        why = "it did not answer in time" if _is_late(error) else clean_line(reason(error)).rstrip(".")
        raise Unsent(f"{server} cannot be used ({why})", f"Check host and port. {_AGAIN}") from None
    except ValueError:
        raise Unsent(f"{server} is no name of a server", "Check host.") from None


def _said(code: int, said: bytes | str, password: str) -> str:
    """Return what a server said, in one line; should it repeat a password, without that."""
    told = clean_line(said.decode("utf-8", "replace") if isinstance(said, bytes) else said)
    told = told.replace(password, "…") if password else told
    return f"{code} {told[:_SHOWN]}".rstrip(" .")


def _is_late(error: Exception) -> bool:
    # smtplib tells of a late answer as it does of a lost connection.
    return isinstance(error, TimeoutError) or str(error).endswith("timed out")


def _addresses(mail: Mail) -> list[str]:
    """Return the sender, then the readers."""
    return [address.addr_spec for address in map(address_of, (mail.sender, *mail.to)) if address]


def _hand_over(message: EmailMessage, mail: Mail) -> None:
    """Give the message to a program, with its readers as arguments."""
    sender, *readers = _addresses(mail)
    program = str(path_of(mail.sendmail))
    shown = clean_line(program)
    # A local program wants the system's own ends of lines.
    body = message.as_bytes(policy=SMTP.clone(linesep="\n"))
    words = [program, "-i", "-f", sender, *readers]
    try:
        done = subprocess.run(words, input=body, capture_output=True, timeout=_PROGRAM_PATIENCE)
    except subprocess.TimeoutExpired:
        raise Unsent(f"{shown} did not end in {_PROGRAM_PATIENCE:g} seconds", _AGAIN) from None
    except (OSError, ValueError) as error:
        raise Unsent(f"{shown} cannot be run ({clean_line(reason(error))})", "Check sendmail.") from None
    if done.returncode:
        said = clean_line((done.stderr or done.stdout).decode("utf-8", "replace"))[:_SHOWN]
        raise Unsent(f"{shown} ended with {done.returncode}{f' ({said})' if said else ''}", _AGAIN)
