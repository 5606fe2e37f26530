"""The reader in a browser of the same machine, by textual-serve.

textual-serve answers whoever asks. Whoever reaches its socket has the reader's keys: here that is a browser which
was given the secret address, and only pages of this server. A page of another site may not ask (its `Origin` is
another), nor may one whose name was made to point at this machine (its `Host` is another), nor another user of the
machine (who does not know the address).
"""

from __future__ import annotations

import secrets
import socket
import subprocess
import sys
from shlex import join
from typing import TYPE_CHECKING

from aiohttp import web
from textual_serve.server import Server

if TYPE_CHECKING:
    from aiohttp.typedefs import Handler

HERE = "127.0.0.1"
_BYTES_OF_SECRET = 24
_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self' ws://{host}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
"""textual-serve's page has scripts and styles of its own within it; the font it asks Google for is not fetched."""


class LocalServer(Server):
    """A reader of its own for each tab of a browser that knows the address."""

    def __init__(self, home: str | None, listening: socket.socket) -> None:
        words = [sys.executable, "-P", "-m", "feedtui", *([] if home is None else ["--home", home])]
        command = subprocess.list2cmdline(words) if sys.platform == "win32" else join(words)
        super().__init__(command, HERE, listening.getsockname()[1], title="feedtui")
        self._listening = listening
        # In the path: a cookie would be sent to whatever else listens on this machine, whoever's it is.
        self._secret = secrets.token_urlsafe(_BYTES_OF_SECRET)

    async def on_startup(self, app: web.Application) -> None:
        """Say where the reader is."""
        print(f"feedtui is at {self.public_url}/{self._secret}/", flush=True)
        print("Whoever has this address has your reader; only this machine reaches it. Ctrl+C ends it.", flush=True)

    def run(self) -> None:
        """Serve until the process is interrupted or asked to end."""
        web.run_app(self._guarded(), sock=self._listening, print=None)

    async def _guarded(self) -> web.Application:
        guarded = web.Application(middlewares=[self._guard])
        guarded.add_subapp(f"/{self._secret}", await self._make_app())
        return guarded

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse who comes from elsewhere, and tell the browser to fetch nothing from elsewhere."""
        host = self.public_url.removeprefix("http://")
        if request.host != host or request.headers.get("Origin", self.public_url) != self.public_url:
            raise web.HTTPForbidden(text="This is not the address that feedtui serve printed.")
        response = await handler(request)
        if not response.prepared:
            response.headers["Content-Security-Policy"] = _POLICY.format(host=host)
            response.headers["Referrer-Policy"] = "no-referrer"
            response.headers["X-Content-Type-Options"] = "nosniff"
            response.headers["Cache-Control"] = "no-store"
        return response
