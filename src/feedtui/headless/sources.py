"""Commands about sources: add, remove, list, ask."""

from __future__ import annotations

import asyncio
import sys
from argparse import Namespace
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from feedtui.config_reading import ConfigError, read_config
from feedtui.headless.telling import Failed, print_json, rows_of
from feedtui.library.library import Library
from feedtui.library.subscriptions import Subscription
from feedtui.papers.text import clean_line
from feedtui.progress import progress
from feedtui.sources.addresses import AddressError, parse_address

if TYPE_CHECKING:
    from feedtui.refreshing.desk import Desk
    from feedtui.refreshing.rounds import Outcome

Result = TypeVar("Result")

_DAYS = 14
_TOLD = ("state", "why", "asked", "answered", "failed_since", "retry_at", "new_at")
_MOST_REMARKS = 5
_MOST_BY_TITLE, _MOST_BY_ID = 100, 2_000
"""Papers that are looked up at once: each title is two questions, a hundred ids are one."""


def add_sources(library: Library, arguments: Namespace) -> int:
    """Add sources and ask them for the first time."""
    from feedtui.refreshing.adding import look_at
    from feedtui.sources.found import Unreadable

    failed = 0

    async def add(desk: Desk) -> None:
        nonlocal failed
        added = []
        for text in arguments.addresses:
            try:
                looked = await look_at(desk, text)
            except (AddressError, Unreadable) as error:
                failed = 1
                print(f"{clean_line(text)} was not added. {clean_line(str(error))}", file=sys.stderr)
                continue
            title = clean_line(looked.title)
            new = library.subscriptions.add({looked.name: title})
            added += new
            print(f"{'Added' if new else 'There already:'} {looked.name} ({title}).")
            if looked.remark:
                print(f"  {clean_line(looked.remark)}")
        failed |= await _refreshed(desk, _chosen(library, added), _line) if added else 0

    at_desk(library, add)
    return failed


def remove_sources(library: Library, arguments: Namespace) -> int:
    """Remove sources; their papers stay."""
    chosen = _chosen(library, arguments.addresses)
    library.subscriptions.remove(one.name for one in chosen)
    for one in chosen:
        print(f"Removed {one.name}; its papers are kept.")
    return 0


def list_sources(library: Library, arguments: Namespace) -> int:
    """List the sources and how it went with each."""
    subscriptions = library.subscriptions
    today = datetime.now(UTC).date()
    for one in subscriptions.all():
        standing = subscriptions.standing(one.name)
        if arguments.json:
            days = subscriptions.days(one.name, today, _DAYS)
            told = {fact: getattr(standing, fact) for fact in _TOLD}
            print_json({**asdict(one), **told, "days": days})
        else:
            print(f"{one.name}\t{one.title}\t{'paused' if one.paused else clean_line(standing.told())}")
    return 0


def refresh_sources(library: Library, arguments: Namespace) -> int:
    """Ask sources: those named, else all that are not paused."""
    every = library.subscriptions.all()
    if not every:
        raise Failed(
            "There are no sources yet. feedtui add hf:daily arxiv:cs.CL adds two; any feed's address does too."
        )
    chosen = _chosen(library, arguments.addresses) if arguments.addresses else [one for one in every if not one.paused]

    async def ask(desk: Desk) -> int:
        return await _refreshed(desk, chosen, _object if arguments.json else _line)

    return at_desk(library, ask)


def resolve_papers(library: Library, arguments: Namespace) -> int:
    """Look papers up that are known by their titles, their arXiv ids or their DOIs alone."""
    from feedtui.refreshing.resolving import Resolved, has_only_id, is_unresolved, resolve

    found = (item.paper for item in library.items(rows_of(library, arguments.query)))
    unresolved = [paper for paper in found if is_unresolved(paper)]
    if not unresolved:
        print("No paper there is known by its title, its arXiv id or its DOI alone.", file=sys.stderr)
        return 0
    papers = [paper for paper in unresolved if has_only_id(paper)][:_MOST_BY_ID]
    papers += [paper for paper in unresolved if not has_only_id(paper)][:_MOST_BY_TITLE]
    if len(papers) < len(unresolved):
        print(f"Looking up {len(papers):,} of {len(unresolved):,} papers.", file=sys.stderr)
    with progress("looking up") as show:
        done = 0

        def report(one: Resolved) -> None:
            nonlocal done
            done += 1
            show(done, len(papers), clean_line(one.title)[:40])
            if arguments.json:
                print_json(asdict(one))
            else:
                print(f"{clean_line(one.title)}: {one.id or clean_line(one.why)}")

        at_desk(library, lambda desk: resolve(desk, papers, report))
    return 0


async def _refreshed(desk: Desk, sources: Sequence[Subscription], report: Callable[[Outcome], None]) -> int:
    """Ask sources, and report what came of each; return the exit code."""
    from feedtui.refreshing.rounds import refresh

    done = failed = new = 0
    with progress("asking") as show:

        def came(outcome: Outcome) -> None:
            nonlocal done, failed, new
            done, failed, new = done + 1, failed + outcome.failed, new + outcome.gathered.added.new
            report(outcome)
            sys.stdout.flush()
            show(done, len(sources), f"{failed} failed, {new:,} new")

        show(0, len(sources), "")
        await refresh(desk, sources, came)
    return 1 if failed else 0


def at_desk(library: Library, work: Callable[[Desk], Coroutine[None, None, Result]]) -> Result:
    """Do some work that asks servers."""
    from feedtui.refreshing.rounds import Busy, open_desk

    async def work_there() -> Result:
        async with open_desk(library, config) as desk:
            return await work(desk)

    try:
        config = read_config(library.places.config, "", "endpoints")
        return asyncio.run(work_there())
    except (Busy, ConfigError) as error:
        raise Failed(str(error)) from error


def _chosen(library: Library, names: Iterable[str]) -> list[Subscription]:
    """Return sources by their names or by any address that means them; raises `Failed` for one that is not there."""
    held = {one.name: one for one in library.subscriptions.all()}
    chosen = {}
    for text in names:
        try:
            name = text if text in held else parse_address(text).name
        except AddressError as error:
            raise Failed(clean_line(str(error))) from error
        if name not in held:
            raise Failed(f"{clean_line(name)} is no source of yours; feedtui sources lists them.")
        chosen[name] = held[name]
    return list(chosen.values())


def _line(outcome: Outcome) -> None:
    print(clean_line(f"{outcome.source.name}: {outcome.standing.told()}"), file=sys.stderr if outcome.failed else None)
    for remark in outcome.gathered.skipped[:_MOST_REMARKS]:
        print(f"  left out: {remark.what} ({remark.why})")
    more = len(outcome.gathered.skipped) - _MOST_REMARKS
    if more > 0:
        print(f"  and {more:,} more")


def _object(outcome: Outcome) -> None:
    gathered, standing = outcome.gathered, outcome.standing
    print_json(
        {
            "source": outcome.source.name,
            "kind": next((one.found.kind for one in gathered.taken if one.found), None),
            "state": standing.state,
            "found": gathered.count,
            **asdict(gathered.added),
            "skipped": [asdict(remark) for remark in gathered.skipped],
            "why": clean_line(standing.why),
            "error": clean_line(standing.why) if outcome.failed else None,
            "retry_at": standing.retry_at,
        }
    )
