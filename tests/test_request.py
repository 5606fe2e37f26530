"""A request goes to the address that was checked, in the name of the host that was meant, by the proxy that is set."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from feedtui.network import guard
from feedtui.network.asking import Ask, Refused
from feedtui.network.fetcher import Fetcher
from feedtui.network.memory import Forgetful
from loopback import HERE, Clock, always, answer, certified, serving


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    """Yield a fetcher that never really waits for a turn."""
    clock = Clock(time.time())
    async with Fetcher(Forgetful(), clock=clock, sleep=clock.sleep) as fetcher:
        yield fetcher


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Return the addresses by name that the name server knows from now on; there is no proxy."""
    names: dict[str, list[str]] = {}

    async def lookup(host: str, port: int) -> list[str]:
        if host not in names:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return names[host]

    monkeypatch.setattr(guard, "lookup", lookup)
    monkeypatch.setattr(guard, "getproxies", dict)
    return names


async def refusal(fetcher: Fetcher, ask: Ask, own_host: str | None = HERE) -> str:
    """Return the sentence by which an address is refused."""
    with pytest.raises(Refused) as refused:
        await fetcher.fetch(ask, own_host)
    return str(refused.value)


async def test_a_host_that_is_not_there_is_told(fetcher: Fetcher, known: dict[str, list[str]]) -> None:
    """That no name server knows a host is no failure of the host: it is asked again at once."""
    ask = Ask("http://bücher.example/")
    sentence = "xn--bcher-kva.example could not be found: no such host, or no network."
    assert [await refusal(fetcher, ask), await refusal(fetcher, ask)] == [sentence] * 2
    assert "could not be found" in await refusal(fetcher, Ask(f"http://{'a' * 70}.example/"))


async def test_the_address_that_was_checked_is_the_one_that_is_asked(
    fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name server that tells something else the second time is not asked a second time."""
    told: list[str] = []

    async def lookup(host: str, port: int) -> list[str]:
        told.append(host)
        return [HERE] if len(told) == 1 else ["10.0.0.1"]

    monkeypatch.setattr(guard, "lookup", lookup)
    monkeypatch.setattr(guard, "getproxies", dict)
    async with serving(always(answer(b"news"))) as site:
        brought = await fetcher.fetch(Ask(site.at(host="Feeds.Example")), "feeds.example")
    assert (brought.data, brought.url, told) == (b"news", site.at(host="feeds.example"), ["feeds.example"])
    assert site.asked[0].headers["host"] == f"feeds.example:{site.port}"


async def test_a_name_that_leads_to_a_private_network_is_not_opened(
    fetcher: Fetcher, known: dict[str, list[str]]
) -> None:
    """One private address among public ones is enough; also where a host of the reader's own leads there."""
    async with serving(always(answer(status="302 Found", location="http://inside.example/"))) as site:
        known.update({"feeds.example": [HERE], "inside.example": ["93.184.216.34", "192.168.1.1"]})
        sentence = await refusal(fetcher, Ask(site.at(host="feeds.example")), "feeds.example")
        assert sentence.startswith("inside.example (192.168.1.1) is on a private network;")
        assert (await refusal(fetcher, Ask(site.at(host="feeds.example")), None)).startswith(
            "feeds.example (127.0.0.1) is on a private network;"
        )
    assert len(site.asked) == 1


async def test_the_next_address_is_tried_where_one_takes_no_connection(
    fetcher: Fetcher, known: dict[str, list[str]]
) -> None:
    """The server listens on one of two addresses."""
    known["feeds.example"] = ["127.0.0.2", HERE]
    async with serving(always(answer(b"news"))) as site:
        assert (await fetcher.fetch(Ask(site.at(host="feeds.example")), "feeds.example")).data == b"news"


async def test_a_certificate_is_checked_against_the_name(
    known: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The connection goes to a number, the certificate is the name's; another name's is refused."""
    known.update({"feeds.example": [HERE], "other.example": [HERE]})
    context, pem = certified(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    async with serving(always(answer(b"secret news")), context) as site, Fetcher(Forgetful()) as fetcher:
        secure = f"https://feeds.example:{site.port}/"
        assert (await fetcher.fetch(Ask(secure), "feeds.example")).data == b"secret news"
        sentence = await refusal(fetcher, Ask(f"https://other.example:{site.port}/"), "other.example")
    assert sentence.startswith("The certificate of other.example is not valid (Hostname mismatch")
    assert len(site.asked) == 1


async def test_a_certificate_of_nobody_is_refused(
    fetcher: Fetcher, known: dict[str, list[str]], tmp_path: Path
) -> None:
    """Signed by itself, trusted by none."""
    known["feeds.example"] = [HERE]
    context, _ = certified(tmp_path)
    async with serving(always(answer(b"news")), context) as site:
        ask = Ask(f"https://feeds.example:{site.port}/")
        assert (await refusal(fetcher, ask, "feeds.example")).startswith(
            "The certificate of feeds.example is not valid ("
        )


async def test_a_redirect_from_a_secure_to_an_open_address_is_not_followed(
    known: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What was asked in secret is not asked aloud."""
    known["feeds.example"] = [HERE]
    context, pem = certified(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    down = answer(status="302 Found", location="http://feeds.example/")
    async with serving(always(down), context) as site, Fetcher(Forgetful()) as fetcher:
        sentence = await refusal(fetcher, Ask(f"https://feeds.example:{site.port}/"), "feeds.example")
    assert sentence == "feeds.example redirects to an address that is not secure (http), which is not followed."


async def test_an_open_server_on_a_secure_address_is_told(fetcher: Fetcher, known: dict[str, list[str]]) -> None:
    """Http on the port for https."""
    known["feeds.example"] = [HERE]

    def answering(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer(b"", "400 Bad Request"))
        writer.close()

    async with await asyncio.start_server(answering, HERE, 0) as server:
        port = server.sockets[0].getsockname()[1]
        sentence = await refusal(fetcher, Ask(f"https://feeds.example:{port}/"), "feeds.example")
    assert sentence.startswith("No secure connection to feeds.example could be made (")


async def test_a_proxy_is_asked_where_one_is_set(fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    """The proxy gets the whole address and its own password; a proxy that is down blames no host."""
    async with serving(always(answer(b"by proxy"))) as proxy:
        monkeypatch.setattr(guard, "getproxies", lambda: {"http": f"http://me:word@{HERE}:{proxy.port}"})
        assert (await fetcher.fetch(Ask("http://feeds.example/a"))).data == b"by proxy"
    assert proxy.asked[0].path == "http://feeds.example/a"
    assert proxy.asked[0].headers["host"] == "feeds.example"
    assert proxy.asked[0].headers["proxy-authorization"].startswith("Basic ")
    sentence = "The proxy that is set for feeds.example does not take connections."
    ask = Ask("http://feeds.example/a")
    assert [await refusal(fetcher, ask), await refusal(fetcher, ask)] == [sentence] * 2


async def test_a_proxy_that_refuses_is_told(fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    """The password is wrong."""
    async with serving(always(answer(b"", "407 Proxy Authentication Required"))) as proxy:
        monkeypatch.setattr(guard, "getproxies", lambda: {"all": f"{HERE}:{proxy.port}"})
        sentence = await refusal(fetcher, Ask("https://feeds.example/"))
    assert sentence == ("The proxy did not let feedtui through to feeds.example (407 Proxy Authentication Required).")
