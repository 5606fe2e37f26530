"""Sources asked of the stand-in servers, on a day of the test's choosing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from feedtui.config_reading import read_config
from feedtui.library.library import Library
from feedtui.papers.paper import Item
from feedtui.papers.query import parse
from feedtui.paths import places
from feedtui.refreshing.rounds import Outcome, open_desk, refresh
from standin.arxiv import ArXiv
from standin.crossref import Crossref
from standin.huggingface import HuggingFace
from standin.publisher import Publisher
from standin.world import World

TUESDAY = date(2026, 11, 24)
DAY = TUESDAY - date(2026, 11, 23)


@dataclass
class Servers:
    """The stand-ins, arXiv's archive by itself, and the home of a reader who asks them."""

    home: Path
    huggingface: HuggingFace
    arxiv: ArXiv
    archive: ArXiv
    publisher: Publisher
    crossref: Crossref

    def is_today(self, day: date) -> None:
        """Let all servers come to another day; the past stays as it was."""
        world = World(self.arxiv.world.seed, day)
        self.huggingface.world = self.arxiv.world = self.archive.world = self.publisher.world = world

    async def ask(self, *names: str, at: datetime | None = None) -> dict[str, Outcome]:
        """Subscribe to sources, and ask all that there are, as if at noon of the servers' day."""
        now = at or datetime.combine(self.arxiv.world.today, time(12), UTC)
        with closing(Library(places(str(self.home)), clock=lambda: f"{now:%Y-%m-%dT%H:%M:%SZ}")) as library:
            library.subscriptions.add(dict.fromkeys(names, ""))
            outcomes: dict[str, Outcome] = {}
            async with open_desk(library, read_config(library.places.config), lambda: now) as desk:
                await refresh(desk, library.subscriptions.all(), lambda one: outcomes.__setitem__(one.source.name, one))
        return outcomes

    def items(self, query: str = "") -> list[Item]:
        """Return the papers that a query finds."""
        with closing(opened(self.home)) as library:
            return list(library.items(library.whole(parse(query))))


@contextmanager
def servers(home: Path, day: date = TUESDAY, *, patience: float = 10) -> Iterator[Servers]:
    """Start the stand-ins, and write the settings that lead to them."""
    world = World(1, day)
    with ExitStack() as stack:
        huggingface = stack.enter_context(HuggingFace(world))
        arxiv, archive = stack.enter_context(ArXiv(world)), stack.enter_context(ArXiv(world))
        publisher = stack.enter_context(Publisher(world))
        crossref = stack.enter_context(Crossref())
        home.mkdir(exist_ok=True)
        (home / "settings.toml").write_text(
            f"patience = {patience}\narxiv_pause = 0\n[endpoints]\nhuggingface = '{huggingface.base}'\n"
            f"arxiv_rss = '{arxiv.base}'\narxiv_api = '{arxiv.base}'\narxiv_oai = '{archive.base}'\n"
            f"arxiv = '{arxiv.base}'\ncrossref = '{crossref.base}'\n"
        )
        yield Servers(home, huggingface, arxiv, archive, publisher, crossref)


def opened(home: Path) -> Library:
    """Return the library of a home."""
    return Library(places(str(home)))
