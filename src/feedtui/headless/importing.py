"""The command that reads files."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from feedtui.headless.telling import Failed, print_json
from feedtui.library import archive, intake
from feedtui.library.intake import Found, Kept, Unreadable
from feedtui.library.library import Library
from feedtui.library.origin import Added
from feedtui.papers.display import shown_date
from feedtui.papers.text import clean_line
from feedtui.paths import path_of
from feedtui.progress import progress


def import_papers(library: Library, arguments: Namespace) -> int:
    """Import files; one that cannot be read does not keep the others out."""
    failed = 0
    for name in arguments.files:
        try:
            found, kept = _taken(library, name, arguments.kind)
        except Unreadable as error:
            failed = 1
            sentence = clean_line(str(error))
            print(sentence, file=sys.stderr)
            if arguments.json:
                print_json(_account(name, None, Kept(Added()), sentence))
            continue
        if arguments.json:
            print_json(_account(name, found, kept, None))
        else:
            print("\n".join(_told(name, found, kept)))
    return failed


def _taken(library: Library, name: str, kind: str | None) -> tuple[Found, Kept]:
    """Take in what a file or standard input holds."""
    if name == "-":
        taken = intake.read_bytes(sys.stdin.buffer.read(intake.SIZE_LIMIT + 1), "standard input", kind)
    elif kind is None and archive.is_archive(path_of(name)):
        found, added = _archive(library, path_of(name))
        return found, Kept(added)
    else:
        taken = intake.read_file(Path(name), kind)
    return taken.found, intake.keep(library, taken)


def _archive(library: Library, path: Path) -> tuple[Found, Added]:
    added = Added()
    try:
        with progress(clean_line(path.name)) as show:

            def report(so_far: archive.Progress) -> None:
                nonlocal added
                added = so_far.added
                show(so_far.done, so_far.size, f"{added.found:,} papers")

            return archive.keep_archive(library, path, report)
    except KeyboardInterrupt:
        raise Failed(
            f"Stopped. {added.found:,} papers of {clean_line(str(path))} are in; the same command goes on from there."
        ) from None


def _account(name: str, found: Found | None, kept: Kept, error: str | None) -> dict[str, object]:
    added = kept.added
    return {
        "kind": found.kind if found else None,
        "source": name,
        "found": max(added.found, len(found.papers)) if found else 0,
        "new": added.new,
        "updated": added.updated,
        "unchanged": added.unchanged,
        "sources": [source for source, _ in found.sources] if found else [],
        "new_sources": kept.sources,
        "marks": kept.marks,
        "list_date": found.list_date if found else None,
        "skipped": [asdict(remark) for remark in found.skipped] if found else [],
        "damaged": [asdict(remark) for remark in found.damaged] if found else [],
        "error": error,
    }


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _told(name: str, found: Found, kept: Kept) -> Iterable[str]:
    added = kept.added
    if found.sources:
        sources = _counted(len(found.sources), "source")
        yield f"{clean_line(name)}: {sources} found ({found.kind}): {kept.sources} new."
    else:
        yield (
            f"{clean_line(name)}: {_counted(added.found, 'paper')} found ({found.kind}): "
            f"{added.new} new, {added.updated} updated, {added.unchanged} unchanged."
        )
    if found.list_date:
        unsaid = ", year not given" if found.list_date.startswith("--") else ""
        yield f"  the list is of {shown_date(found.list_date)}{unsaid}"
    yield from (f"  {sentence}" for sentence in intake.notices(found))
    if found.carried:
        yield f"  {kept.marked}{': feedtui undo takes them back' if kept.marks else ''}."
    for heading, remarks in (("left out", found.skipped), ("kept, but damaged", found.damaged)):
        yield from (f"  {heading}: {remark.what} ({remark.why})" for remark in remarks)
