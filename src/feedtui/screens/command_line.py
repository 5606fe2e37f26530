"""What may come behind the colon: names of commands, and what each of them takes."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from feedtui.commands import BY_NAME, named
from feedtui.papers.half_typed import Completion, completion
from feedtui.papers.query import quoted
from feedtui.screens.room import LAYOUTS
from feedtui.widgets.completing import last_of, one_of

if TYPE_CHECKING:
    from feedtui.screens.searching import Searching

_QUERIES = frozenset(("read", "star", "queue", "triage", "export", "fetch", "search", "similar", "mute", "resolve"))
"""Commands that are about what a query finds."""
_NAMES: dict[str, Callable[[Searching], Iterable[str]]] = {
    "theme": lambda screen: ("dark", "light", "contrast", *screen.app.available_themes),
    "layout": lambda screen: LAYOUTS,
    "glyphs": lambda screen: ("ascii", "unicode"),
    "motion": lambda screen: ("off", "on"),
    "suggest": lambda screen: map(quoted, screen.library.counts().own),
    "hints": lambda screen: ("off", "on"),
    "unmute": lambda screen: screen.library.muted(),
    "unwatch": lambda screen: screen.library.watched(),
    "refresh": lambda screen: (one.name for one in screen.library.subscriptions.all()),
    "rename-tag": lambda screen: map(quoted, screen.library.counts().own),
    "delete-tag": lambda screen: map(quoted, screen.library.counts().own),
    "kept-search": lambda screen: screen.library.searches(),
    "edit-search": lambda screen: screen.library.searches(),
    "move-search": lambda screen: ("up", "down"),
}
"""Commands that take one of some names."""


def completed(screen: Searching, text: str) -> Completion:
    """Return what may come at the end of a command's beginning."""
    name, blank, rest = text.partition(" ")
    if not blank:
        return Completion(0, tuple(_written(screen, one) for one in BY_NAME if one.startswith(name)))
    found = named(name)
    behind = _arguments(screen, found[0], rest) if len(found) == 1 else Completion(len(rest))
    return behind.behind(len(name) + 1)


def _arguments(screen: Searching, command: str, text: str) -> Completion:
    if command in _NAMES:
        return one_of(tuple(_NAMES[command](screen)))(text)
    if command == "import":
        from feedtui.screens.path_names import completed_path

        return completed_path(text, screen.folders.entries)
    if command == "tag":
        words = text.split(" ")
        if words[-1][:1] in ("+", "-") and all(word[:1] in ("+", "-") for word in words):
            return last_of(tuple(screen.library.counts().own))(text)
    if command in _QUERIES or command == "tag":
        return completion(text, screen.names)
    return Completion(len(text))


def _written(screen: Searching, name: str) -> str:
    """Return a command's name with a blank behind it where something may follow."""
    takes = inspect.signature(getattr(screen, f"action_{BY_NAME[name].action}")).parameters
    return f"{name} " if takes else name
