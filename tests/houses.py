"""A reader's house with something in every room, and all that can be seen of one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from feedtui.cli import main
from feedtui.digest.shown import Shown
from feedtui.exports.record import record
from feedtui.library.documents import ANSWERS, MUTED, WATCHED, documents_in
from feedtui.library.library import Library
from feedtui.library.looks import kept_looks
from feedtui.library.origin import Origin
from feedtui.library.passed import note_passed, passed_over
from feedtui.library.subscriptions import Subscription
from feedtui.papers.paper import Item
from feedtui.papers.query import EVERYTHING, parse
from feedtui.paths import places
from samples import TITLES, paper

LOOKS = {
    "theme": "textual-light",
    "layout": '{"layout": "stacked", "sidebar": 30, "beside": null, "above": 0.25}',
    "glyphs": "ascii",
    "motion": "off",
    "hints": '{"off": true, "used": ["next-unread"], "sessions": {"star": 2}}',
}
TOKEN = "hf_donotcopyme"
ARXIV, HF, FEED = "arxiv:cs.CL", "hf:daily", "https://journal.example/feed.xml"


def opened(home: Path, at: str = "2026-11-20T08:00:00Z") -> Library:
    """Return the library of a home, for which it is always the same time."""
    return Library(places(str(home)), clock=lambda: at)


def furnish(home: Path) -> Path:
    """Fill a home; return it."""
    home.mkdir(parents=True, exist_ok=True)
    (home / "settings.toml").write_text(f'refresh_every = 30\ntoken = "{TOKEN}"\n')
    (home / "topics.toml").write_text('lamps = "lanterns OR moonlight"\n')
    first = paper(TITLES[0], id="arxiv:2301.00001", sources=(ARXIV,), authors=("Ann Ä. Author",), listed="2026-11-16")
    told = (
        ("2026-11-16T08:00:00Z", ARXIV, [first, paper("Editorial", id="doi:10.1000/a", sources=(FEED,))]),
        ("2026-11-17T08:00:00Z", FEED, [paper("Editorial", id="doi:10.1000/b", sources=(FEED,), upvotes=0)]),
        ("2026-11-17T09:00:00Z", HF, [paper(TITLES[0].upper(), sources=(HF,), upvotes=7, summary="Short.")]),
        ("2026-11-18T08:00:00Z", FEED, [paper(TITLES[1], "As it was.", sources=(FEED,))]),
        ("2026-11-19T08:00:00Z", FEED, [paper(TITLES[1], "All of it is new.", sources=(FEED,))]),
    )
    for at, source, papers in told:
        with closing(opened(home, at)) as library:
            library.catch_up()
            library.add(papers, Origin(source, "test"))
            library.end_session()
    with closing(opened(home)) as library:
        library.add([paper(TITLES[2], "By moonlight.", sources=(HF,), listed="2026-11-17")], Origin(HF, "test"))
        library.noticed()
        _say(library)
    with Shown(home / "digests.jsonl").turn() as noting:
        noting.add("digest", [("arxiv:2301.00001", paper(TITLES[0]).id)], "2026-11-18T08:00:00Z")
    return home


def _say(library: Library) -> None:
    rows = {library.item(row).paper.title: row for row in library.whole(EVERYTHING)}
    library.set_state([rows[TITLES[0]], rows["Editorial"]], "starred", True)
    mark(
        library,
        rows[TITLES[1]],
        tags=("vision", "später"),
        note="Read § 4.\n\n  - and the appendix",
        queued="2026-11-19",
    )
    library.keep_search("Lamps", "topic:lamps is:unread")
    library.subscriptions.add({HF: "Daily", ARXIV: ""})
    library.subscriptions.change(Subscription(HF, "Daily", paused=True, added="2026-11-20T08:00:00Z"))
    library.answer("arxiv:2301.00001", "more")
    library.mute("survey")
    library.watch("Ann Author")
    for name, value in LOOKS.items():
        library.keep_setting(name, value)
    note_passed(library.places, [rows[TITLES[2]]])


def mark(library: Library, row: int, **facts: Any) -> None:
    """Set facts of a paper's mark."""
    from dataclasses import replace

    library.change([row], lambda before: replace(before, **facts))


def seen_of(home: Path) -> dict[str, Any]:
    """Return all that a reader can see of a home."""
    with closing(opened(home)) as library:
        library.catch_up()
        library.noticed()
        rows = list(library.whole(EVERYTHING))
        return {
            "papers": [record(library.item(row)) for row in rows],
            "days": [library.day(row) for row in rows],
            "new": [library.item(row).paper.title for row in library.whole(parse("is:new"))],
            "revisions": [library.revisions(row) for row in rows],
            "searches": library.searches(),
            "sources": library.subscriptions.all(),
            "others": {table: documents_in(library._db, table) for table in (ANSWERS, MUTED, WATCHED)},
            "passed": passed_over(library._db),
            "looks": kept_looks(library._db),
            "topics": library.counts().topics,
        }


def lines_of(archive: Path, name: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file of an archive."""
    with ZipFile(archive) as opened_archive:
        yield from map(json.loads, opened_archive.read(name).decode().splitlines())


def rewritten(archive: Path, to: Path, **files: bytes | None) -> Path:
    """Write an archive anew with some files changed, or left out; `_` stands for the dot of a name."""
    changed = {name.replace("_", "."): data for name, data in files.items()}
    with ZipFile(archive) as old, ZipFile(to, "w") as new:
        for name in dict.fromkeys([*old.namelist(), *changed]):
            data = changed[name] if name in changed else old.read(name)
            if data is not None:
                new.writestr(name, data)
    return to


def told(home: Path, archive: Path, capsys: pytest.CaptureFixture[str], code: int = 0) -> dict[str, Any]:
    """Restore a backup, and return what that says of itself."""
    capsys.readouterr()
    assert main(["--home", str(home), "restore", str(archive), "--json"]) == code
    shown = capsys.readouterr()
    answer: dict[str, Any] = json.loads(shown.out)
    assert bool(shown.err) == bool(code)
    return answer


def items(home: Path) -> dict[str, Item]:
    """Return the papers of a home by their titles."""
    with closing(opened(home)) as library:
        library.catch_up()
        library.noticed()
        return {library.item(row).paper.title: library.item(row) for row in library.whole(EVERYTHING)}
