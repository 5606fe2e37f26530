"""A JSON file of tables that is replaced whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any, TypeAlias

Tables: TypeAlias = dict[str, dict[str, dict[str, Any]]]
"""Table name, document id, document: TinyDB's layout."""


class DamagedFile(ValueError):
    """A file that holds no tables of documents."""


def read_tables(path: Path) -> Tables | None:
    """Return the tables of a file, None while there is no file.

    Raises:
        DamagedFile: The file is there and holds something else.
    """
    try:
        tables = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise DamagedFile(str(error)) from error
    if not isinstance(tables, dict) or not all(_is_table(table) for table in tables.values()):
        raise DamagedFile("it holds no tables of documents")
    return tables


def write_tables(path: Path, tables: Tables) -> None:
    """Replace a file by the tables, synced; after an error the former file is still there, whole."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(tables, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise


def _is_table(table: object) -> bool:
    return isinstance(table, dict) and all(isinstance(document, dict) for document in table.values())
