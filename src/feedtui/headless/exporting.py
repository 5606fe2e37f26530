"""The command that exports papers, and the list of sources."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator

from feedtui.exports.formats import Layout, written
from feedtui.exports.markdown import Style
from feedtui.headless.telling import Failed, query_of
from feedtui.library.library import Library, utc_now
from feedtui.papers.paper import Item
from feedtui.papers.text import clean_line
from feedtui.paths import path_of


def export_papers(library: Library, arguments: Namespace) -> int:
    """Print or write papers in a format, by a template, or as a note each; or the sources as OPML."""
    if arguments.format == "opml":
        return _put(_sources(library, arguments), arguments.output, "The sources were")
    from feedtui.headless.ranking import found_by

    items = library.items(found_by(library, query_of(arguments.query)))
    if arguments.format == "notes":
        return _notes(items, arguments.output)
    counted = _Counted(items)
    style = Style(clean_line(arguments.title), arguments.grouped, arguments.abstracts, arguments.front_matter)
    if arguments.template:
        parts = iter((_templated(list(counted), style.title, arguments.template),))
    else:
        parts = written(arguments.format, counted, Layout(utc_now(), style))
    return _put(parts, arguments.output, counted)


class _Counted:
    """Papers that are counted as they pass."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = items
        self._count = 0

    def __iter__(self) -> Iterator[Item]:
        for item in self._items:
            self._count += 1
            yield item

    def __str__(self) -> str:
        return "1 paper was" if self._count == 1 else f"{self._count:,} papers were"


def _put(parts: Iterable[str], output: str | None, what: object) -> int:
    """Print an export, or write it to a file that was not there."""
    if output is None:
        for part in parts:
            sys.stdout.write(part)
        return 0
    from feedtui.exports.files import write_new

    try:
        path = write_new(path_of(output), parts)
    except OSError as error:
        raise _unwritable(output, error) from error
    print(f"{what} exported to {clean_line(str(path))}", file=sys.stderr)
    return 0


def _sources(library: Library, arguments: Namespace) -> Iterable[str]:
    from feedtui.sources.opml import write_opml
    from feedtui.sources.outlines import Outline

    outlines = (Outline(one.name, one.title) for one in library.subscriptions.all())
    return (write_opml(outlines, clean_line(arguments.title)),)


def _templated(items: list[Item], title: str, name: str) -> str:
    """Return papers in a form that feedtui brings, or that a file of the reader's has."""
    from feedtui.exports.template import TemplateError, rendered, shipped

    text = shipped().get(name)
    try:
        if text is None:
            text = path_of(name).read_text(encoding="utf-8")
        return rendered(text, items, title, utc_now()[:10])
    except (OSError, UnicodeDecodeError) as error:
        raise Failed(
            f"The template {clean_line(name)} cannot be read: {clean_line(str(error))}. Nothing was exported; "
            f"feedtui brings {', '.join(shipped())}."
        ) from error
    except TemplateError as error:
        raise Failed(f"{clean_line(name)}: {clean_line(str(error))} Nothing was exported.") from error


def _notes(items: Iterable[Item], output: str | None) -> int:
    from feedtui.exports.notes_folder import write_notes

    if output is None:
        raise Failed("Say which folder the notes go to: --output DIR. Notes that are there are brought up to date.")
    try:
        wrote = write_notes(path_of(output), items)
    except OSError as error:
        raise _unwritable(output, error) from error
    for remark in wrote.remarks:
        print(clean_line(f"{remark.what}: {remark.why}"), file=sys.stderr)
    counts = f"{wrote.written} written, {wrote.updated} updated, {wrote.unchanged} unchanged"
    print(f"Notes in {clean_line(output)}: {counts}", file=sys.stderr)
    return 1 if wrote.remarks else 0


def _unwritable(output: str, error: OSError) -> Failed:
    return Failed(f"{clean_line(output)} cannot be written: {error.strerror or error}. Nothing was exported.")
