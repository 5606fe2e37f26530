"""Redirects are followed with care, keys stay where they belong, and bad luck has a second try."""

from __future__ import annotations

import asyncio
import socket
import struct
import time
from collections.abc import AsyncIterator

import pytest

from feedtui.network.asking import Ask, Refused
from feedtui.network.fetcher import Fetcher
from feedtui.network.memory import Forgetful
from loopback import HERE, Asked, Clock, always, answer, by_path, redirect, serving

BUSY = answer(b"", "503 Service Unavailable")


@pytest.fixture
def clock() -> Clock:
    """Return a clock that begins now."""
    return Clock(time.time())


@pytest.fixture
async def fetcher(clock: Clock) -> AsyncIterator[Fetcher]:
    """Yield a fetcher that never really waits."""
    async with Fetcher(Forgetful(), clock=clock, sleep=clock.sleep) as fetcher:
        yield fetcher


async def refusal(fetcher: Fetcher, url: str, own_host: str | None = HERE) -> str:
    """Return the sentence by which an address is refused."""
    with pytest.raises(Refused) as refused:
        await fetcher.fetch(Ask(url), own_host)
    return str(refused.value)


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
async def test_redirects_are_followed(fetcher: Fetcher, status: str) -> None:
    """Every kind of redirect leads on, also with a relative address that is not quoted."""
    pages = {"/a/b": redirect("../c d?e=ü#f", status), "/c%20d?e=%C3%BC": answer(b"here")}
    async with serving(by_path(pages)) as site:
        brought = await fetcher.fetch(Ask(site.at("/a/b")), HERE)
    assert (brought.data, brought.url) == (b"here", site.at("/c%20d?e=%C3%BC"))


async def test_redirects_in_circles_are_told(fetcher: Fetcher) -> None:
    """Two pages that lead to each other end the search at once."""
    async with serving(by_path({"/a": redirect("/b"), "/b": redirect("/a#again")})) as site:
        assert await refusal(fetcher, site.at("/a")) == "127.0.0.1 redirects in circles."
    assert len(site.asked) == 2


async def test_redirects_without_end_are_told(fetcher: Fetcher) -> None:
    """The sixth is not followed, the fifth is."""
    pages = {f"/{n}": redirect(f"/{n + 1}") for n in range(9)}
    async with serving(by_path(pages)) as site:
        assert await refusal(fetcher, site.at("/0")) == "127.0.0.1 redirects more than 5 times."
        assert len(site.asked) == 6
        pages["/5"] = answer(b"at last")
        assert (await fetcher.fetch(Ask(site.at("/0")), HERE)).data == b"at last"


@pytest.mark.parametrize(
    ("location", "sentence"),
    [
        ("file:///etc/passwd", "The address redirects to file:, which is not opened."),
        ("javascript:alert(1)", "The address redirects to javascript:, which is not opened."),
        ("", "127.0.0.1 redirects, but does not say where to."),
        ("http://[broken", "The address names no host that could be asked, and is not opened."),
        ("http://\u2100/", "127.0.0.1 redirects to what is not a web address."),
        ("http://user:word@127.0.0.1/", "The address for 127.0.0.1 carries a name or password, and is not opened."),
        ("//10.0.0.1/", "10.0.0.1 is on a private network; only an address that you gave yourself may be"),
        ("http://localhost/", "localhost is on a private network; only an address that you gave yourself may be"),
    ],
)
async def test_redirects_to_what_is_not_opened_are_told(fetcher: Fetcher, location: str, sentence: str) -> None:
    """A redirect is judged as its target would be."""
    async with serving(always(redirect(location) if location else answer(status="302 Found"))) as site:
        assert (await refusal(fetcher, site.at())).startswith(sentence)
    assert len(site.asked) == 1


async def test_a_key_goes_to_its_own_host_alone(fetcher: Fetcher) -> None:
    """On another host, or another port of the same, only what kind of answer is liked is told."""
    given = {"Accept": "application/json", "X-Api-Key": "k", "Cookie": "c"}
    async with serving(always(answer(b"there"))) as there:
        pages = {"/": redirect("/next"), "/next": redirect(there.at())}
        async with serving(by_path(pages)) as here:
            brought = await fetcher.fetch(Ask(here.at(), given, secret="hf_secret\n"), HERE)
    assert brought.data == b"there"
    assert [asked.headers["authorization"] for asked in here.asked] == ["Bearer hf_secret"] * 2
    assert not {"authorization", "x-api-key", "cookie"} & there.asked[0].headers.keys()
    assert there.asked[0].headers["accept"] == "application/json"


async def test_a_key_that_cannot_be_sent_is_told_and_not_shown(fetcher: Fetcher) -> None:
    """A token with a line break inside would be another header."""
    ask = Ask("http://127.0.0.1:1/", secret="one\r\nHost: two")
    with pytest.raises(Refused, match=r"The request for 127\.0\.0\.1 holds what cannot be sent") as refused:
        await fetcher.fetch(ask, HERE)
    assert "one" not in f"{refused.value} {ask!r}"


@pytest.mark.parametrize("bad", [BUSY, answer(b"", "500 Oh"), answer(b"", "502 Bad Gateway")])
async def test_a_server_that_stumbled_is_asked_once_more(fetcher: Fetcher, clock: Clock, bad: bytes) -> None:
    """500, then fine: the reader notices nothing, and the host is in good standing."""
    async with serving(always(bad, answer(b"fine"), answer(b"again"))) as site:
        assert (await fetcher.fetch(Ask(site.at()), HERE)).data == b"fine"
        assert (await fetcher.fetch(Ask(site.at()), HERE)).data == b"again"
    assert len(clock.slept) == 1
    assert 0.5 <= clock.slept[0] <= 1.5


async def test_a_connection_that_breaks_is_made_once_more(fetcher: Fetcher) -> None:
    """Once reset without a word, once in the middle of the answer."""
    # Linux hands out what came before the reset, or the reset alone: both are bad luck.
    for sent in (b"", answer(b"half", content_length="100")):
        tries = 0

        async def answering(asked: Asked, writer: asyncio.StreamWriter, sent: bytes = sent) -> None:
            nonlocal tries
            tries += 1
            if tries > 1:
                writer.write(answer(b"fine"))
                return
            writer.write(sent)
            await writer.drain()
            # To linger for no time at all is to reset.
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

        async with serving(answering) as site:
            assert (await fetcher.fetch(Ask(site.at()), HERE)).data == b"fine"


async def test_a_server_that_stays_down_is_left_alone(fetcher: Fetcher, clock: Clock) -> None:
    """Two tries, then a pause; the reader's own wish overrules the pause, for nobody but feedtui asked for it."""
    async with serving(always(BUSY, BUSY, answer(b"up again"))) as site:
        with pytest.raises(
            Refused, match=r"127\.0\.0\.1 is in trouble \(HTTP 503\); next try after \d\d:\d\d\."
        ) as down:
            await fetcher.fetch(Ask(site.at()), HERE)
        assert down.value.status == 503
        assert down.value.retry_at is not None
        assert 30 <= down.value.retry_at - clock.now <= 60
        assert "127.0.0.1 failed here the last time; next try after" in await refusal(fetcher, site.at())
        assert len(site.asked) == 2
        assert (await fetcher.fetch(Ask(site.at()), HERE, even_if_fresh=True)).data == b"up again"
        assert (await fetcher.fetch(Ask(site.at()), HERE)).data == b"up again"


async def test_there_is_no_second_try_without_time_for_it(fetcher: Fetcher) -> None:
    """A deadline of two seconds is for one try."""
    async with serving(always(BUSY, answer(b"fine"))) as site:
        with pytest.raises(Refused, match="HTTP 503"):
            await fetcher.fetch(Ask(site.at(), deadline=2), HERE)
    assert len(site.asked) == 1


async def test_a_pause_that_is_asked_for_is_kept_by_everybody(clock: Clock) -> None:
    """After 429 the next process stays away too, whoever asks, and comes back when the time is over."""
    memory = Forgetful()
    slow_down = answer(b"", "429 Too Many Requests", retry_after="600")
    async with serving(always(slow_down, answer(b"welcome"))) as site:
        async with Fetcher(memory, clock=clock, sleep=clock.sleep) as fetcher:
            with pytest.raises(Refused, match=r"asked for a pause \(HTTP 429\); next try after \d\d:\d\d\.") as first:
                await fetcher.fetch(Ask(site.at()), HERE)
        async with Fetcher(memory, clock=clock, sleep=clock.sleep) as fetcher:
            with pytest.raises(Refused, match=r"127\.0\.0\.1 asked to be left alone until \d\d:\d\d\.") as second:
                await fetcher.fetch(Ask(site.at("/other")), HERE, even_if_fresh=True)
            assert first.value.retry_at == second.value.retry_at == clock.now + 600
            assert len(site.asked) == 1
            clock.now += 601
            assert (await fetcher.fetch(Ask(site.at()), HERE)).data == b"welcome"


@pytest.mark.parametrize("wish", [answer(b"", "503 Busy", retry_after="60"), answer(b"", "429 Too Many Requests")])
async def test_a_wish_has_no_second_try(fetcher: Fetcher, wish: bytes) -> None:
    """Neither at once nor by hand: a time is named, or the host says that it was too much."""
    async with serving(always(wish)) as site:
        with pytest.raises(Refused, match="next try after"):
            await fetcher.fetch(Ask(site.at()), HERE)
        with pytest.raises(Refused, match="asked to be left alone"):
            await fetcher.fetch(Ask(site.at()), HERE, even_if_fresh=True)
    assert len(site.asked) == 1


async def test_an_allowance_that_is_used_up_is_heeded(fetcher: Fetcher, clock: Clock) -> None:
    """Hugging Face says how much is left; the last answer is good, the next question waits."""
    last = answer(b"last", ratelimit='"api";r=0;t=120')
    async with serving(always(answer(b"first", ratelimit='"api";r=1;t=121'), last)) as site:
        await fetcher.fetch(Ask(site.at()), HERE)
        assert (await fetcher.fetch(Ask(site.at()), HERE)).data == b"last"
        assert "asked to be left alone" in await refusal(fetcher, site.at())
        clock.now += 121
        assert (await fetcher.fetch(Ask(site.at()), HERE)).data == b"last"


async def test_a_host_that_does_not_listen_is_told(fetcher: Fetcher) -> None:
    """The port was free a moment ago, so nothing listens there now."""
    async with serving(always(answer())) as site:
        pass
    assert await refusal(fetcher, site.at()) == "127.0.0.1 does not take connections (connection refused)."
