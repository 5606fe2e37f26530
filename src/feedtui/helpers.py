"""Processes that work for another one."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading


def begin_helper() -> None:
    """Leave `ctrl+c` to the process that is worked for, and do not outlive it when it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
