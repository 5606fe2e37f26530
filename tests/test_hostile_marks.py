"""Marks that another program wrote, of whatever shape: what can be read of them is, and nothing of them is lost."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from feedtui.exports.formats import FORMATS, Layout, written
from feedtui.exports.markdown import Style
from feedtui.library.documents import ANSWERS, MARKS, MUTED, SEARCHES, SOURCES, WATCHED
from feedtui.library.library import Library
from feedtui.library.locking import JournalError
from feedtui.library.origin import Origin
from feedtui.papers.query import EVERYTHING
from feedtui.paths import places
from hostile_set import SHORT, acts
from samples import TITLES, paper

TEXTS = st.sampled_from([text[:200] for text in SHORT]) | st.text(max_size=8)
ANY: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXTS, inner, max_size=2),
    max_leaves=4,
)
FIELDS = ("title", "known_as", "read", "starred", "queued", "tags", "note", "query", "at", "paused", "added", "answer")
DOCUMENTS = st.dictionaries(st.sampled_from(FIELDS) | TEXTS, ANY | st.lists(TEXTS, max_size=2), max_size=5)
KEYS = st.just(paper(TITLES[0]).id) | TEXTS
TABLES = st.dictionaries(
    st.sampled_from([MARKS, SEARCHES, SOURCES, ANSWERS, MUTED, WATCHED, "_default"]),
    st.dictionaries(KEYS, DOCUMENTS, max_size=3),
    max_size=4,
)


@settings(max_examples=60)
@given(TABLES)
def test_documents_of_any_shape(tables: dict[str, dict[str, dict[str, Any]]]) -> None:
    """The library opens, lists, counts and exports; a mark can be set on top, and what was in the file still is."""
    with TemporaryDirectory() as name:
        home = places(name)
        home.marks.write_text(json.dumps(tables))
        with closing(Library(home)) as library:
            library.add([paper(TITLES[0]), paper(TITLES[1])], Origin("page", "test"))
            library.catch_up()
            library.noticed()
            rows = library.whole(EVERYTHING)
            told = [str(library.counts()), *library.searches(), *library.muted(), *library.watched()]
            told += [one.title for one in library.subscriptions.all()]
            for form in FORMATS:
                text = "".join(written(form, library.items(rows), Layout("2026-11-25T08:00:00Z", Style("List"))))
                assert not acts(text.replace("\u200b", "")), form
            assert not acts("".join(told[1:]))
            assert library.set_state(rows, "starred", True) >= 1
            assert all(library.item(row).starred for row in rows)
            library.undo()


@settings(max_examples=60)
@given(st.binary(max_size=300), st.binary(max_size=300))
def test_files_of_any_bytes(marks: bytes, journal: bytes) -> None:
    """A file that is none is kept aside or refused with a sentence, never overwritten in silence."""
    with TemporaryDirectory() as name:
        home = places(name)
        for file, data in ((home.marks, marks), (home.marks.with_suffix(".journal"), journal)):
            file.write_bytes(data)
        told: list[str] = []
        try:
            with closing(Library(home)) as library:
                library.add([paper(TITLES[0])], Origin("page", "test"))
                library.catch_up()
                library.set_state(library.whole(EVERYTHING), "starred", True)
                told += library.warnings
        except JournalError as error:
            told.append(str(error))
        assert all(sentence.endswith(".") and not acts(sentence) for sentence in told)
        held = {path.read_bytes() for path in Path(name).iterdir()}
        assert not marks.strip() or any(marks in data for data in held)
