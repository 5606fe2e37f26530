"""The command that exchanges marks with other machines."""

from __future__ import annotations

import gc
import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial

from feedtui.headless.telling import Failed, print_json
from feedtui.library.journal import Journal
from feedtui.library.library import Library
from feedtui.library.passed import exchange_passed
from feedtui.moving.sync import Account, SyncError, sync
from feedtui.papers.text import clean_line
from feedtui.paths import path_of


def sync_marks(library: Library, arguments: Namespace) -> int:
    """Exchange marks, kept searches and sources through a folder; the code is 1 where a file could not be read."""
    # Very much is read and nothing of it is garbage before the end: looking for some takes a third of the time.
    gc.disable()
    # What is not there any more would be told to the other machines as taken back.
    library.refuse_if_lost()
    try:
        places = library.places
        passed = partial(exchange_passed, places)
        account = sync(Journal(places.marks), places.data, path_of(arguments.folder), passed=passed)
    except SyncError as error:
        raise Failed(clean_line(str(error))) from error
    library.catch_up()
    for warning in account.warnings:
        print(warning, file=sys.stderr)
    if arguments.json:
        print_json(asdict(account))
    else:
        print("\n".join(_told(account)))
    for remark in account.unread:
        print(f"{remark.what} was not read: it is {remark.why}. What it holds is left out.", file=sys.stderr)
    return 1 if account.unread else 0


def _told(account: Account) -> Iterator[str]:
    others = f"{account.machines or 'no'} other machine{'s' * (account.machines > 1)}"
    others += "" if account.machines else " yet"
    changes = f"{account.taken:,} change{'s' * (account.taken != 1)}"
    yield f"Sync with {others}: {changes} taken in, {account.sent:,} sent."
    for name in account.waiting:
        yield f"  {name} has lines that are not whole: the rest is taken in when it has arrived"
    for machine in account.ahead:
        yield f"  the clock of the machine of feedtui-{machine}.jsonl is ahead: its changes count as of now"
