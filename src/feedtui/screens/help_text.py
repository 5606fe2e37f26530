"""What the help says: keys and what they do, in sections, and those of it that are sought."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual.content import Content

from feedtui.commands import COMMANDS, Command, by_group, shown_keys
from feedtui.papers.text import folded
from feedtui.screens.window_keys import EVERYWHERE, PANES, WINDOWS
from feedtui.widgets import glyphs
from feedtui.window_commands import EVERY, SCROLLED, WINDOW_COMMANDS, in_window

_SIGNS = (
    (glyphs.UNREAD, "unread"),
    (glyphs.STARRED, "starred"),
    (glyphs.QUEUED, "in the queue"),
    (glyphs.SELECTED, "selected"),
    (glyphs.UPVOTES, "upvotes"),
    (glyphs.CODE, "has code"),
    (glyphs.NOTE, "has a note of yours"),
    (glyphs.WATCHED, "has what you watch"),
    (glyphs.REVISED, "its text changed since you read it"),
    (f"{glyphs.WITH} {glyphs.ANY} {glyphs.WITHOUT}", "a sidebar's row of the search: with it, with any, without it"),
)
_SEARCH = (
    'Words are all looked for; "a phrase"; pre*; OR; -word; (…)',
    "title: abstract: author: tag: topic: source: id: note: · search:NAME of a kept one",
    "is:unread is:read is:starred is:queued is:new is:selected is:revised is:muted",
    "is:new came since you last left; the sidebar's New lists them, and what brought them",
    "has:code has:pdf has:note has:abstract has:tag, a tag of yours · upvotes:>50",
    "listed: published: read: 2026-11 · 2026-11-01..2026-11-23 · 7d · today · >2026-01",
    "tag:a tag:b has both; tag:a OR tag:b any; -tag:a not; -has:tag no tag of yours",
    "sort:newest sort:oldest sort:upvotes sort:title sort:relevance",
    "sort:for-you, the likeliest yours first · sort:tag:NAME, the likeliest of a tag",
)


_ARROWS = str.maketrans({"↓": "down", "↑": "up", "←": "left", "→": "right"})


@dataclass(frozen=True, slots=True)
class Section:
    """A title, and rows of keys or signs with what they do or mean; a row without keys is a line of its own."""

    title: str
    rows: Sequence[tuple[str, str]]


def sections(
    commands: Sequence[Command] = COMMANDS, about: str = "", windows: Sequence[Command] = WINDOW_COMMANDS
) -> Iterator[Section]:
    """Yield what the help says, first of all what is of use where the reader is: in a pane or a window, `about`."""
    if about in WINDOWS:
        yield Section(f"Here, in the window {WINDOWS[about][0]}", _window_rows(about, in_window(about, windows)))
    elif about in PANES:
        named = {one.name: one for one in commands}
        keys = {one.name: _first(one) for one in commands}
        yield Section(
            f"Here, in the {about}",
            [
                (" ".join(map(_first, map(named.get, names.split()))), does.format_map(keys))
                for names, does in PANES[about]
            ],
        )
    for group, some in by_group(commands).items():
        yield Section(group, [(" ".join(shown_keys(one)) or f":{one.name}", one.help) for one in some])
    yield Section("Signs", _SIGNS)
    yield Section("Search", [("", line) for line in _SEARCH])
    shared = [row for one in windows if one.group in (SCROLLED, EVERY) for row in _keys_of(one)]
    yield Section("In every window", [*shared, *EVERYWHERE])
    for name, (title, _) in WINDOWS.items():
        yield Section(f"In the window {title}", _window_rows(name, [one for one in windows if one.group == name]))


def help_text(
    width: int,
    commands: Sequence[Command] = COMMANDS,
    about: str = "",
    windows: Sequence[Command] = WINDOW_COMMANDS,
    *,
    sought: str = "",
    plain: bool = False,
) -> Content:
    """Return the help, no line wider than `width`; of what is sought only rows that have all its words.

    With `plain`, arrows are told in words, where their signs would be taken for the keys of letters.
    """
    words = folded(sought).split()
    parts: list[tuple[str, str]] = []
    for section in sections(commands, about, windows):
        rows = [
            row for row in section.rows if all(word in folded(f"{section.title} {' '.join(row)}") for word in words)
        ]
        if rows:
            title = "\n".join(textwrap.wrap(section.title, width))
            parts.append((f"\n{title}\n" if parts else f"{title}\n", "bold"))
            for keys, does in rows:
                keys = keys.translate(_ARROWS) if plain else keys
                parts.append((_entry(keys, does, width) if keys else _line(does, width), ""))
    return Content.assemble(*parts or [("Nothing of that is in the help.", "")])


def _first(command: Command | None) -> str:
    """Return a command's first key, or how it is called without one."""
    keys = shown_keys(command) if command else ()
    return keys[0] if keys else f":{command.name}" if command else ""


def _keys_of(command: Command) -> list[tuple[str, str]]:
    """Return the row of a window's command, none where it is without a key: it cannot be called otherwise."""
    keys = " ".join(shown_keys(command))
    return [(keys, command.help)] if keys else []


def _window_rows(window: str, commands: Sequence[Command]) -> list[tuple[str, str]]:
    """Return what keys do in a window: its commands, and what is not set."""
    fixed = WINDOWS[window][1]
    esc = () if any("esc" in keys.split() for keys, _ in fixed) else EVERYWHERE
    return [*(row for one in commands for row in _keys_of(one)), *fixed, *esc]


def _line(line: str, width: int) -> str:
    return f"{textwrap.fill(line, width, initial_indent='  ', subsequent_indent='    ')}\n"


def _entry(sign: str, meaning: str, width: int) -> str:
    """Return a line with what it explains in a column of its own, which wraps within its column."""
    column = 20 if width >= 50 else 12
    lines = textwrap.wrap(meaning, width - column if width > column + 10 else 10)
    head = f"  {sign:<{column - 2}}"
    first = head + lines[0] if len(head) == column else f"{head}\n{' ' * column}{lines[0]}"
    return "\n".join([first, *(" " * column + line for line in lines[1:])]) + "\n"
