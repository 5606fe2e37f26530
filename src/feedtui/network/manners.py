"""How often a host is asked, and when it is left alone. What it wished is remembered beyond the process."""

from __future__ import annotations

import asyncio
import random
import re
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

import httpx

from feedtui.network.asking import Refused
from feedtui.network.freshness import http_date
from feedtui.network.memory import Memory, Standing, recall_host, recall_start, remember_host, remember_start
from feedtui.network.trouble import host_of, moment

PACE: Mapping[str, float] = {"arxiv.org": 3.0}
"""Seconds between two requests, by host and all below it. https://info.arxiv.org/help/api/tou.html: no more than one
request every three seconds, over one connection, for the API, RSS and OAI-PMH together."""

LONGEST_PAUSE = 3600.0
"""Seconds. A host that asks for more is asked once an hour: a wrong header must not silence a feed for good, and one
request an hour harms nobody."""

_FIRST_PAUSE = 60.0
_AT_A_TIME = 64
"""Requests under way at once: servers that hang must not keep those that answer waiting."""
_AT_A_TIME_EACH = 2
_LEFT = re.compile(r"(?:^|;)\s*r\s*=\s*0*(\d{1,9})\s*(?:;|$)", re.ASCII)
_SECONDS = re.compile(r"(?:^|;)\s*t\s*=\s*(\d{1,9})\s*(?:;|$)", re.ASCII)


class Manners:
    """Gives each request its turn. Hosts of `pace` are asked one at a time and that many seconds apart.

    A key of `pace` is a host, which stands for all hosts below it too, or "host:port". Other hosts are asked twice at
    a time at most, all together 64 times. The pause after a failure doubles from a minute to an hour.
    """

    def __init__(
        self,
        memory: Memory,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[object]],
        pace: Mapping[str, float] = PACE,
    ) -> None:
        self._memory = memory
        self._clock = clock
        self._sleep = sleep
        self._pace = pace
        self._all = asyncio.Semaphore(_AT_A_TIME)
        self._each: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(_AT_A_TIME_EACH))
        self._paced: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(1))

    @asynccontextmanager
    async def turn(self, url: httpx.URL, *, by_hand: bool) -> AsyncIterator[None]:
        """Wait for a request's turn and hold it; raises `Refused` at once while the host is to be left alone.

        A reader who asks `by_hand` overrules a pause that is feedtui's own guess, never one that the host wished.
        """
        self._look(url, by_hand=by_hand)
        group = self._group(url)
        async with self._paced[group] if group else self._each[_key(url)]:
            if group:
                await self._wait_for_pace(group)
            async with self._all:
                # While this one waited, another may have been told to stay away.
                self._look(url, by_hand=by_hand)
                if group:
                    remember_start(self._memory, group, self._clock())
                yield

    def went_well(self, url: httpx.URL, headers: Mapping[str, str]) -> None:
        """Take note that an address answered, and of the pause that its host may wish all the same."""
        now = self._clock()
        if recall_host(self._memory, _address(url)) != Standing():
            remember_host(self._memory, _address(url), Standing())
        old = recall_host(self._memory, _key(url))
        pause = wished_pause(headers, now)
        until = now + pause if pause else 0.0
        # Another request may have been told to stay away while this one was under way.
        if old.wished and self._is_closed(old):
            until = max(until, old.not_before)
        standing = Standing(until, 0, wished=until > 0)
        if standing != old:
            remember_host(self._memory, _key(url), standing)

    def went_wrong(self, url: httpx.URL, headers: Mapping[str, str], *, wished: bool = False) -> float:
        """Take note of a failure; return until when the address is left alone, in epoch seconds.

        All of a host is left alone where it `wished` so, or names a time; what failed without a word may be broken
        alone, and must not keep its neighbours from being asked.
        """
        now = self._clock()
        pause = wished_pause(headers, now)
        wished = wished or pause is not None
        wish = recall_host(self._memory, _key(url))
        key = _key(url) if wished else _address(url)
        old = recall_host(self._memory, key)
        # Requests that were under way together fail together, and are one failure.
        failures = old.failures if self._is_closed(old) and old.failures else old.failures + 1
        guess = min(LONGEST_PAUSE, _FIRST_PAUSE * 2.0 ** min(failures - 1, 10)) * random.uniform(0.5, 1.0)
        until = now + (pause or guess)
        if self._is_closed(wish):
            until = max(until, wish.not_before)
        remember_host(self._memory, key, Standing(until, failures, wished))
        return until

    def _look(self, url: httpx.URL, *, by_hand: bool) -> None:
        host, ours = host_of(url), recall_host(self._memory, _address(url))
        wish = recall_host(self._memory, _key(url)).not_before
        if self._is_closed(Standing(wish)):
            raise Refused(f"{host} asked to be left alone until {moment(wish)}.", retry_at=wish)
        if self._is_closed(ours) and not by_hand:
            again = ours.not_before
            raise Refused(f"{host} failed here the last time; next try after {moment(again)}.", retry_at=again)

    def _is_closed(self, standing: Standing) -> bool:
        """Whether a pause runs; one that is longer than any can be means that the clock was wrong."""
        return 0 < standing.not_before - self._clock() <= LONGEST_PAUSE

    def _group(self, url: httpx.URL) -> str | None:
        host, place = url.raw_host.decode("ascii").rstrip("."), url.netloc.decode("ascii")
        fitting = [key for key in self._pace if place == key or host == key or host.endswith(f".{key}")]
        return max(fitting, key=len, default=None)

    async def _wait_for_pace(self, group: str) -> None:
        pace = self._pace[group]
        left = recall_start(self._memory, group) + pace - self._clock()
        if left > 0:
            await self._sleep(min(left, pace))


def wished_pause(headers: Mapping[str, str], now: float) -> float | None:
    """Return the seconds for which a host asks to be left alone, an hour at most, None if it does not.

    `Retry-After` is in seconds or a date (RFC 9110, 10.2.3). `RateLimit: "api";r=0;t=55` says that none of the
    allowance is left for 55 seconds (https://huggingface.co/docs/hub/rate-limits); Hugging Face counts its API and
    its pages apart, feedtui then waits with both.
    """
    pauses = []
    after = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d+", after, re.ASCII):
        pauses.append(float(after[:9]))
    elif (date := http_date(after)) is not None:
        pauses.append(date - now)
    for item in headers.get("ratelimit", "").split(","):
        left, seconds = _LEFT.search(item), _SECONDS.search(item)
        if left and seconds and left[1] == "0":
            pauses.append(float(seconds[1]))
    longest = max(pauses, default=0.0)
    return min(longest, LONGEST_PAUSE) if longest > 0 else None


def _key(url: httpx.URL) -> str:
    return url.netloc.decode("ascii")


def _address(url: httpx.URL) -> str:
    return f"{_key(url)}{url.raw_path.decode('ascii')}"
