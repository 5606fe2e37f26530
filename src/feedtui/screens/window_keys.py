"""The keys of each window, and of each pane, for the help. `test_help.py` holds them to what is bound."""

from __future__ import annotations

Rows = tuple[tuple[str, str], ...]
"""Keys as people write them, parted by spaces, and what they do."""

EVERYWHERE: Rows = (
    ("j k ctrl+d ctrl+u g G", "Move or scroll, as in the list"),
    ("esc", "Close it"),
    ("? f1", "The keys of the window that is open"),
)
"""What every window but those that say otherwise has too."""

WINDOWS: dict[str, tuple[str, Rows]] = {
    "TriageScreen": (
        "Triage",
        (
            ("s", "Star the paper, and on to the next"),
            ("b", "Into the queue"),
            ("n x", "Skip it: it is read"),
            ("l", "Later: it is asked about again"),
            ("u", "Take the last verdict back"),
            ("o", "Open the paper's page"),
            ("j k space pageup", "Scroll the abstract"),
            ("E", "At the end: export what was kept"),
            ("esc q", "Leave; it is gone on with from here"),
        ),
    ),
    "FullTextScreen": (
        "Full text",
        (
            ("space pageup", "A page down, a page up"),
            ("ctrl+d ctrl+u", "Half a page down or up"),
            ("j k", "A line down or up"),
            ("g G", "To the beginning or the end"),
            ("]", "To the next heading"),
            ("[", "To the heading before"),
            ("t", "The table of contents"),
            ("/", "Search in the text"),
            ("n N", "The next place that was found, the one before"),
            ("esc q F h", "Back to the list; the place is remembered"),
        ),
    ),
    "SourcesScreen": (
        "Sources",
        (
            ("a", "Add one: an address, hf:daily, arxiv:cs.CL …"),
            ("d delete", "Remove it; its papers are kept"),
            ("e", "Give it another title"),
            ("p", "Pause it, or ask it again"),
            ("R", "Ask it now"),
            ("enter l", "List its papers"),
            ("u", "Undo"),
            ("f q", "Close"),
        ),
    ),
    "WelcomeScreen": (
        "Welcome",
        (
            ("space x", "Choose a source, or no longer"),
            ("/", "Find one; enter goes back to the list"),
            ("pageup pagedown", "Ten sources up or down"),
            ("enter", "Subscribe to those chosen"),
        ),
    ),
    "NoteScreen": (
        "Note",
        (
            ("esc ctrl+s", "Keep it"),
            ("ctrl+e", "Edit it in your own editor"),
            ("ctrl+x", "Leave it as it was"),
        ),
    ),
    "ExportScreen": (
        "Export",
        (
            ("tab", "To the next question"),
            ("enter", "Choose; in the line of the file, write it"),
            ("ctrl+s", "Write it"),
        ),
    ),
    "LinksScreen": (
        "Links",
        (("a", "The link's letter opens it, as enter does"), ("y", "Copy the link under the cursor")),
    ),
    "Choose": ("A choice", (("1", "The number chooses, as enter does"),)),
    "ContentsScreen": ("Contents", (("enter", "Go to the heading"),)),
    "WhyScreen": (
        "Why",
        (
            ("+ =", "More like this"),
            ("-", "Less like this"),
            ("n", "Never again: an author, a word, a source"),
        ),
    ),
    "FoundScreen": ("Import", (("enter y", "Keep what was found"), ("esc", "Leave everything as it is"))),
    "MistakesScreen": ("Mistakes in the settings", (("enter q", "Close"),)),
    "StatisticsScreen": ("A year of reading", (("q", "Close"),)),
    "HelpScreen": (
        "Help",
        (
            ("/", "Find: what is typed stays, enter goes back to it"),
            ("q", "Close"),
        ),
    ),
    "PaletteScreen": (
        "Palette",
        (
            ("↓ ctrl+n", "The row below"),
            ("↑ ctrl+p", "The row above"),
            ("pagedown pageup", "Ten rows down or up"),
            ("enter", "Do it, or go there"),
        ),
    ),
}

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
        ("down up", "The next paper, the one before; 5 before it for five"),
        ("read-on", "Read the abstract on, then the next unread paper"),
        ("star queue read", "Star, queue, mark as read, or no longer"),
        ("select select-range select-all", "Select this, a range, all: what follows is for all of them"),
        ("tag note", "Give tags, write a note"),
        ("triage", "Go through the unread ones, a key a verdict"),
        ("search", "Search as you type; esc undoes it"),
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
