"""The common part of the stand-in servers: real HTTP on loopback, a log of what was asked, and misbehaviour.

with ArXiv(World(1, date(2026, 11, 24))) as arxiv:
    arxiv.misbehave("/rss/*", too_many(retry_after=30), times=1)
    ...  # ask arxiv.base + "/rss/cs.CL"
    assert [request.path for request in arxiv.log] == ["/rss/cs.CL"]
"""

from __future__ import annotations

import json
import os
import re
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from fnmatch import fnmatchcase
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asked; header names are in lower case, `at` is in seconds of `time.monotonic`.

    `query` has the last value of each parameter, those of a form that was posted too. Requests that came over
    one connection have the same `connection`.
    """

    method: str
    target: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    at: float
    connection: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server says; `kind` is the media type."""

    body: bytes = b""
    kind: str = "text/plain; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def json_answer(found: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """Answer with JSON."""
    body = json.dumps(found, ensure_ascii=False).encode()
    return Answer(body, "application/json; charset=utf-8", status, headers or {})


def revalidated(request: Request, answer: Answer) -> Answer:
    """Return 304 in place of an answer that the client has, by its `ETag`, else by its `Last-Modified`."""
    tag, modified = answer.headers.get("ETag"), answer.headers.get("Last-Modified")
    had, since = request.headers.get("if-none-match"), request.headers.get("if-modified-since")
    if had is not None:
        same = tag in [one.strip().removeprefix("W/") for one in had.split(",")]
    else:
        same = bool(modified and since) and parsedate_to_datetime(str(modified)) <= parsedate_to_datetime(str(since))
    return replace(answer, status=304, body=b"") if same and answer.status == 200 else answer


def ranged(request: Request, answer: Answer) -> Answer:
    """Return a part of an answer that has an `ETag`: from a byte on, if the client has the beginning of this one."""
    asked = re.fullmatch(r"bytes=(\d+)-", request.headers.get("range", ""))
    if not asked or request.headers.get("if-range", answer.headers["ETag"]) != answer.headers["ETag"]:
        return answer
    start, size = int(asked[1]), len(answer.body)
    if start >= size:
        return replace(answer, body=b"", status=416, headers={"Content-Range": f"bytes */{size}"})
    part = {**answer.headers, "Content-Range": f"bytes {start}-{size - 1}/{size}"}
    return replace(answer, body=answer.body[start:], status=206, headers=part)


class StoppedError(Exception):
    """The server stops, whatever is still being said."""


class Exchange(BaseHTTPRequestHandler):
    """One connection; a misbehaviour writes its answer with `send`, or piece by piece after `begin`."""

    protocol_version = "HTTP/1.1"
    server: _Server
    request_now: Request

    def send(self, answer: Answer) -> None:
        """Answer as it should be."""
        length = {} if answer.status == 304 else {"Content-Length": str(len(answer.body))}
        self.begin(replace(answer, headers={**answer.headers, **length}))
        self.write(answer.body)

    def begin(self, answer: Answer, *, last: bool = False) -> None:
        """Send status and headers; if it is the `last` answer, the connection ends behind it."""
        self.send_response(answer.status)
        for name, value in {"Content-Type": answer.kind, **answer.headers}.items():
            self.send_header(name, value)
        if last:
            self.send_header("Connection", "close")
        self.end_headers()

    def write(self, data: bytes) -> None:
        """Send some of the body."""
        if self.command != "HEAD":
            self.wfile.write(data)

    def pause(self, seconds: float | None = None) -> None:
        """Wait, for ever if not told for how long; a server that stops ends the wait."""
        if self.server.owner.stopping.wait(seconds):
            raise StoppedError

    def reset(self) -> None:
        """Break the connection, so that the client's system sees a reset."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        os.close(self.connection.detach())

    def do_GET(self) -> None:
        """Log the request and answer it, or misbehave."""
        url = urlsplit(self.path)
        form = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode("ascii", "replace")
        self.request_now = Request(
            method=self.command,
            target=self.path,
            path=unquote(url.path),
            query=dict(parse_qsl(url.query, keep_blank_values=True) + parse_qsl(form, keep_blank_values=True)),
            headers={name.lower(): value for name, value in self.headers.items()},
            at=time.monotonic(),
            connection=self.client_address[1],
        )
        try:
            self.server.owner.meet(self, self.request_now)
        except (ConnectionError, StoppedError):
            self.close_connection = True

    do_HEAD = do_POST = do_GET

    def log_message(self, *_: object) -> None:
        """Keep quiet; the log is the server's."""


Misbehaviour = Callable[[Exchange, Answer], None]
"""Says an answer wrongly; misbehaviour.py has some."""


@dataclass(slots=True)
class _Switch:
    """A misbehaviour on some paths, from the request number `after` on, for `times` requests."""

    paths: str
    misbehaviour: Misbehaviour
    after: int
    times: float

    def takes(self, path: str) -> bool:
        if not fnmatchcase(path, self.paths):
            return False
        self.after -= 1
        if self.after < 0:
            self.times -= 1
        return self.after < 0 <= self.times


class StandIn:
    """A server on a port of its own at 127.0.0.1; `with` starts and stops it.

    `base` is its URL, `log` what was asked so far, `busiest` how many requests were under way at once at most.
    """

    def __init__(self) -> None:
        self.log: list[Request] = []
        self.busiest = 0
        self.stopping = threading.Event()
        self._busy = 0
        self._switches: list[_Switch] = []
        self._lock = threading.Lock()
        self._server = _Server(self)
        self.base = f"http://127.0.0.1:{self._server.server_port}"

    def answer(self, request: Request) -> Answer:
        """Return what to say to a request; this is what a server is."""
        raise NotImplementedError

    def misbehave(self, paths: str, how: Misbehaviour, *, after: int = 0, times: float = float("inf")) -> None:
        """Misbehave on the paths that match, `*` and `?` being wildcards, after some requests, for so many times.

        The last one set comes first; where it does not apply any more, an earlier one does.
        """
        with self._lock:
            self._switches.insert(0, _Switch(paths, how, after, times))

    def behave(self) -> None:
        """Be good on all paths again."""
        with self._lock:
            self._switches.clear()

    def meet(self, exchange: Exchange, request: Request) -> None:
        """Log one request and answer it."""
        with self._lock:
            self.log.append(request)
            self._busy += 1
            self.busiest = max(self.busiest, self._busy)
            switch = next((switch for switch in self._switches if switch.takes(request.path)), None)
        try:
            answer = self.answer(request)
            if switch:
                switch.misbehaviour(exchange, answer)
            else:
                exchange.send(answer)
        finally:
            with self._lock:
                self._busy -= 1

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopping.set()
        self._server.stop()
        if self._server.fault and not error:
            raise self._server.fault


class _Server(ThreadingHTTPServer):
    """Keeps its open connections, so that a stop ends every thread; `fault` is the first error of its own code."""

    daemon_threads = False
    request_queue_size = 64
    fault: BaseException | None = None

    def __init__(self, owner: StandIn) -> None:
        self.owner = owner
        self.open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", 0), Exchange)

    def stop(self) -> None:
        """Close the door, then every connection, and wait for their threads."""
        self.shutdown()
        for connection in tuple(self.open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                self.open.discard(connection)
        self.server_close()

    def get_request(self) -> tuple[socket.socket, Any]:
        """Take a connection."""
        connection, address = super().get_request()
        self.open.add(connection)
        return connection, address

    def shutdown_request(self, request: Any) -> None:
        """End a connection."""
        self.open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep an error for `with` to raise, unless a client went away."""
        error = sys.exception()
        if not isinstance(error, ConnectionError):
            self.fault = self.fault or error
