"""`feedtui serve`: a real server and real readers behind it."""

from __future__ import annotations

import asyncio
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

import pyte
import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType, WSServerHandshakeError

_PATIENCE = 30


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that several tests ask, by its address."""
    with _served(tmp_path_factory.mktemp("home")) as (address, _):
        yield address


@contextmanager
def _served(home: Path, *, killed: bool = False) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Serve the reader over a home at a free port; give its address, and the process, which a test may kill."""
    words = [sys.executable, "-m", "feedtui", "--home", str(home), "serve", "--port", "0"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            told = process.stdout.readline()
            yield told.split()[-1], process
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(_PATIENCE) == (-signal.SIGKILL if killed else 0)


class Tab:
    """What a browser's tab shows of the reader."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self._socket = socket
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)

    async def shows(self, text: str, *, no_more: bool = False) -> None:
        """Draw what the reader sends until a text stands on the screen, or stands there no more."""
        async with asyncio.timeout(_PATIENCE):
            while any(text in line for line in self._screen.display) == no_more:
                message = await self._socket.receive()
                assert message.type not in (WSMsgType.CLOSE, WSMsgType.CLOSED), self._screen.display
                if message.type is WSMsgType.BINARY:
                    self._stream.feed(message.data)

    async def press(self, keys: str) -> None:
        """Type."""
        await self._socket.send_json(["stdin", keys])


@asynccontextmanager
async def _tab(address: str, origin: str | None = None) -> AsyncIterator[Tab]:
    """Open the reader as textual-serve's page does."""
    own = "/".join(address.split("/")[:3])
    async with ClientSession() as session:
        opening = session.ws_connect(f"{address}ws?width=80&height=24", headers={"Origin": origin or own})
        async with opening as socket:
            yield Tab(socket)


async def test_a_browser_sees_the_reader_and_its_keys_work(address: str) -> None:
    """The page fetches nothing from elsewhere, and a tab takes keys as a terminal does."""
    async with ClientSession() as session, session.get(address) as page:
        assert "feedtui" in await page.text()
        assert "fonts.googleapis.com" not in page.headers["Content-Security-Policy"]
    async with _tab(address) as tab:
        await tab.shows("Welcome to feedtui")
        await tab.press("\x1b")
        await tab.shows("Welcome to feedtui", no_more=True)
        await tab.press("?")
        await tab.shows("Move down")


@pytest.mark.parametrize("headers", [{"Origin": "https://elsewhere.example"}, {"Host": "feedtui.example:8000"}])
async def test_pages_of_other_sites_are_refused(address: str, headers: dict[str, str]) -> None:
    """Neither another origin nor another name of this machine gets to the reader."""
    async with ClientSession() as session, session.get(address, headers=headers) as answer:
        assert answer.status == 403
        assert "feedtui serve" in await answer.text()
    with pytest.raises(WSServerHandshakeError, match="403"):
        async with _tab(address, "https://elsewhere.example"):
            pass


async def test_who_does_not_know_the_secret_gets_nothing(address: str) -> None:
    """Without the address, not even the scripts are there."""
    root = address.rsplit("/", 2)[0]
    async with ClientSession() as session:
        for path in ("/", "/ws", "/static/js/textual.js", "/download/x"):
            async with session.get(root + path) as answer:
                assert answer.status == 404


async def test_a_star_that_was_given_in_a_browser_is_kept(tmp_path: Path) -> None:
    """What a tab changed is there after the tab and the server have gone."""
    with _served(tmp_path) as (address, _):
        async with _tab(address) as tab:
            await tab.shows("Welcome to feedtui")
            await tab.press("\x1b")
            await tab.shows("Welcome to feedtui", no_more=True)
            await tab.press("s")
            await tab.shows("★ Designing")
    with _served(tmp_path) as (address, _):
        async with _tab(address) as tab:
            await tab.shows("★ Designing")


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    """A sentence names the port and the way out."""
    with _served(tmp_path) as (address, _):
        port = re.search(r":(\d+)/", address)
        assert port is not None
        words = [sys.executable, "-m", "feedtui", "serve", "--port", port[1]]
        told = subprocess.run(words, capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert f"Port {port[1]} cannot be had" in told.stderr


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="processes are not seen in /proc here")
async def test_readers_end_with_a_server_that_is_killed(tmp_path: Path) -> None:
    """Nobody would ever end them otherwise."""
    with _served(tmp_path, killed=True) as (address, process):
        async with _tab(address) as tab:
            await tab.shows("Welcome to feedtui")
            process.kill()
            async with asyncio.timeout(_PATIENCE):
                while _is_running(tmp_path):
                    await asyncio.sleep(0.05)


def _is_running(home: Path) -> bool:
    for words in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if str(home) in words.read_text(errors="replace"):
                return True
    return False
