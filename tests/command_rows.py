"""What a reader notices of each command: the table that `test_commands.py` goes over.

A new command needs a row here, under its name. `before` are keys, parted by blanks, that lead to where the command
does something; one that has no key gives what is typed behind the colon in `typed`. `shows` comes with the command
and was not on the screen before it; `gone` was on the screen and goes with it. There are four unread papers, named
after `TITLES`, with arXiv ids and code; a kept search `moon`, which finds one of them; the watched word `rivers`, the
muted `title:fog`; one source, which cannot be reached; and a file `page.txt` with four other papers.
"""

from __future__ import annotations

from dataclasses import dataclass

from samples import TITLES

TINY, NARROW = (40, 10), (80, 24)
_MOON = "h g j j j j j j l"
"""Into the kept search."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a command does to the screen."""

    before: str = ""
    shows: str = ""
    gone: str = ""
    typed: str = ""
    size: tuple[int, int] = (120, 40)
    recolours: bool = False
    """Whether the colours change and no text does."""
    ends: bool = False
    """Whether the reader is left."""


ROWS = {
    "down": Row(shows="2/4"),
    "up": Row("j j", shows="2/4"),
    "top": Row("j j", shows="1/4"),
    "bottom": Row(gone="1/4 · All"),
    "half-down": Row(gone="1/4 · All"),
    "half-up": Row("G", gone="4/4 · All"),
    "page-down": Row(gone="1/4 · All"),
    "page-up": Row("G", gone="4/4 · All"),
    "into": Row(shows="https://arxiv", size=TINY),
    "back": Row("l", gone="https://arxiv", size=TINY),
    "leave": Row("x x", gone="2 selected"),
    "next-pane": Row(shows="https://arxiv", size=TINY),
    "previous-pane": Row(shows="Queue", size=TINY),
    "next-unread": Row(shows="2/4"),
    "previous-unread": Row("G", shows="3/4"),
    "read-on": Row(shows="2/4"),
    "read": Row(shows="1 paper read"),
    "star": Row(shows=f"★ {TITLES[0][:8]}"),
    "read-all": Row(typed="read-all", shows="mark 4 papers as read?"),
    "queue": Row(shows="1 paper in the queue"),
    "tag": Row(shows="tags (-name removes)"),
    "rename-tag": Row("t x y enter", typed="rename-tag xy zz", shows="1 paper now tagged zz instead of xy"),
    "delete-tag": Row("t x y enter", typed="delete-tag xy", shows="1 paper no longer tagged xy"),
    "note": Row(shows="Note: Sparse"),
    "jump": Row(shows="\n '"),
    "triage": Row(shows="1 of 4, 0 kept"),
    "undo": Row("s", shows="1 paper unstarred"),
    "redo": Row("s u", shows="1 paper starred"),
    "select": Row(shows="1 selected"),
    "select-range": Row(shows="Selecting from here"),
    "select-all": Row(shows="4 selected"),
    "copy-link": Row(shows="Copied link"),
    "copy-as": Row(shows="Copy as"),
    "export": Row(shows="ctrl+s writes"),
    "open-page": Row(shows="Copied the page's link"),
    "open-pdf": Row(shows="Copied the PDF's link"),
    "fetch": Row(shows="fetching PDF"),
    "full-text": Row(shows="fetching full text"),
    "open-code": Row(shows="Copied the code's link"),
    "links": Row(shows="letter or enter opens"),
    "import": Row(typed="import page.txt", shows="4 papers found"),
    "stop": Row("R", typed="stop", gone="asking sources"),
    "search": Row(shows="\n /"),
    "keep-search": Row("slash m o o n enter", shows="keep this search as"),
    "kept-search": Row(typed="kept-search 1", shows="1/1 · moon"),
    "similar": Row(shows="like “Sparse"),
    "why": Row(typed="why", shows="Why"),
    "with-row": Row("h j j j", shows="+ Starred"),
    "any-row": Row("h j j j plus j", shows="| Queue"),
    "without-row": Row("h j j j", shows="− Starred"),
    "mute": Row(shows=":mute"),
    "unmute": Row(typed="unmute title:fog", shows="No longer muted: title:fog"),
    "watch": Row(typed="watch lanterns", shows="Watching lanterns"),
    "unwatch": Row(typed="unwatch rivers", shows="No longer watched: rivers"),
    "edit-search": Row(typed="edit-search moon", shows="moon: moon*"),
    "rename-search": Row(_MOON, typed="rename-search night", shows="now called night"),
    "move-search": Row(_MOON, typed="move-search up", shows="moon is number 1 already"),
    "search-up": Row("h g j j j j j j", shows="moon is number 1 already"),
    "search-down": Row("h g j j j j j j", shows="moon is number 1 already"),
    "forget-search": Row(_MOON, typed="forget-search", gone="Searches"),
    "refresh": Row(shows="asking sources: 0 of 1"),
    "list-new": Row("h j l n", gone=TITLES[0][:8]),
    "sources": Row(shows="a add"),
    "add": Row(typed="add http://127.0.0.1:9/feed", shows="add …"),
    "resolve": Row(typed="resolve", shows="known by more than its title"),
    "sidebar": Row(gone="Queue"),
    "zoom": Row(gone=TITLES[3]),
    "redraw": Row(shows="drawn anew"),
    "stats": Row(typed="stats", shows="A year of reading"),
    "suggest": Row(typed="suggest light", shows="Suggestions need a tag"),
    "config": Row(typed="config", shows="settings.toml"),
    "layout": Row(shows="Layout: side by side"),
    "larger": Row(shows="List: 51 of 94 cells."),
    "smaller": Row("h", shows="The sidebar has 24 cells."),
    "theme": Row(typed="theme", recolours=True),
    "glyphs": Row(typed="glyphs", gone="●"),
    "motion": Row(typed="motion off", shows="Nothing moves by itself."),
    "hints": Row(typed="hints off", gone="n next unread"),
    "command": Row(shows="\n :"),
    "palette": Row(shows="Find anything"),
    "help": Row(shows="Into the next pane"),
    "quit": Row(ends=True),
}
