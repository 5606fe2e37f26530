"""Servers that are slow, endless, broken or false take neither the reader's time nor his memory."""

from __future__ import annotations

import asyncio
import gzip
import time
import tracemalloc
from collections.abc import AsyncIterator

import pytest

from feedtui.network.asking import Ask, Refused
from feedtui.network.fetcher import Fetcher
from feedtui.network.memory import Forgetful
from loopback import HERE, Asked, Clock, always, answer, serving


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    """Yield a fetcher that never really waits for a turn."""
    clock = Clock(time.time())
    async with Fetcher(Forgetful(), clock=clock, sleep=clock.sleep) as fetcher:
        yield fetcher


async def refusal(fetcher: Fetcher, ask: Ask, own_host: str | None = HERE) -> str:
    """Return the sentence by which an address is refused."""
    with pytest.raises(Refused) as refused:
        await fetcher.fetch(ask, own_host)
    return str(refused.value)


async def test_a_silent_server_costs_no_more_than_the_deadline(fetcher: Fetcher) -> None:
    """The connection stands, nothing comes."""

    async def answering(asked: Asked, writer: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    async with serving(answering) as site:
        begun = time.monotonic()
        sentence = await refusal(fetcher, Ask(site.at(), deadline=0.1))
    assert sentence == "127.0.0.1 did not answer within 0.1 seconds."
    assert time.monotonic() - begun < 2


async def test_a_dripping_server_costs_no_more_than_the_deadline(fetcher: Fetcher) -> None:
    """A byte now and then keeps no exchange alive."""

    async def answering(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(answer(b"", content_length="1000"))
        while True:
            writer.write(b".")
            await writer.drain()
            await asyncio.sleep(0.01)

    async with serving(answering) as site:
        sentence = await refusal(fetcher, Ask(site.at(), deadline=0.1))
    assert sentence == "127.0.0.1 was not done after 0.1 seconds; nothing of it was kept."


async def test_a_dripping_reason_does_not_hide_the_error(fetcher: Fetcher) -> None:
    """The status is told, with as much of the reason as came in time."""

    async def answering(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(answer(b"because", "404 Not Found", content_length="1000"))
        await writer.drain()
        await asyncio.Event().wait()

    async with serving(answering) as site:
        with pytest.raises(Refused, match=r"has nothing at this address \(HTTP 404\)") as refused:
            await fetcher.fetch(Ask(site.at(), deadline=0.2), HERE)
    assert refused.value.data == b"because"


async def test_an_endless_body_is_cut_off(fetcher: Fetcher) -> None:
    """Without a length, the count of what came decides."""
    sent = 0

    async def answering(asked: Asked, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(answer(b"", content_length=""))
        while True:
            writer.write(b"x" * 65_536)
            await writer.drain()
            sent += 65_536

    async with serving(answering) as site:
        sentence = await refusal(fetcher, Ask(site.at(), most=2**20))
    assert sentence == "127.0.0.1 sent more than 1 MB; nothing of it was kept."
    assert sent < 2**25


async def test_a_body_that_says_to_be_too_long_is_not_read(fetcher: Fetcher) -> None:
    """The length is believed when it refuses."""
    async with serving(always(answer(b"x", content_length="101"))) as site:
        assert await refusal(fetcher, Ask(site.at(), most=100)) == (
            "127.0.0.1 sent more than 100 bytes; nothing of it was kept."
        )


async def test_a_gzip_bomb_takes_no_memory(fetcher: Fetcher) -> None:
    """A quarter of a gigabyte of zeros is 260 kB on the wire, and never 20 MB here."""
    bomb = gzip.compress(bytes(2**28))
    async with serving(always(answer(bomb, content_encoding="gzip"))) as site:
        tracemalloc.start()
        try:
            sentence = await refusal(fetcher, Ask(site.at(), most=2**22))
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert sentence == "127.0.0.1 sent more than 4 MB; nothing of it was kept."
    assert peak < 2**24


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", "GZIP"])
async def test_packed_bodies_are_unpacked(fetcher: Fetcher, encoding: str) -> None:
    """Feedtui asks for gzip, and gets back what was packed."""
    async with serving(always(answer(gzip.compress(b"news" * 1000, mtime=0), content_encoding=encoding))) as site:
        assert (await fetcher.fetch(Ask(site.at()), HERE)).data == b"news" * 1000
    assert "gzip" in site.asked[0].headers["accept-encoding"]
    assert "br" not in site.asked[0].headers["accept-encoding"]


@pytest.mark.parametrize("body", [gzip.compress(b"news" * 1000, mtime=0)[:-9], b"not gzip at all"])
async def test_a_damaged_packing_is_told(fetcher: Fetcher, body: bytes) -> None:
    """A cut stream is not taken for a short feed."""
    async with serving(always(answer(body, content_encoding="gzip"))) as site:
        assert "cannot be unpacked, or only a part; nothing of it was kept" in await refusal(fetcher, Ask(site.at()))


@pytest.mark.parametrize(
    "cut",
    [
        answer(b"half", content_length="100"),
        answer(b"5\r\nhalf", content_length="", transfer_encoding="chunked"),
        answer(b"4\r\nhalf\r\n", content_length="", transfer_encoding="chunked"),
    ],
)
async def test_a_body_that_was_cut_off_is_not_kept(fetcher: Fetcher, cut: bytes) -> None:
    """Neither by its length nor by its chunks does half a feed pass for a whole one."""
    async with serving(always(cut)) as site:
        assert await refusal(fetcher, Ask(site.at())) == ("127.0.0.1 broke off before the end; nothing of it was kept.")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (b"SSH-2.0-OpenSSH\r\n\r\n", "127.0.0.1 did not answer in HTTP."),
        (b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "127.0.0.1 did not answer in HTTP."),
        (b"HTTP/1.1 200 OK\r\nbig: " + b"x" * 200_000, "127.0.0.1 did not answer in HTTP."),
        (b"", "127.0.0.1 hung up without an answer."),
    ],
)
async def test_what_is_not_http_is_told(fetcher: Fetcher, said: bytes, sentence: str) -> None:
    """Another service on that port, and headers without end."""
    async with serving(always(said)) as site:
        assert await refusal(fetcher, Ask(site.at())) == sentence
