"""The words of the command line, and the README's table of them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from feedtui import __version__
from feedtui.layout import Commands, Parser
from feedtui.subcommands import PARTS

_WORDS = {"list": "query", "export": "query", "digest": "query", "tag": "papers", "resolve": "query"}
"""The commands that take words with a minus before them, and as what."""
_KEPT = "\0"
"""Stands before such a word while options are looked for; no argument of a process can hold it."""

_GROUPS = {
    "papers": {
        "list": "find papers by a query",
        "show": "papers whole",
        "similar": "papers like others",
        "export": "in other tools' formats",
        "digest": "what is new, by topic",
        "fetch": "PDFs and full texts",
    },
    "marks": {
        "mark": "read, starred, queued",
        "tag tags": "give tags, count them",
        "note": "read or write a note",
        "undo redo": "change back and again",
        "learn": "ready for sort:for-you",
        "stats": "a year of reading",
    },
    "sources": {
        "add": "subscribe to sources",
        "remove": "unsubscribe",
        "sources": "which, and how it went",
        "refresh": "ask them for papers",
        "import": "read files",
        "resolve": "look titles up",
    },
    "upkeep": {
        "backup": "write everything out",
        "restore": "read a backup back in",
        "sync": "marks between machines",
        "config": "the settings",
        "doctor": "find out what is wrong",
        "serve": "the reader in a browser",
        "completion": "for bash, zsh or fish",
        "man": "the manual page",
    },
}
"""What the help of `feedtui` says of each command; those that there are not are passed over."""


def arguments_of(argv: Sequence[str] | None) -> argparse.Namespace:
    """Return what was asked for; `-TAG` and the `-word` of a query are no options, though they look like some."""
    argv = sys.argv[1:] if argv is None else argv
    top = parser(_asked(argv))
    arguments, rest = top.parse_known_args(argv)
    name = _WORDS.get(arguments.command, "")
    if rest and name:
        kept = [_KEPT + word if word[:1] == "-" and word[1:2] not in ("", "-") else word for word in argv]
        arguments, rest = top.parse_known_args(kept)
        words = [*getattr(arguments, name), *(word for word in rest if not word.startswith("--"))]
        setattr(arguments, name, [word.removeprefix(_KEPT) for word in words])
        rest = [word for word in rest if word.startswith("--")]
    if rest:
        top.error(f"unknown: {' '.join(rest)}")
    arguments.home = getattr(arguments, "home", None)
    return arguments


def _asked(argv: Sequence[str]) -> str:
    """Return the command, empty where there is none."""
    waiting = iter(argv)
    for word in waiting:
        if word == "--home":
            next(waiting, None)
        elif word == "--help":
            return ""
        elif not word.startswith("-"):
            return word
    return ""


def parser(asked: str = "") -> Parser:
    """Return the parser of the whole command line, or as much of it as the command that is asked for needs."""
    home = Parser()
    home.add_argument("--home", metavar="DIR", default=argparse.SUPPRESS, help="keep settings, papers and marks in DIR")
    json = Parser()
    json.add_argument("--json", action="store_true", help="print JSON Lines, an object a line")
    top = Parser("feedtui", usage="feedtui [--home DIR] [--no-mouse] [--debug] [COMMAND ...]")
    top.example = "feedtui list is:unread --limit 5"
    options = top.add_argument_group()
    options.add_argument("--home", metavar="DIR", default=argparse.SUPPRESS, help=home._actions[0].help)
    options.add_argument("--no-mouse", action="store_true", help="leave the mouse to the terminal's own selection")
    options.add_argument("--debug", action="store_true", help=argparse.SUPPRESS)
    options.add_argument("--version", action="version", version=f"feedtui {__version__}", help="show the version")
    options.add_argument("--help", action="help", help=argparse.SUPPRESS)
    commands = Commands(top, home)
    known = any(asked in names.split() for names in PARTS.values())
    for part, names in PARTS.items():
        if not known or asked in names.split():
            part(commands.add, json)
    told = "Read research papers, or run a COMMAND (COMMAND --help tells about one):"
    top.description = f"{told}\n{commands.overview(_GROUPS)}"
    return top


def reference() -> str:
    """Return the README's table of commands."""
    from feedtui import usage

    return usage.reference(parser())
