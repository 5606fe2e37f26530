"""The table of what windows do by keys: bindings, the lines below windows, help and settings come from it.

A command's `group` is the class of its window, that of what several windows are, or `Once` for all of them; `action` is
a Textual action of that class. Keys that are no command's (letters of links, digits of a choice, `enter` in a list, and
`esc`, which leaves every window) are told of in `screens/window_keys.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from feedtui.commands import Command, keys_table, shown_keys

EVERY, SCROLLED = "Once", "Dialog"
"""The groups of what every window does, and of what all do but those of `SCREENS`."""
SCREENS = ("TriageScreen", "FullTextScreen")
"""Windows that fill the screen, and scroll by keys of their own."""
TYPED = ("NoteScreen", "PaletteScreen", "ExportScreen")
"""Windows in which letters are text: none of their commands can have one."""
_HELD = ("NoteScreen", "ExportScreen")
"""Of those the ones in which `enter` and `tab` are needed too."""

WINDOW_COMMANDS = (
    Command("triage-star", "s", "decide('star')", "Star the paper, and on to the next", "TriageScreen"),
    Command("triage-queue", "b", "decide('queue')", "Into the queue", "TriageScreen"),
    Command("triage-skip", "n,x", "decide('skip')", "Skip it: it is read", "TriageScreen"),
    Command("triage-later", "l", "decide('later')", "Later: it is asked about again", "TriageScreen"),
    Command("triage-undo", "u", "back", "Take the last verdict back", "TriageScreen"),
    Command("triage-open", "o", "open", "Open the paper's page", "TriageScreen"),
    Command("triage-down", "j,down", "scroll(1)", "Scroll the abstract a line down", "TriageScreen"),
    Command("triage-up", "k,up", "scroll(-1)", "A line up", "TriageScreen"),
    Command("triage-page-down", "space,pagedown", "scroll(10)", "Ten lines down", "TriageScreen"),
    Command("triage-page-up", "pageup", "scroll(-10)", "Ten lines up", "TriageScreen"),
    Command("triage-export", "E", "export", "At the end: export what was kept", "TriageScreen"),
    Command("triage-leave", "q", "leave", "Leave; it is gone on with from here", "TriageScreen"),
    Command("text-page-down", "space,pagedown,ctrl+f", "page(2)", "A page down", "FullTextScreen"),
    Command("text-page-up", "pageup,ctrl+b", "page(-2)", "A page up", "FullTextScreen"),
    Command("text-half-down", "ctrl+d", "page(1)", "Half a page down", "FullTextScreen"),
    Command("text-half-up", "ctrl+u", "page(-1)", "Half a page up", "FullTextScreen"),
    Command("text-down", "j,down", "scroll(1)", "A line down", "FullTextScreen"),
    Command("text-up", "k,up", "scroll(-1)", "A line up", "FullTextScreen"),
    Command("text-top", "g,home", "scroll(-100000000)", "To the beginning", "FullTextScreen"),
    Command("text-bottom", "G,end", "scroll(100000000)", "To the end", "FullTextScreen"),
    Command("text-next-section", "right_square_bracket", "section(1)", "To the next heading", "FullTextScreen"),
    Command("text-previous-section", "left_square_bracket", "section(-1)", "To the heading before", "FullTextScreen"),
    Command("text-contents", "t", "contents", "The table of contents", "FullTextScreen"),
    Command("text-search", "slash", "search", "Search in the text", "FullTextScreen"),
    Command("text-next", "n", "found(1)", "The next place that was found", "FullTextScreen"),
    Command("text-previous", "N", "found(-1)", "The place before that was found", "FullTextScreen"),
    Command("text-leave", "q,F,h,left", "leave", "Back to the list; the place is remembered", "FullTextScreen"),
    Command("sources-add", "a", "add", "Add one: an address, hf:daily, arxiv:cs.CL …", "SourcesScreen"),
    Command("sources-remove", "d,delete", "remove", "Remove it; its papers are kept", "SourcesScreen"),
    Command("sources-rename", "e", "rename", "Give it another title", "SourcesScreen"),
    Command("sources-pause", "p", "pause", "Pause it, or ask it again", "SourcesScreen"),
    Command("sources-refresh", "R", "refresh", "Ask it now", "SourcesScreen"),
    Command("sources-papers", "enter,l", "papers", "List its papers", "SourcesScreen"),
    Command("sources-undo", "u", "undo", "Undo", "SourcesScreen"),
    Command("sources-close", "f,q", "cancel", "Close", "SourcesScreen"),
    Command("welcome-choose", "space,x", "choose", "Choose a source, or no longer", "WelcomeScreen"),
    Command("welcome-find", "slash", "find", "Find one; enter goes back to the list", "WelcomeScreen"),
    Command("welcome-page-down", "pagedown,ctrl+d", "scroll(10)", "Ten sources down", "WelcomeScreen"),
    Command("welcome-page-up", "pageup,ctrl+u", "scroll(-10)", "Ten sources up", "WelcomeScreen"),
    Command("note-keep", "ctrl+s", "keep", "Keep it, as esc does", "NoteScreen"),
    Command("note-edit", "ctrl+e", "edit", "Edit it in your own editor", "NoteScreen"),
    Command("note-discard", "ctrl+x", "discard", "Leave it as it was", "NoteScreen"),
    Command("export-write", "ctrl+s", "write", "Write it", "ExportScreen"),
    Command("links-copy", "y", "copy", "Copy the link under the cursor", "LinksScreen"),
    Command("why-more", "plus,equals_sign", "answer('more')", "More like this", "WhyScreen"),
    Command("why-less", "minus", "answer('less')", "Less like this", "WhyScreen"),
    Command("why-never", "n", "answer('never')", "Never again: an author, a word, a source", "WhyScreen"),
    Command("import-keep", "enter,y", "keep", "Keep what was found", "FoundScreen"),
    Command("mistakes-close", "enter,q", "cancel", "Close", "MistakesScreen"),
    Command("stats-close", "q", "cancel", "Close", "StatisticsScreen"),
    Command("help-find", "slash", "find", "Find: what is typed stays, enter goes back to it", "HelpScreen"),
    Command("help-close", "q,question_mark,f1", "cancel", "Close", "HelpScreen"),
    Command("palette-down", "down,ctrl+n", "scroll(1)", "The row below", "PaletteScreen"),
    Command("palette-up", "up,ctrl+p", "scroll(-1)", "The row above", "PaletteScreen"),
    Command("palette-page-down", "pagedown,ctrl+d", "scroll(10)", "Ten rows down", "PaletteScreen"),
    Command("palette-page-up", "pageup,ctrl+u", "scroll(-10)", "Ten rows up", "PaletteScreen"),
    Command("palette-choose", "enter", "choose", "Do it, or go there", "PaletteScreen"),
    Command("window-down", "j,down", "scroll(1)", "Move or scroll down", SCROLLED),
    Command("window-up", "k,up", "scroll(-1)", "Move or scroll up", SCROLLED),
    Command("window-page-down", "ctrl+d,pagedown,space", "scroll(10)", "Ten lines down", SCROLLED),
    Command("window-page-up", "ctrl+u,pageup", "scroll(-10)", "Ten lines up", SCROLLED),
    Command("window-top", "g,home", "scroll(-100000)", "To the first line", SCROLLED),
    Command("window-bottom", "G,end", "scroll(100000)", "To the last line", SCROLLED),
    Command("window-help", "question_mark,f1", "help", "The keys of the window that is open", EVERY),
)

BY_WINDOW_NAME = {command.name: command for command in WINDOW_COMMANDS}


def groups_of(window: str) -> tuple[str, ...]:
    """Return the groups of commands that a window has, by its class, its own first."""
    return (window, EVERY) if window in SCREENS else (window, SCROLLED, EVERY)


def in_window(window: str, commands: Sequence[Command] = WINDOW_COMMANDS) -> list[Command]:
    """Return the commands that a window has; of two on one key the window's own has it, and the other one does not."""
    taken: set[str] = set()
    found = []
    for group in groups_of(window):
        some = [one for one in commands if one.group == group]
        for one in some:
            found.append(replace(one, keys=",".join(key for key in one.keys.split(",") if key not in taken)))
        taken |= {key for one in some for key in one.keys.split(",")}
    return found


def is_text(window: str, key: str) -> bool:
    """Whether a key writes in a window, and can be no command of it."""
    from feedtui.keynames import SIGNS

    if window not in TYPED:
        return False
    writes = len(key) == 1 or key in SIGNS.values() or key in ("space", "backspace", "delete")
    return writes or (window in _HELD and key in ("enter", "tab"))


def first_key(commands: Iterable[Command], name: str, rather: str = "") -> str:
    """Return a command's first key as people write it, `rather` if it is one of its keys; empty without a key."""
    keys = next(shown_keys(one) for one in commands if one.name == name)
    return rather if rather in keys else next(iter(keys), "")


def window_keys_table() -> str:
    """Return the README's table of the windows' keys, in Markdown."""
    return keys_table(WINDOW_COMMANDS, "in the settings", "")
