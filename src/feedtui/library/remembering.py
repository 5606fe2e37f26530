"""What the library remembers under names of its own: where the reader was, what was typed, how it looks."""

from __future__ import annotations

import sqlite3
from abc import abstractmethod
from contextlib import suppress
from functools import cached_property

from feedtui.library.keeping import Keeping
from feedtui.library.settings import keep_setting, setting


class Remembering(Keeping):
    """Keeps settings. While another thread changes very many papers, they wait: no key waits for that."""

    is_changing = False
    """Whether another thread of the reader changes very many papers; `end_changing` says that it no longer does."""

    def setting(self, name: str) -> str | None:
        """Return what was kept under a name of the library's own, None if nothing was."""
        return self._to_keep[name] if name in self._to_keep else setting(self._lasting(), name)

    def keep_setting(self, name: str, value: str | None) -> None:
        """Keep a value under a name of the library's own, or forget it."""
        keep_setting(self._lasting(make=True), name, value)

    def try_to_keep(self, name: str, value: str | None) -> bool:
        """Keep a setting whose loss does no harm, where that can be done; return whether it was."""
        if self.is_changing:
            # The file is being written for seconds by another thread.
            self._to_keep[name] = value
            return True
        with suppress(sqlite3.Error, OSError):
            if not self.is_read_only:
                self.keep_setting(name, value)
                return True
        return False

    def end_changing(self) -> None:
        """Note that no other thread changes very many papers any more, and keep the settings that waited for it."""
        self.is_changing, waiting = False, dict(self._to_keep)
        self._to_keep.clear()
        for name, value in waiting.items():
            self.try_to_keep(name, value)

    @cached_property
    def _to_keep(self) -> dict[str, str | None]:
        return {}

    @abstractmethod
    def _lasting(self, make: bool = False) -> sqlite3.Connection: ...
