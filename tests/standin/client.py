"""A plain client for the tests of the stand-in servers: no redirects, no decoding, no second try."""

from __future__ import annotations

import json
from email.message import Message
from http.client import HTTPConnection
from typing import Any, NamedTuple


class Reply(NamedTuple):
    """What came back."""

    status: int
    headers: Message
    body: bytes

    def json(self) -> Any:
        """Return what the body says in JSON."""
        return json.loads(self.body)


def ask(base: str, target: str, **headers: str) -> Reply:
    """Get a target of a server, or its whole URL; a header's `-` is written `_`."""
    connection = HTTPConnection(base.removeprefix("http://"), timeout=20)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", target.removeprefix(base), headers=named)
    with connection.getresponse() as answer:
        reply = Reply(answer.status, answer.headers, answer.read())
    connection.close()
    return reply
