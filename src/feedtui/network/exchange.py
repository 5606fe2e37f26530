"""One exchange: the request, its redirects, and a second try where the first was bad luck."""

from __future__ import annotations

import asyncio
import random
import re
import ssl
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

import httpx

from feedtui.network.asking import Ask, Refused
from feedtui.network.decoding import ACCEPTED
from feedtui.network.guard import check, port_of
from feedtui.network.manners import Manners
from feedtui.network.memory import Remembered
from feedtui.network.request import Progress, Reply, Request
from feedtui.network.trouble import Trouble, host_of, told_status

MOST_REDIRECTS = 5

_REDIRECTS = (301, 302, 303, 307, 308)
_BAD_LUCK = (500, 502, 503)
_SHORT_PAUSE = 1.0
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE | re.ASCII)
_FOR_EVERY_HOST = ("accept", "accept-language")
"""What of the caller's headers may follow a redirect to another host: nothing that could be a key."""


@dataclass(slots=True)
class Exchange:
    """Brings what an `Ask` asks for. `own_host` is the host that may be on a private network.

    `known` is what was last taken from the address; `by_hand` says that the reader asks and waits.
    """

    ask: Ask
    own_host: str | None
    known: Remembered
    by_hand: bool
    manners: Manners
    sleep: Callable[[float], Awaitable[object]]
    certificates: ssl.SSLContext
    user_agent: str
    progress: Progress | None = None
    _left: float = field(default=0.0, init=False)
    _tried_again: bool = field(default=False, init=False)

    async def run(self) -> tuple[httpx.URL, Reply]:
        """Return where the redirects ended and the reply, of status 2xx or 304; raises `Refused`."""
        self._left = self.ask.deadline
        first = url = check(self.ask.url, own_host=self.own_host)
        seen = {str(url)}
        while True:
            headers = self._headers(first, url)
            reply = await self._replied(url, headers)
            if reply.status in _REDIRECTS:
                url = self._redirected(url, reply.headers.get("location", ""), seen)
                continue
            if reply.status == 206 and self.ask.store is None:
                raise Refused(f"{host_of(url)} sent a part of what was asked for (HTTP 206); nothing of it was kept.")
            asked_if_changed = "if-none-match" in headers or "if-modified-since" in headers
            if 200 <= reply.status < 300 or (reply.status == 304 and asked_if_changed):
                return url, reply
            raise Refused(told_status(host_of(url), reply.status, None), status=reply.status, data=reply.data)

    def _headers(self, first: httpx.URL, url: httpx.URL) -> dict[str, str]:
        """Return the headers for one request; the secret goes to the first address's own host and port alone."""
        given = {name.lower(): value for name, value in self.ask.headers.items()}
        secret = (self.ask.secret or "").strip()
        if _is_same_place(first, url):
            if secret:
                given["authorization"] = f"Bearer {secret}"
        else:
            given = {name: value for name, value in given.items() if name in _FOR_EVERY_HOST}
        if not all(value.isascii() and value.isprintable() for value in given.values()):
            sentence = f"The request for {host_of(url)} holds what cannot be sent in a header; look at its token."
            raise Refused(sentence)
        given.setdefault("accept", "*/*")
        ours = {"user-agent": self.user_agent, "accept-encoding": ACCEPTED, "connection": "close"}
        if self.ask.store is not None:
            # Of what is packed, no part could be told where it belongs.
            ours |= {"accept-encoding": "identity", **self.ask.store.wishes()}
        return {**given, **ours, **self.known.validators(str(url))}

    async def _replied(self, url: httpx.URL, headers: Mapping[str, str]) -> Reply:
        """Return the reply of a host that works; raises `Refused`, and takes note of the host, if it does not."""
        while True:
            try:
                async with self.manners.turn(url, by_hand=self.by_hand):
                    reply = await self._request(url, headers)
            except Trouble as trouble:
                if trouble.again and await self._may_try_again():
                    continue
                retry_at = self.manners.went_wrong(url, {}) if trouble.blamed else None
                raise Refused(str(trouble), retry_at=retry_at) from trouble
            if reply.status in _BAD_LUCK and "retry-after" not in reply.headers and await self._may_try_again():
                continue
            if reply.status != 429 and reply.status < 500:
                self.manners.went_well(url, reply.headers)
                return reply
            retry_at = self.manners.went_wrong(url, reply.headers, wished=reply.status == 429)
            sentence = told_status(host_of(url), reply.status, retry_at)
            raise Refused(sentence, retry_at=retry_at, status=reply.status, data=reply.data)

    async def _request(self, url: httpx.URL, headers: Mapping[str, str]) -> Reply:
        request = Request(
            url,
            headers,
            self.own_host,
            self.ask.most,
            self.ask.deadline,
            self._left,
            self.certificates,
            self.progress,
            self.ask.store,
        )
        loop = asyncio.get_running_loop()
        begun = loop.time()
        try:
            return await request.send()
        finally:
            self._left -= loop.time() - begun

    async def _may_try_again(self) -> bool:
        """Whether there is time and leave for a second try; waits a moment before it."""
        if self._tried_again or self._left <= 2 * _SHORT_PAUSE:
            return False
        self._tried_again = True
        pause = _SHORT_PAUSE * random.uniform(0.5, 1.5)
        await self.sleep(pause)
        self._left -= pause
        return True

    def _redirected(self, url: httpx.URL, location: str, seen: set[str]) -> httpx.URL:
        """Return where a redirect leads, and add it to what was `seen`; raises `Refused`."""
        host = host_of(url)
        if not location:
            raise Refused(f"{host} redirects, but does not say where to.")
        scheme = _SCHEME.match(location)
        if scheme and scheme[1].lower() not in ("http", "https"):
            raise Refused(f"The address redirects to {scheme[1].lower()[:20]}:, which is not opened.")
        try:
            target = url.join(location).copy_with(fragment=None)
        except (httpx.InvalidURL, ValueError) as error:
            raise Refused(f"{host} redirects to what is not a web address.") from error
        if url.scheme == "https" and target.scheme == "http":
            raise Refused(f"{host} redirects to an address that is not secure (http), which is not followed.")
        target = check(str(target), own_host=self.own_host)
        if str(target) in seen:
            raise Refused(f"{host} redirects in circles.")
        if len(seen) > MOST_REDIRECTS:
            raise Refused(f"{host} redirects more than {MOST_REDIRECTS} times.")
        seen.add(str(target))
        return target


def _is_same_place(first: httpx.URL, url: httpx.URL) -> bool:
    """Whether an address is at the same host and port, or is the secure form of the same address."""
    if first.raw_host != url.raw_host:
        return False
    made_secure = (first.scheme, port_of(first), url.scheme, port_of(url)) == ("http", 80, "https", 443)
    return made_secure or (first.scheme, port_of(first)) == (url.scheme, port_of(url))
