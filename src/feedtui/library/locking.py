"""One writer at a time, among threads and processes; and how a refused read or write is told."""

from __future__ import annotations

import errno
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from feedtui.library.private import PrivateFileError, guard, make_folder

if TYPE_CHECKING:
    from filelock import BaseFileLock

_NO_LOCKS_HERE = (errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP)

NOT_KEPT = " This change is not kept, all earlier ones are."


class JournalError(OSError):
    """The reader's documents cannot be read or written; the message is a sentence."""


@contextmanager
def refusing(path: Path, verb: str, *, kept: str = "") -> Iterator[None]:
    """Tell what the system refuses as a `JournalError`: which file cannot be `verb` ("read", "written") and why."""
    try:
        yield
    except JournalError:
        raise
    except PrivateFileError as error:
        raise JournalError(str(error)) from error
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        remedy = " Make room, then try again." if full else ""
        raise JournalError(f"{path} cannot be {verb} ({error.strerror or error}).{kept}{remedy}") from error


class WriterLock:
    """A lock file that one thread of one process holds at a time, waiting for it up to `patience` seconds.

    Where the file system knows no locks, `warn` is told so once, and only the threads of this object are kept apart.
    """

    def __init__(self, path: Path, patience: float, warn: Callable[[str], None]) -> None:
        self.path = path
        self._patience = patience
        self._warn = warn
        self._threads = threading.Lock()
        self._holder: int | None = None
        self._processes: BaseFileLock | None = None

    def is_mine(self) -> bool:
        """Whether this thread holds the lock."""
        return self._holder == threading.get_ident()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock; raises `JournalError` where another writer does not let go or no lock can be made."""
        if self.is_mine():
            raise RuntimeError("this thread has its turn already")
        if not self._threads.acquire(timeout=self._patience):
            raise self._busy()
        try:
            with refusing(self.path, "written", kept=NOT_KEPT):
                lock = self._lock_out_processes()
            self._holder = threading.get_ident()
            try:
                yield
            finally:
                self._holder = None
                if lock:
                    lock.release()
        finally:
            self._threads.release()

    def _lock_out_processes(self) -> BaseFileLock | None:
        from filelock import FileLock, Timeout

        make_folder(self.path.parent)
        guard(self.path)
        try:
            if self._processes is None:
                self._processes = FileLock(self.path, thread_local=False, fallback_to_soft=False)
            self._processes.acquire(timeout=self._patience, poll_interval=0.002)
        except Timeout as error:
            raise self._busy() from error
        except (NotImplementedError, OSError) as error:
            if isinstance(error, OSError) and error.errno not in _NO_LOCKS_HERE:
                raise
            self._warn(
                f"{self.path} cannot be locked ({error}): files cannot be locked there. Changes are kept, but run only "
                "one feedtui at a time on this folder."
            )
            return None
        return self._processes

    def _busy(self) -> JournalError:
        held = f"Another feedtui has held {self.path} for {self._patience:g} seconds."
        return JournalError(f"{held}{NOT_KEPT} Try again, or end that one.")
