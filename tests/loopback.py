"""Web servers on loopback that answer as a test says, and a clock that a test moves."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

HERE = "127.0.0.1"

# A key and a certificate for feeds.example, good until 2120, made for these tests and of no worth anywhere else.
CERTIFICATE = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgwT+zVT2njFQvR2an
l4pKHRdE5Y8oyHcnsx21nfRrHq2hRANCAAT+91uPE2fhgbALyJhJCtqy4zu+yI+s
zuhq0aoYTduPUvvk+iUD2ki948DAOlPHY9/SeyOK1ywwOVMRLUU4WCnH
-----END PRIVATE KEY-----
-----BEGIN CERTIFICATE-----
MIIBbTCCAROgAwIBAgIBATAKBggqhkjOPQQDAjAYMRYwFAYDVQQDDA1mZWVkcy5l
eGFtcGxlMCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAYMRYwFAYD
VQQDDA1mZWVkcy5leGFtcGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE/vdb
jxNn4YGwC8iYSQrasuM7vsiPrM7oatGqGE3bj1L75PolA9pIvePAwDpTx2Pf0nsj
itcsMDlTES1FOFgpx6NMMEowGAYDVR0RBBEwD4INZmVlZHMuZXhhbXBsZTAPBgNV
HRMBAf8EBTADAQH/MB0GA1UdDgQWBBSSOIsFUHE6CE5unbX8LQRrw4JOzzAKBggq
hkjOPQQDAgNIADBFAiBKdhF+2HddKniB5qfNrf3AbGoLLl9afgr6Z7txDMK83wIh
AOy+8QJKXQmc096peC4lW6Iq81pVJH2hp3t8NPwmib6R
-----END CERTIFICATE-----
"""


@dataclass(frozen=True)
class Asked:
    """One request: its path with the query, its headers by lower-case name."""

    path: str
    headers: Mapping[str, str]


@dataclass
class Site:
    """A server that runs, and what was asked of it."""

    port: int
    asked: list[Asked] = field(default_factory=list)

    def at(self, path: str = "/", host: str = HERE) -> str:
        """Return the address of a path."""
        return f"http://{host}:{self.port}{path}"


Answering = Callable[[Asked, asyncio.StreamWriter], Awaitable[None]]


def answer(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """Return a whole HTTP answer; underscores in the names of headers stand for hyphens."""
    named = {"content_length": str(len(body)), "connection": "close", **headers}
    lines = [f"HTTP/1.1 {status}", *(f"{name.replace('_', '-')}: {value}" for name, value in named.items() if value)]
    return "\r\n".join([*lines, "", ""]).encode() + body


def redirect(location: str, status: str = "302 Found") -> bytes:
    """Return an answer that leads elsewhere."""
    return answer(status=status, location=location)


def always(*answers: bytes) -> Answering:
    """Answer with each of some answers in turn, then with the last for ever."""
    left = list(answers)

    async def give(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(left.pop(0) if len(left) > 1 else left[0])

    return give


def by_path(answers: Mapping[str, bytes]) -> Answering:
    """Answer by path, and with 404 where there is none."""

    async def give(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(answers.get(asked.path, answer(b"no such page", "404 Not Found")))

    return give


@asynccontextmanager
async def serving(answering: Answering, secure: ssl.SSLContext | None = None) -> AsyncIterator[Site]:
    """Run a server on a free port of loopback, with TLS if it is given a certificate."""
    under_way: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        under_way.add(task)
        try:
            asked = await _question(reader)
            site.asked.append(asked)
            await answering(asked, writer)
            await writer.drain()
            writer.close()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            writer.transport.abort()
        finally:
            under_way.discard(task)

    server = await asyncio.start_server(serve, HERE, 0, ssl=secure)
    site = Site(server.sockets[0].getsockname()[1])
    try:
        yield site
    finally:
        server.close()
        for task in list(under_way):
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)


async def _question(reader: asyncio.StreamReader) -> Asked:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    pairs = (line.split(": ", 1) for line in head[1:] if line)
    return Asked(head[0].split(" ")[1], {name.lower(): value for name, value in pairs})


def certified(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """Return what a server for feeds.example needs, and the file by which its certificate can be trusted."""
    pem = folder / "feeds.pem"
    pem.write_text(CERTIFICATE, encoding="ascii")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context, pem


class Clock:
    """A clock that stands still but for those who sleep by it."""

    def __init__(self, now: float = 1_700_000_000.0) -> None:
        self.now = now
        self.slept: list[float] = []

    def __call__(self) -> float:
        """Return the time, in seconds of the epoch."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Let the time pass at once."""
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)
