"""Hosts are asked as often as they like and no oftener, by this process and the next."""

from __future__ import annotations

import asyncio
from email.utils import formatdate

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.network.asking import Ask, Refused
from feedtui.network.fetcher import Fetcher
from feedtui.network.manners import LONGEST_PAUSE, Manners, wished_pause
from feedtui.network.memory import Forgetful, Standing, remember_host
from loopback import HERE, Asked, Clock, answer, serving

NOW = 1_800_000_000.0
SITE = httpx.URL("https://feeds.example/rss")


def manners(clock: Clock, memory: Forgetful | None = None, **pace: float) -> Manners:
    """Return the manners of a process."""
    named = {name.replace("_", "."): seconds for name, seconds in pace.items()}
    return Manners(memory or Forgetful(), clock=clock, sleep=clock.sleep, **({"pace": named} if named else {}))


async def starts(of: Manners, clock: Clock, *urls: str) -> list[float]:
    """Return when each of some requests has its turn, all asked for at once, in seconds from now."""
    begun = clock.now
    turns: list[float] = []

    async def one(url: str) -> None:
        async with of.turn(httpx.URL(url), by_hand=False):
            turns.append(clock.now - begun)
            await asyncio.sleep(0)

    await asyncio.gather(*map(one, urls))
    return turns


async def is_asked(of: Manners, url: httpx.URL = SITE, *, by_hand: bool = False) -> bool:
    """Whether a host may be asked now."""
    try:
        async with of.turn(url, by_hand=by_hand):
            return True
    except Refused:
        return False


async def test_arxiv_is_asked_every_three_seconds() -> None:
    """All its hosts together, those of others meanwhile at once."""
    clock = Clock(NOW)
    urls = ["https://export.arxiv.org/a", "https://rss.arxiv.org/b", "http://arxiv.org/c", "https://notarxiv.org/d"]
    assert await starts(manners(clock), clock, *urls) == [0, 0, 3, 6]


async def test_a_pace_is_kept_by_the_next_process() -> None:
    """A shell loop of one feed each is no way around it; a clock that was set back costs one pace and no more."""
    clock, memory = Clock(NOW), Forgetful()
    assert await starts(manners(clock, memory), clock, "https://arxiv.org/a") == [0]
    clock.now += 1
    assert await starts(manners(clock, memory), clock, "https://arxiv.org/a") == [2]
    clock.now -= 1_000_000
    assert await starts(manners(clock, memory), clock, "https://arxiv.org/a") == [3]


async def test_a_stand_in_is_asked_like_the_host_it_stands_for() -> None:
    """The fetcher keeps the pace of a host and port; the server sees one connection at a time."""
    clock = Clock(NOW)
    times: list[float] = []
    open_now = most = 0

    async def answering(asked: Asked, writer: asyncio.StreamWriter) -> None:
        nonlocal open_now, most
        open_now += 1
        most = max(most, open_now)
        times.append(clock.now - NOW)
        writer.write(answer(b"feed"))
        await writer.drain()
        open_now -= 1

    async with serving(answering) as site:
        pace = {f"{HERE}:{site.port}": 5.0}
        async with Fetcher(Forgetful(), clock=clock, sleep=clock.sleep, pace=pace) as fetcher:
            asks = [Ask(site.at(f"/{n}")) for n in range(4)]
            await asyncio.gather(*(fetcher.fetch(ask, HERE) for ask in asks))
    assert times == [0, 5, 10, 15]
    assert most == 1


async def test_no_host_is_asked_more_than_twice_at_a_time_nor_all_more_than_ten_times() -> None:
    """Two feeds of a host, and then the third."""
    of = manners(Clock(NOW))
    go_on = asyncio.Event()
    under_way: list[str] = []
    most: dict[str, int] = {}

    async def one(url: str) -> None:
        host = httpx.URL(url).host
        async with of.turn(httpx.URL(url), by_hand=False):
            under_way.append(host)
            most[host] = max(most.get(host, 0), under_way.count(host))
            most["all"] = max(most.get("all", 0), len(under_way))
            await go_on.wait()
            under_way.remove(host)

    urls = [f"https://h{n % 40}.example/{n}" for n in range(160)]
    tasks = [asyncio.ensure_future(one(url)) for url in urls]
    while len(under_way) < 64:
        await asyncio.sleep(0)
    go_on.set()
    await asyncio.gather(*tasks)
    assert most.pop("all") == 64
    assert len(most) == 40
    assert set(most.values()) <= {1, 2}


async def test_failures_make_longer_and_longer_pauses() -> None:
    """From a minute to an hour, each a little shorter by chance; success ends them."""
    clock = Clock(NOW)
    of = manners(clock)
    pauses = []
    for _ in range(9):
        until = of.went_wrong(SITE, {})
        pauses.append(until - clock.now)
        assert not await is_asked(of)
        clock.now = until + 1
        assert await is_asked(of)
    for pause, longest in zip(pauses, [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600], strict=True):
        assert longest / 2 <= pause <= longest
    of.went_well(SITE, {})
    assert of.went_wrong(SITE, {}) - clock.now <= 60


async def test_requests_that_fail_together_are_one_failure() -> None:
    """Ten feeds of a host that is down do not make an hour."""
    clock = Clock(NOW)
    of = manners(clock)
    assert max(of.went_wrong(SITE, {}) for _ in range(10)) - clock.now <= 60


async def test_a_wish_is_not_undone_by_what_was_under_way() -> None:
    """One request was told to stay away; another that began before succeeds, a third fails."""
    clock = Clock(NOW)
    of = manners(clock)
    assert of.went_wrong(SITE, {"retry-after": "600"}) == NOW + 600
    of.went_well(SITE, {})
    assert not await is_asked(of, by_hand=True)
    assert of.went_wrong(SITE, {}) == NOW + 600
    assert not await is_asked(of, by_hand=True)
    assert await is_asked(of, httpx.URL("https://other.example/"))
    clock.now += 601
    assert await is_asked(of)


async def test_a_reader_overrules_a_guess_and_no_wish() -> None:
    """429 is a wish even without a time."""
    of = manners(Clock(NOW))
    of.went_wrong(SITE, {})
    assert not await is_asked(of)
    assert await is_asked(of, by_hand=True)
    of.went_wrong(SITE, {}, wished=True)
    assert not await is_asked(of, by_hand=True)


async def test_an_address_that_fails_keeps_no_other_from_being_asked() -> None:
    """One broken feed of a host is left alone; its neighbours are not, unless the host wishes it."""
    of, other = manners(Clock(NOW)), httpx.URL("https://feeds.example/other")
    of.went_wrong(SITE, {})
    assert not await is_asked(of)
    assert await is_asked(of, other)
    of.went_wrong(SITE, {"retry-after": "600"})
    assert not await is_asked(of, other)


async def test_those_who_wait_hear_that_the_host_wants_no_more() -> None:
    """The second request is refused at its turn, and never sent."""
    clock = Clock(NOW)
    of = manners(clock)
    url = httpx.URL("https://export.arxiv.org/")
    sent = 0

    async def one() -> None:
        nonlocal sent
        async with of.turn(url, by_hand=False):
            sent += 1
            await asyncio.sleep(0)
            of.went_wrong(url, {}, wished=True)

    first, second = await asyncio.gather(one(), one(), return_exceptions=True)
    assert (sent, first) == (1, None)
    assert isinstance(second, Refused)
    assert second.retry_at
    assert second.retry_at > clock.now
    assert "export.arxiv.org asked to be left alone until" in str(second)


async def test_a_pause_that_no_host_could_have_is_a_wrong_clock() -> None:
    """A date in the store beyond the longest pause silences nothing."""
    memory = Forgetful()
    remember_host(memory, "feeds.example", Standing(NOW + LONGEST_PAUSE + 1, 3, wished=True))
    assert await is_asked(manners(Clock(NOW), memory))
    assert not await is_asked(manners(Clock(NOW + 2), memory))


@pytest.mark.parametrize(
    ("headers", "pause"),
    [
        ({}, None),
        ({"retry-after": "120"}, 120),
        ({"retry-after": "0"}, None),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": formatdate(NOW + 90, usegmt=True)}, 90),
        ({"retry-after": formatdate(NOW - 90, usegmt=True)}, None),
        ({"retry-after": "86400"}, 3600),
        ({"retry-after": "9" * 5000}, 3600),
        ({"ratelimit": '"api";r=0;t=55'}, 55),
        ({"ratelimit": '"api";r=499;t=55'}, None),
        ({"ratelimit": '"api"; t=55; r=0'}, 55),
        ({"ratelimit": '"api";r=10;t=55, "pages";r=0;t=200'}, 200),
        ({"ratelimit": '"api";r=0'}, None),
        ({"ratelimit": '"api";r=0;t=55', "retry-after": "10"}, 55),
    ],
)
def test_a_wish_is_understood(headers: dict[str, str], pause: float | None) -> None:
    """In seconds, as a date, as what is left of an allowance."""
    assert wished_pause(headers, NOW) == pause


@given(st.dictionaries(st.sampled_from(["retry-after", "ratelimit"]), st.text()))
def test_any_wish_is_a_pause_or_none(headers: dict[str, str]) -> None:
    """An hour at most, whatever a server writes."""
    pause = wished_pause(headers, NOW)
    assert pause is None or 0 < pause <= LONGEST_PAUSE
