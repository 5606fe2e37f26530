"""The bottom line: the keys that a newcomer needs first."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

from feedtui.commands import COMMANDS, Command, shown_keys

_NEEDED = ("help", "quit")
_ANYWAY = {"quit": "ctrl+q"}
"""A key that a command has whatever is set."""


class KeysLine(Widget, can_focus=False):
    """Draws the commands that have a short name, as many as fit, help and quit in any case: no widget a key."""

    def __init__(self, commands: Sequence[Command] = COMMANDS, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.commands = commands

    def show(self, commands: Sequence[Command]) -> None:
        """Draw the commands under other keys."""
        self.commands = commands
        self.refresh()

    def render(self) -> Content:
        """Draw the line."""
        last = Content.assemble(*(_shown(one) for one in self.commands if one.name in _NEEDED))
        line = Content()
        for command in self.commands:
            if command.short and command.name not in _NEEDED:
                part = _shown(command)
                if line.cell_length + part.cell_length + last.cell_length > self.size.width:
                    break
                line += part
        return line + last


def _shown(command: Command) -> Content:
    # A command without a key is called by its name.
    key = next(iter(shown_keys(command)), _ANYWAY.get(command.name, f":{command.name}"))
    return Content.assemble((f" {key}", "bold $text-accent"), f" {command.short}")
