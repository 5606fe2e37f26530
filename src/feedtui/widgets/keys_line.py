"""The bottom line: the keys that a newcomer needs first."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from feedtui.commands import BY_NAME, COMMANDS, Command, shown_keys

_NEEDED = ("help", "quit")


class KeysLine(Widget, can_focus=False):
    """Draws the commands that have a short name, as many as fit, help and quit in any case: no widget a key."""

    def render(self) -> Content:
        """Draw the line."""
        last = Content.assemble(*(_shown(BY_NAME[name]) for name in _NEEDED))
        line = Content()
        for command in COMMANDS:
            if command.short and command.name not in _NEEDED:
                part = _shown(command)
                if line.cell_length + part.cell_length + last.cell_length > self.size.width:
                    break
                line += part
        return line + last


def _shown(command: Command) -> Content:
    return Content.assemble((f" {shown_keys(command)[0]}", "bold $text-accent"), f" {command.short}")
