"""What servers do wrong, each a misbehaviour for `StandIn.misbehave`.

Drips, hangs and floods go on until the client leaves or the server stops.
"""

from __future__ import annotations

import gzip
import zlib
from dataclasses import replace
from datetime import datetime
from email.utils import format_datetime
from itertools import count, cycle

from standin.server import Answer, Exchange, Misbehaviour

MEBIBYTE = 1 << 20

CAPTCHA = """<!doctype html><html lang="en"><head><title>Just a moment...</title></head>
<body><h1>Are you human?</h1><p>Tick the box to go on.</p><form><input type="checkbox"></form></body></html>"""
MAINTENANCE = """<!doctype html><html lang="en"><head><title>Down for maintenance</title></head>
<body><h1>We will be back soon</h1><p>This site is being mended.</p></body></html>"""


def drip(pace: float = 1.0) -> Misbehaviour:
    """Send a byte of the body, over and over, every `pace` seconds."""

    def say(exchange: Exchange, answer: Answer) -> None:
        exchange.begin(answer, last=True)
        for byte in cycle(answer.body or b" "):
            exchange.write(bytes((byte,)))
            exchange.pause(pace)

    return say


def endless() -> Misbehaviour:
    """Send the body, then blanks without end."""

    def say(exchange: Exchange, answer: Answer) -> None:
        exchange.begin(answer, last=True)
        exchange.write(answer.body)
        while True:
            exchange.write(b" " * 65_536)
            exchange.pause(0)

    return say


def gzipped() -> Misbehaviour:
    """Send the body compressed, which is no harm."""

    def say(exchange: Exchange, answer: Answer) -> None:
        headers = {**answer.headers, "Content-Encoding": "gzip"}
        exchange.send(replace(answer, body=gzip.compress(answer.body, mtime=0), headers=headers))

    return say


def gzip_bomb(mebibytes: int = 1024) -> Misbehaviour:
    """Send the body and so many MiB of blanks, a thousandth as long on the wire."""

    def say(exchange: Exchange, answer: Answer) -> None:
        exchange.begin(replace(answer, headers={**answer.headers, "Content-Encoding": "gzip"}), last=True)
        packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
        exchange.write(packer.compress(answer.body))
        for _ in range(mebibytes):
            exchange.write(packer.compress(b" " * MEBIBYTE))
        exchange.write(packer.flush())

    return say


def huge(mebibytes: int = 64) -> Misbehaviour:
    """Send the body and so many MiB of blanks, with the length said beforehand."""

    def say(exchange: Exchange, answer: Answer) -> None:
        length = len(answer.body) + mebibytes * MEBIBYTE
        exchange.begin(replace(answer, headers={**answer.headers, "Content-Length": str(length)}))
        exchange.write(answer.body)
        for _ in range(mebibytes):
            exchange.write(b" " * MEBIBYTE)

    return say


def redirect(to: str, status: int = 302) -> Misbehaviour:
    """Send the client elsewhere: another path, another server, `file:///etc/passwd`; 301 says for good."""

    def say(exchange: Exchange, _: Answer) -> None:
        exchange.send(Answer(status=status, headers={"Location": to}))

    return say


def redirect_loop() -> Misbehaviour:
    """Send the client round in a circle whose addresses are never the same."""
    turns = count(1)

    def say(exchange: Exchange, _: Answer) -> None:
        path = exchange.request_now.path
        exchange.send(Answer(status=302, headers={"Location": f"{path}?turn={next(turns)}"}))

    return say


def failing(status: int = 500) -> Misbehaviour:
    """Answer with an error, 500 or 503; `times=2` makes it well the third time."""

    def say(exchange: Exchange, _: Answer) -> None:
        exchange.send(Answer(f"Error {status}\n".encode(), status=status))

    return say


def too_many(retry_after: int | datetime | None = None) -> Misbehaviour:
    """Answer 429; `retry_after` is in seconds, or a time in UTC, which is sent as a date."""
    wait = format_datetime(retry_after, usegmt=True) if isinstance(retry_after, datetime) else str(retry_after)
    headers = {} if retry_after is None else {"Retry-After": wait}

    def say(exchange: Exchange, _: Answer) -> None:
        exchange.send(Answer(b"Too many requests\n", status=429, headers=headers))

    return say


def truncated() -> Misbehaviour:
    """Send half of the body that was promised."""

    def say(exchange: Exchange, answer: Answer) -> None:
        headers = {**answer.headers, "Content-Length": str(len(answer.body))}
        exchange.begin(replace(answer, headers=headers), last=True)
        exchange.write(answer.body[: len(answer.body) // 2])

    return say


def cut_chunked() -> Misbehaviour:
    """Send half of the body in chunks, and stop within one."""

    def say(exchange: Exchange, answer: Answer) -> None:
        half = answer.body[: len(answer.body) // 2]
        exchange.begin(replace(answer, headers={**answer.headers, "Transfer-Encoding": "chunked"}), last=True)
        exchange.write(b"%x\r\n%b\r\n" % (len(half), half))
        exchange.write(b"%x\r\n%b" % (len(half), half[:10]))

    return say


def charset(name: str = "utf-16") -> Misbehaviour:
    """Say a charset that is not the body's."""

    def say(exchange: Exchange, answer: Answer) -> None:
        exchange.send(replace(answer, kind=f"{answer.kind.partition(';')[0]}; charset={name}"))

    return say


def page(text: str = CAPTCHA, status: int = 200) -> Misbehaviour:
    """Send an HTML page in place of the answer."""

    def say(exchange: Exchange, _: Answer) -> None:
        exchange.send(Answer(text.encode(), "text/html; charset=utf-8", status))

    return say


def empty() -> Misbehaviour:
    """Send no body."""

    def say(exchange: Exchange, answer: Answer) -> None:
        exchange.send(replace(answer, body=b""))

    return say


def slow(seconds: float) -> Misbehaviour:
    """Answer well, after a while."""

    def say(exchange: Exchange, answer: Answer) -> None:
        exchange.pause(seconds)
        exchange.send(answer)

    return say


def hang() -> Misbehaviour:
    """Take the request and say nothing."""

    def say(exchange: Exchange, _: Answer) -> None:
        exchange.pause()

    return say


def reset() -> Misbehaviour:
    """Break the connection before a word."""

    def say(exchange: Exchange, _: Answer) -> None:
        exchange.reset()

    return say
