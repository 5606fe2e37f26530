"""One round of asking all sources at once; each is judged by itself, and none costs the others anything."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from filelock import FileLock, Timeout

from feedtui.config import Config
from feedtui.library.library import Library
from feedtui.library.schema import CorpusError
from feedtui.library.subscriptions import Standing, Subscription
from feedtui.network.asking import Refused
from feedtui.network.fetcher import Fetcher
from feedtui.refreshing.desk import Desk, Gathered
from feedtui.refreshing.judging import judged
from feedtui.refreshing.plans import gather
from feedtui.refreshing.reading import ReadingRoom
from feedtui.sources.addresses import Address, AddressError, parse_address
from feedtui.sources.found import Unreadable


class Busy(Exception):
    """Another feedtui is asking sources; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one source."""

    source: Subscription
    standing: Standing
    gathered: Gathered

    @property
    def failed(self) -> bool:
        """Whether there was no answer of use."""
        return self.standing.state in ("failed", "waiting")


@asynccontextmanager
async def open_desk(
    library: Library, config: Config, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> AsyncIterator[Desk]:
    """Open a desk, one at a time among all processes: servers see one polite reader.

    Raises:
        Busy: Another feedtui has one open.
    """
    lock = FileLock(library.places.data / "network.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise Busy("Another feedtui is asking the sources at this moment; try again when it is done.") from error
    try:
        with ReadingRoom(library.topics, config.patience) as room:
            async with Fetcher(library.subscriptions, pace=_pace(config)) as fetcher:
                yield Desk(library, fetcher, room, config, clock())
    finally:
        lock.release()


async def refresh(desk: Desk, sources: Sequence[Subscription], report: Callable[[Outcome], None]) -> None:
    """Ask sources all at once, and report each as soon as it is done."""
    subscriptions = desk.library.subscriptions

    async def ask(source: Subscription) -> None:
        outcome = await _asked(desk, source, subscriptions.standing(source.name))
        subscriptions.keep_standing(source.name, outcome.standing)
        report(outcome)

    async with asyncio.TaskGroup() as tasks:
        for source in sources:
            tasks.create_task(ask(source))


async def _asked(desk: Desk, source: Subscription, before: Standing) -> Outcome:
    gathered = Gathered()
    address = Address(source.name, "unknown", source.name)
    error: Exception | None = None
    try:
        address = parse_address(source.name)
        await gather(desk, address, before, gathered)
    except (Refused, Unreadable, AddressError, CorpusError) as failure:
        error = failure
    except Exception as failure:
        # A mistake of feedtui's own must not cost the other sources their round.
        error = Unreadable(f"feedtui made a mistake with it ({type(failure).__name__}: {failure}).")
    return Outcome(source, judged(address, before, gathered, desk.now, error), gathered)


def _pace(config: Config) -> dict[str, float]:
    """Return the seconds between two requests: to all of arXiv, and to whatever stands in for it."""
    endpoints = config.endpoints
    asked = (
        urlsplit(one).netloc for one in (endpoints.arxiv_rss, endpoints.arxiv_api, endpoints.arxiv_oai, endpoints.arxiv)
    )
    others = (host for host in asked if not host.endswith(".arxiv.org"))
    return dict.fromkeys(("arxiv.org", *others), config.arxiv_pause)
