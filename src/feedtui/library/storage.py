"""TinyDB on a file that is replaced whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import Storage
from tinydb.table import Table


class DamagedFile(ValueError):
    """A file that holds no JSON object of ours."""


class AtomicStorage(Storage):
    """JSON in UTF-8, written beside the file, synced, and put in its place in one step."""

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return the tables, None while there is no file.

        Raises:
            DamagedFile: The file is there and is not what this class writes.
        """
        try:
            tables = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return None
        except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
            raise DamagedFile(str(error)) from error
        if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
            raise DamagedFile("it is not a set of tables")
        return tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace the file by `data`; after an error the former file is still there, whole."""
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, beside = tempfile.mkstemp(dir=self._path.parent, prefix=self._path.name, suffix=".new")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(data, file, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
            os.replace(beside, self._path)
        except BaseException:
            os.unlink(beside)
            raise


class PaperTable(Table):
    """A table whose documents are keyed by text."""

    document_id_class = str  # type: ignore[assignment]


class PaperDB(TinyDB):
    """A TinyDB of `PaperTable`s that writes its file once, when it is closed."""

    table_class = PaperTable

    def __init__(self, path: Path) -> None:
        super().__init__(path, storage=CachingMiddleware(AtomicStorage))  # type: ignore[no-untyped-call]
