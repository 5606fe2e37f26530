"""Commands that ask the rank: which papers are this reader's, and why."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from feedtui.exports.record import record
from feedtui.headless.telling import Failed, chosen, fitted, print_json, terminal_width
from feedtui.library.library import Library
from feedtui.papers.query import Query, is_ranked, order_of
from feedtui.ranking.asked import alike, bars, reasons_of

if TYPE_CHECKING:
    from feedtui.ranking.asked import Reasons
    from feedtui.ranking.ranker import Ranker


@contextmanager
def _opened(library: Library) -> Iterator[Ranker]:
    """Give the rank over a library, as the settings want it."""
    from feedtui.config_reading import ConfigError, read_config
    from feedtui.ranking.ranker import Ranker

    try:
        config = read_config(library.places.config)
    except ConfigError as error:
        raise Failed(str(error)) from error
    with closing(Ranker(library.places, half_life=config.half_life, surprises=config.surprises)) as ranker:
        yield ranker


@contextmanager
def ranked(library: Library) -> Iterator[Ranker]:
    """Give the rank over a library, after it looked through the papers that it did not know yet."""
    from feedtui.progress import progress

    with _opened(library) as ranker:
        whole = len(library)
        with progress("looking through papers") as show:
            ranker.catch_up(lambda papers: show(papers, max(whole, papers), f"{papers:,}"))
        yield ranker


def found_by(library: Library, query: Query, limit: int | None = None) -> Iterator[int]:
    """Yield the rows that a query finds in its order, also in that of the rank, or the first of them."""
    order = order_of(query)
    if not is_ranked(order):
        yield from library.each(query, limit)
        return
    yield from islice(sorted_by(library, order, library.whole(query)), limit)


def sorted_by(library: Library, order: str, rows: Sequence[int]) -> Sequence[int]:
    """Return papers in an order of the rank."""
    with ranked(library) as ranker:
        return ranker.sort(rows, order)


def learn_papers(library: Library, arguments: Namespace) -> int:
    """Look through the papers that the rank does not know yet; a line tells how far it is."""
    whole = len(library)
    with _opened(library) as ranker:
        # A step may be counted in which none is left.
        ranker.catch_up(lambda papers: print(f"{min(papers, whole):,} papers looked through", flush=True))
    return 0


def similar_papers(library: Library, arguments: Namespace) -> int:
    """List the papers that are most like those named, and what they share."""
    rows, code = chosen(library, arguments.papers)
    if not rows:
        return code
    width = terminal_width()
    with ranked(library) as ranker:
        found = alike(ranker, rows, arguments.limit)
    for row, nearness, shared in found:
        item = library.item(row)
        if arguments.json:
            print_json({**record(item), "nearness": round(nearness, 3), "shared": shared})
        else:
            line = f"{nearness:.2f} {item.paper.title} ({', '.join(shared)})"
            print(fitted(line, width) if width else line)
    return code


def why_papers(library: Library, rows: Sequence[int], json: bool) -> None:
    """Print why papers have their scores."""
    with ranked(library) as ranker:
        for number, row in enumerate(rows):
            item, reasons = library.item(row), reasons_of(ranker, row)
            if json:
                print_json({**record(item), "why": _record(library, reasons)})
            else:
                print("\n".join((*([""] if number else []), item.paper.title, *_told(reasons))))


def _told(reasons: Reasons) -> Iterator[str]:
    yield f"Score {reasons.score:.2f}. {reasons.sentence}"
    yield from (f"  {line}" for line in bars(reasons))
    if reasons.nearest:
        yield "Nearest of those you kept:"
        yield from (f"  {nearness:.2f} {title}" for _, title, nearness in reasons.nearest)


def _record(library: Library, reasons: Reasons) -> dict[str, object]:
    return {
        "score": round(reasons.score, 4),
        "sentence": reasons.sentence,
        "parts": [{"kind": kind, "name": name, "amount": round(amount, 4)} for kind, name, amount in reasons.parts],
        "nearest": [
            {"id": library.item(row).paper.id, "title": title, "nearness": round(nearness, 4)}
            for row, title, nearness in reasons.nearest
        ],
    }
