"""A stand-in for arXiv: the daily feeds, the query API and OAI-PMH, on one base."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time
from hashlib import sha256
from pathlib import Path

from standin import arxiv_oai, arxiv_papers, arxiv_query
from standin.arxiv_feeds import Daily, atom, rss
from standin.days import DAY, before, midnight
from standin.server import Answer, Request, StandIn, ranged, revalidated
from standin.world import World

_ARCHIVES = {
    archive: subjects.split()
    for archive, _, subjects in (
        line.partition(":") for line in Path(__file__).with_name("categories.txt").read_text("ascii").splitlines()
    )
}
_NAMES = [*_ARCHIVES, *(f"{archive}.{subject}" for archive, subjects in _ARCHIVES.items() for subject in subjects)]
_ASKABLE = {name.lower(): name for name in _NAMES}
_LAST_VERSION = 5
"""Later replacements are in no feed."""


class ArXiv(StandIn):
    """arXiv on the world's day, at noon in UTC.

    `stale` makes the feeds hold the announcement before, as if built today. `max_age` takes the place of the seconds
    to New York's midnight. A start put in `empty_at` gets a page of the query API without entries, once. `records`
    is how many OAI-PMH gives at a time. Papers whose ids are put in `without_html` have a PDF alone.
    """

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world = world
        self.stale = False
        self.max_age: int | None = None
        self.empty_at: set[int] = set()
        self.records = 100
        self.without_html: set[str] = set()

    def answer(self, request: Request) -> Answer:
        """Answer, or say 404."""
        if feed := re.fullmatch(r"/(rss|atom)/([^/]+)", request.path):
            return self._feed(feed[1], feed[2], request)
        if request.path == "/api/query":
            return self._query(request)
        if request.path == "/oai":
            return Answer(arxiv_oai.answer(self.world, request.query, self.records).encode(), "text/xml; charset=utf-8")
        if named := re.fullmatch(r"/(pdf|html)/(.+?)(?:v\d+)?", request.path):
            paper = self.world.papers.get(named[2])
            if paper and named[1] == "pdf":
                return ranged(request, arxiv_papers.pdf(paper))
            if paper and named[2] not in self.without_html:
                return Answer(arxiv_papers.html(paper).encode(), "text/html; charset=utf-8")
        return Answer(b"<h1>404</h1>", "text/html; charset=utf-8", 404)

    def _feed(self, form: str, asked: str, request: Request) -> Answer:
        """Answer with the day's announcements: of one category or archive, or of some joined by `+`."""
        kind, write = f"application/{form}+xml", atom if form == "atom" else rss
        link, today = f"{self.base}/{form}/{asked}", self.world.today
        names = [_ASKABLE.get(name.lower(), "") for name in asked.split("+")]
        if "" in names:
            wrong = asked.split("+")[names.index("")]
            reason = f"Bad category '{wrong}'. Valid archives are: {', '.join(_ARCHIVES)}."
            error = Daily(link, f"Feed error for query: {asked}", reason, today, today, [])
            return Answer(write(error).encode(), kind, 400)
        day = before(today) if self.stale else today
        announced = [one for one in self.world.announced(day, names) if one.version <= _LAST_VERSION]
        title = ", ".join(names) + " updates on arXiv.org"
        about = ", ".join(names) + " updates on the arXiv.org e-print archive."
        body = write(Daily(link, title, about, today, day, announced)).encode()
        headers = {"ETag": f'"{sha256(body).hexdigest()}"', "Cache-Control": f"max-age={self._age()}"}
        return revalidated(request, Answer(body, kind, headers=headers))

    def _query(self, request: Request) -> Answer:
        kind = "application/atom+xml; charset=utf-8"
        try:
            return Answer(arxiv_query.answer(self.world, request.query, self.empty_at).encode(), kind)
        except arxiv_query.QueryError as error:
            return Answer(arxiv_query.refusal(self.world, str(error)).encode(), kind, 400)

    def _age(self) -> int:
        """Return for how many seconds a feed is good: until the next midnight in New York."""
        noon = datetime.combine(self.world.today, time(12), UTC)
        left = int((midnight(self.world.today + DAY) - noon).total_seconds())
        return left if self.max_age is None else self.max_age
