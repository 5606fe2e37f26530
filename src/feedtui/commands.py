"""The one table of commands: key bindings, footer, palette, `:` line, help screen and README come from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from feedtui.keynames import shown


@dataclass(frozen=True, slots=True)
class Command:
    """Something a reader can do.

    `name` is what is typed behind `:` and the binding's id; `keys` are Textual's key names, parted by
    commas, those of a sequence by spaces; `action` is a method `action_…` of the reader's screen.
    Commands with `short` stand in the footer under that word.
    """

    name: str
    keys: str
    action: str
    help: str
    group: str
    short: str = ""


_MOVE, _MARK, _TAKE, _FIND, _SOURCE, _APP = "Moving", "Marking", "Taking with you", "Finding", "Sources", "feedtui"

COMMANDS = (
    Command("down", "j,down", "down", "Move down; in the abstract, a line", _MOVE),
    Command("up", "k,up", "up", "Move up; in the abstract, a line", _MOVE),
    Command("top", "g,home", "top", "Go to the first", _MOVE),
    Command("bottom", "G,end", "bottom", "Go to the last", _MOVE),
    Command("half-down", "ctrl+d", "half_down", "Half a page down", _MOVE),
    Command("half-up", "ctrl+u", "half_up", "Half a page up", _MOVE),
    Command("page-down", "pagedown,ctrl+f", "page_down", "A page down", _MOVE),
    Command("page-up", "pageup,ctrl+b", "page_up", "A page up", _MOVE),
    Command("into", "l,right,enter", "into", "Into the next pane: sidebar, list, abstract", _MOVE),
    Command("back", "h,left", "back", "Back to the pane before; undo the search or the selection", _MOVE),
    Command("leave", "escape", "leave", "Step by step: end the range, the selection, the search; open nothing", _MOVE),
    Command("next-pane", "tab", "next_pane", "The next pane, round and round", _MOVE),
    Command("previous-pane", "shift+tab", "previous_pane", "The pane before, round and round", _MOVE),
    Command("next-unread", "n", "next_unread", "The next unread paper; the one left is read", _MOVE, "Next"),
    Command("previous-unread", "N", "previous_unread", "The previous unread paper", _MOVE),
    Command("read-on", "space", "read_on", "Scroll the abstract, at its end go to the next unread", _MOVE, "Read on"),
    Command("jump", "apostrophe", "jump", "Jump by typing to a title with a word that begins so, or to a row", _MOVE),
    Command("read", "m", "toggle_read", "Mark as read or unread; or read QUERY", _MARK, "Mark read"),
    Command("star", "s", "toggle_star", "Star or unstar; or star QUERY", _MARK, "Star"),
    Command("read-all", "", "read_all", "Mark all papers of the list as read, after a question", _MARK),
    Command("queue", "b", "toggle_queue", "Put in the queue to read later, or take out; or queue QUERY", _MARK),
    Command("tag", "t", "tag", "Give tags: name adds, -name removes, tab completes; or tag +NAME -NAME QUERY", _MARK),
    Command("rename-tag", "", "rename_tag", "Rename or merge the sidebar's tag; or rename-tag OLD NEW", _MARK),
    Command("delete-tag", "", "delete_tag", "Take the sidebar's tag from all papers; or delete-tag NAME", _MARK),
    Command("note", "i", "note", "Write a note, in Markdown; or note TEXT adds a line", _MARK),
    Command("triage", "T", "triage", "Go through unread papers, a key a verdict; or triage QUERY", _MARK),
    Command("undo", "u", "undo", "Undo the last change, of one paper or of many", _MARK),
    Command("redo", "ctrl+r", "redo", "Make the change again that was undone", _MARK),
    Command("select", "x", "select", "Select or unselect this paper, and move down", _MARK),
    Command("select-range", "v", "select_range", "Select from here to wherever the cursor goes; again ends it", _MARK),
    Command("select-all", "A", "select_all", "Select all papers in view, or none", _MARK),
    Command("copy-link", "y", "copy_link", "Copy the link", _TAKE, "Copy"),
    Command("copy-as", "Y", "copy_as", "Copy as title, Markdown link, citation, BibTeX or abstract", _TAKE),
    Command("export", "E", "export", "Export the selection, the view or all starred; or export QUERY", _TAKE, "Export"),
    Command("open-page", "o", "open_page", "Open the paper's page", _TAKE),
    Command("open-pdf", "p", "open_pdf", "Open the PDF, the fetched one if there is one", _TAKE),
    Command("fetch", "P", "fetch", "Fetch the PDFs of the selection, or this one's; or fetch QUERY", _TAKE),
    Command("full-text", "F", "full_text", "Read the full text here, fetched once", _TAKE),
    Command("open-code", "c", "open_code", "Open the code", _TAKE),
    Command("links", "L", "links", "All links of the paper, each with a letter to open it", _TAKE),
    Command("import", "", "import", "Read a saved page or arXiv's snapshot: import FILE; or paste the page", _TAKE),
    Command("stop", "", "stop", "Stop an import, asking the sources, or a change of very many papers", _TAKE),
    Command("search", "slash", "search", "Search as you type; or search WORDS", _FIND, "Search"),
    Command("keep-search", "S", "keep_search", "Keep this search in the sidebar, under a name", _FIND),
    Command("kept-search", "", "kept_search", "Open a kept search by its number or name, or by the keys 1 to 9", _FIND),
    Command("edit-search", "", "edit_search", "Edit the kept search that is open; or edit-search NAME", _FIND),
    Command("rename-search", "", "rename_search", "Rename the kept search that is open; or rename-search NEW", _FIND),
    Command("move-search", "", "move_search", "Move the kept search that is open: up, down or its new number", _FIND),
    Command("search-up", "K", "search_up", "Move the kept search under the sidebar's cursor up", _FIND),
    Command("search-down", "J", "search_down", "Move the kept search under the sidebar's cursor down", _FIND),
    Command("similar", "tilde", "similar", "Papers like this one or the selected ones; or similar QUERY", _FIND),
    Command(
        "why", "W", "why", "Why this paper is for you, and your answer; or why on, why off: below abstracts", _FIND
    ),
    Command("suggest", "", "suggest", "Papers that a tag of yours is likely for: suggest TAG", _FIND),
    Command("with-row", "plus,equals_sign", "with_row", "In the sidebar: papers with this tag, topic, view …", _FIND),
    Command("any-row", "vertical_line", "any_row", "In the sidebar: papers with any of the tags chosen so", _FIND),
    Command("without-row", "minus", "without_row", "In the sidebar: papers without this tag", _FIND),
    Command("mute", "M", "mute", "Hide the papers of a query; nothing is deleted", _FIND),
    Command("unmute", "", "unmute", "Show again what was muted", _FIND),
    Command("watch", "", "watch", "Underline words or a name wherever they stand", _FIND),
    Command("unwatch", "", "unwatch", "Look out for words or a name no longer", _FIND),
    Command("forget-search", "", "forget_search", "Forget the kept search that is open", _FIND),
    Command("refresh", "R", "refresh", "Ask the sources for papers; or refresh ADDRESS", _SOURCE, "Refresh"),
    Command("list-new", "r", "list_new", "List the papers that came in meanwhile", _SOURCE),
    Command("sources", "f", "sources", "The sources: add, remove, pause, see how it went", _SOURCE, "Sources"),
    Command("add", "", "add", "Add sources: add hf:daily arxiv:cs.CL, or the address of a feed or its page", _SOURCE),
    Command("resolve", "", "resolve", "Look up papers known by title alone: these; or resolve QUERY", _SOURCE),
    Command("sidebar", "w", "sidebar", "Show or hide the sidebar", _FIND),
    Command("zoom", "z", "zoom", "Only the abstract, or all panes", _FIND),
    Command("layout", "V", "layout", "Another layout; or layout side, stacked, auto, reset", _APP),
    Command("larger", "greater_than_sign", "larger", "More room for this pane", _APP),
    Command("smaller", "less_than_sign", "smaller", "Less room for this pane", _APP),
    Command("theme", "", "theme", "Change between dark and light; or theme NAME, theme contrast", _APP),
    Command("glyphs", "", "glyphs", "Signs and lines in ASCII or Unicode: glyphs ascii, glyphs unicode", _APP),
    Command("motion", "", "motion", "Nothing moves by itself: motion off, or motion on", _APP),
    Command("hints", "", "hints", "Hints of keys that you never used: hints off, or hints on", _APP),
    Command("redraw", "ctrl+l", "redraw", "Draw the screen anew, after another program wrote on it", _APP),
    Command("stats", "", "stats", "A year of reading in pictures: by day, week, topic and source", _APP),
    Command("command", "colon", "command", "Type a command by its name or key, or a line's number", _APP),
    Command("palette", "ctrl+p", "palette", "Find a command, paper, tag, source or search by a few letters", _APP),
    Command("config", "", "config", "Edit the settings and keys in your editor, then go by them", _APP),
    Command("help", "question_mark,f1", "help", "Keys and help", _APP, "Help"),
    Command("quit", "q", "quit", "Quit; everything is kept", _APP, "Quit"),
)

BY_NAME = {command.name: command for command in COMMANDS}


def shown_keys(command: Command) -> tuple[str, ...]:
    """Return the command's keys as people write them."""
    return tuple(shown(keys) for keys in command.keys.split(",") if keys)


def named(text: str, commands: Sequence[Command] = COMMANDS) -> list[str]:
    """Return the names that a typed command may mean: the one that is called so, has that key, or all that begin so."""
    if text in BY_NAME:
        return [text]
    by_key = [command.name for command in commands if text in shown_keys(command)]
    return by_key or [name for name in BY_NAME if name.startswith(text)]


def by_group(commands: Sequence[Command] = COMMANDS) -> dict[str, list[Command]]:
    """Return the commands by their group, both in the table's order."""
    groups: dict[str, list[Command]] = {}
    for command in commands:
        groups.setdefault(command.group, []).append(command)
    return groups


def keys_table(commands: Sequence[Command] = COMMANDS, column: str = "command", sign: str = ":") -> str:
    """Return one of the README's tables of keys, in Markdown; `sign` stands before each name in its column."""
    lines = [f"| keys | {column} | does |", "|---|---|---|"]
    for command in commands:
        # A bar would end the cell.
        keys = " ".join(f"`{key}`" for key in shown_keys(command)).replace("|", "\\|") or "–"
        lines.append(f"| {keys} | `{sign}{command.name}` | {command.help} |")
    return "\n".join(lines)
