"""Which files on disk belong to a paper: its PDF, its full text, and how far that was read."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from feedtui.papers.paper import Paper

if TYPE_CHECKING:
    from feedtui.library.library import Library


def saved_pdf(library: Library, paper: Paper) -> Path | None:
    """Return the PDF that was fetched of a paper, if it is still there; links are not followed."""
    kept = library.setting(f"pdf {paper.id}")
    if kept and is_plain(Path(kept)):
        return Path(kept)
    folder = library.places.pdfs
    if not folder.is_dir():
        return None
    # The first screen does not wait for what makes names.
    from feedtui.papers.filenames import file_name

    path = folder / file_name(paper, ".pdf")
    return path if is_plain(path) else None


def remember_pdf(library: Library, paper: Paper, path: Path) -> None:
    """Remember where the PDF of a paper is."""
    # Where nothing can be written, it is looked for by its name the next time.
    with suppress(sqlite3.Error):
        library.keep_setting(f"pdf {paper.id}", str(path))


def text_file(library: Library, paper: Paper) -> Path:
    """Return where the full text of a paper is, or would be: under its id, for its title may change."""
    from feedtui.papers.filenames import file_name

    return library.places.texts / file_name(Paper(paper.id, title=""), ".md")


def saved_text(library: Library, paper: Paper) -> str | None:
    """Return the full text that was fetched of a paper, if it can be read."""
    from feedtui.library.private import open_private

    with suppress(OSError), os.fdopen(open_private(text_file(library, paper)), encoding="utf-8") as file:
        return file.read()
    return None


def has_text(library: Library, paper: Paper) -> bool:
    """Whether a full text of a paper is here or may be fetched: servers are asked by arXiv ids alone."""
    if paper.id.startswith("arxiv:"):
        return True
    return library.places.texts.is_dir() and is_plain(text_file(library, paper))


def text_place(library: Library, paper: Paper) -> int:
    """Return the paragraph at which reading a full text was left, 0 before it was begun."""
    kept = library.setting(f"place {paper.id}") or ""
    return int(kept) if kept.isascii() and kept.isdigit() and len(kept) < 10 else 0


def keep_text_place(library: Library, paper: Paper, paragraph: int) -> None:
    """Remember the paragraph at which reading a full text is left."""
    # Where nothing can be written, the place alone is lost.
    with suppress(sqlite3.Error):
        library.keep_setting(f"place {paper.id}", str(paragraph) if paragraph else None)


def is_plain(path: Path) -> bool:
    """Whether a file is there, and is no link, folder or device."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (OSError, ValueError):
        return False
