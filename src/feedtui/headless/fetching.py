"""Fetching PDFs and full texts."""

from __future__ import annotations

import json
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from feedtui.headless.sources import at_desk
from feedtui.headless.telling import chosen, print_json
from feedtui.library.library import Library
from feedtui.papers.paper import Paper
from feedtui.papers.text import clean_line
from feedtui.paths import path_of
from feedtui.progress import progress

if TYPE_CHECKING:
    from feedtui.refreshing.desk import Desk

Report = Callable[[int, int | None], None]

_EVERY = 0.25
"""Seconds between two lines of how far it is."""
_SHOWN = 40


def fetch_papers(library: Library, arguments: Namespace) -> int:
    """Fetch the PDFs of papers, or their full texts, one after the other."""
    from feedtui.downloading.pdfs import Fetched, NotFetched, fetch_pdf
    from feedtui.downloading.texts import fetch_text

    rows, code = chosen(library, arguments.papers)
    papers = [item.paper for item in library.items(rows)]
    folder = path_of(arguments.folder) if arguments.folder else None

    async def fetch(desk: Desk) -> int:
        failed = code
        for paper in papers:
            try:
                with _reporting(paper, arguments.json) as report:
                    if arguments.text:
                        fetched = await fetch_text(desk, paper)
                    else:
                        fetched = await fetch_pdf(desk, paper, folder, report)
            except NotFetched as error:
                failed = 1
                _tell(paper, clean_line(str(error)), arguments.json)
            else:
                _tell(paper, fetched, arguments.json)
            sys.stdout.flush()
        return failed

    def _tell(paper: Paper, came: Fetched | str, as_json: bool) -> None:
        fetched = None if isinstance(came, str) else came
        error = came if isinstance(came, str) else None
        if as_json:
            file = str(fetched.path.absolute()) if fetched else None
            print_json({"id": paper.id, "file": file, "was_there": bool(fetched and fetched.was_there), "error": error})
        elif fetched:
            print(f"{paper.id}\t{clean_line(str(fetched.path))}{chr(9) + 'was there' if fetched.was_there else ''}")
        else:
            print(f"{clean_line(paper.title)}: {error}", file=sys.stderr)

    return at_desk(library, fetch) if papers else code


@contextmanager
def _reporting(paper: Paper, as_json: bool) -> Iterator[Report]:
    """Give what tells on standard error how far a file is: a bar on a terminal, or lines of JSON."""
    if not as_json:
        with progress(clean_line(paper.title)[:_SHOWN]) as show:
            yield lambda done, whole: show(done, whole or done, f"{done / 2**20:.1f} MB")
        return
    told = 0.0

    def report(done: int, whole: int | None) -> None:
        nonlocal told
        if time.monotonic() - told >= _EVERY:
            told = time.monotonic()
            print(json.dumps({"id": paper.id, "received": done, "size": whole}), file=sys.stderr, flush=True)

    yield report
