"""Only the open web is opened, and what the reader named himself."""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import suppress
from ipaddress import ip_address
from typing import Never

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.network import guard
from feedtui.network.asking import Refused
from feedtui.network.guard import check, is_own, is_public, proxy_for
from feedtui.network.trouble import Trouble

PRIVATE = """
    0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 168.63.129.16 169.254.169.254
    172.16.0.1 172.31.255.255 192.0.0.192 192.0.2.1 192.168.0.1 198.18.0.1 224.0.0.1 239.255.255.250 240.0.0.1
    255.255.255.255 :: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::1
    100::1 2001::1 2001:db8::1 2002:7f00:1:: 2002:a00:1::1 3fff::1 fc00::1 fd00:ec2::254 fe80::1 fec0::1 ff02::1
""".split()
PUBLIC = "1.1.1.1 8.8.8.8 93.184.216.34 2606:4700::1111 ::ffff:8.8.8.8 64:ff9b::808:808 2002:808:808::1".split()


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_told_from_public_ones(address: str) -> None:
    """Also where an IPv4 address is wrapped in an IPv6 address; and none is opened by its figures."""
    assert not is_public(ip_address(address))
    url = f"http://[{address}]/feed" if ":" in address else f"http://{address}/feed"
    with pytest.raises(Refused, match="is on a private network"):
        check(url, own_host=None)
    assert check(url, own_host=address).path == "/feed"


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_opened(address: str) -> None:
    """NAT64 is how a network without IPv4 reaches all of the old Internet."""
    assert is_public(ip_address(address))
    check(f"https://[{address}]/" if ":" in address else f"https://{address}/", own_host=None)


@pytest.mark.parametrize(
    "host",
    "2130706433 0x7f000001 0x7f.1 127.1 127.0.0.1. localhost LOCALHOST. a.localhost 127。0。0。1".split(),
)
def test_other_ways_to_write_loopback_are_seen_through(host: str) -> None:
    """The system's resolver takes them all."""
    with pytest.raises(Refused, match="is on a private network"):
        check(f"http://{host}/", own_host=None)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("", "begins with nothing:, which is not opened"),
        ("feeds.example/rss", "begins with nothing:"),
        ("file:///etc/passwd", "begins with file:, which is not opened; only http and https"),
        ("ftp://feeds.example/", "begins with ftp:"),
        ("http://", "names no host"),
        ("http:///feed", "names no host"),
        ("http://-a.example/", "names no host"),
        ("http://a%20b.example/", "names no host"),
        ("http://[fe80::1%25eth0]/", "names no host"),
        ("http://feeds.example:0/", "names no host"),
        ("http://feeds.example:99999/", "names no host"),
        (f"http://{'a.' * 150}example/", "names no host"),
        ("http://0177.0.0.1/", "not a web address"),
        ("http://feeds.example:port/", "not a web address"),
        ("http://\u2100.example/", "not a web address"),
        ("http://xn--/", "names no host"),
        ("http://feeds.example/a b", "white space or control characters"),
        ("http://feeds.example/\n", "white space or control characters"),
        ("http://feeds.example/\x1b[2J", "white space or control characters"),
        ("http://\u202efeeds.example/", "white space or control characters"),
        ("https://me:word@feeds.example/", "for feeds.example carries a name or password"),
        ("https://feeds.example@10.0.0.1/", r"for 10\.0\.0\.1 carries a name"),
    ],
)
def test_what_is_no_web_address_is_told(url: str, why: str) -> None:
    """The sentence never repeats a password or a control character."""
    with pytest.raises(Refused, match=why) as refused:
        check(url, own_host="feeds.example")
    assert "word@" not in str(refused.value)
    assert str(refused.value).isprintable()


def test_an_address_is_returned_as_it_is_sent() -> None:
    """In ASCII throughout, without the fragment."""
    assert str(check("HTTPS://Bücher.Example:443/ä?q=ö#x", own_host=None)) == (
        "https://xn--bcher-kva.example/%C3%A4?q=%C3%B6"
    )


@given(st.one_of(st.text(), st.text().map("http://{}".format), st.text().map("https://feeds.example{}".format)))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    """What passes has a host, a known scheme, and is all ASCII."""
    with suppress(Refused):
        url = check(text, own_host=None)
        assert url.scheme in ("http", "https")
        assert url.raw_host
        assert str(url).isascii()


def test_the_readers_own_host_is_known_in_any_form() -> None:
    """As it stands in an address that the reader typed."""
    assert is_own("nas.local", "NAS.local")
    assert is_own("nas.local.", "nas.local")
    assert is_own("xn--bcher-kva.example", "Bücher.example")
    assert is_own("::1", "[::1]")
    assert not is_own("www.nas.local", "nas.local")
    assert not is_own("nas.local", None)
    assert not is_own("nas.local", "")
    assert not is_own("nas.local", "\u2100")


async def test_a_name_stands_for_addresses_that_are_all_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is not makes the name dishonest; the reader's own host may be anywhere."""
    told = ["2606:4700::1111", "1.1.1.1", "1.1.1.1"]

    async def lookup(host: str, port: int) -> list[str]:
        return told

    monkeypatch.setattr(guard, "lookup", lookup)
    url = check("https://feeds.example/", own_host=None)
    assert await guard.addresses(url, own_host=None) == told[:2]
    told.append("fe80::1%eth0")
    with pytest.raises(Refused, match=r"feeds\.example \(fe80::1%eth0\) is on a private network"):
        await guard.addresses(url, own_host="other.example")
    assert len(await guard.addresses(url, own_host="feeds.example")) == 3


async def test_the_system_knows_localhost_and_not_what_is_invalid() -> None:
    """RFC 6761: .invalid is never there. Both without a network."""
    assert {"127.0.0.1", "::1"} & set(await guard.lookup("localhost", 80))
    with pytest.raises(Trouble, match=r"no\.such\.invalid could not be found"):
        await guard.addresses(httpx.URL("http://no.such.invalid/"), own_host=None)


def test_a_name_server_that_is_silent_holds_nobody_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the one who waits, nor the end of the program, nor the answer that comes after it."""
    answer, answered = threading.Event(), threading.Event()

    def getaddrinfo(*_: object, **__: object) -> Never:
        answer.wait()
        answered.set()
        raise socket.gaierror(socket.EAI_AGAIN, "late")

    async def ask() -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01):
                await guard.lookup("slow.example", 80)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    asyncio.run(ask())
    (thread,) = (thread for thread in threading.enumerate() if thread.name == "look up slow.example")
    answer.set()
    thread.join(5)
    assert answered.is_set()
    assert not thread.is_alive()


def test_a_proxy_is_used_as_it_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """By scheme, else for all; not for the machine itself, nor where NO_PROXY says so."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "REQUEST_METHOD"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    secure = httpx.URL("https://feeds.example:8443/")
    assert proxy_for(secure) is None
    monkeypatch.setenv("HTTPS_PROXY", "http://me:word@proxy.example:3128")
    monkeypatch.setenv("ALL_PROXY", "other.example:80")
    monkeypatch.setenv("NO_PROXY", "university.example")
    proxy, other = proxy_for(secure), proxy_for(httpx.URL("http://feeds.example/"))
    assert proxy
    assert (str(proxy.url), proxy.auth) == ("http://proxy.example:3128", ("me", "word"))
    assert other
    assert other.url.host == "other.example"
    for near in ("http://localhost:8000/", "http://127.0.0.1/", "http://[::1]/", "https://www.university.example/"):
        assert proxy_for(httpx.URL(near)) is None


@pytest.mark.parametrize(
    ("proxy", "why"),
    [("socks5://me:word@proxy.example:1080", "of a kind that feedtui does not know"), ("http://\u2100", "no address")],
)
def test_a_proxy_that_cannot_be_used_is_told(monkeypatch: pytest.MonkeyPatch, proxy: str, why: str) -> None:
    """To go around it would be to go where the reader did not want to; its password is not told."""
    monkeypatch.setattr(guard, "getproxies", lambda: {"https": proxy})
    with pytest.raises(Refused, match=why) as refused:
        proxy_for(httpx.URL("https://feeds.example/"))
    assert "word" not in str(refused.value)
