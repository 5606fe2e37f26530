"""Brings a backup into a library, be it empty or not: merged with what is there, and nothing of that deleted."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from feedtui.library.journal import Journal, JournalError
from feedtui.library.looks import LOOKS
from feedtui.library.marks import Marks
from feedtui.library.origin import Added
from feedtui.library.passed import passed_over, take_passed
from feedtui.library.ready import AT_ONCE
from feedtui.library.schema import CorpusError, connect
from feedtui.library.settings import followed, keep_setting, setting
from feedtui.library.topic_rules import TopicRules
from feedtui.library.whole_papers import Whole, take_back
from feedtui.moving import describing, forms
from feedtui.moving.changing import Changed, changes_of
from feedtui.moving.digests import take_shown
from feedtui.moving.forms import Damaged
from feedtui.moving.reading import Archive
from feedtui.moving.settings import Unfit, checked, is_harmless, put
from feedtui.moving.told import told_in
from feedtui.papers.paper import PaperId
from feedtui.paths import Places

_TRIES = 10
_VALUE = re.compile(r"""[a-z][a-z0-9-]{0,39}|\{[a-z0-9 "{}\[\],:.-]{0,4000}\}""")
"""A word, or the JSON of a layout or of hints: whoever reads that begins anew where it makes no sense."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore brought: papers; how many marks, searches and so on there were, and how many changed something.

    `files` are those of settings and topics that were put somewhere, by their names in the archive.
    """

    papers: Added
    found: dict[str, int]
    changed: dict[str, int]
    files: dict[str, Path] = field(default_factory=dict)


def restore(places: Places, archive: Archive, at: str, report: Callable[[int, int], None]) -> Restored:
    """Take a backup in; `report` is told how many papers are in, and of how many.

    Marks, searches, sources and the like become one change, which one `undo` takes back. What cannot be read is among
    the archive's remarks. After an error the papers that are in stay, and the same again brings the others.

    Raises:
        CorpusError: The papers cannot be opened or written.
        JournalError: The marks cannot be read or written.
    """
    files = dict(_files(places, archive))
    journal = Journal(places.marks)
    try:
        with closing(connect(places.papers, cache_mb=64)) as db:
            marks = Marks(journal, db)
            marks.catch_up()
            _choose(db, archive)
            added = _papers(db, places, archive, at, report)
            told = told_in(archive, at)
            changed = _documents(db, journal, marks, lambda: changes_of(db, told))
            passed = _pass_over(db, told.passed)
    except sqlite3.Error as error:
        raise CorpusError(f"{places.papers} cannot be written ({error}). What is in stays; try again.") from error
    counts = {**changed.counts, "digests": take_shown(places.data, told.digests.values()), "passed": passed}
    found = {name: len(getattr(told, name)) for name in counts}
    return Restored(added, found, counts, files)


def _files(places: Places, archive: Archive) -> Iterator[tuple[str, Path]]:
    """Put settings and topics where there are none, else beside; yield what was put where."""
    for name, path in ((describing.SETTINGS, places.config), (describing.TOPICS, places.topics)):
        text = archive.text(name)
        if text is None:
            continue
        try:
            told = checked(text)
            placed = put(path, text, beside=name == describing.SETTINGS and not is_harmless(told))
        except Unfit as error:
            archive.remark(name, str(error))
        except OSError as error:
            archive.remark(name, f"{path} cannot be written: {error.strerror or error}")
        else:
            if placed:
                yield name, placed


def _choose(db: sqlite3.Connection, archive: Archive) -> None:
    """Keep what was chosen in the reader, where nothing was here."""
    for where, one in archive.objects(describing.CHOICES, len(LOOKS)):
        name, value = forms.text_of(one.get("name")), forms.text_of(one.get("value"))
        if name not in LOOKS or not _VALUE.fullmatch(value):
            archive.remark(where, "it is no choice that there is")
        elif setting(db, name) is None:
            keep_setting(db, name, value)


def _pass_over(db: sqlite3.Connection, told: Mapping[PaperId, int]) -> int:
    """Take in how often papers were passed over; return of how many that was not known."""
    before = passed_over(db)
    return sum(before.get(paper) != times for paper, times in take_passed(db, told).items())


def _papers(
    db: sqlite3.Connection, places: Places, archive: Archive, at: str, report: Callable[[int, int], None]
) -> Added:
    rules = TopicRules(places.topics)
    if rules.is_new_to(db):
        rules.apply(db)
    expected = archive.count("papers")
    return take_back(
        db,
        _portions(archive),
        rules.sorting,
        source="backup",
        at=at,
        expected=expected,
        report=lambda added: report(added.found, max(expected, added.found)),
    )


def _portions(archive: Archive) -> Iterator[list[Whole]]:
    portion: list[Whole] = []
    for where, one in archive.objects(describing.PAPERS):
        try:
            portion.append(forms.paper_of(one))
        except Damaged as error:
            archive.remark(where, str(error))
        if len(portion) == AT_ONCE:
            yield portion
            portion = []
    if portion:
        yield portion


def _documents(db: sqlite3.Connection, journal: Journal, marks: Marks, make: Callable[[], Changed]) -> Changed:
    """Write as one record what has to be changed, as of what is there then."""
    for _ in range(_TRIES):
        marks.catch_up()
        position, changed = followed(db), make()
        if not changed.changes:
            return changed
        # A star of a reader that is open does not wait until all changes are found out.
        with journal.turn() as turn:
            is_now = turn.position == position
            if is_now:
                turn.append(changed.changes)
        if is_now:
            marks.catch_up()
            return changed
    raise JournalError(f"{journal.file} is being written all the time. The papers are in; try again for the marks.")
