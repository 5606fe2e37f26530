"""The command line: what runs behind each of its commands.

Only the standard library is imported here, so that `--version` and `--help` answer at once.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace

    from feedtui.library.library import Library
    from feedtui.paths import Places


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code: 0 done, 1 something failed, 2 usage."""
    words = list(sys.argv[1:] if argv is None else argv)
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            # It was closed before the start; the next file that is opened must not take its place.
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), "r+"))
        elif hasattr(getattr(sys, name), "reconfigure"):
            getattr(sys, name).reconfigure(encoding="utf-8", errors="replace")
    # What is imported is no garbage soon; looking for some costs a twentieth of the start.
    gc.disable()
    try:
        try:
            return _done(words)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        # The reader of the pipe has enough; Python would complain once more when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"The output cannot be written: {error.strerror or error}.", file=sys.stderr)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        gc.enable()


def _done(words: list[str]) -> int:
    wanted = _reader(words)
    if wanted is None:
        from feedtui.arguments import arguments_of
        from feedtui.printed import printed

        with printed():
            arguments = arguments_of(words)
            if arguments.command is not None:
                return _run(arguments)
        wanted = arguments.home, not arguments.no_mouse
    return _read(*wanted)


def _reader(words: list[str]) -> tuple[str | None, bool] | None:
    """Return the home and whether there is a mouse, of words that only open the reader; it starts without a parser."""
    home, mouse, waiting = None, True, iter(words)
    for word in waiting:
        if word == "--no-mouse":
            mouse = False
        elif word == "--home":
            home = next(waiting, None)
            if home is None:
                return None
        else:
            return None
    return home, mouse


def _read(home: str | None, mouse: bool) -> int:
    """Open the reader."""
    if not _has_terminal():
        print(
            "The reader needs a terminal for its input, output and errors. Without one, feedtui list, show and export "
            "print papers; feedtui --help tells more.",
            file=sys.stderr,
        )
        return 1
    # The application looks for garbage itself, while nobody types.
    # A key waits for the next frame: half as long as at Textual's 60 a second.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    from feedtui.app import run
    from feedtui.paths import places

    return run(places(home), mouse=mouse)


def _has_terminal() -> bool:
    """Whether the reader can be drawn and take keys: Textual reads standard input and draws on standard error."""
    if os.environ.get("TEXTUAL_DRIVER"):
        # Drawn by something else, as `textual serve` does.
        return True
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def _run(arguments: Namespace) -> int:
    """Run a command; what it cannot do is a sentence on stderr."""
    from importlib import import_module

    from feedtui.headless.telling import Failed
    from feedtui.paths import places

    module, _, name = arguments.does.partition(":")
    command = getattr(import_module(f"feedtui.headless.{module}"), name)
    home = places(arguments.home)
    try:
        if not arguments.alone:
            return _with_library(command, home, arguments)
        gc.enable()
        return int(command(home, arguments))
    except Failed as error:
        print(error, file=sys.stderr)
    return 1


def _with_library(command: Callable[[Library, Namespace], int], home: Places, arguments: Namespace) -> int:
    """Run a command over the library; whatever goes wrong with it is a sentence on stderr."""
    import sqlite3
    from contextlib import closing

    from feedtui.library.library import Library
    from feedtui.library.locking import JournalError
    from feedtui.library.schema import CorpusError

    try:
        with closing(Library(home)) as library:
            if library.is_behind():
                library.catch_up()
                library.noticed()
            for warning in library.warnings:
                print(warning, file=sys.stderr)
            gc.enable()
            return command(library, arguments)
    except (JournalError, CorpusError) as error:
        print(error, file=sys.stderr)
    except sqlite3.Error as error:
        print(f"The papers in {home.papers} cannot be read or written: {error}. Your marks are kept.", file=sys.stderr)
    return 1
