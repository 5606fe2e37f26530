"""Commands about papers: find, show, mark, export."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from argparse import Namespace
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from feedtui.exports.record import record
from feedtui.headless.telling import Failed, print_json, row_of, rows_of
from feedtui.library.journal import Record
from feedtui.library.library import Library, utc_now
from feedtui.library.undoing import told
from feedtui.notes import clean_note
from feedtui.papers.display import shown_authors, shown_date
from feedtui.papers.paper import Item, Mark
from feedtui.papers.text import clean_line


def list_papers(library: Library, arguments: Namespace) -> int:
    """List the papers that a query finds."""
    if not len(library):
        print("The library is empty. feedtui import FILE reads a page of papers saved as text.", file=sys.stderr)
        return 0
    found = rows_of(library, arguments.query, arguments.limit)
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for item in library.items(found):
        if arguments.json:
            print_json(record(item))
        else:
            line = f"{'●' if item.unread else ' '}{'★' if item.starred else ' '} {item.paper.title}"
            print(line if width is None or len(line) <= width else line[: width - 1] + "…")
    return 0


def show_papers(library: Library, arguments: Namespace) -> int:
    """Show one paper."""
    item = library.item(row_of(library, arguments.paper))
    if arguments.json:
        print_json(record(item))
    else:
        print("\n".join(_shown(item)))
    return 0


def mark_papers(library: Library, arguments: Namespace) -> int:
    """Mark papers."""
    wanted = {"read": arguments.read, "starred": arguments.star, "queued": arguments.queue}
    if all(on is None for on in wanted.values()):
        raise Failed("Say what to mark: --read, --unread, --star, --unstar, --queue or --unqueue.")
    papers = [row_of(library, text) for text in arguments.papers]
    now = utc_now()

    def make(mark: Mark) -> Mark:
        for state, on in wanted.items():
            if on is not None:
                mark = mark.with_state(state, now if on else None)
        return mark

    library.change(papers, make)
    return 0


def tag_papers(library: Library, arguments: Namespace) -> int:
    """Give tags and take tags away."""
    words = arguments.papers
    more = [clean_line(word[1:]) for word in words if word.startswith("+")]
    less = {clean_line(word[1:]) for word in words if word.startswith("-")}
    papers = [row_of(library, word) for word in words if word[:1] not in ("+", "-")]
    if not papers or not (more or less):
        raise Failed("Name papers and tags, as in: feedtui tag 2301.03580 +vision -later")

    def make(mark: Mark) -> Mark:
        tags = dict.fromkeys((*mark.tags, *(tag for tag in more if tag)))
        return replace(mark, tags=tuple(tag for tag in tags if tag not in less))

    library.change(papers, make)
    return 0


def note_papers(library: Library, arguments: Namespace) -> int:
    """Print a note or write it."""
    paper = row_of(library, arguments.paper)
    if not arguments.text:
        print(library.item(paper).mark.note)
        return 0
    text = sys.stdin.read() if arguments.text == ["-"] else " ".join(arguments.text)
    library.change([paper], lambda mark: replace(mark, note=clean_note(text)))
    return 0


def tags_papers(library: Library, arguments: Namespace) -> int:
    """List the tags with their counts."""
    counts = library.counts()
    for tag, count in (counts.own | counts.tags).items():
        if arguments.json:
            print_json({"tag": tag, "unread": count.unread, "total": count.total})
        else:
            print(f"{count.unread}/{count.total}\t{tag}")
    return 0


def undo_papers(library: Library, arguments: Namespace) -> int:
    """Take the last change back."""
    return _step(library.undo(), "There is nothing to undo.")


def redo_papers(library: Library, arguments: Namespace) -> int:
    """Make the change again that was taken back."""
    return _step(library.redo(), "There is nothing to redo.")


def export_papers(library: Library, arguments: Namespace) -> int:
    """Print or write a reading list."""
    items = list(library.items(rows_of(library, arguments.query)))
    if arguments.format == "opml":
        from feedtui.sources.opml import write_opml
        from feedtui.sources.outlines import Outline

        text = write_opml(
            (Outline(one.name, one.title) for one in library.subscriptions.all()), clean_line(arguments.title)
        )
    elif arguments.format == "json":
        text = "".join(json.dumps(record(item), ensure_ascii=False) + "\n" for item in items)
    else:
        from feedtui.exports.markdown import Style, markdown

        text = markdown(
            items,
            Style(clean_line(arguments.title), arguments.grouped, arguments.abstracts, arguments.front_matter),
        )
    if arguments.output is None:
        sys.stdout.write(text)
        return 0
    from feedtui.exports.files import write_new

    try:
        path = write_new(Path(arguments.output).expanduser(), text)
    except OSError as error:
        raise Failed(f"{arguments.output} cannot be written: {error.strerror}. Nothing was exported.") from error
    print(f"{len(items)} papers exported to {path}", file=sys.stderr)
    return 0


def _step(record: Record | None, nothing: str) -> int:
    print(told(record) if record else nothing)
    return 0 if record else 1


def _shown(item: Item) -> Iterable[str]:
    facts = record(item)
    paper = item.paper
    yield paper.title
    if paper.authors:
        yield shown_authors(paper.authors, len(paper.authors))
    for name in ("published", "listed", "updated"):
        date = getattr(paper, name)
        if date:
            yield f"{name.capitalize()}: {shown_date(date)}"
    states = [name for name in ("read", "starred", "queued") if facts[name]]
    yield f"State: {', '.join(states) or 'unread'}"
    for name, values in (("Tags", (*item.mark.tags, *paper.tags)), ("Topics", item.topics)):
        if values:
            yield f"{name}: {', '.join(values)}"
    yield str(facts["url"])
    if paper.links.code:
        yield f"Code: {paper.links.code}"
    for name, text in (("Summary", paper.summary), ("Abstract", paper.abstract), ("Note", item.mark.note)):
        if text:
            yield f"\n{name}"
            yield from (textwrap.fill(line, 80) for line in text.split("\n"))
