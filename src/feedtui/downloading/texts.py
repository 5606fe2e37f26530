"""The full text of a paper: fetched, read in another process, and kept for the reader alone."""

from __future__ import annotations

import asyncio
import os
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from feedtui.downloading.pdfs import Fetched, NotFetched
from feedtui.library.private import make_folder, open_private
from feedtui.library.saved import is_plain, text_file
from feedtui.network.asking import Ask, Refused
from feedtui.papers.paper import Paper
from feedtui.refreshing.desk import Desk
from feedtui.sources.found import Unreadable
from feedtui.sources.full_text import from_html, from_markdown


async def fetch_text(desk: Desk, paper: Paper) -> Fetched:
    """Bring the full text of a paper, of arXiv if it has one in HTML, else of Hugging Face.

    Raises:
        NotFetched: There is none, it cannot be read, or it cannot be kept.
    """
    file = text_file(desk.library, paper)
    if is_plain(file):
        return Fetched(file, was_there=True)
    kind, _, number = paper.id.partition(":")
    if kind != "arxiv":
        raise NotFetched("Full texts are known of papers with an arXiv id alone.")
    endpoints = desk.config.endpoints
    asked = (
        (f"{endpoints.arxiv}/html/{number}", from_html, None),
        (f"{endpoints.huggingface}/papers/{number}.md", from_markdown, desk.config.token),
    )
    troubles = []
    for url, read, secret in asked:
        ask = Ask(url, secret=secret, deadline=desk.config.patience, most=desk.config.most_megabytes * 2**20)
        try:
            answer = await desk.bring(ask, urlsplit(url).hostname)
            text = await desk.room.run(read, answer.data)
        except (Refused, Unreadable) as error:
            troubles.append(str(error))
            continue
        await asyncio.to_thread(_keep, file, f"From {url}, fetched on {_day(desk.now)}.\n\n{text}\n")
        return Fetched(file, was_there=False)
    raise NotFetched(f"There is no full text to read. {' '.join(troubles)}")


def _keep(file: Path, text: str) -> None:
    """Write a text under a name of its own, and give it the right one once it is whole."""
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        make_folder(file.parent)
        beside.unlink(missing_ok=True)
        with os.fdopen(open_private(beside, os.O_WRONLY | os.O_CREAT), "w", encoding="utf-8") as written:
            written.write(text)
        os.replace(beside, file)
    except OSError as error:
        raise NotFetched(f"The text cannot be kept in {file.parent}: {error.strerror or error}.") from error


def _day(now: datetime) -> str:
    return now.date().isoformat()
