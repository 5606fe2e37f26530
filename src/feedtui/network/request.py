"""One request, without redirects: connected to an address that was checked, read to its end or refused."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

import httpx

from feedtui.network import guard
from feedtui.network.asking import Store
from feedtui.network.decoding import Body, Damaged, Overfull
from feedtui.network.trouble import Trouble, amount, host_of, told_transport, too_slow

Progress = Callable[[int, int | None], None]
"""Called with the bytes that have come, unpacked, and with how many there will be, if that is known."""

_MOST_OF_AN_ERROR = 2**16
_LONGEST_ERROR = 2.0
_LONGEST_SILENCE = 30.0
"""Seconds between two pieces of a body that goes to a store, whose deadline is long."""
_ONE_OF_SEVERAL = 3.0
"""Seconds for a connection, where another address of the host is left to try."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What one request brought: names of `headers` are in lower case, `data` is unpacked."""

    status: int
    headers: Mapping[str, str]
    data: bytes


@dataclass(slots=True)
class Request:
    """A question to a checked address, once. `left` are the seconds that remain of the exchange's `deadline`."""

    url: httpx.URL
    headers: Mapping[str, str]
    own_host: str | None
    most: int
    deadline: float
    left: float
    certificates: ssl.SSLContext
    progress: Progress | None = None
    store: Store | None = None
    _begun: bool = field(default=False, init=False)

    async def send(self) -> Reply:
        """Return the reply; raises `Trouble`, or `Refused` where the host may not be asked."""
        host = host_of(self.url)
        proxy = guard.proxy_for(self.url)
        try:
            async with asyncio.timeout(self.left):
                return await self._send(proxy)
        except TimeoutError as error:
            raise too_slow(host, self.deadline, begun=self._begun) from error
        except httpx.TransportError as error:
            raise told_transport(error, host, begun=self._begun, proxied=proxy is not None) from error
        except ssl.SSLError as error:
            # Neither httpcore nor httpx names what goes wrong inside a secure connection that stands already.
            raise Trouble(f"The secure connection to {host} broke; nothing of it was kept.") from error
        except Overfull as error:
            sentence = f"{host} sent more than {amount(self.most)}; nothing of it was kept."
            raise Trouble(sentence, blamed=False) from error
        except Damaged as error:
            sentence = f"{host} sent what cannot be unpacked, or only a part; nothing of it was kept."
            raise Trouble(sentence, blamed=False) from error

    async def _send(self, proxy: httpx.Proxy | None) -> Reply:
        found = [] if proxy else await guard.addresses(self.url, own_host=self.own_host)
        # A transport for one request: a connection that was made for one name never serves another at the same address.
        # It is used without httpx's client, which would parse cookies and redirects that are not followed here.
        async with httpx.AsyncHTTPTransport(verify=self.certificates, proxy=proxy, trust_env=False) as transport:
            response = await self._opened(transport, found)
            self._begun = True
            try:
                return await self._read(response)
            finally:
                await response.aclose()

    async def _opened(self, transport: httpx.AsyncHTTPTransport, found: list[str]) -> httpx.Response:
        """Send the question to the first address that takes a connection, or by the host's name if there are none.

        The connection goes to the very address that was checked, so that a name server which answers otherwise the
        second time gains nothing. `Host` and the certificate are still the name's.
        """
        headers = {"host": self.url.netloc.decode("ascii"), **self.headers}
        if not found:
            return await transport.handle_async_request(httpx.Request("GET", self.url, headers=headers))
        *others, last = found
        for address in others:
            with suppress(httpx.ConnectError, httpx.ConnectTimeout):
                return await transport.handle_async_request(self._to(address, headers, _ONE_OF_SEVERAL))
        return await transport.handle_async_request(self._to(last, headers, None))

    def _to(self, address: str, headers: Mapping[str, str], patience: float | None) -> httpx.Request:
        extensions = {
            "sni_hostname": self.url.raw_host.decode("ascii"),
            "timeout": httpx.Timeout(None, connect=patience, read=_LONGEST_SILENCE if self.store else None).as_dict(),
        }
        return httpx.Request("GET", self.url.copy_with(host=address), headers=headers, extensions=extensions)

    async def _read(self, response: httpx.Response) -> Reply:
        headers = {name.lower(): value for name, value in response.headers.items()}
        data = b""
        if response.is_success:
            data = await self._body(response, headers)
        elif response.is_error:
            data = await self._reason(response, headers)
        return Reply(response.status_code, headers, data)

    async def _body(self, response: httpx.Response, headers: Mapping[str, str]) -> bytes:
        length = headers.get("content-length", "")
        packed = "content-encoding" in headers
        whole = int(length) if length.isdecimal() and len(length) < 16 and not packed else None
        if whole is not None and whole > self.most:
            raise Overfull
        if self.store is not None:
            await self._hand_on(response, headers, self.store)
            return b""
        body = Body(headers.get("content-encoding", ""), self.most)
        async for piece in response.aiter_raw():
            body.take(piece)
            if self.progress:
                self.progress(len(body), whole)
        return body.whole()

    async def _hand_on(self, response: httpx.Response, headers: Mapping[str, str], store: Store) -> None:
        """Give the body to a store as it comes."""
        if headers.get("content-encoding", "identity").strip().lower() != "identity":
            raise Damaged
        store.begin(response.status_code, headers)
        taken = 0
        async for piece in response.aiter_raw():
            taken += len(piece)
            if taken > self.most:
                raise Overfull
            store.take(piece)

    async def _reason(self, response: httpx.Response, headers: Mapping[str, str]) -> bytes:
        """Return the beginning of an error's body: it may say why, but the status is told in any case."""
        with suppress(Damaged):
            body = Body(headers.get("content-encoding", ""), _MOST_OF_AN_ERROR)
            with suppress(Damaged, Overfull, httpx.TransportError, TimeoutError):
                async with asyncio.timeout(min(_LONGEST_ERROR, self.left / 2)):
                    async for piece in response.aiter_raw():
                        body.take(piece)
            return body.data
        return b""
