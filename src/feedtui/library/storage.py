"""TinyDB over a file that is replaced whole or not at all."""

from __future__ import annotations

from pathlib import Path

from tinydb import TinyDB
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import Storage
from tinydb.table import Table

from feedtui.library.whole_file import Tables, read_tables, write_tables


class AtomicStorage(Storage):
    """JSON in UTF-8, replaced in one step."""

    def __init__(self, path: str | Path) -> None:
        self._path = Path(path)

    def read(self) -> Tables | None:
        """Return the tables, None while there is no file; raises `DamagedFile`."""
        return read_tables(self._path)

    def write(self, data: Tables) -> None:
        """Replace the file by `data`."""
        write_tables(self._path, data)


class PaperTable(Table):
    """A table whose documents are keyed by text."""

    document_id_class = str  # type: ignore[assignment]


class PaperDB(TinyDB):
    """A TinyDB of `PaperTable`s that writes its file once, when it is closed."""

    table_class = PaperTable

    def __init__(self, path: Path) -> None:
        super().__init__(path, storage=CachingMiddleware(AtomicStorage))  # type: ignore[no-untyped-call]
