"""The command line: its words, and what runs behind each of them.

Only the standard library is imported here, so that `--version` and `--help` answer at once.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from feedtui import __version__

if TYPE_CHECKING:
    from feedtui.library.library import Library

FORMATS = ("markdown", "json")
_WORDS = {"list": "query", "export": "query", "tag": "papers"}
"""The commands that take words with a minus before them, and as what."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code: 0 done, 1 something failed, 2 usage."""
    arguments = _arguments(argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = _read(arguments) if arguments.command is None else _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of the pipe has enough; Python would complain once more when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return code


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """Return what was asked for; `-TAG` and the `-word` of a query are no options, though they look like some."""
    top = parser()
    arguments, rest = top.parse_known_args(argv)
    words = getattr(arguments, _WORDS.get(arguments.command, ""), None)
    if rest and (words is None or any(word.startswith("--") for word in rest)):
        top.error(f"unknown: {' '.join(rest)}")
    if words is not None:
        words += rest
    arguments.home = getattr(arguments, "home", None)
    return arguments


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    home = argparse.ArgumentParser(add_help=False)
    home.add_argument("--home", metavar="DIR", default=argparse.SUPPRESS, help="keep settings, papers and marks in DIR")
    json = argparse.ArgumentParser(add_help=False)
    json.add_argument("--json", action="store_true", help="print JSON Lines, an object a line")
    top = argparse.ArgumentParser(
        "feedtui",
        parents=[home],
        description="Keep up with research papers from a keyboard. Without a command, opens the reader.",
    )
    top.add_argument("--version", action="version", version=f"feedtui {__version__}")
    top.add_argument("--no-mouse", action="store_true", help="leave the mouse to the terminal, for its own selection")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")

    def add(name: str, help: str, *parents: argparse.ArgumentParser) -> argparse.ArgumentParser:  # noqa: A002
        # Without -h a tag that begins with h can be taken away.
        description = help[0].upper() + help[1:] + "."
        made = commands.add_parser(name, help=help, description=description, parents=[home, *parents], add_help=False)
        made.add_argument("--help", action="help", help="show this help and exit")
        return made

    one = add("import", "read pages of papers saved as text; - reads standard input", json)
    one.add_argument("files", nargs="+", metavar="FILE")
    one = add("list", "list the papers that a query finds", json)
    one.add_argument("query", nargs="*", metavar="QUERY")
    one.add_argument("--limit", type=int, metavar="N", help="at most N papers")
    one = add("show", "show one paper", json)
    one.add_argument("paper", metavar="PAPER")
    one = add("mark", "mark papers as read, starred or queued, or not")
    one.add_argument("papers", nargs="+", metavar="PAPER")
    for state, undo in (("read", "unread"), ("star", "unstar"), ("queue", "unqueue")):
        either = one.add_mutually_exclusive_group()
        either.add_argument(f"--{state}", dest=state, action="store_true", default=None)
        either.add_argument(f"--{undo}", dest=state, action="store_false", default=None)
    one = add("tag", "give papers tags (+TAG) and take tags away (-TAG)")
    one.add_argument("papers", nargs="+", metavar="PAPER | +TAG | -TAG")
    one = add("note", "print a paper's note, or write it; - reads standard input")
    one.add_argument("paper", metavar="PAPER")
    one.add_argument("text", nargs="*", metavar="TEXT")
    add("tags", "list tags with their counts", json)
    add("undo", "take the last change of marks back")
    add("redo", "make the change again that was taken back")
    one = add("export", "print the papers that a query finds as a reading list")
    one.add_argument("query", nargs="*", metavar="QUERY")
    one.add_argument("--format", choices=FORMATS, default="markdown", help="markdown, or json: an object a line")
    one.add_argument("--output", metavar="FILE", help="write to FILE, or FILE-2, -3 … where it is taken")
    one.add_argument("--title", default="Reading list", help="the list's title")
    one.add_argument("--grouped", action="store_true", help="under headings by tag or topic")
    one.add_argument("--abstracts", action="store_true", help="with abstracts as quotes")
    one.add_argument("--front-matter", action="store_true", help="with a block of YAML before the list")
    return top


def reference() -> str:
    """Return the README's table of commands."""
    actions = parser()._subparsers
    assert actions is not None
    commands = actions._group_actions[0]
    lines = ["| command | does |", "|---|---|", "| `feedtui` | opens the reader |"]
    for choice in getattr(commands, "_choices_actions"):  # noqa: B009
        one = commands.choices[choice.dest]  # type: ignore[index]
        words = [_usage(action) for action in one._actions if action.dest not in ("help", "home")]
        shown = " ".join(["feedtui", choice.dest, *words]).replace("|", "\\|")
        lines.append(f"| `{shown}` | {choice.help} |")
    return "\n".join(lines)


def _usage(action: argparse.Action) -> str:
    """Return how an argument is written."""
    name = action.option_strings[0] if action.option_strings else ""
    if action.choices:
        value = "|".join(map(str, action.choices))
    else:
        value = str(action.metavar or action.dest.upper()) if action.nargs != 0 else ""
    if not name:
        return f"[{value}…]" if action.nargs == "*" else f"{value}…" if action.nargs == "+" else value
    return f"[{name} {value}]" if value else f"[{name}]"


def _read(arguments: argparse.Namespace) -> int:
    """Open the reader."""
    if not _has_terminal():
        print(
            "The reader needs a terminal for its input, output and errors. Without one, feedtui list, show and export "
            "print papers; feedtui --help tells more.",
            file=sys.stderr,
        )
        return 1
    # Nothing that is made before the first paint is garbage soon: looking for some costs a tenth of the start.
    # Later the application looks while nobody types.
    gc.disable()
    # A key waits for the next frame: half as long as at Textual's 60 a second.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    from feedtui.app import run
    from feedtui.paths import places

    return run(places(arguments.home), mouse=not arguments.no_mouse)


def _has_terminal() -> bool:
    """Whether the reader can be drawn and take keys: Textual reads standard input and draws on standard error."""
    if os.environ.get("TEXTUAL_DRIVER"):
        # Drawn by something else, as `textual serve` does.
        return True
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def _run(arguments: argparse.Namespace) -> int:
    """Run a command over the library; whatever goes wrong with it is a sentence on stderr."""
    from feedtui import headless
    from feedtui.library.journal import JournalError
    from feedtui.library.library import Library
    from feedtui.library.schema import CorpusError
    from feedtui.paths import places

    command: Callable[[Library, argparse.Namespace], int] = getattr(headless, f"{arguments.command}_papers")
    try:
        library = Library(places(arguments.home))
    except CorpusError as error:
        print(error, file=sys.stderr)
        return 1
    if library.is_behind():
        library.catch_up()
        library.noticed()
    for warning in library.warnings:
        print(warning, file=sys.stderr)
    try:
        code = command(library, arguments)
    except (headless.Failed, JournalError) as error:
        print(error, file=sys.stderr)
        code = 1
    finally:
        library.close()
    return code
