"""What each kind of source is asked for, and in which order."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, date, timedelta

from feedtui.library.subscriptions import Standing
from feedtui.network.asking import Refused
from feedtui.refreshing.desk import BAD_REQUEST, Desk, Gathered, Taken
from feedtui.sources import arxiv_api, arxiv_calendar, arxiv_oai, huggingface_lists
from feedtui.sources.addresses import Address
from feedtui.sources.huggingface_lists import MOST

MISSED_DAYS = 30
"""Days back to which lists are caught up: whoever was away for longer imports a snapshot."""
FIRST_DAYS = 3
"""Days of Hugging Face's lists that a new subscription begins with."""
COUNTED_DAYS = 10
"""Days of lists whose counts are asked for again: upvotes settle after one to two weeks."""
_PAGES = 10
_API_PAGE = 500


async def gather(desk: Desk, address: Address, standing: Standing, gathered: Gathered) -> None:
    """Ask a source for all that is to be had; `gathered` has what came, whatever is raised.

    Raises:
        Refused: It did not answer.
        Unreadable: Its answer cannot be read.
    """
    base, today = desk.config.endpoints.huggingface, desk.now.astimezone(UTC).date()
    match address.kind:
        case "hf-daily":
            await _daily(desk, address.name, standing, gathered)
        case "hf-weekly":
            await _pages(desk, address.name, lambda page: huggingface_lists.weekly(base, today, page), gathered)
        case "hf-monthly":
            await _pages(desk, address.name, lambda page: huggingface_lists.monthly(base, today, page), gathered)
        case "hf-trending":
            await _pages(desk, address.name, lambda page: huggingface_lists.trending(base, page), gathered)
        case "hf-search":
            url = huggingface_lists.search(base, address.value)
            gathered.taken.append(await desk.take(address.name, url, "huggingface", secret=desk.config.token))
        case "arxiv-listing":
            await _listing(desk, address, standing, gathered)
        case "arxiv-query":
            api = desk.config.endpoints.arxiv_api
            url = arxiv_api.by_query(api, address.value, 0, _API_PAGE)
            gathered.taken.append(await desk.take(address.name, url, "arxiv-api", by_date=True))
        case _:
            gathered.taken.append(await desk.take(address.name, address.value, "feed", by_date=True))


async def _daily(desk: Desk, source: str, standing: Standing, gathered: Gathered) -> None:
    """Ask for today's list and yesterday's, those that were missed, and once a day for the counts of older ones."""
    today = desk.now.astimezone(UTC).date()
    base = desk.config.endpoints.huggingface
    counts = standing.counted != today.isoformat()
    for day in days_to_ask(standing.covered, today, counts=counts):

        def page_of(page: int, day: date = day) -> str:
            return huggingface_lists.daily(base, day, page)

        try:
            await _pages(desk, source, page_of, gathered)
        except Refused as error:
            # A server whose clock is behind calls today the future.
            if error.status != BAD_REQUEST or day != today:
                raise
        else:
            gathered.covered = day.isoformat()
    gathered.counted = today.isoformat()


def days_to_ask(covered: str | None, today: date, *, counts: bool) -> list[date]:
    """Return the days whose lists are to be asked for, the oldest first; there are none of Saturday and Sunday."""
    before = [today - timedelta(back) for back in range(MISSED_DAYS + 1)]
    lists = [day for day in before if day.weekday() < 5]
    wanted = set(lists[:2])
    if covered is None:
        wanted.update(lists[:FIRST_DAYS])
    else:
        wanted.update(day for day in lists if day.isoformat() > covered)
        if counts:
            wanted.update(lists[:COUNTED_DAYS])
    return sorted(wanted)


async def _pages(desk: Desk, source: str, url: Callable[[int], str], gathered: Gathered) -> None:
    token = desk.config.token
    for page in range(_PAGES):
        taken = await desk.take(source, url(page), "huggingface", secret=token)
        gathered.taken.append(taken)
        if taken.found is None or taken.count + len(taken.found.skipped) < MOST:
            return


async def _listing(desk: Desk, address: Address, standing: Standing, gathered: Gathered) -> None:
    """Ask for the day's listing, and for what was announced on days whose listing is gone."""
    taken = await desk.take(address.name, f"{desk.config.endpoints.arxiv_rss}/rss/{address.value}", "arxiv-listing")
    gathered.taken.append(taken)
    listed = taken.found.list_date if taken.found else None
    latest = arxiv_calendar.latest_announcement(desk.now)
    # An empty listing has taken the place of the last one; an unchanged one still is the last one.
    holds = (listed and date.fromisoformat(listed)) or (None if taken.found else latest)
    last = holds - timedelta(1) if holds else latest
    covered = date.fromisoformat(standing.covered) if standing.covered else last
    missed = arxiv_calendar.announcements_between(max(covered, last - timedelta(MISSED_DAYS)) + timedelta(1), last)
    if missed:
        await _catch_up(desk, address, missed[0], missed[-1], gathered)
    gathered.covered = max(covered.isoformat(), listed or "", missed[-1].isoformat() if missed else "")


async def _catch_up(desk: Desk, address: Address, first: date, last: date, gathered: Gathered) -> None:
    """Ask for what was announced on some days: the API by the time of submission, else the archive by its changes."""
    endpoints, category = desk.config.endpoints, address.value
    # What is announced on a day was sent in on the one or, over a weekend, the three before.
    begin = first - timedelta(4)

    def page_of(start: str) -> str:
        return arxiv_api.submitted_between(endpoints.arxiv_api, category, begin, last, int(start), _API_PAGE)

    async def from_api(start: str) -> Taken:
        return await desk.take(address.name, page_of(start), "arxiv-api", by_date=True, since=begin.isoformat())

    async def from_archive(token: str) -> Taken:
        base = endpoints.arxiv_oai
        oai_set = arxiv_oai.oai_set(category)
        # A paper stands there under the day of its last change, which may be today.
        until = arxiv_calendar.eastern(desk.now).date()
        url = arxiv_oai.resumed(base, token) if token else arxiv_oai.list_records(base, oai_set, begin, until)
        return await desk.take(address.name, url, "arxiv-oai", by_date=True, since=begin.isoformat())

    try:
        await _followed(from_api, "0", gathered)
    except Refused:
        # Since February 2026 the API often refuses whoever keeps to its limits.
        await _followed(from_archive, "", gathered)


async def _followed(part: Callable[[str], Awaitable[Taken]], start: str, gathered: Gathered) -> None:
    """Ask for the parts of a list, each of which names the following one."""
    following: str | None = start
    for _ in range(_PAGES):
        if following is None:
            return
        taken = await part(following)
        gathered.taken.append(taken)
        following = taken.found.following if taken.found else None
