"""How the command line and its help are laid out."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any


class Parser(argparse.ArgumentParser):
    """A parser that knows its command in brief, and an example that works as it is printed."""

    brief = ""
    example = ""

    def __init__(self, *words: Any, **options: Any) -> None:
        super().__init__(*words, **{"add_help": False, **options})
        self.formatter_class = Layout
        # What a script abbreviates today may be two options tomorrow.
        self.allow_abbrev = False

    def format_help(self) -> str:
        """Return the help; it ends with the example, which is never broken into lines."""
        return super().format_help() + (f"\nExample:\n  {self.example}\n" if self.example else "")


class Layout(argparse.HelpFormatter):
    """Help as wide as the terminal, within reason; lines of a description stay lines, names with hyphens whole."""

    def __init__(self, prog: str, **options: Any) -> None:
        import shutil

        width = min(shutil.get_terminal_size().columns, 100) - 2
        super().__init__(prog, **{"max_help_position": 20, "width": width, **options})

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        import textwrap

        return "\n".join(textwrap.fill(line, width) for line in text.split("\n"))

    def _split_lines(self, text: str, width: int) -> list[str]:
        import textwrap

        return textwrap.wrap(text, width, break_on_hyphens=False)


class Commands:
    """The commands of a parser."""

    def __init__(self, top: Parser, home: Parser) -> None:
        self._home = home
        self._made = top.add_subparsers(
            dest="command", metavar="COMMAND", prog="feedtui", help=argparse.SUPPRESS, parser_class=Parser
        )

    def add(
        self,
        name: str,
        does: str,
        help: str,  # noqa: A002
        *parents: Parser,
        example: str = "",
        alone: bool = False,
    ) -> argparse.ArgumentParser:
        """Add a command: what runs it, what it does in one line, and an example that works as it is printed.

        `does` is `module:function` of `feedtui.headless`. With `alone` the function takes the `Places` of the files
        where others take the `Library`, which is not opened then.
        """
        description = help[0].upper() + help[1:] + "."
        made = self._made.add_parser(name, description=description, parents=[self._home, *parents])
        made.brief, made.example = help, example
        made.set_defaults(does=does, alone=alone)
        # Without -h a tag that begins with h can be taken away.
        made.add_argument("--help", action="help", help="show this help and exit")
        return made

    def overview(self, groups: Mapping[str, Mapping[str, str]]) -> str:
        """Return what commands there are: groups by their titles, each with what its commands do in a few words."""
        known = self._made.choices
        lines = []
        for title, group in groups.items():
            cells = [f"{name:<11}{does:<24}" for name, does in group.items() if name.split()[0] in known]
            for at in range(0, len(cells), 2):
                lines.append(f"{'' if at else title:<9}{''.join(cells[at : at + 2])}".rstrip())
        return "\n".join(lines)
