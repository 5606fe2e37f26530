"""How far a long command is, on a terminal's standard error; nothing where there is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int, str], None]]:
    """Show a bar; the function that is given takes the part done, the whole, and a few words."""
    if not sys.stderr.isatty():
        yield lambda done, whole, words: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[words]}", markup=False),
    )
    with Progress(*columns, TimeRemainingColumn(), console=Console(file=sys.__stderr__), transient=True) as bar:
        task = bar.add_task(what, total=None, words="")

        def show(done: int, whole: int, words: str) -> None:
            bar.update(task, completed=done, total=whole, words=words)

        yield show
