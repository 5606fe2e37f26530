"""Facts of a paper as a person reads them on one line."""

from __future__ import annotations

import re
from datetime import datetime

from feedtui.papers.paper import Paper

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_YEARLESS = re.compile(r"--(\d\d)-(\d\d)")


def shown_date(date: str) -> str:
    """Return an ISO date without its time; a day of an unknown year as `Mar 21`."""
    yearless = _YEARLESS.fullmatch(date)
    if yearless:
        return f"{_MONTHS[int(yearless[1]) - 1]} {int(yearless[2])}"
    return date.partition("T")[0]


def shown_time(time: str) -> str:
    """Return an ISO time as the day and minute that it is here."""
    try:
        return datetime.fromisoformat(time).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return time


def shown_authors(authors: tuple[str, ...], most: int) -> str:
    """Return the names parted by commas, those past `most` as `et al.`."""
    return ", ".join(authors[:most]) + (" et al." if len(authors) > most else "")


def paper_date(paper: Paper) -> str:
    """Return the day on which the paper was published, else listed, as people write it; or nothing."""
    date = paper.published or paper.listed
    return shown_date(date) if date else ""


def citation(paper: Paper, address: str) -> str:
    """Return the paper as one line of a plain list of references."""
    authors = shown_authors(paper.authors, 6)
    year = re.match(r"\d{4}", paper.published or "")
    head = ". ".join(part for part in (authors.rstrip("."), paper.title.rstrip(".")) if part)
    return f"{head}{f' ({year[0]})' if year else ''}. {address}"
