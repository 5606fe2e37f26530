"""Keys and help, from the table of commands."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from feedtui import __version__
from feedtui.commands import by_group, shown_keys
from feedtui.screens.dialog import Dialog
from feedtui.widgets.glyphs import CODE, QUEUED, REVISED, SELECTED, STARRED, UNREAD, UPVOTES

_SIGNS = (
    (UNREAD, "unread"),
    (STARRED, "starred"),
    (QUEUED, "in the queue"),
    (SELECTED, "selected"),
    (UPVOTES, "upvotes"),
    (CODE, "has code"),
    (REVISED, "its text changed since you read it"),
)
_SEARCH = (
    'Search: words are all looked for; "a phrase"; pre*; OR; -word; (…);\n'
    "title: abstract: author: tag: topic: source: id: note:\n"
    "is:unread is:read is:starred is:queued is:new is:selected is:revised\n"
    "has:code has:pdf has:note has:abstract · upvotes:>50\n"
    "listed: published: read: 2026-11 · 2026-11-01..2026-11-23 · 7d · today · >2026-01\n"
    "sort:newest sort:oldest sort:upvotes sort:title sort:relevance\n"
)


class HelpScreen(Dialog[None]):
    """Every command with its keys, every sign, and how to search."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("question_mark,q,f1", "cancel", show=False)]

    def compose(self) -> ComposeResult:
        """Make the window."""
        with VerticalScroll(classes="window", can_focus=False) as window:
            window.border_title = Content(f"feedtui {__version__}")
            window.border_subtitle = Content("j k scroll · esc closes")
            yield Static(help_text())


def help_text() -> Content:
    """Return the help: the commands by group, the signs, the search language."""
    parts: list[tuple[str, str]] = []
    for group, commands in by_group().items():
        parts.append((f"{group}\n", "bold"))
        for command in commands:
            keys = " ".join(shown_keys(command)) or f":{command.name}"
            parts.append((f"  {keys:<18}{command.help}\n", ""))
        parts.append(("\n", ""))
    parts.append(("Signs\n", "bold"))
    parts += [(f"  {sign:<18}{meaning}\n", "") for sign, meaning in _SIGNS]
    parts.append((f"\n{_SEARCH}", ""))
    return Content.assemble(*parts)
