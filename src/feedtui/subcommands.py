"""The commands of the command line, one by one."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TypeAlias

from feedtui.layout import Parser

Add: TypeAlias = Callable[..., argparse.ArgumentParser]
"""The method `add` of `Commands`."""

SHELLS = ("bash", "zsh", "fish")
_PAPER = "an arXiv id, a DOI, an address or an id of list --json; - reads ids or JSON Lines from standard input"


def _sources(add: Add, json: Parser) -> None:
    from feedtui.sources.kinds import NAMES as KINDS

    one = add(
        "import",
        "importing:import_papers",
        "read saved pages, feeds, BibTeX, RIS, Zotero's lists, bookmarks, folders of PDFs …",
        json,
        example="feedtui import page.html sources.opml library.bib",
    )
    one.add_argument("--as", dest="kind", choices=KINDS, metavar="KIND", help=f"else of this kind: {', '.join(KINDS)}")
    one.add_argument(
        "files", nargs="+", metavar="FILE", help="a file or folder, its kind is found out; - is standard input"
    )
    one = add(
        "add",
        "sources:add_sources",
        "add sources: hf:daily, arxiv:cs.CL, the address of a feed or of its page",
        example="feedtui add hf:daily arxiv:cs.CL",
    )
    one.add_argument("addresses", nargs="+", metavar="ADDRESS", help="what to ask for papers from now on")
    one = add(
        "remove", "sources:remove_sources", "remove sources; their papers stay", example="feedtui remove arxiv:cs.CL"
    )
    one.add_argument("addresses", nargs="+", metavar="ADDRESS", help="as feedtui sources prints them")
    add(
        "sources",
        "sources:list_sources",
        "list the sources, and how it went when they were last asked",
        json,
        example="feedtui sources | cut -f 1",
    )
    one = add("refresh", "sources:refresh_sources", "ask the sources for papers", json, example="feedtui refresh")
    one.add_argument("addresses", nargs="*", metavar="ADDRESS", help="only these; all that are not paused without one")
    one = add(
        "resolve",
        "sources:resolve_papers",
        "look up papers that are known by their titles, arXiv ids or DOIs alone",
        json,
        example="feedtui resolve is:starred",
    )
    _takes_query(one)


def _papers(add: Add, json: Parser) -> None:
    one = add(
        "list",
        "papers:list_papers",
        "list the papers that a query finds",
        json,
        example="feedtui list is:unread listed:7d sort:upvotes --limit 5",
    )
    _takes_query(one)
    one.add_argument("--limit", type=_count, metavar="N", help="at most N papers")
    one = add(
        "show",
        "papers:show_papers",
        "show papers whole",
        json,
        example="feedtui list is:unread --limit 1 --json | feedtui show -",
    )
    one.add_argument("--why", action="store_true", help="say instead why they are for you, or not")
    _takes_papers(one)
    one = add(
        "similar",
        "ranking:similar_papers",
        "list the papers that are most like others, and what they share",
        json,
        example="feedtui list is:starred --limit 1 --json | feedtui similar - --limit 5",
    )
    one.add_argument("--limit", type=_positive, default=20, metavar="N", help="at most N papers, else 20")
    _takes_papers(one)
    add("learn", "ranking:learn_papers", "look through new papers for sort:for-you", example="feedtui learn")
    one = add(
        "fetch",
        "fetching:fetch_papers",
        "fetch the PDFs of papers, or their full texts",
        json,
        example="feedtui list is:queued --json | feedtui fetch -",
    )
    _takes_papers(one)
    one.add_argument("--folder", metavar="DIR", help="put the PDFs there; else where the settings say")
    one.add_argument("--text", action="store_true", help="the full texts instead, to be read in feedtui by F")


def _exports(add: Add, json: Parser) -> None:
    from feedtui.exports.formats import FORMATS

    # Beside the formats of papers: a file for each in a folder, and the list of the sources.
    formats = (*FORMATS, "notes", "opml")
    one = add(
        "export",
        "exporting:export_papers",
        "print the papers that a query finds, in other tools' formats",
        example="feedtui export is:starred --format bibtex",
    )
    one.usage = "%(prog)s [OPTION ...] [QUERY ...]"
    _takes_query(one)
    one.add_argument("--format", choices=formats, default="markdown", metavar="FORMAT", help=", ".join(formats))
    one.add_argument("--template", metavar="FILE", help="a form of your own, or weekly.md or another of ours")
    one.add_argument("--output", metavar="FILE", help="write to FILE, or FILE-2 … if taken; notes to a folder")
    one.add_argument("--title", default="Reading list", metavar="TEXT", help="the list's title")
    one.add_argument("--grouped", action="store_true", help="markdown under headings by tag or topic")
    one.add_argument("--abstracts", action="store_true", help="markdown with abstracts as quotes")
    one.add_argument("--front-matter", action="store_true", help="markdown with a block of YAML before it")
    one = add(
        "digest",
        "digest:write_digest",
        "print or send what is new, by topic, each paper once ever",
        json,
        example="feedtui digest --format markdown is:unread",
    )
    # All options in the first line would take the help's last line off the screen.
    one.usage = "feedtui digest [OPTION ...] [QUERY ...]"
    _takes_query(one)
    one.add_argument("--since", default="7d", metavar="TIME", help="12h, 1d, 2w or a date; else 7d")
    forms = ("text", "markdown", "html", "mime")
    one.add_argument("--format", choices=forms, metavar="FORMAT", help=f"{', '.join(forms)}; else text")
    one.add_argument("--send", action="store_true", help="send it as mail, as [mail] in the settings says")
    one.add_argument("--to", action="append", metavar="ADDRESS", help="send it there; may be given several times")
    one.add_argument("--most", type=_positive, metavar="N", help="only the best N; the others are new next time")
    one.add_argument("--name", default="digest", metavar="NAME", help="digests of other names show papers anew")
    one.add_argument("--dry-run", action="store_true", help="print it; send and remember nothing")


def _marks(add: Add, json: Parser) -> None:
    one = add(
        "mark",
        "papers:mark_papers",
        "mark papers as read, starred or queued, or not",
        example="feedtui list listed:7d --json | feedtui mark --queue -",
    )
    _takes_papers(one)
    for state, does, undo, undoes in (
        ("read", "as read", "unread", "as unread"),
        ("star", "with a star", "unstar", "without a star"),
        ("queue", "to read later", "unqueue", "not to read later"),
    ):
        either = one.add_mutually_exclusive_group()
        either.add_argument(f"--{state}", dest=state, action="store_true", default=None, help=does)
        either.add_argument(f"--{undo}", dest=state, action="store_false", default=None, help=undoes)
    one = add(
        "tag",
        "papers:tag_papers",
        "give papers tags (+TAG) and take tags away (-TAG)",
        example="feedtui list is:starred --json | feedtui tag - +vision -later",
    )
    one.add_argument("papers", nargs="+", metavar="PAPER|+TAG|-TAG", help=_PAPER)
    one = add(
        "note",
        "papers:note_papers",
        "print a paper's note, or write it",
        example='feedtui list is:starred --limit 1 --json | feedtui note - "Read section 4"',
    )
    one.add_argument("paper", metavar="PAPER", help=_PAPER)
    one.add_argument("text", nargs="*", metavar="TEXT", help="the note; - reads it from standard input")
    one = add(
        "tags",
        "papers:tags_papers",
        "list tags with their counts, or rename, merge or delete one of yours",
        json,
        example="feedtui tags | sort -rn | head",
    )
    change = "rename OLD NEW, which merges the two where NEW exists; or delete TAG; feedtui undo undoes it"
    one.add_argument("change", nargs="*", metavar="CHANGE", help=change)
    add(
        "stats",
        "statistics:print_statistics",
        "print a year of reading in pictures: by day, week, topic and source",
        json,
        example="feedtui stats",
    )
    add("undo", "papers:undo_papers", "take the last change of marks back", example="feedtui undo")
    add("redo", "papers:redo_papers", "make the change again that was taken back", example="feedtui redo")


def _upkeep(add: Add, json: Parser) -> None:
    one = add(
        "backup",
        "moving:back_up",
        "write papers, marks, searches, sources, settings and topics into one archive",
        example="feedtui backup feedtui-2026-11-25.zip",
    )
    one.add_argument("file", metavar="FILE", help="written new, or FILE-2 where it is taken; - is standard output")
    one = add(
        "restore",
        "moving:restore_backup",
        "bring a backup back: what is here stays, what is in it is added",
        json,
        example="feedtui restore feedtui-2026-11-25.zip",
    )
    one.add_argument("file", metavar="FILE", help="what feedtui backup wrote; - is standard input")
    one = add(
        "sync",
        "syncing:sync_marks",
        "exchange marks, kept searches and sources with other machines, through a folder",
        json,
        example="mkdir -p Sync && feedtui sync Sync",
    )
    one.add_argument("folder", metavar="DIR", help="a folder that Syncthing, Dropbox or git keeps in step")
    one = add(
        "doctor",
        "doctor:examine",
        "find out what is wrong with files, sources, settings or the terminal, and repair it",
        json,
        example="feedtui doctor",
        alone=True,
    )
    one.add_argument("--full", action="store_true", help="look at every page of the papers, however long it takes")
    one.add_argument("--repair", action="store_true", help="mend what can lose nothing, after a copy of it")
    one = add(
        "config",
        "settings:check_settings",
        "write a settings file where there is none, or say what is wrong in it",
        example="feedtui config && feedtui config --check",
        alone=True,
    )
    either = one.add_mutually_exclusive_group()
    either.add_argument("--check", action="store_true", help="write none; exit with 1 if anything is wrong")
    either.add_argument(
        "--print", action="store_true", help="print every setting as it is in force, and where that came from"
    )
    one = add(
        "serve",
        "serving:serve_reader",
        "show the reader in a browser of this machine, at a secret address",
        example="feedtui serve --port 8765",
        alone=True,
    )
    one.add_argument("--port", type=_count, default=8000, metavar="PORT", help="listen there, else at 8000; 0 is any")
    one = add(
        "completion",
        "shells:print_completion",
        "print the completions of a shell",
        example='eval "$(feedtui completion bash)"',
        alone=True,
    )
    one.add_argument("shell", choices=SHELLS, metavar="SHELL", help=f"{', '.join(SHELLS)}")
    add("man", "shells:print_manual", "print the manual page, as roff", example="feedtui man > feedtui.1", alone=True)


def _takes_query(one: argparse.ArgumentParser) -> None:
    one.add_argument("query", nargs="*", metavar="QUERY", help="words and fields, as in: sparse -survey is:unread")


def _takes_papers(one: argparse.ArgumentParser) -> None:
    one.add_argument("papers", nargs="+", metavar="PAPER", help=_PAPER)


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text} is no number of papers")
    return int(text)


def _positive(text: str) -> int:
    number = _count(text)
    if not number:
        raise argparse.ArgumentTypeError("it wants one paper at least")
    return number


PARTS: dict[Callable[[Add, Parser], None], str] = {
    _sources: "import add remove sources refresh resolve",
    _papers: "list show similar learn fetch",
    _exports: "export digest",
    _marks: "mark tag note tags stats undo redo",
    _upkeep: "backup restore sync config doctor serve completion man",
}
"""What adds which commands; a command that is asked for waits for no others."""
