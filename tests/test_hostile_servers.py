"""Servers that do everything wrong: each answer is read as it is meant or refused with a sentence, at once."""

from __future__ import annotations

import asyncio
import gzip
import ssl
import time
import zlib
from collections.abc import AsyncIterator

import pytest

from feedtui.network.asking import Ask, Refused
from feedtui.network.fetcher import Fetcher
from feedtui.network.memory import Forgetful
from hostile_set import ACTING, acts
from loopback import HERE, Asked, Clock, always, answer, serving

BODY = b"<rss><channel><title>News</title></channel></rss>"
ZIPPED = gzip.compress(BODY, mtime=0)
SQUEEZED = zlib.compress(BODY)
RAW = zlib.compressobj(wbits=-15)
DEFLATED = RAW.compress(BODY) + RAW.flush()
OK = b"HTTP/1.1 200 OK\r\n"
LENGTH = b"Content-Length: %d\r\n" % len(BODY)
END = b"Connection: close\r\n\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"
CHUNK = b"%x\r\n%b\r\n0\r\n\r\n" % (len(BODY), BODY)
ZIPPED_CHUNK = b"%x\r\n%b\r\n0\r\n\r\n" % (len(ZIPPED), ZIPPED)

READ = {
    "100 before it": b"HTTP/1.1 100 Continue\r\n\r\n" + answer(BODY),
    "102 and 103 before it": b"HTTP/1.1 102 Hm\r\n\r\nHTTP/1.1 103 Hints\r\nLink: </x>\r\n\r\n" + answer(BODY),
    "203": answer(BODY, "203 Non-Authoritative Information"),
    "226": answer(BODY, "226 IM Used"),
    "no reason": b"HTTP/1.1 200\r\n" + LENGTH + END + BODY,
    "an odd reason": b"HTTP/1.1 200 \xff\xfe\xe9 [red]\r\n" + LENGTH + END + BODY,
    "HTTP/1.0": b"HTTP/1.0 200 OK\r\n\r\n" + BODY,
    "HTTP/9.9": b"HTTP/9.9 200 OK\r\n" + END + BODY,
    "no length": OK + END + BODY,
    "line feeds alone": OK.replace(b"\r", b"") + b"Connection: close\n\n" + BODY,
    "folded headers": OK + b"X-A: b\r\n  c\r\n" + LENGTH + END + BODY,
    "ninety headers": OK + b"".join(b"X-%d: y\r\n" % n for n in range(90)) + LENGTH + END + BODY,
    "bytes in headers": OK + b"X-A: \xff\xfe\xe9\r\n" + LENGTH + END + BODY,
    "the same length twice": OK + LENGTH * 2 + END + BODY,
    "more than its length": OK + LENGTH + END + BODY + b"HTTP/1.1 200 OK\r\n\r\nmore",
    "chunked": OK + CHUNKED + END + CHUNK,
    "chunked with extensions": OK + CHUNKED + END + b"%x;a=b\r\n%b\r\n0;c\r\nX-Trailer: d\r\n\r\n" % (len(BODY), BODY),
    "chunked, a byte a chunk": OK + CHUNKED + END + b"".join(b"1\r\n%c\r\n" % one for one in BODY) + b"0\r\n\r\n",
    "chunked in capitals": OK + b"TRANSFER-ENCODING: Chunked\r\n" + END + CHUNK,
    "gzip": answer(ZIPPED, content_encoding="gzip"),
    "gzip in two members": answer(gzip.compress(BODY[:9]) + gzip.compress(BODY[9:]), content_encoding="gzip"),
    "gzip with zeros behind": answer(ZIPPED + bytes(512), content_encoding="gzip"),
    "gzip in chunks": OK + CHUNKED + b"Content-Encoding: gzip\r\n" + END + ZIPPED_CHUNK,
    "deflate": answer(SQUEEZED, content_encoding="deflate"),
    "raw deflate": answer(DEFLATED, content_encoding="deflate"),
    "identity": answer(BODY, content_encoding="identity"),
    "no such type": answer(BODY, content_type="image/\x01png; charset=\x02"),
    "a cookie": answer(BODY, set_cookie="a=" + "b" * 9_000, strict_transport_security="max-age=1"),
    "a promise without end": answer(BODY, cache_control="max-age=" + "9" * 300, expires="-1", age="x"),
    "odd validators": answer(BODY, etag='W/"é\xa0' + "x" * 5_000 + '"', last_modified="Yesterday, or so"),
    "a range": answer(BODY, content_range="bytes 0-9/5"),
    "a refresh": answer(BODY, refresh="0; url=file:///etc/passwd"),
    "an empty length behind chunks": OK + CHUNKED + b"Content-Length: 0\r\n" + END + CHUNK,
    "a chunk with zeros before its length": OK + CHUNKED + END + b"0000%b" % CHUNK,
    "many encodings of nothing": answer(BODY, content_encoding="identity, identity"),
    "an empty encoding": answer(BODY, content_encoding=""),
    "an empty validator": answer(BODY, etag="", last_modified=""),
    "a validator of quotation marks": answer(BODY, etag='"' * 200, vary="*"),
    "thirty cookies": OK + b"Set-Cookie: a=b; Domain=.com\r\n" * 30 + LENGTH + END + BODY,
    "PNG by its type": answer(BODY, content_type="image/png"),
    "types twice": OK + b"Content-Type: text/html\r\nContent-Type: a\r\n" + LENGTH + END + BODY,
    "a file to keep": answer(BODY, content_disposition='attachment; filename="../../.bashrc"'),
    "an alternative": answer(BODY, alt_svc='h3=":1"', link="<file:///x>; rel=self"),
}  # fmt: skip
"""Answers that hold the body, however odd they are."""

REFUSED = {
    **{f"status {n}": answer(b"why", f"{n} {ACTING['title']!a}") for n in (101, 199, 206, 300, 304, 305, 400)},
    **{f"status {n}": answer(b"why", f"{n} No") for n in (306, 401)},
    **{f"status {n}": answer(b"why", f"{n} No") for n in (402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 418, 421)},
    **{f"status {n}": answer(b"why", f"{n} No") for n in (422, 425, 426, 428, 429, 431, 451, 499, 500, 501, 502, 503)},
    **{f"status {n}": answer(b"why", f"{n} No") for n in (504, 505, 507, 508, 511, 520, 521, 522, 525, 530, 599, 999)},
    **{
        f"429 until {after[:20]!r}": answer(b"", "429 No", retry_after=after)
        for after in (
            "-1", "0", "1e9", "1.5", "soon", "9" * 400, "٣", "Fri, 31 Dec 9999 23:59:59 GMT", "1 Jan 0000 00:00:00 GMT",
            "Thu, 01 Jan 1970 00:00:00 GMT", "Tue, 32 Foo 2026 25:61:61 GMT", "1, 2", "\x01",
        )
    },
    "nothing": b"",
    "a line break": b"\r\n\r\n",
    "half a status": b"HTTP/1.1 20",
    "a status and no end": OK,
    "half a header": OK + b"Content-Le",
    "status of letters": b"HTTP/1.1 abc OK\r\n" + END + BODY,
    "status of four figures": b"HTTP/1.1 2000 OK\r\n" + END + BODY,
    "status 0": b"HTTP/1.1 000 No\r\n" + END + BODY,
    "HTTP/0.9": BODY,
    "ICY": b"ICY 200 OK\r\n" + END + BODY,
    "a mail server": b"220 mail.example ESMTP\r\n",
    "a secure server": b"\x15\x03\x01\x00\x02\x02\x46",
    "HTTP/2": b"\x00\x00\x12\x04\x00\x00\x00\x00\x00",
    "a header of a megabyte": OK + b"X-A: " + b"x" * 1_000_000 + b"\r\n" + LENGTH + END + BODY,
    "headers without end": OK + b"X-A: y\r\n" * 100_000,
    "NUL in a header": OK + b"X-A: a\0b\r\n" + LENGTH + END + BODY,
    "a header without a name": OK + b": x\r\n" + LENGTH + END + BODY,
    "a space before the colon": OK + b"Content-Length : 5\r\n" + END + BODY,
    "two lengths": OK + b"Content-Length: 5\r\nContent-Length: 6\r\n" + END + BODY,
    "a length below nothing": OK + b"Content-Length: -1\r\n" + END + BODY,
    "a length of letters": OK + b"Content-Length: many\r\n" + END + BODY,
    "a length without end": OK + b"Content-Length: " + b"9" * 400 + b"\r\n" + END + BODY,
    "too short": OK + b"Content-Length: 1000\r\n" + END + BODY,
    "chunks of letters": OK + CHUNKED + END + b"zz\r\n" + BODY,
    "a chunk below nothing": OK + CHUNKED + END + b"-5\r\n" + BODY,
    "a chunk without end": OK + CHUNKED + END + b"ffffffffffffffff\r\n" + BODY,
    "a chunk longer than it says": OK + CHUNKED + END + b"3\r\n" + BODY + b"\r\n0\r\n\r\n",
    "no last chunk": OK + CHUNKED + END + CHUNK[:-5],
    "an extension without end": OK + CHUNKED + END + b"5;" + b"x" * 300_000,
    "packed for the way": OK + b"Transfer-Encoding: gzip, chunked\r\n" + END + ZIPPED_CHUNK,
    "a bomb in deflate": answer(zlib.compress(bytes(2**25)), content_encoding="deflate"),
    "a bomb of many members": answer(gzip.compress(bytes(2**16), mtime=0) * 600, content_encoding="gzip"),
    "gzip cut in its head": answer(ZIPPED[:5], content_encoding="gzip"),
    "two answers at once": b"HTTP/1.1 302 Found\r\nLocation: file:///x\r\n\r\n" + OK + LENGTH + END + BODY,
    "a redirect without an address": answer(status="301 Moved"),
    "two addresses to go to": b"HTTP/1.1 302 F\r\nLocation: /a\r\nLocation: file:///b\r\n" + END,
    "brotli": answer(b"\x0b\x02\x80abc\x03", content_encoding="br"),
    "zstd": answer(b"\x28\xb5\x2f\xfd", content_encoding="zstd"),
    "packed twice": answer(gzip.compress(ZIPPED), content_encoding="gzip, gzip"),
    "packed by nobody": answer(BODY, content_encoding="\x01x-evil"),
    "gzip that is none": answer(BODY, content_encoding="gzip"),
    "gzip cut off": answer(ZIPPED[:-9], content_encoding="gzip"),
    "gzip with a wrong sum": answer(ZIPPED[:-8] + bytes(8), content_encoding="gzip"),
    "gzip and more": answer(ZIPPED + b"more", content_encoding="gzip"),
    "deflate that is none": answer(b"\xff" * 50, content_encoding="deflate"),
    "a bomb": answer(gzip.compress(bytes(2**25)), content_encoding="gzip"),
    **{
        f"redirect to {to[:30]!r}": answer(status="302 Found", location=to)
        for to in (
            "file:///etc/passwd", "ftp://127.0.0.1/", "javascript:alert(1)", "data:text/xml,<rss/>",
            "gopher://x/1", "about:blank",
            "http://10.0.0.1/", "http://169.254.169.254/latest/meta-data", "http://[::1]/", "http://0x7f000001/",
            "http://localhost/",
            "http://127.1/", "http://2130706433/", "http://[::ffff:10.0.0.1]/", "http://user:word@127.0.0.1/",
            "http://127.0.0.1:0/",
            "http://127.0.0.1:99999/", "http:///path", "http://", "//", "http://[", "http://a b/", "http://\u2100/",
            "x" * 70_000, "/\x01", "http://127.0.0.1\x01/", "/same",
        )
    },
}  # fmt: skip
"""Answers that are no body, or not a whole one."""


CERTIFICATES = ssl.create_default_context()


@pytest.fixture
async def fetcher(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Fetcher]:
    """Yield a fetcher that never really waits for a turn; reading all certificates takes longer than these tests."""
    monkeypatch.setattr("httpx.create_ssl_context", lambda: CERTIFICATES)
    clock = Clock(time.time())
    async with Fetcher(Forgetful(), clock=clock, sleep=clock.sleep) as fetcher:
        yield fetcher


def sentence_of(refused: Refused) -> str:
    """Return a refusal's sentence, which is one for a reader."""
    sentence = str(refused)
    assert sentence.endswith(".")
    assert not acts(sentence)
    assert len(sentence) < 300
    return sentence


@pytest.mark.parametrize("given", READ.values(), ids=READ)
async def test_what_is_odd_is_read(fetcher: Fetcher, given: bytes) -> None:
    """The body comes as it was meant, the second time too, after what was remembered of the first."""
    async with serving(always(given)) as site:
        for _ in range(2):
            brought = await fetcher.fetch(Ask(site.at(), deadline=5), HERE, even_if_fresh=True)
            assert brought.data == BODY or brought.unchanged
            fetcher.took(brought)


@pytest.mark.parametrize("given", REFUSED.values(), ids=REFUSED)
async def test_what_is_wrong_is_refused(fetcher: Fetcher, given: bytes) -> None:
    """In a sentence, in time, and the next one that is asked is well."""
    begun = time.monotonic()
    async with serving(always(given)) as site, serving(always(answer(BODY))) as good:
        with pytest.raises(Refused) as refused:
            await fetcher.fetch(Ask(site.at(), deadline=1, most=2**20), HERE)
        assert (await fetcher.fetch(Ask(good.at()), HERE)).data == BODY
    sentence_of(refused.value)
    assert time.monotonic() - begun < 4


@pytest.mark.parametrize(
    "piece", [b"HTTP/1.1 100 Continue\r\n\r\n", b"\r\n", b"X-A: b\r\n", b"1\r\nx\r\n", b"x"], ids=repr
)
@pytest.mark.parametrize("first", [b"", OK, OK + CHUNKED + b"\r\n", OK + b"\r\n"], ids=["", "ok", "chunked", "body"])
async def test_what_never_ends_is_cut_off(fetcher: Fetcher, first: bytes, piece: bytes) -> None:
    """Interim answers, empty lines, headers, chunks or bodies without end."""

    async def answering(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(first)
        while True:
            writer.write(piece * 2_000)
            await writer.drain()

    begun = time.monotonic()
    async with serving(answering) as site:
        with pytest.raises(Refused) as refused:
            await fetcher.fetch(Ask(site.at(), deadline=0.3, most=2**16), HERE)
    sentence_of(refused.value)
    assert time.monotonic() - begun < 3
