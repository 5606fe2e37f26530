"""The command line as data: what the README's table, the man page and the completions are made of."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

from feedtui.layout import Parser

_LEFT_OUT = {
    "help": "show this help; feedtui COMMAND --help tells about one",
    "debug": "show where in the code a mistake of feedtui's is",
}
"""What options do for which the first help has no room."""


@dataclass(frozen=True, slots=True)
class Argument:
    """An option, or an operand where `flags` is empty.

    `value` is how the value is written, empty where none is taken; `choices` are its values where they are few.
    """

    flags: tuple[str, ...]
    value: str
    choices: tuple[str, ...]
    help: str
    nargs: str = ""

    @property
    def written(self) -> str:
        """How it is written in a line of usage, as in `[--limit N]` or `FILE…`."""
        value = self.value
        if not self.flags:
            return f"[{value}…]" if self.nargs == "*" else f"{value}…" if self.nargs == "+" else value
        return f"[{self.flags[0]} {value}]" if value else f"[{self.flags[0]}]"


@dataclass(frozen=True, slots=True)
class Command:
    """One command, or with an empty name the reader itself."""

    name: str
    brief: str
    arguments: tuple[Argument, ...]
    example: str


def commands(parser: argparse.ArgumentParser) -> Iterator[Command]:
    """Yield the reader, then each command, in the order in which the parser has them."""
    yield _command("", parser)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, one in action.choices.items():
                yield _command(name, one)


def reference(parser: argparse.ArgumentParser) -> str:
    """Return the README's table of commands."""
    lines = ["| command | does |", "|---|---|", "| `feedtui` | opens the reader |"]
    for one in list(commands(parser))[1:]:
        words = [argument.written for argument in one.arguments if argument.flags[:1] not in (("--help",), ("--home",))]
        shown = " ".join(["feedtui", one.name, *words]).replace("|", "\\|")
        lines.append(f"| `{shown}` | {one.brief} |")
    return "\n".join(lines)


def _command(name: str, parser: argparse.ArgumentParser) -> Command:
    arguments = tuple(
        _argument(action) for action in parser._actions if not isinstance(action, argparse._SubParsersAction)
    )
    brief, example = (parser.brief, parser.example) if isinstance(parser, Parser) else ("", "")
    return Command(name, brief, arguments, example)


def _argument(action: argparse.Action) -> Argument:
    value = "" if action.nargs == 0 else str(action.metavar or action.dest.upper())
    choices = tuple(map(str, action.choices or ()))
    told = (action.help or "").replace(argparse.SUPPRESS, "") or _LEFT_OUT.get(action.dest, "")
    return Argument(tuple(action.option_strings), value, choices, told, str(action.nargs or ""))
