"""What is asked of the web, what comes of it, and how a refusal is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from feedtui.network.memory import Remembered

DEADLINE = 30.0
"""Seconds for one exchange, redirects and the second try included; waiting for a turn is not counted."""

MOST = 20 * 2**20
"""Bytes, unpacked: the largest category of arXiv's feeds, 2000 papers, takes about 5 MB."""


class Store(Protocol):
    """Takes a body piece by piece as it comes, so that what came of a broken one is not lost."""

    def wishes(self) -> Mapping[str, str]:
        """Return the headers that ask for what is not there yet, looked at before each request."""

    def begin(self, status: int, headers: Mapping[str, str]) -> None:
        """Hear that a body comes: all of it (200) or a part (206); raises `Refused` if it is not wanted."""

    def take(self, piece: bytes) -> None:
        """Take the next piece; raises `Refused` if the rest is not wanted."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One address to be brought.

    `secret` is a bearer token, sent to this address's own host and port only. `deadline` is in seconds, `most` in
    unpacked bytes. `trusted_host` says that the reader gave this address himself: its host may then be one of a
    private network. With a `store` the body goes there as it comes, unpacked by nobody, and the answer has none.
    """

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    secret: str | None = field(default=None, repr=False)
    deadline: float = DEADLINE
    most: int = MOST
    trusted_host: bool = False
    store: Store | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address gave.

    `url` is where the redirects ended, `headers` have lower-case names. `unchanged` says that there is nothing new
    since the answer that was last taken, and that `data` is empty: the server said so (304), or sent the same bytes
    again, or promised so for a time that has not passed (`fetched` is then False, and `status` 304). `asked` and
    `remembered` are for `Fetcher.took`.
    """

    url: str
    status: int
    data: bytes = field(repr=False)
    headers: Mapping[str, str]
    unchanged: bool
    fetched: bool
    asked: str
    remembered: Remembered


class Refused(Exception):
    """Nothing was brought; the message is a sentence for the reader that names the host.

    `retry_at` is the time, in seconds of the epoch, before which the host is not asked again; `status` and `data`
    are those of an HTTP error, whose body is cut at 64 KiB.
    """

    def __init__(
        self, sentence: str, *, retry_at: float | None = None, status: int | None = None, data: bytes = b""
    ) -> None:
        super().__init__(sentence)
        self.retry_at = retry_at
        self.status = status
        self.data = data
