"""A folder with a note for each paper in Markdown, for Obsidian and the like: written, and brought up to date.

A note begins with YAML: `id`, `title`, `authors`, `published`, `url`, `pdf`, `code`, `doi`, `eprint`, `tags` and
`state` are feedtui's, other keys are the reader's. What stands between `<!-- feedtui:begin -->` and
`<!-- feedtui:end -->` is feedtui's, what stands around them is the reader's. A note may be renamed, and moved to a
folder inside: it is found by its `id`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from feedtui.exports.files import write_new, write_over
from feedtui.exports.note import new_note, read_note, updated_note
from feedtui.papers.filenames import file_name
from feedtui.papers.paper import Item, PaperId

_SUFFIX = ".md"


@dataclass(frozen=True, slots=True)
class Remark:
    """A note, and what is to be said of it."""

    what: str
    why: str


@dataclass(slots=True)
class Written:
    """How many notes were written, brought up to date and left as they were, and what went wrong with others."""

    written: int = 0
    updated: int = 0
    unchanged: int = 0
    remarks: list[Remark] = field(default_factory=list)


def write_notes(folder: Path, items: Iterable[Item]) -> Written:
    """Write a note for each paper that has none in a folder, and bring the others up to date.

    What the reader wrote stays byte for byte. A file without feedtui's marks is never touched, links are not
    followed, and a note that cannot be written does not keep the others out.

    Raises:
        OSError: The folder cannot be made or read.
    """
    folder.mkdir(parents=True, exist_ok=True)
    told = Written()
    notes, unmarked = _notes(folder, told)
    for item in items:
        paper = item.paper
        try:
            for path in notes.get(paper.id, ()):
                _update(path, item, told)
            if paper.id in notes:
                continue
            path = write_new(folder / file_name(paper, _SUFFIX), new_note(item))
        except OSError as error:
            told.remarks.append(Remark(paper.title, f"its note cannot be written: {error.strerror}."))
            continue
        notes[paper.id] = [path]
        told.written += 1
        if paper.id in unmarked:
            why = f"the marks around feedtui's part are not as they were. It stays as it is; the note is {path.name}."
            told.remarks.append(Remark(unmarked[paper.id].name, why))
    return told


def _update(path: Path, item: Item, told: Written) -> None:
    text = _text(path)
    updated = updated_note(text, item)
    if updated == text:
        told.unchanged += 1
    else:
        write_over(path, (updated,))
        told.updated += 1


def _notes(folder: Path, told: Written) -> tuple[dict[PaperId, list[Path]], dict[PaperId, Path]]:
    """Return the notes in a folder and those inside it by paper, and those without both marks."""
    notes: dict[PaperId, list[Path]] = {}
    unmarked: dict[PaperId, Path] = {}
    for path in _files(folder):
        try:
            note = read_note(_text(path))
        except UnicodeDecodeError:
            continue
        except OSError as error:
            told.remarks.append(Remark(path.name, f"it cannot be read: {error.strerror}. If it is a note, it stays."))
            continue
        if note and note.marked:
            notes.setdefault(note.id, []).append(path)
        elif note:
            unmarked[note.id] = path
    return notes, unmarked


def _files(folder: Path) -> Iterator[Path]:
    """Yield the Markdown files in a folder and those inside it, in the order of their names, hidden ones left out."""
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(Path(entry.path))
        elif entry.name.endswith(_SUFFIX) and entry.is_file(follow_symlinks=False):
            yield Path(entry.path)


def _text(path: Path) -> str:
    """Return a file's text, its line ends as they are; raises OSError for a link."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        return file.read().decode()
