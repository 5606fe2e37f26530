"""Processes that work for another one."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import redirect_stderr
from typing import TypeVar

Result = TypeVar("Result")


class TooLong(Exception):
    """A helper took too long, or broke, and was ended."""


def begin_helper() -> None:
    """Leave `ctrl+c` to the process that is worked for, and do not outlive it when it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def start_tracker() -> None:
    """Start what keeps account of other processes while standard error is a file that it can be given.

    Textual puts an object without a file in its place.
    """
    if sys.platform != "win32":
        from multiprocessing import resource_tracker

        with redirect_stderr(sys.__stderr__):
            resource_tracker.ensure_running()


def run_apart(function: Callable[..., Result], *arguments: object, patience: float) -> Result:
    """Run a function in a process of its own that is killed after some seconds; return or raise what it does.

    Raises:
        TooLong: It took longer, or the process broke.
    """
    from pebble import ProcessExpired, ProcessPool

    start_tracker()
    pool = ProcessPool(max_workers=1, context=multiprocessing.get_context("spawn"), initializer=begin_helper)
    try:
        future = pool.schedule(function, args=arguments, timeout=patience)
        result: Result = future.result()
        return result
    except TimeoutError as error:
        raise TooLong(f"took longer than {patience:g} seconds and was stopped") from error
    except ProcessExpired as error:
        raise TooLong("broke the process that did it") from error
    finally:
        pool.stop()
        pool.join()
