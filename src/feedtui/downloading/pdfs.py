"""The PDF of a paper, into a folder: never over another file, and gone on with where it stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from feedtui.downloading.part import HEAD, Part
from feedtui.library.private import make_folder
from feedtui.library.saved import is_plain, remember_pdf, saved_pdf
from feedtui.network.asking import Ask, Refused
from feedtui.network.trouble import amount
from feedtui.papers.filenames import file_name
from feedtui.papers.links import is_web, pdf_address
from feedtui.papers.paper import Paper
from feedtui.paths import path_of
from feedtui.refreshing.desk import Desk

MOST = 200 * 2**20
"""Bytes of one PDF."""
DEADLINE = 900.0
"""Seconds for one try: 20 MB at 200 kbit/s."""

_TRIES = 3
_OTHER_RANGE = 416
_NOTHING = "; nothing of it was kept"


class NotFetched(Exception):
    """There is no file; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """Where the file is, and whether it was there before."""

    path: Path
    was_there: bool


async def fetch_pdf(
    desk: Desk, paper: Paper, folder: Path | None, report: Callable[[int, int | None], None]
) -> Fetched:
    """Bring a paper's PDF into a folder, or into the one of the settings, and remember where it is.

    Raises:
        NotFetched: There is none, it did not come, or it cannot be written.
    """
    there = saved_pdf(desk.library, paper) if folder is None else None
    if there is not None:
        return Fetched(there, was_there=True)
    chosen = desk.config.pdf_folder
    into = folder or (path_of(chosen) if chosen else desk.library.places.pdfs)
    try:
        make_folder(desk.library.places.pdfs) if not folder and not chosen else into.mkdir(parents=True, exist_ok=True)
        held = _held(into, paper)
        path = held or await _brought(desk, paper, into, report)
    except OSError as error:
        why = error.strerror or error
        raise NotFetched(f"The PDF cannot be kept in {into}: {why}.") from error
    remember_pdf(desk.library, paper, path.absolute())
    return Fetched(path, was_there=held is not None)


def _held(folder: Path, paper: Paper) -> Path | None:
    """Return the paper's PDF in a folder: by its whole name, else by its arXiv id or DOI, with which that begins."""
    exact = folder / file_name(paper, ".pdf")
    if exact.is_symlink() or exact.exists():
        if not is_plain(exact) or not _is_pdf(exact):
            raise NotFetched(f"{exact} is there but is no PDF; move it away, then fetch the paper again.")
        return exact
    kind = paper.id.partition(":")[0]
    if kind not in ("arxiv", "doi"):
        return None
    number = Path(file_name(Paper(paper.id, title=""), ".pdf")).stem
    named = (path for path in folder.iterdir() if path.suffix == ".pdf" and path.stem.partition(" ")[0] == number)
    return next((path for path in sorted(named) if is_plain(path) and _is_pdf(path)), None)


async def _brought(desk: Desk, paper: Paper, folder: Path, report: Callable[[int, int | None], None]) -> Path:
    url, own_host = _address(desk, paper)
    with Part(folder / file_name(paper, ".pdf"), url, report) as part:
        ask = Ask(url, {"accept": "application/pdf, */*;q=0.5"}, deadline=DEADLINE, most=MOST, store=part)
        for tries_left in reversed(range(_TRIES)):
            before = part.kept
            try:
                await desk.bring(ask, own_host)
                break
            except Refused as error:
                if error.status == _OTHER_RANGE or part.size >= MOST:
                    part.empty()
                again = error.status == _OTHER_RANGE or (error.status is None and part.kept > before)
                if not (again and tries_left):
                    raise NotFetched(_told(error, part.kept)) from error
        try:
            part.finish()
        except Refused as error:
            raise NotFetched(str(error)) from error
    return part.target


def _told(error: Refused, kept: int) -> str:
    """Return what went wrong, and what is kept for the next try."""
    sentence = str(error)
    if not kept:
        return sentence
    return f"{sentence.replace(_NOTHING, '')} {amount(kept)} are kept, and gone on with next time."


def _address(desk: Desk, paper: Paper) -> tuple[str, str | None]:
    """Return where a paper's PDF is, and the host of it if the reader named that himself."""
    kind, _, number = paper.id.partition(":")
    if kind == "arxiv":
        base = desk.config.endpoints.arxiv
        return f"{base}/pdf/{number}", urlsplit(base).hostname
    url = pdf_address(paper)
    if url is None or not is_web(url):
        raise NotFetched("No source gave a link to this paper's PDF.")
    own = {urlsplit(one.name).hostname for one in desk.library.subscriptions.all()}
    host = urlsplit(url).hostname
    return url, host if host in own else None


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(HEAD)) == HEAD
