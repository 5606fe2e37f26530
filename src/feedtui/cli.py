"""The command line: what runs behind each of its commands.

Only the standard library is imported here, so that `--version` and `--help` answer at once.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace

    from feedtui.library.library import Library
    from feedtui.paths import Places

_OF_OUTPUT = (
    errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF, errno.EINVAL, errno.EAGAIN, errno.ENXIO,
)  # fmt: skip
"""What a write to an open file is refused with."""


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
            return _done(words, is_program=argv is None)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        # The reader of the pipe has enough; Python would complain once more when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if isinstance(error, OSError) and error.filename is None and error.errno in _OF_OUTPUT:
            print(f"The output cannot be written: {error.strerror}.", file=sys.stderr)
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        else:
            _tell_of(error, words)
        return 1
    finally:
        gc.enable()


def _done(words: list[str], *, is_program: bool) -> int:
    wanted = _reader(words)
    if wanted is None:
        from feedtui.arguments import arguments_of
        from feedtui.printed import printed

        with printed():
            arguments = arguments_of(words)
            if arguments.debug:
                os.environ["FEEDTUI_DEBUG"] = "1"
            if arguments.command is not None:
                return _run(arguments, is_program=is_program)
        wanted = arguments.home, not arguments.no_mouse
    return _read(*wanted, is_program=is_program)


def _tell_of(error: Exception, words: list[str]) -> None:
    """Say that feedtui made a mistake, and where its log is."""
    import traceback

    from feedtui import crashes
    from feedtui.paths import places
    from feedtui.printed import printed

    try:
        home = places(words[words.index("--home") + 1] if "--home" in words[:-1] else None)
    except Exception:
        home = None
    with printed():
        if crashes.is_debugging():
            traceback.print_exception(error)
        said = crashes.sentence(error, crashes.noted(error, home), "had to end")
        print(f"{said} What was done before is kept.", file=sys.stderr)


def _reader(words: list[str]) -> tuple[str | None, bool] | None:
    """Return the home and whether there is a mouse, of words that only open the reader; it starts without a parser."""
    home, mouse, waiting = None, True, iter(words)
    for word in waiting:
        if word == "--no-mouse":
            mouse = False
        elif word == "--debug":
            os.environ["FEEDTUI_DEBUG"] = "1"
        elif word == "--home":
            home = next(waiting, None)
            if home is None:
                return None
        else:
            return None
    return home, mouse


def _read(home: str | None, mouse: bool, *, is_program: bool) -> int:
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
    from feedtui import crashes
    from feedtui.app import run
    from feedtui.paths import places

    if is_program:
        crashes.watch(places(home))
    return run(places(home), mouse=mouse)


def _has_terminal() -> bool:
    """Whether the reader can be drawn and take keys: Textual reads standard input and draws on standard error."""
    if os.environ.get("TEXTUAL_DRIVER"):
        # Drawn by something else, as `textual serve` does.
        return True
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def _run(arguments: Namespace, *, is_program: bool) -> int:
    """Run a command; what it cannot do is a sentence on stderr."""
    from importlib import import_module

    from feedtui import crashes
    from feedtui.headless.telling import Failed
    from feedtui.paths import places

    module, _, name = arguments.does.partition(":")
    command = getattr(import_module(f"feedtui.headless.{module}"), name)
    home = places(arguments.home)
    crashes.did(arguments.command)
    if is_program:
        crashes.watch(home)
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
