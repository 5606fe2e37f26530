"""Repairs that can lose nothing: what is changed is copied first."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from feedtui.doctor import folders
from feedtui.doctor.marks import holder
from feedtui.library.journal import Journal
from feedtui.library.library import Library
from feedtui.library.lost_marks import bring_back
from feedtui.library.marks import Marks
from feedtui.library.reindexing import reindex
from feedtui.library.salvaging import salvage
from feedtui.library.schema import connect
from feedtui.library.whole_file import stamp_of
from feedtui.paths import Places


def repair(places: Places, wanted: list[str], now: datetime) -> Iterator[str]:
    """Do the repairs that findings named, each once; yield a sentence on each.

    Raises:
        OSError: A file refuses; whatever was copied before is still there.
        sqlite3.Error: The papers refuse.
    """
    names = [name for name in REPAIRS if name in wanted]
    kept = [path for name in names if name in _TOUCHED for path in _TOUCHED[name](places) if path.is_file()]
    if kept:
        beside = _copied(list(dict.fromkeys(kept)), places.data / f"before-repair-{now:%Y-%m-%d-%H%M%S}")
        yield f"What is changed was copied to {beside}."
    for name in names:
        yield REPAIRS[name](places)


def _copied(paths: list[Path], folder: Path) -> Path:
    # Two repairs may come within one second.
    names = (folder, *(folder.with_name(f"{folder.name}-{number}") for number in range(2, 100)))
    folder = next(one for one in names if not one.exists())
    folder.mkdir(mode=0o700)
    for path in paths:
        shutil.copy2(path, folder / path.name)
    return folder


def _papers_files(places: Places) -> list[Path]:
    return [places.papers, *places.data.glob(f"{places.papers.name}-wal")]


def _marks_files(places: Places) -> list[Path]:
    return [places.marks, places.marks.with_suffix(".journal")]


def _close_to_others(places: Places) -> str:
    paths = folders.open_to_others(places)
    for path in paths:
        path.chmod(0o700 if path.is_dir() else 0o600)
    return (
        f"{paths[0]} is yours alone now." if len(paths) == 1 else f"{len(paths)} files and folders are yours alone now."
    )


def _remove_left_over(places: Places) -> str:
    paths = folders.left_over(places)
    for path in paths:
        path.unlink(missing_ok=True)
    return f"{len(paths)} unfinished files were removed."


def _mend_marks(places: Places) -> str:
    journal = Journal(places.marks)
    journal.documents()
    journal.compact()
    return " ".join(journal.warnings) or "The marks were written anew."


def _find_lost_marks(places: Places) -> str:
    """Bring back from the papers' file the documents that the marks' files lost."""
    with closing(connect(places.papers)) as db:
        journal = Journal(places.marks)
        count = bring_back(journal, db)
        Marks(journal, db).catch_up()
    if count:
        return f"{count:,} marks, searches and sources were brought back from the papers."
    return "The papers do not know the marks that were lost either: restore a backup, which adds them to these."


def _save_papers(places: Places) -> str:
    """Write what can be read of the papers into a new file, and put that in place.

    Whoever has the former file open would go on writing into it, and what it writes would be lost.
    """
    if _is_open(places.papers):
        return _still_open(places)
    before = _stamps(places)
    new = places.papers.with_name(f".feedtui-{places.papers.name}.new")
    new.unlink(missing_ok=True)
    try:
        count = salvage(places.papers, new)
        with closing(sqlite3.connect(new)) as db:
            db.execute("pragma journal_mode = delete")
    except (OSError, sqlite3.Error) as error:
        new.unlink(missing_ok=True)
        return (
            f"{places.papers} cannot be saved ({error}) and was left as it is. Move it away: your marks are kept, and "
            "your sources and imports bring the papers again."
        )
    if _is_open(places.papers) or _stamps(places) != before:
        new.unlink()
        return _still_open(places)
    for path in places.data.glob(f"{places.papers.name}-*"):
        path.unlink()
    new.replace(places.papers)
    return f"{count:,} papers could be read and were written into a new file. What is missing comes with its sources."


def _is_open(path: Path) -> bool:
    """Whether another process has the papers open: in its WAL mode SQLite holds a lock for as long."""
    try:
        with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as db:
            db.execute("pragma locking_mode = exclusive")
            db.execute("begin exclusive")
    except sqlite3.OperationalError as error:
        return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    except sqlite3.Error:
        return False
    return False


def _stamps(places: Places) -> list[str]:
    return [stamp_of(path) for path in _papers_files(places)]


def _still_open(places: Places) -> str:
    return (
        f"{places.papers} is open in another feedtui{holder(places.papers)}, which would lose what it writes. Nothing "
        "was changed: close that one, then run feedtui doctor --repair again."
    )


def _index_anew(places: Places) -> str:
    with closing(connect(places.papers)) as db:
        count = reindex(db)
    return f"The index of {count:,} papers was made anew."


def _bring_marks_in(places: Places) -> str:
    with closing(Library(places)) as library:
        library.catch_up()
    return "The papers show all marks."


REPAIRS: dict[str, Callable[[Places], str]] = {
    "privacy": _close_to_others,
    "left over": _remove_left_over,
    "lost marks": _find_lost_marks,
    "marks": _mend_marks,
    "papers": _save_papers,
    "search": _index_anew,
    "mirror": _bring_marks_in,
}
"""By the name that a finding gives, in the order in which they are done."""

_TOUCHED: dict[str, Callable[[Places], list[Path]]] = {
    "lost marks": _marks_files,
    "marks": _marks_files,
    "papers": _papers_files,
    "search": _papers_files,
}
"""What a repair writes anew."""
