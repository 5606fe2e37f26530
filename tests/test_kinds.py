"""Which kind of file it is, and that each comes back through it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import process_time

import pytest

from feedtui.exports.bibtex import biblatex, bibtex
from feedtui.exports.csl_json import csl_json
from feedtui.exports.ris import ris
from feedtui.library.starter import starter_papers
from feedtui.papers.links import page_address
from feedtui.papers.paper import Item, Mark
from feedtui.papers.tex import readable
from feedtui.sources import kinds
from feedtui.sources.found import Unreadable
from samples import page

REAL = Path(__file__).parents[2] / "shared" / "real"
EXPORTS = {"bibtex": (bibtex, biblatex), "ris": (ris,), "csl-json": (csl_json,)}
BIB = "@misc{a, title={Zoë's Lamp}}"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("bibtex", BIB),
        ("ris", "TY  - JOUR\nTI  - On Lamps\nER  - \n"),
        ("ris", "\n JF  - Lamps\nT1  - On Lamps\nER  -\n"),
        ("csl-json", '[{"type": "article", "title": "On Lamps", "DOI": "10.1000/a"}]'),
        ("id-list", "2301.03580\n"),
        ("id-list", "https://arxiv.org/abs/2301.03580\nhttps://arxiv.org/abs/2301.03581\n"),
        ("bookmarks", "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<A HREF='https://arxiv.org/abs/2301.03580'>On Lamps</A>"),
        ("papis", "title: On Lamps\nref: a\n"),
        (
            "zotero-csv",
            '"Key","Item Type","Publication Year","Author","Title","X"\n"ABCDEFGH","book","","","Lamps",""\n',
        ),
        ("newsboat", "https://a.example/feed\nhttps://b.example/rss tag\n"),
        ("huggingface-search", page()),
    ],
)
def test_kinds_are_found_out(kind: str, text: str) -> None:
    """What a text looks like says what it is, in UTF-8 and UTF-16, and naming the kind reads the same."""
    for data in (text.encode(), text.encode("utf-8-sig"), text.encode("utf-16")):
        found = kinds.read(data)
        assert found.kind == kind
        assert found.papers or found.sources
    if kind in kinds.NAMES:
        assert kinds.read(text.encode(), kind) == kinds.read(text.encode())


def test_old_encodings() -> None:
    """A file of Windows's or of JabRef's own is read in its encoding."""
    for data in (BIB.encode("cp1252"), f"% Encoding: ISO8859_1\n{BIB}".encode("latin-1")):
        assert kinds.read(data).papers[0].title == "Zoë's Lamp"


@pytest.mark.parametrize("kind", ["bibtex", "ris", "csl-json", "id-list", "bookmarks", "papis", "zotero-csv"])
def test_what_is_of_another_kind_is_refused(kind: str) -> None:
    """Bytes and prose that are named as a kind are refused with a sentence."""
    for data in (b"\x00\x01\x02", b"Dear all,", b""):
        with pytest.raises(Unreadable):
            kinds.read(data, kind)


@pytest.mark.parametrize(("kind", "write"), [(kind, write) for kind, several in EXPORTS.items() for write in several])
def test_what_is_exported_is_imported(kind: str, write: Callable[[Iterable[Item]], Iterator[str]]) -> None:
    """The starter list comes back with its titles, authors, ids, dates, links, tags and notes, in its order."""
    items = [Item(paper, Mark(tags=("lamp", "to read"), note="A note.")) for paper in starter_papers()]
    found = kinds.read("".join(write(items)).encode())
    assert (found.kind, len(found.papers), found.skipped, found.damaged) == (kind, len(items), (), ())
    for item, paper in zip(items, found.papers, strict=True):
        # To TeX, two hyphens are a dash.
        title = item.paper.title
        assert paper.title in (title, readable(title), title.replace("--", "–"))
        assert paper.authors == item.paper.authors
        assert paper.id == item.paper.id
        assert page_address(paper) == page_address(item.paper)
        assert item.paper.published is None or (paper.published or "").startswith(item.paper.published)
        assert paper.tags == item.mark.tags
        assert found.carried[paper.id].note == "A note."


@pytest.mark.parametrize(
    "text", [" " * 50_000 + "x", "JF  - a\nT1  - b\n" * 20_000, "[a](" * 50_000, "\n" * 50_000 + "x"]
)
def test_what_is_nothing_is_known_at_once(text: str) -> None:
    """No text makes finding out its kind take time beyond its length."""
    begin = process_time()
    with pytest.raises(Unreadable):
        kinds.read(text.encode())
    assert process_time() - begin < 5


@pytest.mark.skipif(not REAL.is_dir(), reason="the recorded files are not here")
@pytest.mark.parametrize(("folder", "kind"), [("bib", "bibtex"), ("ris", "ris")])
def test_recorded_files_are_known_for_what_they_are(folder: str, kind: str) -> None:
    """Every recorded file is detected, and papers with titles come out of each that has any."""
    files = sorted((REAL / folder).glob(f"*.{folder}"))
    assert files
    for path in files:
        found = kinds.read(path.read_bytes())
        assert found.kind == kind, path.name
        assert found.papers or found.skipped, path.name
        assert all(paper.title for paper in found.papers)
