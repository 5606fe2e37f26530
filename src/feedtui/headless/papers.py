"""Commands about papers: find, show, mark, export."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from feedtui.exports.record import record
from feedtui.headless.telling import Failed, chosen, fitted, print_json, query_of, terminal_width
from feedtui.library.library import Library, utc_now
from feedtui.papers.display import shown_authors, shown_date
from feedtui.papers.paper import Item, Mark
from feedtui.papers.revision import with_changes
from feedtui.papers.text import clean_line

if TYPE_CHECKING:
    from feedtui.library.journal import Record
    from feedtui.library.reading import Revision


def list_papers(library: Library, arguments: Namespace) -> int:
    """List the papers that a query finds, each as soon as it is found."""
    from feedtui.headless.ranking import found_by

    query = query_of(arguments.query)
    if not len(library):
        has = bool(library.subscriptions.all())
        how = (
            "feedtui refresh asks your sources" if has else "feedtui add hf:daily arxiv:cs.CL subscribes to two sources"
        )
        print(f"The library is empty. {how}, feedtui import FILE reads files.", file=sys.stderr)
        return 0
    width = terminal_width()
    for number, item in enumerate(library.items(found_by(library, query, arguments.limit))):
        if arguments.json:
            print_json(record(item))
        else:
            line = f"{'●' if item.unread else ' '}{'★' if item.starred else ' '} {item.paper.title}"
            print(fitted(line, width) if width else line)
        if not number:
            # Whoever reads the pipe need not wait for the others.
            sys.stdout.flush()
    return 0


def show_papers(library: Library, arguments: Namespace) -> int:
    """Show papers whole."""
    rows, code = chosen(library, arguments.papers)
    if arguments.why:
        from feedtui.headless.ranking import why_papers

        why_papers(library, rows, arguments.json)
        return code
    width = min(80, terminal_width() or 80)
    for number, item in enumerate(library.items(rows)):
        if arguments.json:
            print_json(record(item))
        else:
            print("\n".join((*(["", ""] if number else []), *_shown(item, width, _as_read(library, item)))))
    return code


def mark_papers(library: Library, arguments: Namespace) -> int:
    """Mark papers."""
    wanted = {"read": arguments.read, "starred": arguments.star, "queued": arguments.queue}
    if all(on is None for on in wanted.values()):
        raise Failed("Say what to mark: --read, --unread, --star, --unstar, --queue or --unqueue.")
    papers, code = chosen(library, arguments.papers)
    now = utc_now()

    def make(mark: Mark) -> Mark:
        for state, on in wanted.items():
            if on is not None:
                mark = mark.with_state(state, now if on else None)
        return mark

    library.change(papers, make)
    return code


def tag_papers(library: Library, arguments: Namespace) -> int:
    """Give tags and take tags away."""
    words = arguments.papers
    more = [clean_line(word[1:]) for word in words if word.startswith("+")]
    less = {clean_line(word[1:]) for word in words if word.startswith("-") and word != "-"}
    named = [word for word in words if word == "-" or word[:1] not in ("+", "-")]
    if not named or not (more or less):
        raise Failed("Name papers and tags, as in: feedtui tag 2301.03580 +vision -later")

    def make(mark: Mark) -> Mark:
        tags = dict.fromkeys((*mark.tags, *(tag for tag in more if tag)))
        return replace(mark, tags=tuple(tag for tag in tags if tag not in less))

    papers, code = chosen(library, named)
    library.change(papers, make)
    return code


def note_papers(library: Library, arguments: Namespace) -> int:
    """Print a note or write it."""
    if arguments.paper == "-" and arguments.text == ["-"]:
        raise Failed("Standard input can hold the paper or the note, not both.")
    papers, code = chosen(library, [arguments.paper])
    if len(papers) > 1:
        raise Failed(f"A note is about one paper, and standard input names {len(papers)}. Nothing was written.")
    if not papers:
        return code
    if not arguments.text:
        print(library.item(papers[0]).mark.note)
        return 0
    from feedtui.notes import clean_note

    text = sys.stdin.read() if arguments.text == ["-"] else " ".join(arguments.text)
    library.change(papers, lambda mark: replace(mark, note=clean_note(text)))
    return 0


def tags_papers(library: Library, arguments: Namespace) -> int:
    """List the tags with their counts, or rename, merge or delete one."""
    if arguments.change:
        return _retag(library, arguments.change)
    counts = library.counts()
    for tag, count in (counts.own | counts.tags).items():
        if arguments.json:
            print_json({"tag": tag, "unread": count.unread, "total": count.total})
        else:
            print(f"{count.unread}/{count.total}\t{tag}")
    return 0


def _retag(library: Library, words: list[str]) -> int:
    match words:
        case ["rename", name, new] if clean_line(new):
            to: str | None = clean_line(new)
        case ["delete", name]:
            to = None
        case _:
            raise Failed("Write: feedtui tags rename OLD NEW, or feedtui tags delete TAG")
    old = library.own_tag(clean_line(name))
    if old is None:
        raise Failed(f"{clean_line(name)} is no tag of yours. Nothing was changed.")
    return _step(library.retag(old, to), f"The tag is called {old} already.")


def undo_papers(library: Library, arguments: Namespace) -> int:
    """Take the last change back."""
    return _step(library.undo(), "There is nothing to undo.")


def redo_papers(library: Library, arguments: Namespace) -> int:
    """Make the change again that was taken back."""
    return _step(library.redo(), "There is nothing to redo.")


def _step(record: Record | None, nothing: str) -> int:
    from feedtui.library.undoing import told

    print(told(record) if record else nothing)
    return 0 if record else 1


def _as_read(library: Library, item: Item) -> Revision | None:
    with suppress(KeyError):
        return library.as_read(library.row_of(item.paper.id)) if item.is_revised else None
    return None


def _shown(item: Item, width: int, was: Revision | None) -> Iterable[str]:
    """Yield all that is known of a paper, and what changed since it was read."""
    facts = record(item)
    paper = item.paper
    yield with_changes(was.title, paper.title) if was else paper.title
    if was:
        yield "Revised since you read it: [-removed-] {+added+}"
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
    abstract = with_changes(was.abstract, paper.abstract) if was else paper.abstract
    for name, text in (("Summary", paper.summary), ("Abstract", abstract), ("Note", item.mark.note)):
        if text:
            yield f"\n{name}"
            yield from (_filled(line, width) for line in text.split("\n"))


def _filled(line: str, width: int) -> str:
    """Return a line in lines of some width; an address is never broken."""
    import textwrap

    return textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False)
