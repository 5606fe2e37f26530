"""Brings addresses: only what is new, only as often as their hosts like it, and never more than is safe."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Self

import httpx

from feedtui import __version__
from feedtui.network.asking import Answer, Ask, Refused
from feedtui.network.exchange import Exchange
from feedtui.network.freshness import is_fresh, renewed, taken
from feedtui.network.guard import check
from feedtui.network.manners import PACE, Manners
from feedtui.network.memory import Memory, Remembered, recall, remember
from feedtui.network.request import Progress, Reply

PROJECT = "https://github.com/feedtui/feedtui"
"""Where the keeper of a server can read who asks, and complain."""


class Fetcher:
    """Brings addresses, as an async context manager; what must last is kept in a `Memory`.

    Two Fetchers know each other's manners only through their common memory: make one for a program. `clock` gives
    epoch seconds, `pace` is described at `Manners`, `contact` is named to every server.
    """

    def __init__(
        self,
        memory: Memory,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        pace: Mapping[str, float] = PACE,
        contact: str = PROJECT,
    ) -> None:
        self._memory = memory
        self._clock = clock
        self._sleep = sleep
        self._manners = Manners(memory, clock=clock, sleep=sleep, pace=pace)
        self._user_agent = f"feedtui/{__version__} (+{contact})"
        self._certificates: ssl.SSLContext | None = None

    async def __aenter__(self) -> Self:
        """Read the certificates of the authorities: certifi's, or those that `SSL_CERT_FILE` names."""
        try:
            self._certificates = await asyncio.to_thread(httpx.create_ssl_context)
        except OSError as error:
            why = error.strerror or error
            raise Refused(
                f"The certificates that SSL_CERT_FILE or SSL_CERT_DIR names cannot be read ({why})."
            ) from error
        return self

    async def __aexit__(self, *_: object) -> None:
        """Ask nothing from now on; no connection outlives its exchange, so none is left to be closed."""
        self._certificates = None

    async def fetch(
        self,
        ask: Ask,
        own_host: str | None = None,
        *,
        even_if_fresh: bool = False,
        progress: Progress | None = None,
    ) -> Answer:
        """Return what an address gives; raises `Refused`.

        `own_host` is a host that the reader gave himself and that may therefore be on a private network, where `ask`
        was found there. `even_if_fresh` is for the reader's explicit wish: the host is asked although its last answer
        still holds, and although it failed a moment ago, but not if it wished to be left alone.
        """
        if self._certificates is None:
            raise RuntimeError("a Fetcher brings something only inside `async with`")
        trusted = own_host or _host(ask)
        url = check(ask.url, own_host=trusted)
        # What goes to a store is told by the store what it has of it.
        known = recall(self._memory, ask.url) if ask.store is None else Remembered()
        if is_fresh(known, self._clock()) and not even_if_fresh:
            held = known.url or str(url)
            return Answer(held, 304, b"", {}, unchanged=True, fetched=False, asked=ask.url, remembered=known)
        exchange = Exchange(
            ask,
            trusted,
            known,
            by_hand=even_if_fresh,
            manners=self._manners,
            sleep=self._sleep,
            certificates=self._certificates,
            user_agent=self._user_agent,
            progress=progress,
        )
        end, reply = await exchange.run()
        return self._answer(ask, known, str(end), reply)

    def took(self, answer: Answer) -> None:
        """Remember that an answer was well taken: what is the same is not brought again.

        An answer that could not be read is not to be taken, so that it is asked for anew.
        """
        remember(self._memory, answer.asked, answer.remembered)

    def forget(self, url: str) -> None:
        """Bring an address whole the next time, as for a subscription that was removed and comes back."""
        remember(self._memory, url, Remembered())

    def _answer(self, ask: Ask, known: Remembered, url: str, reply: Reply) -> Answer:
        now = self._clock()
        is_same = reply.status == 304
        held = renewed(known, reply.headers, now) if is_same else taken(url, reply.headers, reply.data, now)
        unchanged = is_same or held.digest == known.digest
        if unchanged:
            # The body was well taken before, so there is nothing left that could fail.
            remember(self._memory, ask.url, held)
        data = b"" if unchanged else reply.data
        return Answer(url, reply.status, data, reply.headers, unchanged, fetched=True, asked=ask.url, remembered=held)


def _host(ask: Ask) -> str | None:
    """Return the host of an address that the reader gave himself."""
    if not ask.trusted_host:
        return None
    try:
        return httpx.URL(ask.url).raw_host.decode("ascii")
    except (httpx.InvalidURL, ValueError):
        return None
