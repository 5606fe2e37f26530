"""Keys and help, from the table of commands."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from feedtui import __version__
from feedtui.commands import COMMANDS, Command, by_group, shown_keys
from feedtui.screens.dialog import Dialog
from feedtui.widgets.glyphs import (
    ANY,
    CODE,
    QUEUED,
    REVISED,
    SELECTED,
    STARRED,
    UNREAD,
    UPVOTES,
    WATCHED,
    WITH,
    WITHOUT,
)

_SIGNS = (
    (UNREAD, "unread"),
    (STARRED, "starred"),
    (QUEUED, "in the queue"),
    (SELECTED, "selected"),
    (UPVOTES, "upvotes"),
    (CODE, "has code"),
    (WATCHED, "has what you watch"),
    (REVISED, "its text changed since you read it"),
    (f"{WITH} {ANY} {WITHOUT}", "a sidebar's row of the search: with it, with any of them, without it"),
)
_SEARCH = (
    'Words are all looked for; "a phrase"; pre*; OR; -word; (…)',
    "title: abstract: author: tag: topic: source: id: note: · search:NAME of a kept one",
    "is:unread is:read is:starred is:queued is:new is:selected is:revised is:muted",
    "is:new came since you last left; the sidebar's New lists them, and what brought them",
    "has:code has:pdf has:note has:abstract has:tag, a tag of yours · upvotes:>50",
    "listed: published: read: 2026-11 · 2026-11-01..2026-11-23 · 7d · today · >2026-01",
    "tag:a tag:b has both; tag:a OR tag:b any; -tag:a not; -has:tag no tag of yours",
    "sort:newest sort:oldest sort:upvotes sort:title sort:relevance sort:for-you",
)


class HelpScreen(Dialog[None]):
    """Every command with its keys, every sign, and how to search."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("question_mark,q,f1", "cancel", show=False)]

    def __init__(self, commands: Sequence[Command] = COMMANDS) -> None:
        super().__init__()
        self._commands = commands

    def compose(self) -> ComposeResult:
        """Make the window."""
        with VerticalScroll(classes="window", can_focus=False) as window:
            window.border_title = Content(f"feedtui {__version__}")
            window.border_subtitle = Content("j k scroll · esc closes")
            yield HelpText(self._commands)


class HelpText(Static):
    """The help, set for the width that it has."""

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__()
        self._commands = commands

    def on_resize(self, event: events.Resize) -> None:
        """Set it for another width."""
        if event.size.width:
            self.update(help_text(event.size.width, self._commands))


def help_text(width: int, commands: Sequence[Command] = COMMANDS) -> Content:
    """Return the help: the commands by group, the signs, the search language; no line wider than `width`."""
    parts: list[tuple[str, str]] = []
    for group, rows in by_group(commands).items():
        parts.append((f"{group}\n", "bold"))
        for command in rows:
            keys = " ".join(shown_keys(command)) or f":{command.name}"
            parts.append((_entry(keys, command.help, width), ""))
        parts.append(("\n", ""))
    parts.append(("Signs\n", "bold"))
    parts += [(_entry(sign, meaning, width), "") for sign, meaning in _SIGNS]
    parts.append(("\nSearch\n", "bold"))
    parts += [
        (f"{textwrap.fill(line, width, initial_indent='  ', subsequent_indent='    ')}\n", "") for line in _SEARCH
    ]
    return Content.assemble(*parts)


def _entry(sign: str, meaning: str, width: int) -> str:
    """Return a line with what it explains in a column of its own, which wraps within its column."""
    column = 20 if width >= 50 else 12
    lines = textwrap.wrap(meaning, width - column if width > column + 10 else 10)
    head = f"  {sign:<{column - 2}}"
    first = head + lines[0] if len(head) == column else f"{head}\n{' ' * column}{lines[0]}"
    return "\n".join([first, *(" " * column + line for line in lines[1:])]) + "\n"
