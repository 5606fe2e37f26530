"""The words of the command line, and the README's table of them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from feedtui import __version__
from feedtui.sources.kinds import NAMES as KINDS

FORMATS = ("markdown", "json", "opml")
_WORDS = {"list": "query", "export": "query", "tag": "papers", "resolve": "query"}
"""The commands that take words with a minus before them, and as what."""


def arguments_of(argv: Sequence[str] | None) -> argparse.Namespace:
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


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


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

    def add(name: str, does: str, help: str, *parents: argparse.ArgumentParser) -> argparse.ArgumentParser:  # noqa: A002
        # Without -h a tag that begins with h can be taken away.
        description = help[0].upper() + help[1:] + "."
        made = commands.add_parser(name, help=help, description=description, parents=[home, *parents], add_help=False)
        made.set_defaults(does=does)
        made.add_argument("--help", action="help", help="show this help and exit")
        return made

    one = add(
        "import", "importing:import_papers", "read saved pages, feeds, lists and answers; - reads standard input", json
    )
    one.add_argument("--as", dest="kind", choices=KINDS, metavar="KIND", help=f"what they are: {', '.join(KINDS)}")
    one.add_argument("files", nargs="+", metavar="FILE")
    one = add("add", "sources:add_sources", "add sources: hf:daily, arxiv:cs.CL, the address of a feed or of its page")
    one.add_argument("addresses", nargs="+", metavar="ADDRESS")
    one = add("remove", "sources:remove_sources", "remove sources; their papers stay")
    one.add_argument("addresses", nargs="+", metavar="ADDRESS")
    add("sources", "sources:list_sources", "list the sources, and how it went when they were last asked", json)
    one = add("refresh", "sources:refresh_sources", "ask the sources for papers", json)
    one.add_argument("addresses", nargs="*", metavar="ADDRESS")
    one = add("resolve", "sources:resolve_papers", "look up papers that are known by their titles alone", json)
    one.add_argument("query", nargs="*", metavar="QUERY")
    one = add("list", "papers:list_papers", "list the papers that a query finds", json)
    one.add_argument("query", nargs="*", metavar="QUERY")
    one.add_argument("--limit", type=_count, metavar="N", help="at most N papers")
    one = add("show", "papers:show_papers", "show one paper", json)
    one.add_argument("paper", metavar="PAPER")
    one = add("mark", "papers:mark_papers", "mark papers as read, starred or queued, or not")
    one.add_argument("papers", nargs="+", metavar="PAPER")
    for state, undo in (("read", "unread"), ("star", "unstar"), ("queue", "unqueue")):
        either = one.add_mutually_exclusive_group()
        either.add_argument(f"--{state}", dest=state, action="store_true", default=None)
        either.add_argument(f"--{undo}", dest=state, action="store_false", default=None)
    one = add("tag", "papers:tag_papers", "give papers tags (+TAG) and take tags away (-TAG)")
    one.add_argument("papers", nargs="+", metavar="PAPER | +TAG | -TAG")
    one = add("note", "papers:note_papers", "print a paper's note, or write it; - reads standard input")
    one.add_argument("paper", metavar="PAPER")
    one.add_argument("text", nargs="*", metavar="TEXT")
    add("tags", "papers:tags_papers", "list tags with their counts", json)
    add("undo", "papers:undo_papers", "take the last change of marks back")
    add("redo", "papers:redo_papers", "make the change again that was taken back")
    one = add("export", "papers:export_papers", "print the papers that a query finds as a reading list")
    one.add_argument("query", nargs="*", metavar="QUERY")
    one.add_argument(
        "--format", choices=FORMATS, default="markdown", help="markdown; json: an object a line; opml: the sources"
    )
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
