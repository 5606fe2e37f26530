"""The bottom line: the keys that a newcomer needs first."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from feedtui.commands import COMMANDS, shown_keys


class KeysLine(Widget, can_focus=False):
    """Draws the commands that have a short name, as many as fit; one line, and no widget a key."""

    def render(self) -> Content:
        """Draw the line."""
        line = Content()
        for command in COMMANDS:
            if command.short:
                part = Content.assemble((f" {shown_keys(command)[0]}", "bold $text-accent"), f" {command.short}")
                if line.cell_length + part.cell_length > self.size.width:
                    break
                line += part
        return line
