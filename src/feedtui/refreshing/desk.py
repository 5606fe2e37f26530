"""What asking one address takes: the bytes are fetched, read elsewhere, and their papers kept."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from feedtui.config import Config
from feedtui.library.library import Library
from feedtui.library.origin import Added, Origin
from feedtui.library.ready import Packed, Ready, unpack
from feedtui.network.asking import Answer, Ask, Refused
from feedtui.network.fetcher import Fetcher
from feedtui.papers.paper import Paper
from feedtui.refreshing.readers import Given
from feedtui.refreshing.reading import Read, ReadingRoom
from feedtui.sources.found import Found, Remark, Unreadable

BAD_REQUEST = 400


@dataclass(frozen=True, slots=True)
class Taken:
    """What one answer brought; no `found` where nothing came since it was last asked."""

    found: Found | None = None
    count: int = 0
    digest: str = ""
    added: Added = field(default_factory=Added)


@dataclass(slots=True)
class Gathered:
    """What a source brought so far, over all that it was asked; what came before a failure is kept."""

    taken: list[Taken] = field(default_factory=list)
    covered: str | None = None
    """The last day of which all lists are in."""
    counted: str | None = None
    """The day on which older lists were asked for their counts."""

    @property
    def added(self) -> Added:
        """What was new, updated and unchanged."""
        return sum((one.added for one in self.taken), Added())

    @property
    def count(self) -> int:
        """How many papers the lists had."""
        return sum(one.count for one in self.taken)

    @property
    def skipped(self) -> tuple[Remark, ...]:
        """What could not be read."""
        return tuple(remark for one in self.taken if one.found for remark in one.found.skipped)


class Desk:
    """Asks on behalf of the reader, and keeps what comes; papers are written one answer at a time."""

    def __init__(self, library: Library, fetcher: Fetcher, room: ReadingRoom, config: Config, now: datetime) -> None:
        self.library = library
        self.config = config
        self.now = now
        self.room = room
        self._fetcher = fetcher
        self._writing = asyncio.Lock()
        self._looked: dict[str, Answer | Refused] = {}

    async def fetch(self, url: str, *, secret: str | None = None, own_host: str | None = None) -> Answer:
        """Ask an address; raises `Refused`.

        `own_host` may be on the reader's private network: a host that they named, this address's if not given.
        """
        most = self.config.most_megabytes * 2**20
        ask = Ask(url, secret=secret, deadline=self.config.patience, most=most)
        return await self._fetcher.fetch(ask, own_host=own_host or urlsplit(url).hostname)

    async def look(self, url: str, *, own_host: str | None = None) -> Answer:
        """Do as `fetch` does, and let what came be what the next `take` of this address gets: it is asked once."""
        try:
            answer = await self.fetch(url, own_host=own_host)
        except Refused as error:
            self._looked[url] = error
            raise
        self._looked[url] = answer
        return answer

    async def bring(self, ask: Ask, own_host: str | None = None) -> Answer:
        """Bring an address that the reader asks for and waits for; raises `Refused`."""
        return await self._fetcher.fetch(ask, own_host=own_host, even_if_fresh=True)

    async def take(
        self,
        source: str,
        url: str,
        reader: str,
        *,
        by_date: bool = False,
        secret: str | None = None,
        since: str | None = None,
    ) -> Taken:
        """Ask an address and keep its papers under the source's name.

        `since` is the day from which on to catch up; then the answer is wanted though it may be as it was before.

        Raises:
            Refused: There was no answer of use.
            Unreadable: The answer cannot be read; nothing of it was kept, and it is asked for anew next time.
        """
        if since:
            self._fetcher.forget(url)
        try:
            answer = self._looked_at(url) or await self.fetch(url, secret=secret)
        except Refused as error:
            if error.status == BAD_REQUEST and reader.startswith("arxiv"):
                # What is wrong stands in the body, which arXiv writes as a feed of one entry.
                await self.read(Given(reader, error.data, source, url))
            raise
        if answer.unchanged:
            return Taken()
        read = await self.read(Given(reader, answer.data, source, answer.url, answer.headers, since))
        origin = Origin(source, read.found.kind, read.found.list_date, by_date)
        async with self._writing:
            added = await asyncio.to_thread(self._keep_read, read, origin)
        self._fetcher.took(answer)
        return Taken(read.found, read.count, read.digest, added)

    def _looked_at(self, url: str) -> Answer | None:
        """Return what came of a look at an address, once; raises `Refused` where that was refused."""
        looked = self._looked.pop(url, None)
        if isinstance(looked, Refused):
            raise looked
        return looked

    async def read(self, given: Given) -> Read:
        """Read bytes; raises `Unreadable`."""
        if not given.data.strip():
            raise Unreadable("The answer is empty.")
        return await self.room.read(given)

    async def keep(self, papers: Sequence[Paper], origin: Origin) -> Added:
        """Keep papers."""
        async with self._writing:
            return await asyncio.to_thread(self.library.add, papers, origin)

    def _keep_read(self, read: Read, origin: Origin) -> Added:
        added = Added()
        if read.papers:
            added += self.library.add_ready(_unpacked(read.papers), origin)
        if read.revised:
            added += self.library.add_ready(_unpacked(read.revised), origin, only_known=True)
        return added


def _unpacked(portions: Sequence[Sequence[Packed]]) -> list[list[Ready]]:
    return [list(map(unpack, portion)) for portion in portions]
