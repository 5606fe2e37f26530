"""Each misbehaviour of the stand-in servers, as a plain client sees it on the wire."""

from __future__ import annotations

import gzip
import re
import socket
import threading
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from http.client import HTTPConnection, HTTPException, IncompleteRead

import pytest

from standin import misbehaviour as bad
from standin.client import Reply, ask
from standin.publisher import Publisher
from standin.server import Answer, Request, StandIn
from standin.world import World

WORLD = World(1, date(2026, 11, 24))
FEED = "/journal.rss"


@pytest.fixture
def server() -> Iterator[Publisher]:
    """Return a publisher that can be told to misbehave."""
    with Publisher(WORLD) as publisher:
        yield publisher


def get(server: StandIn, target: str = FEED) -> Reply:
    """Return an answer that comes in one piece."""
    return ask(server.base, target)


def dial(server: StandIn, target: str = FEED) -> socket.socket:
    """Return a connection over which one request was sent."""
    host, _, port = server.base.removeprefix("http://").partition(":")
    connection = socket.create_connection((host, int(port)), timeout=20)
    connection.sendall(f"GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
    return connection


def body_of(connection: socket.socket, length: int) -> bytes:
    """Return so many bytes of a body, before its end."""
    data = b""
    while b"\r\n\r\n" not in data or len(data.partition(b"\r\n\r\n")[2]) < length:
        piece = connection.recv(65_536)
        assert piece, "the answer ended"
        data += piece
    return data.partition(b"\r\n\r\n")[2]


def test_good_by_default_and_again(server: Publisher) -> None:
    """A switch is on until it is turned off."""
    good = get(server)
    server.misbehave("/*", bad.failing(503))
    assert get(server).status == 503
    server.behave()
    assert get(server).body == good.body


def test_some_requests_only(server: Publisher) -> None:
    """A switch can spare the first requests and end by itself."""
    server.misbehave("/*.rss", bad.failing(500), after=1, times=2)
    assert [get(server).status for _ in range(5)] == [200, 500, 500, 200, 200]
    assert get(server, "/lab.atom").status == 200


def test_drip(server: Publisher) -> None:
    """The body comes byte by byte, and then again."""
    good = get(server).body
    server.misbehave(FEED, bad.drip(pace=0))
    with dial(server) as connection:
        assert body_of(connection, len(good) + 100)[: len(good) + 100] == good + good[:100]


def test_endless(server: Publisher) -> None:
    """Behind the body blanks come without end."""
    good = get(server).body
    server.misbehave(FEED, bad.endless())
    with dial(server) as connection:
        assert body_of(connection, len(good) + 4_000_000).startswith(good + b"   ")


def test_gzip(server: Publisher) -> None:
    """The body is the same, packed."""
    good = get(server).body
    server.misbehave(FEED, bad.gzipped())
    _, headers, body = get(server)
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == good


def test_gzip_bomb(server: Publisher) -> None:
    """Little on the wire, much unpacked."""
    good = get(server).body
    server.misbehave(FEED, bad.gzip_bomb(mebibytes=8))
    body = get(server).body
    assert len(body) < 40_000
    blown = zlib.decompress(body, zlib.MAX_WBITS | 16)
    assert blown.startswith(good)
    assert len(blown) == len(good) + 8 * bad.MEBIBYTE


def test_huge(server: Publisher) -> None:
    """The length is said and kept."""
    server.misbehave(FEED, bad.huge(mebibytes=3))
    _, headers, body = get(server)
    assert len(body) == int(headers["Content-Length"]) > 3 * bad.MEBIBYTE


@pytest.mark.parametrize(("to", "status"), [("file:///etc/passwd", 302), ("http://10.0.0.1/x", 302), ("/new", 301)])
def test_redirect(server: Publisher, to: str, status: int) -> None:
    """The client is sent anywhere."""
    server.misbehave(FEED, bad.redirect(to, status))
    found, headers, _ = get(server)
    assert (found, headers["Location"]) == (status, to)


def test_redirect_loop(server: Publisher) -> None:
    """There is no end, and no address comes twice."""
    server.misbehave(FEED, bad.redirect_loop())
    target, seen = FEED, set()
    for _ in range(30):
        seen.add(target)
        status, headers, _ = get(server, target)
        assert status == 302
        target = headers["Location"]
    assert len(seen) == 30


def test_too_many(server: Publisher) -> None:
    """How long to wait is said in seconds, as a date, or not at all."""
    server.misbehave(FEED, bad.too_many(retry_after=30))
    status, headers, _ = get(server)
    assert (status, headers["Retry-After"]) == (429, "30")
    server.misbehave(FEED, bad.too_many(retry_after=datetime(2026, 11, 24, 12, 0, tzinfo=UTC)))
    assert get(server).headers["Retry-After"] == "Tue, 24 Nov 2026 12:00:00 GMT"
    server.misbehave(FEED, bad.too_many())
    assert "Retry-After" not in get(server).headers


def test_truncated(server: Publisher) -> None:
    """Half of what was promised comes."""
    good = get(server).body
    server.misbehave(FEED, bad.truncated())
    with pytest.raises(IncompleteRead) as caught:
        get(server)
    assert caught.value.partial == good[: len(good) // 2]


def test_cut_chunked(server: Publisher) -> None:
    """The connection ends within a chunk."""
    good = get(server).body
    server.misbehave(FEED, bad.cut_chunked())
    with pytest.raises(IncompleteRead) as caught:
        get(server)
    assert caught.value.partial.startswith(good[:100])


def test_charset(server: Publisher) -> None:
    """The header lies, the body is the same."""
    good = get(server).body
    server.misbehave(FEED, bad.charset("utf-16"))
    _, headers, body = get(server)
    assert headers["Content-Type"] == "application/rss+xml; charset=utf-16"
    assert body == good


def test_page_in_place_of_a_feed(server: Publisher) -> None:
    """HTML comes where a feed should, with 200 or 503."""
    server.misbehave(FEED, bad.page())
    status, headers, body = get(server)
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert b"Are you human?" in body
    server.misbehave(FEED, bad.page(bad.MAINTENANCE, 503))
    assert get(server).status == 503


def test_empty(server: Publisher) -> None:
    """All is well, but nothing is in it."""
    server.misbehave(FEED, bad.empty())
    assert get(server)[::2] == (200, b"")


def test_slow(server: Publisher) -> None:
    """The answer is good and late."""
    server.misbehave(FEED, bad.slow(0.2))
    began = time.monotonic()
    assert get(server).status == 200
    assert time.monotonic() - began >= 0.2


def test_reset(server: Publisher) -> None:
    """The client's system sees a reset."""
    server.misbehave(FEED, bad.reset())
    with dial(server) as connection, pytest.raises(ConnectionResetError):
        connection.recv(1)


def test_a_stop_ends_what_hangs() -> None:
    """A server that stops does not wait for its clients."""
    with Publisher(WORLD) as server:
        server.misbehave(FEED, bad.hang())
        hanging, dripping, idle = dial(server), dial(server, "/bad/drip"), HTTPConnection(server.base[7:])
        server.misbehave("/bad/drip", bad.drip())
        idle.request("GET", "/lab.atom")
        idle.getresponse().read()
        hanging.settimeout(0.1)
        with pytest.raises(TimeoutError):
            hanging.recv(1)
        hanging.settimeout(20)
        began = time.monotonic()
    assert time.monotonic() - began < 5
    assert hanging.recv(1) == b""
    for connection in (hanging, dripping, idle):
        connection.close()


def test_the_log_says_what_was_asked(server: Publisher) -> None:
    """Requests, their forms and connections are in the log, and how many came at once."""
    server.misbehave("/lab.atom", bad.slow(0.3))
    clients = [threading.Thread(target=get, args=(server, f"/lab.atom?n={number}")) for number in range(3)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    connection = HTTPConnection(server.base.removeprefix("http://"), timeout=20)
    for _ in range(2):
        connection.request("POST", "/?a=1", body="b=2&c=%C3%A9", headers={"User-Agent": "feedtui/1"})
        connection.getresponse().read()
    connection.close()
    *parallel, first, second = server.log
    assert {request.target for request in parallel} == {f"/lab.atom?n={number}" for number in range(3)}
    assert server.busiest == 3
    assert (first.method, first.path, first.query) == ("POST", "/", {"a": "1", "b": "2", "c": "é"})
    assert first.headers["user-agent"] == "feedtui/1"
    assert first.connection == second.connection
    assert first.at < second.at


class Broken(StandIn):
    """A server with an error in its own code."""

    def answer(self, request: Request) -> Answer:
        """Fail."""
        raise LookupError(request.path)


def test_an_error_of_the_server_itself_is_not_lost() -> None:
    """A bug of a stand-in is the test's failure."""
    with pytest.raises(LookupError, match=re.escape("/x")), Broken() as server, pytest.raises(HTTPException):
        get(server, "/x")
