"""Keys of windows that are not set, and what commands do in each pane, for the help."""

from __future__ import annotations

Rows = tuple[tuple[str, str], ...]
"""Keys as people write them, parted by spaces, and what they do."""

EVERYWHERE: Rows = (("esc", "Close it, or leave the line that asks"),)

WINDOWS: dict[str, tuple[str, Rows]] = {
    "TriageScreen": ("Triage", ()),
    "FullTextScreen": ("Full text", ()),
    "SourcesScreen": ("Sources", ()),
    "WelcomeScreen": ("Welcome", (("enter", "Subscribe to those chosen"),)),
    "NoteScreen": ("Note", (("esc", "Keep it"),)),
    "ExportScreen": (
        "Export",
        (("tab", "To the next question"), ("enter", "Choose; in the line of the file, write it")),
    ),
    "LinksScreen": ("Links", (("a", "The link's letter opens it, as enter does"),)),
    "Choose": ("A choice", (("1", "The number chooses, as enter does"),)),
    "ContentsScreen": ("Contents", (("enter", "Go to the heading"),)),
    "WhyScreen": ("Why", ()),
    "FoundScreen": ("Import", (("esc", "Leave everything as it is"),)),
    "MistakesScreen": ("Mistakes in the settings", ()),
    "StatisticsScreen": ("A year of reading", ()),
    "HelpScreen": ("Help", ()),
    "PaletteScreen": ("Palette", ()),
}
"""What each window is called, and its keys that are not set; `feedtui.window_commands` has the others."""

PANES: dict[str, tuple[tuple[str, str], ...]] = {
    "sidebar": (
        ("down up", "Another view: the list shows its papers at once"),
        ("into", "Into the list"),
        ("with-row any-row without-row", "Papers that have this row too, any of them, or do not have it"),
        ("kept-search", "The kept search of that number, or the keys 1 to 9"),
        ("rename-tag delete-tag", "Rename or merge a tag, take it from all papers"),
        ("forget-search", "Forget the kept search"),
        ("larger smaller", "A wider or a narrower sidebar"),
        ("sidebar", "Hide it"),
    ),
    "list": (
        ("next-unread previous-unread", "The next unread paper, the one before"),
        ("down up", "The next paper, the one before; 5{down} goes five on"),
        ("read-on", "Read the abstract on, then the next unread paper"),
        ("star queue read", "Star, queue, mark as read, or no longer"),
        ("select select-range select-all", "Select this, a range, all: what follows is for all of them"),
        ("tag note", "Give tags, write a note"),
        ("triage", "Go through the unread ones, a key a verdict"),
        ("search", "Search as you type; {leave} undoes it"),
        ("copy-link open-page open-pdf", "Copy the link, open the page, open the PDF"),
        ("undo redo", "Undo anything, do it again"),
        ("into back", "Into the abstract, back to the sidebar"),
    ),
    "abstract": (
        ("down up", "A line down or up"),
        ("half-down half-up", "Half a page down or up"),
        ("read-on", "Read on, then the next unread paper"),
        ("zoom", "The abstract alone, or all panes"),
        ("full-text", "The full text, here"),
        ("links", "All links, each with a letter"),
        ("open-pdf fetch", "Open the PDF, fetch it to read later"),
        ("note tag star", "Write a note, give tags, star it"),
        ("why similar", "Why it is for you, papers like it"),
        ("back", "Back to the list"),
    ),
}
"""What commands do in each pane, by their names."""
