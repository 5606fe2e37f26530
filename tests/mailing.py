"""Mail servers on loopback that take, refuse or drop what they are given."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from functools import cache
from pathlib import Path
from typing import Any, Literal

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from loopback import HERE

USER, PASSWORD = "reader@feeds.example", "correct horse"
Security = Literal["tls", "starttls", "none"]


@dataclass
class MailServer:
    """A server that runs: what it took, who logged in, and how it behaves."""

    port: int = 0
    security: Security = "tls"
    authority: Path = Path()
    taken: list[Envelope] = field(default_factory=list)
    logins: list[bytes] = field(default_factory=list)
    secure: list[bool] = field(default_factory=list)
    refused: str = ""
    """A reader whom it does not know."""
    answer: str = "250 taken"
    """What it says when it has a message; nothing: it hangs up."""

    def settings(self, *more: str, to: str = '"me@feeds.example"', login: bool = False) -> str:
        """Return the settings that lead here."""
        lines = ["[mail]", 'host = "localhost"', f"port = {self.port}", f'security = "{self.security}"']
        lines += ['from = "Feeds <feeds@feeds.example>"', f"to = {to}"]
        lines += [f'user = "{USER}"', f'password_command = ["echo", "{PASSWORD}"]'] if login else []
        return "\n".join([*lines, *more, ""])

    @property
    def messages(self) -> list[EmailMessage]:
        """The messages that it took."""
        read = [message_from_bytes(one.original_content or b"", policy=default) for one in self.taken]
        return [one for one in read if isinstance(one, EmailMessage)]

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a reader or refuse."""
        if address == self.refused:
            return "550 no such\x1b[2J reader"
        envelope.rcpt_tos.append(address)
        return "250 fine"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Take a message, or say why not, or go away."""
        if not self.answer:
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
            return ""
        if self.answer.startswith("250"):
            self.taken.append(envelope)
            self.secure.append(session.ssl is not None or self.security == "tls")
        return self.answer

    def log_in(self, server: SMTP, session: Session, envelope: Envelope, how: str, data: Any) -> AuthResult:
        """Let in whoever knows the password."""
        given = data.password if isinstance(data, LoginPassword) else b""
        self.logins.append(given)
        return AuthResult(success=given == PASSWORD.encode(), handled=False)


@cache
def _authority() -> trustme.CA:
    return trustme.CA()


@contextmanager
def mail_server(folder: Path, security: Security = "tls") -> Iterator[MailServer]:
    """Run a server on a free port of loopback; its certificate's authority is written into a folder."""
    there = MailServer(security=security, authority=folder / "authority.pem")
    _authority().cert_pem.write_to_path(str(there.authority))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    _authority().issue_cert("localhost").configure_cert(context)
    later = context if security == "starttls" else None
    loop = asyncio.new_event_loop()

    def protocol() -> SMTP:
        # With TLS from the start the server itself does not know that its connections are safe.
        return SMTP(
            there,
            hostname="localhost",
            tls_context=later,
            require_starttls=later is not None,
            authenticator=there.log_in,
            auth_require_tls=later is not None,
            loop=loop,
        )

    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    starting = loop.create_server(protocol, HERE, 0, ssl=context if security == "tls" else None)
    server = asyncio.run_coroutine_threadsafe(starting, loop).result(10)
    there.port = server.sockets[0].getsockname()[1]
    try:
        yield there
    finally:
        asyncio.run_coroutine_threadsafe(_closed(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _closed(server: asyncio.Server) -> None:
    """Close a server, and let those who still talk to it end."""
    server.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    # The transports close themselves one turn later.
    await asyncio.sleep(0)
