"""A year of reading on the command line."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from feedtui.headless.telling import print_json, terminal_width
from feedtui.library.library import Library
from feedtui.library.tallies import WEEKS, Tallies
from feedtui.papers.text import clean_line
from feedtui.statistics.pictures import by_week, pictures


def print_statistics(library: Library, arguments: Namespace) -> int:
    """Print the pictures, or what they show as one object."""
    tallies = library.tallies(datetime.now(UTC).date())
    if arguments.json:
        print_json(_object(tallies))
        return 0
    if not tallies.read:
        print("Nothing was read yet: what you read is counted here by day, week, topic and source.")
    for number, picture in enumerate(pictures(tallies, terminal_width() or 80)):
        print("\n".join((*([""] if number or not tallies.read else []), picture.title, *picture.lines)))
    return 0


def _object(tallies: Tallies) -> dict[str, object]:
    days = sorted({*tallies.read, *tallies.starred})
    weeks = [tallies.first + timedelta(7 * week) for week in range(WEEKS)]
    read, starred = by_week(tallies.read, weeks), by_week(tallies.starred, weeks)
    return {
        "first": tallies.first.isoformat(),
        "last": tallies.today.isoformat(),
        "days": [
            {"day": day.isoformat(), "read": tallies.read.get(day, 0), "starred": tallies.starred.get(day, 0)}
            for day in days
        ],
        "weeks": [
            {"week": week.isoformat(), "read": one, "starred": other}
            for week, one, other in zip(weeks, read, starred, strict=True)
        ],
        "topics": {clean_line(name): months for name, months in tallies.topics.items()},
        "sources": {clean_line(name): asdict(one) for name, one in tallies.sources.items()},
    }
