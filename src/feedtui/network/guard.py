"""Which addresses may be opened: the open web's, and those on a private network that the reader gave himself.

A feed is written by strangers. Without this, an address in it could make feedtui ask the reader's router, a service
that listens on his own machine, or the metadata service of the cloud that he works in.
"""

from __future__ import annotations

import asyncio
import re
import socket
import threading
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.request import getproxies, proxy_bypass

import httpx

from feedtui.network.asking import Refused
from feedtui.network.trouble import Trouble, host_of

_PORTS = {"http": 80, "https": 443}
_NAME = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_.])?|[0-9a-f:.]+")
_MOST_ADDRESSES = 8

# What `ipaddress` calls global although no stranger's feed has any business there: IETF protocol assignments with
# Oracle's metadata service (RFC 6890), Azure's metadata service, local NAT64 (RFC 8215), site-local (RFC 3879),
# documentation (RFC 9637). It names them all only in later versions of Python, if at all.
_CLOSED = [ip_network(net) for net in ("192.0.0.0/24", "168.63.129.16/32", "64:ff9b:1::/48", "fec0::/10", "3fff::/20")]
_NAT64 = ip_network("64:ff9b::/96")
"""RFC 6052: on networks without IPv4 every host of the old Internet has such an address."""


def check(url: str, *, own_host: str | None) -> httpx.URL:
    """Return an address that may be asked, as it is sent: its host in ASCII, its path quoted, without a fragment.

    Looks at the address alone; what its host's name stands for is looked at by `addresses`. `own_host` is the host
    that may be on a private network. Raises `Refused`.
    """
    if not url.isprintable() or " " in url:
        raise Refused("The address holds white space or control characters and is not opened.")
    try:
        parsed = httpx.URL(url).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as error:
        raise Refused("The address is not a web address and is not opened.") from error
    if parsed.scheme not in _PORTS:
        raise Refused(
            f"The address begins with {parsed.scheme or 'nothing'}:, which is not opened; only http and https."
        )
    host = parsed.raw_host.decode("ascii")
    if not _NAME.fullmatch(host) or len(host) > 253 or not 0 < port_of(parsed) < 2**16:
        raise Refused("The address names no host that could be asked, and is not opened.")
    if parsed.userinfo:
        raise Refused(f"The address for {host_of(parsed)} carries a name or password, and is not opened.")
    address = _literal(host)
    if address is not None and not is_own(host, own_host) and not is_public(address):
        raise _private(parsed, host)
    return parsed


def is_own(host: str, own_host: str | None) -> bool:
    """Whether a host, in ASCII, is the one that the reader gave himself."""
    if not own_host:
        return False
    try:
        own = httpx.URL(scheme="http", host=own_host.strip("[]")).raw_host.decode("ascii")
    except (httpx.InvalidURL, ValueError):
        return False
    return host.rstrip(".") == own.rstrip(".")


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address is of the open Internet, and any IPv4 address that is wrapped in it too."""
    if isinstance(address, IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            wrapped = IPv4Address(int(address) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(wrapped)
    strange = address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback
    return address.is_global and not strange and not any(address in net for net in _CLOSED)


async def addresses(url: httpx.URL, *, own_host: str | None) -> list[str]:
    """Return the numeric addresses of a checked address's host, the one to try first at the front.

    One private address among them refuses them all: the name is then no honest one. Raises `Refused`, or `Trouble`
    if the host is not found.
    """
    host = url.raw_host.decode("ascii")
    try:
        found = list(dict.fromkeys(await lookup(host, port_of(url))))
    except (OSError, UnicodeError) as error:
        sentence = f"{host_of(url)} could not be found: no such host, or no network."
        raise Trouble(sentence, blamed=False) from error
    if not is_own(host, own_host):
        for text in found:
            if not is_public(ip_address(text)):
                raise _private(url, text)
    return found[:_MOST_ADDRESSES]


async def lookup(host: str, port: int) -> list[str]:
    """Return the numeric addresses of a host as the system knows them; raises `OSError` or `UnicodeError`.

    A thread of its own, and no thread pool's: a program that is left must not wait for a name server that is silent.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[str]] = loop.create_future()

    def settle(found: list[str], error: Exception | None) -> None:
        if answer.done():
            return
        if error is None:
            answer.set_result(found)
        else:
            answer.set_exception(error)

    def ask() -> None:
        found: list[str] = []
        failure: Exception | None = None
        try:
            found = [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        except (OSError, UnicodeError) as error:
            failure = error
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, found, failure)

    threading.Thread(target=ask, name=f"look up {host}", daemon=True).start()
    return await answer


def proxy_for(url: httpx.URL) -> httpx.Proxy | None:
    """Return the proxy that the environment or the system sets for an address, None if it is asked directly.

    The proxy then looks the host up: `addresses` cannot, and only addresses in figures are checked. Raises `Refused`.
    """
    host = url.raw_host.decode("ascii")
    literal = _literal(host)
    # What is this machine's own would be another's behind a proxy.
    if (literal is not None and literal.is_loopback) or proxy_bypass(url.netloc.decode("ascii")):
        return None
    known = getproxies()
    address = known.get(url.scheme) or known.get("all")
    if not address:
        return None
    try:
        proxy = httpx.Proxy(address if "://" in address else f"http://{address}")
    except (httpx.InvalidURL, ValueError) as error:
        raise Refused(f"The proxy that is set for {host_of(url)} has no address that can be understood.") from error
    if proxy.url.scheme not in _PORTS:
        raise Refused(
            f"The proxy that is set for {host_of(url)} is of a kind that feedtui does not know; http is known."
        )
    return proxy


def port_of(url: httpx.URL) -> int:
    """Return the port of a web address."""
    return url.port if url.port is not None else _PORTS[url.scheme]


def _literal(host: str) -> IPv4Address | IPv6Address | None:
    """Return the address that a host is in figures, in any form that a system's resolver takes, else None."""
    host = host.rstrip(".")
    if host == "localhost" or host.endswith(".localhost"):
        return IPv4Address("127.0.0.1")
    try:
        return ip_address(host)
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host))
    except OSError:
        return None


def _private(url: httpx.URL, address: str) -> Refused:
    where = host_of(url) if address == url.raw_host.decode("ascii") else f"{host_of(url)} ({address})"
    return Refused(
        f"{where} is on a private network; only an address that you gave yourself may be, so it is not opened."
    )
