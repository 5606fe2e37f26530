"""Commands that write everything into one archive, and bring it back."""

from __future__ import annotations

import shutil
import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from feedtui.headless.telling import Failed, print_json
from feedtui.library.library import Library, utc_now
from feedtui.library.locking import JournalError
from feedtui.library.schema import CorpusError
from feedtui.moving.describing import SETTINGS
from feedtui.papers.text import clean_line
from feedtui.paths import path_of
from feedtui.progress import progress

if TYPE_CHECKING:
    from feedtui.moving.backup import Backup
    from feedtui.moving.reading import Archive
    from feedtui.moving.restore import Restored

_MOST_SHOWN = 20
_NOUNS = {
    "papers": ("paper", "papers"),
    "marks": ("mark", "marks"),
    "searches": ("search", "searches"),
    "sources": ("source", "sources"),
    "others": ("other entry", "other entries"),
    "digests": ("paper of a digest", "papers of digests"),
    "passed": ("paper passed over", "papers passed over"),
}
_ALWAYS = 4
"""Of how many of them it is said that there are none."""


def back_up(library: Library, arguments: Namespace) -> int:
    """Write everything into a file that was not there, or to standard output."""
    name, to_pipe = clean_line(arguments.file), arguments.file == "-"
    try:
        where, told = _piped(library) if to_pipe else _filed(library, path_of(arguments.file))
    except (BrokenPipeError, CorpusError, JournalError):
        raise
    except OSError as error:
        raise Failed(f"{name} cannot be written: {error.strerror or error}. No backup was made.") from error
    out = sys.stderr if to_pipe else sys.stdout
    print(f"{_counted(told.counts)} written to {clean_line(where)}", file=out)
    if told.left_out:
        print(f"Left out of the settings: {', '.join(map(clean_line, told.left_out))}.", file=sys.stderr)
    return 0


def restore_backup(library: Library, arguments: Namespace) -> int:
    """Bring a backup back; the code is 1 where a part of it could not be read."""
    from feedtui.moving.reading import Archive, NoBackup

    name = "standard input" if arguments.file == "-" else clean_line(arguments.file)
    try:
        with _opened(arguments.file, name) as file:
            archive = Archive(file, name)
            restored = _restored(library, archive)
    except (NoBackup, Failed) as error:
        if arguments.json:
            print_json({"file": name, "error": str(error)})
        raise Failed(str(error)) from error
    if arguments.json:
        print_json(_object(name, restored, archive))
    else:
        print("\n".join(_told(name, restored)))
    for remark in archive.remarks[:_MOST_SHOWN]:
        print(f"{remark.what}: {remark.why}.", file=sys.stderr)
    more = len(archive.remarks) + archive.unnamed - _MOST_SHOWN
    if more > 0:
        print(f"And {more:,} more like these.", file=sys.stderr)
    return 1 if archive.remarks else 0


def _filed(library: Library, path: Path) -> tuple[str, Backup]:
    from feedtui.moving.writing import new_file

    with new_file(path) as (file, placed):
        told = _written(library, file)
    return str(placed[0]), told


def _piped(library: Library) -> tuple[str, Backup]:
    from feedtui.moving.writing import Pipe

    if sys.stdout.isatty():
        raise Failed("A backup is no text for a terminal: name a file, or send it on with | or >. None was made.")
    told = _written(library, cast(BinaryIO, Pipe(sys.stdout.buffer)))
    sys.stdout.buffer.flush()
    return "standard output", told


def _written(library: Library, stream: BinaryIO) -> Backup:
    from feedtui.moving.backup import backup

    with progress("backup") as show:
        return backup(library.places, stream, utc_now(), lambda done, all_: show(done, all_, f"{done:,} papers"))


def _restored(library: Library, archive: Archive) -> Restored:
    from feedtui.moving.restore import restore

    done = 0
    with progress("restore") as show:

        def report(so_far: int, whole: int) -> None:
            nonlocal done
            done = so_far
            show(so_far, whole, f"{so_far:,} papers")

        try:
            return restore(library.places, archive, utc_now(), report)
        except KeyboardInterrupt:
            raise Failed(f"Stopped. {done:,} papers are in; the same command brings the rest.") from None


@contextmanager
def _opened(name: str, shown: str) -> Iterator[BinaryIO]:
    """Open an archive, or what standard input holds, which has to be read whole for that."""
    try:
        if name != "-":
            with path_of(name).open("rb") as file:
                yield file
            return
        with tempfile.TemporaryFile() as spooled:
            shutil.copyfileobj(sys.stdin.buffer, spooled)
            yield cast(BinaryIO, spooled)
    except (CorpusError, JournalError):
        raise
    except OSError as error:
        raise Failed(f"{shown} cannot be read: {error.strerror or error}. Nothing was changed.") from error


def _counted(counts: Mapping[str, int]) -> str:
    """Return counts in words, as in `1,234 papers, 1 mark`; of other things only where there are any."""
    told = [(name, counts[name], words) for name, words in _NOUNS.items() if name in counts]
    named = [one for at, one in enumerate(told) if one[1] or at < _ALWAYS]
    return ", ".join(f"{number:,} {one if number == 1 else many}" for _, number, (one, many) in named)


def _told(name: str, restored: Restored) -> Iterator[str]:
    papers = restored.papers
    yield f"{name}: {_counted({'papers': papers.found, **restored.found})}"
    yield f"  papers: {papers.new:,} new, {papers.updated:,} updated, {papers.unchanged:,} unchanged"
    changed = {name: number for name, number in restored.changed.items() if number}
    shown: dict[str, int] = {name: changed.pop(name) for name in ("digests", "passed") if name in changed}
    if changed:
        yield f"  new here: {_counted(changed)}; feedtui undo takes these back"
    elif not shown:
        yield "  nothing else is new here"
    if shown:
        yield f"  new here: {_counted(shown)}, which undo leaves"
    for file, path in restored.files.items():
        told = f"  {file} is now {clean_line(str(path))}"
        if path.name == file:
            yield told
        elif file == SETTINGS:
            yield f"{told}: there are settings here, or it names servers or programs. Look at it before you use it"
        else:
            yield f"{told}: there are topics of your own here"


def _object(name: str, restored: Restored, archive: Archive) -> dict[str, object]:
    return {
        "file": name,
        "papers": asdict(restored.papers),
        **{name: {"found": number, "changed": restored.changed[name]} for name, number in restored.found.items()},
        "files": {file: str(path) for file, path in restored.files.items()},
        "skipped": [asdict(remark) for remark in archive.remarks],
        "unnamed": archive.unnamed,
        "error": None,
    }
