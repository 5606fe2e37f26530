"""A stand-in for Hugging Face's daily papers: the API, the pages, and the limits of both."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from urllib.parse import urlencode

from standin.hf_items import Json, handle, item, known, linked_repositories, paper_object
from standin.hf_pages import daily_page, search_page, trending_page
from standin.server import Answer, Request, StandIn, json_answer
from standin.world import Preprint, World

WINDOW = 300
"""Seconds of a rate limit's window: https://huggingface.co/docs/hub/rate-limits."""
_HTML, _MARKDOWN = "text/html; charset=utf-8", "text/markdown; charset=utf-8"
_PERIODS = {"date": "%Y-%m-%d", "week": "%G-W%V", "month": "%Y-%m"}

Listed = list[tuple[date, Preprint]]


class BadRequestError(ValueError):
    """The API refuses a parameter; the text is its answer."""


class HuggingFace(StandIn):
    """Hugging Face on the world's day; a client with a token may ask twice as much as `limits` say.

    `limits` are requests in a window for `api` and `pages`; `clock`, in seconds, may be replaced by a test's own.
    """

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world = world
        self.limits = {"api": 500, "pages": 100}
        self.clock: Callable[[], float] = time.time
        self._used: Counter[tuple[str, int, str]] = Counter()

    def answer(self, request: Request) -> Answer:
        """Answer within the limits, else 429."""
        bucket = "api" if request.path.startswith("/api/") else "pages"
        now, token = self.clock(), request.headers.get("authorization", "")
        limit = self.limits[bucket] * (2 if token else 1)
        asked = (bucket, int(now // WINDOW), token)
        self._used[asked] += 1
        left = limit - self._used[asked]
        answer = (self._api if bucket == "api" else self._page)(request)
        if left < 0:
            answer = json_answer({"error": "We had to rate limit you. Try again later, or use a token."}, 429)
        headers = {
            "RateLimit": f'"{bucket}";r={max(left, 0)};t={WINDOW - int(now % WINDOW)}',
            "RateLimit-Policy": f'"fixed window";"{bucket}";q={limit};w={WINDOW}',
        }
        return replace(answer, headers={**answer.headers, **headers})

    def _api(self, request: Request) -> Answer:
        try:
            if request.path == "/api/daily_papers":
                return self._daily(request.query)
            if request.path == "/api/papers/search":
                limit = _whole(request.query, "limit", 20, most=120)
                return json_answer(self._items(self._found(request.query.get("q", ""))[:limit]))
        except BadRequestError as error:
            return json_answer({"error": str(error)}, 400)
        paper = self._paper(request.path.removeprefix("/api/papers/"))
        if paper is None:
            return json_answer({"error": "Paper not found"}, 404)
        return json_answer(paper_object(self.world, paper) | linked_repositories(paper))

    def _daily(self, query: Mapping[str, str]) -> Answer:
        """Answer with one page of a list, and a link to the next where there is one."""
        at = _whole(query, "p", 0)
        limit = _whole(query, "limit", 50, least=1, most=100)
        listed = self._listed(query)
        following = f"{self.base}/api/daily_papers?{urlencode({**query, 'p': at + 1})}"
        more = {"Link": f'<{following}>; rel="next"'} if len(listed) > (at + 1) * limit else {}
        return json_answer(self._items(listed[at * limit : (at + 1) * limit]), headers=more)

    def _listed(self, query: Mapping[str, str]) -> Listed:
        """Return a list: of a day, week or month the most upvotes first, of all days the newest first.

        Raises:
            BadRequestError: A period, or how to sort, is none, or a day is yet to come.
        """
        sort = query.get("sort", "publishedAt")
        if sort not in ("publishedAt", "trending"):
            raise BadRequestError('Invalid option: expected one of "publishedAt"|"trending"')
        if sort == "trending":
            return self._trending()
        listed = [(day, paper) for day, papers in self.world.lists.items() for paper in papers]
        if person := query.get("submitter"):
            listed = [(day, paper) for day, paper in listed if handle(known(paper).submitter) == person]
        within = _period(query, self.world.today)
        if within is None:
            return listed
        once = {paper.number: (day, paper) for day, paper in listed if within(day)}
        return sorted(once.values(), key=lambda one: -self.world.votes(one[1]))

    def _trending(self) -> Listed:
        """Return the papers of all time whose code has the most stars, whatever day is asked for."""
        papers = [paper for paper in self.world.papers.values() if self.world.is_known(paper)]
        starred = [paper for paper in papers if known(paper).repository]
        starred.sort(key=lambda paper: -known(paper).stars)
        return [(known(paper).days[0], paper) for paper in starred]

    def _found(self, query: str) -> Listed:
        """Return the papers that have any word of a query, those with the most of them first."""
        words = set(re.findall(r"\w+", query.lower()))
        hits = []
        for paper in filter(self.world.is_known, self.world.papers.values()):
            title, text = (set(re.findall(r"\w+", part.lower())) for part in (paper.text.title, paper.text.abstract))
            if score := 3 * len(words & title) + len(words & text):
                hits.append((-score, known(paper).days[0], paper))
        return [(day, paper) for _, day, paper in sorted(hits, key=lambda hit: hit[0])]

    def _page(self, request: Request) -> Answer:
        """Answer with a page for people, or a paper's text in Markdown."""
        today, path = self.world.today, request.path
        if path == "/papers/trending":
            return _html(trending_page(self._items(self._trending()[:50]), today))
        if path == "/papers" and "q" in request.query:
            query = request.query["q"]
            return _html(search_page(self._items(self._found(query)[:60]), query, today))
        if path == "/papers":
            latest = next(iter(self.world.lists), today)
            return _html(daily_page(self._items(self._listed({"date": f"{latest}"})), latest))
        if period := re.fullmatch(r"/papers/(date|week|month)/([\dW-]+)", path):
            try:
                listed = self._listed({period[1]: period[2]})
            except BadRequestError:
                return _html("<h1>404</h1>", 404)
            day = listed[0][0] if listed else today
            return _html(daily_page(self._items(listed[:105]), day, period[1].replace("date", "day")))
        paper = self._paper(path.removeprefix("/papers/").removesuffix(".md"))
        if paper is None or not path.endswith(".md"):
            return _html("<h1>404</h1><p>Sorry, we can't find the page you are looking for.</p>", 404)
        names = ", ".join(author.name for author in paper.authors)
        text = f"# {paper.text.title}\n\n{names}\n\n## Abstract\n\n{paper.text.abstract}\n\n## 1 Introduction\n\n…\n"
        return Answer(text.encode(), _MARKDOWN)

    def _paper(self, number: str) -> Preprint | None:
        paper = self.world.papers.get(number)
        return paper if paper and self.world.is_known(paper) else None

    def _items(self, listed: Listed) -> list[Json]:
        return [item(self.world, paper, day) for day, paper in listed]


def _html(text: str, status: int = 200) -> Answer:
    return Answer(text.encode(), _HTML, status)


def _whole(query: Mapping[str, str], name: str, default: int, least: int = 0, most: int | None = None) -> int:
    """Return a parameter that is a whole number; what is refused is said in Hugging Face's words."""
    text = query.get(name, f"{default}")
    if not re.fullmatch(r"-?\d{1,9}", text):
        raise BadRequestError("Invalid input: expected number, received NaN")
    number = int(text)
    if most is not None and number > most:
        raise BadRequestError(f"Too big: expected number to be <={most}")
    if number < least:
        raise BadRequestError(f"Too small: expected number to be >={least}")
    return number


def _period(query: Mapping[str, str], today: date) -> Callable[[date], bool] | None:
    """Return what says whether a day is in the period asked for, None where none is.

    Raises:
        BadRequestError: The period is none, or a day to come.
    """
    for name, form in _PERIODS.items():
        if text := query.get(name):
            try:
                first = datetime.strptime(f"{text} 1", f"{form} %u").date()
            except ValueError:
                raise BadRequestError("Invalid ISO date") from None
            if f"{first:{form}}" != text:
                raise BadRequestError("Invalid ISO date")
            if name == "date" and first > today:
                raise BadRequestError("Invalid date: it is in the future")
            return lambda day: f"{day:{form}}" == text
    return None
