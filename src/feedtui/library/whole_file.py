"""Files that are replaced whole or not at all, among them the JSON of TinyDB's tables."""

from __future__ import annotations

import json
import os
import re
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias

from feedtui.library.private import make_folder, open_private

Tables: TypeAlias = dict[str, dict[str, dict[str, Any]]]
"""Table name, document id, document: TinyDB's layout."""

OWN_TABLE = "_journal"
"""The table that says which of the journal's records the others have in them."""

_TABLE_LINE = re.compile(rb'(".*"): \{\r?')


class DamagedFile(ValueError):
    """A file that holds no tables of documents."""


def stamp_of(path: Path) -> str:
    """Return size and time of a file, which change whenever it is written; "" while it is missing or empty."""
    try:
        return _stamp(os.stat(path))
    except FileNotFoundError:
        return ""


def read_tables(path: Path) -> Tables | None:
    """Return the tables of a file, None while it is missing or empty.

    Raises:
        DamagedFile: The file is there and holds something else.
        OSError: It cannot be read.
    """
    try:
        data = read_whole(path)
        tables = json.loads(data) if data else None
    except FileNotFoundError:
        return None
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise DamagedFile(str(error)) from error
    if tables is not None and not (isinstance(tables, dict) and all(map(_is_table, tables.values()))):
        raise DamagedFile("it holds no tables of documents")
    return tables


def included_in(tables: Tables) -> int:
    """Return `seq` of the last of the journal's records that a snapshot has in it."""
    seq = tables.get(OWN_TABLE, {}).get("1", {}).get("seq")
    return seq if isinstance(seq, int) else 0


def write_tables(path: Path, tables: Tables) -> str:
    """Replace a file by the tables; return its new stamp."""
    return replace_file(path, tables_as_text(tables))


def tables_as_text(tables: Tables) -> list[bytes]:
    """Return the parts of a file that holds the tables, one document a line."""
    # ASCII alone, so that stock TinyDB reads it under any locale, and one line each, so that `salvage` can.
    blocks = (
        f"{json.dumps(name)}: {{\n"
        + ",\n".join(f"{json.dumps(key)}: {json.dumps(document)}" for key, document in table.items())
        + "\n}"
        for name, table in tables.items()
    )
    return [b"{\n", ",\n".join(blocks).encode("ascii"), b"\n}\n"]


def salvage(path: Path) -> Tables:
    """Return the documents of a damaged file of `write_tables` that are whole."""
    tables: Tables = {}
    table: dict[str, Any] = {}
    for line in read_whole(path).split(b"\n"):
        try:
            if header := _TABLE_LINE.fullmatch(line):
                table = tables.setdefault(json.loads(header[1]), {})
            elif line[:1] == b"}":
                # Behind the end of one table nothing belongs to it, should the next one's name be damaged.
                table = {}
            else:
                document = json.loads(b"{" + line.rstrip(b",\r") + b"}")
                table.update(document if _is_table(document) else {})
        except (ValueError, RecursionError):
            continue
    return {name: table for name, table in tables.items() if table}


def read_whole(path: Path) -> bytes:
    """Return a state file's bytes; raises as `open_private`."""
    with os.fdopen(open_private(path), "rb") as file:
        return file.read()


def replace_file(path: Path, parts: Iterable[bytes]) -> str:
    """Replace a file, synced to the disk; after an error the former one is still there, whole. Return its stamp."""
    with written_beside(path, parts) as (beside, stamp):
        put_in_place(beside, path)
    return stamp


@contextmanager
def written_beside(path: Path, parts: Iterable[bytes]) -> Iterator[tuple[Path, str]]:
    """Write a file beside another, synced; yield its path and stamp, and remove it again unless it was moved."""
    make_folder(path.parent)
    beside = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.new")
    try:
        with os.fdopen(open_private(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), "wb") as file:
            file.writelines(parts)
            file.flush()
            sync(file.fileno())
            stamp = _stamp(os.fstat(file.fileno()))
        yield beside, stamp
    finally:
        beside.unlink(missing_ok=True)


def put_in_place(beside: Path, path: Path) -> None:
    """Let a file take the place of another, so that a crash leaves the one or the other."""
    os.replace(beside, path)
    if sys.platform != "win32":
        # The new name is on the disk only when the folder is.
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def copy_aside(path: Path) -> Path:
    """Keep a damaged file under a name that says when; return that name."""
    moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    aside = path.with_name(f"{path.name}.damaged-{moment}")
    replace_file(aside, [read_whole(path)])
    return aside


def sync(handle: int) -> None:
    """Wait until a file's bytes are on the disk."""
    if sys.platform == "darwin":
        import fcntl

        # fsync ends at the drive's cache there.
        fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
    elif sys.platform == "win32":
        os.fsync(handle)
    else:
        os.fdatasync(handle)


def _stamp(status: os.stat_result) -> str:
    return f"{status.st_size}-{status.st_mtime_ns}" if status.st_size else ""


def _is_table(table: object) -> bool:
    return isinstance(table, dict) and all(isinstance(document, dict) for document in table.values())
